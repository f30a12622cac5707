package relation

import (
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// A view is a paragraph as seen from one cue.
type view struct {
	*context
	cue   [2]int32
	key   int32 // the word that says most: the last that the lexicon knows, else the last verb, else the first
	head  int32 // the word of it that hangs from another
	base  int32 // first word of the sentence
	end   int32
	from  int32 // the words that are looked at: from, to before to
	to    int32
	roles []uint8 // labels of the first pass
	cues  []int32 // at i, how many cues of the first pass begin before word i
	comma []int32 // commas before word i

	joints []joint // of the words of the sentence
}

func (v *view) look(m *parser.Model, c *context, at [2]int32, roles []uint8) {
	v.context, v.cue, v.roles = c, at, roles
	v.key = -1
	within := func(i int32) bool { return i >= at[0] && i < at[1] }
	for i := at[0]; i < at[1]; i++ {
		if c.nodes[i].verb != 0 {
			v.key = i
		}
	}
	if v.key < 0 {
		for i := at[0]; i < at[1]; i++ {
			if c.Tags[i].Verb() {
				v.key = i
			}
		}
	}
	if v.key < 0 {
		v.key = at[0]
	}
	s := c.Sentences[c.nodes[at[0]].sent]
	v.base, v.end = int32(s[0]), int32(s[1])
	c.parse(m, c.Paragraph, c.nodes[at[0]].sent)
	v.joinCue()
	v.frame()
	n := len(c.Words) + 1
	if cap(v.cues) < n {
		v.cues, v.comma = make([]int32, n), make([]int32, n)
	}
	v.cues, v.comma = v.cues[:n], v.comma[:n]
	v.cues[0], v.comma[0] = 0, 0
	for i := range c.Words {
		v.cues[i+1], v.comma[i+1] = v.cues[i], v.comma[i]
		if l := int(roles[i]); !within(int32(i)) && (l == label(cue, first) || l == label(cue, alone)) {
			v.cues[i+1]++
		}
		if c.Words[i] == "," {
			v.comma[i+1]++
		}
	}
}

// maxFrame is how many words before and after the cue are looked at.
const maxFrame = 150

// frame sets the words that are looked at: the sentence of the cue, the one
// before it and the one after if these have marked words, and all of the marked
// pieces that reach into these. Of 2325 relations of PolNeAR (train) 11 have
// words of their content elsewhere, and 12 their source.
func (v *view) frame() {
	s := int(v.nodes[v.cue[0]].sent)
	marked := func(s int) bool {
		return s >= 0 && s < len(v.Sentences) &&
			slices.ContainsFunc(v.Pieces[v.Sentences[s][0]:v.Sentences[s][1]], func(p int32) bool { return p != 0 })
	}
	first, last := s, s
	if marked(s - 1) {
		first--
	}
	if marked(s + 1) {
		last++
	}
	v.from, v.to = int32(v.Sentences[first][0]), int32(v.Sentences[last][1])
	for v.from > 0 && v.Pieces[v.from] != 0 && v.Pieces[v.from-1] == v.Pieces[v.from] {
		v.from--
	}
	for v.to < v.n() && v.Pieces[v.to-1] != 0 && v.Pieces[v.to] == v.Pieces[v.to-1] {
		v.to++
	}
	v.from, v.to = max(v.from, v.cue[0]-maxFrame), min(v.to, v.cue[1]+maxFrame)
}

// side returns a token's place relative to the cue.
func (v *view) side(i int32) uint64 {
	switch {
	case i < v.cue[0]:
		return 0
	case i >= v.cue[1]:
		return 2
	}
	return 1
}

// appendBase appends what does not depend on the cue.
func (c *context) appendBase(f []uint64, i int32) []uint64 {
	a := adder{Example: linear.Example{Features: f, Template: 100}, without: c.without}
	x := c.node(i)
	w, p1, n1 := c.form(i), c.form(i-1), c.form(i+1)
	t, t1, t2, u1, u2 := c.tag(i), c.tag(i-1), c.tag(i-2), c.tag(i+1), c.tag(i+2)
	a.of(w, 0)
	a.of(w, p1.Hash)
	a.of(w, n1.Hash)
	a.of(p1, t)
	a.of(n1, t)
	a.add(uint64(w.Class)<<8 | t)
	a.add(uint64(p1.Class)<<8 | uint64(w.Class))
	a.add(uint64(w.Class)<<8 | uint64(n1.Class))
	a.add(pack(t1, t, u1))
	a.add(pack(t2, t1, t, u1, u2))
	a.add(pack(t, u1, u2))
	a.add(pack(t2, t1, t))
	m := uint64(x.marks)
	a.group("marks")
	a.add(pack(uint64(c.node(i-1).marks), m, uint64(c.node(i+1).marks), t))
	a.group("names")
	a.add(pack(uint64(w.Shape), uint64(w.Name), uint64(p1.Shape), uint64(n1.Shape), t))
	return a.Features
}

// appendLink appends the features of word i as seen from the cue.
func (v *view) appendLink(f []uint64, i int32) []uint64 {
	a := adder{Example: linear.Example{Features: f, Template: 200}, without: v.without}
	c := v.context
	x := c.node(i)
	w, p1, n1 := c.form(i), c.form(i-1), c.form(i+1)
	t, t1, u1 := c.tag(i), c.tag(i-1), c.tag(i+1)
	key := c.form(v.key)
	kt := c.tag(v.key)
	kv := c.node(v.key).verb
	side := v.side(i)
	var d int32
	switch side {
	case 0:
		d = i - v.cue[0]
	case 2:
		d = i - v.cue[1] + 1
	}
	db := bucket(d)
	ds := x.sent - c.node(v.cue[0]).sent
	sent := bucket(ds)
	// what lies between
	lo, hi := v.cue[1], i
	if side == 0 {
		lo, hi = i, v.cue[0]
	}
	nc, nk := uint64(0), uint64(0)
	if side != 1 && lo < hi {
		nc = uint64(min(3, v.comma[hi]-v.comma[lo]))
		nk = uint64(min(2, v.cues[hi]-v.cues[lo]))
	}
	r, r1, r2 := uint64(v.roles[i]), uint64(20), uint64(20)
	if i > 0 {
		r1 = uint64(v.roles[i-1])
	}
	if i+1 < c.n() {
		r2 = uint64(v.roles[i+1])
	}
	rel := pack(side, sent, nk)
	where := pack(side, uint64(min(max(d, -3), 3)+3), sent)
	edges := v.cueEdges()
	end, begin := c.form(v.cue[1]-1), c.form(v.cue[0])
	a.group("words")
	a.of(w, db)
	a.of(w, rel)
	a.of(w, linear.Mix(key.Hash, side))
	a.of(w, where)
	a.of(w, linear.Mix(end.Hash, where))
	a.of(p1, where)
	a.of(p1, pack(rel, t1))
	a.of(n1, where)
	a.of(n1, pack(rel, t))
	a.of(key, db)
	a.of(key, rel)
	a.of(key, pack(rel, r))
	a.of(key, pack(rel, t))
	a.of(key, pack(where, t))
	a.of(end, linear.Mix(begin.Hash, pack(side, sent)))
	a.add(db)
	a.add(pack(db, t))
	a.add(pack(db, kt))
	a.add(pack(rel, nc))
	a.add(pack(rel, r, nc))
	a.add(pack(rel, r1, r, r2))
	a.add(pack(where, r1, r, r2))
	a.add(pack(rel, t))
	a.add(pack(rel, nc, kt, kv))
	a.add(pack(where, t, kv, kt))
	a.add(pack(where, t1, t, u1))
	a.add(pack(rel, c.tag(v.cue[0]), c.tag(v.cue[1]-1), uint64(min(4, v.cue[1]-v.cue[0]))))
	a.add(rel<<16 | uint64(w.Class)<<8 | t)
	a.add(pack(rel, edges, t))
	a.add(pack(where, edges, t))
	a.tree(v, i, w, key, [3]uint64{r1, r, r2}, edges)
	a.group("marks")
	m := uint64(x.marks)
	pm := v.pieceOf(i)
	a.add(pack(rel, m, pm))
	a.add(pack(rel, m, pm, uint64(c.node(i-1).marks), uint64(c.node(i+1).marks), r))
	a.add(pack(rel, m, pm, edges))
	a.add(pack(where, m, pm, kv))
	a.add(pack(rel, m, pm, t))
	a.group("position")
	s := c.Sentences[x.sent]
	opens, closes := uint64(min(i-int32(s[0]), 2)), uint64(min(int32(s[1])-1-i, 3))
	a.add(pack(rel, opens, closes, t))
	a.add(pack(rel, opens, closes, nc, r, kt))
	a.add(pack(opens, closes, side, m))
	return a.Features
}

// cueEdges tells what stands beside the cue: a comma, a mark, a stop, "that".
func (v *view) cueEdges() uint64 { return v.kind(v.cue[0]-1)*8 + v.kind(v.cue[1]) }

func (v *view) kind(i int32) uint64 {
	if i < 0 || i >= v.n() {
		return 1
	}
	switch {
	case v.nodes[i].marks != 0:
		return 2
	case v.Words[i] == ",":
		return 3
	case v.Words[i] == ":":
		return 4
	case v.Tags[i] == tokenize.PUNCT:
		return 5
	case lexicon.Lower(v.Words[i]) == "that":
		return 6
	case v.Tags[i] == tokenize.TO || v.Tags[i] == tokenize.IN:
		return 7
	}
	return 0
}

// pieceOf tells which marked piece word i is in, counted from the cue.
func (v *view) pieceOf(i int32) uint64 {
	p := v.Pieces[i]
	if p == 0 {
		return 0
	}
	if p == v.Pieces[v.cue[0]] {
		return 1
	}
	if i < v.cue[0] {
		for k := v.cue[0] - 1; k >= 0; k-- {
			if q := v.Pieces[k]; q != 0 {
				if q == p {
					return 2
				}
				return 3
			}
		}
	}
	for k := v.cue[1]; k < v.n(); k++ {
		if q := v.Pieces[k]; q != 0 {
			if q == p {
				return 4
			}
			return 5
		}
	}
	return 6
}
