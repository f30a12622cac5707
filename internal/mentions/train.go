package mentions

import (
	"math/rand/v2"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// An Example is a sentence with its tags and mentions; of those that share a
// head the shortest counts.
type Example struct {
	Words    []string
	Tags     []tokenize.Tag
	Mentions []Mention
	Some     bool // there may be more: only whom these refer to is learnt
	Who      bool // whom they refer to is known, where it is not Anybody
}

// Params are the settings of a training.
type Params struct {
	Rounds int
	Least  int // updates without which a feature is dropped
	Weak   int // weights below it are dropped
	Seed   uint64
}

const margin = 20 // see package tagger

// Head returns the head of the words first to last: the last noun before what
// follows a noun phrase (after Collins 1999, appendix A).
func Head(tags []tokenize.Tag, first, last int) int {
	head := -1
	for i := first; i < last; i++ {
		t := tags[i]
		switch {
		case t.Noun() || t == tokenize.PRP || t == tokenize.CD && head < 0:
			head = i
		case head >= 0 && t != tokenize.POS && t != tokenize.JJ && t != tokenize.VBN && t != tokenize.CD && t != tokenize.DT && t != tokenize.PRPS:
			return head
		case head >= 0 && t != tokenize.POS && !(i+1 < last && tags[i+1].Noun()):
			return head
		}
	}
	if head < 0 {
		return last - 1
	}
	return head
}

// Train fits a model.
func Train(table *words.Table, examples []Example, p Params) *Model {
	heads, left, right, who := linear.NewTrainer(int(numKinds)), linear.NewTrainer(2), linear.NewTrainer(2), linear.NewTrainer(int(numWhos))
	rng := rand.New(rand.NewPCG(p.Seed, 3))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	var scores [numKinds]float32
	s := new(sentence)
	for range p.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &examples[k]
			s.forms = table.AppendForms(s.forms[:0], e.Words)
			s.tags = e.Tags
			for i := range s.forms {
				if rng.Float64() < 0.05 {
					s.forms[i].Blind()
				}
			}
			truth := map[int]Mention{}
			for _, m := range e.Mentions {
				if old, ok := truth[m.Head]; !ok || m.Last-m.First < old.Last-old.First {
					truth[m.Head] = m
				}
			}
			for i := range e.Words {
				if m := truth[i]; e.Who && m.Kind.Person() && (m.Who != Anybody || m.Kind == PersonPronoun) {
					s.features = s.appendWho(s.features[:0], e.Words, &m)
					who.Learn(scores[:numWhos], s.features, int(m.Who), margin)
				}
			}
			if e.Some {
				continue
			}
			last := None
			for i := range e.Words {
				if !candidate(e.Tags[i]) {
					last = None
					continue
				}
				m := truth[i]
				s.features = s.appendHead(s.features[:0], i, last)
				last = Kind(heads.Learn(scores[:], s.features, int(m.Kind), margin))
				if m.Kind == None || m.Kind == PersonPronoun {
					continue
				}
				x := Mention{First: i, Last: i + 1, Head: i, Kind: m.Kind}
				for x.First > 0 && i-x.First < MaxSide {
					s.features = s.appendLeft(s.features[:0], &x)
					left.Learn(scores[:2], s.features, b2i(x.First > m.First), margin)
					if x.First <= m.First {
						break
					}
					x.First--
				}
				for x.Last < len(e.Words) && x.Last-i < MaxSide {
					s.features = s.appendRight(s.features[:0], &x)
					right.Learn(scores[:2], s.features, b2i(x.Last < m.Last), margin)
					if x.Last >= m.Last {
						break
					}
					x.Last++
				}
			}
		}
	}
	return newModel(table, weights{heads.Model(p.Least, p.Weak), left.Model(p.Least, p.Weak), right.Model(p.Least, p.Weak), who.Model(p.Least, p.Weak)})
}
