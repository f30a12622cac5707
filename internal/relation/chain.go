package relation

// A chain is what labels of a sequence are: outside, and for each role the
// first of several words, those inside, the last, and a word alone.
type chain struct {
	labels int
	before [][]uint8 // of each label, which may stand before it
	begins []bool    // which may be the first
	ends   []bool
}

const (
	first = 1 + iota // of a role's labels; four to a role
	inside
	last
	alone
)

func label(role, place int) int { return 4*role + place }

// roleOf returns the role of a label that is not 0, and its place in it.
func roleOf(label uint8) (role, place int) { return int(label-1) / 4, int(label-1)%4 + 1 }

func newChain(roles int) *chain {
	n := 1 + 4*roles
	c := &chain{labels: n, before: make([][]uint8, n)}
	for l := range n {
		_, place := roleOf(uint8(l))
		c.begins = append(c.begins, l == 0 || place == first || place == alone)
		c.ends = append(c.ends, l == 0 || place == last || place == alone)
	}
	for b := range n {
		for a := range n {
			same := a > 0 && b > 0 && (a-1)/4 == (b-1)/4
			if c.ends[a] && c.begins[b] || !c.ends[a] && !c.begins[b] && same {
				c.before[b] = append(c.before[b], uint8(a))
			}
		}
	}
	return c
}

// set labels words a to b with a role.
func set(labels []uint8, a, b int32, role int) {
	if b-a == 1 {
		labels[a] = uint8(label(role, alone))
		return
	}
	for i := a; i < b; i++ {
		labels[i] = uint8(label(role, inside))
	}
	labels[a], labels[b-1] = uint8(label(role, first)), uint8(label(role, last))
}

// scratch is what decoding a sequence needs.
type scratch struct {
	scores       []int32   // of each label at each word, in steps
	weight       []float64 // the same as powers of e, the largest of each word 1
	probs        []float32
	alpha, beta  []float64
	norm         []float64
	trans        []float64 // weights of pairs of labels, as powers of e
	back, labels []uint8
	best, prev   []float64
}

func (b *scratch) resize(words, labels int) {
	n := words * labels
	if cap(b.scores) < n || cap(b.norm) < words {
		n, words := 2*n, 2*words
		b.scores, b.probs = make([]int32, n), make([]float32, n)
		b.alpha, b.beta, b.weight, b.norm = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, words)
		b.back, b.labels = make([]uint8, n), make([]uint8, words)
	}
	b.scores, b.probs, b.alpha, b.beta, b.weight, b.back = b.scores[:n], b.probs[:n], b.alpha[:n], b.beta[:n], b.weight[:n], b.back[:n]
	b.norm, b.labels = b.norm[:words], b.labels[:words]
	b.best, b.prev = grow(b.best, labels), grow(b.prev, labels)
}

// viterbi sets b.labels to the likeliest labels (Viterbi 1967).
func (c *chain) viterbi(b *scratch) {
	L := c.labels
	n := len(b.labels)
	best, prev := b.best, b.prev
	for l := range L {
		best[l] = 0
		if c.begins[l] {
			best[l] = b.weight[l]
		}
	}
	for i := 1; i < n; i++ {
		weight, back := b.weight[i*L:(i+1)*L], b.back[i*L:(i+1)*L]
		best, prev = prev, best
		top := 0.0
		for l, before := range c.before {
			most := 0.0
			for _, a := range before {
				if s := prev[a] * b.trans[int(a)*L+l]; s > most {
					most, back[l] = s, a
				}
			}
			best[l] = most * weight[l]
			top = max(top, best[l])
		}
		for l := range best {
			best[l] /= top
		}
	}
	top := 0
	for l := range L {
		if c.ends[l] && best[l] > best[top] {
			top = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		b.labels[i] = uint8(top)
		top = int(b.back[i*L+top])
	}
}

// marginals sets b.probs to the probability of each label at each word, by the
// forward-backward algorithm (Lafferty et al. 2001). It adds the expected
// numbers of pairs of labels to pairs, if that is not nil.
func (c *chain) marginals(b *scratch, pairs []float64) {
	L := c.labels
	n := len(b.labels)
	clear(b.alpha)
	clear(b.beta)
	for l := range L {
		if c.begins[l] {
			b.alpha[l] = 1
		}
	}
	for i := range n {
		cur := b.alpha[i*L : (i+1)*L]
		if i > 0 {
			prev := b.alpha[(i-1)*L : i*L]
			for l, before := range c.before {
				sum := 0.0
				for _, a := range before {
					sum += prev[a] * b.trans[int(a)*L+l]
				}
				cur[l] = sum
			}
		}
		sum := 0.0
		for l := range cur {
			cur[l] *= b.weight[i*L+l]
			sum += cur[l]
		}
		for l := range cur {
			cur[l] /= sum
		}
		b.norm[i] = sum
	}
	z := 0.0
	for l := range L {
		if c.ends[l] {
			z += b.alpha[(n-1)*L+l]
		}
	}
	for l := range L {
		if c.ends[l] {
			b.beta[(n-1)*L+l] = 1 / z
		}
	}
	next := b.best
	for i := n - 2; i >= 0; i-- {
		cur := b.beta[i*L : (i+1)*L]
		for l := range next {
			next[l] = b.weight[(i+1)*L+l] * b.beta[(i+1)*L+l] / b.norm[i+1]
		}
		for l, before := range c.before {
			for _, a := range before {
				v := b.trans[int(a)*L+l] * next[l]
				cur[a] += v
				if pairs != nil {
					pairs[int(a)*L+l] += b.alpha[i*L+int(a)] * v
				}
			}
		}
	}
	for k := range b.probs {
		b.probs[k] = float32(b.alpha[k] * b.beta[k])
	}
}

// A candidate is a span and its probability.
type candidate struct {
	span [2]int32
	p    float32
}

// maxCue is how many words a cue may have.
const maxCue = 20

// spans appends the spans of a role that are likelier than least; b is as
// [chain.marginals] left it.
func (c *chain) spans(out []candidate, b *scratch, role int, least float64) []candidate {
	L := c.labels
	n := len(b.labels)
	for i := range n {
		if p := b.probs[i*L+label(role, alone)]; float64(p) >= least {
			out = append(out, candidate{[2]int32{int32(i), int32(i + 1)}, p})
		}
		p, at := float64(b.probs[i*L+label(role, first)]), label(role, first)
		for k := i + 1; k < n && k < i+maxCue && p >= least; k++ {
			in, end := label(role, inside), label(role, last)
			wi := b.trans[at*L+in] * b.weight[k*L+in] * b.beta[k*L+in]
			we := b.trans[at*L+end] * b.weight[k*L+end] * b.beta[k*L+end]
			if !(wi+we > 0) {
				break
			}
			if q := p * we / (wi + we); q >= least {
				out = append(out, candidate{[2]int32{int32(i), int32(k + 1)}, float32(q)})
			}
			p *= wi / (wi + we)
			at = in
		}
	}
	return out
}
