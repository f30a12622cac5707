package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// particles join the capitalised words of a name.
var particles = wordSet("de la le du des da das do dos di del della der den von van vom zu zur zum al el bin ibn ben y e of ter ten af av")

// nominalTails are the prepositions that go on with a common noun as part of
// its phrase: "the head of NATO", "a spokeswoman for the Ministry".
var nominalTails = wordSet("of for from with at in to on by among against behind near")

func (f *finder) word(i int) string {
	if i < 0 || i >= len(f.toks) {
		return ""
	}
	return f.t.Word(i)
}

func (f *finder) lowerWord(i int) string { return lexicon.Lower(f.word(i)) }

// tag returns the part of speech of token i.
func (f *finder) tag(i int) tokenize.Tag {
	if i < 0 || i >= len(f.toks) {
		return tokenize.NoTag
	}
	// Look-ups walk along a sentence: the last one is nearly always right.
	if s := f.lastSent; s < 0 || i < f.sents[s].First || i >= f.sents[s].Last {
		f.lastSent = f.t.SentenceAt(i)
		f.lastTags = f.t.Tags(f.lastSent)
	}
	return f.lastTags[i-f.sents[f.lastSent].First]
}

func (f *finder) isWord(i int) bool {
	return i >= 0 && i < len(f.toks) && f.toks[i].Kind == tokenize.Word
}

func (f *finder) pronoun(i int) bool {
	return f.isWord(i) && f.language.Pronoun(f.lowerWord(i))
}

// finite reports whether token i is a modal or a verb that can have a subject.
// What follows "we" is one, even where a tagger takes it for an infinitive.
func (f *finder) finite(i int) bool {
	t := f.tag(i)
	return t.Finite() || t == tokenize.MD || t == tokenize.VB && i > 0 && f.tag(i-1) == tokenize.PRP && f.pronoun(i-1)
}

func (f *finder) determiner(i int) bool {
	return f.isWord(i) && f.language.Determiners[f.lowerWord(i)]
}

// capital reports whether token i is written like part of a name.
func (f *finder) capital(i int) bool {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != tokenize.Word {
		return false
	}
	return lexicon.Capital(f.word(i))
}

// cue returns the verb of saying that token i is a form of.
func (f *finder) cue(i int) (lexicon.Verb, bool) {
	if !f.isWord(i) {
		return lexicon.Verb{}, false
	}
	w := f.word(i)
	if f.language.Caseless && i+1 < len(f.toks) && f.toks[i].End == f.toks[i+1].Start { // characters of Chinese are a token each
		if v, ok := f.language.Cue(w + f.word(i+1)); ok {
			return v, ok
		}
	}
	if f.lang == "ar" {
		if rest, ok := strings.CutPrefix(w, "و"); ok {
			if v, ok := f.language.Cue(rest); ok {
				return v, ok // "and said"
			}
		}
	}
	if f.language.Hyphen { // dit-il, a-t-elle, s'écria, disse-lhe
		w, _, _ = strings.Cut(w, "-")
		if rest, at := afterElision(w); at >= 0 && at < 4 {
			w = rest
		}
	}
	return f.language.Cue(w)
}

// afterElision returns what stands after the last apostrophe in a word, and where that is: "écria"
// of "s'écria". It is the word, and -1, if there is none.
func afterElision(w string) (rest string, at int) {
	const apostrophes = "'’"
	if at = strings.LastIndexAny(w, apostrophes); at < 0 {
		return w, at
	}
	return strings.TrimLeft(w[at:], apostrophes), at
}

// phrase reads the noun phrase that begins at token i and ends before limit.
// It returns the token after it, i itself if there is none.
//
// The grammar is that of mentions, not of all noun phrases: a pronoun, a name,
// or a noun with what stands before it and the prepositional phrases that say
// which one is meant.
func (f *finder) phrase(i, limit int) int {
	if i >= limit {
		return i
	}
	if f.pronoun(i) && !(f.lang == "en" && f.determinerUse(i, limit)) {
		return i + 1
	}
	if f.lang == "en" && f.pronoun(i) && f.lowerWord(i+1) == "of" && i+2 < limit {
		if m := f.phrase(i+2, limit); m > i+2 {
			return m // "one of the boys"
		}
		if f.objectPronoun(i + 2) {
			return i + 3 // "one of them"
		}
	}
	if f.lang != "en" {
		return f.pastOf(i, f.foreignPhrase(i, limit), limit)
	}
	j, noun, proper := f.nounGroup(i, limit)
	if !noun {
		return i
	}
	// Prepositional phrases.
	for j < limit {
		w := f.lowerWord(j)
		if !nominalTails[w] || proper && w != "of" || f.atLast(j) {
			break
		}
		k, ok, prop := f.nounGroup(j+1, limit)
		if !ok || (w != "of" && w != "for" && w != "from" && w != "with" && w != "at") && (!prop || f.timeWord(j+1)) || f.timeWord(k-1) && w != "of" {
			break
		}
		j = k
		proper = prop && w != "of"
	}
	// "a man who goes by Shorty" keeps its head only; "officials and aides" both.
	for j+1 < limit && (f.lowerWord(j) == "and" || f.lowerWord(j) == "or") {
		k, ok, _ := f.nounGroup(j+1, limit)
		if !ok || f.pronoun(j+1) {
			break
		}
		j = k
	}
	return j
}

// determinerUse reports whether the pronoun at i stands before a noun: "both
// men", "some officials", "one aide".
func (f *finder) determinerUse(i, limit int) bool {
	switch f.lowerWord(i) {
	case "both", "some", "one", "another", "many", "most", "several":
		_, noun, _ := f.nounGroup(i+1, limit)
		return noun || f.lowerWord(i+1) == "of"
	}
	return false
}

func (f *finder) timeWord(i int) bool { return timeWords[f.lowerWord(i)] }

var timeWords = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
	september october november december today yesterday tomorrow morning afternoon evening night week month year time day moment moments hour minute minutes while
	earlier later jan feb aug sept oct nov dec statement interview email e-mail letter speech conference turn voice tone fact addition`)

// afterTime returns where in the phrase m0 to m1 a name begins that a time or
// "that" has been read together with: "half an hour Ana Ruiz", "that Ana Ruiz".
func (f *finder) afterTime(m0, m1 int) int {
	if f.lang != "en" || m0 >= m1 {
		return m0
	}
	for i := m1 - 2; i >= m0; i-- {
		if !lower(f.word(i)) {
			continue
		}
		if f.timeWord(i) && f.capital(i+1) || f.word(i) == "that" && (f.capital(i+1) || f.determiner(i+1)) {
			return i + 1
		}
	}
	return m0
}

// withoutManner returns the end of the phrase from token k to m after a verb of
// saying, without what belongs to the verb: “…,” said the captain blandly / with
// a smile / to Ana Ruiz.
func (f *finder) withoutManner(k, m int) int {
	for i := k + 1; i < m; i++ {
		w := f.lowerWord(i)
		if w == "," {
			break // the apposition may have its own
		}
		if w == "to" || w == "with" && f.lowerWord(i+1) != "the" || f.mannerAt(i, m) {
			return i
		}
	}
	if w := f.word(m - 1); m-k > 1 && lower(w) && strings.HasSuffix(w, "ly") && (f.tag(m-2).Noun() || lexicon.OtherOne(f.word(m-2))) {
		return m - 1
	}
	return m
}

// mannerAt reports whether the tokens from i on, before end, begin with what tells how, when or from
// where somebody spoke, whoever he is: "without turning round", "at last", "after a pause", "in a
// tired voice", "from the doorway", "together".
func (f *finder) mannerAt(i, end int) bool {
	const most = 6 // tokens of "in a low but steady voice"
	switch w := f.lowerWord(i); w {
	case "without", "together", "again", "aloud":
		return lower(f.word(i))
	case "at":
		return f.atLast(i) || f.lowerWord(i+1) == "once"
	case "after":
		return pauses[f.lowerWord(min(f.phrase(i+1, end), end)-1)]
	case "from":
		return f.determiner(i+1) && rooms[f.lowerWord(i+2)]
	case "in", "with":
		for k := i + 1; k < min(end, i+most) && f.word(k) != ","; k++ {
			if voices[f.lowerWord(k)] {
				return true
			}
		}
	}
	return false
}

var (
	pauses = wordSet("pause silence moment minute while time interval beat second")
	rooms  = wordSet("door doorway threshold window bed bedside chair armchair sofa couch corner hall hallway stairs staircase landing kitchen bathroom bedroom porch sink stove back front floor dark darkness shadows depths")
	voices = wordSet("voice voices tone tones whisper whispers undertone murmur breath accent accents monotone unison")
)

// nounGroup reads determiners, adjectives and nouns from i on. noun says
// whether there is a head, proper whether the head is part of a name.
func (f *finder) nounGroup(i, limit int) (end int, noun, proper bool) {
	j := i
	end = i
	for j < limit {
		tok := f.toks[j]
		w := f.word(j)
		switch {
		case tok.Kind == tokenize.Word:
			tag := f.tag(j)
			switch {
			case f.capital(j) && !(j == i && f.determiner(j)) && (tag.Noun() || tag == tokenize.NoTag || tag == tokenize.JJ || tag == tokenize.FW || noun || !f.functionWord(j) || f.modalName(j)):
				if noun && !proper && workNouns[f.lowerWord(j-1)] && lower(f.word(j-1)) {
					return end, noun, proper // "in her new book Marta Holm writes"
				}
				if noun && (tag.Verb() && !f.capital(j-1) || f.pronoun(j) && len(w) > 1) {
					return end, noun, proper // "A. He" in a transcript
				}
				noun, proper = true, true
				end = j + 1
			case tag.Noun() || tag == tokenize.NoTag && !f.functionWord(j):
				if noun && (w == "read" || w == "reads") && !f.isWord(j+1) {
					return end, noun, proper // “…,” the notice read.
				}
				if noun && proper && (f.cueAt(j) || strings.HasSuffix(w, "ly")) {
					return end, noun, proper // “…,” asked Mr. Hart plaintively
				}
				noun, proper = true, false
				end = j + 1
			case tag == tokenize.POS || lexicon.Possessive(w):
				if !noun {
					return end, noun, proper
				}
				noun, proper = false, false // the head is still to come
			case lexicon.OtherOne(w) && !noun && j > i && f.lowerWord(j-1) == "the" && !f.nounAt(j+1):
				return j + 1, true, false // "said the other"
			case tag == tokenize.DT || tag == tokenize.PRPS || tag == tokenize.CD || tag == tokenize.PDT || f.determiner(j):
				if noun {
					if particles[w] && f.capital(j+1) && proper {
						break
					}
					return end, noun, proper
				}
			case tag == tokenize.JJ || tag == tokenize.JJS || tag == tokenize.JJR:
				if noun {
					return end, noun, proper
				}
			case (tag == tokenize.VBG || tag == tokenize.VBN) && j > i && !noun: // "the outgoing mayor"
			case tag == tokenize.RB && j > i && !noun && (f.tag(j+1) == tokenize.JJ || f.tag(j+1) == tokenize.VBN):
			case particles[w] && proper && f.capital(j+1) && w != "of":
			case (w == "and" || w == "or") && !noun && j > i: // "the first and only winner"
			default:
				return end, noun, proper
			}
		case tok.Kind == tokenize.Number && j > i && !noun && strings.HasSuffix(w, "-year-old") && (!f.isWord(j+1) || f.cueAt(j+1) || f.finite(j+1)):
			noun, end = true, j+1 // "the 34-year-old said"
		case tok.Kind == tokenize.Number && !noun:
		case w == "&" && noun && f.capital(j+1):
		case w == "." && noun && proper && f.capital(j+1) && f.toks[j].Start == f.toks[j-1].End && j-1 >= i && len(f.word(j-1)) <= 4 && f.toks[j+1].Start == f.toks[j].End:
		case w == "," && noun && proper && f.suffixName(j+1): // "Davis, Jr."
			j++
			end = j + 1
		case tok.Kind == tokenize.Mark && noun && proper && f.pieceAt[j] == f.ctx && f.nickEnd(j, limit) > 0: // William “Buck” Tanner
			j = f.nickEnd(j, limit)
		case (w == "_" || w == "*") && (j == i || noun || f.word(j-1) == w): // italics
			if noun && j+1 < limit && f.toks[j+1].Start > f.toks[j].End {
				return end, noun, proper
			}
		case tok.Kind == tokenize.Punct && w == "," && !noun && j > i && f.tag(j-1) == tokenize.JJ && f.tag(j+1) == tokenize.JJ: // "a tall, thin man"
		default:
			return end, noun, proper
		}
		j++
	}
	return end, noun, proper
}

// nickEnd returns the mark that closes the nickname in marks from token i on, 0 if there is
// none before limit.
func (f *finder) nickEnd(i, limit int) int {
	for k := i + 2; k <= i+3 && k+1 < limit; k++ {
		if f.toks[k].Kind == tokenize.Mark && f.capital(k-1) && f.capital(k+1) {
			return k
		}
	}
	return 0
}

// modalName reports whether the word at i is Will or May and no modal: what follows is
// a verb in the past or the third person.
func (f *finder) modalName(i int) bool {
	if w := f.word(i); w != "Will" && w != "May" {
		return false
	}
	v, ok := f.cue(i + 1)
	t := f.tag(i + 1)
	return ok && (v.Form == lexicon.Past || v.Form == lexicon.Third) || t == tokenize.VBD || t == tokenize.VBZ || t == tokenize.VBN
}

// nounAt reports whether what stands at i may have a noun as its head.
func (f *finder) nounAt(i int) bool {
	t := f.tag(i)
	return t.Noun() || t == tokenize.JJ || t == tokenize.CD || t == tokenize.NoTag
}

func (f *finder) suffixName(i int) bool {
	switch f.lowerWord(i) {
	case "jr.", "sr.", "jr", "sr", "iii", "iv", "m.d.", "ph.d.":
		return true
	}
	return false
}

func (f *finder) cueAt(i int) bool { _, ok := f.cue(i); return ok }

var functionWords = wordSet(`the a an and or but if when while as at by for from in into of off on onto out over to up with that this these those
	which who whom whose what where why how than then there here so such too very not no nor yet is are was were be been being am do does did
	has have had will would can could shall should may might must he she it they we you i him her them us me his its their our your my
	about after before because since until though although under above between through during against only just even also once again`)

func (f *finder) functionWord(i int) bool { return functionWords[f.lowerWord(i)] }

// foreignPhrase is phrase for languages without a tagger: a run of words with
// capitals, or a determiner with a word or two up to the noun.
func (f *finder) foreignPhrase(i, limit int) int {
	if f.language.Caseless {
		return f.caselessPhrase(i, limit)
	}
	m := f.simplePhrase(i, limit)
	if k := f.nameAfterOffice(m, limit); m > i && !f.capital(m-1) && k > m {
		return k
	}
	return m
}

// nameAfterOffice returns the token after the given name and the surname that end the phrase which goes
// on at token m with what somebody is in charge of: l'adjoint | aux travaux Luc Ferrand. It is m if
// there are none.
func (f *finder) nameAfterOffice(m, limit int) int {
	const most = 6 // words of the office
	if m >= limit || !f.isWord(m) || f.capital(m) || !f.language.Of[lexicon.Elided(f.lowerWord(m))] && !f.language.Oblique[f.lowerWord(m)] {
		return m
	}
	for k := m + 2; k+1 < limit && k < m+most && f.isWord(k) && !f.cueAt(k); k++ {
		if _, given := f.language.GivenName(f.word(k)); !given || !f.capital(k) || !f.capital(k+1) || !f.isWord(k+1) {
			continue
		}
		end := k + 2
		for end < limit && f.isWord(end) && f.capital(end) {
			end++
		}
		return end
	}
	return m
}

// simplePhrase reads a determiner, if there is one, and the words after it.
func (f *finder) simplePhrase(i, limit int) int {
	det := f.determiner(i) || strings.HasPrefix(f.lowerWord(i), "l'") || strings.HasPrefix(f.lowerWord(i), "l’")
	if !det && f.functionHere(i) {
		return i
	}
	j := i
	words, named := 0, false
	if det {
		j++
		if !f.determiner(i) {
			words++ // l'uomo
		}
	}
	if det && j < limit && f.toks[j].Kind == tokenize.Number && strings.Contains(f.word(j), "-") {
		return j + 1 // "der 29-Jährige"
	}
	for j < limit && f.isWord(j) {
		w := f.lowerWord(j)
		switch {
		case f.capital(j):
			named = true
		case words > 0 && f.language.While[w]:
			return j // "la mujer | mientras llena"
		case words == 1 && f.lang == "nl" && det && !particles[w] && f.language.Agents.EndsIn(f.lowerWord(j-1)):
			return j // "de schipper | langzaam"
		case particles[w] && j > i && (f.capital(j+1) || particles[f.lowerWord(j+1)] && f.capital(j+2)) && !f.beginsAfresh(i, j): // Bas van der Laan
		case !det || named || words == 2 || f.cueAt(j) || words > 0 && strings.ContainsAny(w, "'’") && f.auxiliary(f.word(j)) || words > 0 && f.language.Function(w):
			if words == 0 {
				return i
			}
			return j
		}
		words++
		j++
	}
	if words == 0 {
		return i
	}
	return j
}

// pastOf returns the token after what the description from token i to j says that somebody is
// the head of: "el alcalde | de Villarta", "der Sprecher | des Ministeriums".
func (f *finder) pastOf(i, j, limit int) int {
	const most = 2 // such phrases
	if j == i || f.language.Caseless || !f.determiner(i) {
		return j
	}
	for range most {
		w := f.lowerWord(j)
		if k := strings.IndexAny(w, "'’"); k > 0 { // d'Orsay
			if !f.language.Of[w[:k]+"'"] || !lower(f.word(j)) {
				return j
			}
			j++
			continue
		}
		if j+1 >= limit || !f.language.Of[w] || !lower(f.word(j)) || f.language.Nouns && !f.capital(j+1) || f.language.Reflexives[f.lowerWord(j+1)] {
			return j
		}
		k := j + 1
		if f.determiner(k) {
			if k++; f.language.Indefinite(f.lowerWord(k - 1)) {
				return j // "d'une voix lasse"
			}
		}
		if k >= limit || !f.isWord(k) || f.cueAt(k) || f.language.Function(f.lowerWord(k)) && lower(f.word(k)) {
			return j
		}
		k++
		for k < limit && f.capital(k) && f.capital(k-1) && !f.language.Nouns {
			k++
		}
		j = k
	}
	return j
}

// functionHere reports whether the word at i is a function word of another language than
// English and not part of a name, as in "Van Houten": it is written small, or begins a
// sentence, or no word with a capital follows.
func (f *finder) functionHere(i int) bool {
	return f.language.Function(f.lowerWord(i)) && (lower(f.word(i)) || f.sents[f.t.SentenceAt(i)].First == i || !f.isWord(i-1) || !f.capital(i+1) && !(particles[f.word(i+1)] && f.capital(i+2)))
}

// beginsAfresh reports whether the particle at j begins another phrase than the name from token
// i on: in German one without "von" before it does ("sagte Anke Rolf | der Rheinischen Post"),
// and after a surname with a particle another one ("Marijke de Boer | van Zwolle").
func (f *finder) beginsAfresh(i, j int) bool {
	if f.lang == "de" {
		return f.word(j) == "der" && !particles[f.word(j-1)]
	}
	if f.lang != "nl" || particles[f.word(j-1)] {
		return false
	}
	for k := i + 1; k < j-1; k++ {
		if particles[f.word(k)] {
			return true
		}
	}
	return false
}

// caselessPhrase is phrase for languages without capitals: the words up to the next
// function word or verb of saying.
func (f *finder) caselessPhrase(i, limit int) int {
	const most = 12 // characters of Chinese are a token each
	spaced := f.lang != "zh" && f.lang != "ja"
	words := 3
	if f.lang == "ar" && strings.HasPrefix(f.word(i+1), "ال") {
		words++ // "رئيس البلدية سامي الحداد"
	}
	if f.lang == "zh" && f.pronoun(i) {
		return i + 1
	}
	j := i
	for j < limit && f.isWord(j) && !f.cueAt(j) && j-i < most && !(f.lang == "zh" && f.mannerZH(j)) && !(spaced && (j-i == words || f.language.Manner[f.word(j)] || f.language.Frequent[f.word(j)] || f.language.Oblique[f.word(j)])) {
		j++
	}
	return j
}

// mannerZH reports whether at token i, a character of Chinese, words begin that tell how somebody speaks
// or what he does meanwhile: 志强|一边穿鞋一边回答, 陈静|低声说.
func (f *finder) mannerZH(i int) bool {
	if mannersZH[f.word(i)] {
		return true
	}
	return i+1 < len(f.toks) && mannersZH[f.word(i)+f.word(i+1)]
}

// maxMannerZH is how many characters may tell it.
const maxMannerZH = 10

// mannersZH are adverbs and verbs of one or two characters.
var mannersZH = wordSet("一边 一邊 低声 低聲 轻声 輕聲 大声 大聲 小声 小聲 高声 高聲 柔声 柔聲 厉声 厲聲 连声 連聲 接着 接著 随即 隨即 连忙 連忙 急忙 忽然 突然 微微 淡淡 缓缓 緩緩 慢慢 轻轻 輕輕 冷冷 默默 悄悄 笑 哭 着 著 站起 坐下 点头 點頭 摇头 搖頭 摇摇 搖搖 叹了 嘆了 皱眉 皺眉 又 也 还 還 却 卻 便 就 则 則 忍不 有些 对 對 向 跟 在 从 從 昨天 今天 近日 日前 当天 當天 随后 隨後 之后 之後 当晚 昨日 今日 周一 周二 周三 周四 周五")
