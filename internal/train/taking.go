package train

import (
	"context"
	"io"
	"slices"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/eval"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/probe"
)

// A taken is the turn of somebody, after another one.
type taken struct {
	doc *text
	gbdt.Group
}

// trainTaking fits the models of who takes a turn, by the fold that each has not
// seen, and after them the one that has seen all.
func (s *settings) trainTaking(docs []text, pronouns []*gbdt.Model, out io.Writer) ([]*gbdt.Model, error) {
	docs = slices.DeleteFunc(slices.Clone(docs), func(d text) bool { return len(d.Entities) == 0 })
	examples, err := parallel(docs, func(d *text) ([]taken, error) { return s.turns(d, pronouns[d.fold]) })
	if err != nil {
		return nil, err
	}
	models := s.fitFolds(func(fold int) (groups []gbdt.Group) {
		for _, e := range examples {
			if e.doc.fold != fold {
				groups = append(groups, e.Group)
			}
		}
		return groups
	})
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
func (s *settings) turns(doc *text, pronouns *gbdt.Model) ([]taken, error) {
	var out []taken
	index, _ := eval.Direct(doc.Document)
	p := &probe.Probe{Pronouns: pronouns, ObserveTurn: func(d probe.Turn) {
		x := taken{doc: doc}
		x.Weight, x.Rows, x.Right = 1, d.Rows, make([]bool, len(d.Rows))
		if doc.Corpus == "litbank" {
			x.Weight = sampleWeight
		}
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
	_, err := eval.PredictOne(probe.NewContext(context.Background(), p), doc.Document, eval.Quotes, []attribution.Option{attribution.WithTagger(s.loadTagger())})
	return out, err
}
