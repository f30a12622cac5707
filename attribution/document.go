package attribution

import (
	"cmp"
	"slices"

	"github.com/whosaid/whosaid/internal/enum"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A Document is the analysis of one text: plain data, safe to copy, compare
// and encode. Its slices are never nil.
type Document struct {
	// ID is the caller's name of the text, as given in [Input]; may be empty.
	ID string `json:"id"`
	// Lang is the language of the text as a BCP 47 tag ("en", "de"), or "und".
	Lang string `json:"lang"`
	// Quotes are the quotations in order of their start.
	Quotes []Quote `json:"quotes"`
	// Speakers are those to whom a quotation is attributed or addressed, in
	// order of their ID. IDs count from 1, unless [WithSpeakers] gave others.
	Speakers []Speaker `json:"speakers"`
}

// Speaker returns who said q; ok is false if nobody could be named.
func (d *Document) Speaker(q Quote) (s Speaker, ok bool) {
	i, ok := slices.BinarySearchFunc(d.Speakers, q.Speaker, func(s Speaker, id SpeakerID) int { return cmp.Compare(s.ID, id) })
	if !ok {
		return Speaker{}, false
	}
	return d.Speakers[i], true
}

// An Excerpt is a span of the source text together with the words it covers:
// Text is the source's bytes from Start to End, which count in bytes from 0.
// The zero Excerpt means that there is none.
type Excerpt struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func excerpt(text string, s tokenize.Span) Excerpt {
	if s.IsZero() {
		return Excerpt{}
	}
	return Excerpt{s.Start, s.End, s.In(text)}
}

// A Quote is one quotation and what is known of who said it.
type Quote struct {
	// ID counts the quotations of a document from 1.
	ID   int         `json:"id"`
	Kind quotes.Kind `json:"kind"`
	// Span covers all parts, marks included.
	Span Excerpt `json:"span"`
	// Parts are the words said, marks excluded; several if interrupted. A
	// Mixed quotation's parts are its whole reported content.
	Parts []Excerpt `json:"parts"`
	// Verbatim holds the marked pieces of a Mixed quotation; empty otherwise.
	Verbatim []Excerpt `json:"verbatim,omitempty"`
	// Cue is the word or phrase that signals the saying; zero if there is none.
	Cue Excerpt `json:"cue,omitzero"`
	// Mention is the span that names the speaker at the cue; zero if there is none.
	Mention Mention `json:"mention,omitzero"`
	// Class is the sort of reporting that the cue signals; none without a cue.
	Class quotes.Class `json:"class,omitzero"`
	// Factuality says whether the text reports this as said; asserted, which
	// JSON leaves out, if nothing speaks against it.
	Factuality quotes.Factuality `json:"factuality,omitzero"`
	// Speaker is the ID of the speaker, 0 if unknown.
	Speaker SpeakerID `json:"speaker"`
	// Addressees are the IDs of those spoken to, as far as the text tells.
	Addressees []SpeakerID `json:"addressees"`
	// Method tells how the speaker was found; None if Speaker is 0.
	Method Method `json:"method"`
	// Confidence is the estimated probability, 0 to 1, that Speaker is right;
	// 0 if Speaker is 0.
	Confidence float64 `json:"confidence"`
	// Parent is the ID of the quotation that this one is nested in, 0 if none.
	Parent int `json:"parent"`
	// Unclosed says that the closing mark is missing in the text.
	Unclosed bool `json:"unclosed"`
}

// A SpeakerID identifies a [Speaker] within its Document, from 1; 0 is nobody.
type SpeakerID int

// A Mention is a span of text that refers to somebody.
type Mention struct {
	Excerpt
	Kind MentionKind `json:"kind"`
}

// A Speaker is a person, group or organisation that the text lets speak or
// has spoken to.
type Speaker struct {
	ID SpeakerID `json:"id"`
	// Name is the fullest name that the text gives, or the description
	// ("officials", "a nurse") where it gives none.
	Name   string      `json:"name"`
	Kind   SpeakerKind `json:"kind"`
	Gender Gender      `json:"gender"`
	// Anonymous says that the text keeps from naming them: "officials",
	// "people familiar with the matter".
	Anonymous bool `json:"anonymous,omitempty"`
	// Aliases are the other names in the text, in order of their first use.
	Aliases []string `json:"aliases"`
	// Roles are the functions that the text gives them: "Secretary General of
	// the Alliance".
	Roles []string `json:"roles"`
	// Mentions are the places of the text that refer to them, in order, as far
	// as they were resolved.
	Mentions []Mention `json:"mentions"`
}

// Method tells how a speaker was found.
type Method uint8

// The methods. The zero value None means that no speaker was found.
const (
	None      Method = iota
	Explicit         // a name at the cue
	Anaphoric        // a pronoun or a common noun at the cue
	Implicit         // no cue: conversation, paragraph or layout
)

// MentionKind is the form of a mention.
type MentionKind uint8

// The forms of a mention. The zero value NoMention means that there is none.
const (
	NoMention MentionKind = iota
	Name                  // "Jens Stoltenberg"
	Nominal               // "the head of NATO"
	Pronoun               // "she"
)

// SpeakerKind says what sort of being a speaker is.
type SpeakerKind uint8

// The kinds of speaker. The zero value means that the text does not tell.
const (
	UnknownKind  SpeakerKind = iota
	Person                   // one person or animal
	Group                    // several persons: "officials"
	Organization             // "the Central Bank"
	Publication              // a document: "the report", "a new poll"
)

// Gender is the gender by which a text refers to a speaker.
type Gender uint8

// The genders. The zero value means that the text does not tell.
const (
	UnknownGender Gender = iota
	Female
	Male
)

var (
	methodEnum      = &enum.Type{Package: "attribution", Name: "Method", Values: []string{"none", "explicit", "anaphoric", "implicit"}}
	mentionKindEnum = &enum.Type{Package: "attribution", Name: "MentionKind", Values: []string{"none", "name", "nominal", "pronoun"}}
	speakerKindEnum = &enum.Type{Package: "attribution", Name: "SpeakerKind", Values: []string{"unknown", "person", "group", "organization", "document"}}
	genderEnum      = &enum.Type{Package: "attribution", Name: "Gender", Values: []string{"unknown", "female", "male"}}
)

// String returns the name of m in lower case.
func (m Method) String() string { return methodEnum.String(uint8(m)) }

// MarshalText returns the name of m; it fails for a value that is no method.
func (m Method) MarshalText() ([]byte, error) { return methodEnum.Marshal(uint8(m)) }

// UnmarshalText sets m to the method that text names.
func (m *Method) UnmarshalText(text []byte) error {
	return methodEnum.Unmarshal(text, (*uint8)(m))
}

// String returns the name of k in lower case.
func (k MentionKind) String() string { return mentionKindEnum.String(uint8(k)) }

// MarshalText returns the name of k; it fails for a value that is no kind.
func (k MentionKind) MarshalText() ([]byte, error) {
	return mentionKindEnum.Marshal(uint8(k))
}

// UnmarshalText sets k to the kind that text names.
func (k *MentionKind) UnmarshalText(text []byte) error {
	return mentionKindEnum.Unmarshal(text, (*uint8)(k))
}

// String returns the name of k in lower case.
func (k SpeakerKind) String() string { return speakerKindEnum.String(uint8(k)) }

// MarshalText returns the name of k; it fails for a value that is no kind.
func (k SpeakerKind) MarshalText() ([]byte, error) {
	return speakerKindEnum.Marshal(uint8(k))
}

// UnmarshalText sets k to the kind that text names.
func (k *SpeakerKind) UnmarshalText(text []byte) error {
	return speakerKindEnum.Unmarshal(text, (*uint8)(k))
}

// String returns the name of g in lower case.
func (g Gender) String() string { return genderEnum.String(uint8(g)) }

// MarshalText returns the name of g; it fails for a value that is no gender.
func (g Gender) MarshalText() ([]byte, error) { return genderEnum.Marshal(uint8(g)) }

// UnmarshalText sets g to the gender that text names.
func (g *Gender) UnmarshalText(text []byte) error {
	return genderEnum.Unmarshal(text, (*uint8)(g))
}
