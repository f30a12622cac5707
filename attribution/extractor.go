package attribution

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"github.com/whosaid/whosaid/tokenize"
)

// Extract analyses text with the default options. It cannot fail: any bytes
// are a text, if perhaps one without quotations.
func Extract(text string) *Document {
	d, _ := defaultExtractor().Extract(context.Background(), text) // the background is never done
	return d
}

var defaultExtractor = sync.OnceValue(func() *Extractor {
	x, err := New()
	if err != nil {
		panic(err) // the defaults are valid; a test calls this
	}
	return x
})

// An Extractor is immutable after [New] and safe for use by several goroutines.
type Extractor struct {
	cfg config
}

// New returns an Extractor with the given options; a later option overrides
// an earlier one. Its only errors are options out of range.
func New(opts ...Option) (*Extractor, error) {
	x := &Extractor{cfg: defaultConfig()}
	for _, o := range opts {
		if err := o(&x.cfg); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// Extract analyses text. Its only errors are ctx's.
func (x *Extractor) Extract(ctx context.Context, text string) (*Document, error) {
	return x.run(ctx, text, nil)
}

// Attribute says who spoke the quotations that the caller has found in text,
// and looks for no others. Each element of given is the content of one
// quotation, without its marks, in one or more parts; the Document's Quotes
// answer to the elements of given one for one, in their order.
//
// The error says which element of given is empty, out of order or not inside
// text; other errors are ctx's.
func (x *Extractor) Attribute(ctx context.Context, text string, given [][]tokenize.Span) (*Document, error) {
	for i, parts := range given {
		if len(parts) == 0 {
			return nil, fmt.Errorf("attribution: quotation %d has no parts", i)
		}
		end := 0
		for _, p := range parts {
			if p.Start < end || p.Start < 0 || p.End <= p.Start || p.End > len(text) {
				return nil, fmt.Errorf("attribution: quotation %d: part %d-%d is empty, out of order or outside the text of %d bytes", i, p.Start, p.End, len(text))
			}
			end = p.End
		}
	}
	if given == nil {
		given = [][]tokenize.Span{}
	}
	return x.run(ctx, text, given)
}

// An Input is one text of a stream.
type Input struct{ ID, Text string }

// All analyses texts lazily and in order; it starts no goroutines. An error
// is a [*DocumentError] and ends the sequence.
func (x *Extractor) All(ctx context.Context, texts iter.Seq[Input]) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for in := range texts {
			d, err := x.Extract(ctx, in.Text)
			if err != nil {
				yield(nil, &DocumentError{ID: in.ID, Err: err})
				return
			}
			d.ID = in.ID
			if !yield(d, nil) {
				return
			}
		}
	}
}

// A DocumentError says which text of a stream was not analysed.
type DocumentError struct {
	ID  string
	Err error
}

// Error returns the text's ID and what went wrong.
func (e *DocumentError) Error() string { return fmt.Sprintf("attribution: text %q: %v", e.ID, e.Err) }

// Unwrap returns the cause.
func (e *DocumentError) Unwrap() error { return e.Err }
