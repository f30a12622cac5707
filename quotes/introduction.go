package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// tagBefore looks for the tag that introduces a quotation whose opening mark
// is token open: "Ana Ruiz said: “…", "She told him, “…", "saying “…".
// from is the first token that may belong to it.
func (f *finder) tagBefore(from, open int) tag {
	i := open - 1
	if i < from || f.word(i) == ">" && f.pastQuoteSigns(from) == open {
		return f.tagAbove(open)
	}
	sep := f.word(i)
	if sep == "." {
		return f.sentenceBefore(from, i, open)
	}
	with := false // "interrupted her with--"
	if f.toks[i].Kind == tokenize.Dash && i > from {
		i--
		sep = f.word(i) // "said:--"
		with = f.lang == "en" && sep == "with"
	}
	introduces := introducing(sep) || with
	if introduces {
		i--
	}
	start := from
	for k := i; k >= from && k > open-maxTag; k-- {
		if f.isStop(k) || f.outside(k) || f.lang == "en" && f.word(k) == ";" {
			start = k + 1
			break
		}
		start = k
	}
	if tg := f.saidFirst(start, i); tg.found() && introduces {
		tg.last, tg.comma, tg.sure = open, true, true
		return tg
	}
	for k := i; k >= start; k-- {
		v, ok := f.cue(k)
		if !ok || v.Class == lexicon.Attitude {
			continue
		}
		if f.language.Caseless && k-2 >= start {
			if _, ok := f.language.Cue(f.word(k-2) + f.word(k-1)); ok {
				continue // 解释|说
			}
		}
		if v.Form != lexicon.Ing {
			if _, ok := f.finiteCue(k); !ok && !(f.lang == "en" && v.Form != lexicon.Base && f.tag(k).Verb()) {
				continue
			}
		}
		if f.lang == "en" && f.tag(k).Noun() && !v.Report {
			continue
		}
		m0, m1 := f.nearSubject(start, k)
		if v.Form == lexicon.Ing {
			if s0, s1 := f.owner(start, k); s1 > s0 {
				m0, m1 = s0, s1
			}
		}
		sure := introduces && (m1 > m0 || v.Form == lexicon.Ing) || f.adverbs(k+1, i+1) || f.saidTo(k+1, i+1)
		m0, m1 = f.voice(f.speaker(start, k, m0, m1))
		m0 = f.afterTime(m0, m1)
		tg := tag{cue: f.span(k, f.cueEnd(k)), mention: f.span(m0, m1), first: start, last: open, class: v.Class, comma: introduces, sure: sure}
		if f.language.VerbLast {
			tg.mention = f.topicBefore(start, k)
		}
		if by, ok := f.passive(k, max(start, k-3), open); ok {
			tg.mention = f.span(by, f.mentionAt(by, open))
		}
		return tg
	}
	if f.lang != "en" {
		tg := f.accordingIn(start, open)
		if !tg.found() && (sep == ":" || sep == "：") {
			tg = f.namedBefore(start, i+1)
		}
		tg.comma, tg.sure = introduces, tg.found()
		return tg
	}
	for k := start; k+2 < open; k++ {
		if tg := f.according(k, open); tg.found() {
			tg.first, tg.last, tg.comma, tg.sure = start, open, introduces, true
			return tg
		}
	}
	if sep == ":" {
		return f.beatBefore(start, i+1, open)
	}
	return tag{}
}

// saidFirst reads "Said Ana Ruiz" and "Quoth Ana Ruiz", from token first to last, as all of a
// sentence before a colon.
func (f *finder) saidFirst(first, last int) tag {
	if f.lang != "en" || last <= first || !f.capital(first) || !f.capital(first+1) || f.sents[f.t.SentenceAt(first)].First != first {
		return tag{}
	}
	v, ok := f.cue(first)
	if !ok || !v.Report || v.Form != lexicon.Past && v.Form != lexicon.Third {
		return tag{}
	}
	for i := first + 1; i <= last; i++ {
		if !f.capital(i) && !particles[f.word(i)] {
			return tag{}
		}
	}
	return tag{cue: f.span(first, first+1), mention: f.span(first+1, last+1), first: first, class: v.Class}
}

// introducing reports whether a quotation follows after sep: a comma or a colon.
func introducing(sep string) bool { return sep == ":" || sep == "：" || isComma(sep) }

// isComma reports whether a sign is a comma, in the writing of any language.
func isComma(s string) bool { return s == "," || s == "，" || s == "、" || s == "،" }

// adverbs reports whether there are only adverbs from token first to last, if
// any: "said severely".
func (f *finder) adverbs(first, last int) bool {
	for i := first; i < last; i++ {
		if !f.adverb(i) {
			return false
		}
	}
	return first >= last || f.lang == "en"
}

// saidTo reports whether the tokens first to last, after a cue, only say to
// whom: "said to herself", "told him".
func (f *finder) saidTo(first, last int) bool {
	if f.lang != "en" || first >= last {
		return false
	}
	if w := f.lowerWord(first); w == "to" || w == "unto" {
		first++
	}
	if first+1 == last && f.objectPronoun(first) {
		return true
	}
	return first < last && f.mentionAt(first, last) == last
}

// sentenceBefore reads a sentence that says no more than that somebody speaks
// as the tag of the quotation after it, whose opening mark is token open; its
// stop is token end: "Ada Finch interposed. “…", "At last she went on. “…", "It
// was late, but Ana Ruiz ran on with scorn. “…".
func (f *finder) sentenceBefore(from, end, open int) tag {
	const most = 24 // tokens
	start := end
	for start > from && end-start <= most && !f.isStop(start-1) && !f.outside(start-1) {
		start--
	}
	if f.lang != "en" || end-start > most || start > 0 && f.outside(start-1) && f.t.ParagraphAt(start-1) == f.t.ParagraphAt(start) && !f.cutsIn(start, end) {
		return tag{} // a sentence after a quotation is rather its own
	}
	for i := start; i < end; i++ {
		if w := f.lowerWord(i); w == "not" || w == "n't" || w == "never" || w == "nothing" {
			return tag{}
		}
	}
	tg := f.speaks(start, end)
	if !tg.found() {
		tg = f.lastSpeaks(start, end)
	}
	if tg.found() {
		tg.first, tg.last, tg.comma, tg.sure = start, open, true, true
	}
	return tg
}

// lastSpeaks reads the last clause of the sentence from token start to end that
// says no more than that somebody speaks: "She rose and went on".
func (f *finder) lastSpeaks(start, end int) tag {
	i := end - 1
	for i > start && f.word(i) != "," && f.word(i) != ";" && f.tag(i) != tokenize.CC {
		i--
	}
	if i <= start {
		return tag{}
	}
	if k := f.opening(i+1, end); f.tag(i) == tokenize.CC && f.speaksAlone(k, end) {
		v, _ := f.cue(k)
		m0, m1 := f.parsedSubject(start, k)
		if m0 == m1 {
			m0, m1 = f.openingSubject(start, k)
		}
		if m1 == m0 || !f.maySpeak(m0, m1) {
			return tag{}
		}
		return tag{cue: f.span(k, f.cueEnd(k)), mention: f.span(m0, m1), first: start, last: end, class: v.Class}
	}
	tg := f.speaks(i+1, end)
	if tg.found() && f.word(i) == "," {
		if v, _ := f.cue(f.verbOf(&tg)); v.Report {
			return tag{} // "It was late, Ida said."
		}
	}
	return tg
}

// speaks reads the clause from token i to end that says no more than that
// somebody speaks.
func (f *finder) speaks(i, end int) tag {
	i = f.opening(i, end)
	for _, read := range []func(i, end int) tag{f.cutShort, f.retortCame} {
		if tg := read(i, end); tg.found() {
			return tg
		}
	}
	tg := f.subjectFirst(i, end)
	if !tg.found() || !f.speaksAlone(f.verbOf(&tg), end) || !f.maySpeak(i, tg.last) {
		return tag{} // "his troubles began"
	}
	if w := f.lowerWord(i); (w == "we" || w == "they") && f.lowerWord(tg.last-1) == "on" {
		return tag{} // "We went on" says that they walked
	}
	return tg
}

// speaksAlone reports whether the cue at token k says by itself, with what
// follows up to token end, that somebody speaks.
func (f *finder) speaksAlone(k, end int) bool {
	v, ok := f.finiteCue(k)
	if !ok || v.Class != lexicon.Speech || !v.Report && !speaksOn[v.Lemma] || mute[v.Lemma] {
		return false
	}
	rest := k + 1
	w := f.lowerWord(rest)
	next := f.lowerWord(rest + 1)
	switch {
	case v.Lemma == "go" && w != "on", v.Lemma == "break" && w != "in" && w != "out":
		return false
	case w == "at" && next == "once", w == "to" && (next == "speak" || next == "talk"):
		rest += 2 // "She began at once."
	case v.Lemma == "interrupt" && f.objectPronoun(rest):
		rest++
	case v.Report:
		if m, _, _ := f.nounGroup(rest, end); m > rest && answers[f.lowerWord(m-1)] {
			rest = m // "She repeated her question."
		}
	}
	return f.manner(rest, end)
}

// cutsIn reports whether the sentence from token i to end is "Ana Ruiz interrupted
// him": after somebody's words, it introduces those of another.
func (f *finder) cutsIn(i, end int) bool {
	m := f.phrase(i, end)
	v, _ := f.cue(m)
	return m > i && v.Lemma == "interrupt" && f.objectPronoun(m+1)
}

// opening returns the token after what may stand before a clause: "At last",
// "But then", "In a low voice".
func (f *finder) opening(i, end int) int {
	for i < end {
		switch {
		case f.tag(i) == tokenize.CC || f.adverb(i):
			i++
		case f.atLast(i) || f.lowerWord(i) == "at" && f.lowerWord(i+1) == "once":
			i += 2
		default:
			j := f.phrase(i+1, end)
			if v := f.lowerWord(j - 1); f.lowerWord(i) != "in" || v != "voice" && v != "tone" {
				return i
			}
			i = j
		}
	}
	return i
}

// manner reports whether the tokens i to end only say how somebody speaks:
// "hurriedly", "on with scorn", "in a low voice".
func (f *finder) manner(i, end int) bool {
	i = f.pastAdverbs(i, end)
	if w := f.lowerWord(i); i < end && (w == "with" || w == "in") {
		i = f.phrase(i+1, end)
	}
	return i >= end
}

// cutShort reads "cut him short", "took her up" and "ran on", which verbs of
// saying do not tell of.
func (f *finder) cutShort(i, end int) tag {
	m := f.phrase(i, end)
	k := f.pastAdverbs(m, end)
	if m == i || k+1 >= end {
		return tag{}
	}
	rest := k + 2
	switch verb := f.lowerWord(k); {
	case verb == "cut" && f.objectPronoun(k+1) && f.lowerWord(k+2) == "short", verb == "took" && f.objectPronoun(k+1) && f.lowerWord(k+2) == "up":
		rest++
	case verb == "ran" && f.lowerWord(k+1) == "on":
	default:
		return tag{}
	}
	if !f.manner(rest, end) {
		return tag{}
	}
	return tag{cue: f.span(k, k+1), mention: f.span(i, m), first: i, last: rest, class: lexicon.Speech}
}

// retortCame reads "Ana Ruiz's retort came" and "her answer came".
func (f *finder) retortCame(i, end int) tag {
	m := f.phrase(i, end)
	if m < i+2 || f.lowerWord(m) != "came" || !answers[f.lowerWord(m-1)] || !f.manner(m+1, end) {
		return tag{}
	}
	return f.answerOf(i, m-1)
}

// speaksOn are verbs that by themselves say that somebody speaks: "He began."
var speaksOn = wordSet("go begin break proceed speak stammer stutter falter")

// mute are verbs that by themselves need no words: "She assented."
var mute = wordSet("assent acquiesce agree reflect return rejoice pray")

// beatBefore reads what somebody does before a colon as the tag of the
// quotation whose opening mark is token open: "Ruiz turned to him: “…".
func (f *finder) beatBefore(start, end, open int) tag {
	for k := end - 1; k > start; k-- {
		if !f.verbOfTag(k) || f.tag(k) == tokenize.VBN {
			continue
		}
		m0, m1 := f.parsedSubject(start, k)
		if m0 == m1 {
			m0, m1 = f.openingSubject(start, k)
		}
		m0, m1 = f.voice(m0, m1)
		if m1 > m0 && m1 <= k && (f.pronoun(m0) || f.tag(m1-1).Proper()) {
			return tag{cue: f.span(k, k+1), mention: f.span(m0, m1), first: start, last: open, class: lexicon.Speech, comma: true}
		}
		return tag{}
	}
	return tag{}
}

// tagAbove looks for the tag that introduces a quotation whose opening mark,
// token open, begins a paragraph: at the end of the one above, before a colon,
// a comma, a dash or nothing, or in a sentence that says no more.
func (f *finder) tagAbove(open int) tag {
	p := f.t.ParagraphAt(open)
	if f.ctx != 0 || p == 0 || p >= len(f.t.Paragraphs()) || f.pastQuoteSigns(f.t.Paragraphs()[p].First) != open {
		return tag{}
	}
	above := f.t.Paragraphs()[p-1]
	end := above.Last
	bare := f.isWord(end - 1)
	if w := f.word(end - 1); f.outside(end-1) || w != "." && w != ":" && w != "," && f.toks[end-1].Kind != tokenize.Dash && !bare {
		return tag{}
	}
	tg := f.tagBefore(above.First, end)
	if tg.mention.IsZero() {
		return tag{}
	}
	if bare { // the quotation ends its sentence
		tg.comma, tg.sure = true, true
	}
	return tg
}

// pastQuoteSigns returns the token from i on after the signs of a block quotation in Markdown or in mail.
func (f *finder) pastQuoteSigns(i int) int {
	for i < len(f.toks)-1 && f.word(i) == ">" {
		i++
	}
	return i
}
