package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A Prediction is an [attribution.Document] and, where its quotations were
// given, which gold quotation each was made from.
type Prediction struct {
	ID       string                `json:"id"`
	Lang     string                `json:"lang"`
	Quotes   []Quote               `json:"quotes"`
	Speakers []attribution.Speaker `json:"speakers"`
}

// A Quote is a predicted quotation.
type Quote struct {
	attribution.Quote
	Gold *int `json:"gold,omitempty"` // index from 0 into the gold quotations
}

// Given is what of the annotation the library is told.
type Given uint8

// What is given. The zero value is nothing but the text.
const (
	Text              Given = iota
	Quotes                  // the direct quotations
	QuotesAndSpeakers       // and the list of entities
)

var givenNames = []string{"none", "quotes", "quotes,speakers"}

// String returns the name of g: none, quotes or quotes,speakers.
func (g Given) String() string {
	if int(g) < len(givenNames) {
		return givenNames[g]
	}
	return fmt.Sprintf("Given(%d)", uint8(g))
}

// MarshalText returns the name of g.
func (g Given) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText sets g to what text names.
func (g *Given) UnmarshalText(text []byte) error {
	for i, n := range givenNames {
		if string(text) == n {
			*g = Given(i)
			return nil
		}
	}
	return fmt.Errorf("unknown %q: want none, quotes or quotes,speakers", text)
}

// Predict runs the library over docs on all cores. It calls progress, if that
// is not nil, after each document with the number done so far.
func Predict(ctx context.Context, docs []*corpus.Document, given Given, opts []attribution.Option, progress func(done int)) ([]*Prediction, error) {
	preds := make([]*Prediction, len(docs))
	errs := make([]error, len(docs))
	var wg sync.WaitGroup
	var next, done atomic.Int64
	var mu sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := int(next.Add(1) - 1)
				if i >= len(docs) {
					return
				}
				preds[i], errs[i] = PredictOne(ctx, docs[i], given, opts)
				if n := done.Add(1); progress != nil {
					mu.Lock()
					progress(int(n))
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return preds, errors.Join(errs...)
}

// PredictOne runs the library over d.
func PredictOne(ctx context.Context, d *corpus.Document, given Given, opts []attribution.Option) (*Prediction, error) {
	if given == QuotesAndSpeakers && len(d.Entities) > 0 {
		opts = append(slices.Clip(opts), attribution.WithSpeakers(Cast(d)...))
	}
	if strings.HasPrefix(d.Corpus, "polnear") { // it annotates beliefs and attitudes as well
		opts = append(slices.Clip(opts), attribution.WithKinds(quotes.Direct, quotes.Mixed, quotes.Indirect),
			attribution.WithClasses(quotes.Speech, quotes.Writing, quotes.Thought, quotes.Attitude))
	}
	x, err := attribution.New(opts...)
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", d.ID, err)
	}
	var doc *attribution.Document
	var gold []int
	if given == Text {
		doc, err = x.Extract(ctx, d.Text)
	} else {
		var spans [][]tokenize.Span
		gold, spans = Direct(d)
		doc, err = x.Attribute(ctx, d.Text, spans)
	}
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", d.ID, err)
	}
	p := &Prediction{ID: d.ID, Lang: doc.Lang, Quotes: make([]Quote, len(doc.Quotes)), Speakers: doc.Speakers}
	for i, q := range doc.Quotes {
		p.Quotes[i].Quote = q
		if given != Text {
			p.Quotes[i].Gold = &gold[i]
		}
	}
	return p, nil
}

// Direct returns the direct quotations of d: their indexes and their spans in
// bytes. One without a span that the library accepts is left out.
func Direct(d *corpus.Document) (index []int, spans [][]tokenize.Span) {
	o := corpus.NewOffsets(d.Text)
	spans = [][]tokenize.Span{}
	for i, q := range d.Quotes {
		if q.Type != direct {
			continue
		}
		var parts []tokenize.Span
		end := 0
		for _, s := range q.Spans {
			if b := o.Bytes(s); b.Start >= end && b.End > b.Start {
				parts, end = append(parts, b), b.End
			}
		}
		if len(parts) > 0 {
			index, spans = append(index, i), append(spans, parts)
		}
	}
	return index, spans
}

// Cast returns the entities of d as a list of speakers; an entity's ID is its
// place in the list, from 1.
func Cast(d *corpus.Document) []attribution.Speaker {
	cast := make([]attribution.Speaker, 0, len(d.Entities))
	for i, e := range d.Entities {
		s := attribution.Speaker{ID: attribution.SpeakerID(i + 1), Name: e.Name, Aliases: e.Aliases}
		switch e.Gender {
		case "F":
			s.Gender = attribution.Female
		case "M":
			s.Gender = attribution.Male
		}
		if s.Name != "" {
			cast = append(cast, s)
		}
	}
	return cast
}

// ReadPredictions returns the predictions of a file, gzipped or not.
func ReadPredictions(name string) ([]*Prediction, error) {
	var preds []*Prediction
	err := corpus.Lines(name, func(line []byte) error {
		p := new(Prediction)
		preds = append(preds, p)
		return json.Unmarshal(line, p)
	})
	return preds, err
}

// WritePredictions writes preds, one JSON object a line.
func WritePredictions(name string, preds []*Prediction) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range preds {
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return w.Flush()
}
