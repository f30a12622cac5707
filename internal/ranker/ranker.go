// Package ranker has the file format of the model that ranks the possible
// speakers of a quotation.
package ranker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/whosaid/whosaid/internal/gbdt"
)

// version is that of the format. It changes with the meaning of a file.
const version = 4

// A Model has a ranker of the antecedents of pronouns, one of those who may take
// a turn, and a ranker of speakers for each pass.
type Model struct {
	Pronouns *gbdt.Model
	// Taking ranks who takes a turn of a conversation.
	Taking *gbdt.Model
	Passes []*gbdt.Model
	// Temperature is for [Temper] of what the last pass says.
	Temperature float32
	// News takes its place in news.
	News float32
	Seed uint64 // of the training
	Data string // hash of the texts it learnt from
}

// Temper raises the probabilities of candidates, and what is left of nobody, to
// the power of 1/t, so that they are as often right as they say (Guo et al. 2017,
// section 4.2: that is the same as to divide scores by t).
func Temper(probs []float32, t float32) {
	rest := float32(1)
	for _, p := range probs {
		rest -= p
	}
	power := func(p float32) float32 { return float32(math.Pow(max(0, float64(p)), 1/float64(t))) }
	sum := power(rest)
	for i, p := range probs {
		probs[i] = power(p)
		sum += probs[i]
	}
	for i := range probs {
		probs[i] /= sum
	}
}

// A header is the first line of a file.
type header struct {
	Format      string  `json:"format"`
	Version     int     `json:"version"`
	Data        string  `json:"data"`
	Seed        uint64  `json:"seed"`
	Passes      int     `json:"passes"`
	Temperature float32 `json:"temperature"`
	News        float32 `json:"news_temperature"`
}

const format = "whosaid speaker ranker"

// AppendBinary appends the model: a line of JSON, then that of pronouns, that of
// turns, then the passes.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	line, err := json.Marshal(header{format, version, m.Data, m.Seed, len(m.Passes), m.Temperature, m.News})
	if err != nil {
		return nil, err
	}
	b = append(append(b, line...), '\n')
	for _, p := range append([]*gbdt.Model{m.Pronouns, m.Taking}, m.Passes...) {
		if b, err = p.AppendBinary(b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Decode reads a model that knows so many features of an antecedent and so many
// of who takes a turn, whose first pass has first features, and whose others have
// rest. The error says what is wrong with it.
func Decode(b []byte, antecedent, taking, first, rest int) (*Model, error) {
	line, b, ok := bytes.Cut(b, []byte("\n"))
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return nil, fmt.Errorf("the header is damaged: %w", err)
	}
	if !ok {
		return nil, errors.New("the header is damaged: it has no end")
	}
	if h.Format != format || h.Version != version {
		return nil, fmt.Errorf("it is %q version %d, want %q version %d", h.Format, h.Version, format, version)
	}
	if h.Passes < 1 || !(h.Temperature > 0) || !(h.News > 0) {
		return nil, fmt.Errorf("%d passes and temperatures %v and %v cannot be", h.Passes, h.Temperature, h.News)
	}
	m := &Model{Temperature: h.Temperature, News: h.News, Seed: h.Seed, Data: h.Data}
	next := func(what string, want int) (*gbdt.Model, error) {
		p, after, err := gbdt.Decode(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		if p.Features() != want {
			return nil, fmt.Errorf("%s: it scores %d features, want %d", what, p.Features(), want)
		}
		b = after
		return p, nil
	}
	var err error
	if m.Pronouns, err = next("pronouns", antecedent); err != nil {
		return nil, err
	}
	if m.Taking, err = next("turns", taking); err != nil {
		return nil, err
	}
	for i := range h.Passes {
		want := rest
		if i == 0 {
			want = first
		}
		p, err := next(fmt.Sprintf("pass %d", i), want)
		if err != nil {
			return nil, err
		}
		m.Passes = append(m.Passes, p)
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("%d bytes follow its end", len(b))
	}
	return m, nil
}
