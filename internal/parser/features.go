package parser

import (
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// Kinds of words that are counted between two words.
const (
	comma = iota
	semicolon
	mark
	finite
	conjunction
	numKinds
)

const bitsOfKind = 6 // counts wrap around; differences of up to 63 are right

var marks = map[uint64]int{}

func init() {
	var t words.Table
	for kind, list := range [][]string{
		comma: {",", "(", ")", "-", "--", "–", "—"}, semicolon: {";", ":", "..."},
		mark: {"\"", "``", "''", "'", "`"},
	} {
		for _, f := range t.AppendForms(nil, list) {
			marks[f.Hash] = kind
		}
	}
}

// As package tokenize numbers them: CC, and a bit for each of MD, VBD, VBP and VBZ.
const (
	coordinator = 1
	finiteTags  = 1<<11 | 1<<28 | 1<<31 | 1<<32
)

func (s *state) countBetween() {
	s.between = append(s.between[:0], 0)
	sum := int32(0)
	for i := range s.forms {
		kind := -1
		if finiteTags>>s.tags[i]&1 != 0 {
			kind = finite
		} else if s.tags[i] == coordinator {
			kind = conjunction
		} else if f := &s.forms[i]; f.Shape == words.Other {
			if k, ok := marks[f.Hash]; ok {
				kind = k
			}
		}
		if kind >= 0 {
			at := bitsOfKind * kind
			one := sum >> at & (1<<bitsOfKind - 1)
			sum = sum&^((1<<bitsOfKind-1)<<at) | (one+1)&(1<<bitsOfKind-1)<<at
		}
		s.between = append(s.between, sum)
	}
}

// inside returns what stands between words i and k, i before k: for each
// kind none, one or more.
func (s *state) inside(i, k int32) uint64 {
	a, b := s.between[i+1], s.between[k]
	out := uint64(0)
	for kind := range numKinds {
		at := bitsOfKind * kind
		out = out*3 + uint64(min(2, (b>>at-a>>at)&(1<<bitsOfKind-1)))
	}
	return out
}

// A word as features see it.
type seen struct{ w, t, wt, c uint64 }

func (s *state) see(i int32) seen {
	if i < 0 || i > s.n {
		return seen{1, 254, 1, 254}
	}
	if i == s.n {
		return seen{2, 255, 2, 255}
	}
	f, t := &s.forms[i], uint64(s.tags[i])
	return seen{f.Hash, t, f.Hash ^ (t+1)*0x9e3779b97f4a7c15, uint64(f.Class)}
}

func (s *state) tag(i int32) uint64 {
	switch {
	case i < 0 || i > s.n:
		return 254
	case i == s.n:
		return 255
	}
	return uint64(s.tags[i])
}

func (s *state) label(i int32) uint64 {
	if i < 0 {
		return 0
	}
	return uint64(s.nodes[i].label)
}

func distance(i, k int32) uint64 {
	switch d := k - i; {
	case d <= 5:
		return uint64(d)
	case d <= 8:
		return 6
	case d <= 15:
		return 7
	default:
		return 8
	}
}

// pack puts small values, such as tags, into one.
func pack(values ...uint64) uint64 {
	h := uint64(0)
	for _, v := range values {
		h = h<<9 | v
	}
	return h
}

// appendActions appends the features by which an action is chosen.
func (s *state) appendActions(f []uint64) []uint64 {
	i, n := s.top(), s.front
	s1 := int32(-1)
	if len(s.stack) > 1 {
		s1 = s.stack[len(s.stack)-2]
	}
	s0, n0, n1 := s.see(i), s.see(n), s.see(n+1)
	n2t, n3t := s.tag(n+2), s.tag(n+3)
	var si node
	head := int32(-1)
	if i >= 0 {
		si = s.nodes[i]
		head = si.head
	} else {
		si = node{head: -1, left: -1, left2: -1, right: -1, right2: -1}
	}
	ni := s.nodes[n]
	d, in := uint64(9), uint64(0)
	if i >= 0 {
		d, in = distance(i, n), s.inside(i, n)
	}
	h2 := int32(-1)
	if head >= 0 {
		h2 = s.nodes[head].head
	}
	e := linear.Example{Features: f}
	hasHead := uint64(0)
	if head >= 0 {
		hasHead = 1
	}
	e.Of(s0.w, pack(s0.t, hasHead))
	e.Of(s0.w, 0)
	e.Of(s0.w, linear.Mix(n0.wt, s0.t))
	e.Of(s0.w, pack(s0.t, n0.t))
	e.Of(s0.w, n0.w)
	e.Of(s0.w, d)
	e.Of(s0.w, pack(s0.t, n0.t, uint64(si.rights)))
	e.Of(s0.w, linear.Mix(s0.t, si.rightLabels))
	e.Of(s0.w, linear.Mix(s0.t, si.leftLabels))
	e.Of(s0.w, pack(si.labelOf(), n0.t))
	e.Of(s0.w, pack(n0.t, n1.t))
	e.Of(s0.w, linear.Mix(n0.w, n1.t))
	e.Of(n0.w, n0.t)
	e.Of(n0.w, 0)
	e.Of(n0.w, pack(s0.t, n0.t))
	e.Of(n0.w, d)
	e.Of(n0.w, pack(n0.t, uint64(ni.lefts)))
	e.Of(n0.w, linear.Mix(n0.t, ni.leftLabels))
	e.Of(n0.w, pack(si.labelOf(), s0.t))
	e.Of(n0.w, pack(s0.t, n1.t))
	e.Of(n1.w, n1.t)
	e.Of(n1.w, n0.t)
	e.Of(n1.w, pack(s0.t, n0.t))
	e.Of(s.see(head).w, pack(s0.t, n0.t))
	e.Of(s.see(s1).w, pack(s0.t, n0.t))
	e.Of(s.see(si.right).w, pack(s0.t, n0.t))
	e.Of(s.see(si.left).w, pack(s0.t, n0.t))
	e.Of(s.see(ni.left).w, pack(s0.t, n0.t))
	e.Of(s.see(n-1).w, pack(s0.t, n0.t))
	e.Add(pack(s0.t, hasHead), d)
	e.Add(n0.t, d)
	e.Add(pack(s0.t, n0.t), d)
	e.Add(pack(s0.t, n0.t, n1.t), 0)
	e.Add(pack(s0.t, n0.t, n1.t, n2t), hasHead)
	e.Add(pack(n0.t, n1.t, n2t), n3t)
	e.Add(pack(s.tag(head), s0.t, n0.t), si.labelOf())
	e.Add(pack(s0.t, s.tag(si.left), n0.t), s.label(si.left))
	e.Add(pack(s0.t, s.tag(si.right), n0.t), s.label(si.right))
	e.Add(pack(s0.t, n0.t, s.tag(ni.left)), s.label(ni.left))
	e.Add(pack(s0.t, n0.t), in)
	e.Add(pack(s0.t, n0.t, d), in)
	e.Add(pack(s0.t, uint64(si.rights), uint64(si.lefts)), n0.t)
	e.Add(pack(n0.t, uint64(ni.lefts)), s0.t)
	e.Add(pack(s0.t, n0.t), si.rightLabels)
	e.Add(pack(s0.t, n0.t), si.leftLabels)
	e.Add(pack(s0.t, n0.t), ni.leftLabels)
	e.Add(pack(si.labelOf(), s.tag(head), s.tag(h2), n0.t), 0)
	e.Add(pack(si.labelOf(), s0.t, n0.t, n1.t), 0)
	e.Add(pack(s.tag(s1), s0.t, n0.t), hasHead)
	e.Add(pack(s.tag(s1), s.label(s1), s0.t, n0.t, si.labelOf()), 0)
	e.Add(pack(s0.t, s.tag(si.right), s.tag(si.right2), n0.t), 0)
	e.Add(pack(s0.t, s.tag(si.left), s.tag(si.left2), n0.t), 0)
	e.Add(pack(n0.t, s.tag(ni.left), s.tag(ni.left2), s0.t), 0)
	e.Add(s0.c, n0.c)
	e.Add(pack(s0.c, n0.t), n1.t)
	e.Add(pack(s0.t, n0.c), n1.t)
	e.Add(pack(s0.t, n0.t, n1.c), 0)
	e.Add(pack(s.tag(n-1), s0.t, n0.t, s.tag(i+1)), 0)
	e.Add(s0.c, pack(n0.t, in, hasHead))
	return e.Features
}

func (n *node) labelOf() uint64 {
	if n.head < 0 {
		return 63
	}
	return uint64(n.label)
}

// appendLabels appends the features by which the relation of child to head is
// named.
func (s *state) appendLabels(f []uint64, head, child int32) []uint64 {
	h, c := s.see(head), s.see(child)
	hn, cn := &s.nodes[head], &s.nodes[child]
	dir, d, in := uint64(0), uint64(0), uint64(0)
	if head < child {
		dir, d, in = 16, distance(head, child), s.inside(head, child)
	} else {
		d, in = distance(child, head), s.inside(child, head)
	}
	e := linear.Example{Features: f}
	cl, cr := s.see(cn.left), s.see(cn.right)
	e.Of(h.w, pack(h.t, c.t, dir))
	e.Of(h.w, c.w+dir)
	e.Of(h.w, dir)
	e.Of(h.w, cl.w+dir)
	e.Of(h.w, linear.Mix(pack(c.t, dir), hn.rightLabels))
	e.Of(c.w, pack(h.t, c.t, dir))
	e.Of(c.w, dir)
	e.Of(c.w, cl.w+dir)
	e.Of(cl.w, pack(h.t, c.t, dir))
	e.Of(s.forms[child].Suffix[2], pack(h.t, c.t, dir))
	e.Add(h.t, pack(c.t, dir))
	e.Add(pack(h.t, c.t), dir+d)
	e.Add(pack(h.t, c.t, dir), in)
	e.Add(pack(h.t, c.t, dir, cl.t, s.label(cn.left)), cr.t)
	e.Add(pack(h.t, c.t, dir), hn.leftLabels)
	e.Add(pack(h.t, c.t, dir), hn.rightLabels)
	e.Add(pack(h.t, c.t, dir), cn.leftLabels)
	e.Add(pack(h.t, c.t, dir), cn.rightLabels)
	e.Add(pack(h.t, c.t, dir), linear.Mix(cn.leftLabels, hn.leftLabels))
	e.Add(pack(h.t, c.t, dir, s.tag(child-1), s.tag(child+1)), 0)
	e.Add(pack(h.t, c.t, dir, s.tag(head-1), s.tag(head+1)), 0)
	e.Add(pack(h.c, c.c), dir)
	e.Add(pack(h.c, c.t), dir)
	e.Add(pack(h.t, c.c), dir)
	e.Add(pack(h.t, dir, uint64(s.forms[child].Shape), uint64(s.forms[min(head, s.n-1)].Shape), c.t), d)
	return e.Features
}
