// Package corpus reads annotated texts: one JSON object a line, gzipped or
// not, with the quotations of a document and who said them. It is the form in
// which models are trained and scored.
package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/whosaid/whosaid/tokenize"
)

// A Span is a half-open range of a text, in code points from 0.
type Span [2]int

// A Document is one annotated text.
type Document struct {
	ID       string    `json:"id"`
	Corpus   string    `json:"corpus"`
	Lang     string    `json:"lang"`
	Work     string    `json:"work"` // the book that a sample is from, if any
	Text     string    `json:"text"`
	Quotes   []Quote   `json:"quotes"`
	Entities []Entity  `json:"entities"`
	Mentions []Mention `json:"mentions"`
}

// A Quote is one annotated quotation. What a corpus does not annotate is zero.
type Quote struct {
	Spans        []Span   `json:"spans"`     // content, without marks
	RawSpans     []Span   `json:"raw_spans"` // the corpus' own extent
	Type         string   `json:"type"`      // direct, indirect or mixed
	Explicitness string   `json:"explicitness"`
	MentionForm  string   `json:"mention_form_derived"`
	Cue          []Span   `json:"cue"`
	Mention      []Span   `json:"speaker_mention"`
	Speaker      string   `json:"speaker"` // an Entity's ID
	Aliases      []string `json:"speaker_aliases"`
	Addressees   []string `json:"addressees"` // IDs of entities
	Nested       bool     `json:"nested"`     // inside another quotation
}

// An Entity is one of the people, groups and things of a text.
type Entity struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
	Gender  string   `json:"gender"`  // F, M or empty
	Type    string   `json:"ne_type"` // PER, ORG, GPE and so on, or empty
}

// A Mention is a span that refers to an entity.
type Mention struct {
	Span   Span   `json:"span"`
	Entity string `json:"entity"`
	Form   string `json:"form"` // PROP, NOM, PRON or empty
}

// Read returns the documents of a file. A document with the ID of an earlier
// one is an error, because nothing could tell their predictions apart.
func Read(name string) ([]*Document, error) {
	docs := []*Document{}
	seen := map[string]bool{}
	err := Lines(name, func(line []byte) error {
		d := new(Document)
		if err := json.Unmarshal(line, d); err != nil {
			return err
		}
		if seen[d.ID] {
			return fmt.Errorf("there are two documents %q", d.ID)
		}
		seen[d.ID] = true
		if err := d.check(); err != nil {
			return fmt.Errorf("document %q: %w", d.ID, err)
		}
		docs = append(docs, d)
		return nil
	})
	return docs, err
}

// check says which span does not lie in the text.
func (d *Document) check() error {
	n := utf8.RuneCountInString(d.Text)
	for i, q := range d.Quotes {
		for _, spans := range [][]Span{q.Spans, q.RawSpans, q.Cue, q.Mention} {
			for _, s := range spans {
				if s[0] < 0 || s[1] < s[0] || s[1] > n {
					return fmt.Errorf("quotation %d: span %v is not in the text of %d code points", i, s, n)
				}
			}
		}
	}
	for i, m := range d.Mentions {
		if m.Span[0] < 0 || m.Span[1] < m.Span[0] || m.Span[1] > n {
			return fmt.Errorf("mention %d: span %v is not in the text of %d code points", i, m.Span, n)
		}
	}
	return nil
}

// Lines calls f with each line of a file that is not blank, unpacking it if it
// is gzipped. Errors name the file and the line.
func Lines(name string, f func(line []byte) error) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	r := bufio.NewReaderSize(file, 1<<16)
	if magic, _ := r.Peek(2); string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(r)
		if err != nil {
			return fmt.Errorf("%s: gzip: %w", name, err)
		}
		r = bufio.NewReaderSize(z, 1<<16)
	}
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if t := bytes.TrimSpace(line); len(t) > 0 {
			if err := f(t); err != nil {
				return fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// Offsets turns code points of a text into bytes and back.
type Offsets struct {
	starts []int // byte at which each code point begins, then the length
}

// NewOffsets returns the offsets of text.
func NewOffsets(text string) *Offsets {
	o := &Offsets{make([]int, 0, len(text)+1)}
	for i := range text {
		o.starts = append(o.starts, i)
	}
	o.starts = append(o.starts, len(text))
	return o
}

// Bytes returns s in bytes. It panics if s is not in the text.
func (o *Offsets) Bytes(s Span) tokenize.Span {
	return tokenize.Span{Start: o.starts[s[0]], End: o.starts[s[1]]}
}

// CodePoints returns bytes start to end as code points; ok is false if a
// code point begins at neither or the text is shorter.
func (o *Offsets) CodePoints(start, end int) (s Span, ok bool) {
	i, ok1 := slices.BinarySearch(o.starts, start)
	j, ok2 := slices.BinarySearch(o.starts, end)
	return Span{i, j}, ok1 && ok2
}
