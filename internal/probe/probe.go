// Package probe lets the training program look into a call of package
// attribution, through its context: which candidates each decision had, what
// was known of them, and with which models it was taken.
package probe

import (
	"context"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/tokenize"
)

// A Probe watches a call.
type Probe struct {
	// Models are those of the passes, in place of the embedded ones. There
	// are as many passes as models.
	Models []*gbdt.Model
	// Observe is called for each decision of each pass. The candidates are only
	// good during the call.
	Observe func(pass int, d Decision)
	// Taking is the model of who takes a turn, in place of the embedded one; there
	// may be none if there are no models of passes.
	Taking *gbdt.Model
	// ObserveTurn is called for each turn with another one before it.
	ObserveTurn func(Turn)
	// More says that a model is to be fitted for a pass after the last one, for
	// which Observe is called too.
	More bool
	// Pronouns is the model of antecedents, in place of the embedded one; nil
	// takes all for equally likely.
	Pronouns *gbdt.Model
	// Resolve, if not nil, is asked first for whom a pronoun stands: the index
	// of the candidate, -1 to leave it to the model.
	Resolve func(Pronoun) int
}

// A Pronoun is the choice of its antecedent.
type Pronoun struct {
	Span  tokenize.Span
	Quote int // that it says who speaks, -1 if none
	// Candidates are the entities to choose from, the one mentioned last first.
	Candidates []Candidate
	Rows       [][]float32 // the features of each
}

// A Decision is the choice of the speaker of one quotation.
type Decision struct {
	Quote int // index into what was given, or found
	// Candidates are the entities to choose from; after them comes nobody.
	Candidates []Candidate
	// Rows are the features of each candidate, and of nobody.
	Rows [][]float32
	// Groups names the group of each feature.
	Groups []string
	// News says that the text is news.
	News bool
	// Probabilities are what the pass says of each candidate, what is left of
	// nobody; for the pass after the last model they are those of the one before.
	Probabilities []float32
}

// A Turn is the question who takes it.
type Turn struct {
	// Quotes are the first quotations of the turn, of the one before, and of the
	// one before that, if it is of the same conversation.
	Quotes []int
	// Rows are the features of the speaker of the turn before, of the one before
	// that, if it is of the same conversation, and of anybody else.
	Rows [][]float32
}

// A Candidate is an entity.
type Candidate struct {
	Name    string
	Aliases []string
	Listed  int // ID in the caller's list, 0 if not of it
	// Mentions are the last few before the quotation or the pronoun, the last first.
	Mentions []tokenize.Span
}

type key struct{}

// NewContext returns a context whose calls p watches.
func NewContext(ctx context.Context, p *Probe) context.Context {
	return context.WithValue(ctx, key{}, p)
}

// FromContext returns the probe of ctx, nil if it has none.
func FromContext(ctx context.Context) *Probe {
	p, _ := ctx.Value(key{}).(*Probe)
	return p
}
