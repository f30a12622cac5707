package train

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/eval"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/tokenize"
)

// pronounRounds is how often the ranker of antecedents is fitted: first to
// texts in which all pronouns before are told, then to texts as the models of
// the round before read them.
const pronounRounds = 3

// trainPronouns fits the rankers of antecedents, by the fold that each has not
// seen, and after them the one that has seen all, to the annotated mentions of
// the texts and to the pronouns that say who speaks a quotation.
func (s *settings) trainPronouns(docs []text, out io.Writer) ([]*gbdt.Model, error) {
	models := make([]*gbdt.Model, s.folds+1)
	for round := range pronounRounds {
		examples, err := parallel(docs, func(d *text) ([]pronoun, error) { return s.pronouns(d, models[d.fold], round == 0) })
		if err != nil {
			return nil, err
		}
		if round > 0 {
			reportPronouns(out, fmt.Sprintf("pronouns, round %d", round), examples)
		}
		models = fitFolds(s, examples)
	}
	examples, err := parallel(docs, func(d *text) ([]pronoun, error) { return s.pronouns(d, models[d.fold], false) })
	if err != nil {
		return nil, err
	}
	reportPronouns(out, "pronouns, cross-validation", examples)
	return models, nil
}

// fitFolds fits small models to what is outside each fold, and after them one to
// everything, unless only the scores are asked for.
func fitFolds[E sampled](s *settings, examples []E) []*gbdt.Model {
	p := s.params
	p.Trees, p.Leaves = cmp.Or(p.Trees, 100), 16
	models := make([]*gbdt.Model, s.folds+1)
	for f := range models {
		if f == s.folds && s.out == "" {
			break
		}
		models[f] = gbdt.Train(outside(examples, f), p)
	}
	return models
}

// A pronoun is one decision about an antecedent.
type pronoun struct {
	sample
	tag    bool // it says who speaks
	chosen int
}

// pronouns runs the library over a text and returns the decisions whose right
// answer is known; tell says to go on with that one.
func (s *settings) pronouns(doc *text, m *gbdt.Model, tell bool) ([]pronoun, error) {
	var out []pronoun
	index, _ := eval.Direct(doc.Document)
	p := &probe.Probe{Pronouns: m, Resolve: func(d probe.Pronoun) int {
		right, known := doc.coref.antecedents(d)
		if d.Quote >= 0 && !known {
			right, known = spokenBy(doc, doc.Quotes[index[d.Quote]], d)
		}
		if !known {
			return -1
		}
		x := pronoun{sample: sample{doc: doc}, tag: d.Quote >= 0}
		x.Weight, x.Right = 1, right
		for _, row := range d.Rows {
			x.Rows = append(x.Rows, slices.Clone(row))
		}
		if m != nil {
			scores := make([]float32, len(d.Rows))
			m.Scores(d.Rows, scores)
			x.chosen = slices.Index(scores, slices.Max(scores))
		}
		out = append(out, x)
		if tell {
			return slices.Index(right, true)
		}
		return -1
	}}
	return out, s.watch(p, doc, eval.Quotes)
}

// spokenBy says which of the candidates spoke q; known is false if the
// annotation does not tell.
func spokenBy(doc *text, q corpus.Quote, d probe.Pronoun) (right []bool, known bool) {
	if q.Speaker == "" {
		return nil, false
	}
	for _, c := range d.Candidates {
		right = append(right, doc.names.Same(q, c.Name, c.Aliases))
	}
	return right, true
}

// A coref finds the annotated entities of the mentions of a text.
type coref struct {
	exact map[tokenize.Span]string
	spans []tokenize.Span // in the order of their starts
	long  int             // bytes of the longest
}

func newCoref(doc *corpus.Document) *coref {
	c := &coref{exact: make(map[tokenize.Span]string)}
	o := corpus.NewOffsets(doc.Text)
	for _, m := range doc.Mentions {
		s := o.Bytes(m.Span)
		c.exact[s] = m.Entity
		c.spans = append(c.spans, s)
		c.long = max(c.long, s.End-s.Start)
	}
	slices.SortFunc(c.spans, func(a, b tokenize.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return c
}

// entity returns the entity of the mention s, or of the smallest that has its
// beginning; empty if there is none.
func (c *coref) entity(s tokenize.Span) string {
	if e, ok := c.exact[s]; ok {
		return e
	}
	best := tokenize.Span{}
	from, _ := slices.BinarySearchFunc(c.spans, s.Start-c.long, func(x tokenize.Span, start int) int { return cmp.Compare(x.Start, start) })
	for _, x := range c.spans[from:] {
		if x.Start > s.Start {
			break
		}
		if x.End > s.Start && (best.IsZero() || x.End-x.Start < best.End-best.Start) {
			best = x
		}
	}
	return c.exact[best]
}

// antecedents says which of the candidates were, in most of their last
// mentions, the one for whom the pronoun stands; known is false if the
// annotation does not tell.
func (c *coref) antecedents(d probe.Pronoun) (right []bool, known bool) {
	want, ok := c.exact[d.Span]
	if !ok {
		return nil, false
	}
	for _, x := range d.Candidates {
		right = append(right, c.is(x, want))
	}
	return right, true
}

// is reports whether most of the last mentions of a candidate are of an entity.
func (c *coref) is(x probe.Candidate, entity string) bool {
	const most = 5
	same, all := 0, 0
	for _, m := range x.Mentions[:min(most, len(x.Mentions))] {
		if e := c.entity(m); e != "" {
			all++
			if e == entity {
				same++
			}
		}
	}
	return 2*same > all
}

// reportPronouns prints how often the chosen antecedents are right, and could be.
func reportPronouns(w io.Writer, title string, examples []pronoun) {
	var t table
	for _, e := range examples {
		where := " elsewhere"
		if e.tag {
			where = " in tags"
		}
		t.add(e.doc.Corpus+where, e.Right[e.chosen], slices.Contains(e.Right, true))
	}
	t.print(w, title)
}
