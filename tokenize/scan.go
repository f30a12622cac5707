package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Classes of characters, as the scanner needs them.
type class uint8

const (
	cOther class = iota
	cSpace
	cLetter
	cIdeograph // a character that is a word by itself
	cDigit
	cApostrophe // ' ’: a mark, or part of a word
	cMark
	cDash
	cPunct
	cSymbol
)

var asciiClass = func() (t [utf8.RuneSelf]class) {
	for i := range t {
		switch c := rune(i); {
		case c <= ' ' || c == 0x7f:
			t[i] = cSpace // control characters, NUL among them, separate tokens
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			t[i] = cLetter
		case '0' <= c && c <= '9':
			t[i] = cDigit
		case c == '\'':
			t[i] = cApostrophe
		case c == '"' || c == '`':
			t[i] = cMark
		case c == '-':
			t[i] = cDash
		case unicode.IsPunct(c):
			t[i] = cPunct
		default:
			t[i] = cSymbol
		}
	}
	return t
}()

// IsMark reports whether r can be a quotation mark, in any language.
func IsMark(r rune) bool {
	switch r {
	case '"', '\'', '`', '´', '«', '»', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '‹', '›',
		'「', '」', '『', '』', '〝', '〞', '〟', '＂', '＇', '｢', '｣', '《', '》', '〈', '〉', '״', '❛', '❜', '❝', '❞':
		return true
	}
	return false
}

func classify(r rune) class {
	if r < utf8.RuneSelf {
		return asciiClass[r]
	}
	switch {
	case r == utf8.RuneError:
		return cOther
	case r == '’':
		return cApostrophe
	case IsMark(r):
		return cMark
	case unicode.Is(unicode.Han, r), unicode.Is(unicode.Thai, r):
		return cIdeograph
	case unicode.IsLetter(r), unicode.IsMark(r), r == '\u00ad', r == '\u200d', r == '\u200c':
		return cLetter // a soft hyphen or a joiner does not end a word
	case unicode.IsDigit(r):
		return cDigit
	case unicode.IsSpace(r), unicode.IsControl(r), r == '\u200b', r == '\ufeff', r == '\u2060':
		return cSpace
	case unicode.Is(unicode.Pd, r), r == '−':
		return cDash
	case unicode.IsPunct(r):
		return cPunct
	case unicode.IsSymbol(r), unicode.IsNumber(r):
		return cSymbol
	}
	return cOther
}

// scanner walks over the text once; every method moves pos forward.
type scanner struct {
	text   string
	pos    int
	tokens []Token
}

// at returns the class and the width in bytes of the character at offset i;
// the width is 0 at the end of the text.
func (s *scanner) at(i int) (class, int) {
	if i >= len(s.text) {
		return cSpace, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return asciiClass[c], 1
	}
	r, w := utf8.DecodeRuneInString(s.text[i:])
	if r == utf8.RuneError && w == 1 {
		return cOther, 1
	}
	return classify(r), w
}

func (s *scanner) emit(start, end int, k Kind) {
	s.tokens = append(s.tokens, Token{Span{start, end}, k})
}

func scan(text string) []Token {
	s := scanner{text: text, tokens: make([]Token, 0, len(text)/5+8)}
	for s.pos < len(text) {
		start := s.pos
		c, w := s.at(start)
		switch c {
		case cSpace:
			s.pos += w
		case cLetter, cDigit:
			s.word(start, c)
		case cIdeograph:
			s.pos += w
			s.emit(start, s.pos, Word)
		case cDash:
			s.run(cDash, Dash)
		case cApostrophe, cMark:
			s.pos += w
			// The pairs `` and '' of typewritten and TeX text are one mark.
			if b := text[start]; (b == '`' || b == '\'') && s.pos < len(text) && text[s.pos] == b {
				s.pos++
			}
			s.emit(start, s.pos, Mark)
		case cPunct:
			s.punct(start, w)
		case cSymbol:
			s.pos += w
			s.emit(start, s.pos, Symbol)
		default:
			s.run(cOther, Other)
		}
	}
	return s.tokens
}

// run emits the characters of one class as one token.
func (s *scanner) run(c class, k Kind) {
	start := s.pos
	for {
		d, w := s.at(s.pos)
		if d != c || w == 0 {
			break
		}
		s.pos += w
	}
	s.emit(start, s.pos, k)
}

func (s *scanner) punct(start, w int) {
	switch s.text[start] {
	case '.':
		for s.pos < len(s.text) && s.text[s.pos] == '.' {
			s.pos++
		}
		s.emit(start, s.pos, Punct)
		return
	case '@', '#':
		if c, _ := s.at(start + 1); c == cLetter || c == cDigit {
			s.pos++
			for {
				c, w := s.at(s.pos)
				if w == 0 || c != cLetter && c != cDigit && s.text[s.pos] != '_' {
					break
				}
				s.pos += w
			}
			s.emit(start, s.pos, Link)
			return
		}
	}
	s.pos += w
	s.emit(start, s.pos, Punct)
}

// word scans a word or a number that starts at start.
func (s *scanner) word(start int, c class) {
	if c == cLetter && s.link(start) {
		return
	}
	kind := Word
	if c == cDigit {
		kind = Number
	}
	lastApostrophe := -1
	letters := 0 // since the last joiner
	compound := false
	for {
		c, w := s.at(s.pos)
		if w == 0 {
			break
		}
		if c == cLetter || c == cDigit {
			if kind == Number && c == cLetter && s.text[s.pos] >= utf8.RuneSelf && !compound {
				break // "5°" is a symbol, but "5km", "3rd" and "29-Jährige" stay whole
			}
			s.pos += w
			letters++
			continue
		}
		next, nw := s.at(s.pos + w)
		joins := nw > 0 && (next == cLetter || next == cDigit)
		b := s.text[s.pos]
		switch {
		case c == cApostrophe && kind == Word && joins && next == cLetter:
			lastApostrophe = s.pos
		case c == cMark && kind == Word && next == cLetter && s.gershayim(w):
		case c == cDash && w < 3 && joins && (w == 1 || strings.HasPrefix(s.text[s.pos:], "‐")): // one hyphen
			compound = true
		case c == cDash && joins && isHyphen(s.text[s.pos:]):
		case b == '_' && joins:
		case b == '&' && joins && letters <= 2 && kind == Word && upperAt(s.text, s.pos+1): // AT&T
		case (b == ',' || b == '.') && kind == Word && next == cDigit && s.currency(start): // N2.3 million
		case (b == ',' || b == '.' || b == ':') && kind == Number && next == cDigit && digitBefore(s.text, s.pos): // 1,000.5 9:30
		case b == '.' && kind == Word && s.dotInside(start, letters, joins):
			s.pos++
			if joins {
				letters = 0
				continue
			}
			s.emit(start, s.pos, Word)
			return
		case b == '@' && joins && s.email(start):
			return
		default:
			s.finish(start, kind, lastApostrophe)
			return
		}
		s.pos += w
		letters = 0
	}
	s.finish(start, kind, lastApostrophe)
}

// currency reports whether the word from start to s.pos is a number after the letters of its unit:
// "N2", "Rs2", "KSh4".
func (s *scanner) currency(start int) bool {
	word := s.text[start:s.pos]
	digits := strings.TrimLeft(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZsh")
	return len(word)-len(digits) <= 3 && upperAt(word, 0) && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// gershayim reports whether the mark at s.pos, w bytes long, is the sign before the last letter of a
// Hebrew abbreviation: מנכ"ל.
func (s *scanner) gershayim(w int) bool {
	if mark := s.text[s.pos : s.pos+w]; mark != `"` && mark != "״" {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.pos])
	after, n := utf8.DecodeRuneInString(s.text[s.pos+w:])
	if !unicode.Is(unicode.Hebrew, before) || !unicode.Is(unicode.Hebrew, after) {
		return false
	}
	c, _ := s.at(s.pos + w + n)
	return c != cLetter
}

func isHyphen(s string) bool { return strings.HasPrefix(s, "‐") || strings.HasPrefix(s, "‑") }

func upperAt(s string, i int) bool { return i < len(s) && 'A' <= s[i] && s[i] <= 'Z' }

func digitBefore(s string, i int) bool { return i > 0 && '0' <= s[i-1] && s[i-1] <= '9' }

// dotInside reports whether the dot at s.pos belongs to the word that began
// at start: an initial ("J."), an acronym ("U.S.") or an abbreviation ("Mr.").
func (s *scanner) dotInside(start, letters int, joins bool) bool {
	if s.pos+1 < len(s.text) && s.text[s.pos+1] == '.' {
		return false // "..." is a token of its own
	}
	if digitBefore(s.text, s.pos) {
		return false
	}
	word := s.text[start:s.pos]
	acronym := strings.Contains(word[max(0, len(word)-8):], ".")
	switch {
	case letters == 1 && (joins || acronym): // U.S., p.m., J.K.
		c, w := s.at(s.pos + 1)
		if joins && c == cLetter {
			// One letter, then a dot again: U.S; otherwise "I.Then" is two words.
			_, w2 := s.at(s.pos + 1 + w)
			d, _ := s.at(s.pos + 1 + w)
			return w2 == 0 || d != cLetter
		}
		return !joins
	case acronym:
		return abbreviation(word)
	case joins:
		return false
	case len(word) == 1 && upperAt(word, 0):
		return word != "I" || s.afterName()
	}
	if lookup(numbered, word) {
		c, _ := s.at(s.pos + 2)
		return c == cDigit // "No. 5", but "No."
	}
	return abbreviation(word)
}

// afterName reports whether the last token is a capitalised word right before:
// then an "I." is an initial and not the pronoun at a sentence's end.
func (s *scanner) afterName() bool {
	n := len(s.tokens)
	return n > 0 && s.tokens[n-1].Kind == Word && upperAt(s.text, s.tokens[n-1].Start)
}

// finish emits the word from start to s.pos, cut at its contraction.
func (s *scanner) finish(start int, kind Kind, apostrophe int) {
	cut := -1
	if kind == Word {
		word := s.text[start:s.pos]
		if apostrophe > start {
			cut = contraction(s.text, start, apostrophe, s.pos)
		} else if len(word) == 6 && strings.EqualFold(word, "cannot") {
			cut = start + 3
		}
	}
	if cut > start {
		s.emit(start, cut, kind)
		start = cut
	}
	s.emit(start, s.pos, kind)
}

// contraction returns where the Penn Treebank cuts the word text[start:end],
// whose last apostrophe is at apostrophe, or -1.
func contraction(text string, start, apostrophe, end int) int {
	_, w := utf8.DecodeRuneInString(text[apostrophe:])
	switch tail := text[apostrophe+w : end]; {
	case strings.EqualFold(tail, "t"):
		if n := apostrophe - 1; n > start && (text[n] == 'n' || text[n] == 'N') {
			return n
		}
	case strings.EqualFold(tail, "s"), strings.EqualFold(tail, "d"), strings.EqualFold(tail, "m"),
		strings.EqualFold(tail, "re"), strings.EqualFold(tail, "ve"), strings.EqualFold(tail, "ll"):
		return apostrophe
	}
	return -1
}

// link emits the web address that starts at start, if one does.
func (s *scanner) link(start int) bool {
	rest := s.text[start:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return false
	}
	end := start
	for end < len(s.text) {
		c, w := s.at(end)
		if c == cSpace || c == cMark || c == cOther || c == cIdeograph || s.text[end] == '<' || s.text[end] == '>' {
			break
		}
		end += w
	}
	for end > start && strings.IndexByte(".,;:!?)]}'", s.text[end-1]) >= 0 {
		end--
	}
	s.pos = end
	s.emit(start, end, Link)
	return true
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// email emits the mail address whose local part is text[start:s.pos].
func (s *scanner) email(start int) bool {
	end := s.pos + 1
	dot := false
	for end < len(s.text) {
		b := s.text[end]
		if c := asciiClass[b&0x7f]; b >= utf8.RuneSelf || c != cLetter && c != cDigit && b != '-' && b != '.' {
			break
		}
		dot = dot || b == '.'
		end++
	}
	for end > s.pos && (s.text[end-1] == '.' || s.text[end-1] == '-') {
		end--
	}
	if !dot || end <= s.pos+1 {
		return false
	}
	s.pos = end
	s.emit(start, end, Link)
	return true
}
