package relation

import (
	"math"
)

// The labels of a chain: outside, and for each role the first of several
// words, those inside, the last, and a word alone.
const (
	labelO = 0
)

// chain has the legal labels of a sequence with a number of roles.
type chain struct {
	labels int
	next   [][]bool // next[a][b]: b may follow a
	first  []bool
	last   []bool
}

func newChain(roles int) *chain {
	n := 1 + 4*roles
	c := &chain{labels: n, first: make([]bool, n), last: make([]bool, n)}
	begins := func(l int) bool { return l == 0 || (l-1)%4 == 0 || (l-1)%4 == 3 }
	ends := func(l int) bool { return l == 0 || (l-1)%4 >= 2 }
	for a := range n {
		row := make([]bool, n)
		for b := range n {
			if ends(a) {
				row[b] = begins(b)
			} else {
				row[b] = !begins(b) && (a-1)/4 == (b-1)/4
			}
		}
		c.next = append(c.next, row)
		c.first[a], c.last[a] = begins(a), ends(a)
	}
	return c
}

// setLabels labels words first to last as role (from 0).
func setLabels(labels []uint8, first, last int32, role int) {
	base := uint8(1 + 4*role)
	if last-first == 1 {
		labels[first] = base + 3
		return
	}
	for i := first; i < last; i++ {
		labels[i] = base + 1
	}
	labels[first], labels[last-1] = base, base+2
}

var inf = float32(math.Inf(-1))

// viterbi finds the best labels of a sequence by its scores, n rows of the
// labels, and those of one label after another.
func (c *chain) viterbi(scores []float32, trans []float32, back []uint8, out []uint8) float32 {
	L := c.labels
	n := len(scores) / L
	if n == 0 {
		return 0
	}
	for l := range L {
		if !c.first[l] {
			scores[l] = inf
		}
	}
	for i := 1; i < n; i++ {
		prev, cur := scores[(i-1)*L:i*L], scores[i*L:(i+1)*L]
		for b := range L {
			best, arg := inf, 0
			for a := range L {
				if c.next[a][b] {
					if s := prev[a] + trans[a*L+b]; s > best {
						best, arg = s, a
					}
				}
			}
			cur[b] += best
			back[i*L+b] = uint8(arg)
		}
	}
	end := scores[(n-1)*L:]
	best := -1
	for l := range L {
		if c.last[l] && (best < 0 || end[l] > end[best]) {
			best = l
		}
	}
	total := end[best]
	for i := n - 1; i >= 0; i-- {
		out[i] = uint8(best)
		best = int(back[i*L+best])
	}
	return total
}

// marginals sets probs to the probability of each label at each place
// (Rabiner 1989; Lafferty et al. 2001) and pairs, if not nil, adds the
// expected number of each label after another. It returns log Z.
func (c *chain) marginals(scores, trans []float32, alpha, beta []float64, probs []float32, pairs []float64) float64 {
	L := c.labels
	n := len(scores) / L
	et := make([]float64, L*L)
	for a := range L {
		for b := range L {
			if c.next[a][b] {
				et[a*L+b] = math.Exp(float64(trans[a*L+b]))
			}
		}
	}
	es := make([]float64, n*L)
	logz := 0.0
	for i := range n {
		m := float32(math.Inf(-1))
		for l := range L {
			m = max(m, scores[i*L+l])
		}
		logz += float64(m)
		for l := range L {
			es[i*L+l] = math.Exp(float64(scores[i*L+l] - m))
		}
	}
	norm := make([]float64, n)
	for i := range n {
		sum := 0.0
		for b := range L {
			v := 0.0
			if i == 0 {
				if c.first[b] {
					v = 1
				}
			} else {
				for a := range L {
					v += alpha[(i-1)*L+a] * et[a*L+b]
				}
			}
			v *= es[i*L+b]
			alpha[i*L+b] = v
			sum += v
		}
		norm[i] = sum
		for b := range L {
			alpha[i*L+b] /= sum
		}
		logz += math.Log(sum)
	}
	z := 0.0
	for a := range L {
		beta[(n-1)*L+a] = 0
		if c.last[a] {
			beta[(n-1)*L+a] = 1
			z += alpha[(n-1)*L+a]
		}
	}
	for a := range L {
		beta[(n-1)*L+a] /= z
	}
	logz += math.Log(z)
	for i := n - 2; i >= 0; i-- {
		for a := range L {
			v := 0.0
			for b := range L {
				v += et[a*L+b] * es[(i+1)*L+b] * beta[(i+1)*L+b]
			}
			beta[i*L+a] = v / norm[i+1]
		}
	}
	for i := range n {
		for l := range L {
			probs[i*L+l] = float32(alpha[i*L+l] * beta[i*L+l])
		}
	}
	if pairs != nil {
		for i := 1; i < n; i++ {
			for a := range L {
				if alpha[(i-1)*L+a] == 0 {
					continue
				}
				for b := range L {
					pairs[a*L+b] += alpha[(i-1)*L+a] * et[a*L+b] * es[i*L+b] * beta[i*L+b] / norm[i]
				}
			}
		}
	}
	return logz
}

// spans returns the spans of a role that are likelier than least; scores,
// beta and probs are those of [chain.marginals].
func (c *chain) spans(scores, trans []float32, beta []float64, probs []float32, role int, least float64) (out []Cand) {
	L := c.labels
	n := len(scores) / L
	B, I, E, U := 1+4*role, 2+4*role, 3+4*role, 4+4*role
	for i := range n {
		if p := float64(probs[i*L+U]); p >= least {
			out = append(out, Cand{[2]int32{int32(i), int32(i + 1)}, float32(p)})
		}
		p, at := float64(probs[i*L+B]), B
		for k := i + 1; k < n && p >= least; k++ {
			// what follows label at: in proportion to its weight and what comes after it
			var w [2]float64
			for x, l := range [2]int{I, E} {
				w[x] = math.Exp(float64(trans[at*L+l]+scores[k*L+l])) * beta[k*L+l]
			}
			sum := w[0] + w[1]
			if !(sum > 0) {
				break
			}
			if q := p * w[1] / sum; q >= least {
				out = append(out, Cand{[2]int32{int32(i), int32(k + 1)}, float32(q)})
			}
			p *= w[0] / sum
			at = I
		}
	}
	return out
}
