package tokenize

// Tag is a part of speech of the Penn Treebank's tag set, as prose and most
// English taggers use it. The zero value NoTag means "not tagged".
type Tag uint8

// The tags, in the order of their names in tagNames.
const (
	NoTag Tag = iota
	CC        // coordinating conjunction
	CD        // cardinal number
	DT        // determiner
	EX        // existential "there"
	FW        // foreign word
	IN        // preposition or subordinating conjunction
	JJ        // adjective
	JJR       // adjective, comparative
	JJS       // adjective, superlative
	LS        // list item marker
	MD        // modal
	NN        // noun, singular or mass
	NNP       // proper noun, singular
	NNPS      // proper noun, plural
	NNS       // noun, plural
	PDT       // predeterminer
	POS       // possessive ending
	PRP       // personal pronoun
	PRPS      // possessive pronoun, PRP$
	RB        // adverb
	RBR       // adverb, comparative
	RBS       // adverb, superlative
	RP        // particle
	SYM       // symbol
	TO        // "to"
	UH        // interjection
	VB        // verb, base form
	VBD       // verb, past tense
	VBG       // verb, gerund or present participle
	VBN       // verb, past participle
	VBP       // verb, present, not third person singular
	VBZ       // verb, present, third person singular
	WDT       // wh-determiner
	WP        // wh-pronoun
	WPS       // possessive wh-pronoun, WP$
	WRB       // wh-adverb
	PUNCT     // punctuation and anything else that is no word
	numTags
)

// NumTags is the number of values of Tag, NoTag included.
const NumTags = int(numTags)

var tagNames = [...]string{
	"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD",
	"NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR",
	"RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
	"WDT", "WP", "WP$", "WRB", "PUNCT",
}

// String returns the Treebank's name of t, such as "NNP" or "PRP$".
func (t Tag) String() string {
	if int(t) < len(tagNames) {
		return tagNames[t]
	}
	return "invalid"
}

var tagByName = func() map[string]Tag {
	m := make(map[string]Tag, len(tagNames))
	for i, n := range tagNames[1:] {
		m[n] = Tag(i + 1)
	}
	return m
}()

// ParseTag returns the tag with the given Treebank name. Names outside the
// set, punctuation tags among them, are PUNCT; the empty name is NoTag.
func ParseTag(name string) Tag {
	if t, ok := tagByName[name]; ok {
		return t
	}
	if name == "" {
		return NoTag
	}
	return PUNCT
}

// Noun reports whether t is a common or proper noun.
func (t Tag) Noun() bool { return t == NN || t == NNS || t == NNP || t == NNPS }

// Proper reports whether t is a proper noun.
func (t Tag) Proper() bool { return t == NNP || t == NNPS }

// Verb reports whether t is a form of a verb; modals are not.
func (t Tag) Verb() bool { return t >= VB && t <= VBZ }

// Finite reports whether t is a verb form that can head a clause by itself.
func (t Tag) Finite() bool { return t == VBD || t == VBP || t == VBZ }

// A Tagger gives every token of a sentence its part of speech.
//
// Tag must fill tags, which is as long as words, and must not keep either
// slice. It must give the same tags for the same words every time, and be
// safe for use by several goroutines.
type Tagger interface {
	Tag(words []string, tags []Tag)
}

// DefaultTagger returns the tagger that [Parse] uses unless another is asked for.
func DefaultTagger() Tagger { return EnglishTagger() }
