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
	k := 0
	add := func(a, b uint64) {
		f = append(f, linear.Mix(linear.Mix(linear.Hash(k), a), b))
		k++
	}
	hasHead := uint64(0)
	if head >= 0 {
		hasHead = 1
	}
	add(s0.wt, hasHead)
	add(s0.w, 0)
	add(pack(s0.t, hasHead), d)
	add(n0.wt, 0)
	add(n0.w, 0)
	add(n0.t, d)
	add(n1.wt, 0)
	add(n1.w, n0.t)
	add(s0.wt, n0.wt)
	add(s0.wt, n0.t)
	add(s0.t, n0.wt)
	add(s0.w, n0.w)
	add(pack(s0.t, n0.t), d)
	add(pack(s0.t, n0.t, n1.t), 0)
	add(pack(s0.t, n0.t, n1.t, n2t), hasHead)
	add(pack(n0.t, n1.t, n2t), n3t)
	add(pack(s.tag(head), s0.t, n0.t), si.labelOf())
	add(pack(s0.t, s.tag(si.left), n0.t), s.label(si.left))
	add(pack(s0.t, s.tag(si.right), n0.t), s.label(si.right))
	add(pack(s0.t, n0.t, s.tag(ni.left)), s.label(ni.left))
	add(s0.w, d)
	add(n0.w, d)
	add(pack(s0.t, n0.t), in)
	add(pack(s0.t, n0.t, d), in)
	add(s0.wt, pack(n0.t, uint64(si.rights)))
	add(pack(s0.t, uint64(si.rights), uint64(si.lefts)), n0.t)
	add(n0.wt, uint64(ni.lefts))
	add(pack(n0.t, uint64(ni.lefts)), s0.t)
	add(s0.wt, si.rightLabels)
	add(pack(s0.t, n0.t), si.rightLabels)
	add(pack(s0.t, n0.t), si.leftLabels)
	add(s0.wt, si.leftLabels)
	add(n0.wt, ni.leftLabels)
	add(pack(s0.t, n0.t), ni.leftLabels)
	add(s.see(head).w, pack(s0.t, n0.t))
	add(pack(si.labelOf(), s.tag(head), s.tag(h2), n0.t), 0)
	add(pack(si.labelOf(), s0.t, n0.t, n1.t), 0)
	add(s0.w, pack(si.labelOf(), n0.t))
	add(n0.w, pack(si.labelOf(), s0.t))
	add(pack(s.tag(s1), s0.t, n0.t), hasHead)
	add(s.see(s1).w, pack(s0.t, n0.t))
	add(pack(s.tag(s1), s.label(s1), s0.t, n0.t, si.labelOf()), 0)
	add(s.see(si.right).w, pack(s0.t, n0.t))
	add(s.see(si.left).w, pack(s0.t, n0.t))
	add(s.see(ni.left).w, pack(s0.t, n0.t))
	add(pack(s0.t, s.tag(si.right), s.tag(si.right2), n0.t), 0)
	add(pack(s0.t, s.tag(si.left), s.tag(si.left2), n0.t), 0)
	add(pack(n0.t, s.tag(ni.left), s.tag(ni.left2), s0.t), 0)
	add(s0.c, n0.c)
	add(pack(s0.c, n0.t), n1.t)
	add(pack(s0.t, n0.c), n1.t)
	add(pack(s0.t, n0.t, n1.c), 0)
	add(pack(s.tag(n-1), s0.t, n0.t, s.tag(i+1)), 0)
	add(s.see(n-1).w, pack(s0.t, n0.t))
	add(s0.w, pack(n0.t, n1.t))
	add(n0.w, pack(s0.t, n1.t))
	add(n1.w, pack(s0.t, n0.t))
	add(s0.w, linear.Mix(n0.w, n1.t))
	add(s0.c, pack(n0.t, in, hasHead))
	return f
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
	k := 0
	add := func(a, b uint64) {
		f = append(f, linear.Mix(linear.Mix(linear.Hash(k+100), a), b))
		k++
	}
	cl, cr := s.see(cn.left), s.see(cn.right)
	add(h.t, pack(c.t, dir))
	add(h.wt, pack(c.t, dir))
	add(h.t, c.wt+dir)
	add(h.w, c.w+dir)
	add(c.w, dir)
	add(h.w, dir)
	add(pack(h.t, c.t), dir+d)
	add(pack(h.t, c.t, dir), in)
	add(pack(h.t, c.t, dir), cl.w)
	add(c.w, cl.w+dir)
	add(h.w, cl.w+dir)
	add(pack(h.t, c.t, dir, cl.t, s.label(cn.left)), cr.t)
	add(pack(h.t, c.t, dir), hn.leftLabels)
	add(pack(h.t, c.t, dir), hn.rightLabels)
	add(h.w+dir, pack(c.t)+hn.rightLabels<<9)
	add(pack(h.t, c.t, dir), cn.leftLabels)
	add(pack(h.t, c.t, dir), cn.rightLabels)
	add(pack(h.t, c.t, dir), linear.Mix(cn.leftLabels, hn.leftLabels))
	add(pack(h.t, c.t, dir, s.tag(child-1), s.tag(child+1)), 0)
	add(pack(h.t, c.t, dir, s.tag(head-1), s.tag(head+1)), 0)
	add(pack(h.c, c.c), dir)
	add(pack(h.c, c.t), dir)
	add(pack(h.t, c.c), dir)
	add(pack(h.t, dir, uint64(s.forms[child].Shape), uint64(s.forms[min(head, s.n-1)].Shape), c.t), d)
	add(s.forms[child].Suffix[2], pack(h.t, c.t, dir))
	return f
}
