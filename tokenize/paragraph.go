package tokenize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is text[start:end], without its line break; width is in code points.
type line struct{ start, end, width int }

// paragraphBreaks returns the byte offsets at which a new paragraph begins,
// other than the first.
//
// An empty line always ends a paragraph. A single line break ends one too,
// unless the text is hard-wrapped, as plain-text books are; then it ends one
// only where the line was left short after a full stop. Nor does it where the
// line surely goes on in the next, see [goesOn].
func paragraphBreaks(text string) []int {
	lines := splitLines(text)
	wrap := wrapWidth(text, lines)
	var breaks []int
	for i := 1; i < len(lines); i++ {
		prev, cur := lines[i-1], lines[i]
		if cur.width == 0 {
			continue
		}
		if parted(text, prev, cur, wrap) {
			breaks = append(breaks, cur.start)
		}
	}
	return breaks
}

// parted reports whether a paragraph ends between two lines, the second of which is not empty.
func parted(text string, prev, next line, wrap int) bool {
	sign := bullet(text, prev)
	switch {
	case prev.width == 0 || sign != "" && sign == bullet(text, next):
		return true
	case goesOn(text, prev, next):
		return false
	}
	return wrap == 0 || !soft(text, prev, next, wrap)
}

// splitLines returns the lines of text; those of white space only have width 0.
func splitLines(text string) []line {
	var lines []line
	add := func(s, e int) {
		l := line{start: s, end: e}
		if strings.TrimSpace(text[s:e]) != "" {
			l.width = utf8.RuneCountInString(text[s:e])
		}
		lines = append(lines, l)
	}
	start := 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\n' || text[i] == '\f' || text[i] == '\v':
			add(start, i)
			start = i + 1
		case text[i] == '\r':
			add(start, i)
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			start = i + 1
		case text[i] == 0xe2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			add(start, i)
			i += 2
			start = i + 1
		}
	}
	add(start, len(text))
	return lines
}

// Lines of hard-wrapped text are at most this wide, in code points.
const maxWrapWidth = 130

// wrapWidth returns the width in code points at which the lines of text are
// wrapped, or 0 if they are not. They are if almost all of them are narrow and
// most line breaks inside blocks stand where the next word did not fit, and not
// between two sentences.
func wrapWidth(text string, lines []line) int {
	var widths []int
	for _, l := range lines {
		if l.width > 0 {
			widths = append(widths, l.width)
		}
	}
	if len(widths) < 3 {
		return 0
	}
	slices.Sort(widths)
	wrap := widths[(len(widths)-1)*98/100]
	if wrap < 30 || wrap > maxWrapWidth {
		return 0
	}
	pairs, full, sentences := 0, 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].width > 0 && lines[i-1].width > 0 {
			pairs++
			if !fits(text, lines[i-1], lines[i], wrap-6) {
				full++
			}
			if endsFull(text[lines[i-1].start:lines[i-1].end]) && begins(text[lines[i].start:lines[i].end]) {
				sentences++
			}
		}
	}
	if full*10 < pairs*6 || sentences*10 > pairs*6 {
		return 0 // short paragraphs, a line each
	}
	return wrap
}

// fits reports whether the first word of next would have fitted on the line
// before it.
func fits(text string, prev, next line, wrap int) bool {
	s := strings.TrimLeft(text[next.start:next.end], " \t")
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		s = s[:i]
	}
	return prev.width+1+utf8.RuneCountInString(s) <= wrap
}

// soft reports whether the break between two lines of a hard-wrapped text is
// one inside a paragraph.
func soft(text string, prev, next line, wrap int) bool {
	indented := text[next.start] == ' ' || text[next.start] == '\t'
	if indented != (text[prev.start] == ' ' || text[prev.start] == '\t') && indented {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[next.start:next.end], " \t"))
		return !endsFull(text[prev.start:prev.end]) || unicode.IsLower(r)
	}
	if !fits(text, prev, next, wrap-12) || !endsFull(text[prev.start:prev.end]) {
		return true
	}
	return !begins(text[next.start:next.end])
}

// begins reports whether a line begins as paragraphs do: with a capital, a mark or a dash.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \t"))
	return unicode.IsUpper(r) || IsMark(r) || r == '—' || r == '–' || r == '-'
}

// bullet returns the sign of a list's item with which a line begins, "" if it does not.
func bullet(text string, l line) string {
	for _, sign := range []string{"- ", "* ", "• ", "– ", "— "} {
		if strings.HasPrefix(text[l.start:l.end], sign) {
			return sign
		}
	}
	return ""
}

// goesOn reports whether a line goes on in the next, whatever their width: in small letters after a word,
// a comma or a mark, if they do not begin with who speaks; or with the rest of a tag. “We go,” / said Ida.
// “We go,” said / Ida Moss.
func goesOn(text string, prev, next line) bool {
	const most = 3 // words before a colon, or of the first part of a tag
	before, after := strings.TrimRight(text[prev.start:prev.end], " \t"), text[next.start:next.end]
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(first) {
		if IsMark(last) {
			return true
		}
		who, _, label := strings.Cut(after, ":")
		return (unicode.IsLetter(last) || last == ',') && !(label && len(strings.Fields(who)) <= most)
	}
	mark := strings.LastIndexFunc(before, IsMark)
	if mark < 1 || !unicode.IsUpper(first) || !unicode.IsLetter(last) || !strings.ContainsAny(before[mark-1:mark], ",?!") {
		return false
	}
	_, size := utf8.DecodeRuneInString(before[mark:])
	tag := before[mark+size:]
	return strings.HasPrefix(tag, " ") && len(strings.Fields(tag)) <= most && !strings.ContainsAny(tag, ".,:;?!")
}

// endsFull reports whether a line ends with a full stop, marks aside.
func endsFull(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || IsMark(r) || r == ')' || r == '_' })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:。！？", r)
}
