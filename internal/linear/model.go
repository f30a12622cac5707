// Package linear has linear classifiers over sparse binary features: the
// averaged perceptron (Freund & Schapire 1999; Collins 2002), its training and
// the file that it is kept in. A feature is known by a hash; the model does not
// know what it stands for.
package linear

import (
	"math"
	"math/bits"
	"slices"
)

// A Model gives each class a score: the sum of what the features of an
// example weigh for it. It is immutable and safe for concurrent use.
//
// Four classes share a number of 64 bits, 16 each, so that one addition serves
// four of them: a row is the sum of weight << 16·(class mod 4), and since all
// is modulo 2^64, so is the sum of rows. The classes come apart again in
// [unpack], exactly, as long as each one's score fits in 16 bits.
//
// Reading memory costs more than adding. So the features of an owner stand
// together: those that one word has in an example share a few cache lines, and
// a word that the model does not know costs one look for all of them.
type Model struct {
	classes int
	width   int // numbers in a whole row
	groups  []group
	shift   uint8 // of a hash of the owner, to its place in groups
	slots   []slot
	whole   []uint64 // rows with weights for many classes
	cells   []cell   // rows with weights for few
	rows    []row    // only after training
}

// A group says where the slots of an owner are: from base on, in the order of
// their keys, each at the place in room that its key has among all that may be,
// or after it. The one with owner 0 is empty.
type group struct{ owner, base, room uint32 }

// place returns where the slot of a key is, or before that.
func (g *group) place(key uint32) uint32 {
	return g.base + uint32(uint64(key&(1<<restBits-1))*uint64(g.room)>>restBits)
}

// A slot says where the weights of a feature are: in whole, or in cells if at
// is odd. With at most four classes it holds the weights themselves, a byte
// each, with bias added. The one with key 0 is empty.
type slot struct{ key, at uint32 }

// bias makes weights of a byte positive.
const bias = 128

// A cell has the weight that a feature gives to a class. The first cell of a
// row has the number of those that follow it as its class.
type cell struct {
	class  uint8
	weight int8
}

// maxFeatures is how many features an example may have. The sum of so many
// weights still fits in 16 bits, with its sign or with bias.
const maxFeatures = 128

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// Score sets scores, which has a place for each class, to those of an example
// with at most maxFeatures features. It is fastest if features of the same
// owner follow each other.
//
// The places of all features are read before any is looked at: a processor can
// wait for many reads of memory at once, but not if what it does next depends
// on what each one brings.
func (m *Model) Score(scores []int32, features []uint64) {
	features = features[:min(len(features), maxFeatures)]
	var array [maxFeatures]struct {
		slot
		place uint32
	}
	places := array[:len(features)]
	last, g := uint32(0), group{}
	for i, f := range features {
		if o := owner(f); o != last {
			last, g = o, m.group(o)
		}
		places[i].place = g.place(key(f))
	}
	for i := range places {
		places[i].slot = m.slots[places[i].place]
	}
	n := 0 // of those that are known
	for i := range places {
		s, key := places[i].slot, key(features[i])
		for k := places[i].place + 1; s.key < key && s.key != 0; k++ {
			s = m.slots[k]
		}
		if s.key == key {
			places[n].slot = s
			n++
		}
	}
	places = places[:n]
	if m.width == 1 {
		// Of each slot bytes 0 and 2 go into one sum, 1 and 3 into the other.
		var even, odd uint64
		for i := range places {
			at := uint64(places[i].at)
			even += at & 0x00ff00ff
			odd += at >> 8 & 0x00ff00ff
		}
		for c := range scores {
			sum := even >> (8 * (c &^ 1))
			if c&1 == 1 {
				sum = odd >> (8 * (c &^ 1))
			}
			scores[c] = int32(sum&math.MaxUint16) - int32(bias*len(places))
		}
		return
	}
	for i := range places { // the key has done its work: what is read goes there
		if s := &places[i].slot; s.at&1 == 0 {
			s.key = uint32(m.whole[s.at>>1])
		} else {
			s.key = uint32(m.cells[s.at>>1].class)
		}
	}
	var sums [math.MaxUint8/4 + 1]uint64
	sum := sums[:m.width]
	for i := range places {
		m.add(sum, places[i].slot)
	}
	unpack(scores, sum)
}

// group returns where the slots of an owner are; if it has none, at the empty
// one that is the first.
func (m *Model) group(owner uint32) group {
	for i := owner * spread >> m.shift; ; i = (i + 1) & uint32(len(m.groups)-1) {
		if g := m.groups[i]; g.owner == owner || g.owner == 0 {
			return g
		}
	}
}

// add adds the weights of a feature, the number of which is in the key if
// they stand in cells.
func (m *Model) add(sum []uint64, s slot) {
	if s.at&1 == 0 {
		row := m.whole[s.at>>1:][:len(sum)]
		for i := range sum {
			sum[i] += row[i]
		}
		return
	}
	for _, c := range m.cells[s.at>>1+1:][:s.key] {
		sum[c.class>>2] += c.packed()
	}
}

// packed returns the weight at the place of its class.
func (c cell) packed() uint64 { return uint64(int64(c.weight)) << (16 * (c.class & 3)) }

func unpack(scores []int32, sum []uint64) {
	for i, v := range sum {
		for c := 4 * i; c < min(4*i+4, len(scores)); c++ {
			score := int16(v)
			scores[c] = int32(score)
			v = (v - uint64(int64(score))) >> 16
		}
	}
}

// Best returns the class that scores highest, the first of those that score
// the same, and by how much more than the next one.
func Best(scores []int32) (best int, ahead int32) {
	top, next := int32(math.MinInt32), int32(math.MinInt32)
	for c, s := range scores {
		if s > top {
			best, top, next = c, s, top
		} else if s > next {
			next = s
		}
	}
	return best, top - next
}

// build makes the table that holds rows, which are in order.
func build(classes int, rows []row) *Model {
	owners, slots := 0, 1
	each := func(f func(owner uint32, rows []row)) {
		for from := 0; from < len(rows); {
			o, to := owner(rows[from].feature), from
			for to < len(rows) && owner(rows[to].feature) == o {
				to++
			}
			f(o, rows[from:to])
			from = to
		}
	}
	each(func(_ uint32, rows []row) {
		owners++
		slots += room(len(rows)) + len(rows) + 1 // more than there will be
	})
	size := 2 << bits.Len(uint(owners))
	m := &Model{
		classes: classes, width: (classes + 3) / 4,
		groups: make([]group, size), shift: uint8(32 - bits.Len(uint(size-1))), slots: make([]slot, slots),
	}
	m.reserve(rows)
	next := 1 // slot 0 stays empty
	each(func(o uint32, rows []row) {
		g := group{o, uint32(next), uint32(room(len(rows)))}
		i := o * spread >> m.shift
		for m.groups[i].owner != 0 {
			i = (i + 1) & uint32(size-1)
		}
		m.groups[i] = g
		for _, r := range rows {
			k := max(next, int(g.place(key(r.feature))))
			m.slots[k] = slot{key(r.feature), m.store(r)}
			next = k + 1
		}
		next = max(next, int(g.base+g.room))
		next++ // an empty one ends each search
	})
	m.slots = slices.Clip(m.slots[:next])
	return m
}

// room returns how many places the keys of a group of n features may have.
func room(n int) int { return n + n/4 + 1 }

// reserve makes room for the weights of rows.
func (m *Model) reserve(rows []row) {
	var whole, cells int
	for _, r := range rows {
		switch {
		case m.width == 1:
		case len(r.cells) > m.width:
			whole++
		default:
			cells += 1 + len(r.cells)
		}
	}
	m.whole, m.cells = make([]uint64, 0, whole*m.width), make([]cell, 0, cells)
}

// store puts the weights of a row where its slot says.
func (m *Model) store(r row) (at uint32) {
	switch {
	case m.width == 1:
		at = bias * 0x01010101
		for _, c := range r.cells {
			at += uint32(int32(c.weight)) << (8 * c.class)
		}
	case len(r.cells) <= m.width:
		at = uint32(len(m.cells))<<1 | 1
		m.cells = append(m.cells, cell{class: uint8(len(r.cells))})
		m.cells = append(m.cells, r.cells...)
	default:
		k := len(m.whole)
		at = uint32(k) << 1
		m.whole = m.whole[:k+m.width]
		for _, c := range r.cells {
			m.whole[k+int(c.class>>2)] += c.packed()
		}
	}
	return at
}

// A row is a feature and what it weighs.
type row struct {
	feature uint64
	cells   []cell
}
