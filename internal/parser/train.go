package parser

import (
	"math/rand/v2"
	"slices"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// An Example is a sentence with the parts of speech that the tagger gives it,
// and its tree.
type Example struct {
	Words []string
	Tags  []uint8
	Tree
}

// Params are the settings of a training.
type Params struct {
	Rounds int
	Least  int // updates without which a feature is dropped
	Weak   int // weights below it are dropped
	Seed   uint64
}

// margin is by how much the right one should win.
const margin = 20

// Train fits the weights of a parser. Where several actions keep all of the
// tree that can still be found, any is right; from the second round on it
// mostly goes where the model leads, so that it learns to go on from mistakes.
func Train(table *words.Table, examples []Example, p Params) *Model {
	ta, tl := linear.NewTrainer(int(numActions)), linear.NewTrainer(int(numLabels))
	rng := rand.New(rand.NewPCG(p.Seed, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	var scores [numLabels]float32
	s := new(state)
	for round := range p.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &examples[k]
			s.forms = table.AppendForms(s.forms[:0], e.Words)
			s.tags = append(s.tags[:0], e.Tags...)
			s.reset()
			g := newGold(e)
			for !s.done() {
				ta.Tick()
				s.features = s.appendActions(s.features[:0])
				ta.Score(scores[:numActions], s.features)
				best, truth, rival := action(-1), action(-1), action(-1)
				least := 1 << 30
				var costs [numActions]int
				for a := range numActions {
					if s.legal(a) {
						costs[a] = g.cost(s, a)
						least = min(least, costs[a])
					}
				}
				for a := range numActions {
					if !s.legal(a) {
						continue
					}
					if best < 0 || scores[a] > scores[best] {
						best = a
					}
					if costs[a] == least {
						if truth < 0 || scores[a] > scores[truth] {
							truth = a
						}
					} else if rival < 0 || scores[a] > scores[rival] {
						rival = a
					}
				}
				if rival >= 0 && scores[truth] < scores[rival]+margin {
					ta.Update(s.features, int(truth), int(rival), 1)
				}
				next := truth
				if round > 0 && rng.Float64() < 0.9 {
					next = best
				}
				s.do(next, func(head, child int32) Label {
					if head == s.n {
						return Root
					}
					s.features = s.appendLabels(s.features[:0], head, child)
					if e.Heads[child] != head { // it has no right name
						tl.Score(scores[:], s.features)
						best := 1
						for l := range scores {
							if scores[l] > scores[best] {
								best = l
							}
						}
						return Label(best)
					}
					return Label(max(1, tl.Learn(scores[:], s.features, int(e.Labels[child]), margin)))
				})
			}
		}
	}
	return newModel(table, ta.Model(p.Least, p.Weak), tl.Model(p.Least, p.Weak))
}

// gold answers what an action costs: how many relations of the tree can no
// longer be found after it (Goldberg & Nivre 2012, section 4).
type gold struct {
	heads    []int32
	children [][]int32
}

func newGold(e *Example) *gold {
	n := int32(len(e.Words))
	g := &gold{heads: make([]int32, n), children: make([][]int32, n+1)}
	for i, h := range e.Heads {
		if h < 0 {
			h = n
		}
		g.heads[i] = h
		g.children[h] = append(g.children[h], int32(i))
	}
	return g
}

func (g *gold) cost(s *state, a action) int {
	s0, n0 := s.top(), s.front
	cost := 0
	onStack := func(k int32) bool {
		_, ok := slices.BinarySearch(s.stack, k) // it grows to the right
		return ok
	}
	switch a {
	case shift, right:
		for _, c := range g.children[n0] {
			if c < n0 && s.nodes[c].head < 0 && onStack(c) {
				cost++
			}
		}
		if h := g.heads[n0]; a == shift && h < n0 && onStack(h) || a == right && h != s0 && (h > n0 || onStack(h)) {
			cost++
		}
	case reduce, left:
		for _, c := range g.children[s0] {
			if c >= n0 {
				cost++
			}
		}
		if a == left && g.heads[s0] > n0 {
			cost++
		}
	}
	return cost
}
