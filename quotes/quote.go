package quotes

import (
	"github.com/whosaid/whosaid/internal/enum"
	"github.com/whosaid/whosaid/tokenize"
)

// Kind says how the words of a quotation are reported.
type Kind uint8

// The kinds. The zero value Unknown is no kind that [Find] returns.
const (
	Unknown  Kind = iota
	Direct        // all of it inside marks or after a dialogue dash
	Indirect      // reported, without marks
	Mixed         // reported, with marked words inside
	Scare         // marked words that are nobody's utterance: “so-called”
	Title         // the marked name of a work: “The Long Way Home”
)

const numKinds = Title + 1

var kindEnum = &enum.Type{Package: "quotes", Name: "Kind", Values: []string{"unknown", "direct", "indirect", "mixed", "scare", "title"}}

// String returns the name of k in lower case.
func (k Kind) String() string { return kindEnum.String(uint8(k)) }

// MarshalText returns the name of k; it fails for a value that is no kind.
func (k Kind) MarshalText() ([]byte, error) { return kindEnum.Marshal(uint8(k)) }

// UnmarshalText sets k to the kind that text names.
func (k *Kind) UnmarshalText(text []byte) error { return kindEnum.Unmarshal(text, (*uint8)(k)) }

// A Quote is one utterance: where its words stand, and the cue that signals
// it. It says nothing of who spoke; that is the work of package attribution.
type Quote struct {
	Kind Kind
	// Span runs from the first to the last part, marks included.
	Span tokenize.Span
	// Parts are the words said, marks excluded, in order: several if the
	// quotation is interrupted or runs over paragraphs, never none.
	Parts []tokenize.Span
	// Verbatim holds, for a Mixed quotation, the pieces inside marks.
	Verbatim []tokenize.Span
	// Cue is the word or phrase that signals the saying; zero if none.
	Cue tokenize.Span
	// Mention is the span that names the speaker at the cue; zero if none.
	Mention tokenize.Span
	// Class says what sort of reporting the cue signals, and Factuality whether
	// it happened at all.
	Class      Class
	Factuality Factuality
	// Parent is the index in the result of [Find] of the quotation that this
	// one is nested in, plus 1; 0 if it stands by itself.
	Parent int
	// Unclosed says that the closing mark is missing; the quotation then ends
	// with its paragraph.
	Unclosed bool
}
