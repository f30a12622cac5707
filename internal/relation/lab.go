package relation

import (
	"fmt"
	"os"
	"runtime"
	"sync"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/parser"
)

// A Relation is a span of words for each role; one without words is absent.
type Relation struct {
	Source, Cue, Content [2]int32
}

// An Example is a paragraph with its relations.
type Example struct {
	Paragraph
	Relations []Relation
	Doc       int
	Fold      int
}

const (
	roleSource = iota
	roleCue
	roleContent
)

func goldLabels(e *Example) []uint8 {
	l := make([]uint8, len(e.Words))
	for _, r := range e.Relations {
		if c := r.Content; c[1] > c[0] {
			// cut by its own cue and source
			setCut(l, c, r)
		}
	}
	for _, r := range e.Relations {
		if r.Source[1] > r.Source[0] {
			clearSpan(l, r.Source)
			setLabels(l, r.Source[0], r.Source[1], roleSource)
		}
	}
	for _, r := range e.Relations {
		clearSpan(l, r.Cue)
		setLabels(l, r.Cue[0], r.Cue[1], roleCue)
	}
	return l
}

func setCut(l []uint8, c [2]int32, _ Relation) { setLabels(l, c[0], c[1], roleContent) }

// clearSpan makes the runs around a span end and begin again beside it.
func clearSpan(l []uint8, s [2]int32) {
	first, last := s[0], s[1]
	lo, hi := first, last
	for lo > 0 && l[lo] != 0 && (l[lo]-1)%4 != 0 && (l[lo]-1)%4 != 3 {
		lo--
	}
	for hi < int32(len(l)) && l[hi] != 0 && (l[hi]-1)%4 != 0 && (l[hi]-1)%4 != 3 {
		hi++
	}
	relabel := func(a, b int32, role int) {
		if b > a {
			setLabels(l, a, b, role)
		}
	}
	if l[first] != 0 && lo < first {
		relabel(lo, first, int(l[lo]-1)/4)
	}
	if hi > last && l[last] != 0 {
		relabel(last, hi, int(l[last]-1)/4)
	}
	for i := first; i < last; i++ {
		l[i] = 0
	}
}

// Runs returns the spans of a role.
func runs(l []uint8, role int) (out [][2]int32) {
	base := uint8(1 + 4*role)
	for i := 0; i < len(l); i++ {
		if l[i] == base+3 {
			out = append(out, [2]int32{int32(i), int32(i + 1)})
		} else if l[i] == base {
			j := i + 1
			for j < len(l) && l[j] == base+1 {
				j++
			}
			out = append(out, [2]int32{int32(i), int32(j + 1)})
			i = j
		}
	}
	return out
}

// LabRoles trains the first pass on the other folds than one, and predicts that.
func LabRoles(ex []*Example, fold int, p Params, report func(round int, predict func(e *Example) []uint8)) {
	t, _ := english.Tagger()
	res := &resources{words: t.Words(), parser: parser.English()}
	feats := make([][]uint64, len(ex))
	ends := make([][]int32, len(ex))
	var wg sync.WaitGroup
	work := runtime.GOMAXPROCS(0)
	for k := range work {
		wg.Go(func() {
			var c context
			for i := k; i < len(ex); i += work {
				c.prepare(res, &ex[i].Paragraph)
				for j := range ex[i].Words {
					feats[i] = c.appendRoles(feats[i], int32(j))
					ends[i] = append(ends[i], int32(len(feats[i])))
				}
			}
		})
	}
	wg.Wait()
	tb := newTable()
	for i, e := range ex {
		if e.Fold != fold {
			for _, f := range feats[i] {
				tb.count[tb.row(f, true)]++
			}
		}
	}
	fmt.Fprintln(os.Stderr, "features", tb.n)
	tb.drop(uint32(p.Least))
	fmt.Fprintln(os.Stderr, "kept", tb.n)
	var train []sequence
	rows := make([][]int32, len(ex))
	for i, e := range ex {
		for _, f := range feats[i] {
			rows[i] = append(rows[i], tb.row(f, false))
		}
		feats[i] = nil
		if e.Fold != fold {
			train = append(train, sequence{rows[i], ends[i], goldLabels(e)})
		}
	}
	index := map[*Example]int{}
	for i, e := range ex {
		index[e] = i
	}
	c := newChain(3)
	var b buffers
	trainCRF(c, tb, train, p, func(round int, loss float64, m *crf) {
		nz := 0
		for _, w := range m.w {
			if w != 0 {
				nz++
			}
		}
		fmt.Fprintf(os.Stderr, "round %d loss %.0f nonzero %d\n", round, loss, nz)
		report(round, func(e *Example) []uint8 {
			i := index[e]
			n := len(e.Words)
			b.resize(n * c.labels)
			m.score(b.scores, rows[i], ends[i])
			out := make([]uint8, n)
			c.viterbi(b.scores, m.trans, b.back, out)
			return out
		})
	})
}

// Spans returns the spans of each role in labels.
func Spans(l []uint8) (out [3][][2]int32) {
	for r := range 3 {
		out[r] = runs(l, r)
	}
	return out
}
