package quotes

import (
	"github.com/whosaid/whosaid/internal/enum"
	"github.com/whosaid/whosaid/internal/lexicon"
)

// Class says what sort of reporting the cue of a quotation signals.
type Class uint8

// The classes. The zero value NoClass says that nothing tells: the quotation
// has no cue.
const (
	NoClass  Class = Class(lexicon.NoClass)
	Speech   Class = Class(lexicon.Speech)   // "said", "according to"
	Writing  Class = Class(lexicon.Writing)  // "wrote", "tweeted"
	Thought  Class = Class(lexicon.Thought)  // "believes", "found"
	Attitude Class = Class(lexicon.Attitude) // "supports", "wants to"
)

const numClasses = Attitude + 1

var classEnum = &enum.Type{Package: "quotes", Name: "Class", Values: []string{"none", "speech", "writing", "thought", "attitude"}}

// Factuality says whether what a quotation reports was said.
type Factuality uint8

// The values. The zero value Asserted is that of whatever the text reports as
// said, and of quotations without a cue. Anything else must not be printed as said.
const (
	Asserted    Factuality = iota // "she said that…"
	Negated                       // "she did not say whether…", "declined to say"
	Questioned                    // "did she say that…?"
	Conditional                   // "if she says…", "she might say…"
	Future                        // "she will say…", "is expected to say"
)

var factualityEnum = &enum.Type{Package: "quotes", Name: "Factuality", Values: []string{"asserted", "negated", "questioned", "conditional", "future"}}

// String returns the name of c in lower case.
func (c Class) String() string { return classEnum.String(uint8(c)) }

// MarshalText returns the name of c; it fails for a value that is no class.
func (c Class) MarshalText() ([]byte, error) { return classEnum.Marshal(uint8(c)) }

// UnmarshalText sets c to the class that text names.
func (c *Class) UnmarshalText(text []byte) error {
	return classEnum.Unmarshal(text, (*uint8)(c))
}

// String returns the name of f in lower case.
func (f Factuality) String() string { return factualityEnum.String(uint8(f)) }

// MarshalText returns the name of f; it fails for a value that is none.
func (f Factuality) MarshalText() ([]byte, error) {
	return factualityEnum.Marshal(uint8(f))
}

// UnmarshalText sets f to the value that text names.
func (f *Factuality) UnmarshalText(text []byte) error {
	return factualityEnum.Unmarshal(text, (*uint8)(f))
}
