// Package linear has linear classifiers over sparse binary features: the
// averaged perceptron (Freund & Schapire 1999; Collins 2002), its training and
// the file that it is kept in. A feature is known by a hash of 64 bits; the
// model does not know what it stands for.
package linear

import "math"

// A Model gives each class a score: the sum of what the features of an
// example weigh for it. It is immutable and safe for concurrent use.
type Model struct {
	classes int
	mask    uint32
	slots   []slot
	cells   []cell
	rows    []row // only after training
}

// A slot of the hash table says where the weights of a feature are. The one
// with key 0 is empty.
type slot struct{ key, at uint32 }

// A cell has the weight that a feature gives to a class. The first cell of a
// row has the number of those that follow it as its class.
type cell struct {
	class  uint8
	weight int8
}

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// Add adds the weights of a feature to scores, which has a place for each class.
func (m *Model) Add(scores []int32, feature uint64) {
	id := ID(feature)
	key := Key(id)
	for i := uint32(id) & m.mask; ; i = (i + 1) & m.mask {
		s := m.slots[i]
		if s.key == key {
			row := m.cells[s.at:]
			for _, c := range row[1 : 1+int(row[0].class)] {
				scores[c.class] += int32(c.weight)
			}
			return
		}
		if s.key == 0 {
			return
		}
	}
}

// Score sets scores to those of an example with these features.
func (m *Model) Score(scores []int32, features []uint64) {
	clear(scores)
	for _, f := range features {
		m.Add(scores, f)
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
	m := &Model{classes: classes, mask: uint32(size - 1), slots: make([]slot, size)}
	n := len(rows)
	for _, r := range rows {
		n += len(r.cells)
	}
	m.cells = make([]cell, 0, n)
	for _, r := range rows {
		i := uint32(r.id) & m.mask
		for m.slots[i].key != 0 {
			i = (i + 1) & m.mask
		}
		m.slots[i] = slot{Key(r.id), uint32(len(m.cells))}
		m.cells = append(m.cells, cell{class: uint8(len(r.cells))})
		m.cells = append(m.cells, r.cells...)
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
