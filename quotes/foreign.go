package quotes

import (
	"strings"

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
	return i < end && f.isWord(i) && lower(f.word(i)) && len(w) > 4 && (strings.HasSuffix(w, "en") || strings.HasSuffix(w, "et") || f.lang == "sv" && (strings.HasSuffix(w, "an") || strings.HasSuffix(w, "rn"))) && !f.language.Function(w) && !f.isWord(i+1) && !f.cueAt(i)
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
	return i < end && f.isWord(i) && lower(f.word(i)) && !f.language.While[w] && len(f.language.Adverbs) > 0 && len(w) > 3 && !f.language.Function(w) && !f.language.Manner[w] && !f.language.Days[w] &&
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
		if f.language.While[f.lowerWord(k)] || gerund(f.word(k)) && f.determiner(k+1) {
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
			if k > i && isComma(f.word(m)) && f.capital(m+1) && f.capital(m+2) {
				if n := f.phrase(m+1, end); n > m+2 && (n >= end || !f.isWord(n)) {
					return m + 1, n // "primarul comunei Ileanda, Vasile Mureșan"
				}
			}
			return k, m
		}
		if !f.isWord(k) || !lower(f.word(k)) {
			break
		}
	}
	return i, i
}

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
