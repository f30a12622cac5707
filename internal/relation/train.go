package relation

import (
	"math"
	"math/rand/v2"
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

// sequence is an example: the rows of the features of each word, and labels.
type sequence struct {
	rows   []int32
	ends   []int32 // of each word's rows
	labels []uint8
}

// crf is a linear-chain model (Lafferty et al. 2001) trained by FTRL-Proximal
// (McMahan et al. 2013).
type crf struct {
	*chain
	table   *table
	w, z, n []float32 // by row and label
	trans   []float32
	tz, tn  []float32
	p       Params
}

// Params are the settings of a training.
type Params struct {
	Rounds int
	Least  int     // examples in which a feature is seen, without which it is dropped
	Rate   float64 // FTRL's alpha
	L1, L2 float64
	Seed   uint64
}

const ftrlBeta = 0.1

func (m *crf) update(w, z, n *float32, g float32) {
	n1 := *n + g*g
	s := (sqrt(n1) - sqrt(*n)) / float32(m.p.Rate)
	*z += g - s**w
	*n = n1
	zz := *z
	l1 := float32(m.p.L1)
	switch {
	case zz > l1:
		*w = -(zz - l1) / ((ftrlBeta+sqrt(n1))/float32(m.p.Rate) + float32(m.p.L2))
	case zz < -l1:
		*w = -(zz + l1) / ((ftrlBeta+sqrt(n1))/float32(m.p.Rate) + float32(m.p.L2))
	default:
		*w = 0
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// score sets scores to those of the words of s.
func (m *crf) score(scores []float32, rows, ends []int32) {
	L := m.labels
	clear(scores)
	at := int32(0)
	for i, end := range ends {
		cur := scores[i*L : (i+1)*L]
		for _, r := range rows[at:end] {
			if r < 0 {
				continue
			}
			for l, w := range m.w[int(r)*L : int(r)*L+L] {
				cur[l] += w
			}
		}
		at = end
	}
}

func trainCRF(c *chain, t *table, seqs []sequence, p Params, report func(round int, loss float64, m *crf)) *crf {
	L := c.labels
	size := int(t.n) * L
	m := &crf{chain: c, table: t, w: make([]float32, size), z: make([]float32, size), n: make([]float32, size), p: p}
	m.trans, m.tz, m.tn = make([]float32, L*L), make([]float32, L*L), make([]float32, L*L)
	rng := rand.New(rand.NewPCG(p.Seed, 5))
	order := make([]int, len(seqs))
	for i := range order {
		order[i] = i
	}
	pairs := make([]float64, L*L)
	var b buffers
	for round := range p.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, k := range order {
			s := &seqs[k]
			n := len(s.labels)
			if n == 0 {
				continue
			}
			b.resize(n * L)
			m.score(b.scores, s.rows, s.ends)
			gold := 0.0
			for i, l := range s.labels {
				gold += float64(b.scores[i*L+int(l)])
				if i > 0 {
					gold += float64(m.trans[int(s.labels[i-1])*L+int(l)])
				}
			}
			clear(pairs)
			loss += m.marginals(b.scores, m.trans, b.alpha, b.beta, b.probs, pairs) - gold
			at := int32(0)
			for i, end := range s.ends {
				cur := b.probs[i*L : (i+1)*L]
				cur[s.labels[i]]--
				for l, g := range cur {
					if g > -0.002 && g < 0.002 {
						continue
					}
					for _, r := range s.rows[at:end] {
						if r >= 0 {
							j := int(r)*L + l
							m.update(&m.w[j], &m.z[j], &m.n[j], g)
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
					m.update(&m.trans[j], &m.tz[j], &m.tn[j], float32(g))
				}
			}
		}
		if report != nil {
			report(round, loss, m)
		}
	}
	return m
}

type buffers struct {
	scores, probs []float32
	alpha, beta   []float64
	back, labels  []uint8
}

func (b *buffers) resize(n int) {
	if cap(b.scores) < n {
		b.scores, b.probs, b.alpha, b.beta, b.back, b.labels = make([]float32, n), make([]float32, n), make([]float64, n), make([]float64, n), make([]uint8, n), make([]uint8, n)
	}
	b.scores, b.probs, b.alpha, b.beta, b.back, b.labels = b.scores[:n], b.probs[:n], b.alpha[:n], b.beta[:n], b.back[:n], b.labels[:n]
}
