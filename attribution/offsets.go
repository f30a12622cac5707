package attribution

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/whosaid/whosaid/internal/enum"
)

// OffsetUnit is what the offsets of a Document count.
type OffsetUnit uint8

// The units. The zero value is that of every Document an Extractor returns.
const (
	Bytes OffsetUnit = iota // bytes of the UTF-8 text, as Go slices strings
	Runes                   // code points, as Python indexes
	UTF16                   // UTF-16 code units, as JavaScript, Java and C# index
)

var offsetUnitEnum = &enum.Type{Package: "attribution", Name: "OffsetUnit", Values: []string{"byte", "rune", "utf16"}}

// String returns the name of u: byte, rune or utf16.
func (u OffsetUnit) String() string { return offsetUnitEnum.String(uint8(u)) }

// MarshalText returns the name of u; it fails for a value that is no unit.
func (u OffsetUnit) MarshalText() ([]byte, error) {
	return offsetUnitEnum.Marshal(uint8(u))
}

// UnmarshalText sets u to the unit that text names.
func (u *OffsetUnit) UnmarshalText(text []byte) error {
	return offsetUnitEnum.Unmarshal(text, (*uint8)(u))
}

// WithOffsets returns a copy of d whose offsets count in units of u. d must be
// what an Extractor returned for text, with offsets in bytes. A byte that is
// not UTF-8 counts as one code point and one code unit. It takes time linear
// in the text.
func (d *Document) WithOffsets(text string, u OffsetUnit) (*Document, error) {
	var points []*int // every offset of the copy
	c := *d
	add := func(e *Excerpt) {
		if *e != (Excerpt{}) {
			points = append(points, &e.Start, &e.End)
		}
	}
	addAll := func(es []Excerpt) []Excerpt {
		es = slices.Clone(es)
		for i := range es {
			add(&es[i])
		}
		return es
	}
	c.Quotes = slices.Clone(d.Quotes)
	for i := range c.Quotes {
		q := &c.Quotes[i]
		add(&q.Span)
		add(&q.Cue)
		add(&q.Mention.Excerpt)
		q.Parts, q.Verbatim = addAll(q.Parts), addAll(q.Verbatim)
	}
	c.Speakers = slices.Clone(d.Speakers)
	for i := range c.Speakers {
		s := &c.Speakers[i]
		s.Mentions = slices.Clone(s.Mentions)
		for k := range s.Mentions {
			add(&s.Mentions[k].Excerpt)
		}
	}
	for _, p := range points {
		if *p < 0 || *p > len(text) {
			return nil, fmt.Errorf("attribution: offset %d is outside the text of %d bytes", *p, len(text))
		}
	}
	slices.SortFunc(points, func(a, b *int) int { return *a - *b })
	at, count := 0, 0
	for _, p := range points {
		for at < *p {
			r, w := utf8.DecodeRuneInString(text[at:])
			at += w
			switch {
			case u == Bytes:
				count += w
			case u == UTF16 && r >= 0x10000:
				count += 2
			default:
				count++
			}
		}
		*p = count
	}
	return &c, nil
}
