package quotes

import "github.com/whosaid/whosaid/tokenize"

// pastReply returns the token after the sign of a quoted line with which a paragraph begins at
// token i: "> “…”".
func (f *finder) pastReply(i int) int {
	if f.word(i) == ">" {
		i++
	}
	return i
}

// maxSigned is how many tokens may tell of whoever signs.
const maxSigned = 20

// saysSo reports whether there is a verb among the tokens first to last.
func (f *finder) saysSo(first, last int) bool {
	for i := first; i < last; i++ {
		if f.finite(i) || f.cueAt(i) && f.tag(i).Verb() {
			return true
		}
	}
	return false
}

// signature reads the paragraph after a quotation that stands by itself, if it says no more than
// whose it is: after a dash ("— Ida Moss, ferryman"), or in the next line with what he is.
func (f *finder) signature(paragraph int) tag {
	paras := f.t.Paragraphs()
	for paragraph < len(paras) && paras[paragraph].Last-paras[paragraph].First == 1 && f.word(paras[paragraph].First) == ">" {
		paragraph++
	}
	if f.lang != "en" || paragraph >= len(paras) {
		return tag{}
	}
	p := paras[paragraph]
	p.First = f.pastReply(p.First)
	first := p.First
	if f.toks[first].Kind == tokenize.Dash {
		first++
	} else if f.emptyLine(first-1, first) {
		return tag{}
	}
	if p.Last-first < 1 || p.Last-first > maxSigned {
		return tag{}
	}
	m := f.nameLine(first, p.Last)
	if m == first || m < p.Last && f.word(m) != "," || m == p.Last && first == p.First {
		return tag{}
	}
	if f.saysSo(m, p.Last) {
		return tag{} // a dash opens words said
	}
	return tag{mention: f.span(first, m), first: p.First, last: m, after: true, sure: true}
}

// tagBelow reads the tag of a piece that ends with a comma where each line is a paragraph: “…,” ¶
// said Ida Moss
func (f *finder) tagBelow(p *piece) tag {
	paras := f.t.Paragraphs()
	if f.lang != "en" || f.word(p.last-1) != "," || p.paragraph+1 >= len(paras) {
		return tag{}
	}
	below := paras[p.paragraph+1]
	if !f.cueAt(below.First) || !lower(f.word(below.First)) {
		return tag{}
	}
	return f.tagAfter(below.First, below.Last, ",")
}

// bracketed reads in brackets, the last thing in their paragraph, whose the words before token i
// are: “…” (Ida Moss, ferryman)
func (f *finder) bracketed(i, limit int) tag {
	if f.word(i) != "(" || limit-i > maxSigned || f.word(limit-1) != ")" || f.t.Paragraphs()[f.t.ParagraphAt(i)].Last != limit {
		return tag{}
	}
	m := f.nameLine(i+1, limit-1)
	if m == i+1 || m < limit-1 && f.word(m) != "," || f.saysSo(m, limit) {
		return tag{}
	}
	return tag{mention: f.span(i+1, m), first: i, last: limit, after: true, sure: true}
}

// inSignature reports whether the marked words p stand in what tells by t whose words were
// quoted before: “…” — Ida Moss, “Salt Hours”.
func (f *finder) inSignature(t *tag, p *piece) bool {
	first, _ := p.outer()
	return t.found() && t.after && t.cue.IsZero() && !t.mention.IsZero() && t.last <= first && first-t.last < maxTag &&
		f.t.ParagraphAt(t.last-1) == p.paragraph && f.word(t.last) == "," && !f.stopBetween(t.last, first)
}
