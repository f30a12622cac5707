package attribution

import (
	"context"

	"github.com/whosaid/whosaid/tokenize"
)

// run is the pipeline. given is nil to look for quotations.
func (x *Extractor) run(ctx context.Context, text string, given [][]tokenize.Span) (*Document, error) {
	return &Document{Lang: "und", Quotes: []Quote{}, Speakers: []Speaker{}}, ctx.Err()
}
