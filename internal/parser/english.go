package parser

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// Format is that of a model's file.
const Format = "whosaid parser"

// EnglishFile is the file of [English].
//
//go:embed english.model
var EnglishFile []byte

// English returns the model of English, which is read when it is first needed.
var English = english.Once(func(table *words.Table) (*Model, error) { return Read(EnglishFile, table) })

// Read reads the file of a model that was trained with a table of words. The
// error says what is wrong with it.
func Read(b []byte, table *words.Table) (*Model, error) {
	_, body, err := linear.ReadFile(b, Format, labelNames[:]...)
	if err != nil {
		return nil, err
	}
	r := &linear.Reader{B: body}
	var w [2]*linear.Model
	for i, classes := range []int{int(numActions), int(numLabels)} {
		if w[i], err = linear.Decode(r); err != nil {
			return nil, fmt.Errorf("weights %d: %w", i, err)
		}
		if n := w[i].Classes(); n != classes {
			return nil, fmt.Errorf("weights %d: they are of %d classes, want %d", i, n, classes)
		}
	}
	if len(r.B) > 0 {
		return nil, errors.New("something follows its end")
	}
	return newModel(table, w[0], w[1]), nil
}

// AppendFile appends the file of a model that was trained, not read.
func (m *Model) AppendFile(b []byte, data string, seed uint64) ([]byte, error) {
	body := m.labels.AppendBinary(m.actions.AppendBinary(nil))
	return linear.AppendFile(b, linear.Header{Format: Format, Data: data, Seed: seed, Classes: labelNames[:]}, body)
}
