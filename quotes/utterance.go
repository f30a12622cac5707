package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// An utterance is a quotation in the making: pieces with one tag.
type utterance struct {
	kind     Kind
	pieces   []int
	parts    []tokenize.Span
	span     tokenize.Span
	tag      tag
	unclosed bool
	turn     bool   // of a transcript
	lead     [2]int // tokens before its tag with which the clause begins that marked words end
	endsTag  int    // token after its last piece and tag
}

// utterances groups the pieces into utterances.
//
// A piece is an utterance of its own unless it goes on the one before it:
// after a tag that interrupts (“We found it,” said Ruiz, “in the cellar.”),
// in the sentence after one (“We wait,” said Ruiz. “Not long.”), or over
// paragraphs. What has a tag of its own is an utterance of its own.
func (f *finder) utterances() []utterance {
	var us []utterance
	paras := f.t.Paragraphs()
	prev := -1 // index in us of the utterance of the last outer piece
	for i := range f.pieces {
		p := &f.pieces[i]
		if p.parent != 0 {
			continue
		}
		para := paras[p.paragraph]
		from := para.First
		samePara := prev >= 0 && f.pieces[last(us[prev].pieces)].paragraph == p.paragraph
		if samePara {
			from = us[prev].endsTag
		}
		first, end := p.outer()
		limit := para.Last
		next := f.nextOuter(i)
		if next >= 0 && f.pieces[next].paragraph == p.paragraph {
			limit, _ = f.pieces[next].outer()
		}
		var after, before tag
		if !p.unclosed || p.close >= 0 || p.family == noFamily {
			after = f.tagAfter(end, limit, f.stopOf(p))
		}
		if !after.found() && end == para.Last {
			if f.pastReply(para.First) == first {
				after = f.signature(p.paragraph + 1)
			}
			if !after.found() {
				after = f.tagBelow(p)
			}
		}
		if p.unclosed && !after.found() && next >= 0 && f.pieces[next].paragraph == p.paragraph+1 {
			after = f.tagInside(p, &f.pieces[next])
		}
		if prev >= 0 && f.goesOn(&us[prev], p, from, first, after) {
			f.extend(&us[prev], i, end)
			if after.found() && !us[prev].tag.found() {
				us[prev].tag, us[prev].endsTag = after, after.last
			}
			continue
		}
		before = f.tagBefore(from, first)
		u := utterance{pieces: []int{i}, endsTag: end, unclosed: p.unclosed}
		u.kind, u.tag = f.judge(p, before, after, from)
		p.title = u.kind == Title && f.titled(p)
		if prev >= 0 && f.inSignature(&us[prev].tag, p) {
			u.kind, u.tag, p.title = Title, tag{}, true
		}
		if u.tag.after {
			u.endsTag = u.tag.last
		}
		if u.kind == Direct && u.tag.found() && u.tag.mention.IsZero() && !u.tag.cue.IsZero() && samePara && f.maySpeakAgain(us[prev].tag.cue, u.tag.cue) && !f.sentenceBetween(from, first) {
			u.tag.mention = us[prev].tag.mention // “…,” she said, adding: “…”
		}
		if u.lead = f.opensOutside(&u, p, max(from, f.sents[f.t.SentenceAt(first)].First)); u.lead[1] > 0 {
			u.kind = Mixed
		}
		us = append(us, u)
		if p.title && samePara && us[prev].tag.after && us[prev].kind == Direct && !f.stopBetween(from, first) {
			us[prev].endsTag = end // “…,” Ruiz wrote in her memoir, “Salt Hours.” “…”
			continue
		}
		prev = len(us) - 1
	}
	for i := range us {
		f.finish(&us[i])
	}
	return f.nested(us)
}

// tagInside reads the tag in a piece whose closing mark is lost, and ends the piece before it:
// “The lease runs out, said Ruiz. She will not stay. The next paragraph begins with a quotation
// that has a tag of its own, and so does not go on this one.
func (f *finder) tagInside(p, next *piece) tag {
	if f.lang != "en" || p.family == noFamily || next.close < 0 {
		return tag{}
	}
	if own := f.tagAfter(next.close+1, f.t.Paragraphs()[next.paragraph].Last, f.stopOf(next)); !own.found() {
		return tag{}
	}
	ctx := f.ctx
	defer func() { f.ctx = ctx }()
	f.ctx = f.pieceAt[p.first]
	for k := p.first + 2; k+2 < p.last; k++ {
		if v, _ := f.cue(k + 1); f.word(k) != "," || !v.Report || !f.capital(k+2) || f.pronoun(k+2) {
			continue
		}
		if tg := f.inversion(k+1, f.clauseEnd(k+1, min(p.last, k+maxTag))); tg.found() && !f.isWord(tg.last) {
			p.last = k + 1
			tg.after, tg.sure = true, true
			return tg
		}
	}
	return tag{}
}

// opensOutside returns the tokens, from token from on, of a noun phrase, or of one with a
// verb, that marked words in small letters go on after their tag: His emails, he said,
// “went into a hole.” The range is empty if there is none.
func (f *finder) opensOutside(u *utterance, p *piece, from int) [2]int {
	t := &u.tag
	if f.lang != "en" || u.kind != Direct || t.after || !t.comma || t.cue.IsZero() || t.mention.IsZero() || !lower(f.word(p.first)) {
		return [2]int{}
	}
	own := min(f.t.TokenAt(t.cue.Start), f.t.TokenAt(t.mention.Start))
	if w := f.lowerWord(own - 1); w == "as" || w == "in" {
		own--
	}
	end := own - 1
	if end <= from || end-from > maxTag || f.word(end) != "," || f.t.SentenceAt(end) != f.t.SentenceAt(p.first) {
		return [2]int{}
	}
	if f.adverb(from) || f.tag(from) == tokenize.CC {
		return [2]int{} // Still, he said, “we go.”
	}
	if w := f.lowerWord(end - 1); f.phrase(from, end) == end && !f.timeWord(end-1) || lexicon.Be(w) && f.phrase(from, end-1) == end-1 {
		return [2]int{from, end}
	}
	return [2]int{}
}

// sentenceBetween reports whether a whole sentence stands between the tokens first and last.
func (f *finder) sentenceBetween(first, last int) bool {
	for i := first; i < last; i++ {
		if s := f.sents[f.t.SentenceAt(i)]; s.First >= first && s.Last <= last && s.Last-s.First > 2 && !f.outside(i) {
			return true
		}
	}
	return false
}

func last(s []int) int { return s[len(s)-1] }

func (f *finder) nextOuter(i int) int {
	for i++; i < len(f.pieces); i++ {
		if f.pieces[i].parent == 0 {
			return i
		}
	}
	return -1
}

// maxManner is how many tokens may stand between a tag and words in small
// letters that go on: “…,” said Ruiz in a low voice, “and…”
const maxManner = 16

// goesOn reports whether piece p continues utterance u; from is the first
// token after u, first the first of p, after p's own tag.
func (f *finder) goesOn(u *utterance, p *piece, from, first int, after tag) bool {
	lastPiece := &f.pieces[last(u.pieces)]
	if p.continues {
		return lastPiece.unclosed || p.family == noFamily && lastPiece.family == noFamily && lastPiece.paragraph == p.paragraph-1
	}
	if u.kind != Direct || u.tag.after && lastPiece.paragraph == p.paragraph && f.titled(p) || f.inSignature(&u.tag, p) {
		return false
	}
	if lastPiece.paragraph != p.paragraph {
		// The next paragraph of a long quotation is opened again.
		return lastPiece.unclosed && lastPiece.paragraph == p.paragraph-1 && p.family == lastPiece.family && p.family != noFamily &&
			first == f.t.Paragraphs()[p.paragraph].First && !(u.tag.found() && after.found())
	}
	if p.family == noFamily && lastPiece.family == noFamily || p.incise && lastPiece.incise && p.open < 0 {
		return true // one utterance, cut at its tag by dialogue.go or incise.go
	}
	if p.family != lastPiece.family && !(p.family <= single && lastPiece.family <= single) {
		return false
	}
	from = f.pastBrackets(from, first)
	gap := true
	for i := from; i < first; i++ {
		if f.isWord(i) || f.toks[i].Kind == tokenize.Number {
			gap = false
		}
	}
	if u.tag.after {
		if after.found() && !u.tag.comma {
			return false
		}
		if _, end := lastPiece.outer(); end == first && len(u.pieces) > 1 && lastPiece.first > f.t.TokenAt(u.tag.cue.Start) {
			return false // “…,” said Ruiz. “Is it true?” “Yes.”: somebody else answers
		}
		if p.unclosed && !u.tag.comma {
			return false // it begins a quotation of several paragraphs
		}
		if gap || f.tellsMore(from, first) && (f.lang == "en" || !after.found() && f.lowerTag(&u.tag)) {
			return true
		}
		if f.othersTurn(u, from, first) {
			return false
		}
		if lower(f.word(p.first)) && first-from <= maxManner && (f.joins(first-1) || f.word(first-1) == ";") && !f.stopBetween(from, first-1) {
			return true // “…,” she said severely; “and…”
		}
		// “…,” said Ruiz, putting down the cup, “…”; “…,” said Ruiz in a low voice, “…”
		return (u.tag.comma || f.word(lastPiece.last-1) == "," && first-from <= maxManner) && !f.stopBetween(from, first) && f.joins(first-1) && !f.tagBefore(from, first).sure
	}
	// A beat inside a sentence: “I never”—she put down the cup—“liked it.”
	_, end := lastPiece.outer()
	if u.endsTag != end || f.stopBetween(end, first) || first-end > maxTag || gap && first > end {
		return false
	}
	open := !f.isStop(lastPiece.last-1) || f.toks[lastPiece.last-1].Kind == tokenize.Dash
	return open && first-end > 1 && f.joins(first-1) && (f.joins(end) || f.word(lastPiece.last-1) == ",") &&
		!f.tagBefore(end, first).sure
}

// pastBrackets returns the token after what stands in brackets at token i, before end: writes
// Ruiz (2004: 77), “…”
func (f *finder) pastBrackets(i, end int) int {
	if f.word(i) != "(" {
		return i
	}
	for k := i; k < end; k++ {
		if f.word(k) == ")" {
			return k + 1
		}
	}
	return i
}

// othersTurn reports whether a clause about somebody else begins between a tag and the next
// marked words: Zadie goes, “…,” and I'm like, “…”.
func (f *finder) othersTurn(u *utterance, from, first int) bool {
	i := from
	if f.word(i) == "," {
		i++
	}
	w := f.lowerWord(i + 1)
	return f.lang == "en" && first > i+2 && (f.tag(i) == tokenize.CC || f.lowerWord(i) == "while") && (w == "i" || w == "we") && f.finite(i+2) &&
		lexicon.Lower(u.tag.mention.In(f.t.Source())) != w
}

// tellsMore reports whether the tokens first to last, between a tag and the next marked
// words, only end its sentence: “…,” he said in a low voice. “…”
func (f *finder) tellsMore(first, last int) bool {
	if last-first > maxManner || last <= first || f.word(last-1) != "." || !lower(f.word(first)) && f.word(first) != "," {
		return false
	}
	if f.lang != "en" {
		for i := first; i < last-1; i++ {
			if f.isStop(i) || f.word(i) == ":" || f.word(i) == ";" || f.cueAt(i) || f.pronoun(i) && i > first && !f.language.Reflexives[f.lowerWord(i)] {
				return false
			}
		}
		return !f.language.VerbLast
	}
	for i := first; i < last-1; i++ {
		if f.isStop(i) || f.word(i) == ":" || f.word(i) == ";" || f.finite(i) || f.tag(i) == tokenize.CC {
			return false
		}
	}
	return true
}

// lowerTag reports whether a tag begins with a word in small letters: it is no sentence of its own.
func (f *finder) lowerTag(t *tag) bool {
	i := t.first
	for i < t.last && !f.isWord(i) {
		i++
	}
	return !f.capital(i)
}

// joins reports whether token i is a sign after which an utterance goes on.
func (f *finder) joins(i int) bool {
	return f.word(i) == "," || f.toks[i].Kind == tokenize.Dash
}

func (f *finder) stopBetween(first, last int) bool {
	for i := first; i < last; i++ {
		if f.isStop(i) || f.word(i) == ":" {
			return true
		}
	}
	return false
}

func (f *finder) extend(u *utterance, i, end int) {
	u.pieces = append(u.pieces, i)
	u.endsTag = end
	u.unclosed = f.pieces[i].unclosed
}

// judge decides what piece p is, and which of the tags beside it is its own.
//
// Direct are marked words that make a clause of their own: they have a tag,
// or stand alone. Others are fragments; report.go makes Mixed quotations of
// those that lie in reported speech. The rest stay Scare or Title.
func (f *finder) judge(p *piece, before, after tag, from int) (Kind, tag) {
	first, end := p.outer()
	if p.family == bookTitle || f.titled(p) {
		return Title, tag{}
	}
	if p.family == noFamily || p.incise {
		if !after.found() && before.found() && before.comma && f.word(first-1) == ":" {
			return Direct, before
		}
		return Direct, after
	}
	lead := f.lead(from, first)
	stop := f.word(p.last - 1)
	closed := f.isStop(p.last-1) || stop == "," || f.toks[p.last-1].Kind == tokenize.Dash || stop == "…"
	intro := introducing(f.word(first-1)) || first > 0 && f.toks[first-1].Kind == tokenize.Dash
	begins := !lower(f.word(p.first))
	switch {
	case begins && lead == 0 && p.last-p.first > 2 && f.word(end) == ":" && !f.titleCase(p) && f.t.Paragraphs()[p.paragraph].First == first && end+2 < len(f.toks) && (f.capital(end+1) || f.headline(p.paragraph)):
		return Direct, tag{} // “It sounded like a train”: villagers count the cost
	case f.lang == "en" && begins && closed && stop != "," && f.lowerWord(first-1) == "of" && outcries[f.lowerWord(first-2)]:
		return Direct, tag{} // cries of “Shame!”
	case f.language.VerbLast && f.language.Caseless && f.t.Paragraphs()[p.paragraph].First == first && f.t.Paragraphs()[p.paragraph].Last == end && p.family == corner:
		return Direct, tag{} // a turn by itself
	case f.lang != "en" && first > 0 && f.determiner(first-1):
		return f.fragment(p), tag{} // die „Allg. Ztg.“
	case after.found() && f.language.VerbLast:
		if m := f.firstTopic(first); !m.IsZero() && m == after.mention {
			return Mixed, after
		}
		return Direct, after
	case after.found() && (lead == 0 || intro && (begins || lead <= 3 || after.sure && stop == "," && isComma(f.word(first-1)))):
		if f.introduced(before, after, stop) {
			return Direct, before
		}
		return Direct, after
	case before.found() && before.comma && (before.sure || begins):
		if before.class == lexicon.NoClass || !begins && !closed && lead > 12 {
			break
		}
		if f.lang != "en" && !begins && f.word(first-1) == "," && f.language.According[lexicon.Lower(before.cue.In(f.t.Source()))] && f.t.TokenAt(before.cue.Start) > f.sents[f.t.SentenceAt(first)].First {
			return f.fragment(p), tag{} // El incendio fue, según Luz Ibarra, “el más difícil”.
		}
		return Direct, before
	case before.found() && before.sure && begins && (closed || f.clauseLike(p)):
		return Direct, before
	}
	// Alone: it begins where a sentence does and ends where one does.
	broken := begins && lead == 0 && end < f.t.Paragraphs()[p.paragraph].Last && f.toks[end].Kind == tokenize.Dash && p.last-p.first > 1
	closed = closed || broken // “We lost”—he sat down—“everything.”
	ends := closed || end >= len(f.toks) || f.isStop(end) || end == f.t.Paragraphs()[p.paragraph].Last
	switch {
	case f.lang != "en" && p.unclosed && f.insideSentence(first):
		return Scare, tag{} // ditto „2 M.
	case f.lang != "en" && begins && p.last-p.first > 3 && end < len(f.toks) && (lead == 0 && f.joins(end) || intro && f.isStop(end)),
		f.lang != "en" && closed && intro && p.last-p.first > 3:
		// „Wir warten noch ab“, ließ Petra Vogt wissen. Er schrieb: „Wir warten noch ab“.
		// „Ach!“ hob sie an, „ich warte noch darauf.“
		return Direct, tag{}
	case lead == 0 && ends && (begins || closed) && (closed || p.last-p.first > 2 && !p.unclosed):
		return Direct, tag{}
	case stop == "," && f.fragment(p) == Title:
		return Title, tag{} // A documentary, “Voices in Bronze,” won.
	case intro && begins && closed:
		return Direct, tag{}
	case p.unclosed && lead == 0 && f.t.Paragraphs()[p.paragraph].First == first && p.paragraph > 0 && closed:
		return Direct, tag{}
	case closed && begins && p.last-p.first >= 4 && (f.singlesFirst == (p.family == single)):
		return Direct, tag{}
	}
	if p.unclosed {
		return Scare, tag{} // a stray mark
	}
	return f.fragment(p), tag{}
}

// outcries are nouns for what several shout.
var outcries = wordSet("cries shouts calls chants yells screams shrieks cry shout chant chorus choruses murmurs mutterings whispers")

// headline reports whether a paragraph is short and ends without a stop.
func (f *finder) headline(paragraph int) bool {
	const most = 30 // tokens
	p := f.t.Paragraphs()[paragraph]
	return p.Last-p.First < most && p.Last < len(f.toks) && !f.isStop(p.Last-1) && f.word(p.Last-1) != ","
}

// introduced reports whether the tag before a quotation is rather its own than
// the one after it: if that may be a sentence of its own, goes on with what
// happens then ("and she said to herself"), or is none but by its place.
func (f *finder) introduced(before, after tag, stop string) bool {
	if !before.found() || !before.comma || !before.sure {
		return false
	}
	if m := before.mention; after.cue.IsZero() && after.sure && m.End > 0 && lower(f.word(f.t.TokenAt(m.End-1))) {
		return false // The café posted a note: “…” — Ida Moss
	}
	w := f.lowerWord(after.first)
	return !after.sure || w == "and" || w == "but" || w == "so" || stop != "," && !lower(f.word(after.first))
}

// lead returns how many words stand before token first in its sentence, from
// token from on.
func (f *finder) lead(from, first int) int {
	n := 0
	for i := first - 1; i >= from; i-- {
		if f.isStop(i) || f.outside(i) || f.word(i) == "(" {
			break
		}
		if f.isWord(i) {
			n++
		}
	}
	return n
}

// clauseLike reports whether the piece has a verb and some length.
func (f *finder) clauseLike(p *piece) bool {
	return p.last-p.first >= 4 && f.finiteIn(p.first, p.last)
}

// finish fills the parts and the span of u.
func (f *finder) finish(u *utterance) {
	if u.lead[1] > 0 {
		u.parts = append(u.parts, f.span(u.lead[0], u.lead[1]))
		u.span = u.parts[0]
	}
	for _, i := range u.pieces {
		p := &f.pieces[i]
		if n := len(u.parts); n > 0 && p.continues && p.family != noFamily && !f.emptyLine(p.first-1, p.first) {
			u.parts[n-1].End = f.content(p).End // lines of verse
		} else {
			u.parts = append(u.parts, f.content(p))
		}
		first, end := p.outer()
		u.span = u.span.Cover(f.span(first, end))
	}
}

// nested adds the pieces inside quotations, with the tags inside those.
func (f *finder) nested(us []utterance) []utterance {
	for i := range f.pieces {
		p := &f.pieces[i]
		if p.parent == 0 {
			continue
		}
		around := &f.pieces[p.parent-1]
		f.ctx = int32(p.parent)
		first, end := p.outer()
		from := max(around.first, f.sents[f.t.SentenceAt(first)].First)
		before := f.tagBefore(from, first)
		after := f.tagAfter(end, around.last, f.stopOf(p))
		kind, tg := f.judge(p, before, after, from)
		f.ctx = 0
		if kind == Direct && !tg.found() && p.last-p.first < 4 {
			kind = Scare
		}
		u := utterance{kind: kind, pieces: []int{i}, tag: tg, unclosed: p.unclosed}
		f.finish(&u)
		us = append(us, u)
	}
	return us
}
