package relation

import (
	"cmp"
	"math"
	"slices"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// A guess is what the second pass says of what may be a cue: the likeliest
// relation, whose P is still that of the cue in the first pass, and the
// probabilities of the labels of the words that were looked at.
type guess struct {
	Relation
	probs []float32
}

// recall looks at a guess again, to decide it. All guesses of the paragraph are in
// f.guesses; self is the index of this one, -1 if it is not among them.
func (f *finder) recall(m *parser.Model, g *guess, self int) {
	f.look(m, &f.context, g.Cue, f.labels)
	f.rel, f.self = g.Relation, self
	f.setChances(g.probs)
}

// chances are the probabilities of the second pass as the choices need them.
type chances struct {
	content, starts, ends         []float32 // of each word of the paragraph: that it is in the content, begins it, ends it
	source, begins, stops         []float32 // the same of the source
	inside, miss, sourced, finite []float32 // running sums over the words: of content, of what is not, of source, of finite verbs
}

func (f *finder) setChances(probs []float32) {
	c := &f.chances
	n, L := len(f.Words), linkChain.labels
	for _, s := range []*[]float32{&c.content, &c.starts, &c.ends, &c.source, &c.begins, &c.stops} {
		*s = grow(*s, n)
	}
	for _, s := range []*[]float32{&c.inside, &c.miss, &c.sourced, &c.finite} {
		*s = grow(*s, n+1)
		(*s)[0] = 0
	}
	var elsewhere [1 + 4*2]float32
	for i := range n {
		p := elsewhere[:]
		if w := i - int(f.from); w >= 0 && i < int(f.to) {
			p = probs[w*L : (w+1)*L]
		}
		at := label(source, first)
		c.source[i], c.begins[i], c.stops[i] = p[at]+p[at+1]+p[at+2]+p[at+3], p[at]+p[at+3], p[at+2]+p[at+3]
		at = label(linkContent, first)
		c.content[i], c.starts[i], c.ends[i] = p[at]+p[at+1]+p[at+2]+p[at+3], p[at]+p[at+3], p[at+2]+p[at+3]
		k := int32(i)
		miss := 1 - c.content[i]
		if k >= f.cue[0] && k < f.cue[1] || k >= f.rel.Source[0] && k < f.rel.Source[1] {
			miss = 0
		}
		c.inside[i+1], c.miss[i+1], c.sourced[i+1] = c.inside[i]+c.content[i], c.miss[i]+miss, c.sourced[i]+c.source[i]
		c.finite[i+1] = c.finite[i] + flag(f.Tags[i].Finite() || f.Tags[i] == tokenize.MD)
	}
}

// rows are the features of several things that boosted trees score at once,
// which is faster.
type rows struct {
	flat   []float32
	n      int
	all    [][]float32
	scores []float32
}

func (r *rows) clear() { r.flat, r.n = r.flat[:0], 0 }

// split returns the rows.
func (r *rows) split() [][]float32 {
	r.all = r.all[:0]
	for i := range r.n {
		w := len(r.flat) / r.n
		r.all = append(r.all, r.flat[i*w:(i+1)*w])
	}
	return r.all
}

// score returns the scores of the rows.
func (r *rows) score(m *gbdt.Model) []float32 {
	r.scores = grow(r.scores, r.n)
	if r.n > 0 {
		m.Scores(r.split(), r.scores)
	}
	return r.scores
}

// A chooser chooses: boosted trees, one of whose features is what a linear model of
// the words says.
type chooser struct {
	words *lexical
	trees *gbdt.Model
}

// A choice is one between spans of words.
type choice struct {
	spans [][2]int32
	rows
	lexical []float32 // score of each span by its words
	margin  float32   // probability of the span that was chosen
}

// An option tells what a choice is made by.
type option struct {
	words func(f *finder, features []uint64, span [2]int32) []uint64 // features of the words
	row   func(f *finder, row []float32, span [2]int32) []float32    // of the trees
}

// edges returns at most most words at which a span may begin (side 0) or end
// (side 1), because their probability is more than least or because the span that
// was guessed has them, the likeliest first.
func edges(probs []float32, guessed [2]int32, side int, least float32, most int) []int32 {
	var out []int32
	for i, p := range probs {
		if p > least || guessed[1] > 0 && int32(i) == guessed[side]-int32(side) {
			out = append(out, int32(i))
		}
	}
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(probs[b], probs[a]) })
	return out[:min(len(out), most)]
}

// choose returns the likeliest of the spans; an empty one if there is none.
func (c *choice) choose(f *finder, m *chooser, o *option) [2]int32 {
	c.describe(f, m.words, o)
	scores := c.score(m.trees)
	if len(scores) == 0 {
		c.margin = 0
		return [2]int32{}
	}
	top := slices.Index(scores, slices.Max(scores))
	gbdt.Softmax(scores)
	c.margin = scores[top]
	return c.spans[top]
}

// propose adds a span, unless there is one that differs only in the signs at its
// edges, between which there is nothing to choose.
func (c *choice) propose(p *Paragraph, s [2]int32) {
	if bare := p.trim(s); !slices.ContainsFunc(c.spans, func(o [2]int32) bool { return p.trim(o) == bare }) {
		c.spans = append(c.spans, s)
	}
}

// numLexical is how many features tell what the lexical model says.
const numLexical = 2

// describe gives each span its row: what o appends, and its score by its words,
// alone and against the best.
func (c *choice) describe(f *finder, words *lexical, o *option) {
	c.clear()
	c.lexical = c.lexical[:0]
	best := float32(math.Inf(-1))
	for _, s := range c.spans {
		f.features = o.words(f, f.features[:0], s)
		score := words.score(f.features)
		c.lexical, best = append(c.lexical, score), max(best, score)
	}
	for i, s := range c.spans {
		c.flat = append(o.row(f, c.flat, s), c.lexical[i], c.lexical[i]-best)
		c.n++
	}
}

func flag(b bool) float32 { return float32(b2u(b)) }

func meets(a, b [2]int32) bool { return a[0] < b[1] && b[0] < a[1] }

// holds reports whether span a has all words of b, if that is not empty.
func holds(a, b [2]int32) bool { return a[0] <= b[0] && b[1] <= a[1] && b[1] > b[0] }

func logp(p float32) float32 { return float32(math.Log(float64(p) + 1e-4)) }

func (v *view) puncts(i int32) float32 {
	if i < 0 || i >= v.n() {
		return 0
	}
	switch w := v.Words[i]; {
	case w == ",":
		return 1
	case w == "." || w == "!" || w == "?":
		return 2
	case w == ":" || w == ";":
		return 3
	case v.nodes[i].marks == 2:
		return 4
	case v.nodes[i].marks == 3:
		return 5
	case v.Tags[i] == tokenize.PUNCT:
		return 6
	}
	return 7
}

func (v *view) opener(i int32) float32 {
	if i < 0 || i >= v.n() {
		return 0
	}
	switch t := v.Tags[i]; {
	case lexicon.Lower(v.Words[i]) == "that":
		return 1
	case t == tokenize.TO:
		return 2
	case t == tokenize.IN:
		return 3
	case t == tokenize.DT || t == tokenize.PRPS:
		return 4
	case t == tokenize.PRP:
		return 5
	case t.Proper():
		return 6
	case t.Noun() || t == tokenize.JJ || t == tokenize.CD:
		return 7
	case t == tokenize.VBG:
		return 8
	case t.Verb() || t == tokenize.MD:
		return 9
	case t == tokenize.CC:
		return 10
	case t == tokenize.WDT || t == tokenize.WP || t == tokenize.WRB:
		return 11
	case t == tokenize.RB:
		return 12
	case t == tokenize.PUNCT:
		return 13
	}
	return 14
}
