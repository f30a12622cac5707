package relation

import (
	"runtime"
	"slices"
	"sync"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// An Example is a paragraph with its relations, and the fold that it is held
// out in.
type Example struct {
	Paragraph
	Relations []Relation
	Fold      int
}

// Params are the settings of a training.
type Params struct {
	Folds int
	Least int // times that a feature is seen, without which it is dropped
	Trees int // of each of the choices
	Seed  uint64
	// Without names a group of features to leave out, for ablation.
	Without string
}

// The settings that cross-validation chose.
const (
	roleRounds = 4
	linkRounds = 5
	roleStep   = 0.035
	linkStep   = 0.035
)

func (p Params) trees() gbdt.Params {
	return gbdt.Params{Rate: 0.06, Depth: 6, MinWeight: 8, Lambda: 2, Sample: 0.7, Features: 0.7, Trees: p.Trees, Leaves: 24, Seed: p.Seed}
}

// A learner has the examples and what the passes say of them when they have
// not seen them (Wolpert 1992, stacked generalization).
type learner struct {
	p       Params
	words   *words.Table
	parser  *parser.Model
	ex      []*Example
	firsts  []firstPass
	items   []item
	guesses [][]guess // of the items that were found, by example
}

// firstPass is what the first pass says of an example.
type firstPass struct {
	labels []uint8
	probs  []float32
	cues   []candidate
}

// An item is a cue: one that the first pass proposes, or a gold one.
type item struct {
	example int
	cue     candidate
	found   bool
	gold    int // index of its relation, -1 if none

	guess    guess
	self     int        // of the guesses of its example, -1 if it was not found
	rel      Relation   // as it was decided so far by models that have not seen the example
	contents gbdt.Group // the choices
	sources  gbdt.Group
	judge    gbdt.Group
	margins  [2]float32 // of content and source
}

// Train fits a model. It also returns what models that have not seen an
// example find in it, with all probabilities from leastCue on.
func Train(table *words.Table, trees *parser.Model, ex []*Example, p Params) (*Model, [][]Relation) {
	l := &learner{p: p, words: table, parser: trees, ex: ex, firsts: make([]firstPass, len(ex))}
	m := &Model{words: table, parser: trees}
	m.roles = l.learnRoles()
	l.collect()
	m.links = l.learnLinks()
	l.choose(m)
	return m.init(), l.found()
}

// each calls f for i below n on all cores; each core has a finder.
func each(n int, f func(i int, x *finder)) {
	var wg sync.WaitGroup
	work := runtime.GOMAXPROCS(0)
	for k := range work {
		wg.Go(func() {
			x := new(finder)
			for i := k; i < n; i += work {
				f(i, x)
			}
		})
	}
	wg.Wait()
}

// passes fits a pass for each fold, which has not seen it, calls held with it,
// and returns the pass that has seen all.
func (l *learner) passes(features [][]uint64, ends [][]int32, labels [][]uint8, fold func(i int) int, c *chain, rounds int, step float64, held func(fold int, p *pass)) *pass {
	var all *pass
	var wg sync.WaitGroup
	slots := make(chan bool, runtime.GOMAXPROCS(0))
	for k := range l.p.Folds + 1 {
		wg.Go(func() {
			slots <- true
			defer func() { <-slots }()
			t := newTable()
			for i, fs := range features {
				if fold(i) != k {
					for _, f := range fs {
						t.count[t.row(f, true)]++
					}
				}
			}
			t.drop(uint32(l.p.Least))
			var seqs []sequence
			for i, fs := range features {
				if fold(i) == k {
					continue
				}
				s := sequence{make([]int32, len(fs)), ends[i], labels[i]}
				for j, f := range fs {
					s.rows[j] = t.row(f, false)
				}
				seqs = append(seqs, s)
			}
			p := fit(c, t, seqs, rounds, step, l.p.Seed)
			if k == l.p.Folds {
				all = p
			} else {
				held(k, p)
			}
		})
	}
	wg.Wait()
	return all
}

func (l *learner) learnRoles() *pass {
	features, ends, labels := make([][]uint64, len(l.ex)), make([][]int32, len(l.ex)), make([][]uint8, len(l.ex))
	each(len(l.ex), func(i int, x *finder) {
		x.without = l.p.Without
		x.prepare(l.words, &l.ex[i].Paragraph)
		for k := range l.ex[i].Words {
			features[i] = x.appendRoles(features[i], int32(k))
			ends[i] = append(ends[i], int32(len(features[i])))
		}
		labels[i] = l.ex[i].roles()
	})
	fold := func(i int) int { return l.ex[i].Fold }
	return l.passes(features, ends, labels, fold, roleChain, roleRounds, roleStep, func(k int, p *pass) {
		x := new(finder)
		for i, e := range l.ex {
			if e.Fold == k && len(e.Words) > 0 {
				x.Paragraph = &e.Paragraph
				x.b.resize(len(e.Words), p.labels)
				x.scoreFeatures(p, features[i], ends[i])
				x.decodeRoles(p)
				l.firsts[i] = firstPass{append([]uint8(nil), x.labels...), append([]float32(nil), x.probs...), append([]candidate(nil), x.cues...)}
			}
		}
	})
}

func (f *finder) scoreFeatures(p *pass, features []uint64, ends []int32) {
	at := int32(0)
	for i, end := range ends {
		p.weights.Score(f.b.scores[i*p.labels:(i+1)*p.labels], features[at:end])
		at = end
	}
}

// collect lists the cues that the second pass is asked about.
func (l *learner) collect() {
	for i, e := range l.ex {
		gold := map[[2]int32]int{}
		for k, r := range e.Relations {
			gold[r.Cue] = k
		}
		for _, c := range l.firsts[i].cues {
			k, ok := gold[c.span]
			if !ok {
				k = -1
			}
			l.items = append(l.items, item{example: i, cue: c, found: true, gold: k})
			delete(gold, c.span)
		}
		for k, r := range e.Relations {
			if _, missed := gold[r.Cue]; missed {
				l.items = append(l.items, item{example: i, cue: candidate{r.Cue, 0}, gold: k})
			}
		}
	}
}

// at makes x ready for an item.
func (l *learner) at(x *finder, it *item) {
	e := l.ex[it.example]
	if x.Paragraph != &e.Paragraph {
		x.without = l.p.Without
		x.prepare(l.words, &e.Paragraph)
	}
	f := l.firsts[it.example]
	x.labels, x.probs = f.labels, f.probs
}

// see makes x ready for an item and looks at it from its cue.
func (l *learner) see(x *finder, it *item) {
	l.at(x, it)
	x.look(l.parser, &x.context, it.cue.span, x.labels)
}

func (l *learner) learnLinks() *pass {
	features, ends, labels := make([][]uint64, len(l.items)), make([][]int32, len(l.items)), make([][]uint8, len(l.items))
	read := func(x *finder, i int) (f []uint64, ends []int32) {
		l.see(x, &l.items[i])
		for k := x.from; k < x.to; k++ {
			f = x.appendBase(f, k)
			f = x.appendLink(f, k)
			ends = append(ends, int32(len(f)))
		}
		return f, ends
	}
	each(len(l.items), func(i int, x *finder) {
		if it := &l.items[i]; it.gold >= 0 {
			features[i], ends[i] = read(x, i)
			e := l.ex[it.example]
			labels[i] = e.link(e.Relations[it.gold], x.from, x.to)
		}
	})
	fold := func(i int) int { return l.ex[l.items[i].example].Fold }
	return l.passes(features, ends, labels, fold, linkChain, linkRounds, linkStep, func(k int, p *pass) {
		x := new(finder)
		for i := range l.items {
			it := &l.items[i]
			if fold(i) != k {
				continue
			}
			fs, es := features[i], ends[i]
			if fs == nil {
				fs, es = read(x, i)
			} else {
				l.see(x, it)
			}
			x.b.resize(len(es), p.labels)
			x.scoreFeatures(p, fs, es)
			x.links = nil
			it.guess = x.guess(p, it.cue)
		}
	})
}

// choose fits the choices. Each learns from what models that have not seen an
// example choose in it before.
func (l *learner) choose(m *Model) {
	l.guesses = make([][]guess, len(l.ex))
	for i := range l.items {
		it := &l.items[i]
		it.rel, it.self = it.guess.Relation, -1
		if it.found {
			it.self = len(l.guesses[it.example])
			l.guesses[it.example] = append(l.guesses[it.example], it.guess)
		}
	}
	l.each(func(x *finder, it *item) {
		x.listContents()
		it.contents = l.spans(it, &x.contents, func(r Relation) [2]int32 { return r.Content })
	})
	m.contents = l.fit(
		func(it *item) *gbdt.Group { return &it.contents },
		func(x *finder, it *item, held *gbdt.Model) {
			x.chooseContent(held)
			it.rel, it.margins[0] = x.rel, x.contents.margin
		})
	l.each(func(x *finder, it *item) {
		x.rel = it.rel
		x.listSources()
		it.sources = l.spans(it, &x.sources, func(r Relation) [2]int32 { return r.Source })
	})
	m.sources = l.fit(
		func(it *item) *gbdt.Group { return &it.sources },
		func(x *finder, it *item, held *gbdt.Model) {
			x.rel = it.rel
			x.chooseSource(held)
			it.rel, it.margins[1] = x.rel, x.sources.margin
		})
	l.each(func(x *finder, it *item) {
		x.rel, x.contents.margin, x.sources.margin = it.rel, it.margins[0], it.margins[1]
		row := x.appendJudge(nil)
		it.judge = gbdt.Group{Rows: [][]float32{row, make([]float32, len(row))}, Right: []bool{it.gold >= 0, it.gold < 0}}
		if it.found {
			it.judge.Weight = 1
		}
	})
	m.judge = newJudge(l.fit(
		func(it *item) *gbdt.Group { return &it.judge },
		func(x *finder, it *item, held *gbdt.Model) {
			x.verdicts.clear()
			x.verdicts.add(func(row []float32) []float32 { return append(row, it.judge.Rows[0]...) })
			it.rel.P = newJudge(held).probabilities(&x.verdicts)[0]
		}))
}

// each calls f for all items, on all cores, with a finder that has recalled its guess.
func (l *learner) each(f func(x *finder, it *item)) {
	each(len(l.items), func(i int, x *finder) {
		it := &l.items[i]
		l.at(x, it)
		x.guesses = l.guesses[it.example]
		x.recall(l.parser, &it.guess, it.self)
		f(x, it)
	})
}

// spans returns the choice of a role as a group to learn from. It weighs nothing
// if the right one is not known.
func (l *learner) spans(it *item, c *choice, role func(Relation) [2]int32) gbdt.Group {
	var g gbdt.Group
	for _, r := range c.split() {
		g.Rows = append(g.Rows, slices.Clone(r))
	}
	if it.gold < 0 {
		return g
	}
	g.Weight = 1
	e := l.ex[it.example]
	want := e.trim(role(e.Relations[it.gold]))
	for _, s := range c.spans {
		got := e.trim(s)
		g.Right = append(g.Right, got == want || got[0] == got[1] && want[0] == want[1])
	}
	return g
}

// fit fits a choice for each fold, which has not seen it, and calls held with it
// for the items of the fold; it returns the one that has seen all.
func (l *learner) fit(group func(*item) *gbdt.Group, held func(x *finder, it *item, m *gbdt.Model)) *gbdt.Model {
	models := make([]*gbdt.Model, l.p.Folds+1)
	for k := range models {
		var groups []gbdt.Group
		for i := range l.items {
			if g := group(&l.items[i]); l.ex[l.items[i].example].Fold != k && g.Weight > 0 {
				groups = append(groups, *g)
			}
		}
		models[k] = gbdt.Train(groups, l.p.trees())
	}
	l.each(func(x *finder, it *item) { held(x, it, models[l.ex[it.example].Fold]) })
	return models[l.p.Folds]
}

// found returns what was decided of the cues that were found, by example.
func (l *learner) found() [][]Relation {
	out := make([][]Relation, len(l.ex))
	for i := range l.items {
		if it := &l.items[i]; it.found {
			out[it.example] = append(out[it.example], it.rel)
		}
	}
	return out
}

// roles returns the labels of the first pass. Where spans overlap, cues go
// before sources, and these before contents.
func (e *Example) roles() []uint8 {
	role := make([]int16, len(e.Words)) // 0 outside, else a number of each span
	labels := make([]uint8, len(e.Words))
	of := []int{0}
	for _, r := range [3]int{content, source, cue} {
		for _, x := range e.Relations {
			s := [3][2]int32{x.Source, x.Cue, x.Content}[r]
			if s[1] > s[0] {
				of = append(of, r)
				for i := s[0]; i < s[1]; i++ {
					role[i] = int16(len(of) - 1)
				}
			}
		}
	}
	for i := 0; i < len(role); {
		j := i
		for j < len(role) && role[j] == role[i] {
			j++
		}
		if role[i] != 0 && (of[role[i]] != content || e.says(int32(i), int32(j))) {
			set(labels, int32(i), int32(j), of[role[i]])
		}
		i = j
	}
	return labels
}

// link returns the labels of the second pass for the words from to to.
func (e *Example) link(r Relation, from, to int32) []uint8 {
	l := make([]uint8, to-from)
	clip := func(s [2]int32) (int32, int32) { return max(s[0], from) - from, min(s[1], to) - from }
	own := func(i int32) bool {
		return i >= r.Cue[0] && i < r.Cue[1] || i >= r.Source[0] && i < r.Source[1]
	}
	for i := r.Content[0]; i < r.Content[1]; i++ {
		j := i
		for j < r.Content[1] && !own(j) {
			j++
		}
		if a, b := clip([2]int32{i, j}); b > a && e.says(i, j) {
			set(l, a, b, linkContent)
		}
		i = max(i, j)
	}
	if a, b := clip(r.Source); b > a {
		set(l, a, b, source)
	}
	return l
}

// says reports whether one of the words from first to last is more than a sign:
// the comma between a cue and its source is no piece of a content.
func (e *Example) says(first, last int32) bool {
	for i := first; i < last; i++ {
		if e.Tags[i] != tokenize.PUNCT {
			return true
		}
	}
	return false
}
