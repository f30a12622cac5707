package quotes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// transcript adds the turns of a transcript to the utterances: of paragraphs that begin
// with who speaks and a colon, as interviews and scripts are printed. What such a
// paragraph says has no marks; what is marked in it is a quotation in it. What is reported
// there is left out, as it is in what marks show to be said.
//
//	JAKE MOSS: When will it open?
//	HART: In May.
//
// One such paragraph is a heading or a list more often than speech: there must be some,
// and somebody speaks twice.
func (f *finder) transcript(us []utterance) []utterance {
	if f.colons == nil {
		return us
	}
	paras := f.t.Paragraphs()
	talk := 0 // paragraphs with a label
	for _, c := range f.colons {
		if c > 0 {
			talk++
		}
	}
	full := 2*talk > len(paras) // then a paragraph without a label goes on with the one before
	told := make(map[int]bool)  // what the cues of turns tell
	start := len(us)
	for i, p := range paras {
		switch c := f.colons[i]; {
		case c > 0:
			told[f.toks[c].Start] = f.word(c) == ":"
			s := f.span(f.pastStars(c+1), p.Last)
			us = append(us, utterance{kind: Direct, turn: true, parts: []tokenize.Span{s}, span: s, tag: f.labelTag(p.First, c)})
		case full && i > 0 && len(us) > start && f.t.ParagraphAt(f.t.TokenAt(us[len(us)-1].span.End-1)) == i-1 && !f.direction(p):
			u := &us[len(us)-1]
			u.parts = append(u.parts, f.span(p.First, p.Last))
			u.span = u.span.Cover(f.span(p.First, p.Last))
		}
	}
	turns := slices.Clone(us[start:])
	inTurn := func(s tokenize.Span) bool {
		k, _ := slices.BinarySearchFunc(turns, s.End, func(t utterance, at int) int { return cmp.Compare(t.span.End, at) })
		return k < len(turns) && within(s, turns[k].parts)
	}
	for i := range us[:start] {
		f.leaveOutLabels(&us[i])
	}
	return slices.DeleteFunc(us, func(u utterance) bool {
		return len(u.parts) == 0 || !u.turn && (told[u.tag.cue.Start] || u.kind == Indirect && inTurn(u.span))
	})
}

// leaveOutLabels takes from the parts of a report who has the turn that it stands in.
func (f *finder) leaveOutLabels(u *utterance) {
	n := len(u.parts)
	u.parts = slices.DeleteFunc(u.parts, func(s tokenize.Span) bool {
		c := f.colons[f.t.ParagraphAt(f.t.TokenAt(s.Start))]
		return c > 0 && n > 1 && s.End <= f.toks[c].Start
	})
	if len(u.parts) == n || len(u.parts) == 0 {
		return
	}
	u.span.Start = max(u.span.Start, u.parts[0].Start)
	if len(u.parts) == len(u.pieces) {
		u.kind = Direct // only marked words are left
	}
}

// labels returns for each paragraph the token of the colon after who speaks, 0 if there
// is none; nil if the text is no transcript.
func (f *finder) labels() []int {
	const least = 3
	paras := f.t.Paragraphs()
	colons := make([]int, len(paras))
	turns, most := 0, 0
	times := make(map[string]int)
	for i, p := range paras {
		c := f.label(p)
		if c == 0 || i == 0 && (len(paras) == 1 || f.label(paras[1]) == 0) {
			continue // the first is rather a headline
		}
		colons[i] = c
		turns++
		last := f.lowerWord(c - 1)
		if c == f.pastTime(p.First) { // "Q."
			last = f.lowerWord(c)
		}
		times[last]++
		most = max(most, times[last])
	}
	if turns < least || most < 2 {
		return nil
	}
	return colons
}

// label returns the token of the colon after who speaks in a paragraph, 0 if it does not
// begin so, or goes on with marked words, which need no transcript, or with no sentence.
func (f *finder) label(p tokenize.Paragraph) int {
	const most = 6 // tokens
	first := f.pastTime(p.First)
	if w := f.word(first); (w == "Q." || w == "A.") && first+2 < p.Last && f.endsTalk(p.Last-1) {
		return first
	}
	for i := first; i < p.Last && i <= first+most; i++ {
		if f.word(i) == ":" {
			k := f.pastStars(i + 1)
			if i == first || k+1 >= p.Last || f.toks[k-1].End == f.toks[k].Start || f.marked(k, p.Last) || !f.endsTalk(p.Last-1) || !f.mostlyWords(k, p.Last) {
				return 0
			}
			return i
		}
		if w := f.word(i); f.toks[i].Kind != tokenize.Word && w != "." || f.isWord(i) && !f.capital(i) && !particles[w] || notLabels[f.lowerWord(i)] {
			return 0
		}
	}
	return 0
}

// pastTime returns the token from i on after the time at which a turn begins, and after stars:
// [00:12:31] IDA MOSS:
func (f *finder) pastTime(i int) int {
	const most = 8 // tokens
	if f.word(i) == "[" && i+1 < len(f.toks) && f.toks[i+1].Kind == tokenize.Number {
		for k := i + 2; k < min(i+most, len(f.toks)); k++ {
			if f.word(k) == "]" {
				return f.pastStars(k + 1)
			}
		}
	}
	return f.pastStars(i)
}

// marked reports whether all that stands from token i to the end of a paragraph is in marks.
func (f *finder) marked(i, end int) bool {
	p := int(f.outermost(i)) - 1
	if p < 0 {
		return f.toks[i].Kind == tokenize.Mark
	}
	_, last := f.pieces[p].outer()
	return last+2 >= end || f.pieces[p].unclosed
}

// endsTalk reports whether token i, the last of a paragraph, ends a sentence.
func (f *finder) endsTalk(i int) bool {
	w := f.word(i)
	return f.isStop(i) || w == ")" || w == "]" || f.toks[i].Kind == tokenize.Mark || f.toks[i].Kind == tokenize.Dash || strings.HasSuffix(w, ".")
}

// mostlyWords reports whether there are more words than numbers between two tokens, as
// in no table.
func (f *finder) mostlyWords(first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		switch {
		case f.isWord(i):
			n++
		case f.toks[i].Kind == tokenize.Number:
			n--
		}
	}
	return n > 0
}

// direction reports whether a paragraph in brackets tells what happens meanwhile:
// (APPLAUSE)
func (f *finder) direction(p tokenize.Paragraph) bool {
	w := f.word(p.First)
	return w == "(" || w == "[" || w == "*" || w == "_"
}

// notLabels begin paragraphs before a colon and name nobody who speaks.
var notLabels = wordSet(`note notes correction update updates photo photos source sources related watch read listen date time place location name names
	subject re cc from to pictured caption credit editor's chapter part scene act step tip tips warning summary verdict result results rating price
	ingredients method serves monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
	email phone tel website address live breaking exclusive analysis opinion review why what how when where who`)

// labelTag returns the tag that the tokens from first to a colon make.
func (f *finder) labelTag(first, colon int) tag {
	tg := tag{
		cue: f.span(colon, colon+1), mention: f.span(f.pastTime(first), colon), first: first, last: colon + 1,
		class: lexicon.Speech, comma: true, sure: true,
	}
	if f.word(colon) != ":" {
		tg.cue, tg.mention = tokenize.Span{}, f.span(colon, colon+1) // "Q. Why now?"
	}
	return tg
}
