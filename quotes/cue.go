package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// A tag is what stands beside a quotation and says who speaks: the cue, the
// mention that is its subject, and the tokens that belong to it.
type tag struct {
	cue, mention tokenize.Span
	first, last  int // its tokens, last excluded
	key          int // the token of the cue that says most, 0 for its first
	class        lexicon.Class
	after        bool // it follows the quotation
	comma        bool // it ends with a comma or a colon: the utterance goes on, or begins
	sure         bool // its form leaves little doubt
}

func (t *tag) found() bool { return t.last > t.first }

func (f *finder) span(first, last int) tokenize.Span {
	if last <= first {
		return tokenize.Span{}
	}
	return tokenize.Span{Start: f.toks[first].Start, End: f.toks[last-1].End}
}

// maxTag is how many tokens beside a quotation are searched for its tag.
const maxTag = 60

// clauseEnd returns the first token from i on, before limit, that ends a
// clause: a stop or an opening piece.
func (f *finder) clauseEnd(i, limit int) int {
	for ; i < limit; i++ {
		if f.isStop(i) || f.outside(i) || f.word(i) == ":" {
			return i
		}
	}
	return limit
}

func (f *finder) isStop(i int) bool {
	if f.toks[i].Kind != tokenize.Punct {
		return false
	}
	switch f.word(i) {
	case ".":
		return !f.ordinal(i)
	case "!", "?", "…", "...", ";", "。", "！", "？", "；", "؟", "؛", "।", "۔":
		return true
	}
	return false
}

// ordinal reports whether the dot at i makes an ordinal of the number before it, so that
// its sentence goes on: "am 3. Mai".
func (f *finder) ordinal(i int) bool {
	return f.lang != "en" && i > 0 && f.toks[i-1].Kind == tokenize.Number && f.isWord(i+1) && f.t.SentenceAt(i) == f.t.SentenceAt(i+1)
}

// finiteCue reports whether the token at i can be the finite verb of a tag.
func (f *finder) finiteCue(i int) (lexicon.Verb, bool) {
	v, ok := f.cue(i)
	if !ok || v.Form == lexicon.Ing {
		return v, false
	}
	if f.lang != "en" {
		return v, true
	}
	t := f.tag(i)
	if f.capital(i) && t.Noun() && !(i == f.sents[f.t.SentenceAt(i)].First && v.Report && f.capital(i+1)) { // "Said Ada Finch"
		return v, false
	}
	if w := withParticle[v.Lemma]; w != nil && !w[f.lowerWord(i+1)] && !f.adverb(i+1) {
		return v, false
	}
	if v.Lemma == "read" && t == tokenize.NN && f.tag(i-1).Noun() && i+1 < len(f.toks) && (f.isStop(i+1) || f.word(i+1) == ",") {
		return v, true // its statement read.
	}
	if v.Form == lexicon.Base && t != tokenize.VBP && t != tokenize.VB && t != tokenize.VBD && t != tokenize.NoTag {
		return v, false
	}
	if v.Form == lexicon.Third && t == tokenize.NNS {
		return v, false
	}
	return v, v.Class != lexicon.Attitude || v.Lemma == "agree"
}

// withParticle are the verbs that say that somebody speaks only with one of
// these words: "put in", "burst forth".
var withParticle = map[string]map[string]bool{
	"put":   wordSet("in"),
	"burst": wordSet("in out forth"),
	"carry": wordSet("on"),
	"cut":   wordSet("in"),
	"butt":  wordSet("in"),
	"pipe":  wordSet("up"),
}

// particleOf are the words that belong to other verbs of saying where they follow
// them: "went on", "called out".
var particleOf = map[string]map[string]bool{
	"go": wordSet("on"), "run": wordSet("on"), "break": wordSet("in off out"), "chime": wordSet("in"), "speak": wordSet("up"), "call": wordSet("out back"),
	"shout": wordSet("back out"), "cry": wordSet("out"), "snap": wordSet("back"), "fire": wordSet("back"), "sing": wordSet("out"), "blurt": wordSet("out"),
	"yell": wordSet("back out"), "point": wordSet("out"), "trail": wordSet("off"), "fling": wordSet("back"), "read": wordSet("out aloud"),
}

// cueEnd returns the token after the verb of saying at i with the particle that belongs to it.
func (f *finder) cueEnd(i int) int {
	if f.lang != "en" {
		if f.language.Caseless && i+1 < len(f.toks) {
			if _, ok := f.language.Cue(f.word(i) + f.word(i+1)); ok {
				return i + 2 // 表示
			}
		}
		return i + 1
	}
	v, _ := f.cue(i)
	if w := f.lowerWord(i + 1); i+1 < len(f.toks) && !f.outside(i+1) && (withParticle[v.Lemma][w] || particleOf[v.Lemma][w]) {
		return i + 2
	}
	return i + 1
}

// verbOf returns the token of the verb of a tag.
func (f *finder) verbOf(tg *tag) int { return f.t.TokenAt(tg.cue.Start) }

func (f *finder) adverb(i int) bool {
	if !f.isWord(i) {
		return false
	}
	t := f.tag(i)
	return t == tokenize.RB || t == tokenize.RBR || t == tokenize.RP || adverbs[f.lowerWord(i)]
}

var adverbs = wordSet("then later also again once now still only just simply quietly softly finally slowly quickly suddenly recently even always often first next out up on back down away aloud")

// tagAfter looks for the tag of a quotation right after it: from token i on,
// before limit.
//
//	“…,” said the head of NATO        inversion
//	“…,” she said / Ada Finch, the captain, added    subject first
//	“…,” he was told by Ana Ruiz      passive
//	“…”, according to Ravi Rao
//	“…” was uttered by Ana Ruiz / was her reply; it was she who spoke
//	“…?” Ana Ruiz wanted to know
//	“….” —Gil Stone                   trailing name
func (f *finder) tagAfter(i, limit int, stop string) tag {
	start := i
	for i < limit && (f.word(i) == "_" || f.word(i) == "*") {
		i++ // italics end
	}
	if tg := f.saidIt(i, limit); tg.found() {
		tg.first = start
		return tg
	}
	sep := false
	if i < limit && isComma(f.word(i)) {
		i, sep = i+1, true
	}
	if i < limit && i > 0 && f.toks[i].Start == f.toks[i-1].End && (f.toks[i].Kind == tokenize.Number || strings.Trim(f.word(i), "¹²³⁴⁵⁶⁷⁸⁹⁰") == "") {
		i++ // of a note: “…,”12 wrote Ruiz
	}
	dash := i < limit && f.toks[i].Kind == tokenize.Dash
	if dash {
		i++
	}
	if i >= limit || i >= len(f.toks) {
		return tag{}
	}
	end := f.clauseEnd(i, min(limit, i+maxTag))
	full := stop == "." || stop == "…" || stop == "..."
	asks := stop == "!" || stop == "?"
	if dash {
		handle := func(m int) bool { return f.word(m) == "(" && strings.HasPrefix(f.word(m+1), "@") } // — Ida Moss (@idamoss)
		if m := f.nameLine(i, limit); m > i && (full || stop == "" || asks || handle(m)) && (!asks || handle(m) || m == f.t.Paragraphs()[f.t.ParagraphAt(i)].Last) {
			return tag{mention: f.span(i, m), first: start, last: m, after: true, sure: true}
		}
	}
	if tg := f.bracketed(i, limit); tg.found() {
		return tg
	}
	if tg := f.according(i, end); tg.found() {
		tg.first, tg.after, tg.sure = start, true, true
		return tg
	}
	if full && !sep && !dash && !lower(f.word(i)) && !f.language.VerbLast {
		// A new sentence; it is a tag only if it says no more than that:
		// “….” Ruiz said. Who agreed heard it from somebody else.
		tg := f.subjectFirst(i, end)
		if !tg.found() && f.lang == "en" {
			tg = f.cleft(i, end)
		}
		if f.lang == "en" && f.lowerWord(i) == "so" && f.cueAt(i+1) {
			if tg = f.inversion(i, end); tg.found() && !tg.mention.IsZero() {
				tg.first, tg.after, tg.sure = start, true, true // “….” So says Ana Ruiz, who….
				return tg
			}
		}
		v, _ := f.cue(f.verbOf(&tg))
		if agreeing[v.Lemma] {
			return tag{}
		}
		if tg.found() && v.Lemma == "speak" && f.tellsHow(tg.last) {
			tg.first, tg.after, tg.sure = start, true, true
			return tg
		}
		if tg.found() && end-tg.last <= 1 && end-i <= 8 && f.word(end) != ":" {
			tg.first, tg.after = start, true
			return tg
		}
		return tag{}
	}
	if f.lang == "en" && stop != "," && (f.cutsIn(i, end) || f.nextSentence(i, end)) {
		return tag{}
	}
	english := f.lang == "en" && !dash
	var tg tag
	if f.lang != "en" {
		tg = f.foreignTagAfter(i, end, sep || dash || stop == ",")
	} else if tg = f.inversion(i, end); !tg.found() {
		tg = f.subjectFirst(i, end)
	}
	if !tg.found() && english && lower(f.word(i)) && f.tag(i) != tokenize.CC {
		if j := f.opening(i, end); f.lowerWord(j) != "it" {
			tg = f.subjectFirst(j, end) // "suddenly she cried"
		}
	}
	if !tg.found() && english {
		for _, read := range []func(i, end int) tag{f.cleft, f.uttered, f.answer, f.cameFrom} {
			if tg = read(i, end); tg.found() {
				break
			}
		}
		if !tg.found() && stop == "?" {
			if tg = f.wantedToKnow(i, end); !tg.found() {
				tg = f.turnedTo(i, end)
			}
		}
	}
	if tg.found() && stop != "," && f.lowerWord(tg.last) == "nothing" {
		return tag{} // “Where is it?” Ruiz said nothing.
	}
	tg.sure = tg.found()
	if !tg.found() && english && (stop == "," || lower(f.word(i)) && (stop == "?" || stop == "!")) {
		tg = f.goesOnAs(i, end)
	}
	if tg.found() && f.word(tg.last) == ":" && stop != "," && !(english && lower(f.word(tg.first))) {
		return tag{} // it introduces what comes next; after a comma or in small letters the sentence goes on
	}
	if tg.found() {
		if english && !tg.mention.IsZero() {
			tg.mention = f.span(f.voice(f.t.TokenAt(tg.mention.Start), f.t.TokenAt(tg.mention.End-1)+1))
		}
		tg.first, tg.after = start, true
		tg.comma = tg.last < len(f.toks) && (f.word(tg.last) == "," || f.toks[tg.last].Kind == tokenize.Dash)
	}
	return tg
}

// according reads "according to Ravi Rao" and "in the words of Ravi Rao".
func (f *finder) according(i, end int) tag {
	k := i + 2
	switch f.lowerWord(i) {
	case "according":
		if f.lowerWord(i+1) != "to" {
			return tag{}
		}
	case "in":
		if f.lowerWord(i+1) != "the" || f.lowerWord(i+2) != "words" || f.lowerWord(i+3) != "of" {
			return f.inWords(i, end)
		}
		k += 2
	case "as":
		m := f.phrase(i+1, end)
		if w := f.lowerWord(m); m == i+1 || w != "put" && w != "puts" || f.lowerWord(m+1) != "it" {
			return tag{}
		}
		return tag{cue: f.span(m, m+2), mention: f.span(i+1, m), first: i, last: m + 2, class: lexicon.Speech}
	default:
		return tag{}
	}
	m := f.mentionAt(k, end)
	if m <= k {
		return tag{}
	}
	return tag{cue: f.span(i, k), mention: f.span(k, m), first: i, last: m, class: lexicon.Speech}
}

// tellsHow reports whether how somebody spoke stands at token i: "hurriedly",
// "in a low voice".
func (f *finder) tellsHow(i int) bool {
	w := f.lowerWord(i)
	return f.tag(i) == tokenize.RB && strings.HasSuffix(w, "ly") || w == "with" || w == "in" && f.determiner(i+1)
}

// nextSentence reports whether the clause from token i to end begins a sentence
// of its own and introduces the quotation after it: “…?” Then he added, “…”.
func (f *finder) nextSentence(i, end int) bool {
	return f.capital(i) && (f.tag(i) == tokenize.CC || f.lowerWord(i) == "then") && end < len(f.toks) && f.outside(end) && introducing(f.word(end-1))
}

// inversion reads "said Jens Stoltenberg".
func (f *finder) inversion(i, end int) tag {
	if f.lang != "en" {
		return f.foreignInversion(i, end)
	}
	j := i
	for j < end && j < i+2 && f.isWord(j) && (f.lowerWord(j) == "so" || f.lowerWord(j) == "and" || f.lowerWord(j) == "then" || f.lowerWord(j) == "thus") {
		j++
	}
	if j+1 < end && f.adverb(j) && lower(f.word(j)) && !f.pronoun(j) {
		j++ // "feebly repeated Ada Finch"
	}
	v, ok := f.finiteCue(j)
	if !ok {
		// The tagger takes "whispers Ada Finch" and "sighs Finch" for a noun and a name.
		v, ok = f.cue(j)
		ok = ok && (v.Report || v.Class == lexicon.Speech && f.capital(j+1)) && v.Form == lexicon.Third && lower(f.word(j))
	}
	if !ok {
		return tag{}
	}
	k := j + 1
	for k < end && (f.adverb(k) && !f.pronoun(k) && !f.person(k) || k == j+1 && f.lowerWord(k) == "in" && breaksIn[v.Lemma]) && k < j+4 {
		k++
	}
	m := f.mentionAt(k, end)
	if m > k {
		m = f.withoutManner(k, m)
	}
	if m == k && f.isWord(k) && (f.person(k) || f.capital(k) && f.tag(k) == tokenize.CD) && !f.isWord(k+1) {
		m = k + 1 // "said nanny", "said Five"
	}
	if m == k && f.lowerWord(k) == "the" && !f.isWord(k+2) && (f.tag(k+1) == tokenize.JJ || f.tag(k+1) == tokenize.JJS || f.tag(k+1) == tokenize.VBN || ordinals[f.lowerWord(k+1)]) {
		m = k + 2 // "said the unknown", "said the eldest"
	}
	if m == k {
		return tag{}
	}
	if k == j+1 && f.objectPronoun(k) && !(f.lowerWord(k) == "that" && m > k+1 && f.person(m-1)) || f.pronoun(k) && m == k+1 && (f.finite(m) || f.language.Auxiliaries[f.lowerWord(m)]) {
		return tag{} // who called it “…,” said she would appeal
	}
	return tag{cue: f.span(j, f.cueEnd(j)), mention: f.span(k, m), first: j, last: m, class: v.Class}
}

// cleft reads "it was Ana Ruiz who spoke".
func (f *finder) cleft(i, end int) tag {
	if f.lowerWord(i) != "it" || f.lowerWord(i+1) != "was" {
		return tag{}
	}
	m := f.phrase(i+2, end)
	if m == i+2 || f.lowerWord(m) != "who" || m+1 >= end {
		return tag{}
	}
	if v, ok := f.finiteCue(m + 1); ok {
		return tag{cue: f.span(m+1, m+2), mention: f.span(i+2, m), first: i, last: m + 2, class: v.Class}
	}
	return tag{}
}

// uttered reads the passive "was uttered at the same moment by Ana Ruiz".
func (f *finder) uttered(i, end int) tag {
	const most = 8 // tokens between
	if w := f.lowerWord(i); w != "was" && w != "were" {
		return tag{}
	}
	v, ok := f.cue(i + 1)
	if !ok || v.Class != lexicon.Speech || v.Form != lexicon.Past && f.tag(i+1) != tokenize.VBN {
		return tag{}
	}
	for k := i + 2; k < end && k < i+2+most; k++ {
		if m := f.mentionAt(k+1, end); f.lowerWord(k) == "by" && m > k+1 && f.maySpeak(k+1, m) {
			return tag{cue: f.span(i+1, i+2), mention: f.span(k+1, m), first: i, last: m, class: v.Class}
		}
	}
	return tag{}
}

// wantedToKnow reads "Ana Ruiz wanted to know": beside a question, that is to ask it.
func (f *finder) wantedToKnow(i, end int) tag {
	m := f.phrase(i, end)
	k := f.pastAdverbs(m, end)
	if m == i || k+2 >= len(f.toks) || f.lowerWord(k) != "wanted" && f.lowerWord(k) != "wants" || f.lowerWord(k+1) != "to" {
		return tag{}
	}
	if w := f.lowerWord(k + 2); w != "know" && w != "learn" || f.isWord(k+3) && f.tag(k+3) != tokenize.IN && f.tag(k+3) != tokenize.WRB && !f.adverb(k+3) {
		return tag{} // "wanted to know the way"
	}
	return tag{cue: f.span(k, k+3), mention: f.span(i, m), first: i, last: k + 3, class: lexicon.Speech}
}

// inWords reads "in Ruiz's words" and "in her words".
func (f *finder) inWords(i, end int) tag {
	const most = 8 // tokens
	for k := i + 2; k < end && k < i+most; k++ {
		if f.lowerWord(k) != "words" {
			continue
		}
		if f.lowerWord(k-1) == "own" {
			k--
		}
		m := k
		if lexicon.Genitive(f.word(m - 1)) {
			m--
		} else if m != i+2 || f.tag(i+1) != tokenize.PRPS {
			return tag{}
		}
		if m == i+1 || f.phrase(i+1, m) != m {
			return tag{}
		}
		return tag{cue: f.span(k, k+1), mention: f.span(i+1, m), first: i, last: k + 1, class: lexicon.Speech}
	}
	return tag{}
}

// cameFrom reads "burst from Ana Ruiz" and "broke in a low tone from her lips".
func (f *finder) cameFrom(i, end int) tag {
	const most = 5 // tokens between
	i = f.pastAdverbs(i, end)
	if v, ok := f.cue(i); i >= end || f.lowerWord(i) != "came" && (!ok || v.Lemma != "burst" && v.Lemma != "break") || !f.verbOfTag(i) {
		return tag{}
	}
	for k := i + 1; k < end && k <= i+most && f.word(k) != ","; k++ {
		if f.lowerWord(k) != "from" {
			continue
		}
		if f.objectPronoun(k+1) && f.tag(k+1) != tokenize.PRPS {
			return tag{cue: f.span(i, i+1), mention: f.span(k+1, k+2), first: i, last: k + 2, class: lexicon.Speech}
		}
		m := f.phrase(k+1, end)
		for o := k + 2; o+1 < m; o++ {
			if lexicon.Possessive(f.word(o)) {
				m = o // "from Ana Ruiz's lips"
				break
			}
		}
		if m > k+1 && f.maySpeak(k+1, m) {
			return tag{cue: f.span(i, i+1), mention: f.span(k+1, m), first: i, last: m, class: lexicon.Speech}
		}
		return tag{}
	}
	return tag{}
}

// turnedTo reads "Ana Ruiz turned to him." after a question, which is for him.
func (f *finder) turnedTo(i, end int) tag {
	m := f.phrase(i, end)
	if m == i || f.lowerWord(m) != "turned" || f.lowerWord(m+1) != "to" || !f.saidTo(m+1, end) {
		return tag{}
	}
	return tag{cue: f.span(m, m+1), mention: f.span(i, m), first: i, last: end, class: lexicon.Speech}
}

// answer reads "was his reply" and "was Ana Ruiz's only answer".
func (f *finder) answer(i, end int) tag {
	const most = 6 // tokens of the phrase
	if tg := f.isHow(i, end); tg.found() {
		return tg
	}
	if f.lowerWord(i) == "had" && f.lowerWord(i+1) == "been" {
		i++
	} else if w := f.lowerWord(i); w != "was" && w != "were" && w != "is" {
		return tag{}
	}
	for k := i + 2; k < end && k <= i+most; k++ {
		if answers[f.lowerWord(k)] {
			if tg := f.answerOf(i+1, k); tg.found() {
				tg.first = i
				return tg
			}
			if f.lowerWord(k+1) == "of" { // was the verdict of Ana Ruiz
				if m := f.mentionAt(k+2, end); m > k+2 && f.maySpeak(k+2, m) {
					return tag{cue: f.span(k, k+1), mention: f.span(k+2, m), first: i, last: m, class: lexicon.Speech}
				}
			}
		}
	}
	return tag{}
}

// isHow reads "is how Ana Ruiz describes it", "was what she called it".
func (f *finder) isHow(i, end int) tag {
	w, how := f.lowerWord(i), f.lowerWord(i+1)
	if w != "is" && w != "was" || how != "how" && how != "what" {
		return tag{}
	}
	m := f.phrase(i+2, end)
	if m == i+2 {
		return tag{}
	}
	k := f.pastApposed(m, end)
	v := f.lowerWord(k)
	if k >= end || !puts[v] && !f.cueAt(k) {
		return tag{}
	}
	last := k + 1
	if w := f.lowerWord(last); last < end && (w == "it" || w == "them" || w == "this" || w == "that") {
		last++
	}
	return tag{cue: f.span(k, k+1), mention: f.span(i+2, m), first: i, last: last, class: lexicon.Speech}
}

// pastApposed returns the token from i on, before end, that is neither an adverb, nor an auxiliary,
// nor between two commas.
func (f *finder) pastApposed(i, end int) int {
	for i < end {
		switch {
		case f.adverb(i) || f.language.Auxiliaries[f.lowerWord(i)]:
			i++
		case f.word(i) == ",":
			for i++; i < end && f.word(i) != ","; {
				i++
			}
			i++
		default:
			return i
		}
	}
	return i
}

// puts are the verbs that tell how somebody words something.
var puts = wordSet("put puts describe describes described sum sums summed call calls called phrase phrased term termed")

// answerOf reads whose the noun at k for what somebody has said is; its phrase
// begins at i.
func (f *finder) answerOf(i, k int) tag {
	tg := tag{cue: f.span(k, k+1), first: i, last: k + 1, class: lexicon.Speech}
	for m := k - 1; m > i; m-- {
		if lexicon.Genitive(f.word(m)) {
			if f.phrase(i, m) == m {
				tg.mention = f.span(i, m)
				return tg
			}
			return tag{}
		}
	}
	if f.lowerWord(i) == "all" {
		i++ // "was all her answer"
	}
	if f.tag(i) == tokenize.PRPS {
		tg.mention = f.span(i, i+1)
		return tg
	}
	return tag{}
}

// answers are the nouns for what somebody has said.
var answers = wordSet("answer reply response retort rejoinder contribution consolation inquiry enquiry declaration rebuke thought language comment remark observation verdict exclamation greeting question suggestion advice order command cry words conclusion explanation opinion assurance challenge address information speech")

// goesOnAs reads the verb of a tag by its place, whatever it means: between
// the words said, after which the sentence goes on, and whoever says them.
//
//	“…,” pursued Ada Finch     “…?” she persevered.
func (f *finder) goesOnAs(i, end int) tag {
	if f.verbOfTag(i) {
		k := i + 1
		for k < end && k < i+3 && (f.adverb(k) || f.lowerWord(k) == "in") {
			k++
		}
		m := f.mentionAt(k, end)
		if m > k && !f.objectPronoun(k) && (f.pronoun(k) || f.capital(k) || f.lowerWord(k) == "the") && (m >= end || !f.finite(m)) {
			return tag{cue: f.span(i, i+1), mention: f.span(k, m), first: i, last: m, class: lexicon.Speech}
		}
		return tag{}
	}
	m := f.phrase(i, end)
	if m == i || !f.pronoun(i) && !f.capital(i) && !(f.lowerWord(i) == "the" && f.person(m-1)) {
		return tag{}
	}
	k := m
	for k < end && k < m+2 && f.adverb(k) {
		k++
	}
	if k < end && f.verbOfTag(k) {
		return tag{cue: f.span(k, k+1), mention: f.span(i, m), first: i, last: k + 1, class: lexicon.Speech}
	}
	return tag{}
}

// person reports whether the noun at i describes somebody: "captain".
func (f *finder) person(i int) bool {
	w, _, _ := strings.Cut(f.word(i), "-in-law")
	r, ok := lexicon.PersonRole(w)
	return ok && r.Noun
}

// verbOfTag reports whether token i is a full verb in the past or the present.
func (f *finder) verbOfTag(i int) bool {
	if !f.isWord(i) || !lower(f.word(i)) || f.language.Auxiliaries[f.lowerWord(i)] {
		return false
	}
	switch f.tag(i) {
	case tokenize.VBD, tokenize.VBZ, tokenize.VBN, tokenize.VBP:
		return true
	}
	return false
}

// breaksIn are the verbs of tags that "in" may follow: “…,” put in the clerk.
var breaksIn = wordSet("put break cut chime burst")

func (f *finder) objectPronoun(i int) bool {
	switch f.lowerWord(i) {
	case "him", "her", "them", "me", "us", "himself", "herself", "that", "this", "nothing", "something":
		return !(f.lowerWord(i) == "her" && f.tag(i) == tokenize.PRPS)
	}
	return false
}

// mentionAt reads a mention from i on, with an apposition that gives the name
// of a described person ("the ferry captain, Ada Finch").
func (f *finder) mentionAt(i, limit int) int {
	j := f.phrase(i, limit)
	if j == i || f.pronoun(i) && j == i+1 {
		return j
	}
	if f.lang != "en" {
		if k := f.foreignPhrase(j+1, limit); isComma(f.word(j)) && k > j+1 && f.capital(j+1) && (lower(f.word(i)) || f.determiner(i) || f.language.Roles.EndsIn(f.lowerWord(i))) && !f.determiner(j+1) &&
			(k >= limit || !f.isWord(k)) && (k > j+2 || f.knownName(j+1)) {
			return k // "el alcalde de Villarta, Pedro Gil,"
		}
		return j
	}
	if j+1 < limit && f.word(j) == "," {
		k, ok, proper := f.nounGroup(j+1, limit)
		if ok && k > j+1 {
			nameFirst := f.capital(j-1) && f.tag(j-1).Proper()
			if proper && f.capital(f.pastStars(j+1)) && !nameFirst {
				return k
			}
			// "Ada Finch, the ferry captain of Ness": up to its own comma or end
			if nameFirst && f.determiner(j+1) && !f.capital(j+1) {
				k = f.phrase(j+1, limit)
				if k >= limit || f.word(k) == "," {
					return k
				}
			}
		}
	}
	return j
}

// pastStars returns the token from i on that is no sign of italics or bold.
func (f *finder) pastStars(i int) int {
	for f.word(i) == "*" || f.word(i) == "_" {
		i++
	}
	return i
}

// subjectFirst reads "she said", "Ada Finch, the captain, also said", "he was
// told by Ana Ruiz".
func (f *finder) subjectFirst(i, end int) tag {
	j := i
	if f.lang == "en" {
		for j < end && j < i+3 && (f.lowerWord(j) == "and" || f.lowerWord(j) == "but" || f.lowerWord(j) == "as" || f.lowerWord(j) == "then" || f.lowerWord(j) == "so") {
			j++
		}
	}
	m := f.phrase(j, end)
	if m == j && f.lang != "en" && f.isWord(j) && lower(f.word(j)) && !f.language.Function(f.lowerWord(j)) && !f.cueAt(j) && f.capital(j+1) {
		m = f.phrase(j+1, end) // "kaupunginjohtaja Helena Rantanen sanoo"
	}
	if m == j {
		return tag{}
	}
	k, v, ok := f.verbAfter(m, end)
	if !ok {
		return tag{}
	}
	last := f.cueEnd(k)
	tg := tag{cue: f.span(k, last), mention: f.span(f.afterTime(j, m), m), first: j, last: last, class: v.Class}
	if k > m && f.word(m) == "," && f.word(k-1) == "," && !f.pronoun(j) { // keep the apposition: it may hold the name
		if a := f.mentionAt(j, k); a > m {
			tg.mention = f.span(j, a)
		}
	}
	if by, ok := f.passive(k, m, end); ok {
		b := f.mentionAt(by, end)
		tg.mention, tg.last = f.span(by, b), b
	}
	if quoting[f.lowerWord(k)] {
		if q, ok := f.quotedSaying(k, end); ok {
			tg.mention, tg.cue, tg.last = f.span(k+1, q), f.span(q+1, q+2), q+2
		}
	}
	if hears[v.Lemma] {
		if s, say, ok := f.heard(k, end); ok {
			tg.mention, tg.cue, tg.last = f.span(k+1, s), f.span(say, say+1), say+1
		}
	}
	return tg
}

// quotedSaying reads "quoted Ana Ruiz as saying": whom somebody quotes ends before token as.
func (f *finder) quotedSaying(k, end int) (as int, ok bool) {
	as = f.mentionAt(k+1, end)
	if as == k+1 && f.objectPronoun(as) {
		as++
	}
	return as, as > k+1 && as+1 < end && f.lowerWord(as) == "as" && f.ingCue(as+1)
}

// heard reads "heard Ana Ruiz say": who says it ends before token subject.
func (f *finder) heard(k, end int) (subject, say int, ok bool) {
	s := f.mentionAt(k+1, end)
	if s == k+1 {
		if !f.objectPronoun(s) {
			return 0, 0, false
		}
		s++
	}
	v, cue := f.cue(s)
	return s, s, cue && s < end && (v.Form == lexicon.Base || v.Form == lexicon.Ing)
}

// hears are the verbs of whoever tells what another said: "heard Ana Ruiz say", "remembers her saying".
var hears = wordSet("hear remember recall")

// verbAfter finds the cue whose subject ends before token i: past adverbs,
// auxiliaries, and one apposition or relative clause between commas.
func (f *finder) verbAfter(i, end int) (int, lexicon.Verb, bool) {
	for k := i; k < end && k < i+maxTag; k++ {
		v, ok := f.finiteCue(k)
		if ok || f.lang == "en" && v.Form == lexicon.Ing && v.Class != lexicon.Attitude && k > i && f.progresses(k-1, i) {
			return k, v, true
		}
		switch w := f.lowerWord(k); {
		case f.lang == "zh" && f.isWord(k) && k < i+maxMannerZH && f.mannerZH(i):
		case f.language.Auxiliaries[w] || f.adverb(k):
		case f.atLast(k):
			k++
		case habits[w] && f.lowerWord(k+1) == "to":
			k++
		case f.lang == "en" && k == i && (w == "all" || w == "both" || w == "each"): // "they all cried"
		case w == "(" || w == ",":
			closer := ","
			if w == "(" {
				closer = ")"
			}
			c := k + 1
			for c < end && f.word(c) != closer {
				c++
			}
			if c >= end {
				return 0, lexicon.Verb{}, false
			}
			k = c
		case f.isWord(k) && f.toks[k].Kind == tokenize.Number:
		case f.lang == "en" && progressive[w] && f.ingCue(k+1):
		default:
			return 0, lexicon.Verb{}, false
		}
	}
	return 0, lexicon.Verb{}, false
}

// ingCue reports whether a cue in -ing stands at i.
func (f *finder) ingCue(i int) bool {
	v, ok := f.cue(i)
	return ok && v.Form == lexicon.Ing
}

// progresses reports whether the verb at k, perhaps before an adverb, may have a cue in
// -ing after it: "was saying", "was always saying".
func (f *finder) progresses(k, from int) bool {
	if k > from && f.adverb(k) {
		k--
	}
	return progressive[f.lowerWord(k)]
}

// pastAdverbs returns the token from i on, at most end, that is no adverb.
func (f *finder) pastAdverbs(i, end int) int {
	for i < end && f.adverb(i) {
		i++
	}
	return i
}

// atLast reports whether "at last" or "at length" stands at token i.
func (f *finder) atLast(i int) bool {
	w := f.lowerWord(i + 1)
	return f.lang == "en" && f.lowerWord(i) == "at" && (w == "last" || w == "length")
}

// habits are the verbs with which another tells what somebody keeps saying: "used to say".
var habits = wordSet("used liked likes loved loves")

// progressive are the verbs that a cue in -ing may follow: "she was saying".
var progressive = wordSet("was were is are been kept keeps began started 's 're")

// agreeing are verbs of saying that tell what somebody thinks of what was said.
var agreeing = wordSet("agree disagree concur assent")

// passive reports where the agent of the passive cue at k begins: "was told
// by Ana Ruiz".
func (f *finder) passive(k, from, end int) (int, bool) {
	be := false
	for i := from; i < k; i++ {
		be = be || lexicon.Be(f.lowerWord(i))
	}
	if be && k+1 < end && f.lowerWord(k+1) == "by" && f.phrase(k+2, end) > k+2 {
		return k + 2, true
	}
	return 0, false
}

// nameLine reads the name that a dash introduces after a quotation, which
// must be all that follows in its sentence: "—Commissioner Gil Stone".
func (f *finder) nameLine(i, limit int) int {
	m, noun, proper := f.nounGroup(i, limit)
	if !noun || !proper || !f.capital(i) {
		return i
	}
	if m < limit && f.word(m) != "," && !f.isStop(m) && !f.outside(m) && f.toks[m].Kind != tokenize.Punct {
		return i
	}
	return m
}
