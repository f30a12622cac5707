package tokenize

// Kind is the kind of a token, told by its characters alone.
type Kind uint8

// The kinds of token. The zero value is Other: bytes that are no text, such
// as invalid UTF-8.
const (
	Other  Kind = iota
	Word        // letters: "ferry", "well-known", "Mr.", "n't", 王
	Number      // digits: "1,000.5", "3rd"
	Mark        // one quotation mark or apostrophe: " ' “ « 「
	Dash        // "-", "--", "–", "—"
	Punct       // "." "..." "," "(" and their like
	Symbol      // "$", "%", "©", emoji
	Link        // an address of the web or of mail, "@name", "#topic"
)

var kindNames = [...]string{"other", "word", "number", "mark", "dash", "punct", "symbol", "link"}

// String returns the name of k in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "invalid"
}

// A Token is a word, a number, a mark or another unit that holds no white space.
// Contractions are cut as the Penn Treebank does it: "do" "n't", "Ada" "'s".
type Token struct {
	Span
	Kind Kind
}

// A Sentence is a run of tokens inside one paragraph.
type Sentence struct {
	Span
	First, Last int // its tokens are Tokens()[First:Last]
}

// A Paragraph is a run of sentences that layout sets apart.
type Paragraph struct {
	Span
	First, Last         int // its tokens are Tokens()[First:Last]
	FirstSent, LastSent int // its sentences are Sentences()[FirstSent:LastSent]
}
