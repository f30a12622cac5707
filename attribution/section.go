package attribution

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// sections returns, for each paragraph, the first one of its section: whoever
// spoke before a heading or a line of stars need not be there after it.
func (a *analysis) sections() []int {
	ps := a.t.Paragraphs()
	out := make([]int, len(ps))
	start := 0
	for i, p := range ps {
		if a.divides(p) {
			start = i
		}
		out[i] = start
	}
	return out
}

// section returns the tokens of the section of a paragraph, as far as they are
// near a token of it.
func (s *scene) section(paragraph, near int) (first, last int) {
	const reach = 1000 // tokens after it
	ps := s.t.Paragraphs()
	first = ps[s.sections[paragraph]].First
	for k := paragraph; k < len(ps) && s.sections[k] == s.sections[paragraph] && ps[k].First < near+reach; k++ {
		last = ps[k].Last
	}
	return first, min(last, near+reach)
}

// divides reports whether a paragraph stands between two sections: it has no
// words ("* * *"), or they are those of a heading.
func (a *analysis) divides(p tokenize.Paragraph) bool {
	const long = 16 // tokens
	if p.Last-p.First > long || p.First == p.Last || a.quoteAt[p.First] != 0 {
		return false
	}
	if headings[a.lower(p.First)] && lexicon.Capital(a.word(p.First)) && p.Last-p.First > 1 {
		switch a.word(p.Last - 1) {
		case "?", "!":
			return false
		}
		return true
	}
	for i := p.First; i < p.Last; i++ {
		if a.quoteAt[i] != 0 {
			return false
		}
		if a.toks[i].Kind == tokenize.Word && !upper(a.word(i)) {
			return false
		}
	}
	return true
}

// upper reports whether a word is written in capitals.
func upper(w string) bool { return lexicon.Lower(w) != w && w == strings.ToUpper(w) }

// headings are the words with which the headings of parts of a book begin.
var headings = wordSet("chapter book part volume canto letter act scene")
