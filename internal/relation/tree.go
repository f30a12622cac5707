package relation

import (
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
)

// A branch is what the dependencies of its sentence tell of a word.
type branch struct {
	head        int32 // in the paragraph, -1 for a root
	label       parser.Label
	children    uint64 // bits of the labels of its children
	left, right int32  // outermost words of what hangs from it
}

// maxClimb is how far up a tree is looked.
const maxClimb = 40

// trees has the dependencies of those sentences of a paragraph that were asked for.
type trees struct {
	branches []branch
	parsed   []bool // by sentence
	tree     parser.Tree
}

// reset forgets the trees of the paragraph before.
func (t *trees) reset(p *Paragraph) {
	t.branches, t.parsed = grow(t.branches, len(p.Words)), grow(t.parsed, len(p.Sentences))
	clear(t.branches) // the words of sentences that are not parsed have features too
	clear(t.parsed)
}

// parse makes the tree of a sentence, if it is not there.
func (t *trees) parse(m *parser.Model, p *Paragraph, sentence int32) {
	if t.parsed[sentence] {
		return
	}
	t.parsed[sentence] = true
	first, last := p.Sentences[sentence][0], p.Sentences[sentence][1]
	parser.Parse(m, p.Words[first:last], p.Tags[first:last], &t.tree)
	base := int32(first)
	for i := base; i < int32(last); i++ {
		h := t.tree.Heads[i-base]
		if h >= 0 {
			h += base
		}
		t.branches[i] = branch{head: h, label: t.tree.Labels[i-base], left: i, right: i}
	}
	for i := base; i < int32(last); i++ {
		h := t.branches[i].head
		if h < 0 {
			continue
		}
		t.branches[h].children |= 1 << t.branches[i].label
		for k := 0; h >= 0 && k < maxClimb; k++ {
			x := &t.branches[h]
			if i >= x.left && i <= x.right {
				break
			}
			x.left, x.right = min(x.left, i), max(x.right, i)
			h = x.head
		}
	}
}

// The labels of what says that a cue has a source, or a content.
const (
	subjects = 1<<parser.Subject | 1<<parser.PassiveSubject | 1<<parser.ClauseSubject
	clauses  = 1<<parser.Complement | 1<<parser.OpenComplement | 1<<parser.Parataxis
)

// A joint tells how a word hangs together with a cue.
type joint struct {
	level uint8 // how far up from the cue both meet: 0 if the word hangs from it
	top   int32 // the word below where they meet, -1 if the word is itself above the cue
}

// The levels of the cue itself, of words that meet it further up, and of those in
// other sentences.
const (
	ownLevel  = 7
	farLevel  = 8
	noLevel   = 9
	numLevels = 5 // that are told apart
)

// joinCue sets v.joints to those of the words of the cue's sentence.
func (v *view) joinCue() {
	v.head = v.cue[0]
	for i := v.cue[0]; i < min(v.cue[1], v.end); i++ { // what follows in another sentence has no tree
		if h := v.branches[i].head; h < v.cue[0] || h >= v.cue[1] {
			v.head = i
			break
		}
	}
	var up [numLevels]int32
	n := 0
	for a := v.branches[v.head].head; a >= 0 && n < len(up); a = v.branches[a].head {
		up[n] = a
		n++
	}
	v.joints = grow(v.joints, int(v.end-v.base))
	for i := v.base; i < v.end; i++ {
		v.joints[i-v.base] = v.climb(i, up[:n])
	}
}

// climb goes from word i up the tree until it meets the cue or what is above it.
func (v *view) climb(i int32, up []int32) joint {
	if i >= v.cue[0] && i < v.cue[1] {
		return joint{ownLevel, i}
	}
	at := i
	for range maxClimb {
		h := v.branches[at].head
		if h >= v.cue[0] && h < v.cue[1] {
			return joint{0, at}
		}
		for k, a := range up {
			if at == a {
				return joint{uint8(k + 1), -1}
			}
			if h == a {
				return joint{uint8(k + 1), at}
			}
		}
		if h < 0 {
			break
		}
		at = h
	}
	return joint{farLevel, -1}
}

func (v *view) joint(i int32) joint {
	if i < v.base || i >= v.end {
		return joint{noLevel, -1}
	}
	return v.joints[i-v.base]
}

// label returns that of a word, and of one that is none.
func (v *view) label(i int32) uint64 {
	if i < 0 {
		return 60
	}
	return uint64(v.branches[i].label)
}

// saidOf adds to a value how the cue hangs, and whether a subject and a clause hang from it.
func (v *view) saidOf(value uint64) uint64 {
	x := &v.branches[v.head]
	return pack(value, uint64(x.label), b2u(x.children&subjects != 0), b2u(x.children&clauses != 0))
}

// tree adds the features that the tree gives word i; r are the labels of the
// first pass around it, edges what stands beside the cue.
func (a *adder) tree(v *view, i int32, w, key *words.Form, r [3]uint64, edges uint64) {
	a.group("tree")
	if i < v.base || i >= v.end {
		return
	}
	j, before, after := v.joint(i), v.joint(i-1), v.joint(i+1)
	t, kt := v.tag(i), v.tag(v.key)
	side, kv := v.side(i), v.node(v.key).verb
	tl, tt, top := v.label(j.top), uint64(63), &outside
	edge := uint64(0)
	if j.top >= 0 {
		x := &v.branches[j.top]
		edge = b2u(i == x.left) + 2*b2u(i == x.right) + 4*b2u(i == j.top)
		tt, top = v.tag(j.top), v.form(j.top)
	}
	place := pack(uint64(j.level), tl, side, edge)
	a.of(w, place)
	a.of(key, place)
	a.of(top, place)
	a.add(place)
	a.add(pack(place, t))
	a.add(pack(place, kv, kt))
	a.add(pack(place, tt, kt))
	a.add(pack(place, v.tag(i-1), t, v.tag(i+1)))
	a.add(pack(place, r[0], r[1], r[2]))
	a.add(pack(place, edges))
	a.add(pack(v.saidOf(place), t))
	a.add(pack(place, v.label(i), t))
	around := pack(uint64(before.level), uint64(j.level), uint64(after.level), side)
	a.add(pack(around, v.label(before.top), tl, v.label(after.top), r[1]))
	a.add(pack(around, v.tag(i-1), t, v.tag(i+1)))
}

// treeOfSpan appends what the tree tells of words a to b, both in them, that may
// be the content.
func (v *view) treeOfSpan(row []float32, a, b int32) []float32 {
	ja, jb := v.joint(a), v.joint(b)
	label := func(i int32) float32 { return float32(v.label(i)) }
	left := func(i int32) bool { return i >= 0 && v.branches[i].left == a }
	right := func(i, at int32) bool { return i >= 0 && v.branches[i].right == at }
	whole := float32(0) // whether the span is all that hangs from a word
	for k, i := 0, a; a >= v.base && b < v.end && i >= a && i <= b && k < maxClimb; k, i = k+1, v.branches[i].head {
		if x := &v.branches[i]; x.left == a && (x.right == b || x.right == b+1) {
			whole = 1 + flag(x.label == parser.Complement)
			break
		}
	}
	return append(row, float32(ja.level), float32(jb.level), float32(v.joint(a-1).level), float32(v.joint(b+1).level),
		flag(ja.top >= 0 && ja.top == jb.top), flag(left(ja.top)), flag(right(jb.top, b)), flag(right(jb.top, b+1)),
		label(ja.top), label(jb.top), whole)
}

// treeOfCue appends what the tree tells of the cue.
func (v *view) treeOfCue(row []float32) []float32 {
	x := &v.branches[v.head]
	return append(row, float32(x.label), flag(x.children&clauses != 0), flag(x.children&subjects != 0))
}
