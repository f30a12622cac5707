package attribution

import (
	"slices"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/probe"
)

// Who takes a turn: whoever had the one before it (again), whoever had the one
// before that (back), or somebody else (another).
const (
	again = iota
	back
	another
	numTakers
)

// takers are the probabilities of these. Without a turn two before in the
// conversation, back has none.
type takers [numTakers]float64

// takingFeatures names what is known of each of the three: the first of them is
// which it is, those of a pair compare the turn with the one that this taker had.
var takingFeatures = []string{
	"taker",
	"gap", "gap before", "gap after", "between", "between before", "narration before", "narration after",
	"tag", "tag before", "tag two before", "question", "asked before", "asked two before", "answers",
	"quotations", "quotations before", "calls", "called before", "people near",
	// of a pair
	"shared words", "call", "call a gender", "genders",
}

// findTakers sets who probably takes each turn, whoever they are: by what stands
// around it and how it is written, not by what is known of the speakers.
func (s *scene) findTakers(m *gbdt.Model, pr *probe.Probe) {
	s.takers = make([]takers, len(s.turns))
	for t := 1; t < len(s.turns); t++ {
		if s.apart(t-1, t) > maxGap {
			continue
		}
		rows := s.taking(t)
		if pr != nil && pr.ObserveTurn != nil {
			d := probe.Turn{Rows: rows}
			for k := range rows {
				d.Quotes = append(d.Quotes, s.first(t-k).quote)
			}
			pr.ObserveTurn(d)
		}
		if m == nil {
			continue // the one to be trained
		}
		scores := make([]float32, len(rows))
		m.Scores(rows, scores)
		gbdt.Softmax(scores)
		p := &s.takers[t]
		p[again], p[another] = float64(scores[0]), float64(scores[len(scores)-1])
		if len(rows) == numTakers {
			p[back] = float64(scores[back])
		}
	}
}

// taking returns the features of the takers of turn t; of only the first and the
// last if the conversation begins with the turn before.
func (s *scene) taking(t int) [][]float32 {
	two := t > 1 && s.apart(t-2, t-1) <= maxGap
	u, end, before := s.first(t), s.last(t), s.last(t-1)
	gapBefore, betweenBefore, tagTwo, askedTwo := float32(-1), float32(-1), float32(-1), float32(-1)
	if two {
		v := s.last(t - 2)
		gapBefore, betweenBefore = float32(s.apart(t-2, t-1)), logf(s.first(t-1).first-v.end)
		tagTwo, askedTwo = float32(v.tag), flag(v.question)
	}
	p := s.t.Paragraphs()[s.turns[t].paragraph]
	calls := func(v *utterance) float32 { return flag(v.called >= 0) + 2*float32(v.calledSex) }
	common := []float32{
		float32(s.apart(t-1, t)), gapBefore, float32(s.gap(u, 1)), logf(u.first - before.end), betweenBefore, logf(u.first - p.First), logf(p.Last - end.end),
		float32(u.tag), float32(before.tag), tagTwo, flag(end.question), flag(before.question), askedTwo, flag(u.answers),
		float32(min(4, len(s.turns[t].quotes))), float32(min(4, len(s.turns[t-1].quotes))), calls(u), calls(before), s.peopleNear(t),
	}
	row := func(taker int, v *utterance) []float32 {
		x := append(append(make([]float32, 0, len(takingFeatures)), float32(taker)), common...)
		if v == nil {
			return x[:len(takingFeatures)]
		}
		shared := float32(0)
		for i, k := 0, 0; i < len(u.words) && k < len(v.words); {
			switch a, b := u.words[i], v.words[k]; {
			case a < b:
				i++
			case a > b:
				k++
			default:
				shared += logf(len(s.us) / int(s.uses[a])) // the rarer, the more
				i++
				k++
			}
		}
		call, genders := float32(0), float32(0)
		if u.called >= 0 && v.called >= 0 {
			call = sign(u.called, v.called)
		}
		if u.tag == genderedTag && v.tag == genderedTag {
			genders = agree(u.gender, v.gender)
		}
		return append(x, shared, call, agree(u.calledSex, v.calledSex), genders)
	}
	rows := [][]float32{row(again, before)}
	if two {
		rows = append(rows, row(back, s.last(t-2)))
	}
	return append(rows, row(another, nil))
}

// peopleNear returns how many people the tags and beats of the turns around
// turn t name.
func (s *scene) peopleNear(t int) float32 {
	const (
		reach = 10 // turns
		most  = 8
	)
	var people [most]int
	n := 0
	for k := max(0, t-reach); k < min(len(s.turns), t+reach) && n < most; k++ {
		if s.sections[s.turns[k].paragraph] != s.sections[s.turns[t].paragraph] {
			continue
		}
		for _, i := range s.turns[k].quotes[:min(len(s.turns[k].quotes), maxBeside)] {
			u := &s.us[i]
			e := u.rule.entity
			if u.tag == noTag {
				if e = u.before; e < 0 {
					e = u.after
				}
			}
			if e >= 0 && n < most && !slices.Contains(people[:n], e) {
				people[n] = e
				n++
			}
		}
	}
	return float32(n)
}
