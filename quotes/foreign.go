package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/genre"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// Languages other than English have no tagger and no model of reports: their tags
// are read by verbs of saying and by the place of words, and what is reported only
// in part by verbs that call somebody something.

// foreignTagAfter reads the tag from token i on, before end, that stands after a
// quotation; sep says that a comma or a dash parts them.
//
//	„…“, äußerte sich gestern Petra Vogt     « … », a déclaré Luc Roy
//	„…“, so Petra Vogt                       „…“, begründet das Gericht
//	「…」と田中さんは述べた
func (f *finder) foreignTagAfter(i, end int, sep bool) tag {
	if f.language.VerbLast {
		return f.lastVerb(i, end)
	}
	if tg := f.thus(i, end); tg.found() {
		return tg
	}
	if tg := f.foreignInversion(i, end); tg.found() {
		if f.lang == "tr" && tg.mention.IsZero() && f.outside(i-1) {
			tg.mention = f.opensSentence(i - 1) // Ayşe Demir, “…” dedi.
		}
		return tg
	}
	if tg := f.subjectFirst(i, end); tg.found() {
		return tg
	}
	if sep {
		return f.verbByPlace(i, end)
	}
	return tag{}
}

// opensSentence returns the phrase with which the sentence begins that ends with the marked words
// whose last token is i, if nothing but a comma stands between.
func (f *finder) opensSentence(i int) tokenize.Span {
	open, _ := f.pieces[f.pieceAt[i]-1].outer()
	first := f.sents[f.t.SentenceAt(open)].First
	m := f.phrase(first, open)
	if m == first || m < open && f.word(m) != "," || m < open-1 && f.word(open-1) != "," {
		return tokenize.Span{}
	}
	return f.span(first, m)
}

// saidIt reads "Lo ha detto il ministro, Luca Neri" from token i on, before limit: a sentence of
// Italian agencies that only tells whose the words before it are.
func (f *finder) saidIt(i, limit int) tag {
	if f.lang != "it" {
		return tag{}
	}
	if f.word(i) == "." {
		i++
	}
	if i+2 >= limit || f.lowerWord(i) != "lo" || !f.auxiliary(f.word(i+1)) {
		return tag{}
	}
	tg := f.perfect(i+1, f.clauseEnd(i+1, min(limit, i+maxTag)))
	tg.after, tg.sure = true, true
	return tg
}

// thus reads "so Petra Vogt" and "по словам Ивана Петрова".
func (f *finder) thus(i, end int) tag {
	k := i
	if !f.language.Thus[f.lowerWord(k)] {
		if k++; !f.language.According[f.lowerWord(k)] || !lower(f.word(i)) {
			return tag{}
		}
	}
	m0, m1 := f.afterManner(k+1, end)
	if m1 == m0 || f.cueAt(k+1) {
		return tag{} // "so lautet der Titel"
	}
	return tag{cue: f.span(i, k+1), mention: f.span(m0, m1), first: i, last: m1, class: lexicon.Speech}
}

// maxForeignManner is how many words that tell how or when may stand between a verb of
// saying and who speaks: "sagte nach einer Weile der Alte".
const maxForeignManner = 4

// foreignInversion reads a verb of saying and who speaks after it, with auxiliaries
// and reflexives beside the verb.
func (f *finder) foreignInversion(i, end int) tag {
	if tg := f.perfect(i, end); tg.found() {
		return tg
	}
	j := i
	for j < end && j < i+3 && !f.cueAt(j) && (f.besideCue(j) || f.howAt(j) && j+1 < end && (f.cueAt(j+1) || f.howAt(j+1))) {
		j++ // "тихо проговорила она"
	}
	if j >= end {
		return tag{}
	}
	v, ok := f.cue(j)
	if !ok && !f.narratesJoined(j, end) {
		return tag{}
	}
	if tg := f.joinedPronoun(j); tg.found() {
		return tg
	}
	k := f.pastReflexives(j+1, end)
	if f.lowerWord(j) == "diye" && k < end && f.language.Participles.EndsIn(f.lowerWord(k)) {
		k++ // "diye seslendi yaşlı kadın"
	}
	m0, m1 := f.afterManner(k, end)
	if m0 == m1 && ok && f.definite(k, end) {
		m0, m1 = k, k+1 // "svarte kvinnen"
	}
	if m0 == m1 && ok && f.bareNoun(k, end) {
		m0, m1 = k, k+1 // "precisaron fuentes municipales", "ответил доктор"
		if k+1 < end && f.isWord(k+1) && lower(f.word(k+1)) && !f.language.Function(f.lowerWord(k+1)) && (f.language.Incise || f.lang == "tr") {
			m1++
		}
	}
	cue := f.span(j, j+1)
	if n := strings.IndexByte(f.word(j), '-'); n > 0 && f.language.Hyphen {
		cue.End = cue.Start + n // disse-lhe
	}
	return tag{cue: cue, mention: f.span(m0, m1), first: j, last: max(j+1, m1), class: v.Class}
}

// definite reports whether the word at i, with which a tag of a Scandinavian language ends, has the
// ending of a noun with its article: "kvinnen", "vitnet", "gubben".
func (f *finder) definite(i, end int) bool {
	switch f.lang {
	case "sv", "da", "no":
	default:
		return false
	}
	w := f.lowerWord(i)
	return i < end && f.isWord(i) && lower(f.word(i)) && len(w) > 4 && (strings.HasSuffix(w, "en") || strings.HasSuffix(w, "et")) && !f.language.Function(w) && !f.isWord(i+1) && !f.cueAt(i)
}

// howAt reports whether the word at i ends as those do that tell how somebody speaks.
func (f *finder) howAt(i int) bool {
	w := f.lowerWord(i)
	return f.isWord(i) && lower(f.word(i)) && len(w) > 3 && f.language.Adverbs.EndsIn(w) && !f.language.Function(w)
}

// bareNoun reports whether the word at i, right after a verb of saying, may be a noun without
// a determiner: it is no function word, and does not end as adverbs do.
func (f *finder) bareNoun(i, end int) bool {
	w := f.lowerWord(i)
	return i < end && f.isWord(i) && lower(f.word(i)) && !whiles[w] && len(f.language.Adverbs) > 0 && len(w) > 3 && !f.language.Function(w) && !f.language.Manner[w] && !f.language.Days[w] &&
		!f.language.Adverbs.EndsIn(w) && !f.cueAt(i)
}

// perfect reads an auxiliary with a participle, whatever that means, and who speaks: "a
// déclaré le maire", "lui a-t-elle simplement dit", "ha replicato Luca Neri", "hat Petra Vogt
// erklärt", and in languages that drop pronouns "ha confessato".
func (f *finder) perfect(i, end int) tag {
	const most = 2 // words before
	j := i
	for j < end && j < i+most && f.language.Reflexives[f.lowerWord(j)] && !f.auxiliary(f.word(j)) {
		j++
	}
	if j+1 >= end || !f.isWord(j) || !lower(f.word(j)) {
		return tag{}
	}
	w := f.word(j)
	if verb, _, joined := strings.Cut(w, "-"); joined && f.language.Hyphen && f.auxiliary(verb) {
		k := f.participleFrom(j+1, end)
		who := f.afterHyphen(j)
		if k < 0 || !f.language.Pronoun(who.In(f.t.Source())) {
			return tag{}
		}
		return tag{cue: f.span(k, k+1), mention: who, first: i, last: k + 1, class: lexicon.Speech}
	}
	if !f.auxiliary(w) || f.pronoun(j) {
		return tag{}
	}
	if k := f.participleFrom(j+1, end); k >= 0 && !makes[f.lowerWord(k)] {
		m0, m1 := f.afterManner(k+1, end)
		if m1 == m0 && !(f.language.Drops && (k+1 >= end || isComma(f.word(k+1)) || f.isStop(k+1))) {
			return tag{}
		}
		return tag{cue: f.span(k, k+1), mention: f.span(m0, m1), first: i, last: max(k+1, m1), class: lexicon.Speech}
	}
	if m := f.mentionAt(j+1, end); m > j+1 && m < end && f.cueAt(m) { // hat Petra Vogt erklärt
		return tag{cue: f.span(m, m+1), mention: f.span(j+1, m), first: i, last: m + 1, class: lexicon.Speech}
	}
	return tag{}
}

// makes are participles with which another verb stands rather than who speaks: "a fait lever".
var makes = wordSet("fait laissé fatto lasciato hecho dejado feito")

// auxiliary reports whether a word, without what is elided before it, is an auxiliary: "a",
// "s'est".
func (f *finder) auxiliary(w string) bool {
	if rest, at := afterElision(w); at > 0 && at < 4 {
		w = rest
	}
	return f.language.Auxiliaries[lexicon.Lower(w)]
}

// participleFrom returns the participle at token i or after a word that tells how, -1 if
// there is none.
func (f *finder) participleFrom(i, end int) int {
	for k := i; k < end && k <= i+1 && f.isWord(k) && lower(f.word(k)); k++ {
		if f.cueAt(k) {
			return k
		}
		for ending := range f.language.Participles {
			if w := f.word(k); strings.HasSuffix(w, ending) && len(w) > len(ending)+2 && !f.language.Function(w) {
				return k
			}
		}
	}
	return -1
}

// afterManner returns the mention that begins at token i or, before end, after words in
// small letters and prepositional phrases: "verwundert der Gast", "burmistrz Jan
// Nowak", "nach einer Weile der Alte". The range is empty if there is none.
func (f *finder) afterManner(i, end int) (m0, m1 int) {
	for k, most := i, i+maxForeignManner; k < end && k <= most; k++ {
		if whiles[f.lowerWord(k)] || gerund(f.word(k)) && f.determiner(k+1) {
			break // cuenta mientras recoge el hielo
		}
		if m := max(f.pastMedium(k, end), f.pastDay(k, end)); m > k {
			most += m - k
			k = m - 1
			continue
		}
		if f.language.Oblique[f.word(k)] && !f.determiner(k) {
			m := f.phrase(k+1, end)
			for c := k + 2; c < m && f.determiner(k+1); c++ {
				if f.capital(c) && lower(f.word(c-1)) && !particles[f.lowerWord(c-1)] && !f.determiner(c-1) {
					m = c // "à la presse | Luc Roy"
				}
			}
			most += m - k
			k = max(k, m-1)
			continue
		}
		if m := f.mentionAt(k, end); m > k {
			if k > i && f.pronoun(k) {
				break
			}
			if n := f.phrase(m+1, end); k > i && isComma(f.word(m)) && f.capital(m+1) && f.capital(m+2) && n > m+2 && (n >= end || !f.isWord(n)) {
				return m + 1, n // "primarul comunei Ileanda, Vasile Mureșan"
			}
			return k, m
		}
		if !f.isWord(k) || !lower(f.word(k)) {
			break
		}
	}
	return i, i
}

// whiles begin what somebody did meanwhile.
var whiles = wordSet("mientras cuando aunque porque mentre quando perché enquanto während weil terwijl toen omdat pendant tandis lorsque medan samtidigt mens")

// gerund reports whether a word has the ending of a gerund in Spanish, Italian or Portuguese.
func gerund(w string) bool {
	return strings.HasSuffix(w, "ando") || strings.HasSuffix(w, "endo") || strings.HasSuffix(w, "indo")
}

// pastDay returns the token from i on after the day and the time at which somebody spoke:
// "mardi soir", "nesta terça-feira (14)", "el martes". It is i if none is told.
func (f *finder) pastDay(i, end int) int {
	const most = 2 // words before it
	k := i
	for k < end && k < i+most && !f.language.Days[f.lowerWord(k)] && lower(f.word(k)) && !f.pronoun(k) && (f.language.Function(f.lowerWord(k)) || demonstratives[f.lowerWord(k)]) {
		k++
	}
	if k >= end || !f.language.Days[f.lowerWord(k)] {
		return i
	}
	for k < end && f.language.Days[f.lowerWord(k)] {
		k++
	}
	if k+2 < len(f.toks) && f.word(k) == "(" && f.word(k+2) == ")" {
		k += 3
	}
	return k
}

// demonstratives stand before days.
var demonstratives = wordSet("nesta neste este esta ce cette questo questa diesen diesem deze")

// pastMedium returns the token after the agency, the paper or the station at token i that
// somebody talked to, before who did: "a raconté | à l'AFP | Luc Roy", "dijo | a la agencia Efe".
// It returns i if there is none, or nobody follows.
func (f *finder) pastMedium(i, end int) int {
	const most = 5 // tokens
	for k := i; k < min(end, i+most) && f.isWord(k); k++ {
		w, _ := afterElision(f.word(k))
		if !lower(w) {
			if lexicon.Medium(w) && k+1 < end && f.isWord(k+1) {
				return k + 1
			}
			return i
		}
		if f.cueAt(k) || f.pronoun(k) {
			return i
		}
	}
	return i
}

// pastReflexives returns the token from i on, at most end, that stands for no more
// than the verb before it needs.
func (f *finder) pastReflexives(i, end int) int {
	for i < end && f.besideCue(i) {
		i++
	}
	return i
}

// besideCue reports whether token i is an auxiliary or a reflexive.
func (f *finder) besideCue(i int) bool {
	w := f.lowerWord(i)
	return f.isWord(i) && (f.language.Auxiliaries[w] && !f.pronoun(i) || f.language.Reflexives[w])
}

// joinedPronoun reads a pronoun joined to the verb at j: dit-il, a-t-elle.
func (f *finder) joinedPronoun(j int) tag {
	k := strings.IndexByte(f.word(j), '-')
	if !f.language.Hyphen || k <= 0 || f.language.Reflexives[lexicon.Lower(f.afterHyphen(j).In(f.t.Source()))] {
		return tag{} // disse-lhe
	}
	v, _ := f.cue(j)
	start := f.toks[j].Start
	return tag{cue: tokenize.Span{Start: start, End: start + k}, mention: f.afterHyphen(j), first: j, last: j + 1, class: v.Class}
}

// afterHyphen returns what follows the last hyphen in the word at i: "il" of "s'écria-t-il".
func (f *finder) afterHyphen(i int) tokenize.Span {
	s := f.toks[i].Span
	s.Start += strings.LastIndexByte(f.word(i), '-') + 1
	return s
}

// narratesJoined reports whether the word at j is a verb in the tense of narration with
// its subject joined to it, in a clause of its own that asks nothing: so it tells how
// somebody speaks, whatever it means: "Il pleut, grogna-t-il."
func (f *finder) narratesJoined(j, end int) bool {
	verb, pronoun, joined := strings.Cut(f.word(j), "-")
	if !f.language.Incise || !joined || j == 0 || f.isWord(j-1) || !lower(verb) {
		return false
	}
	past := strings.HasSuffix(verb, "e") && strings.HasPrefix(pronoun, "t-") || strings.HasSuffix(verb, "a") && !strings.HasSuffix(verb, "ra") || strings.HasSuffix(verb, "it") || strings.HasSuffix(verb, "ut")
	return past && f.language.Sex(strings.TrimPrefix(pronoun, "t-")) != lexicon.AnySex && !f.language.Auxiliaries[verb] && f.word(f.clauseOver(j, end)) != "?"
}

// elided returns what stands before an apostrophe in the word at i in small letters, or the
// word.
func (f *finder) elided(i int) string { return lexicon.Elided(f.lowerWord(i)) }

// insideSentence reports whether a mark at token i opens neither a paragraph, after a
// dash or none, nor stands after a stop or what introduces words.
func (f *finder) insideSentence(i int) bool {
	first := f.t.Paragraphs()[f.t.ParagraphAt(i)].First
	return i > first && !introducing(f.word(i-1)) && !(i-1 == first && f.toks[first].Kind == tokenize.Dash)
}

// maySpeakAgain reports whether two verbs of saying may be said of the same person: not
// "dodał" and "dodała".
func (f *finder) maySpeakAgain(before, cue tokenize.Span) bool {
	of := func(s tokenize.Span) lexicon.Sex { return f.language.SaidBy(lexicon.Lower(s.In(f.t.Source()))) }
	a, b := of(before), of(cue)
	return a == b || a == lexicon.AnySex || b == lexicon.AnySex
}

// verbByPlace reads a verb between what is said and who says it, whatever it means:
// „…“, begründet das Gericht.
func (f *finder) verbByPlace(i, end int) tag {
	if f.language.Reflexives[f.lowerWord(i)] {
		i = f.pastReflexives(i, end) // "se quejó", "si è sfogato"
	}
	if f.howAt(i) && i+1 < end && f.language.SaidBy(f.lowerWord(i+1)) != lexicon.AnySex && lower(f.word(i+1)) {
		i++ // "тихо молвила она"
	}
	if !f.isWord(i) || !lower(f.word(i)) || f.language.Frequent[f.lowerWord(i)] || f.determiner(i) || f.pronoun(i) || particles[f.lowerWord(i)] {
		return tag{}
	}
	k := f.pastReflexives(i+1, end)
	m := f.mentionAt(k, end)
	if m == k {
		return tag{}
	}
	return tag{cue: f.span(i, i+1), mention: f.span(k, m), first: i, last: m, class: lexicon.Speech}
}

// lastVerb reads the tag of a quotation that ends before token i, in a language whose
// verbs end the sentence: 「…」と田中さんは述べた, 田中さんは「…」と述べた.
func (f *finder) lastVerb(i, end int) tag {
	for k := i; k < end; k++ {
		v, ok := f.cue(k)
		if !ok {
			continue
		}
		tg := tag{cue: f.span(k, k+1), first: i, last: k + 1, class: v.Class}
		if tg.mention = f.topicBefore(i, k); tg.mention.IsZero() && f.outside(i-1) {
			open, _ := f.pieces[f.pieceAt[i-1]-1].outer()
			tg.mention = f.topicBefore(f.sents[f.t.SentenceAt(open)].First, open)
			if m := f.firstTopic(open); !m.IsZero() {
				tg.mention = m
			}
		}
		return tg
	}
	if i < end && quotative[f.word(i)] && f.outside(i-1) { // 「…」と田中さんは肩を落とした
		open, _ := f.pieces[f.pieceAt[i-1]-1].outer()
		m := f.topicBefore(i+1, end)
		if m.IsZero() {
			m = f.topicBefore(f.sents[f.t.SentenceAt(open)].First, open)
		}
		if !m.IsZero() {
			return tag{mention: m, first: i, last: end, class: lexicon.Speech}
		}
	}
	return tag{}
}

// wholeCue returns a cue with the rest of its word, where each character is a token: 认"为", 言"った".
func (f *finder) wholeCue(s tokenize.Span) tokenize.Span {
	const most = 6 // tokens
	if !f.language.Caseless {
		return s
	}
	k := f.t.TokenAt(s.Start)
	if f.toks[k].End != s.End {
		return s
	}
	glued := func(i int) bool { return i < len(f.toks) && f.isWord(i) && f.toks[i].Start == f.toks[i-1].End }
	end := k + 1
	if glued(end) {
		if _, ok := f.language.Cue(f.word(k) + f.word(end)); ok {
			end++
		}
	}
	for f.language.VerbLast && end-k < most && glued(end) && hiragana(f.word(end)) {
		end++
	}
	s.End = f.toks[end-1].End
	return s
}

func hiragana(w string) bool {
	r := firstRune(w)
	return r >= 0x3041 && r <= 0x309f
}

// firstTopic returns the words before the first topic particle in the sentence of the mark at open,
// if another stands right before the mark: 担当者は、措置は「…」だと説明した. What is in the marks is
// then only a part of what is said. It is zero if there are no two.
func (f *finder) firstTopic(open int) tokenize.Span {
	const most = 40 // tokens
	first := f.sents[f.t.SentenceAt(open)].First
	if open-1 <= first || open-first > most {
		return tokenize.Span{}
	}
	if _, ok := f.topic(open - 1); !ok {
		return tokenize.Span{}
	}
	near := f.topicBefore(first, open)
	commas := 0
	for k := first; k < open; k++ {
		if isComma(f.word(k)) {
			commas++
		}
	}
	if commas > 1 || commas == 1 && f.lang == "ja" && strings.HasSuffix(f.word(f.commaAfter(first)-1), "が") {
		return tokenize.Span{} // several clauses
	}
	for k := first + 1; k < open && f.toks[k].Start < near.Start; k++ {
		if _, ok := f.topic(k); ok && f.toks[k].End > f.toks[first].Start {
			if m := f.topicBefore(first, k+1); !m.IsZero() && m.End < near.Start && (f.lang != "ko" || subjectKO(f.word(open-1)) && !subjectKO(f.word(k))) {
				return m
			}
		}
	}
	return tokenize.Span{}
}

// commaAfter returns the first comma from token i on.
func (f *finder) commaAfter(i int) int {
	for i < len(f.toks) && !isComma(f.word(i)) {
		i++
	}
	return i
}

// subjectKO reports whether a word ends with the particle of a subject rather than of a topic.
func subjectKO(w string) bool { return strings.HasSuffix(w, "이") || strings.HasSuffix(w, "가") }

// topicBefore returns the words between the tokens first and end that the last
// topic particle follows: 田中さん"は".
func (f *finder) topicBefore(first, end int) tokenize.Span {
	const most = 8 // tokens
	for k := end - 1; k >= first; k-- {
		if f.outside(k) || f.isStop(k) {
			return tokenize.Span{}
		}
		stem, ok := f.topic(k)
		if !ok {
			continue
		}
		m := k
		if w := f.word(m - 1); m-3 > first && (w == "）" || w == ")") && f.toks[m-2].Kind == tokenize.Number {
			k, m = m-3, m-3 // 岡田節子さん（78）は
			stem = 0
		}
		for m > first && k-m < most && f.isWord(m-1) && f.toks[m-1].End == f.toks[m].Start && !f.outside(m-1) && !quotative[f.word(m-1)] {
			m--
		}
		if m == k && k > first && f.isWord(k-1) && (stem == 0 || f.lang == "ko" && f.language.Roles.EndsIn(f.word(k)[:stem])) {
			m-- // राम ने, 이정호 시장은
		}
		s := tokenize.Span{Start: f.toks[m].Start, End: f.toks[k].Start + stem}
		for s.End > s.Start && f.t.Source()[s.End-1] == ' ' {
			s.End--
		}
		if s.End <= s.Start {
			return tokenize.Span{} // a particle by itself
		}
		return s
	}
	return tokenize.Span{}
}

// topic reports whether token i is or ends with a topic particle, and how many bytes
// stand before that.
func (f *finder) topic(i int) (stem int, ok bool) {
	w := f.word(i)
	for t := range f.language.Topics {
		if strings.HasSuffix(w, t) && (!ok || len(w)-len(t) < stem) {
			stem, ok = len(w)-len(t), true
		}
	}
	return stem, ok
}

// quotative are the particles after words said.
var quotative = wordSet("と って 라고 고 이라고 며 라며 이라며 면서 라면서")

// foreignReports adds what is reported: the clauses that [finder.foreignIndirect] reads,
// and the marked words inside a sentence that says whose they are.
//
//	Sie nannte den Plan „überzogen“.    La ministre dénonce « une honte ».
//	Laut Petra Vogt ist das „ein Skandal“.
func (f *finder) foreignReports(us []utterance) []utterance {
	f.news = genre.News(f.t, f.language, func(i int) bool { return f.pieceAt[i] != 0 })
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
	if m == first || end-m > most || f.pronoun(first) {
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
	if j := f.phrase(first, k); f.lang == "zh" && j > first && f.mannerZH(j) {
		return first, j // 老人|摇摇头，笑着说
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
		if before = [2]int{i, j}; f.oblique(i, first) {
			before = [2]int{}
		} else if opens[1] == 0 {
			opens = before
		}
		if f.language.Days[f.lowerWord(j-1)] || f.lang == "hu" && f.language.Oblique[f.lowerWord(j-1)] || f.lang == "hu" && f.language.Oblique[f.lowerWord(j)] {
			i = j // "Gegen vier Uhr", "a tárgyalás után"
			continue
		}
		if !f.oblique(i, first) && f.pastAppositions(j, k) == k {
			if j == i+1 && i == first && f.knownName(k+1) && !f.knownName(i) {
				break // "Besorgt äußerte sich Petra Vogt"
			}
			return i, f.mentionAt(i, k)
		}
		i = j
	}
	if f.lang == "hu" || f.lang == "zh" && isComma(f.word(opens[1])) {
		if opens[1] > opens[0] {
			return opens[0], opens[1] // "Az ügyvéd | a tárgyalás után közölte"
		}
	}
	if conjunctions[f.lowerWord(k-1)] {
		for i := first; i < k-1; i++ { // "Gil criticó el plan y acusó al Gobierno"
			if j := f.phrase(i, k-1); j > i && !f.outside(i) && !f.oblique(i, first) {
				if j == i+3 && f.determiner(i) && lower(f.word(i+1)) && lower(f.word(i+2)) {
					return i, i + 2 // "O comissário acendeu"
				}
				return i, f.mentionAt(i, k-1)
			}
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
		for i := first; i < k; i++ { // "Gil criticó el plan y aseguró"
			if j := f.phrase(i, k); j > i && !f.outside(i) && !f.oblique(i, first) {
				return i, f.mentionAt(i, k)
			}
		}
	}
	return 0, 0
}

// conjunctions join two verbs of one subject.
var conjunctions = wordSet("e y et und en och og i a ja și")

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
