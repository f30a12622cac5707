// Package relation finds who is reported to have said, written, thought or
// wanted what in a paragraph of news: source, cue and content of each
// attribution, as PolNeAR annotates them (Newell et al. 2018).
//
// A first pass, a linear-chain model (Lafferty et al. 2001) over the words, finds
// what may be a cue. For each of these a second one looks at the paragraph as
// seen from the cue and guesses where its source and its content begin and end.
// Boosted trees choose among the spans that are likely, and decide whether it is
// a relation at all; they also see the guesses about the other cues.
package relation

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
)

// A Relation has a span of words for each role; those of Source and Content
// may be empty.
type Relation struct {
	Source, Cue, Content [2]int32
	Key                  int32   // the word of the cue that says most: "said" of "has also said"
	P                    float32 // the estimated probability that the cue is one
}

// The roles of the first pass; the second has source and content.
const (
	source = iota
	cue
	content
)

const linkContent = 1 // content in the second pass

var (
	roleChain = newChain(3)
	linkChain = newChain(2)
)

// A Model finds relations. It is immutable and safe for concurrent use.
type Model struct {
	words        *words.Table
	parser       *parser.Model
	roles, links *pass
	contents     *chooser // which span is the content
	sources      *chooser // and which the source
	judge        *judge   // whether a cue is one
	pool         sync.Pool
}

// A pass labels a sequence.
type pass struct {
	*chain
	weights *linear.Model
	step    float32   // of its weights
	trans   []float32 // weights of pairs of labels
	powers  []float64 // e to the power of -0, -1, -2 … steps
	factors []float64 // e to the power of trans
}

// numPowers is how many steps down a power of e is worth looking up: what is less
// likely than the last one, 10^-15, counts as that.
const numPowers = 1024

func newPass(c *chain, weights *linear.Model, step float32, trans []float32) *pass {
	p := &pass{chain: c, weights: weights, step: step, trans: trans}
	for k := range numPowers {
		p.powers = append(p.powers, math.Exp(-float64(k)*float64(step)))
	}
	for _, t := range trans {
		p.factors = append(p.factors, math.Exp(float64(t)))
	}
	return p
}

// weigh makes weights of the scores in b.
func (p *pass) weigh(b *scratch) {
	L := p.labels
	for i := range b.labels {
		row, weight := b.scores[i*L:(i+1)*L], b.weight[i*L:(i+1)*L]
		top := slices.Max(row)
		for l, s := range row {
			weight[l] = p.powers[min(top-s, numPowers-1)]
		}
	}
	b.trans = p.factors
}

func (m *Model) init() *Model {
	m.pool.New = func() any { return new(finder) }
	return m
}

// DefaultP is the probability of a relation that makes F1 best.
const DefaultP = 0.37

// What may be a cue is looked at if its probability after the first pass is at least leastCue.
const leastCue = 0.15

// Append appends the relations of p to buf whose probability is at least
// least, in the order of their cues. Cues do not overlap.
func (m *Model) Append(buf []Relation, p *Paragraph, least float32) []Relation {
	if len(p.Words) == 0 {
		return buf
	}
	f := m.pool.Get().(*finder)
	f.read(m, p)
	f.first(m.roles)
	f.guesses, f.links, f.found = f.guesses[:0], f.links[:0], f.found[:0]
	for _, c := range f.cues {
		f.guesses = append(f.guesses, f.link(m.parser, m.links, c))
	}
	f.verdicts.clear()
	for i := range f.guesses {
		f.decide(m, i)
		f.found = append(f.found, f.rel)
	}
	for i, p := range m.judge.probabilities(&f.verdicts) {
		f.found[i].P = p
	}
	buf = Disjoint(buf, f.found, least)
	f.Paragraph = nil
	m.pool.Put(f)
	return buf
}

// Disjoint appends those of found whose probability is at least least to buf;
// of those whose cues overlap only the likeliest.
func Disjoint(buf, found []Relation, least float32) []Relation {
	for i, r := range found {
		best := r.P >= least
		for j := i - 1; best && j >= 0 && found[j].Cue[0] > r.Cue[0]-maxCue; j-- {
			best = !r.loses(&found[j], true)
		}
		for j := i + 1; best && j < len(found) && found[j].Cue[0] < r.Cue[1]; j++ {
			best = !r.loses(&found[j], false)
		}
		if best {
			buf = append(buf, r)
		}
	}
	return buf
}

// loses reports whether another relation's cue overlaps and is likelier.
func (r *Relation) loses(o *Relation, before bool) bool {
	return o.Cue[0] < r.Cue[1] && r.Cue[0] < o.Cue[1] && (o.P > r.P || before && o.P == r.P)
}

// A finder has what is known of a paragraph while its relations are found.
type finder struct {
	context
	b        scratch
	features []uint64
	labels   []uint8     // of the first pass
	probs    []float32   // of the first pass: outside, source, cue and content of each word
	cues     []candidate // what may be a cue
	base     []int32     // scores of the second pass that do not depend on the cue
	based    []bool      // which words have these
	guesses  []guess     // of the cues
	links    []float32   // probabilities of the second pass, which the guesses share
	view                 // of the cue that is being decided
	self     int         // its guess, -1 if it has none
	rel      Relation    // as far as it is decided
	chances
	contents, sources choice
	verdicts          rows // for the judge
	found             []Relation
}

func (f *finder) read(m *Model, p *Paragraph) {
	f.prepare(m.words, p)
	f.base, f.based = grow(f.base, len(p.Words)*linkChain.labels), grow(f.based, len(p.Words))
	clear(f.based)
}

// first runs the first pass.
func (f *finder) first(p *pass) {
	n, L := len(f.Words), p.labels
	f.b.resize(n, L)
	for i := range n {
		f.features = f.appendRoles(f.features[:0], int32(i))
		p.weights.Score(f.b.scores[i*L:(i+1)*L], f.features)
	}
	f.decodeRoles(p)
}

func (f *finder) decodeRoles(p *pass) {
	n, L := len(f.Words), p.labels
	p.weigh(&f.b)
	p.marginals(&f.b, nil)
	f.cues = p.spans(f.cues[:0], &f.b, cue, leastCue)
	if most := n/12 + 4; len(f.cues) > most {
		// More than any news has: the likeliest, so that the work stays linear.
		slices.SortStableFunc(f.cues, func(a, b candidate) int { return cmp.Compare(b.p, a.p) })
		f.cues = f.cues[:most]
		slices.SortFunc(f.cues, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(a.span[0], b.span[0]), cmp.Compare(a.span[1], b.span[1]))
		})
	}
	f.probs = f.probs[:0]
	for i := range n {
		row := f.b.probs[i*L : (i+1)*L]
		f.probs = append(f.probs, row[0], row[1]+row[2]+row[3]+row[4], row[5]+row[6]+row[7]+row[8], row[9]+row[10]+row[11]+row[12])
	}
	p.viterbi(&f.b)
	f.labels = append(f.labels[:0], f.b.labels...)
}

// link runs the second pass for a cue.
func (f *finder) link(m *parser.Model, p *pass, c candidate) guess {
	L := p.labels
	f.look(m, &f.context, c.span, f.labels)
	from, to := int(f.from), int(f.to)
	f.b.resize(to-from, L)
	for i := from; i < to; i++ {
		if !f.based[i] {
			f.based[i] = true
			f.features = f.appendBase(f.features[:0], int32(i))
			p.weights.Score(f.base[i*L:(i+1)*L], f.features)
		}
	}
	for i := range to - from {
		f.features = f.appendLink(f.features[:0], int32(from+i))
		p.weights.Score(f.b.scores[i*L:(i+1)*L], f.features)
	}
	for k, s := range f.base[from*L : to*L] {
		f.b.scores[k] += s
	}
	return f.guess(p, c)
}

// guess decodes the second pass.
func (f *finder) guess(p *pass, c candidate) guess {
	p.weigh(&f.b)
	p.marginals(&f.b, nil)
	p.viterbi(&f.b)
	r := relationOf(f.b.labels, f.from, c.span)
	r.Key, r.P = f.key, c.p
	at := len(f.links)
	f.links = append(f.links, f.b.probs...)
	return guess{r, f.links[at:len(f.links):len(f.links)]}
}

// decide sets f.rel to what is made of a guess, now that the others are known
// too, all but its P, and adds a row for the judge.
func (f *finder) decide(m *Model, i int) {
	f.recall(m.parser, &f.guesses[i], i)
	f.chooseContent(m.contents)
	f.chooseSource(m.sources)
	m.judge.hear(f)
}

// relationOf returns the relation that labels of the second pass tell: from the
// first to the last piece of its content, and the source that is nearest.
func relationOf(labels []uint8, from int32, cue [2]int32) Relation {
	r := Relation{Cue: cue}
	start, best := int32(-1), int32(math.MaxInt32)
	for i, l := range labels {
		if l == 0 {
			continue
		}
		role, place := roleOf(l)
		if place == first || place == alone {
			start = from + int32(i)
		}
		if place != last && place != alone || start < 0 {
			continue
		}
		s := [2]int32{start, from + int32(i) + 1}
		if role == linkContent {
			if r.Content[1] == 0 {
				r.Content[0] = s[0]
			}
			r.Content[1] = s[1]
		} else if d := max(s[0]-cue[1], cue[0]-s[1]); d < best {
			best, r.Source = d, s
		}
	}
	return r
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
