package eval

import (
	"math/rand/v2"
	"slices"

	"github.com/whosaid/whosaid/internal/corpus"
)

// A Difference is that of one figure between two runs, in percent.
type Difference struct {
	Figure   string  `json:"figure"`
	Old      float64 `json:"old"`
	New      float64 `json:"new"`
	Low      float64 `json:"low"`  // 95% interval of New-Old
	High     float64 `json:"high"` // likewise
	Fixed    int     `json:"fixed"`
	Broken   int     `json:"broken"`
	Resample int     `json:"resamples"`
}

// A Change is a gold item that one run has right and the other has not, or a
// predicted one that should not be.
type Change struct {
	Figure   string      `json:"figure"`
	Document string      `json:"document"`
	Span     corpus.Span `json:"span"` // code points
	Fixed    bool        `json:"fixed"`
	Old      string      `json:"old,omitempty"` // speakers or mentions
	New      string      `json:"new,omitempty"`
	Want     string      `json:"want,omitempty"`
}

// An item is a gold or predicted thing in both runs.
type item struct {
	span     corpus.Span
	old, new counts
	oldGot   string
	newGot   string
	want     string
}

// The bootstrap draws blocks of text, because neighbouring quotations are not
// independent: a wrong turn spoils a conversation (Künsch 1989).
const (
	blockLength = 10_000 // code points
	resamples   = 1000
	seed        = 1
)

// Compare returns what changed between two runs over the same documents: for
// each figure the difference with its paired bootstrap interval (Efron and
// Tibshirani 1993, section 13.3: percentiles), and every item that was fixed
// or broken.
func Compare(before, after *Report) (ds []Difference, changes []Change) {
	for _, figure := range []struct {
		name  string
		items func(before, after *Score) []item
	}{
		{"marked exact F1", func(o, n *Score) []item { return pieceItems(o.Pieces, n.Pieces) }},
		{"speaker accuracy", func(o, n *Score) []item { return outcomeItems(o.Speakers, n.Speakers) }},
		{"content exact F1", func(o, n *Score) []item {
			if o.Relations == nil {
				return nil
			}
			return pieceItems(o.Relations.Contents, n.Relations.Contents)
		}},
		{"mention right", func(o, n *Score) []item {
			if o.Relations == nil {
				return nil
			}
			return outcomeItems(o.Relations.Speech.outcomes, n.Relations.Speech.outcomes)
		}},
	} {
		d := Difference{Figure: figure.name, Resample: resamples}
		var blocks [][2]counts
		for i, s := range before.Documents {
			byBlock := map[int]int{}
			for _, it := range figure.items(s, after.Documents[i]) {
				b, ok := byBlock[it.span[0]/blockLength]
				if !ok {
					b = len(blocks)
					byBlock[it.span[0]/blockLength] = b
					blocks = append(blocks, [2]counts{})
				}
				blocks[b][0].add(it.old)
				blocks[b][1].add(it.new)
				was, is := it.good(it.old), it.good(it.new)
				if was == is {
					continue
				}
				if is {
					d.Fixed++
				} else {
					d.Broken++
				}
				changes = append(changes, Change{figure.name, s.Gold.ID, it.span, is, it.oldGot, it.newGot, it.want})
			}
		}
		if len(blocks) == 0 {
			continue
		}
		d.interval(blocks)
		ds = append(ds, d)
	}
	return ds, changes
}

// good says whether the counts of an item are as they should be.
func (item) good(c counts) bool { return c.right == c.gold && c.right == c.predicted }

func (d *Difference) interval(blocks [][2]counts) {
	sum := func(draw func(i int) [2]counts) (was, is float64) {
		var c [2]counts
		for i := range blocks {
			b := draw(i)
			c[0].add(b[0])
			c[1].add(b[1])
		}
		return c[0].f1(), c[1].f1()
	}
	d.Old, d.New = sum(func(i int) [2]counts { return blocks[i] })
	rng := rand.New(rand.NewPCG(seed, seed))
	deltas := make([]float64, resamples)
	for k := range deltas {
		was, is := sum(func(int) [2]counts { return blocks[rng.IntN(len(blocks))] })
		deltas[k] = is - was
	}
	slices.Sort(deltas)
	d.Old, d.New = round2(d.Old), round2(d.New)
	d.Low, d.High = round2(deltas[resamples*25/1000]), round2(deltas[resamples*975/1000-1])
}

func pieceItems(before, after []Piece) []item {
	type both struct{ old, new *Piece }
	m := map[corpus.Span]both{}
	for i := range before {
		m[before[i].Span] = both{old: &before[i]}
	}
	for i := range after {
		b := m[after[i].Span]
		b.new = &after[i]
		m[after[i].Span] = b
	}
	items := make([]item, 0, len(m))
	for s, b := range m {
		it := item{span: s}
		it.old, it.want, it.oldGot = pieceCounts(b.old)
		var want string
		it.new, want, it.newGot = pieceCounts(b.new)
		it.want = max(it.want, want)
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b item) int { return compareSpans(a.span, b.span) })
	return items
}

func pieceCounts(p *Piece) (c counts, want, got string) {
	if p == nil {
		return c, "", ""
	}
	if p.Gold {
		want = "a quotation"
	}
	if p.Predicted {
		got = "a quotation"
	}
	return counts{one(p.Gold && p.Predicted), one(p.Predicted), one(p.Gold)}, want, got
}

// outcomeItems counts an answer as predicted whatever it is, so that the F1
// of the counts is the accuracy. An outcome that one run lacks is not right.
func outcomeItems(before, after []Outcome) []item {
	m := map[int][2]*Outcome{}
	for i := range before {
		m[before[i].Gold] = [2]*Outcome{&before[i], nil}
	}
	for i := range after {
		b := m[after[i].Gold]
		b[1] = &after[i]
		m[after[i].Gold] = b
	}
	items := make([]item, 0, len(m))
	for _, b := range m {
		it := item{old: counts{0, 1, 1}, new: counts{0, 1, 1}}
		for i, o := range b {
			if o == nil {
				continue
			}
			it.span, it.want = o.Span, o.Want
			if i == 0 {
				it.old.right, it.oldGot = one(o.Right), o.Got
			} else {
				it.new.right, it.newGot = one(o.Right), o.Got
			}
		}
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b item) int { return compareSpans(a.span, b.span) })
	return items
}
