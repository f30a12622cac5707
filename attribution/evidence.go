package attribution

import "math"

// gather fills what the features of the candidates of u need of the pass
// before: how much each probably speaks in the turns around, and how much the
// words of u are like those that he says elsewhere.
func (s *scene) gather(u *utterance, c *around) {
	const reach = 10 // turns
	c.turns, c.mass = make([]share, len(u.cands)), make([]float32, len(u.cands))
	for k, e := range u.cands {
		x := share{since: reach + 2}
		for d := 1; d <= reach; d++ {
			if t := u.turn - d; t >= 0 {
				q := s.us[s.turns[t].quotes[0]].in(e)
				x.before += q
				if q > 0.5 {
					x.since = min(x.since, float32(d))
				}
			}
			if t := u.turn + d; t < len(s.turns) {
				x.after += s.us[s.turns[t].quotes[0]].in(e)
			}
		}
		c.turns[k], c.mass[k] = x, x.before+x.after
	}
	c.speakers = 0
	for _, m := range c.mass {
		c.speakers += flag(m > 1.5)
	}
	c.voice = c.voice[:0]
	for k, e := range u.cands {
		c.voice = append(c.voice, s.voices.like(u, e, u.smooth[k]))
	}
}

// alternates adds up how much the turns that stand in a row with u have of
// something: those at even distances, which the speaker of u probably has too,
// less those at odd ones. It also returns how many turns these are.
func (s *scene) alternates(u *utterance, step int, of func(*utterance) float32) (sum, run float32) {
	const (
		reach = 12
		most  = 2    // paragraphs between turns
		fade  = 0.85 // for each turn
	)
	weight := float32(1)
	for k := 1; k <= reach; k++ {
		t := u.turn + k*step
		if t < 0 || t >= len(s.turns) || s.apart(t, t-step) > most {
			break
		}
		qs, x := s.turns[t].quotes, float32(0)
		for _, q := range qs[:min(len(qs), maxBeside)] {
			if y := of(&s.us[q]); max(y, -y) > max(x, -x) {
				x = y
			}
		}
		weight *= fade
		if k%2 == 1 {
			x = -x
		}
		sum += weight * x
		run++
	}
	return sum, run
}

// evidence weighs what the tag and the beats of u say for e.
func (u *utterance) evidence(e int) float32 {
	switch {
	case u.called == e:
		return -0.5
	case u.anchor() == e:
		return 1
	case u.rule.entity == e:
		return 0.7
	case u.tag == noTag && (u.before == e || u.after == e):
		return 0.5
	}
	return 0
}

// least is the probability from which words count as somebody's.
const least = 0.1

// voices has what everybody says: the words, marks and lengths of the quotations
// that are probably his.
type voices struct {
	count map[[2]int32]float32 // of an entity and a word
	size  []float32            // words of an entity
	uses  []float32            // of a word, as in the scene
	total float32
}

// listen adds up over the whole text what the pass before says of each
// utterance: who says which words, and who stands behind a description.
func (s *scene) listen() {
	v := &voices{count: make(map[[2]int32]float32), size: make([]float32, len(s.cast)), uses: s.uses}
	s.behind, s.described = make(map[[2]int]float32), make(map[int]float32)
	for i := range s.us {
		u := &s.us[i]
		v.total += float32(len(u.words))
		described := u.tag == nominalTag && u.rule.entity >= 0
		if described {
			s.described[u.rule.entity]++
		}
		for k, e := range u.cands {
			p := u.smooth[k]
			if described {
				s.behind[[2]int{u.rule.entity, e}] += p
			}
			if p < least {
				continue
			}
			for _, w := range u.words {
				v.count[[2]int32{int32(e), w}] += p
			}
			v.size[e] += p * float32(len(u.words))
		}
	}
	s.voices = v
}

// like returns the logarithm of how much likelier the words of u are in the
// mouth of e than in anybody's, u itself, of which a share p counts as his,
// left out.
func (v *voices) like(u *utterance, e int, p float32) float32 {
	const prior = 100 // words
	if p < least {
		p = 0
	}
	size := v.size[e] - p*float32(len(u.words)) + prior
	sum := 0.0
	for _, w := range u.words {
		rest := v.uses[w] - 1
		if rest <= 0 {
			continue
		}
		usual := rest / v.total
		sum += math.Log(float64((v.count[[2]int32{int32(e), w}] - p + prior*usual) / size / usual))
	}
	return float32(sum)
}

// bound returns which share of the other quotations that are said by the
// description in u's tag candidate i speaks; -1 if there are none.
func (s *scene) bound(u *utterance, i int) float32 {
	if u.tag != nominalTag || s.described[u.rule.entity] < 2 {
		return -1
	}
	return (s.behind[[2]int{u.rule.entity, u.cands[i]}] - u.smooth[i]) / (s.described[u.rule.entity] - 1)
}
