// Package parser finds the dependencies of a sentence (Universal
// Dependencies), from left to right in linear time: the arc-eager system of
// Nivre (2003) with the root at the end (Ballesteros & Nivre 2013), a linear
// model over the features of Zhang & Nivre (2011), greedy, trained with a
// dynamic oracle (Goldberg & Nivre 2012).
package parser

import (
	"sync"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// A Label is the relation of a word to its head.
type Label uint8

// The labels. Those of UD that are not here are [Dep].
const (
	None Label = iota
	Root
	Subject        // nsubj
	PassiveSubject // nsubj:pass
	ClauseSubject  // csubj
	Object         // obj
	IndirectObject // iobj
	Oblique        // obl
	Agent          // obl:agent, the "by" of a passive
	Complement     // ccomp: a clause with a subject of its own, "said she knew"
	OpenComplement // xcomp: one without, "refused to say"
	AdverbClause   // advcl
	NounClause     // acl
	RelativeClause // acl:relcl
	Parataxis      // parataxis: "…, she said"
	Conjunct       // conj
	Coordinator    // cc
	Marker         // mark: "that", "if"
	Case           // case: prepositions and 's
	Determiner     // det
	Adjective      // amod
	Numeral        // nummod
	NounModifier   // nmod
	Possessor      // nmod:poss
	Compound       // compound
	Flat           // flat: the later words of a name
	Apposition     // appos
	Auxiliary      // aux
	PassiveAux     // aux:pass
	Copula         // cop
	Adverb         // advmod
	Punctuation    // punct
	Expletive      // expl
	Discourse      // discourse and vocative
	Particle       // compound:prt
	Fixed          // fixed
	Dep
	numLabels
)

var labelNames = [numLabels]string{
	"", "root", "nsubj", "nsubj:pass", "csubj", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl", "acl:relcl",
	"parataxis", "conj", "cc", "mark", "case", "det", "amod", "nummod", "nmod", "nmod:poss", "compound", "flat", "appos", "aux",
	"aux:pass", "cop", "advmod", "punct", "expl", "discourse", "compound:prt", "fixed", "dep",
}

// String returns the name that UD has for l.
func (l Label) String() string { return labelNames[l] }

// ParseLabel returns the label with a name of UD; one with a subtype that is
// not here is that of its type.
func ParseLabel(name string) Label {
	if name == "vocative" {
		return Discourse
	}
	for l, n := range labelNames {
		if n == name && l > 0 {
			return Label(l)
		}
	}
	for i := range len(name) {
		if name[i] == ':' {
			return ParseLabel(name[:i])
		}
	}
	return Dep
}

// A Tree has the head of each word of a sentence, -1 for a root, and the
// word's relation to it.
type Tree struct {
	Heads  []int32
	Labels []Label
}

// A Model parses sentences. It is immutable and safe for concurrent use.
type Model struct {
	words   *words.Table
	actions *linear.Model
	labels  *linear.Model
	pool    sync.Pool
}

func newModel(table *words.Table, actions, labels *linear.Model) *Model {
	m := &Model{words: table, actions: actions, labels: labels}
	m.pool.New = func() any { return new(state) }
	return m
}

// Parse finds the dependencies of a sentence whose words have these parts of
// speech. The tree's slices are used again if they are large enough.
func Parse[T ~uint8](m *Model, sentence []string, tags []T, tree *Tree) {
	s := m.pool.Get().(*state)
	s.forms = m.words.AppendForms(s.forms[:0], sentence)
	s.tags = s.tags[:0]
	for _, t := range tags {
		s.tags = append(s.tags, uint8(t))
	}
	s.reset()
	var scores [numLabels]int32
	for !s.done() {
		best := s.only()
		if best < 0 {
			s.features = s.appendActions(s.features[:0])
			m.actions.Score(scores[:numActions], s.features)
			for a := range numActions {
				if s.legal(a) && (best < 0 || scores[a] > scores[best]) {
					best = a
				}
			}
		}
		s.do(best, func(head, child int32) Label {
			if head == s.n {
				return Root
			}
			s.features = s.appendLabels(s.features[:0], head, child)
			m.labels.Score(scores[:], s.features)
			best, _ := linear.Best(scores[1:])
			return Label(best + 1)
		})
	}
	tree.Heads, tree.Labels = tree.Heads[:0], tree.Labels[:0]
	for i := range s.n {
		h := s.nodes[i].head
		if h == s.n {
			h = -1
		}
		tree.Heads = append(tree.Heads, h)
		tree.Labels = append(tree.Labels, s.nodes[i].label)
	}
	m.pool.Put(s)
}

// An action changes the state: the top of the stack (s0) and the front of
// what is left of the sentence (n0).
type action int

const (
	shift  action = iota // n0 goes on the stack
	reduce               // s0, which has a head, leaves it
	left                 // n0 becomes the head of s0, which leaves the stack
	right                // s0 becomes the head of n0, which goes on the stack
	numActions
)

// A state is what the parser has done so far.
type state struct {
	n        int32 // words; the root has this number
	front    int32
	stack    []int32
	nodes    []node
	forms    []words.Form
	tags     []uint8
	between  []int32 // at i, kinds of words before i, each in its bits
	features []uint64
}

type node struct {
	head                       int32
	left, left2, right, right2 int32 // outermost children and those next to them, -1 if none
	label                      Label
	lefts, rights              uint8  // how many children
	leftLabels, rightLabels    uint64 // bits
}

func (s *state) reset() {
	s.n, s.front = int32(len(s.forms)), 0
	s.stack, s.nodes = s.stack[:0], s.nodes[:0]
	for range s.n + 1 {
		s.nodes = append(s.nodes, node{head: -1, left: -1, left2: -1, right: -1, right2: -1})
	}
	s.countBetween()
}

func (s *state) done() bool { return s.front == s.n && len(s.stack) == 0 }

func (s *state) top() int32 {
	if len(s.stack) == 0 {
		return -1
	}
	return s.stack[len(s.stack)-1]
}

func (s *state) legal(a action) bool {
	s0 := s.top()
	switch a {
	case shift:
		return s.front < s.n
	case reduce:
		return s0 >= 0 && s.nodes[s0].head >= 0
	case left:
		return s0 >= 0 && s.nodes[s0].head < 0
	default:
		return s0 >= 0 && s.front < s.n
	}
}

// only returns the action that is legal if no other is, else -1.
func (s *state) only() action {
	s0 := s.top()
	switch {
	case s0 < 0:
		return shift
	case s.front < s.n:
		return -1
	case s.nodes[s0].head >= 0:
		return reduce
	}
	return left
}

// do does an action; label names a new relation.
func (s *state) do(a action, label func(head, child int32) Label) {
	s0, n0 := s.top(), s.front
	switch a {
	case shift:
		s.stack = append(s.stack, n0)
		s.front++
	case reduce:
		s.stack = s.stack[:len(s.stack)-1]
	case left:
		l := label(n0, s0)
		c, h := &s.nodes[s0], &s.nodes[n0]
		c.head, c.label = n0, l
		h.left2, h.left = h.left, s0
		h.lefts = min(h.lefts+1, 7)
		h.leftLabels |= 1 << l
		s.stack = s.stack[:len(s.stack)-1]
	case right:
		l := label(s0, n0)
		c, h := &s.nodes[n0], &s.nodes[s0]
		c.head, c.label = s0, l
		h.right2, h.right = h.right, n0
		h.rights = min(h.rights+1, 7)
		h.rightLabels |= 1 << l
		s.stack = append(s.stack, n0)
		s.front++
	}
}
