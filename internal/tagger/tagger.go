// Package tagger gives words their parts of speech: a linear model that reads
// a sentence from left to right and sees the words around each and the tags
// before it (after Ratnaparkhi 1996; averaged as in Collins 2002).
package tagger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"sync"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
)

// Format is that of a model's file.
const Format = "whosaid tagger"

// A Model tags sentences. It is immutable and safe for concurrent use.
type Model struct {
	words   *words.Table
	weights *linear.Model
	small   uint64 // bits of the tags of small sets of words, which only words seen in them have
	pool    sync.Pool
}

// scratch is what a call needs.
type scratch struct {
	forms    []words.Form
	tags     []uint8
	features []uint64
	scores   []int32
}

func newModel(table *words.Table, weights *linear.Model, small uint64) *Model {
	m := &Model{words: table, weights: weights, small: small}
	m.pool.New = func() any { return &scratch{scores: make([]int32, weights.Classes())} }
	return m
}

// Words returns the table of words that the model uses.
func (m *Model) Words() *words.Table { return m.words }

// Tag sets tags to the parts of speech of the words of a sentence.
func Tag[T ~uint8](m *Model, sentence []string, tags []T) {
	s := m.pool.Get().(*scratch)
	s.forms = m.words.AppendForms(s.forms[:0], sentence)
	m.tag(s)
	for i, t := range s.tags {
		tags[i] = T(t)
	}
	m.pool.Put(s)
}

func (m *Model) tag(s *scratch) {
	s.tags = s.tags[:0]
	for i := range s.forms {
		if only := s.forms[i].Only; only != 0 {
			s.tags = append(s.tags, only)
			continue
		}
		s.features = appendFeatures(s.features[:0], s.forms, s.tags, i)
		m.weights.Score(s.scores, s.features)
		if !s.forms[i].Small {
			for set := m.small; set != 0; set &= set - 1 {
				s.scores[bits.TrailingZeros64(set)] = math.MinInt32
			}
		}
		best, _ := linear.Best(s.scores)
		s.tags = append(s.tags, uint8(best))
	}
}

// outside is the form of what is before and after a sentence.
var outside = words.Form{Hash: 1}

func at(forms []words.Form, k int) *words.Form {
	if k < 0 || k >= len(forms) {
		return &outside
	}
	return &forms[k]
}

func tagAt(tags []uint8, k int) uint64 {
	if k < 0 || k >= len(tags) {
		return 255
	}
	return uint64(tags[k])
}

// appendFeatures appends the features of word i; the words before it have tags.
func appendFeatures(f []uint64, forms []words.Form, tags []uint8, i int) []uint64 {
	t1, t2 := tagAt(tags, i-1), tagAt(tags, i-2)
	w, p1, p2, n1, n2 := at(forms, i), at(forms, i-1), at(forms, i-2), at(forms, i+1), at(forms, i+2)
	shape := uint64(w.Shape)
	if w.Hyphen {
		shape += 16
	}
	begins := shape
	if i == 0 || p1.Shape == words.Other {
		begins += 32
	}
	// What is known of a word: the tags that it has, or how it ends.
	tw, tn := uint64(w.Tags), uint64(n1.Tags)
	if w.Tags == 0 {
		tw = w.Suffix[2]
	}
	if n1.Tags == 0 {
		tn = n1.Suffix[2]
	}
	e := linear.Example{Features: f}
	e.Of(w.Hash, 0)
	e.Of(w.Hash, shape)
	e.Of(w.Hash, t1)
	e.Of(w.Hash, t2)
	e.Of(w.Hash, p1.Hash)
	e.Of(w.Hash, n1.Hash)
	e.Of(p1.Hash, 0)
	e.Of(p1.Hash, tw)
	e.Of(p1.Hash, p2.Hash)
	e.Of(p2.Hash, 0)
	e.Of(n1.Hash, 0)
	e.Of(n1.Hash, n2.Hash)
	e.Of(n2.Hash, 0)
	e.Of(w.Suffix[0], begins)
	e.Of(w.Suffix[1], 0)
	e.Of(w.Suffix[2], shape)
	e.Of(w.Suffix[2], t1)
	e.Of(w.Suffix[3], 0)
	e.Of(w.Prefix[0], 0)
	e.Of(w.Prefix[1], 0)
	e.Of(w.Prefix[2], shape)
	e.Of(n1.Suffix[2], 0)
	e.Of(n1.Suffix[1], tw)
	e.Of(p1.Suffix[2], 0)
	e.Add(0, 0)
	e.Add(begins, uint64(w.Class))
	e.Add(uint64(w.Class), tw)
	e.Add(t1, 0)
	e.Add(t1, t2)
	e.Add(t1, linear.Mix(tw, tn))
	e.Add(linear.Mix(t1, t2), tw)
	e.Add(t1, uint64(w.Class))
	e.Add(tw, tn)
	e.Add(uint64(p1.Class), uint64(w.Class))
	e.Add(uint64(w.Class), uint64(n1.Class))
	e.Add(uint64(p1.Class), uint64(n1.Class))
	e.Add(uint64(n1.Shape), begins)
	e.Add(t1, shape<<8|uint64(n1.Shape))
	e.Add(uint64(w.Case)<<2|uint64(w.Name), begins)
	e.Add(uint64(w.Case)<<2|uint64(w.Name), linear.Mix(begins, tw))
	e.Add(uint64(w.Case), t1<<8|uint64(n1.Case))
	e.Add(uint64(w.Name), begins<<8|uint64(p1.Name)<<4|uint64(n1.Name))
	return e.Features
}

// AppendBinary appends a model that was trained, not read.
func (m *Model) AppendBinary(b []byte) []byte {
	b = m.words.AppendBinary(b)
	return m.weights.AppendBinary(binary.AppendUvarint(b, m.small))
}

// Decode reads a model of tags up to a number.
func Decode(b []byte, classes int) (*Model, error) {
	r := &linear.Reader{B: b}
	table, err := words.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	small := r.Uvarint()
	weights, err := linear.Decode(r)
	if err != nil {
		return nil, err
	}
	if n := weights.Classes(); n != classes {
		return nil, fmt.Errorf("it has %d tags, want %d", n, classes)
	}
	if small>>classes != 0 {
		return nil, fmt.Errorf("its small sets are those of tags %b, of %d", small, classes)
	}
	if len(r.B) > 0 {
		return nil, errors.New("something follows its end")
	}
	return newModel(table, weights, small), nil
}
