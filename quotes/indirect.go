package quotes

import (
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// foreignIndirect adds reports without marks, in languages that the model of reports
// does not know: clauses that a verb of saying governs, by the words that join them.
//
//	Vogt sagte am Montag, dass der Hafen schließt.    that
//	Vogt sagte, der Hafen schließe im Mai.            a verb in the mood of reports
//	Der Hafen schließt im Mai, sagte Vogt.            the tag last
//	Laut Vogt schließt der Hafen im Mai.              according to
//	Er schließe im Mai. Man habe keine Wahl.          the mood alone, after a report
//
// Marked words in such a clause are its verbatim part; a clause that has words with a
// tag of their own is none.
func (f *finder) foreignIndirect(us []utterance) []utterance {
	of := make([]int, len(f.pieces)) // utterance of each piece
	for i := range us {
		for _, p := range us[i].pieces {
			of[p] = i
		}
	}
	n := len(us)
	next := 0         // of us
	var source [2]int // of the last report, or of the last words in marks
	for _, s := range f.sents {
		for ; next < n && us[next].span.Start < f.toks[s.First].Start; next++ {
			if m := us[next].tag.mention; !m.IsZero() {
				source = [2]int{f.t.TokenAt(m.Start), f.t.TokenAt(m.End-1) + 1}
			}
		}
		r, ok := f.clauseReported(s.First, s.Last)
		if !ok && source[1] > source[0] && f.t.ParagraphAt(source[0]) == f.t.ParagraphAt(s.First) && f.inMood(s.First, s.Last) {
			r, ok = report{source: source, cue: [2]int{s.First, s.First}, content: [2]int{s.First, s.Last}}, true
		}
		if !ok {
			continue
		}
		if u, ok := f.foreignReport(&r, us[:n], of); ok {
			us = append(us, u)
			source = r.source
		}
	}
	return us
}

// inMood reports whether the first verb of a sentence that tells it is in the mood of
// what is reported.
func (f *finder) inMood(first, last int) bool {
	const most = 12 // tokens before the verb
	if f.outside(first) {
		return false
	}
	for i := first; i < min(last, first+most); i++ {
		switch w := f.lowerWord(i); {
		case f.outside(i) || f.isStop(i) || f.language.I[w]:
			return false
		case f.language.Reported[w]:
			return true
		case f.language.Auxiliaries[w] || f.language.Passives[w]:
			return false
		}
	}
	return false
}

// clauseReported reads the report of the sentence from token first to last.
func (f *finder) clauseReported(first, last int) (report, bool) {
	for last > first && (f.isStop(last-1) || f.toks[last-1].Kind == tokenize.Mark && f.pieceAt[last-1] == 0) {
		last--
	}
	last = min(last, first+maxReported)
	if r, ok := f.accordingFirst(first, last); ok {
		return r, true
	}
	for k := first; k < last; k++ {
		if f.outside(k) {
			continue
		}
		if _, ok := f.cue(k); !ok {
			continue
		}
		if c := f.joined(k, last); c > 0 && last-c >= leastReported {
			m0, m1 := f.foreignSubject(first, k, c)
			return report{cue: [2]int{k, k + 1}, source: [2]int{m0, min(m1, c)}, content: [2]int{c, last}}, true
		}
		if r, ok := f.tagLast(first, k, last); ok {
			return r, true
		}
	}
	return report{}, false
}

const (
	maxReported   = 120 // tokens of a sentence that are looked at
	leastReported = 3   // tokens of a report
	maxTail       = 8   // tokens after a tag at a sentence's end
	maxBefore     = 14  // tokens from a verb to what joins its clause
)

// tagLast reads the tag at the end of a sentence whose verb is at k, after a comma: "Der
// Hafen sei zu, sagte der Bürgermeister", "Le port ferme en mai, a déclaré Luc Roy".
// What an apposition parts from its verb looks the same: so what is said has a verb in
// the mood of reports, or who says it a name.
func (f *finder) tagLast(first, k, last int) (report, bool) {
	i := k
	for i > first && f.besideCue(i-1) {
		i--
	}
	if i-1 <= first+leastReported || !isComma(f.word(i-1)) || f.outside(i-2) {
		return report{}, false
	}
	tg := f.foreignInversion(i, last)
	if !tg.found() || tg.mention.IsZero() || last-tg.last > maxTail || tg.last < last && !f.language.Oblique[f.lowerWord(tg.last)] && !(last-tg.last == 1 && goesOnSaying[f.lowerWord(tg.last)]) {
		return report{}, false
	}
	m := f.t.TokenAt(tg.mention.Start)
	mood := slices.ContainsFunc(f.toks[first:i-1], func(t tokenize.Token) bool { return f.language.Reported[lexicon.Lower(t.In(f.t.Source()))] })
	if !mood && !f.pronoun(m) && !f.knownName(m) || f.language.Oblique[f.lowerWord(m)] {
		return report{}, false
	}
	return report{cue: [2]int{k, k + 1}, source: [2]int{m, tg.last}, content: [2]int{first, i - 1}}, true
}

// goesOnSaying are the words after who speaks, in German, that tell that he has spoken before: sagte
// Vogt weiter.
var goesOnSaying = wordSet("weiter außerdem zudem ferner")

// joined returns the token with which the clause begins that the verb of saying at k
// governs, 0 if there is none.
func (f *finder) joined(k, last int) int {
	commas := 0
	for c := k + 1; c < min(last, k+maxBefore); c++ {
		if f.word(c) == "," {
			commas++
		}
		if f.outside(c) || f.isStop(c) || f.word(c) == ":" || f.cueAt(c) {
			return 0 // another verb of saying is nearer
		}
		if f.that(c) {
			if commas == 1 && f.word(c-1) == "," && relatives[f.elided(c)] {
				return 0 // racconta Luca Neri, che coltiva agrumi
			}
			return c
		}
		if f.word(c) == "," && !f.that(c+1) {
			for i := c + 1; i < min(last, c+maxBefore) && len(f.language.Reported) > 0; i++ {
				if f.outside(i) || f.isStop(i) || f.word(i) == "," {
					break
				}
				if f.language.Reported[f.lowerWord(i)] {
					return c + 1
				}
			}
			return 0
		}
	}
	return 0
}

// relatives are the words that join a clause to a verb of saying, and after a comma to a noun.
var relatives = wordSet("que che qu' qu’")

// that reports whether the word at i, or what stands before an apostrophe in it (qu'il),
// joins a clause to a verb of saying.
func (f *finder) that(i int) bool {
	return f.language.That[f.elided(i)]
}

// accordingFirst reads a sentence that begins with its source: "Laut Vogt schließt der
// Hafen".
func (f *finder) accordingFirst(first, last int) (report, bool) {
	for k := first; k < min(last, first+3); k++ {
		if !f.language.According[f.lowerWord(k)] || f.outside(k) {
			continue
		}
		tg := f.accordingIn(k, last)
		if !tg.found() {
			return report{}, false
		}
		c := f.pastSource(tg.last, last)
		if last-c < leastReported {
			return report{}, false
		}
		return report{cue: [2]int{first, f.t.TokenAt(tg.cue.End-1) + 1}, source: [2]int{f.t.TokenAt(tg.mention.Start), tg.last}, content: [2]int{c, last}}, true
	}
	return report{}, false
}

// pastSource returns the token after the source that ends before token i, past a comma. In
// the Romance languages one parts it from what it says: "Según un informe publicado en
// abril, ..."; in others the verb may stand next.
func (f *finder) pastSource(i, last int) int {
	const most = 6 // tokens of the source after its noun
	if isComma(f.word(i)) {
		return i + 1
	}
	if !f.language.Incise || !f.language.Oblique[f.lowerWord(i)] {
		return i
	}
	for k := i + 1; k < min(last, i+most) && f.isWord(k) && !f.outside(k) && !f.language.Auxiliaries[f.lowerWord(k)]; k++ {
		if isComma(f.word(k + 1)) {
			return k + 2
		}
	}
	return i
}

// foreignReport makes an utterance of a report, with the marked words in it, which it
// takes from theirs.
func (f *finder) foreignReport(r *report, us []utterance, of []int) (utterance, bool) {
	a, b := f.bare(r.content[0], r.content[1])
	u := utterance{kind: Indirect, tag: tag{
		cue: f.span(r.cue[0], r.cue[1]), mention: f.span(r.source[0], r.source[1]), key: r.cue[1] - 1,
		first: r.cue[0], last: r.cue[1], class: lexicon.Speech,
	}}
	var inside []int
	for i := a; i < b; i++ {
		p := int(f.outermost(i)) - 1
		if p < 0 {
			continue
		}
		first, end := f.pieces[p].outer()
		if first < a || end > b+1 || us[of[p]].kind == Direct {
			return u, false
		}
		b = max(b, end)
		inside = append(inside, p)
		i = end - 1
	}
	if b-a < leastReported || f.outside(r.cue[0]) {
		return u, false
	}
	u.parts = []tokenize.Span{f.span(a, b)}
	u.span = u.parts[0]
	for _, p := range inside {
		if !f.named(&f.pieces[p]) {
			u.pieces = append(u.pieces, p)
			us[of[p]].kind = Unknown
			u.kind = Mixed
		}
	}
	slices.Sort(u.pieces)
	return u, true
}
