// Package english has the models of English that internal/cmd/train makes, each
// read once, when it is first needed. MODEL.md says what they learnt from.
package english

import (
	_ "embed"
	"sync"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/tagger"
	"github.com/whosaid/whosaid/internal/words"
)

// TaggerFile is the file of the tagger and of the table of words.
//
//go:embed tagger.model
var TaggerFile []byte

// Tagger returns the tagger and the names of its tags.
var Tagger = sync.OnceValues(func() (*tagger.Model, []string) {
	m, names, err := ReadTagger(TaggerFile)
	if err != nil {
		panic(err) // it is compiled in; a test reads it
	}
	return m, names
})

// Once returns a function that returns what read makes of the table of words:
// a model that is compiled in, read when it is first needed.
func Once[M any](read func(table *words.Table) (M, error)) func() M {
	return sync.OnceValue(func() M {
		t, _ := Tagger()
		m, err := read(t.Words())
		if err != nil {
			panic(err) // it is compiled in; a test reads it
		}
		return m
	})
}

// ReadTagger reads a tagger's file. The error says what is wrong with it.
func ReadTagger(b []byte) (*tagger.Model, []string, error) {
	h, body, err := linear.ReadFile(b, tagger.Format)
	if err != nil {
		return nil, nil, err
	}
	m, err := tagger.Decode(body, len(h.Classes))
	return m, h.Classes, err
}
