package tokenize

// A Span is a half-open range of bytes of the original text: the words that
// it covers are text[Start:End]. The zero Span means "no span".
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// IsZero reports whether s is the zero Span, that is, no span at all.
func (s Span) IsZero() bool { return s == Span{} }

// Len returns the number of bytes that s covers.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether every byte of o is a byte of s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Cover returns the smallest span that contains both s and o; a zero Span
// adds nothing.
func (s Span) Cover(o Span) Span {
	switch {
	case s.IsZero():
		return o
	case o.IsZero():
		return s
	}
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// In returns the bytes of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }
