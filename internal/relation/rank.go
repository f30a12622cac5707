package relation

import (
	"cmp"
	"math"
	"slices"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// rank is what the choice of a content needs.
type rank struct {
	content, starts, ends, source []float32 // of each word, the probability to be in the content, begin it, end it, be in the source
	begins                        []float32 // the probability to begin a source
	inside, miss, finite          []float32 // running sums over the words: of content, of what is not, of finite verbs
	edges                         [2][]int32
	spans                         [][2]int32
	rows                          [][]float32
	flat                          []float32
	scores                        []float32
	row                           []float32
	margin                        float32 // probability of the chosen span among the others
}

// numEdges is how many places are tried for either end of a content, and
// leastEdge how likely the second pass must find them.
const (
	numEdges  = 7
	leastEdge = 0.025
)

// consider lists the spans that the content may be, with their features; the
// first is that of the second pass alone, if it has one.
func (f *finder) consider() {
	r := &f.rank
	n, L := len(f.Words), linkChain.labels
	for _, s := range []*[]float32{&r.content, &r.starts, &r.ends, &r.source, &r.begins} {
		*s = grow(*s, n)
	}
	for _, s := range []*[]float32{&r.inside, &r.miss, &r.finite} {
		*s = grow(*s, n+1)
		(*s)[0] = 0
	}
	best, src := f.rel.Content, f.rel.Source
	outside := make([]float32, L)
	for i := range n {
		p := outside
		if w := i - int(f.from); w >= 0 && i < int(f.to) {
			p = f.b.probs[w*L : (w+1)*L]
		}
		r.source[i], r.begins[i] = p[1]+p[2]+p[3]+p[4], p[1]+p[4]
		r.content[i], r.starts[i], r.ends[i] = p[5]+p[6]+p[7]+p[8], p[5]+p[8], p[7]+p[8]
		k := int32(i)
		miss := 1 - r.content[i]
		if k >= f.cue[0] && k < f.cue[1] || k >= src[0] && k < src[1] {
			miss = 0
		}
		r.inside[i+1], r.miss[i+1] = r.inside[i]+r.content[i], r.miss[i]+miss
		r.finite[i+1] = r.finite[i] + float32(b2u(f.Tags[i].Finite() || f.Tags[i] == tokenize.MD))
	}
	for e, p := range [2][]float32{r.starts, r.ends} {
		must := best[e] - int32(e)
		c := r.edges[e][:0]
		for i, x := range p {
			if x > leastEdge || best[1] > 0 && int32(i) == must {
				c = append(c, int32(i))
			}
		}
		slices.SortStableFunc(c, func(a, b int32) int { return cmp.Compare(p[b], p[a]) })
		r.edges[e] = c[:min(len(c), numEdges)]
	}
	r.spans = r.spans[:0]
	if best[1] > 0 {
		r.spans = append(r.spans, best)
	}
	for _, a := range r.edges[0] {
		for _, b := range r.edges[1] {
			if x := [2]int32{a, b + 1}; a <= b && x != best && (a < b || f.Tags[a] != tokenize.PUNCT) {
				r.spans = append(r.spans, x)
			}
		}
	}
	r.flat, r.rows = r.flat[:0], r.rows[:0]
	for _, x := range r.spans {
		r.flat = f.appendSpan(r.flat, r, x, best, src)
	}
	if len(r.spans) > 0 {
		w := len(r.flat) / len(r.spans)
		for i := range r.spans {
			r.rows = append(r.rows, r.flat[i*w:(i+1)*w])
		}
	}
}

// choose sets the content of the relation.
func (f *finder) choose(m *gbdt.Model) {
	f.consider()
	r := &f.rank
	r.margin = 0
	if len(r.spans) == 0 {
		return
	}
	r.scores = grow(r.scores, len(r.spans))
	m.Scores(r.rows, r.scores)
	top := 0
	for i, s := range r.scores {
		if s > r.scores[top] {
			top = i
		}
	}
	gbdt.Softmax(r.scores)
	r.margin = r.scores[top]
	f.rel.Content = r.spans[top]
	if s, c := &f.rel.Source, f.rel.Content; s[0] < c[0] && c[0] < s[1] {
		s[1] = c[0] // it ran into the content
	}
}

// judge sets the probability of the relation.
func (f *finder) judge(j *judge, c candidate) {
	f.rank.row = f.appendAccept(f.rank.row[:0], c)
	f.rel.P = j.probability(f.rank.row)
}

// A judge tells how likely a cue is one: trees that choose between it and nothing.
type judge struct {
	*gbdt.Model
	nothing float32 // the score of nothing, whose features are all 0
}

func newJudge(m *gbdt.Model) *judge {
	var score [1]float32
	m.Scores([][]float32{make([]float32, m.Features())}, score[:])
	return &judge{m, score[0]}
}

// probability returns that of a cue with these features.
func (j *judge) probability(row []float32) float32 {
	var score [1]float32
	j.Scores([][]float32{row}, score[:])
	// Three decimals are the same on every processor.
	return float32(math.Round(1000/(1+math.Exp(float64(j.nothing-score[0])))) / 1000)
}

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

// appendSpan appends the features of a span that may be the content.
func (v *view) appendSpan(row []float32, s *rank, x, best, src [2]int32) []float32 {
	a, b := x[0], x[1]-1
	n := v.n()
	add := func(f ...float32) { row = append(row, f...) }
	flag := func(b bool) float32 { return float32(b2u(b)) }
	add(logp(s.starts[a]), logp(s.ends[b]))
	add(s.miss[b+1]-s.miss[a], s.inside[a]+s.inside[n]-s.inside[b+1], s.inside[b+1]-s.inside[a])
	add(flag(x == best), flag(a == best[0]), flag(b == best[1]-1))
	// the cue
	add(float32(a-v.cue[1]), float32(v.cue[0]-1-b))
	add(flag(a <= v.cue[0] && b >= v.cue[1]), flag(src[1] > 0 && a <= src[0] && b >= src[1]), flag(src[1] > 0))
	add(float32(src[0]-v.cue[1]), float32(v.cue[1]-v.cue[0]))
	// edges
	add(v.puncts(a-1), v.opener(a), v.opener(a-1), v.puncts(b+1), v.opener(b+1), v.opener(b), v.puncts(b+2))
	add(float32(v.nodes[a].marks), float32(v.node(a-1).marks), float32(v.nodes[b].marks), float32(v.node(b+1).marks))
	cutA := v.Pieces[a] != 0 && v.nodes[a].marks == 1 && v.node(a-1).marks != 2
	cutB := v.Pieces[b] != 0 && v.nodes[b].marks == 1 && v.node(b+1).marks != 3
	add(flag(cutA), flag(cutB), flag(v.Pieces[a] != 0 && v.Pieces[a] == v.Pieces[b]))
	// sentences
	sa, sb := v.Sentences[v.nodes[a].sent], v.Sentences[v.nodes[b].sent]
	add(float32(v.nodes[b].sent-v.nodes[a].sent), float32(a-int32(sa[0])), float32(int32(sb[1])-1-b), float32(v.nodes[a].sent-v.nodes[v.cue[0]].sent))
	add(float32(b-a), s.finite[b+1]-s.finite[a])
	add(float32(v.cues[b+1]-v.cues[a]), float32(v.comma[b+1]-v.comma[a]))
	add(flag(b+1 < n && v.Words[b+1] == "," && v.cues[min(n, b+8)]-v.cues[b+1] > 0))
	row = v.treeOfSpan(row, a, b)
	row = v.treeOfCue(row)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)))
	// roles of the first pass inside and outside
	in, out := float32(0), float32(0)
	for i := a; i <= b; i++ {
		if r := v.roles[i]; r >= 5 && r < 9 && (i < v.cue[0] || i >= v.cue[1]) {
			in++
		}
	}
	for i := b + 1; i < n && v.roles[i] >= 9 && v.roles[i] != 9 && v.roles[i] != 12; i++ {
		out++
	}
	for i := a - 1; i >= 0 && v.roles[i+1] >= 10 && v.roles[i+1] <= 11; i-- {
		out++
	}
	add(in, out, flag(v.roles[a] == 9 || v.roles[a] == 12), flag(v.roles[b] == 11 || v.roles[b] == 12))
	return row
}

// appendAccept appends what tells whether a cue is one.
func (f *finder) appendAccept(row []float32, c candidate) []float32 {
	v, r := &f.view, &f.rank
	x, src := f.rel.Content, f.rel.Source
	add := func(f ...float32) { row = append(row, f...) }
	flag := func(b bool) float32 { return float32(b2u(b)) }
	rival := float32(0)
	for _, o := range f.cues {
		if o.span != c.span && o.span[0] < c.span[1] && c.span[0] < o.span[1] {
			rival = max(rival, o.p)
		}
	}
	add(logp(c.p), logp(rival), r.margin, flag(x[1] > 0), flag(src[1] > 0))
	share, other := float32(0), float32(0)
	for i := range v.n() {
		if i >= src[0] && i < src[1] {
			share += r.source[i] / float32(src[1]-src[0])
		} else {
			other += r.begins[i]
		}
	}
	mean := func(s [2]int32, role int32) float32 {
		sum := float32(0)
		for i := s[0]; i < s[1]; i++ {
			sum += f.probs[4*i+role+1]
		}
		return sum / float32(max(1, s[1]-s[0]))
	}
	least := float32(1)
	for i := v.cue[0]; i < v.cue[1]; i++ {
		least = min(least, f.probs[4*i+cue+1])
	}
	add(share, other, mean(src, source), mean(x, content), least)
	n := v.n()
	if x[1] > 0 {
		add(r.miss[x[1]]-r.miss[x[0]], r.inside[x[0]]+r.inside[n]-r.inside[x[1]], logp(r.starts[x[0]]), logp(r.ends[x[1]-1]), float32(x[1]-x[0]), r.finite[x[1]]-r.finite[x[0]])
	} else {
		add(0, r.inside[n], -9, -9, 0, 0)
	}
	row = v.treeOfCue(row)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)), float32(v.cue[1]-v.cue[0]))
	add(float32(v.nodes[v.cue[0]].marks), float32(v.Position), float32(len(v.Sentences)), float32(n))
	add(float32(v.cue[0]-v.base), float32(v.end-v.cue[1]), v.opener(v.cue[0]), v.opener(v.cue[1]-1), v.opener(v.cue[0]-1), v.opener(v.cue[1]))
	around := float32(0)
	for _, i := range []int32{v.cue[0] - 1, v.cue[1]} {
		if i >= 0 && i < n {
			around = max(around, f.probs[4*i+cue+1])
		}
	}
	add(around, float32(v.cues[n]))
	return row
}
