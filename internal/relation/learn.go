package relation

import (
	"runtime"
	"strings"
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
	Trees int // of each of the two choices
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
	return gbdt.Params{Rate: 0.1, Depth: 6, MinWeight: 8, Lambda: 2, Sample: 0.7, Features: 0.7, Trees: p.Trees, Leaves: 24, Seed: p.Seed}
}

// A learner has the examples and what the passes say of them when they have
// not seen them (Wolpert 1992, stacked generalization).
type learner struct {
	p      Params
	words  *words.Table
	parser *parser.Model
	ex     []*Example
	firsts []firstPass
	items  []item
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

	spans  gbdt.Group // the choice of the content
	accept gbdt.Group
	second []float32 // probabilities of the second pass
	labels []uint8
}

// Train fits a model. It also returns what models that have not seen an
// example find in it, with all probabilities from leastCue on.
func Train(table *words.Table, trees *parser.Model, ex []*Example, p Params) (*Model, [][]Relation) {
	l := &learner{p: p, words: table, parser: trees, ex: ex, firsts: make([]firstPass, len(ex))}
	m := &Model{words: table, parser: trees}
	m.roles = l.learnRoles()
	l.collect()
	m.links = l.learnLinks()
	held := l.rank(m)
	return m.init(), held
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
	x.labels, x.probs, x.cues = f.labels, f.probs, f.cues
	x.look(l.parser, &x.context, it.cue.span, x.labels)
}

func (l *learner) learnLinks() *pass {
	features, ends, labels := make([][]uint64, len(l.items)), make([][]int32, len(l.items)), make([][]uint8, len(l.items))
	read := func(x *finder, i int) (f []uint64, ends []int32) {
		l.at(x, &l.items[i])
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
				l.at(x, it)
			}
			x.b.resize(len(es), p.labels)
			x.scoreFeatures(p, fs, es)
			x.decodeLink(p)
			it.second = append([]float32(nil), x.b.probs...)
			it.labels = append([]uint8(nil), x.b.labels...)
		}
	})
}

// rank fits what chooses and judges, for each fold without it and at last for all.
func (l *learner) rank(m *Model) [][]Relation {
	found := make([]Relation, len(l.items))
	spans := make([][][2]int32, len(l.items))
	load := func(x *finder, it *item) {
		l.at(x, it)
		x.b.resize(int(x.to-x.from), linkChain.labels)
		copy(x.b.probs, it.second)
		copy(x.b.labels, it.labels)
		x.relate()
	}
	each(len(l.items), func(i int, x *finder) {
		it := &l.items[i]
		load(x, it)
		x.consider()
		spans[i] = append(spans[i], x.rank.spans...)
		for _, r := range x.rank.rows {
			it.spans.Rows = append(it.spans.Rows, append([]float32(nil), r...))
		}
		it.spans.Weight, it.accept.Weight = 1, 1
		it.accept.Right = []bool{it.gold >= 0, it.gold < 0}
		if it.gold < 0 {
			return
		}
		e := l.ex[it.example]
		for _, s := range spans[i] {
			it.spans.Right = append(it.spans.Right, e.trim(s) == e.trim(e.Relations[it.gold].Content))
		}
	})
	for k := range l.p.Folds + 1 {
		var groups []gbdt.Group
		for i := range l.items {
			if it := &l.items[i]; it.gold >= 0 && l.ex[it.example].Fold != k {
				groups = append(groups, it.spans)
			}
		}
		choose := gbdt.Train(groups, l.p.trees())
		each(len(l.items), func(i int, x *finder) {
			it := &l.items[i]
			load(x, it)
			x.choose(choose)
			row := x.appendAccept(nil, it.cue)
			it.accept.Rows = [][]float32{row, make([]float32, len(row))}
			if l.ex[it.example].Fold == k {
				found[i] = x.rel
			}
		})
		groups = groups[:0]
		for i := range l.items {
			if it := &l.items[i]; it.found && l.ex[it.example].Fold != k {
				groups = append(groups, it.accept)
			}
		}
		accept := newJudge(gbdt.Train(groups, l.p.trees()))
		if k == l.p.Folds {
			m.spans, m.accept = choose, accept
			break
		}
		for i := range l.items {
			if it := &l.items[i]; l.ex[it.example].Fold == k {
				found[i].P = accept.probability(it.accept.Rows[0])
			}
		}
	}
	out := make([][]Relation, len(l.ex))
	for i := range l.items {
		if it := &l.items[i]; it.found {
			out[it.example] = append(out[it.example], found[i])
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

// trim takes the signs from the edges of a span that do not count.
func (e *Example) trim(s [2]int32) [2]int32 {
	sign := func(i int32) bool {
		return e.Tags[i] == tokenize.PUNCT && !strings.ContainsAny(e.Words[i], "!?)(…")
	}
	for s[1] > s[0] && sign(s[0]) {
		s[0]++
	}
	for s[1] > s[0] && sign(s[1]-1) {
		s[1]--
	}
	return s
}
