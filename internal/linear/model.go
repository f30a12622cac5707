// Package linear has linear classifiers over sparse binary features: the
// averaged perceptron (Freund & Schapire 1999; Collins 2002), its training and
// the file that it is kept in. A feature is known by a hash of 64 bits; the
// model does not know what it stands for.
package linear

import "math"

// A Model gives each class a score: the sum of what the features of an
// example weigh for it. It is immutable and safe for concurrent use.
//
// Four classes share a number of 64 bits, 16 each, so that one addition serves
// four of them: a row is the sum of weight << 16·(class mod 4), and since all
// is modulo 2^64, so is the sum of rows. The classes come apart again in
// [unpack], exactly, as long as each one's score fits in 16 bits.
type Model struct {
	classes int
	width   int // numbers in a whole row
	slots   []slot
	whole   []uint64 // rows with weights for many classes
	cells   []cell   // rows with weights for few
	rows    []row    // only after training
}

// A slot of the hash table says where the weights of a feature are: in whole,
// or in cells if at is odd. With at most four classes it holds the weights
// themselves, a byte each. The one with key 0 is empty.
type slot struct{ key, at uint32 }

// A cell has the weight that a feature gives to a class. The first cell of a
// row has the number of those that follow it as its class.
type cell struct {
	class  uint8
	weight int8
}

// maxFeatures is how many features an example may have: so many weights of at
// most 127 still fit in 16 bits with their sign.
const maxFeatures = 1<<15/127 - 1

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// Score sets scores, which has a place for each class, to those of an example
// with at most maxFeatures features.
//
// The places of all features are read before any is looked at: a processor can
// wait for many reads of memory at once, but not if what it does next depends
// on what each one brings.
func (m *Model) Score(scores []int32, features []uint64) {
	features = features[:min(len(features), maxFeatures)]
	var array [maxFeatures]slot
	places := array[:len(features)]
	for i, f := range features {
		places[i] = m.slots[uint32(ID(f))&uint32(len(m.slots)-1)]
	}
	n := 0 // of those that are known
	for i, s := range places {
		id := ID(features[i])
		key := Key(id)
		for k := uint32(id) + 1; s.key != key && s.key != 0; k++ {
			s = m.slots[k&uint32(len(m.slots)-1)]
		}
		if s.key == key {
			places[n] = s
			n++
		}
	}
	places = places[:n]
	if m.width > 1 {
		for i, s := range places { // the key has done its work: what is read goes there
			if s.at&1 == 0 {
				places[i].key = uint32(m.whole[s.at>>1])
			} else {
				places[i].key = uint32(m.cells[s.at>>1].class)
			}
		}
	}
	var sums [math.MaxUint8/4 + 1]uint64
	sum := sums[:m.width]
	for _, s := range places {
		m.add(sum, s)
	}
	unpack(scores, sum)
}

// add adds the weights of a feature, the number of which is in the key if
// they stand in cells.
func (m *Model) add(sum []uint64, s slot) {
	if len(sum) == 1 {
		for c := range uint8(4) {
			sum[0] += cell{c, int8(s.at >> (8 * c))}.packed()
		}
		return
	}
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

// ID returns the 40 bits of a feature by which a file knows it.
func ID(feature uint64) uint64 { return feature >> 24 }

// Key returns what tells features apart that share a place; it is never 0.
func Key(id uint64) uint32 { return uint32(id>>8) | 1 }

// build makes the table that holds rows, which are in order.
func build(classes int, rows []row) *Model {
	size := 8
	for size*7 < len(rows)*10 {
		size *= 2
	}
	mask := uint32(size - 1)
	m := &Model{classes: classes, width: (classes + 3) / 4, slots: make([]slot, size)}
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
	m.whole = make([]uint64, 0, whole*m.width)
	m.cells = make([]cell, 0, cells)
	for _, r := range rows {
		i := uint32(r.id) & mask
		for m.slots[i].key != 0 {
			i = (i + 1) & mask
		}
		if m.width == 1 {
			m.slots[i].key = Key(r.id)
			for _, c := range r.cells {
				m.slots[i].at |= uint32(uint8(c.weight)) << (8 * c.class)
			}
			continue
		}
		if len(r.cells) <= m.width {
			m.slots[i] = slot{Key(r.id), uint32(len(m.cells))<<1 | 1}
			m.cells = append(m.cells, cell{class: uint8(len(r.cells))})
			m.cells = append(m.cells, r.cells...)
			continue
		}
		at := len(m.whole)
		m.slots[i] = slot{Key(r.id), uint32(at) << 1}
		m.whole = m.whole[:at+m.width]
		for _, c := range r.cells {
			m.whole[at+int(c.class>>2)] += c.packed()
		}
	}
	return m
}

// A row is a feature and what it weighs.
type row struct {
	id    uint64
	cells []cell
}

// Hash begins a feature with the number of its template, and Mix goes on with
// what it is made of.
func Hash(template int) uint64 { return mix(uint64(template)*0x9e3779b97f4a7c15 + 0x632be59bd9b4e019) }

// Mix adds a value to a feature.
func Mix(h, value uint64) uint64 { return mix(h ^ (value+0x9e3779b97f4a7c15)*0xff51afd7ed558ccd) }

// mix is the finalizer of splitmix64 (Steele et al. 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// String returns a hash of s (FNV-1a).
func String(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
