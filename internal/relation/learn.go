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

	guess   guess
	self    int        // of the guesses of its example, -1 if it was not found
	rel     Relation   // as it was decided so far by models that have not seen the example
	margins [2]float32 // of content and source
	options options    // of the choice that is being learned
	group   gbdt.Group
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
	l.eachFold(func(k int) {
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
	return all
}

// eachFold calls f for each fold and once more, for the model that sees all, on all cores.
func (l *learner) eachFold(f func(k int)) {
	var wg sync.WaitGroup
	slots := make(chan bool, runtime.GOMAXPROCS(0))
	for k := range l.p.Folds + 1 {
		wg.Go(func() {
			slots <- true
			defer func() { <-slots }()
			f(k)
		})
	}
	wg.Wait()
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
	fold := func(i int) int { return l.fold(&l.items[i]) }
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
	m.contents = l.learn(l.lesson(&contentOption,
		func(x *finder, _ *item) *choice {
			x.listContents()
			return &x.contents
		},
		func(r Relation) [2]int32 { return r.Content },
		func(x *finder, it *item, c *chooser) {
			x.chooseContent(c)
			it.rel, it.margins[0] = x.rel, x.contents.margin
		}))
	m.sources = l.learn(l.lesson(&sourceOption,
		func(x *finder, it *item) *choice {
			x.rel = it.rel
			x.listSources()
			return &x.sources
		},
		func(r Relation) [2]int32 { return r.Source },
		func(x *finder, it *item, c *chooser) {
			x.rel = it.rel
			x.chooseSource(c)
			it.rel, it.margins[1] = x.rel, x.sources.margin
		}))
	m.judge = newJudge(l.learn(l.verdict()))
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

// A lesson is how a choice is learned from an item.
type lesson struct {
	words func(x *finder, it *item) options                    // what words tell of each thing
	group func(x *finder, it *item, words *lexical) gbdt.Group // and trees
	held  func(x *finder, it *item, c *chooser)                // chooses, as models do that have not seen the item
}

// lesson returns that of a choice between spans, which list lists.
func (l *learner) lesson(o *option, list func(*finder, *item) *choice, role func(Relation) [2]int32, held func(*finder, *item, *chooser)) *lesson {
	return &lesson{
		words: func(x *finder, it *item) (out options) {
			c := list(x, it)
			for _, s := range c.spans {
				out.add(o.words(x, out.features, s))
			}
			out.right = l.right(it, c.spans, role)
			return out
		},
		group: func(x *finder, it *item, words *lexical) (g gbdt.Group) {
			c := list(x, it)
			c.describe(x, words, o)
			for _, r := range c.split() {
				g.Rows = append(g.Rows, slices.Clone(r))
			}
			g.Right = l.right(it, c.spans, role)
			return g
		},
		held: held,
	}
}

// right tells which spans are the gold one of a role; nil if that is not known.
func (l *learner) right(it *item, spans [][2]int32, role func(Relation) [2]int32) []bool {
	if it.gold < 0 {
		return nil
	}
	e := l.ex[it.example]
	want := e.trim(role(e.Relations[it.gold]))
	right := make([]bool, len(spans))
	for i, s := range spans {
		got := e.trim(s)
		right[i] = got == want || got[0] == got[1] && want[0] == want[1]
	}
	return right
}

// verdict returns the lesson of the judge: whether a cue that was found is one, or nothing.
func (l *learner) verdict() *lesson {
	at := func(x *finder, it *item) (right []bool) {
		x.rel, x.contents.margin, x.sources.margin = it.rel, it.margins[0], it.margins[1]
		if it.found {
			right = []bool{it.gold >= 0, it.gold < 0}
		}
		return right
	}
	return &lesson{
		words: func(x *finder, it *item) (out options) {
			out.right = at(x, it)
			out.add(x.appendJudgeWords(nil))
			out.add(out.features)
			return out
		},
		group: func(x *finder, it *item, words *lexical) (g gbdt.Group) {
			g.Right = at(x, it)
			row := x.appendVerdict(nil, words)
			g.Rows = [][]float32{row, make([]float32, len(row))}
			return g
		},
		held: func(x *finder, it *item, c *chooser) {
			at(x, it)
			x.verdicts.clear()
			j := newJudge(c)
			j.hear(x)
			it.rel.P = j.probabilities(&x.verdicts)[0]
		},
	}
}

// learn fits a choice for each fold, which has not seen it, and lets it choose in
// the items of the fold; it returns the one that has seen all. Trees learn from the
// scores of lexical models that have not seen an item.
func (l *learner) learn(s *lesson) *chooser {
	l.each(func(x *finder, it *item) { it.options = s.words(x, it) })
	folds := make([]chooser, l.p.Folds+1)
	l.eachFold(func(k int) {
		var seen []*options
		for i := range l.items {
			if it := &l.items[i]; l.fold(it) != k && l.p.Without != "lexical" {
				seen = append(seen, &it.options)
			}
		}
		folds[k].words = fitLexical(seen, l.p.Seed)
	})
	l.each(func(x *finder, it *item) {
		it.options = options{}
		it.group = s.group(x, it, folds[l.fold(it)].words)
		it.group.Weight = 1
	})
	for k := range folds {
		var groups []gbdt.Group
		for i := range l.items {
			if it := &l.items[i]; l.fold(it) != k && it.group.Right != nil {
				groups = append(groups, it.group)
			}
		}
		folds[k].trees = gbdt.Train(groups, l.p.trees())
	}
	l.each(func(x *finder, it *item) { s.held(x, it, &folds[l.fold(it)]) })
	return &folds[l.p.Folds]
}

func (l *learner) fold(it *item) int { return l.ex[it.example].Fold }

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
