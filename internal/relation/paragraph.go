package relation

import (
	"math/bits"
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// A Paragraph is what relations are looked for in: its words with their parts
// of speech, its sentences, and which words stand inside marks.
type Paragraph struct {
	Words     []string
	Tags      []tokenize.Tag
	Sentences [][2]int // first and last word of each
	Pieces    []int32  // for each word, the number of the marked piece with its marks that it is in; 0 for none
	Position  int      // of the paragraph in the text, from 0
}

// Clone returns a copy of p.
func (p *Paragraph) Clone() Paragraph {
	return Paragraph{slices.Clone(p.Words), slices.Clone(p.Tags), slices.Clone(p.Sentences), slices.Clone(p.Pieces), p.Position}
}

// context is a paragraph with what features are made of.
type context struct {
	*Paragraph
	without string // a group of features to leave out, for ablation
	forms   []words.Form
	nodes   []node
	tree    parser.Tree
	pieces  []span32
}

type span32 struct{ first, last int32 }

// node is what the tree and the lists tell of a word.
type node struct {
	sent     int32
	head     int32 // in the paragraph, -1 for a root
	label    parser.Label
	children uint64 // bits of the labels of its children
	subject  int32  // its subject, -1 if none
	clause   int32  // its complement clause, -1 if none
	left     int32  // outermost word of its subtree
	right    int32
	gov      int32 // the verb or root above it
	govLabel parser.Label
	said     int32 // the nearest cue-like word above it, -1 if none
	saidRel  parser.Label
	verb     uint64 // what the lexicon knows of it: 0 if nothing
	before   int32  // nearest word of the lexicon before it in the sentence, and after
	after    int32
	marks    uint8 // 0 outside marks, 1 inside, 2 the first of a piece, 3 the last
}

func (c *context) n() int32 { return int32(len(c.Words)) }

// prepare fills c for a paragraph.
func (c *context) prepare(table *words.Table, trees *parser.Model, p *Paragraph) {
	c.Paragraph = p
	c.forms = c.forms[:0]
	n := len(p.Words)
	if cap(c.nodes) < n {
		c.nodes = make([]node, n)
	}
	c.nodes = c.nodes[:n]
	for s, sent := range p.Sentences {
		first, last := sent[0], sent[1]
		c.forms = table.AppendForms(c.forms, p.Words[first:last])
		parser.Parse(trees, p.Words[first:last], p.Tags[first:last], &c.tree)
		for i := first; i < last; i++ {
			h := c.tree.Heads[i-first]
			if h >= 0 {
				h += int32(first)
			}
			c.nodes[i] = node{
				sent: int32(s), head: h, label: c.tree.Labels[i-first], subject: -1, clause: -1,
				left: int32(i), right: int32(i), gov: -1, said: -1, before: -1, after: -1,
			}
			if v, ok := lexicon.Cue("en", p.Words[i]); ok && (p.Tags[i].Verb() || p.Tags[i].Noun() && v.Form == lexicon.Base) {
				c.nodes[i].verb = uint64(v.Class)<<1 + 32
				if v.Report {
					c.nodes[i].verb++
				}
			}
		}
		c.link(int32(first), int32(last))
	}
	c.findPieces()
}

const maxClimb = 40

func (c *context) link(first, last int32) {
	for i := first; i < last; i++ {
		h := c.nodes[i].head
		if h < 0 {
			continue
		}
		l := c.nodes[i].label
		hn := &c.nodes[h]
		hn.children |= 1 << l
		switch l {
		case parser.Subject, parser.PassiveSubject, parser.ClauseSubject:
			if hn.subject < 0 {
				hn.subject = i
			}
		case parser.Complement, parser.OpenComplement, parser.Parataxis:
			if hn.clause < 0 || l == parser.Complement {
				hn.clause = i
			}
		}
		for a, k := h, 0; a >= 0 && k < maxClimb; a, k = c.nodes[a].head, k+1 {
			x := &c.nodes[a]
			if i >= x.left && i <= x.right {
				break
			}
			x.left, x.right = min(x.left, i), max(x.right, i)
		}
	}
	near := int32(-1)
	for i := first; i < last; i++ {
		x := &c.nodes[i]
		x.before = near
		if x.verb != 0 {
			near = i
		}
		at, l := x.head, x.label
		for k := 0; at >= 0 && k < maxClimb; k++ {
			y := &c.nodes[at]
			if x.gov < 0 && (c.Tags[at].Verb() || y.head < 0) {
				x.gov, x.govLabel = at, l
			}
			if y.verb != 0 || c.lower(at, "according") {
				x.said, x.saidRel = at, l
				break
			}
			at, l = y.head, y.label
		}
	}
	near = -1
	for i := last - 1; i >= first; i-- {
		x := &c.nodes[i]
		x.after = near
		if x.verb != 0 {
			near = i
		}
	}
}

func (c *context) lower(i int32, w string) bool { return lexicon.Lower(c.Words[i]) == w }

func (c *context) findPieces() {
	c.pieces = c.pieces[:0]
	for i := int32(0); i < c.n(); {
		p := c.Pieces[i]
		j := i
		for j < c.n() && c.Pieces[j] == p {
			j++
		}
		if p != 0 {
			c.pieces = append(c.pieces, span32{i, j})
			for k := i; k < j; k++ {
				c.nodes[k].marks = 1
			}
			c.nodes[i].marks, c.nodes[j-1].marks = 2, 3
		}
		i = j
	}
}

var outside = words.Form{Hash: 1}

func (c *context) form(i int32) *words.Form {
	if i < 0 || i >= c.n() {
		return &outside
	}
	return &c.forms[i]
}

func (c *context) tag(i int32) uint64 {
	if i < 0 || i >= c.n() {
		return 63
	}
	return uint64(c.Tags[i])
}

var noNode = node{head: -1, subject: -1, clause: -1, gov: -1, said: -1, before: -1, after: -1, marks: 4, sent: -1}

func (c *context) node(i int32) *node {
	if i < 0 || i >= c.n() {
		return &noNode
	}
	return &c.nodes[i]
}

func bucket(d int32) uint64 {
	switch {
	case d < 0:
		return 15 + bucket(-d)
	case d <= 4:
		return uint64(d)
	default:
		return uint64(min(3+bits.Len32(uint32(d)), 14))
	}
}

func pack(values ...uint64) uint64 {
	h := uint64(0)
	for _, v := range values {
		h = h*67 + v
	}
	return h
}

// An adder appends features; each call has the number of its place.
type adder struct {
	f       []uint64
	k       int
	without string // a group to leave out
	off     bool
}

// group begins the features of a group, which MODEL.md has the worth of.
func (a *adder) group(name string) { a.off = name == a.without }

func (a *adder) add(x, y uint64) {
	if !a.off {
		a.f = append(a.f, linear.Mix(linear.Mix(linear.Hash(a.k), x), y))
	}
	a.k++
}
