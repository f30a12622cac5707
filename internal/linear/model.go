// Package linear has linear classifiers over sparse binary features: the
// averaged perceptron (Freund & Schapire 1999; Collins 2002), its training and
// the file that it is kept in. A feature is known by a hash; the model does not
// know what it stands for.
package linear

import (
	"iter"
	"math"
	"math/bits"
	"runtime"
)

// A Model gives each class a score: the sum of what the features of an
// example weigh for it. It is immutable and safe for concurrent use.
//
// Reading memory costs more than adding, and a third of the features of an
// example are not known. So a filter, a tenth as large as the table, tells first
// which these are. The others are looked up in the table by their hash, with
// linear probing; all that is needed of a feature stands in its row.
type Model struct {
	classes int
	filter  []uint64 // each known feature has two bits in one of these, see [bitsOf]
	width   uint64   // numbers of a row
	places  uint64   // rows at which a search may begin
	table   []uint64 // rows; an empty one is all zero
	rows    []row    // only after training
}

// A cell is the weight that a feature has for a class.
type cell struct {
	class  uint8
	weight int8
}

// In the table a row is a byte for each class, the weight and bias, eight to a
// number, the first lowest. The highest bytes of the last number are the key, by
// which a feature knows its row.
const (
	bias     = 128
	noWeight = bias * 0x0101010101010101
	keyBytes = 3
	keyShift = 64 - 8*keyBytes
)

// How much room there is: for each row places in the table and bits in the
// filter. Where less is wanted, more has to be searched; more does not fit into
// the caches of a processor as well.
const (
	placesPerRow = 1.5
	bitsPerRow   = 12
)

// hash returns one whose highest bits tell the place of a feature and the
// lowest its key: multiplicative hashing (Knuth 1973, section 6.4).
func hash(feature uint64) uint64 {
	h := (feature ^ feature>>32) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// place scales a hash to a number less than n.
func place(hash, n uint64) uint64 {
	p, _ := bits.Mul64(hash, n)
	return p
}

// bitsOf returns the bits that a feature has in the filter (Bloom 1970): both in
// one number, so that it is read once.
func bitsOf(hash uint64) uint64 { return 1<<(hash&63) | 1<<(hash>>6&63) }

// maxFeatures is how many features an example may have. The sum of so many
// bytes still fits in 16 bits.
const maxFeatures = 128

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// Score sets scores, which has a place for each class, to those of an example
// with at most maxFeatures features.
//
// The filter is asked for all features, and then all places are read, before
// any is looked at: a processor can wait for many reads of memory at once, but
// not if it has to guess from each one what to do next.
func (m *Model) Score(scores []int32, features []uint64) {
	var known, first [maxFeatures]uint64
	n := 0 // of those that the filter knows
	for _, f := range features[:min(len(features), maxFeatures)] {
		h := hash(f)
		b := bitsOf(h)
		known[n] = h
		if m.filter[place(h, uint64(len(m.filter)))]&b == b {
			n++
		}
	}
	last := m.width - 1
	for i, h := range known[:n] {
		first[i] = m.table[place(h, m.places)*m.width+last]
	}
	rows := known[:0] // where they begin
	for i, h := range known[:n] {
		x, at := first[i], place(h, m.places)*m.width
		for x != 0 && x>>keyShift != h&(1<<(8*keyBytes)-1) {
			at += m.width
			x = m.table[at+last]
		}
		if x != 0 {
			rows = append(rows, at)
		}
	}
	for c := 0; c < len(scores); c += 8 {
		m.sum(scores[c:min(c+8, len(scores))], rows, uint64(c/8))
	}
}

// sum sets scores to the sums of the bytes of a number of these rows. The even
// bytes are added together, 16 bits each, and so are the odd ones.
func (m *Model) sum(scores []int32, rows []uint64, number uint64) {
	const mask = 0x00ff00ff00ff00ff
	var even, odd uint64
	table := m.table[number:]
	for _, at := range rows {
		x := table[at]
		even += x & mask
		odd += x >> 8 & mask
	}
	for i := range scores {
		scores[i] = int32(even&math.MaxUint16) - int32(bias*len(rows))
		even, odd = odd, even>>16
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

// build makes a model of n features and their cells.
func build(classes, n int, rows iter.Seq2[uint64, []cell]) *Model {
	m := &Model{
		classes: classes,
		filter:  make([]uint64, n*bitsPerRow/64+1),
		width:   uint64(classes+keyBytes+7) / 8,
		places:  uint64(float64(n)*placesPerRow) + 1,
	}
	m.table = make([]uint64, (m.places+64)*m.width) // 64 are enough, mostly, for what finds the last places taken

	step := 1 + int(m.width) // numbers of a hash and its row
	some := make([]uint64, 0, 64*step)
	row := make([]uint64, step)
	for f, cells := range rows {
		row[0] = hash(f)
		for i := range row[1:] {
			row[1+i] = noWeight
		}
		for _, c := range cells {
			row[1+c.class/8] += uint64(int64(c.weight)) << (8 * (c.class % 8))
		}
		row[m.width] = row[m.width]&(1<<keyShift-1) | row[0]<<keyShift
		if some = append(some, row...); len(some) == cap(some) {
			m.store(some)
			some = some[:0]
		}
	}
	m.store(some)
	return m
}

// store puts rows, each after its hash, where they are looked for or, if that is
// taken, after it. As [Model.Score] does, it reads all places before it looks at any.
func (m *Model) store(rows []uint64) {
	step, last := 1+int(m.width), m.width-1
	var read uint64
	for i := 0; i < len(rows); i += step {
		h := rows[i]
		read += m.table[place(h, m.places)*m.width+last] + m.filter[place(h, uint64(len(m.filter)))]
	}
	runtime.KeepAlive(read)
	for i := 0; i < len(rows); i += step {
		h, row := rows[i], rows[i+1:i+step]
		m.filter[place(h, uint64(len(m.filter)))] |= bitsOf(h)
		m.put(place(h, m.places)*m.width, row)
	}
}

// put stores a row at a place of the table or, if that is taken, after it; of two rows
// the lighter one goes on, as heavy ones are those of frequent features mostly. It
// leaves an empty row at the end of the table.
func (m *Model) put(at uint64, row []uint64) {
	for w := -1; ; at += m.width {
		there := m.table[at : at+m.width]
		if there[len(there)-1] == 0 {
			copy(there, row)
			break
		}
		if w < 0 {
			w = m.weight(row)
		}
		if o := m.weight(there); o < w {
			for k := range there {
				there[k], row[k] = row[k], there[k]
			}
			w = o
		}
	}
	if at+m.width == uint64(len(m.table)) {
		m.table = append(m.table, make([]uint64, m.width)...)
	}
}

// weight returns the sum of the weights of a row for the first classes, all taken as positive.
func (m *Model) weight(row []uint64) int {
	sum := 0
	for c := range min(m.classes, 8) {
		w := int(uint8(row[0]>>(8*c))) - bias
		sum += max(w, -w)
	}
	return sum
}
