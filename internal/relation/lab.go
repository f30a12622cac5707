package relation

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
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

// linkLabels are the gold labels as seen from a cue.
func linkLabels(n int, r Relation) []uint8 {
	l := make([]uint8, n)
	cut := make([]bool, n)
	for _, s := range [][2]int32{r.Source, r.Cue} {
		for i := s[0]; i < s[1]; i++ {
			cut[i] = true
		}
	}
	for i := r.Content[0]; i < r.Content[1]; {
		j := i
		for j < r.Content[1] && !cut[j] {
			j++
		}
		if j > i {
			setLabels(l, i, j, 1)
		}
		i = j + 1
	}
	if r.Source[1] > r.Source[0] {
		setLabels(l, r.Source[0], r.Source[1], 0)
	}
	return l
}

// First is what the first pass says of a paragraph.
type First struct {
	Labels []uint8
	Probs  []float32 // of each role and outside: 4 a word
	Cands  []Cand    // cues
}

// A Lab has the features of examples.
type Lab struct {
	Ex    []*Example
	res   *resources
	feats [][]uint64
	ends  [][]int32
}

// A Cand is a span and its probability.
type Cand struct {
	Span [2]int32
	P    float32
}

// Pick chooses the likeliest that do not overlap.
func Pick(cands []Cand, least float32) (out [][2]int32) {
	for i, c := range cands {
		if c.P < least {
			continue
		}
		best := true
		for j, d := range cands {
			if i != j && d.Span[0] < c.Span[1] && c.Span[0] < d.Span[1] && (d.P > c.P || d.P == c.P && j < i) {
				best = false
			}
		}
		if best {
			out = append(out, c.Span)
		}
	}
	return out
}

func NewLab(ex []*Example) *Lab {
	t, _ := english.Tagger()
	l := &Lab{Ex: ex, res: &resources{words: t.Words(), parser: parser.English()}}
	l.feats, l.ends = make([][]uint64, len(ex)), make([][]int32, len(ex))
	parallel(len(ex), func(i int, c *context) {
		c.prepare(l.res, &ex[i].Paragraph)
		for j := range ex[i].Words {
			l.feats[i] = c.appendRoles(l.feats[i], int32(j))
			l.ends[i] = append(l.ends[i], int32(len(l.feats[i])))
		}
	})
	return l
}

func parallel(n int, f func(i int, c *context)) {
	var wg sync.WaitGroup
	work := runtime.GOMAXPROCS(0)
	for k := range work {
		wg.Go(func() {
			var c context
			for i := k; i < n; i += work {
				f(i, &c)
			}
		})
	}
	wg.Wait()
}

// FirstPass trains on the examples of some folds, and predicts those of others.
func (l *Lab) FirstPass(p Params, train, test func(fold int) bool, out []First) {
	tb := newTable()
	for i, e := range l.Ex {
		if train(e.Fold) {
			for _, f := range l.feats[i] {
				tb.count[tb.row(f, true)]++
			}
		}
	}
	tb.drop(uint32(p.Least))
	var seqs []sequence
	rowsOf := func(i int) []int32 {
		rows := make([]int32, len(l.feats[i]))
		for k, f := range l.feats[i] {
			rows[k] = tb.row(f, false)
		}
		return rows
	}
	for i, e := range l.Ex {
		if train(e.Fold) {
			seqs = append(seqs, sequence{rowsOf(i), l.ends[i], goldLabels(e)})
		}
	}
	c := newChain(3)
	m := trainCRF(c, tb, seqs, p, nil)
	var b buffers
	for i, e := range l.Ex {
		if !test(e.Fold) {
			continue
		}
		n := len(e.Words)
		b.resize(n * c.labels)
		m.score(b.scores, rowsOf(i), l.ends[i])
		m.marginals(b.scores, m.trans, b.alpha, b.beta, b.probs, nil)
		f := First{Labels: make([]uint8, n), Probs: make([]float32, 0, 4*n)}
		for k := range n {
			row := b.probs[k*c.labels : (k+1)*c.labels]
			f.Probs = append(f.Probs, row[0], row[1]+row[2]+row[3]+row[4], row[5]+row[6]+row[7]+row[8], row[9]+row[10]+row[11]+row[12])
		}
		f.Cands = m.spans(b.scores, m.trans, b.beta, b.probs, roleCue, 0.02)
		c.viterbi(b.scores, m.trans, b.back, f.Labels)
		out[i] = f
	}
}

// SecondPass trains links on gold cues of the training folds.
func (l *Lab) SecondPass(p Params, firsts []First, fold int, report func(round int, predict func(i int, cue [2]int32) Relation)) {
	type item struct {
		i     int
		feats []uint64
		ends  []int32
		gold  []uint8
	}
	var items []item
	for i, e := range l.Ex {
		for _, r := range e.Relations {
			if e.Fold != fold {
				items = append(items, item{i: i, gold: linkLabels(len(e.Words), r)})
				items[len(items)-1].ends = []int32{r.Cue[0], r.Cue[1]}
			}
		}
	}
	parallel(len(items), func(k int, c *context) {
		it := &items[k]
		cue := [2]int32{it.ends[0], it.ends[1]}
		it.ends = nil
		it.feats, it.ends = l.linkFeatures(c, it.i, cue, firsts[it.i].Labels)
	})
	tb := newTable()
	for k := range items {
		for _, f := range items[k].feats {
			tb.count[tb.row(f, true)]++
		}
	}
	fmt.Fprintln(os.Stderr, "link features", tb.n)
	tb.drop(uint32(p.Least))
	fmt.Fprintln(os.Stderr, "kept", tb.n)
	var seqs []sequence
	for k := range items {
		it := &items[k]
		rows := make([]int32, len(it.feats))
		for j, f := range it.feats {
			rows[j] = tb.row(f, false)
		}
		it.feats = nil
		seqs = append(seqs, sequence{rows, it.ends, it.gold})
	}
	c := newChain(2)
	var b buffers
	var x context
	trainCRF(c, tb, seqs, p, func(round int, loss float64, m *crf) {
		nz := 0
		for _, w := range m.w {
			if w != 0 {
				nz++
			}
		}
		fmt.Fprintf(os.Stderr, "round %d loss %.0f nonzero %d\n", round, loss, nz)
		report(round, func(i int, cue [2]int32) Relation {
			feats, ends := l.linkFeatures(&x, i, cue, firsts[i].Labels)
			rows := make([]int32, len(feats))
			for j, f := range feats {
				rows[j] = tb.row(f, false)
			}
			b.resize(len(ends) * c.labels)
			m.score(b.scores, rows, ends)
			out := make([]uint8, len(ends))
			c.viterbi(b.scores, m.trans, b.back, out)
			return relationOf(out, cue)
		})
	})
}

func relationOf(labels []uint8, cue [2]int32) Relation {
	r := Relation{Cue: cue}
	for _, s := range runs(labels, 1) {
		if r.Content[1] == 0 {
			r.Content = s
		}
		r.Content[1] = s[1]
	}
	best := int32(-1)
	for _, s := range runs(labels, 0) {
		d := max(s[0]-cue[1], cue[0]-s[1])
		if best < 0 || d < best {
			best = d
			r.Source = s
		}
	}
	return r
}

func (l *Lab) linkFeatures(c *context, i int, cue [2]int32, roles []uint8) (feats []uint64, ends []int32) {
	if c.Paragraph != &l.Ex[i].Paragraph {
		c.prepare(l.res, &l.Ex[i].Paragraph)
	}
	var v view
	v.look(c, cue, roles)
	for j := range l.Ex[i].Words {
		feats = c.appendBase(feats, int32(j))
		feats = v.appendLink(feats, int32(j))
		ends = append(ends, int32(len(feats)))
	}
	return feats, ends
}

// Item is a cue that the second pass has looked at.
type Item struct {
	I      int // example
	Cue    [2]int32
	P      float32 // of the first pass, and of what overlaps it
	Rivals float32
	Gold   int // index of its relation, -1 if none
	Probs  []float32
	Labels []uint8
	Found  bool
}

// Items returns the cues of the first pass and the gold ones.
func (l *Lab) Items(firsts []First, least float32) (out []Item) {
	for i, e := range l.Ex {
		gold := map[[2]int32]int{}
		for k, r := range e.Relations {
			gold[r.Cue] = k
		}
		seen := map[[2]int32]bool{}
		add := func(c [2]int32, found bool) {
			if seen[c] {
				return
			}
			seen[c] = true
			it := Item{I: i, Cue: c, Gold: -1, Found: found}
			if k, ok := gold[c]; ok {
				it.Gold = k
			}
			for _, d := range firsts[i].Cands {
				if d.Span == c {
					it.P = d.P
				} else if d.Span[0] < c[1] && c[0] < d.Span[1] {
					it.Rivals = max(it.Rivals, d.P)
				}
			}
			out = append(out, it)
		}
		for _, c := range firsts[i].Cands {
			if c.P >= least {
				add(c.Span, true)
			}
		}
		for _, r := range e.Relations {
			add(r.Cue, false)
		}
	}
	return out
}

// Links trains the second pass on the relations of some folds and fills the
// items of others.
func (l *Lab) Links(p Params, firsts []First, items []Item, train, test func(fold int) bool) {
	type job struct {
		i     int
		cue   [2]int32
		gold  []uint8
		feats []uint64
		ends  []int32
	}
	var jobs []job
	for i, e := range l.Ex {
		for _, r := range e.Relations {
			if train(e.Fold) {
				jobs = append(jobs, job{i: i, cue: r.Cue, gold: linkLabels(len(e.Words), r)})
			}
		}
	}
	var c context
	tb := newTable()
	for k := range jobs {
		j := &jobs[k]
		j.feats, j.ends = l.linkFeatures(&c, j.i, j.cue, firsts[j.i].Labels)
		for _, f := range j.feats {
			tb.count[tb.row(f, true)]++
		}
	}
	tb.drop(uint32(p.Least))
	var seqs []sequence
	for k := range jobs {
		j := &jobs[k]
		rows := make([]int32, len(j.feats))
		for i, f := range j.feats {
			rows[i] = tb.row(f, false)
		}
		j.feats = nil
		seqs = append(seqs, sequence{rows, j.ends, j.gold})
	}
	ch := newChain(2)
	m := trainCRF(ch, tb, seqs, p, nil)
	var b buffers
	for k := range items {
		it := &items[k]
		if !test(l.Ex[it.I].Fold) {
			continue
		}
		feats, ends := l.linkFeatures(&c, it.I, it.Cue, firsts[it.I].Labels)
		rows := make([]int32, len(feats))
		for i, f := range feats {
			rows[i] = tb.row(f, false)
		}
		b.resize(len(ends) * ch.labels)
		m.score(b.scores, rows, ends)
		m.marginals(b.scores, m.trans, b.alpha, b.beta, b.probs, nil)
		it.Probs = slices.Clone(b.probs)
		it.Labels = make([]uint8, len(ends))
		ch.viterbi(b.scores, m.trans, b.back, it.Labels)
	}
}

// Rank trains the rankers on the other folds and predicts one.
func (l *Lab) Rank(firsts []First, items []Item, fold int, p gbdt.Params) (pred map[int][]Scored, base map[int][]Scored) {
	type ranked struct {
		cands [][2]int32
		rows  [][]float32
		best  Relation
	}
	rs := make([]ranked, len(items))
	parallel(len(items), func(k int, c *context) {
		it := &items[k]
		if c.Paragraph != &l.Ex[it.I].Paragraph {
			c.prepare(l.res, &l.Ex[it.I].Paragraph)
		}
		var v view
		v.look(c, it.Cue, firsts[it.I].Labels)
		lk := &link{it.Probs, it.Labels}
		r := &rs[k]
		r.best = relationOf(it.Labels, it.Cue)
		r.cands = lk.candidates(r.best.Content)
		s := v.sums(lk, r.best.Source)
		for _, x := range r.cands {
			r.rows = append(r.rows, v.appendSpan(nil, lk, s, x, r.best.Content, r.best.Source))
		}
	})
	var groups []gbdt.Group
	possible, total := 0, 0
	for k := range items {
		it := &items[k]
		e := l.Ex[it.I]
		if e.Fold == fold || it.Gold < 0 {
			continue
		}
		g := gbdt.Group{Rows: rs[k].rows, Weight: 1}
		any := false
		for _, x := range rs[k].cands {
			right := e.trim(x) == e.trim(e.Relations[it.Gold].Content)
			g.Right = append(g.Right, right)
			any = any || right
		}
		total++
		if any {
			possible++
			groups = append(groups, g)
		}
	}
	fmt.Fprintln(os.Stderr, "rank: possible", possible, "of", total)
	m := gbdt.Train(groups, p)
	accept := make([]gbdt.Group, len(items))
	rel := make([]Relation, len(items))
	var train []gbdt.Group
	for k := range items {
		it := &items[k]
		r := &rs[k]
		rel[k] = r.best
		top, margin := 0, float32(0)
		if len(r.cands) > 0 {
			scores := make([]float32, len(r.cands))
			m.Scores(r.rows, scores)
			for i := range scores {
				if scores[i] > scores[top] {
					top = i
				}
			}
			gbdt.Softmax(scores, 1)
			margin = scores[top]
			rel[k].Content = r.cands[top]
		}
		var c context
		c.prepare(l.res, &l.Ex[it.I].Paragraph)
		var v view
		v.look(&c, it.Cue, firsts[it.I].Labels)
		lk := &link{it.Probs, it.Labels}
		s := v.sums(lk, rel[k].Source)
		row := v.appendAccept(nil, lk, s, it.P, it.Rivals, rel[k].Content, rel[k].Source, margin, firsts[it.I].Probs)
		accept[k] = gbdt.Group{Rows: [][]float32{row, make([]float32, len(row))}, Right: []bool{it.Gold >= 0, it.Gold < 0}, Weight: 1}
		if l.Ex[it.I].Fold != fold && it.Found {
			train = append(train, accept[k])
		}
	}
	ma := gbdt.Train(train, p)
	pred, base = map[int][]Scored{}, map[int][]Scored{}
	for k := range items {
		it := &items[k]
		if l.Ex[it.I].Fold != fold {
			continue
		}
		scores := make([]float32, 2)
		ma.Scores(accept[k].Rows, scores)
		gbdt.Softmax(scores, 1)
		pred[it.I] = append(pred[it.I], Scored{rel[k], scores[0], it.P, it.Gold >= 0, it.Found})
		base[it.I] = append(base[it.I], Scored{rs[k].best, it.P, it.P, it.Gold >= 0, it.Found})
	}
	return pred, base
}

// Scored is a relation and how likely it is.
type Scored struct {
	Relation
	P, First float32
	Gold     bool
	Found    bool
}

// Choose returns the likeliest of those found whose cues do not overlap.
func Choose(s []Scored, least float32) (out []Relation) {
	for i, c := range s {
		if c.P < least || !c.Found {
			continue
		}
		best := true
		for j, d := range s {
			if i != j && d.Found && d.Cue[0] < c.Cue[1] && c.Cue[0] < d.Cue[1] && (d.P > c.P || d.P == c.P && j < i) {
				best = false
			}
		}
		if best {
			out = append(out, c.Relation)
		}
	}
	return out
}

func (e *Example) trim(s [2]int32) [2]int32 {
	p := func(i int32) bool { return e.Tags[i] == tokenize.PUNCT && !strings.ContainsAny(e.Words[i], "!?)(…") }
	for s[1] > s[0] && p(s[0]) {
		s[0]++
	}
	for s[1] > s[0] && p(s[1]-1) {
		s[1]--
	}
	return s
}
