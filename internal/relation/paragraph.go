package relation

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/linear"
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

// trim takes the signs from the edges of a span that do not count.
func (p *Paragraph) trim(s [2]int32) [2]int32 {
	sign := func(i int32) bool {
		return p.Tags[i] == tokenize.PUNCT && !strings.ContainsAny(p.Words[i], "!?)(…")
	}
	for s[1] > s[0] && sign(s[0]) {
		s[0]++
	}
	for s[1] > s[0] && sign(s[1]-1) {
		s[1]--
	}
	return s
}

// context is a paragraph with what features are made of.
type context struct {
	*Paragraph
	without string // a group of features to leave out, for ablation
	forms   []words.Form
	nodes   []node
	trees
	pieces []span32
}

type span32 struct{ first, last int32 }

// node is what the lists and the marks tell of a word.
type node struct {
	sent  int32
	verb  uint64   // what the lexicon knows of it: 0 if nothing
	near  [2]int32 // the word next to it in the sentence, before and after, that the lexicon knows; -1 if none
	marks uint8    // 0 outside marks, 1 inside, 2 the first of a piece, 3 the last
}

func (c *context) n() int32 { return int32(len(c.Words)) }

// prepare fills c for a paragraph.
func (c *context) prepare(table *words.Table, p *Paragraph) {
	c.Paragraph = p
	c.forms, c.nodes = c.forms[:0], c.nodes[:0]
	c.reset(p)
	for s, sent := range p.Sentences {
		c.forms = table.AppendForms(c.forms, p.Words[sent[0]:sent[1]])
		for i := sent[0]; i < sent[1]; i++ {
			x := node{sent: int32(s), near: [2]int32{-1, -1}}
			if v, ok := lexicon.English().Cue(p.Words[i]); ok && (p.Tags[i].Verb() || p.Tags[i].Noun() && v.Form == lexicon.Base) {
				x.verb = uint64(v.Class)<<1 + 32
				if v.Report {
					x.verb++
				}
			}
			c.nodes = append(c.nodes, x)
		}
		c.findNear(sent)
	}
	c.findPieces()
}

func (c *context) findNear(sent [2]int) {
	last := int32(-1)
	for i := sent[0]; i < sent[1]; i++ {
		x := &c.nodes[i]
		if x.near[0] = last; x.verb != 0 {
			last = int32(i)
		}
	}
	last = -1
	for i := sent[1] - 1; i >= sent[0]; i-- {
		x := &c.nodes[i]
		if x.near[1] = last; x.verb != 0 {
			last = int32(i)
		}
	}
}

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

var noNode = node{marks: 4, sent: -1, near: [2]int32{-1, -1}}

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

// pack puts values into one. All but the first are less than 67.
func pack(values ...uint64) uint64 {
	h := uint64(0)
	for _, v := range values {
		h = h*67 + v
	}
	return h
}

// An adder appends features; each call has the number of its place.
type adder struct {
	linear.Example
	without string // a group to leave out
	off     bool
}

// group begins the features of a group, which MODEL.md has the worth of.
func (a *adder) group(name string) { a.off = name == a.without }

// of adds a feature of a word.
func (a *adder) of(w *words.Form, value uint64) {
	if a.off {
		a.Template++
		return
	}
	a.Of(w.Hash, value)
}

// add adds a feature of no word.
func (a *adder) add(value uint64) {
	if a.off {
		a.Template++
		return
	}
	a.Features = append(a.Features, linear.Feature(a.Template, value))
	a.Template++
}
