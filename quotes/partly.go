package quotes

import (
	"github.com/whosaid/whosaid/internal/genre"
	"github.com/whosaid/whosaid/internal/lexicon"
)

// foreignReports adds what is reported: the clauses that [finder.foreignIndirect] reads,
// and the marked words inside a sentence that says whose they are.
//
//	Sie nannte den Plan „überzogen“.    La ministre dénonce « une honte ».
//	Laut Petra Vogt ist das „ein Skandal“.
func (f *finder) foreignReports(us []utterance) []utterance {
	f.news, _ = genre.News(f.t, f.language, func(i int) bool { return f.pieceAt[i] != 0 })
	if f.wanted(Indirect) {
		us = f.foreignIndirect(us)
	}
	for i := range us {
		u := &us[i]
		if u.kind != Scare && u.kind != Title {
			continue
		}
		p := &f.pieces[u.pieces[0]]
		if p.parent != 0 || p.unclosed {
			continue
		}
		if tg := f.partlyReported(p); tg.found() {
			u.kind, u.tag = Mixed, tg
		}
	}
	return us
}

// partlyReported reads who says the words of p, in the sentence around them.
func (f *finder) partlyReported(p *piece) tag {
	open, end := p.outer()
	s := f.sents[f.t.SentenceAt(open)]
	first, last := max(s.First, open-maxTag), min(s.Last, end+maxTag)
	for k := open - 1; k >= first; k-- {
		if f.isStop(k) {
			first = k + 1
		}
	}
	last = f.clauseOver(end, last)
	if !f.named(p) {
		if tg := f.accordingIn(first, open); tg.found() {
			return tg
		}
		if tg := f.accordingIn(end, last); tg.found() {
			return tg
		}
	}
	if isComma(f.word(end)) && !f.language.VerbLast && end+2 < last { // Der Plan sei „eine Farce“, sagte Petra Vogt.
		if tg := f.thus(end+1, last); tg.found() && f.capital(f.t.TokenAt(tg.mention.Start)) {
			return tg
		}
		if tg := f.foreignInversion(end+1, last); tg.found() && !tg.mention.IsZero() && f.cueAt(f.verbOf(&tg)) {
			return tg
		}
	}
	for k := open - 1; k >= first; k-- {
		if tg := f.partCue(k, first, last, open, p); tg.found() {
			return tg
		}
	}
	for k := end; k < last; k++ {
		if tg := f.partCue(k, first, last, open, p); tg.found() {
			return tg
		}
	}
	return tag{}
}

// clauseOver returns the first stop from token i on, at most last.
func (f *finder) clauseOver(i, last int) int {
	for i < last && !f.isStop(i) {
		i++
	}
	return i
}

// accordingIn reads "laut Petra Vogt" between the tokens first and end.
func (f *finder) accordingIn(first, end int) tag {
	for k := first; k+1 < end; k++ {
		if f.language.Postposed[f.lowerWord(k)] && !f.outside(k) {
			if tg := f.accordingBefore(first, k); tg.found() {
				return tg
			}
		}
		if f.outside(k) || !f.language.According[f.lowerWord(k)] {
			continue
		}
		if w := f.lowerWord(k - 1); k > first && (f.language.His[w] || f.language.Hers[w]) {
			return tag{cue: f.span(k, k+1), mention: f.span(k-1, k), first: k - 1, last: k + 1, class: lexicon.Speech} // "по его словам"
		}
		c := k
		if w := f.lowerWord(k + 1); w == "com" || w == "con" || w == "με" {
			k++ // "de acordo com"
		}
		m0, m1 := f.afterManner(k+1, end)
		if w := f.lowerWord(k + 1); m0 == m1 && f.isWord(k+1) && (f.language.Reflexives[w] || !f.language.Function(w)) {
			m0, m1 = k+1, k+2 // "selon lui", "enligt borgmästaren"
		}
		if m1 > m0 {
			return tag{cue: f.span(c, k+1), mention: f.span(m0, m1), first: c, last: m1, class: lexicon.Speech}
		}
	}
	return tag{}
}

// accordingBefore reads the source that stands before the postposition at k, in the sentence from
// token first: Az igazgató "szerint".
func (f *finder) accordingBefore(first, k int) tag {
	const most = 6 // tokens
	for m := max(first, k-most); m < k; m++ {
		if f.isWord(m) && (f.pronoun(m) && m+1 == k || f.determiner(m) || m == first && f.capital(m)) && f.phraseTo(m, k) {
			return tag{cue: f.span(k, k+1), mention: f.span(m, k), first: m, last: k + 1, class: lexicon.Speech}
		}
	}
	return tag{}
}

// phraseTo reports whether the tokens i to end are one phrase of words.
func (f *finder) phraseTo(i, end int) bool {
	for k := i; k < end; k++ {
		if !f.isWord(k) || k > i && f.determiner(k) || f.cueAt(k) {
			return false
		}
	}
	return true
}

// namedBefore reads "Petra Vogt dazu:" between the tokens first and end, a sentence
// without a verb of saying that begins with who speaks.
func (f *finder) namedBefore(first, end int) tag {
	const most = 6 // tokens after it
	m := f.phrase(first, end)
	after := m
	if f.word(m) == "," && m+1 < end && f.capital(m+1) {
		if k := f.phrase(m+1, end); k > m+1 && f.word(k) == "," {
			m, after = k, k+1 // El mediador, Gonzalo Prats, pidió calma:
		}
	}
	if m == first || end-after > most || f.pronoun(first) {
		return tag{}
	}
	return tag{mention: f.span(first, m), first: first, last: end, class: lexicon.Speech}
}

// partCue reads the verb at k as the one by which somebody says or calls something
// the words of p, which open at token open, in the sentence from first to last.
func (f *finder) partCue(k, first, last, open int, p *piece) tag {
	if f.outside(k) || !f.isWord(k) {
		return tag{}
	}
	calls := f.language.Calls[f.lowerWord(k)]
	v, says := f.cue(k)
	if calls && k+1 == open && f.determiner(k-1) {
		return tag{} // el llamado “…”
	}
	alone := p.last-p.first == 1
	if f.named(p) && !(calls && f.language.As[f.lowerWord(open-1)]) || !calls && !(says && k < open && !(alone && f.language.Caseless)) {
		return tag{}
	}
	tg := tag{cue: f.span(k, k+1), first: k, last: k + 1, class: v.Class}
	if !says {
		tg.class = lexicon.Speech
	}
	m0, m1 := f.foreignSubject(first, k, last)
	tg.mention = f.span(m0, m1)
	return tg
}

// named reports whether the words of p are written like a name: with capitals, but
// for function words.
func (f *finder) named(p *piece) bool {
	if f.language.Caseless {
		return false
	}
	for i := p.first; i < p.last; i++ {
		w := f.lowerWord(i)
		if f.isWord(i) && !f.capital(i) && (i == p.first || !f.language.Frequent[w] && !f.determiner(i) && !particles[w]) {
			return false
		}
	}
	return true
}

// foreignSubject returns the tokens of the subject of the verb at k in the sentence
// from token first to last: the phrase that the verb or its auxiliary follows, else the
// one that follows the verb. The range is empty if there is none.
func (f *finder) foreignSubject(first, k, last int) (m0, m1 int) {
	for i := first; i < k; i++ {
		switch w := f.lowerWord(i); {
		case f.outside(i):
		case f.language.Passives[w]:
			return 0, 0
		case f.language.Auxiliaries[w] && !f.pronoun(i):
			return f.foreignSubject(first, i, k) // "Petra Vogt hat vor einem „Irrweg“ gewarnt"
		}
	}
	if i, j := f.beforeRelative(first, k); j > i {
		return i, j
	}
	if f.lang == "zh" {
		if j := f.phrase(first, k); j > first && f.mannerZH(j) {
			return first, j // 老人|摇摇头，笑着说
		}
	}
	before, opens := [2]int{}, [2]int{} // the phrase before, the first one
	for i := first; i < k; {
		j := f.phrase(i, k)
		if j == i || f.outside(i) {
			i++
			continue
		}
		if w := f.lowerWord(i); j == i+1 && before[1] == i && before[1] > before[0] && (w == "nous" || w == "vous") {
			return before[0], before[1] // "Le maire nous a dit"
		}
		oblique := f.oblique(i, first)
		if before = [2]int{i, j}; oblique {
			before = [2]int{}
		} else if opens[1] == 0 {
			opens = before
		}
		if f.language.Days[f.lowerWord(j-1)] || f.lang == "hu" && (f.language.Oblique[f.lowerWord(j-1)] || f.language.Oblique[f.lowerWord(j)]) {
			i = j // "Gegen vier Uhr", "a tárgyalás után"
			continue
		}
		if !oblique && f.pastAppositions(j, k) == k {
			if j == i+1 && i == first && f.knownName(k+1) && !f.knownName(i) {
				break // "Besorgt äußerte sich Petra Vogt"
			}
			return i, f.mentionAt(i, k)
		}
		i = j
	}
	if opens[1] > opens[0] && (f.lang == "hu" || f.lang == "zh" && isComma(f.word(opens[1]))) {
		return opens[0], opens[1] // "Az ügyvéd | a tárgyalás után közölte"
	}
	if f.language.And[f.lowerWord(k-1)] {
		if i, j := f.uprightPhrase(first, k-1); j > i { // "Gil criticó el plan y acusó al Gobierno"
			if j == i+3 && f.determiner(i) && lower(f.word(i+1)) && lower(f.word(i+2)) {
				return i, i + 2 // "O comissário acendeu"
			}
			return i, f.mentionAt(i, k-1)
		}
	}
	b := f.pastReflexives(k+1, last)
	if f.isWord(b) && lower(f.word(b)) && !f.language.Function(f.lowerWord(b)) && f.capital(b+1) && f.mentionAt(b, last) == b {
		b++ // "skriver tingrettsdommer Eva Lunde at"
	}
	if m := f.mentionAt(b, last); m > b && !f.language.Oblique[f.lowerWord(b)] {
		return b, m
	}
	if f.language.Frequent[f.lowerWord(k-1)] && !f.language.Oblique[f.lowerWord(k-1)] {
		if i, j := f.uprightPhrase(first, k); j > i { // "Gil criticó el plan pero aseguró"
			return i, f.mentionAt(i, k)
		}
	}
	return 0, 0
}

// beforeRelative returns the name before a comma of which a clause goes on to the verb at k, in the
// sentence from token first: defendió la concejala, | Rocío Arteche, | quien recordó. The range is
// empty if there is none.
func (f *finder) beforeRelative(first, k int) (i, j int) {
	const most = 3 // tokens from the relative pronoun to the verb
	for r := k - 1; r > first+1 && r >= k-most && f.isWord(r); r-- {
		if !relativesWho[f.lowerWord(r)] || f.word(r-1) != "," || !f.capital(r-2) || f.outside(r-2) {
			continue
		}
		for i = r - 2; i > first && f.isWord(i-1) && !f.outside(i-1) && (f.capital(i-1) || particles[f.lowerWord(i-1)] && f.capital(i-2)); {
			i--
		}
		return i, r - 1
	}
	return 0, 0
}

// relativesWho are the pronouns with which a clause of Romance languages tells more of somebody.
var relativesWho = wordSet("quien che qui que")

// uprightPhrase returns the first phrase between the tokens first and end that is not oblique; the
// range is empty if there is none.
func (f *finder) uprightPhrase(first, end int) (i, j int) {
	for i := first; i < end; i++ {
		if j := f.phrase(i, end); j > i && !f.outside(i) && !f.oblique(i, first) {
			return i, j
		}
	}
	return 0, 0
}

// oblique reports whether the phrase at token i begins with, or stands after, a word by
// which it is no subject, in the sentence from token first.
func (f *finder) oblique(i, first int) bool {
	if f.lang == "pt" && f.determiner(i) && i == first {
		return false // "A presidente", at the beginning
	}
	return f.language.Oblique[f.lowerWord(i)] || i > first && f.language.Oblique[f.lowerWord(i-1)]
}

// knownName reports whether a given name begins at token i, past reflexives.
func (f *finder) knownName(i int) bool {
	i = f.pastReflexives(i, len(f.toks))
	_, ok := f.language.GivenName(f.word(i))
	return ok && f.capital(i)
}

// pastAppositions returns the token from i on, at most end, that is neither an
// auxiliary nor a reflexive nor in brackets nor between two commas.
func (f *finder) pastAppositions(i, end int) int {
	for i < end {
		closer := ","
		switch w := f.word(i); {
		case f.besideCue(i):
			i++
			continue
		case w == "(":
			closer = ")"
		case w != ",":
			return i
		}
		for i++; i < end && f.word(i) != closer; {
			i++
		}
		i++
	}
	return i
}
