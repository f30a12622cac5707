package quotes

import (
	"unicode"
	"unicode/utf8"

	"github.com/whosaid/whosaid/tokenize"
)

// A family is a set of marks that open and close each other.
type family uint8

const (
	noFamily family = iota
	double
	single
	guillemet
	singleGuillemet
	corner
	whiteCorner
	bookTitle // 《》〈〉 mark titles in Chinese, never speech
	numFamilies
)

// A role says what a mark can do; where both bits are set, the space around
// the mark decides.
type role uint8

const (
	opens role = 1 << iota
	closes
	either = opens | closes
)

// marks is the one table of quotation marks: a new mark is a new row.
//
// Conventions that use one character in two ways are told apart by what
// stands around it and before it: “ closes after „ (German), ” opens where a
// text writes ”so” (Swedish, Finnish), and a text whose guillemets point
// inwards (»so«, German and Danish) is recognised as a whole by inward.
var marks = map[string]struct {
	family family
	role   role
}{
	`"`: {double, either}, "＂": {double, either},
	"“": {double, opens}, "”": {double, closes}, "„": {double, opens}, "‟": {double, opens},
	"``": {double, opens}, "''": {double, either}, "❝": {double, opens}, "❞": {double, closes},
	"〝": {double, opens}, "〞": {double, closes}, "〟": {double, closes},
	"'": {single, either}, "＇": {single, either}, "‘": {single, opens}, "’": {single, either},
	"‚": {single, opens}, "‛": {single, opens}, "`": {single, opens}, "´": {single, closes},
	"❛": {single, opens}, "❜": {single, closes},
	"«": {guillemet, opens}, "»": {guillemet, closes},
	"‹": {singleGuillemet, opens}, "›": {singleGuillemet, closes},
	"״": {double, either},
	"「": {corner, opens}, "」": {corner, closes}, "｢": {corner, opens}, "｣": {corner, closes},
	"『": {whiteCorner, opens}, "』": {whiteCorner, closes},
	"《": {bookTitle, opens}, "》": {bookTitle, closes}, "〈": {bookTitle, opens}, "〉": {bookTitle, closes},
}

// A mark is one occurrence of a quotation mark.
type mark struct {
	token  int
	family family
	role   role
	// gapBefore and gapAfter say that white space, the paragraph's edge or an
	// opening (closing) sign stands there, so that no word touches the mark.
	gapBefore, gapAfter bool
}

// opener reports whether the mark can only open where it stands; closer the same.
func (m mark) opener() bool {
	return m.role == opens || m.role == either && m.gapBefore && !m.gapAfter
}

func (m mark) closer() bool {
	return m.role == closes || m.role == either && m.gapAfter && !m.gapBefore
}

// paragraphMarks returns the marks of tokens first to last, one paragraph.
func (f *finder) paragraphMarks(first, last int) []mark {
	ms := f.marks[:0]
	for i := first; i < last; i++ {
		if f.toks[i].Kind != tokenize.Mark {
			continue
		}
		row, ok := marks[f.t.Word(i)]
		if !ok {
			continue
		}
		if f.inwards && (row.family == guillemet || row.family == singleGuillemet) {
			row.role ^= either
		}
		if f.singlesFirst && f.t.Word(i) == "''" && i+1 < last && f.toks[i].End == f.toks[i+1].Start && f.clipped(i+1) {
			row.family = single // '’Tis
		}
		ms = append(ms, mark{i, row.family, row.role, f.gapBefore(i, first), f.gapAfter(i, last)})
	}
	f.marks = ms
	return ms
}

func (f *finder) gapBefore(i, first int) bool {
	if i == first || f.toks[i-1].End < f.toks[i].Start {
		return true
	}
	switch w := f.t.Word(i - 1); w {
	case "(", "[", "{", "_", "*", "/", "¿", "¡":
		return w != "_" || i-1 == first || f.toks[i-2].End < f.toks[i-1].Start
	}
	if f.toks[i-1].Kind == tokenize.Dash {
		return true
	}
	// Marks that open together: “‘.
	for k := i - 1; k >= first && k >= i-3; k-- {
		if row, ok := marks[f.t.Word(k)]; !ok || row.role&opens == 0 {
			return false
		}
		if k == first || f.toks[k-1].End < f.toks[k].Start || f.toks[k-1].Kind == tokenize.Dash {
			return true
		}
	}
	return false
}

func (f *finder) gapAfter(i, last int) bool {
	if i+1 >= last || f.toks[i].End < f.toks[i+1].Start {
		return true
	}
	switch w := f.t.Word(i + 1); w {
	case ".", ",", ";", ":", "!", "?", ")", "]", "}", "…", "。", "，", "、":
		return true
	default:
		if f.toks[i+1].Kind == tokenize.Dash {
			return true
		}
		row, isMark := marks[w]
		return isMark && row.role&closes != 0 && (i+2 >= last || f.toks[i+1].End < f.toks[i+2].Start || f.toks[i+2].Kind != tokenize.Word)
	}
}

// inward reports whether the text's guillemets point inwards (»so«): whether
// more » than « stand where a quotation opens.
func inward(t *tokenize.Text) bool {
	votes := 0
	toks := t.Tokens()
	for _, p := range t.Paragraphs() {
		for i := p.First; i < p.Last; i++ {
			if toks[i].Kind != tokenize.Mark {
				continue
			}
			w := t.Word(i)
			if w != "«" && w != "»" && w != "‹" && w != "›" {
				continue
			}
			gap := i == p.First || toks[i-1].End < toks[i].Start
			glued := i+1 < p.Last && toks[i].End == toks[i+1].Start && toks[i+1].Kind != tokenize.Punct
			first := i == p.First
			if gap && glued || first {
				if w == "»" || w == "›" {
					votes++
				} else {
					votes--
				}
			}
		}
	}
	return votes > 0
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lower(s string) bool { return unicode.IsLower(firstRune(s)) }
