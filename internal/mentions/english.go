package mentions

import (
	_ "embed"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// EnglishFile is the file of [English].
//
//go:embed english.model
var EnglishFile []byte

// English returns the model of English, which is read when it is first needed.
var English = english.Once(func(table *words.Table) (*Model, error) { return Read(EnglishFile, table) })

// Read reads the file of a model that was trained with a table of words. The
// error says what is wrong with it.
func Read(b []byte, table *words.Table) (*Model, error) {
	_, body, err := linear.ReadFile(b, Format, kindNames[:]...)
	if err != nil {
		return nil, err
	}
	return decode(body, table)
}

// AppendFile appends the file of a model that was trained, not read.
func (m *Model) AppendFile(b []byte, data string, seed uint64) ([]byte, error) {
	var body []byte
	for _, w := range []*linear.Model{m.heads, m.left, m.right, m.who} {
		body = w.AppendBinary(body)
	}
	return linear.AppendFile(b, linear.Header{Format: Format, Data: data, Seed: seed, Classes: kindNames[:]}, body)
}
