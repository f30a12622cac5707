package gbdt

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Params are those of training.
type Params struct {
	Trees     int
	Leaves    int     // most leaves of a tree
	Depth     int     // most steps to a leaf
	Rate      float64 // of learning
	MinWeight float64 // least sum of second derivatives in a leaf
	Lambda    float64 // L2 penalty of leaf values
	Sample    float64 // share of groups that each tree sees
	Features  float64 // share of features that each tree may ask for
	Seed      uint64
}

// A Group is the candidates of one decision. One without a right candidate
// teaches nothing.
type Group struct {
	Rows   [][]float32
	Right  []bool
	Weight float64
}

const maxBins = 64

// learner holds the binned data.
type learner struct {
	p         Params
	features  int
	rows      int
	bins      [][]uint8   // by feature, then row
	edges     [][]float32 // upper edge of each bin but the last
	group     []int       // first row of each group, and the number of rows
	right     []bool
	weight    []float64
	score     []float64
	grad, hes []float64
}

// Train fits a model. The same groups and parameters give the same model.
func Train(groups []Group, p Params) *Model {
	l := newLearner(groups, p)
	m := &Model{features: l.features}
	rng := rand.New(rand.NewPCG(p.Seed, 0))
	for range p.Trees {
		l.derive()
		m.trees = append(m.trees, l.tree(rng))
	}
	return m
}

func newLearner(groups []Group, p Params) *learner {
	l := &learner{p: p, group: []int{0}}
	var rows [][]float32
	for _, g := range groups {
		if !slices.Contains(g.Right, true) {
			continue
		}
		rows = append(rows, g.Rows...)
		l.right = append(l.right, g.Right...)
		l.group = append(l.group, len(rows))
		l.weight = append(l.weight, g.Weight)
	}
	l.rows = len(rows)
	if l.rows > 0 {
		l.features = len(rows[0])
	}
	l.score, l.grad, l.hes = make([]float64, l.rows), make([]float64, l.rows), make([]float64, l.rows)
	l.bins, l.edges = make([][]uint8, l.features), make([][]float32, l.features)
	l.each(func(f int) {
		values := make([]float32, l.rows)
		for i, r := range rows {
			values[i] = r[f]
		}
		l.edges[f] = edgesOf(slices.Clone(values))
		l.bins[f] = make([]uint8, l.rows)
		for i, v := range values {
			b, _ := slices.BinarySearch(l.edges[f], v)
			l.bins[f][i] = uint8(b)
		}
	})
	return l
}

// each calls f for each feature, on all cores.
func (l *learner) each(f func(feature int)) {
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := range n {
		wg.Go(func() {
			for i := k; i < l.features; i += n {
				f(i)
			}
		})
	}
	wg.Wait()
}

// edgesOf returns the values that end a bin, of nearly equal counts.
func edgesOf(values []float32) []float32 {
	slices.Sort(values)
	distinct := slices.Compact(slices.Clone(values))
	if len(distinct) <= maxBins {
		return middles(distinct)
	}
	var picked []float32
	for b := range maxBins {
		picked = append(picked, values[b*len(values)/maxBins])
	}
	return middles(slices.Compact(append(picked, values[len(values)-1])))
}

func middles(vs []float32) []float32 {
	var out []float32
	for i := 1; i < len(vs) && i < maxBins; i++ {
		out = append(out, vs[i-1]+(vs[i]-vs[i-1])/2)
	}
	return out
}

// derive computes the derivatives of the loss, -log of the probability that
// the softmax gives to the right candidates together.
func (l *learner) derive() {
	for g := range l.weight {
		lo, hi := l.group[g], l.group[g+1]
		top := math.Inf(-1)
		for i := lo; i < hi; i++ {
			top = max(top, l.score[i])
		}
		var all, good float64
		for i := lo; i < hi; i++ {
			l.grad[i] = math.Exp(l.score[i] - top)
			all += l.grad[i]
			if l.right[i] {
				good += l.grad[i]
			}
		}
		for i := lo; i < hi; i++ {
			p, want := l.grad[i]/all, 0.0
			if l.right[i] {
				want = l.grad[i] / good
			}
			l.grad[i] = l.weight[g] * (p - want)
			l.hes[i] = l.weight[g] * max(p*(1-p), 1e-6)
		}
	}
}

type cell struct{ g, h float64 }

// A branch is a leaf that may be split.
type branch struct {
	rows    []int32
	sum     cell
	hist    [][maxBins]cell // by feature
	gain    float64
	feature int
	bin     int
	at      int // index in nodes
	depth   int
}

func (l *learner) tree(rng *rand.Rand) tree {
	var rows []int32
	for g := range l.weight {
		if rng.Float64() < l.p.Sample {
			for i := l.group[g]; i < l.group[g+1]; i++ {
				rows = append(rows, int32(i))
			}
		}
	}
	use := make([]bool, l.features)
	for f := range use {
		use[f] = rng.Float64() < l.p.Features
	}
	type built struct {
		feature, bin, left, right int
		value                     float64
	}
	nodes := []built{{feature: -1}}
	root := &branch{rows: rows}
	l.histogram(root, use)
	l.split(root, use)
	open := []*branch{root}
	for len(open) < l.p.Leaves {
		best := 0
		for i, b := range open {
			if b.gain > open[best].gain {
				best = i
			}
		}
		b := open[best]
		if b.gain <= 0 {
			break
		}
		open = slices.Delete(open, best, best+1)
		left, right := &branch{}, &branch{}
		bins := l.bins[b.feature]
		for _, r := range b.rows {
			if int(bins[r]) <= b.bin {
				left.rows = append(left.rows, r)
			} else {
				right.rows = append(right.rows, r)
			}
		}
		nodes[b.at] = built{feature: b.feature, bin: b.bin, left: len(nodes), right: len(nodes) + 1}
		left.at, right.at = len(nodes), len(nodes)+1
		left.depth, right.depth = b.depth+1, b.depth+1
		nodes = append(nodes, built{feature: -1}, built{feature: -1})
		small, big := left, right
		if len(small.rows) > len(big.rows) {
			small, big = big, small
		}
		l.histogram(small, use)
		big.hist = b.hist
		big.sum = cell{b.sum.g - small.sum.g, b.sum.h - small.sum.h}
		l.each(func(f int) {
			if use[f] {
				for k := range big.hist[f] {
					big.hist[f][k].g -= small.hist[f][k].g
					big.hist[f][k].h -= small.hist[f][k].h
				}
			}
		})
		l.split(left, use)
		l.split(right, use)
		open = append(open, left, right)
	}
	for _, b := range open {
		nodes[b.at].value = -l.p.Rate * b.sum.g / (b.sum.h + l.p.Lambda)
	}
	var out tree
	var write func(i, depth int)
	write = func(i, depth int) {
		n, at := nodes[i], len(out.nodes)
		out.depth = max(out.depth, depth)
		if n.feature < 0 {
			out.nodes = append(out.nodes, node{leaf: true, left: uint16(at), right: uint16(at)})
			out.values = append(out.values, float32(n.value))
			return
		}
		cut := l.edges[n.feature][n.bin]
		out.nodes = append(out.nodes, node{feature: uint8(n.feature), cut: cut, key: sortable(cut), left: uint16(at + 1)})
		out.values = append(out.values, 0)
		write(n.left, depth+1)
		out.nodes[at].right = uint16(len(out.nodes))
		write(n.right, depth+1)
	}
	write(0, 0)
	// Rows outside the sample are scored by their bins too.
	for r := range l.rows {
		i := 0
		for nodes[i].feature >= 0 {
			if int(l.bins[nodes[i].feature][r]) <= nodes[i].bin {
				i = nodes[i].left
			} else {
				i = nodes[i].right
			}
		}
		l.score[r] += nodes[i].value
	}
	return out
}

func (l *learner) histogram(b *branch, use []bool) {
	b.hist = make([][maxBins]cell, l.features)
	b.sum = cell{}
	for _, r := range b.rows {
		b.sum.g += l.grad[r]
		b.sum.h += l.hes[r]
	}
	l.each(func(f int) {
		if !use[f] || len(l.edges[f]) == 0 {
			return
		}
		h, bins := &b.hist[f], l.bins[f]
		for _, r := range b.rows {
			c := &h[bins[r]]
			c.g += l.grad[r]
			c.h += l.hes[r]
		}
	})
}

// split finds the best split of b.
func (l *learner) split(b *branch, use []bool) {
	type cut struct {
		gain float64
		bin  int
	}
	b.gain = 0
	if b.depth == l.p.Depth {
		return
	}
	cuts := make([]cut, l.features)
	worth := func(c cell) float64 { return c.g * c.g / (c.h + l.p.Lambda) }
	whole := worth(b.sum)
	l.each(func(f int) {
		if !use[f] {
			return
		}
		var left cell
		for k := range len(l.edges[f]) {
			left.g += b.hist[f][k].g
			left.h += b.hist[f][k].h
			right := cell{b.sum.g - left.g, b.sum.h - left.h}
			if left.h < l.p.MinWeight || right.h < l.p.MinWeight {
				continue
			}
			if g := worth(left) + worth(right) - whole; g > cuts[f].gain+1e-9 {
				cuts[f] = cut{g, k}
			}
		}
	})
	for f, c := range cuts {
		if c.gain > b.gain {
			b.gain, b.feature, b.bin = c.gain, f, c.bin
		}
	}
}
