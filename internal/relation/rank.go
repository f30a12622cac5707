package relation

import (
	"math"
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// link is what the second pass says of a paragraph, seen from a cue.
type link struct {
	probs  []float32 // 9 a word
	labels []uint8   // the likeliest
}

const linkLabels_ = 9

func (l *link) p(i int32, label int) float32 { return l.probs[int(i)*linkLabels_+label] }

func (l *link) content(i int32) float32 { return l.p(i, 5) + l.p(i, 6) + l.p(i, 7) + l.p(i, 8) }
func (l *link) starts(i int32) float32  { return l.p(i, 5) + l.p(i, 8) }
func (l *link) ends(i int32) float32    { return l.p(i, 7) + l.p(i, 8) }

// candidates returns the spans that the content may be, the likeliest by the
// second pass first.
func (l *link) candidates(best [2]int32) (out [][2]int32) {
	n := int32(len(l.labels))
	top := func(f func(i int32) float32, must int32) []int32 {
		var c []int32
		for i := range n {
			if f(i) > 0.04 || i == must {
				c = append(c, i)
			}
		}
		slices.SortStableFunc(c, func(a, b int32) int {
			switch x, y := f(a), f(b); {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return 0
		})
		if len(c) > 6 {
			c = c[:6]
		}
		return c
	}
	if best[1] > 0 {
		out = append(out, best)
	}
	ends := top(l.ends, best[1]-1)
	for _, s := range top(l.starts, best[0]) {
		for _, e := range ends {
			if x := [2]int32{s, e + 1}; s <= e && x != best {
				out = append(out, x)
			}
		}
	}
	return out
}

func logp(p float32) float32 { return float32(math.Log(float64(p) + 1e-4)) }

// sums makes running sums over the words, for the features of spans.
type sums struct{ content, miss, own, finite []float32 }

func (v *view) sums(l *link, src [2]int32) *sums {
	n := len(v.Words)
	s := &sums{make([]float32, n+1), make([]float32, n+1), make([]float32, n+1), make([]float32, n+1)}
	for i := range int32(n) {
		p := l.content(i)
		own := i >= v.cue[0] && i < v.cue[1] || i >= src[0] && i < src[1]
		miss := 1 - p
		if own {
			miss = 0
		}
		s.content[i+1], s.miss[i+1] = s.content[i]+p, s.miss[i]+miss
		s.own[i+1], s.finite[i+1] = s.own[i]+float32(b2u(own)), s.finite[i]+float32(b2u(v.Tags[i].Finite() || v.Tags[i] == tokenize.MD))
	}
	return s
}

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

func (v *view) lev(i int32) float32 { return float32(v.levelAt(i)) }

// appendSpan appends the features of a span that may be the content.
func (v *view) appendSpan(row []float32, l *link, s *sums, x, best, src [2]int32) []float32 {
	a, b := x[0], x[1]-1
	n := v.n()
	add := func(f ...float32) { row = append(row, f...) }
	flag := func(b bool) float32 { return float32(b2u(b)) }
	add(logp(l.starts(a)), logp(l.ends(b)))
	add(s.miss[b+1]-s.miss[a], s.content[a]+s.content[n]-s.content[b+1], s.content[b+1]-s.content[a])
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
	add(float32(v.nodes[b].sent-v.nodes[a].sent), float32(a-int32(sa[0])), float32(int32(sb[1])-1-b), float32(v.nodes[a].sent-v.nodes[v.head].sent))
	add(float32(b-a), s.finite[b+1]-s.finite[a])
	add(float32(v.cues[b+1]-v.cues[a]), float32(v.comma[b+1]-v.comma[a]))
	add(flag(b+1 < n && v.Words[b+1] == "," && v.cues[min(n, b+8)]-v.cues[b+1] > 0))
	// the tree
	add(v.lev(a), v.lev(b), v.lev(a-1), v.lev(b+1))
	ta, tb := int32(-1), int32(-1)
	if a >= v.base && a < v.end {
		ta = v.top[a-v.base]
	}
	if b >= v.base && b < v.end {
		tb = v.top[b-v.base]
	}
	add(flag(ta >= 0 && ta == tb), flag(ta >= 0 && v.nodes[ta].left == a), flag(tb >= 0 && v.nodes[tb].right == b), flag(tb >= 0 && v.nodes[tb].right == b+1))
	la, lb := float32(-1), float32(-1)
	if ta >= 0 {
		la = float32(v.nodes[ta].label)
	}
	if tb >= 0 {
		lb = float32(v.nodes[tb].label)
	}
	add(la, lb)
	// whether the span is all that hangs from a word
	whole := float32(0)
	for k, i := 0, a; i >= 0 && k < maxClimb; k, i = k+1, v.nodes[i].head {
		if i > b {
			break
		}
		y := &v.nodes[i]
		if y.left == a && (y.right == b || y.right == b+1) {
			whole = 1 + flag(y.label == parser.Complement)
			break
		}
	}
	add(whole)
	hx := v.node(v.head)
	add(float32(hx.label), flag(hx.clause >= 0), flag(hx.subject >= 0), float32(v.node(v.key).verb), float32(v.tag(v.key)))
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
func (v *view) appendAccept(row []float32, l *link, s *sums, p, rivals float32, x, src [2]int32, rank float32, first []float32) []float32 {
	add := func(f ...float32) { row = append(row, f...) }
	flag := func(b bool) float32 { return float32(b2u(b)) }
	add(logp(p), logp(rivals), rank, flag(x[1] > 0), flag(src[1] > 0))
	sp, so := float32(0), float32(0)
	for i := range v.n() {
		ps := l.p(i, 1) + l.p(i, 2) + l.p(i, 3) + l.p(i, 4)
		if i >= src[0] && i < src[1] {
			sp += ps / float32(src[1]-src[0])
		} else {
			so += l.p(i, 1) + l.p(i, 4)
		}
	}
	fs := float32(0)
	for i := src[0]; i < src[1]; i++ {
		fs += first[4*i+1] / float32(src[1]-src[0])
	}
	fc := float32(0)
	for i := x[0]; i < x[1]; i++ {
		fc += first[4*i+3] / float32(x[1]-x[0])
	}
	fq := float32(1)
	for i := v.cue[0]; i < v.cue[1]; i++ {
		fq = min(fq, first[4*i+2])
	}
	add(sp, so, fs, fc, fq)
	if x[1] > 0 {
		add(s.miss[x[1]]-s.miss[x[0]], s.content[x[0]]+s.content[v.n()]-s.content[x[1]], logp(l.starts(x[0])), logp(l.ends(x[1]-1)), float32(x[1]-x[0]), s.finite[x[1]]-s.finite[x[0]])
	} else {
		add(0, s.content[v.n()], -9, -9, 0, 0)
	}
	hx := v.node(v.head)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)), float32(hx.label), flag(hx.clause >= 0), flag(hx.subject >= 0), float32(v.cue[1]-v.cue[0]))
	add(float32(v.nodes[v.cue[0]].marks), float32(v.Position), float32(len(v.Sentences)), float32(len(v.Words)))
	add(float32(v.cue[0]-v.base), float32(v.end-v.cue[1]), v.opener(v.cue[0]), v.opener(v.cue[1]-1), v.opener(v.cue[0]-1), v.opener(v.cue[1]))
	around := float32(0)
	for _, i := range []int32{v.cue[0] - 1, v.cue[1]} {
		if i >= 0 && i < v.n() {
			around = max(around, first[4*i+2])
		}
	}
	add(around, float32(v.cues[v.n()]))
	return row
}
