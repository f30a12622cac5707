package relation

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/linear"
)

// A table gives features the numbers of their rows.
type table struct {
	keys  []uint64
	rows  []int32
	count []uint32 // by row
	mask  uint64
	n     int32
}

func newTable() *table {
	const size = 1 << 20
	return &table{keys: make([]uint64, size), rows: make([]int32, size), mask: size - 1}
}

func (t *table) row(f uint64, grow bool) int32 {
	if f == 0 {
		f = 1
	}
	for i := f & t.mask; ; i = (i + 1) & t.mask {
		if t.keys[i] == f {
			return t.rows[i]
		}
		if t.keys[i] == 0 {
			if !grow {
				return -1
			}
			if uint64(t.n)*2 > t.mask {
				t.double()
				return t.row(f, true)
			}
			t.keys[i], t.rows[i] = f, t.n
			t.count = append(t.count, 0)
			t.n++
			return t.n - 1
		}
	}
}

func (t *table) double() {
	keys, rows := t.keys, t.rows
	size := uint64(len(keys)) * 2
	t.keys, t.rows, t.mask = make([]uint64, size), make([]int32, size), size-1
	for k, f := range keys {
		if f != 0 {
			i := f & t.mask
			for t.keys[i] != 0 {
				i = (i + 1) & t.mask
			}
			t.keys[i], t.rows[i] = f, rows[k]
		}
	}
}

// drop removes the features seen fewer than least times.
func (t *table) drop(least uint32) {
	old := *t
	*t = *newTable()
	for k, f := range old.keys {
		if f != 0 && old.count[old.rows[k]] >= least {
			t.row(f, true)
		}
	}
}

// A sequence is an example: the rows of the features of its words, one word after
// another, and their labels.
type sequence struct {
	rows   []int32 // -1 for features that were dropped
	ends   []int32 // of each word's rows
	labels []uint8
}

// Settings of FTRL-Proximal (McMahan et al. 2013), by the names of that paper.
const (
	ftrlAlpha = 0.015
	ftrlBeta  = 0.1
	ftrlL1    = 1
	// The share of features that an example does without each time that it is
	// seen, so that the others learn to (Wang & Manning 2013).
	dropout = 0.15
	// A gradient smaller than this is not worth the time.
	leastGradient = 0.002
)

// A coordinate is a weight while it is fitted.
type coordinate struct{ w, z, n float32 }

func (c *coordinate) update(g, alpha, l1 float32) {
	n := c.n + g*g
	c.z += g - (sqrt(n)-sqrt(c.n))/alpha*c.w
	c.n = n
	switch {
	case c.z > l1:
		c.w = -(c.z - l1) * alpha / (ftrlBeta + sqrt(n))
	case c.z < -l1:
		c.w = -(c.z + l1) * alpha / (ftrlBeta + sqrt(n))
	default:
		c.w = 0
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// fit fits a pass to sequences whose features are in a table. Weights become
// whole numbers of steps.
func fit(c *chain, t *table, seqs []sequence, rounds int, step float64, seed uint64) *pass {
	L := c.labels
	weights := make([]coordinate, int(t.n)*L)
	trans := make([]coordinate, L*L)
	factors := make([]float64, L*L)
	for i := range factors {
		factors[i] = 1
	}
	sums := make([]float32, L)
	rng := rand.New(rand.NewPCG(seed, 5))
	order := make([]int, len(seqs))
	for i := range order {
		order[i] = i
	}
	pairs := make([]float64, L*L)
	var b scratch
	var kept []int32
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			s := &seqs[k]
			if len(s.labels) == 0 {
				continue
			}
			kept = append(kept[:0], s.rows...)
			for j := range kept {
				if rng.Float64() < dropout {
					kept[j] = -1
				}
			}
			b.resize(len(s.labels), L)
			b.trans = factors
			at := int32(0)
			for i, end := range s.ends {
				clear(sums)
				for _, r := range kept[at:end] {
					if r < 0 {
						continue
					}
					for l := range sums {
						sums[l] += weights[int(r)*L+l].w
					}
				}
				top := slices.Max(sums)
				for l, x := range sums {
					b.weight[i*L+l] = math.Exp(float64(x - top))
				}
				at = end
			}
			clear(pairs)
			c.marginals(&b, pairs)
			at = 0
			for i, end := range s.ends {
				cur := b.probs[i*L : (i+1)*L]
				cur[s.labels[i]]--
				for l, g := range cur {
					if g > -leastGradient && g < leastGradient {
						continue
					}
					for _, r := range kept[at:end] {
						if r >= 0 {
							weights[int(r)*L+l].update(g, ftrlAlpha, ftrlL1)
						}
					}
				}
				at = end
				if i > 0 {
					pairs[int(s.labels[i-1])*L+int(s.labels[i])]--
				}
			}
			for j, g := range pairs {
				if g != 0 {
					trans[j].update(float32(g), ftrlAlpha, ftrlL1)
					factors[j] = math.Exp(float64(trans[j].w))
				}
			}
		}
	}
	return newPass(c, linear.New(L, t.features(), values(weights), step), float32(step), values(trans))
}

// features returns those of the rows.
func (t *table) features() []uint64 {
	out := make([]uint64, t.n)
	for k, f := range t.keys {
		if f != 0 {
			out[t.rows[k]] = f
		}
	}
	return out
}

// values returns the weights.
func values(cs []coordinate) []float32 {
	out := make([]float32, len(cs))
	for i, c := range cs {
		out[i] = c.w
	}
	return out
}

// options are the things of a choice, as a lexical model learns from them.
type options struct {
	features []uint64 // of one after another
	ends     []int32  // of each one's features
	right    []bool   // nil if it is not known
}

// add sets the features to those with the ones of another thing after them.
func (o *options) add(features []uint64) {
	o.features = features
	o.ends = append(o.ends, int32(len(features)))
}

// Settings of lexical models, which cross-validation chose.
const (
	lexicalLeast  = 5 // times that a feature is seen, without which it is dropped
	lexicalRounds = 4
	lexicalAlpha  = 0.02
	lexicalL1     = 0.5
	lexicalStep   = 0.04
)

// fitLexical fits a lexical model: the softmax over the things of each choice, one of
// which is right.
func fitLexical(choices []*options, seed uint64) *lexical {
	choices = slices.DeleteFunc(choices, func(o *options) bool { return !slices.Contains(o.right, true) })
	t := newTable()
	for _, o := range choices {
		for _, f := range o.features {
			t.count[t.row(f, true)]++
		}
	}
	t.drop(lexicalLeast)
	weights := make([]coordinate, t.n)
	rng := rand.New(rand.NewPCG(seed, 9))
	order := rng.Perm(len(choices))
	var rows []int32
	var probs []float32
	for range lexicalRounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			o := choices[k]
			rows, probs = rows[:0], probs[:0]
			at := int32(0)
			for _, end := range o.ends {
				sum := float32(0)
				for _, f := range o.features[at:end] {
					r := int32(-1)
					if rng.Float64() >= dropout {
						r = t.row(f, false)
					}
					if r >= 0 {
						sum += weights[r].w
					}
					rows = append(rows, r)
				}
				at, probs = end, append(probs, sum)
			}
			gbdt.Softmax(probs)
			hit := float32(0)
			for i, p := range probs {
				hit += p * flag(o.right[i])
			}
			at = 0
			for i, end := range o.ends {
				// the gradient of -log(hit)
				g := probs[i] - probs[i]*flag(o.right[i])/max(hit, 1e-6)
				if g <= -leastGradient || g >= leastGradient {
					for _, r := range rows[at:end] {
						if r >= 0 {
							weights[r].update(g, lexicalAlpha, lexicalL1)
						}
					}
				}
				at = end
			}
		}
	}
	return &lexical{linear.New(1, t.features(), values(weights), lexicalStep), lexicalStep}
}
