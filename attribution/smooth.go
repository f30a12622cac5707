package attribution

import "math"

// maxStates bounds the speakers that a turn may have in smooth.
const maxStates = 6

// smooth turns the probabilities of utterances taken by themselves into those
// of utterances in their conversation: the marginals of a second-order hidden
// Markov model whose states are the speakers of turns (forward-backward;
// Rabiner 1989, section III) and whose transitions are what [scene.findTakers]
// found. The weight, from 0 to 1, is how much these count: less if the
// probabilities know of the turns around already.
func (s *scene) smooth(weight float64) {
	odds := make([]odds, len(s.turns))
	for t := range odds {
		odds[t] = oddsOf(&s.takers[t], weight)
	}
	states := make([][]state, len(s.turns))
	for t := range s.turns {
		states[t] = s.states(t)
	}
	for from := 0; from < len(s.turns); {
		to := from + 1
		for to < len(s.turns) && s.apart(to-1, to) <= maxGap {
			to++
		}
		s.smoothRun(states, from, to, odds)
		from = to
	}
}

// A state is a speaker that a turn may have; entity -1 is nobody known.
type state struct {
	entity int
	p      float64
}

// states returns the likeliest speakers of all utterances of a turn.
func (s *scene) states(t int) []state {
	var out []state
	us := s.turns[t].quotes
	for k, i := range us {
		u := &s.us[i]
		rest := 1.0
		for c, e := range u.cands {
			p := float64(u.prob[c])
			rest -= p
			found := false
			for j := range out {
				if out[j].entity == e {
					out[j].p *= max(p, 1e-3)
					found = true
				}
			}
			if !found && k == 0 {
				out = append(out, state{e, max(p, 1e-3)})
			}
		}
		if k == 0 {
			out = append(out, state{-1, max(rest, 1e-3)})
		}
		// One that a later utterance of the paragraph does not have as a
		// candidate is as unlikely there as nobody.
		for j := range out {
			if e := out[j].entity; e >= 0 && u.p(e) == 0 || e < 0 && k > 0 {
				out[j].p *= max(rest, 1e-3)
			}
		}
	}
	for len(out) > maxStates {
		worst := 0
		for j := range out {
			if out[j].entity >= 0 && (out[worst].entity < 0 || out[j].p <= out[worst].p) {
				worst = j
			}
		}
		out = append(out[:worst], out[worst+1:]...)
	}
	normalise(out)
	return out
}

func normalise(ss []state) {
	sum := 0.0
	for _, x := range ss {
		sum += x.p
	}
	for i := range ss {
		ss[i].p /= sum
	}
}

// odds are the weights of a turn's speaker by who the two before it were.
type odds struct {
	nobody  float64
	again   float64 // the one of the turn before
	back    float64 // the one of the turn before that
	anybody float64 // if one of these is not known
	another float64
}

// oddsOf returns those of a turn.
func oddsOf(p *takers, weight float64) odds {
	const (
		others = 3    // people who might take the turn instead
		floor  = 1e-4 // nothing is impossible
	)
	rest := 1 - p[again]
	o := odds{rest / (others + 1), p[again], p[back], rest / 2, p[another] / others}
	for _, x := range []*float64{&o.nobody, &o.again, &o.back, &o.anybody, &o.another} {
		*x = math.Pow(max(*x, floor), weight)
	}
	return o
}

// of returns the weight of e after last and, a turn earlier, before.
func (o *odds) of(e, last, before int) float64 {
	switch {
	case e < 0:
		return o.nobody
	case e == last:
		return o.again
	case e == before:
		return o.back
	case last < 0 || before < 0:
		return o.anybody
	}
	return o.another
}

// smoothRun does the turns from to to of one conversation.
func (s *scene) smoothRun(states [][]state, from, to int, odds []odds) {
	n := to - from
	type table [maxStates][maxStates]float64 // by the speaker of the turn before, and of the turn
	follows := func(t, e, last, before int) float64 {
		return odds[t].of(e, last, before)
	}
	before := func(t int) []state {
		if t == from {
			return []state{{-1, 1}}
		}
		return states[t-1]
	}
	forward := make([]table, n)
	for t := from; t < to; t++ {
		f, sum := &forward[t-from], 0.0
		for i, a := range before(t) {
			for j, b := range states[t] {
				switch t {
				case from:
					f[i][j] = b.p
				case from + 1:
					f[i][j] = forward[0][0][i] * b.p * follows(t, b.entity, a.entity, -1)
				default:
					for h, c := range before(t - 1) {
						f[i][j] += forward[t-1-from][h][i] * b.p * follows(t, b.entity, a.entity, c.entity)
					}
				}
				sum += f[i][j]
			}
		}
		for i := range f {
			for j := range f[i] {
				f[i][j] /= sum
			}
		}
	}
	var backward table
	for i := range backward {
		for j := range backward[i] {
			backward[i][j] = 1
		}
	}
	for t := to - 1; t >= from; t-- {
		marginal := make([]float64, len(states[t]))
		sum := 0.0
		for i := range before(t) {
			for j := range states[t] {
				p := forward[t-from][i][j] * backward[i][j]
				marginal[j] += p
				sum += p
			}
		}
		for _, q := range s.turns[t].quotes {
			u := &s.us[q]
			u.smooth = make([]float32, len(u.cands))
			for j, b := range states[t] {
				for c, e := range u.cands {
					if e == b.entity {
						u.smooth[c] = float32(marginal[j] / sum)
					}
				}
			}
		}
		if t == from {
			break
		}
		var next table
		top := 0.0
		for h, c := range before(t - 1) {
			for i, a := range states[t-1] {
				for j, b := range states[t] {
					next[h][i] += backward[i][j] * b.p * follows(t, b.entity, a.entity, c.entity)
				}
				top = math.Max(top, next[h][i])
			}
		}
		for h := range next {
			for i := range next[h] {
				next[h][i] /= top
			}
		}
		backward = next
	}
}
