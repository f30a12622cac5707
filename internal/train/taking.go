package train

import (
	"io"
	"slices"

	"github.com/whosaid/whosaid/internal/eval"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/probe"
)

// trainTaking fits the models of who takes a turn, by the fold that each has not
// seen, and after them the one that has seen all.
func (s *settings) trainTaking(docs []text, pronouns []*gbdt.Model, out io.Writer) ([]*gbdt.Model, error) {
	examples, err := parallel(docs, func(d *text) ([]sample, error) { return s.turns(d, pronouns[d.fold]) })
	if err != nil {
		return nil, err
	}
	models := fitFolds(s, examples)
	var t table
	for _, e := range examples {
		scores := make([]float32, len(e.Rows))
		models[e.doc.fold].Scores(e.Rows, scores)
		t.add(e.doc.Corpus, e.Right[slices.Index(scores, slices.Max(scores))], true)
	}
	t.print(out, "who takes a turn, cross-validation")
	return models, nil
}

// turns runs the library over a text and returns who takes its turns, where the
// annotation tells it.
func (s *settings) turns(doc *text, pronouns *gbdt.Model) ([]sample, error) {
	var out []sample
	index, _ := eval.Direct(doc.Document)
	p := &probe.Probe{Pronouns: pronouns, ObserveTurn: func(d probe.Turn) {
		x := sample{doc, gbdt.Group{Rows: d.Rows, Right: make([]bool, len(d.Rows)), Weight: doc.weight()}}
		speaker := func(k int) string { return doc.Quotes[index[d.Quotes[k]]].Speaker }
		right := len(d.Rows) - 1 // another
		for k := range right {
			if speaker(k+1) == "" {
				return
			}
			if right == len(d.Rows)-1 && speaker(k+1) == speaker(0) {
				right = k
			}
		}
		if speaker(0) != "" {
			x.Right[right] = true
			out = append(out, x)
		}
	}}
	return out, s.watch(p, doc, eval.Quotes)
}
