package tagger

import (
	"math/rand/v2"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// A Sentence is a sequence of words and their tags.
type Sentence struct {
	Words []string
	Tags  []uint8
}

// Params are the settings of a training.
type Params struct {
	Classes int    // tags
	Rounds  int    // over the sentences
	Small   uint64 // bits of the tags of small sets of words
	Least   int    // updates without which a feature is dropped
	Weak    int    // weights below it are dropped
	Seed    uint64
}

const (
	// margin is by how much the right tag should win, in updates of one feature.
	margin = 20
	// blind is the share of words whose like the table does not tell in
	// training, so that the model learns to do with words that it has not seen.
	blind = 0.08
)

// Train fits a tagger. The tags before a word are those that the model gave
// them, so that it learns to live with its mistakes.
func Train(table *words.Table, sentences []Sentence, p Params) *Model {
	w := linear.NewTrainer(p.Classes)
	rng := rand.New(rand.NewPCG(p.Seed, 1))
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	scores := make([]float32, p.Classes)
	var features []uint64
	var forms []words.Form
	var tags []uint8
	for range p.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			s := &sentences[k]
			forms = table.AppendForms(forms[:0], s.Words)
			tags = tags[:0]
			for i := range forms {
				if rng.Float64() < blind {
					forms[i].Blind()
				}
			}
			for i := range forms {
				guess := int(forms[i].Only)
				if guess == 0 {
					features = appendFeatures(features[:0], forms, tags, i)
					guess = w.Learn(scores, features, int(s.Tags[i]), margin)
				}
				tags = append(tags, uint8(guess))
			}
		}
	}
	return newModel(table, w.Model(p.Least, p.Weak), p.Small)
}
