// Package gbdt has gradient-boosted regression trees that rank the candidates
// of a group, of which one or more are right (Friedman 2001; the softmax over
// a group is the listwise loss of Cao et al. 2007, ListNet, for one right one).
package gbdt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// A Model is a sum of trees. It is immutable and safe for concurrent use.
type Model struct {
	features int
	trees    []tree
}

type tree struct {
	nodes  []node // the root first
	values []float32
	depth  int
}

// A node sends x to left if its feature is at most cut, and else to right. A
// leaf sends it to itself, so that every x takes depth steps: a processor
// that need not guess where they lead is several times as fast.
type node struct {
	cut         float32
	key         int32 // sortable(cut)
	feature     uint8
	leaf        bool
	left, right uint16
}

// Features returns the length of the vectors that the model scores.
func (m *Model) Features() int { return m.features }

// Scores sets scores to those of vectors: real numbers, higher is likelier. It
// follows several rows down a tree at once, because each step waits for the
// one before.
func (m *Model) Scores(vectors [][]float32, scores []float32) {
	clear(scores)
	if len(vectors) == 0 {
		return
	}
	add(m.trees, keys(vectors), scores)
}

// Of the rows that a decision is between, those that are further behind the best
// than hopeless after a share of the trees hardly ever catch up: the margin is
// some twenty times less likely, and the other trees mostly add to it.
const (
	hopeless = 3
	early    = 4 // one in so many trees
)

// Rank sets scores to those of the vectors of several decisions, as Scores does;
// ends has where each ends. Vectors without hope keep the score that they have
// after the first trees (early exits; Cambazoglu et al. 2010).
func (m *Model) Rank(vectors [][]float32, ends []int, scores []float32) {
	clear(scores)
	if len(vectors) == 0 {
		return
	}
	rows := keys(vectors)
	first := m.trees[:len(m.trees)/early]
	add(first, rows, scores)
	kept, of := rows[:0], make([]int, 0, len(rows))
	from := 0
	for _, end := range ends {
		best := slices.Max(scores[from:end])
		for i := from; i < end; i++ {
			if best-scores[i] < hopeless {
				kept, of = append(kept, rows[i]), append(of, i)
			}
		}
		from = end
	}
	rest := make([]float32, len(kept))
	for k, i := range of {
		rest[k] = scores[i]
	}
	add(m.trees[len(first):], kept, rest)
	for k, i := range of {
		scores[i] = rest[k]
	}
}

// add adds what trees say of rows to scores: four rows at once, and for the
// rows left over four trees at once.
func add(trees []tree, rows [][]int32, scores []float32) {
	full := len(rows) &^ 3
	for n := range trees {
		t := &trees[n]
		nodes := t.nodes
		for r := 0; r < full; r += 4 {
			a, b, c, d := rows[r], rows[r+1], rows[r+2], rows[r+3]
			var i, j, k, l uint16
			for range t.depth {
				i, j, k, l = nodes[i].next(a), nodes[j].next(b), nodes[k].next(c), nodes[l].next(d)
			}
			scores[r] += t.values[i]
			scores[r+1] += t.values[j]
			scores[r+2] += t.values[k]
			scores[r+3] += t.values[l]
		}
	}
	for r := full; r < len(rows); r++ {
		scores[r] = addOne(trees, rows[r], scores[r])
	}
}

// addOne returns score and what trees say of row x.
func addOne(trees []tree, x []int32, score float32) float32 {
	for ; len(trees) >= 4; trees = trees[4:] {
		a, b, c, d := &trees[0], &trees[1], &trees[2], &trees[3]
		an, bn, cn, dn := a.nodes, b.nodes, c.nodes, d.nodes
		var i, j, k, l uint16
		for range max(a.depth, b.depth, c.depth, d.depth) {
			i, j, k, l = an[i].next(x), bn[j].next(x), cn[k].next(x), dn[l].next(x)
		}
		score += a.values[i]
		score += b.values[j]
		score += c.values[k]
		score += d.values[l]
	}
	for n := range trees {
		t := &trees[n]
		var i uint16
		for range t.depth {
			i = t.nodes[i].next(x)
		}
		score += t.values[i]
	}
	return score
}

func (n *node) next(x []int32) uint16 {
	greater := uint16((int64(n.key) - int64(x[n.feature])) >> 63) // all ones, or zero
	return n.left ^ (n.left^n.right)&greater
}

// keys turns rows into integers of the same order.
func keys(rows [][]float32) [][]int32 {
	out := make([][]int32, len(rows))
	width := len(rows[0])
	all := make([]int32, len(rows)*width)
	for r, row := range rows {
		out[r] = all[r*width : (r+1)*width]
		for f, v := range row {
			out[r][f] = sortable(v)
		}
	}
	return out
}

// sortable returns a number that is less than another's if x is.
func sortable(x float32) int32 {
	b := int32(math.Float32bits(x + 0)) // no negative zero
	return b ^ b>>31&math.MaxInt32
}

// Softmax turns the scores of a group into probabilities, in place.
func Softmax(scores []float32) {
	top := float32(math.Inf(-1))
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float32
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - top)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

const leaf = 255 // in the encoding, the feature of a leaf

// AppendBinary appends the model: the number of features and of trees (two
// bytes each), the nodes in preorder (a byte for the feature, four for the
// cut or the leaf's value), and a CRC-32 of all that. All numbers are
// little-endian.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	if m.features >= leaf {
		return nil, fmt.Errorf("gbdt: %d features are too many", m.features)
	}
	from := len(b)
	b = binary.LittleEndian.AppendUint16(b, uint16(m.features))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(m.trees)))
	for _, t := range m.trees {
		for i, n := range t.nodes {
			f, v := n.feature, n.cut
			if n.leaf {
				f, v = leaf, t.values[i]
			}
			b = append(b, f)
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:])), nil
}

var errShort = errors.New("gbdt: the model ends too soon")

// Decode reads the model at the beginning of b and returns what follows it.
func Decode(b []byte) (m *Model, rest []byte, err error) {
	d := decoder{b: b}
	m = &Model{features: d.uint16()}
	for range d.uint16() {
		var t tree
		d.node(&t, m.features, 0)
		if d.err != nil {
			return nil, nil, d.err
		}
		m.trees = append(m.trees, t)
	}
	sum := crc32.ChecksumIEEE(b[:d.at])
	if want := d.uint32(); d.err == nil && want != sum {
		d.err = fmt.Errorf("gbdt: the checksum is %08x, want %08x", sum, want)
	}
	if d.err != nil {
		return nil, nil, d.err
	}
	return m, b[d.at:], nil
}

type decoder struct {
	b   []byte
	at  int
	err error
}

func (d *decoder) take(n int) []byte {
	if d.err == nil && d.at+n > len(d.b) {
		d.err = errShort
	}
	if d.err != nil {
		return make([]byte, n)
	}
	d.at += n
	return d.b[d.at-n : d.at]
}

func (d *decoder) uint16() int    { return int(binary.LittleEndian.Uint16(d.take(2))) }
func (d *decoder) uint32() uint32 { return binary.LittleEndian.Uint32(d.take(4)) }

const maxDepth = 32

// node reads a node and what is below it into t.
func (d *decoder) node(t *tree, features, depth int) {
	f := d.take(1)[0]
	v := math.Float32frombits(d.uint32())
	i := len(t.nodes)
	if d.err == nil && (f != leaf && int(f) >= features || depth > maxDepth || i >= math.MaxUint16) {
		d.err = fmt.Errorf("gbdt: a node asks for feature %d of %d, or is too deep", f, features)
	}
	if d.err != nil {
		return
	}
	t.depth = max(t.depth, depth)
	if f == leaf {
		t.nodes = append(t.nodes, node{leaf: true, left: uint16(i), right: uint16(i)})
		t.values = append(t.values, v)
		return
	}
	t.nodes = append(t.nodes, node{feature: f, cut: v, key: sortable(v), left: uint16(i + 1)})
	t.values = append(t.values, 0)
	d.node(t, features, depth+1)
	t.nodes[i].right = uint16(len(t.nodes))
	d.node(t, features, depth+1)
}
