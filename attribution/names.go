package attribution

import (
	"strings"
	"unicode/utf8"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A name is one run of words written like a proper name, read as
// "role, title, name": "NATO Secretary General | Jens Stoltenberg".
type name struct {
	first, last int // the tokens of the run
	core        int // where the name proper begins, its title included
	entity      int // index in the cast
	quote       int // index+1 of the quotation it stands in, 0 in the narration
	initial     bool
	possessive  bool
}

// An analysis holds the state of one run of the pipeline over one text.
type analysis struct {
	cfg      *config
	t        *tokenize.Text
	toks     []tokenize.Token
	sents    []tokenize.Sentence
	lang     string
	language *lexicon.Language // what is known of it
	news     bool              // the text is news rather than fiction
	clearly  bool              // there is so much of it that it is hardly a short piece of fiction

	alsoNames map[string]bool // words that are months elsewhere
	quoteAt   []int32         // for each token, index+1 of the innermost quotation over it
	lowered   map[string]bool
	middle    map[string]bool // words with a capital inside sentences
	subjects  map[string]bool // words that stand as who says something, where all nouns have a capital
	nouns     map[string]bool // those that are none there
	speak     []bool          // which of the cast with a name stand beside a quotation as who says it
	names     []name
	nameAt    []int32 // for each token, index+1 of its name
	cast      []*entity
	byKey     map[string][]int // lower-cased word of a name to entities, latest last
	offices   map[string]int   // lower-cased words before names that tell an office to its holder, -1 if there are several
	inner     map[string][]int // lower-cased word inside a full name to entities
	surnames  map[string][]int // surname in the caller's list of those called by title and surname
	listed    map[string]int   // lower-cased alias in the caller's list to its entity, -1 if it has several
	described map[string]bool  // those of listed that are descriptions: "old man"
	longest   int              // words of the longest of these
	titles    map[string][]int // to those who have it in their name
	events    []event
	phrases   map[string]int       // text of a description to its entity
	same      map[int]int          // somebody described to whose name has been told after
	stands    map[int][]antecedent // for whom "he" and "she" at a token of the narration may stand
	now       position             // of the sentence whose mentions are resolved
	read      discourse            // before it
	narrator  int                  // entity of "I" in the narration, -1 until it speaks
	follow    map[string]*[3]int   // how many pronouns of each gender follow a name
	genders   map[string]Gender    // of names, by the pronouns that follow them
	uses      map[string]int       // of forms of names
	together  map[[2]string]int    // sentences of the narration with a titled surname and a given name
	detected  [][]mentions.Mention // of sentences, nil until they are asked for
	arena     []mentions.Mention
	sentence  []string // scratch
	// firstPerson says that somebody tells the text as "I".
	firstPerson bool
	pronouns    *gbdt.Model  // ranks their antecedents
	probe       *probe.Probe // nil but in training
	lastSent    int
	lastTags    []tokenize.Tag
}

func (a *analysis) word(i int) string {
	if i < 0 || i >= len(a.toks) {
		return ""
	}
	return a.t.Word(i)
}

func (a *analysis) lower(i int) string { return lexicon.Lower(a.word(i)) }

func (a *analysis) tag(i int) tokenize.Tag {
	if i < 0 || i >= len(a.toks) {
		return tokenize.NoTag
	}
	if s := a.lastSent; s < 0 || i < a.sents[s].First || i >= a.sents[s].Last {
		a.lastSent = a.t.SentenceAt(i)
		a.lastTags = a.t.Tags(a.lastSent)
	}
	return a.lastTags[i-a.sents[a.lastSent].First]
}

// notNames are words that texts write with a capital and that name nobody.
var notNames = wordSet(`i i'm a an the and but or nor so yet for if when while as at by from in into of off on to up with that this these those which who whom
	whose what where why how than then there here such too very not no yes is are was were be been am do does did has have had will would can could
	shall should may might must he she it they we you him her them us me his its their our your my about after before because since until though
	although under above between through during against only just even also once again oh ah well now o ay aye eh hm hmm hey hello hallo alas indeed
	monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
	christmas easter god lord heaven heavens good dear poor old young little former mr mrs chapter english french german american british russian chinese european
	african asian latin christian jewish muslim republican republicans democrat democrats democratic internet tv u.s. u.k. uk us eu
	ha haw pooh bah hush hurrah hooray ugh ooh whoa ouch tut psst shh gosh golly blimey crikey heck damn amen bravo nonsense rubbish
	good-bye goodbye thank thanks please sir madam ma'am come let look never nothing all any some one two three four five both each every many most
	more much other another however perhaps maybe meanwhile still instead later earlier today yesterday tomorrow tonight why don did what's`)

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var nameParticles = wordSet("de la le du des da das do dos di del della der den von van vom zu zur bin ibn ben al el y ter ten af av")

// namesNobody reports whether the word at i, with a capital, names nobody: in other
// languages than English a pronoun, or a function word with which a sentence begins.
func (a *analysis) namesNobody(i int) bool {
	w := a.lower(i)
	if a.lang == "en" {
		return notNames[w]
	}
	return a.language.Pronoun(w) || a.language.Never[w] || a.language.Function(w) && (i == 0 || a.sentBreak(i) || a.toks[i-1].Kind != tokenize.Word)
}

// findNames finds the names of the text. A capital at a sentence's start says
// little: there a single word counts only if the text writes it with a capital
// elsewhere, or if it is a known name that is not written small too.
func (a *analysis) findNames(qs []quotes.Quote) {
	a.lowered = make(map[string]bool)
	a.middle = make(map[string]bool)
	starts := make([]bool, len(a.toks))
	for _, s := range a.sents {
		begin := true
		for i := s.First; i < s.Last; i++ {
			starts[i] = begin
			switch a.toks[i].Kind {
			case tokenize.Word:
				if w := a.word(i); !lexicon.Capital(w) {
					a.lowered[w] = true
				} else if !begin {
					a.middle[w] = true
				}
				begin = false
			case tokenize.Mark, tokenize.Dash:
				begin = begin || i == s.First || a.toks[i].Kind == tokenize.Mark && a.toks[i-1].End < a.toks[i].Start
			case tokenize.Punct:
				w := a.word(i)
				begin = begin || w == ":" || a.lang != "en" && (w == "…" || strings.HasPrefix(w, ".."))
			default:
				begin = false
			}
		}
	}
	a.findMonths()
	a.findSubjects(qs)
	cues := make(map[int]bool)   // "Said Ida Moss:"
	begins := make(map[int]bool) // where who speaks is named
	ends := make(map[int]int)    // where that ends, and began; or the cue begins
	for i := range qs {
		if m := qs[i].Mention; !m.IsZero() {
			begins[m.Start] = true
			if a.lang == "en" {
				ends[m.End] = m.Start
			}
			if c := qs[i].Cue; c.Start > m.End {
				ends[a.toks[a.t.TokenAt(c.Start)-1].End] = m.Start
			}
		}
		if c := qs[i].Cue; !c.IsZero() && a.toks[a.t.TokenAt(c.Start)].End == c.End {
			cues[c.Start] = true
		}
		if a.interviewLabel(&qs[i]) != "" {
			cues[qs[i].Mention.Start] = true // "A. Always."
		}
	}
	narrated := make(map[string]bool) // kin whom the narration names
	for i := range a.toks {
		if a.quoteAt[i] == 0 && lexicon.Capital(a.word(i)) && a.kinName(i, starts[i]) {
			narrated[a.lower(i)] = true
		}
	}
	a.nameAt = make([]int32, len(a.toks)+1)
	for i := 0; i < len(a.toks); i++ {
		if !a.startsName(i) || cues[a.toks[i].Start] {
			continue
		}
		j := a.nameEnd(i)
		for k := i + 1; k < j; k++ {
			if begins[a.toks[k].Start] && lexicon.Medium(a.word(k-1)) {
				j = k // "a dit à Reuters | Ida Moss"
			}
			if start, ok := ends[a.toks[k-1].End]; ok && start <= a.toks[i].Start {
				j = k // "IDA MOSS | SAID"
			}
		}
		first := i
		if starts[i] && j-i > 1 && !a.role(i) && (a.lowered[a.lower(i)] || a.namesNobody(i) || a.pastVerb(i) || a.orders(i)) && !a.knownName(i) ||
			starts[i] && j-i == 2 && a.quoteAt[i] != 0 && pities[a.lower(i)] && a.middle[a.word(i+1)] {
			first++ // "Yesterday Ada Finch": only the rest is the name
			for first < j && !a.startsName(first) {
				first++
			}
		}
		n := j - first
		if n == 0 {
			i = j - 1
			continue
		}
		if k := a.afterOffice(first, j); k > first {
			first, n = k, j-k
		}
		if k := a.withParticles(first); k < first {
			first, n = k, n+first-k
		}
		for n > 2 && postNominals[a.word(j-1)] {
			j, n = j-1, n-1 // "Imran Sheikh KC"
		}
		if n == 1 && a.news && a.lang == "en" && a.lower(first-1) == "the" && (demonyms[a.lower(first)] || a.lower(first) == "member" && a.lower(j) == "for") {
			continue // "said the Argentine", "The Member for Norhaven"
		}
		kin := n == 1 && narrated[a.lower(first)] && a.kinName(first, starts[first])
		if starts[first] && n == 1 && !a.titled(first) && !kin {
			w := a.word(first)
			known := a.isGiven(w) || lexicon.Surname(w) && a.tag(first).Noun() // not “Wait,” or “Fine,” she said
			if !a.middle[w] && (a.lowered[lexicon.Lower(w)] || !known && !a.beforeCue(j) && !a.acts(first)) {
				i = j - 1
				continue
			}
		}
		nm := name{first: first, last: j, initial: starts[first], quote: int(a.quoteAt[first])}
		if n == 1 && utf8.RuneCountInString(a.word(first)) == 1 && !a.beforeCue(j) && !a.beforeCue(first-1) {
			continue // "a B or worse"
		}
		if a.shouted(first, j) && !a.namedInTag(ends, first, j) || a.rolesOnly(first, j) && !kin || a.language.Nouns && !a.namesSomebody(first, j) {
			i = j - 1
			continue // "the Secretary General": a description
		}
		nm.core = a.core(first, j)
		nm.possessive = lexicon.Genitive(a.word(j)) && a.toks[j].Start == a.toks[j-1].End
		a.names = append(a.names, nm)
		for k := first; k < j; k++ {
			a.nameAt[k] = int32(len(a.names))
		}
		i = j - 1
	}
}

// pities are adjectives with which somebody is spoken of, some of which are names: 'Lucky Hart.'
var pities = wordSet("lucky clever brave happy sweet wise silly wicked naughty merry precious darling good dear poor")

// pluralInMen reports whether a word is a plural without an s: "Fishermen".
func pluralInMen(w string) bool {
	return strings.HasSuffix(w, "men") || strings.HasSuffix(w, "Men") || w == "Children" || w == "People"
}

// afterOffice returns where the name begins in the run of words with a capital from first to last
// that goes on with what somebody is in charge of: "Minister for Fisheries | Tane Whaanga".
func (a *analysis) afterOffice(first, last int) int {
	if w := a.lower(first - 1); a.lang != "en" || last-first < 3 || w != "for" && w != "of" || !a.role(first-2) {
		return first
	}
	for k := first + 1; k < last-1; k++ {
		if a.givenName(k) {
			return k
		}
	}
	if last-first == 3 {
		return first + 1
	}
	return first
}

// postNominals are the letters after a name that tell of its bearer's rank or honours.
var postNominals = wordSet("KC QC SC OBE MBE CBE DBE KBE GBE KCB MP MEP MSP MLA TD MD PhD FRS JP RN Esq Esq. CH CB")

// withParticles returns where a name begins in English text whose first word with a
// capital is token i: "van der Meer" may be all that somebody is called by.
func (a *analysis) withParticles(i int) int {
	if a.lang != "en" {
		return i
	}
	first := i
	for k := i - 1; k >= 0 && k >= i-2 && a.toks[k].Kind == tokenize.Word && nameParticles[a.word(k)] && a.quoteAt[k] == a.quoteAt[i] && !a.sentBreak(k+1); k-- {
		if lexicon.SurnameParticle(a.word(k)) {
			first = k
		}
	}
	return first
}

// orders reports whether the word at i, with which something said begins, is a verb before a
// given name: “Fetch Dorothy”.
func (a *analysis) orders(i int) bool {
	return a.lang == "en" && a.quoteAt[i] != 0 && (a.givenName(i+1) || a.titled(i+1)) && !a.titled(i) && !lexicon.Occupation(a.word(i)) && a.common(a.word(i))
}

// acts reports whether the word at i, with which a sentence of English begins, looks like
// the name of somebody who does something: "Oyelade shut the door."
func (a *analysis) acts(i int) bool {
	switch a.lang {
	case "fr", "nl", "sv", "da", "no":
		return a.actsForeign(i)
	}
	if a.lang != "en" || !a.tag(i).Proper() || a.quoteAt[i] != 0 || len(a.word(i)) < 3 {
		return false
	}
	t := a.tag(i + 1)
	return (t == tokenize.VBD || t == tokenize.VBZ || lexicon.Possessive(a.word(i+1))) && !a.common(a.word(i))
}

// actsForeign is acts in languages without a tagger whose sentences hardly begin with a bare noun or
// verb: "Dirkje telde het geld." In news they do.
func (a *analysis) actsForeign(i int) bool {
	w, next := a.lower(i), a.lower(i+1)
	return !a.news && a.quoteAt[i] == 0 && len(w) > 3 && !a.lowered[w] && !a.language.Function(w) && !a.language.Pronoun(w) && i+1 < len(a.toks) && a.toks[i+1].Kind == tokenize.Word &&
		!lexicon.Capital(a.word(i+1)) && len(next) > 2 && (!a.language.Function(next) || a.language.Auxiliaries[next]) && a.language.Narrated.EndsIn(next)
}

// pastVerb reports whether the word at i has the ending of a verb in the past and a given
// name after it, in languages whose verbs tell who did it: "Weszła Anna".
func (a *analysis) pastVerb(i int) bool {
	return a.language.SaidBy(a.lower(i)) != lexicon.AnySex && a.knownName(i+1)
}

// kinNames are what families call each other: with a capital and without an article
// they name somebody.
var kinNames = wordSet("mother father mama mamma papa mum mummy mom mommy dad daddy grandmother grandfather grandma grandpa granny gran nana auntie uncle aunt")

// kinName reports whether the word at i is such a name: "Grandmother sighed", but "her
// Mother" and, where a sentence begins, no more than a noun.
func (a *analysis) kinName(i int, starts bool) bool {
	if a.lang != "en" || !kinNames[a.lower(i)] || i > 0 && (determiner(a.lower(i-1)) || a.tag(i-1) == tokenize.PRPS) {
		return false
	}
	if !starts || i+1 >= len(a.toks) || a.toks[i+1].Kind != tokenize.Word {
		return true
	}
	t := a.tag(i + 1)
	return t.Finite() || t == tokenize.MD || t == tokenize.CC || t == tokenize.POS
}

// findSubjects finds out, where all nouns have a capital, which words stand beside a
// quotation as who says it, without a determiner: these are names. What stands after
// one more often than not is a noun.
func (a *analysis) findSubjects(qs []quotes.Quote) {
	if !a.language.Nouns {
		return
	}
	determined := make(map[string]int) // after a determiner more often than without
	for i := 1; i < len(a.toks); i++ {
		if w := a.word(i); a.toks[i].Kind == tokenize.Word && lexicon.Capital(w) && !a.sentBreak(i) {
			if before := a.lower(i - 1); a.language.Determiners[before] || contractions[before] {
				determined[w]++
			} else {
				determined[w]--
			}
		}
	}
	a.subjects, a.nouns = make(map[string]bool), make(map[string]bool)
	for w, n := range determined {
		a.nouns[w] = n > 0
	}
	for _, q := range qs {
		if q.Mention.IsZero() {
			continue
		}
		first, last := a.t.TokenAt(q.Mention.Start), a.t.TokenAt(q.Mention.End-1)
		if a.language.Determiners[a.lower(first)] {
			for first <= last && a.word(first) != "," && !a.language.Roles.EndsIn(a.lower(first)) {
				first++ // "der Sprecher des Senats, Holger Wendt", "der Vorsitzende Hakan Demirel"
			}
			first++
		}
		for i := first; i <= last; i++ {
			a.subjects[a.word(i)] = true
		}
	}
}

// contractions are prepositions with a determiner in them.
var contractions = wordSet("am im ans ins zum zur vom beim")

// namesSomebody reports whether one of the words first to last is known as a name, or
// stands as who says something.
func (a *analysis) namesSomebody(first, last int) bool {
	if last-first == 3 && a.language.Roles.EndsIn(a.lower(first)) && !a.nouns[a.word(first+1)] && !a.nouns[a.word(first+2)] {
		return true // "Werksleiter Tilo Marquardt"
	}
	for i := first; i < last; i++ {
		w := a.word(i)
		if !a.nouns[w] && (a.isGiven(w) || a.subjects[w]) || i > first && i == last-1 && a.titled(first) {
			return true
		}
	}
	return false
}

// trimNames takes from a name of several words those that are written small
// elsewhere, or with a capital only where a sentence begins, if one of the
// others by itself is the usual name: "Presently Ida" and "Ida Turned" where
// there is many an "Ida". A name that stands but once loses words that name
// nobody elsewhere: "gave Ida Spanish lessons".
func (a *analysis) trimNames() {
	const (
		usual = 5  // times as often
		much  = 40 // times
	)
	alone := make(map[string]int)
	whole := make(map[string]int)
	addressed := make(map[string]bool) // stand after a title
	for i := range a.names {
		n := &a.names[i]
		if n.last-n.core > 1 && a.titled(n.core) {
			addressed[key(a.word(n.last-1))] = true
		}
		k := key(a.text(a.span(n.first, n.last)))
		whole[k]++
		if n.last-n.first == 1 {
			alone[k]++
		}
	}
	for i := range a.names {
		n := &a.names[i]
		if n.last-n.first < 2 || a.titled(n.core) {
			continue
		}
		often := usual * whole[key(a.text(a.span(n.first, n.last)))]
		first, last := n.first, n.last
		if last-first == 2 && often == usual {
			switch {
			case alone[key(a.word(first))] >= much && !addressed[key(a.word(last-1))] && !a.knownName(last-1):
				last--
			case alone[key(a.word(last-1))] >= much && !addressed[key(a.word(first))] && !a.knownName(first) && !a.role(first):
				first++
			}
		}
		for first < last-1 && (a.lowered[a.lower(first)] || n.initial && !a.middle[a.word(first)]) && alone[key(a.word(last-1))] >= often {
			first++
		}
		for last-1 > first && a.lowered[a.lower(last-1)] && alone[key(a.word(first))] >= often {
			last--
		}
		for k := n.first; k < n.last; k++ {
			if k < first || k >= last {
				a.nameAt[k] = 0
			}
		}
		if first != n.first || last != n.last {
			n.first, n.last, n.core = first, last, a.core(first, last)
		}
	}
}

// shouted reports whether the tokens first to last are words in capitals, two
// of them or more longer than an acronym, as in headings and telegrams; before
// a colon they name whose words follow.
func (a *analysis) shouted(first, last int) bool {
	if a.word(last) == ":" {
		return false
	}
	long := 0
	for k := first; k < last; k++ {
		w := a.word(k)
		if strings.ToUpper(w) != w {
			return false
		}
		if len(w) > 2 {
			long++
		}
	}
	return long > 1
}

// namedInTag reports whether the words in capitals first to last are the name of who speaks: “NO
// MORE,” SAID IDA MOSS. ends has where mentions end, and begin.
func (a *analysis) namedInTag(ends map[int]int, first, last int) bool {
	start, ok := ends[a.toks[last-1].End]
	return ok && start <= a.toks[first].Start && a.lang == "en" && (a.givenName(first) || a.givenName(last-2) || a.titled(first))
}

func (a *analysis) startsName(i int) bool {
	if a.toks[i].Kind != tokenize.Word {
		return false
	}
	w := a.word(i)
	if !lexicon.Capital(w) {
		return false
	}
	l := lexicon.Lower(w)
	if w == "A" && a.initialOf(i) {
		return true
	}
	if a.namesNobody(i) && !(a.alsoNames[l] && !a.dated(i)) {
		r, ok := lexicon.PersonRole(l)
		return ok && r.Title && i+1 < len(a.toks) && a.toks[i+1].Kind == tokenize.Word && lexicon.Capital(a.word(i+1))
	}
	return true
}

// initialOf reports whether the letter at token i is rather an initial without its dot: A K Rao.
func (a *analysis) initialOf(i int) bool {
	return i+2 < len(a.toks) && len(a.word(i+1)) == 1 && lexicon.Capital(a.word(i+1)) && a.word(i+1) != "I" && a.toks[i+2].Kind == tokenize.Word && lexicon.Capital(a.word(i+2))
}

// months are given names as well, and so is "Will".
var months = wordSet("may april june august will")

// dated reports whether the word at i, one of the months, is not a name: a
// date stands around it, or a sentence begins with it that goes on otherwise
// than after a subject.
func (a *analysis) dated(i int) bool {
	if a.speaks(i) {
		return false
	}
	if i+1 < len(a.toks) && a.toks[i+1].Kind == tokenize.Number || i > 0 && a.toks[i-1].Kind == tokenize.Number {
		return true
	}
	if a.t.Sentences()[a.t.SentenceAt(i)].First == i {
		t := a.tag(i + 1)
		return t != tokenize.VBD && t != tokenize.VBZ && t != tokenize.POS // "May said", but "May I"
	}
	switch a.lower(i - 1) {
	case "in", "of", "on", "by", "since", "until", "till", "from", "last", "next", "this", "late", "early", "mid", "through", "during", "before", "after", "for", "the":
		return true
	}
	return a.toks[i-1].Kind == tokenize.Mark || a.word(i-1) == "-"
}

// premodifies reports whether a word in small letters says of somebody named after it how old he is or
// where he comes from.
func premodifies(w string) bool {
	i := strings.LastIndexByte(w, '-')
	if i < 0 {
		return false
	}
	switch w[i+1:] {
	case "old", "born", "based", "trained", "bred", "raised", "educated":
		return true
	}
	return false
}

// whoseDE are possessive determiners of German.
var whoseDE = wordSet("sein seine seiner ihr ihre ihrer mein meine unser unsere")

// findMonths finds out which of the months the text has as names: those that it has
// often, and at once those that stand beside a verb of saying as who says something.
// "Will" has a capital inside a sentence only as a name, or in a headline.
func (a *analysis) findMonths() {
	const least = 5
	a.alsoNames = make(map[string]bool)
	counts := make(map[string]int)
	for i := 1; i < len(a.toks); i++ {
		w := a.word(i)
		if len(w) < 3 || len(w) > 6 || !lexicon.Capital(w) || !months[lexicon.Lower(w)] || a.dated(i) {
			continue
		}
		m := lexicon.Lower(w)
		counts[m]++
		if a.speaks(i) || m == "will" && a.inSentence(i) {
			counts[m] = least
		}
	}
	for w, n := range counts {
		a.alsoNames[w] = n >= least
	}
}

// speaks reports whether the word at i stands between a quotation and a verb of saying:
// “…,” said May, “…,” May said.
func (a *analysis) speaks(i int) bool {
	if a.quoteAt[i] != 0 {
		return false
	}
	after := func(k int) bool { return k >= 0 && a.quoteAt[k] != 0 }
	return a.beforeCue(i+1) && after(i-1) ||
		a.beforeCue(i-1) && after(i-2) && (i+1 >= len(a.toks) || a.toks[i+1].Kind != tokenize.Word || !a.tag(i+1).Verb())
}

// inSentence reports whether the word at i stands inside a sentence, after a word in
// small letters or a comma, as it does in no headline.
func (a *analysis) inSentence(i int) bool {
	return !a.sentBreak(i) && (a.word(i-1) == "," || a.toks[i-1].Kind == tokenize.Word && !lexicon.Capital(a.word(i-1)))
}

func (a *analysis) titled(i int) bool { return isTitle(a.word(i)) }

func (a *analysis) role(i int) bool {
	_, ok := lexicon.PersonRole(a.word(i))
	return ok
}

func (a *analysis) knownName(i int) bool { return a.givenName(i) || lexicon.Surname(a.word(i)) }

func (a *analysis) givenName(i int) bool { return a.isGiven(a.word(i)) }

func (a *analysis) beforeCue(i int) bool {
	v, ok := a.language.Cue(a.word(i))
	return ok && v.Form != lexicon.Base
}

// nameEnd returns the token after the run of name words that begins at i.
func (a *analysis) nameEnd(i int) int {
	j := i + 1
	borne := false // a particle stands in the name
	for j < len(a.toks) && j < i+12 {
		w := a.word(j)
		if a.sentBreak(j) {
			break
		}
		particle := nameParticles[w] && a.toks[j].Kind == tokenize.Word
		if a.lang == "nl" && particle && borne && !nameParticles[a.word(j-1)] {
			break // "Marijke de Boer | van Zwolle"
		}
		borne = borne || particle
		switch {
		case a.language.Nouns && nameParticles[w] && !a.mayBearParticle(j):
			return j // "Geld von Angela Merkel"
		case a.toks[j].Kind == tokenize.Word && lexicon.Capital(w):
			if a.namesNobody(j) && !a.titled(j) && !a.verblike(j) {
				return j
			}
			j++
			continue
		case nameParticles[w] && nameParticles[a.word(j+1)] && j+2 < len(a.toks) && lexicon.Capital(a.word(j+2)) && a.toks[j+2].Kind == tokenize.Word:
			j += 3 // "van der Berg"
			continue
		case nameParticles[w] && j+1 < len(a.toks) && lexicon.Capital(a.word(j+1)) && a.toks[j+1].Kind == tokenize.Word,
			w == "&" && j+1 < len(a.toks) && lexicon.Capital(a.word(j+1)):
			j += 2
			continue
		case (w == "'" || w == "’") && a.toks[j].Start == a.toks[j-1].End && strings.HasSuffix(a.word(j-1), "s") && j+1 < len(a.toks) &&
			lexicon.Capital(a.word(j+1)) && lexicon.Organization(a.word(j+1)):
			j += 2 // "League Managers' Association"
			continue
		case lexicon.Possessive(w) && pluralInMen(a.word(j-1)) && j+1 < len(a.toks) && lexicon.Capital(a.word(j+1)) && lexicon.Organization(a.word(j+1)):
			j += 2 // "Fishermen's League"
			continue
		case a.toks[j].Kind == tokenize.Mark && a.quoteAt[j] == a.quoteAt[i] && a.nickEnd(j) > 0:
			j = a.nickEnd(j) + 1 // William “Buck” Tanner
			continue
		case w == "of" && j+1 < len(a.toks) && lexicon.Capital(a.word(j+1)) && lexicon.Organization(a.word(j-1)) && a.toks[j+1].Kind == tokenize.Word:
			j += 2 // "Ministry of Health"
			continue
		case w == "." && a.toks[j].Start == a.toks[j-1].End && a.titled(j-1) && j+1 < len(a.toks) && lexicon.Capital(a.word(j+1)) && !a.sentBreak(j+1):
			j++
			continue
		}
		break
	}
	return j
}

// verblike reports whether the word at j, right after part of a name, is a surname that elsewhere is
// a verb or a month: "Otieno Were, a fisherman", "George Will". In a headline it is none.
func (a *analysis) verblike(j int) bool {
	w := a.lower(j)
	if a.lang != "en" || !months[w] && w != "were" && w != "march" && w != "can" || j+1 < len(a.toks) && a.toks[j+1].Kind == tokenize.Number {
		return false
	}
	return !lexicon.Capital(a.word(j+1)) && !a.tag(j+1).Verb() || a.beforeCue(j+1)
}

// nickEnd returns the mark that closes a nickname in marks from token i on, which a name
// goes on after; 0 if there is none.
func (a *analysis) nickEnd(i int) int {
	for k := i + 2; k <= i+3 && k+1 < len(a.toks); k++ {
		if a.toks[k].Kind == tokenize.Mark && a.quoteAt[k] == a.quoteAt[i] && lexicon.Capital(a.word(k-1)) && lexicon.Capital(a.word(k+1)) && !a.sentBreak(k+1) &&
			a.toks[i-1].End < a.toks[i].Start && a.toks[k].End < a.toks[k+1].Start {
			return k
		}
	}
	return 0
}

// mayBearParticle reports whether the particle at i, where all nouns have a capital,
// may go on the name before it.
func (a *analysis) mayBearParticle(i int) bool {
	w := a.word(i - 1)
	if nameParticles[w] {
		return true // "von der Leyen"
	}
	given, _, _ := strings.Cut(w, "-")
	return (a.isGiven(given) && !a.nouns[w] || a.titled(i-1)) && !a.language.Determiners[a.word(i)]
}

func (a *analysis) sentBreak(i int) bool {
	s := a.lastSent
	if s >= 0 && i > a.sents[s].First && i < a.sents[s].Last {
		return false
	}
	return a.sents[a.t.SentenceAt(i)].First == i
}

// rolesOnly reports whether the words first to last only say what somebody
// does.
func (a *analysis) rolesOnly(first, last int) bool {
	for k := first; k < last; k++ {
		if _, ok := lexicon.PersonRole(a.word(k)); !ok && !lexicon.GroupNoun(a.word(k)) {
			return false
		}
	}
	return true
}

// occupation reports whether the word at i, in a run of words with a capital that ends before
// last, tells what somebody does, or several do: "Statisticians Meera Iyengar and Bo Lind".
func (a *analysis) occupation(i, last int) bool {
	w := a.word(i)
	if a.titled(i) || a.givenName(i) && !(i+2 < last && a.givenName(i+1)) || lexicon.Surname(w) && i+2 >= last {
		return false
	}
	one, several := strings.CutSuffix(w, "s")
	return lexicon.Occupation(w) || several && i+2 < last && lexicon.Occupation(one)
}

// common reports whether a word with a capital is one that texts write small as well, or
// heads the names of organisations.
func (a *analysis) common(w string) bool {
	if a.lowered[lexicon.Lower(w)] || lexicon.Organization(w) {
		return true
	}
	const half = 3 // of those inside sentences have a capital
	f := vocabularyOf().AppendForms(nil, []string{w})
	return f[0].Case > 0 && f[0].Case <= half
}

// vocabularyOf returns the table of words that package english has.
var vocabularyOf = english.Once(func(t *words.Table) (*words.Table, error) { return t, nil })

// givenRole reports whether the role at token k is rather a given name, of a name that ends before
// last: Dean Pocock, where the text writes no "dean" small.
func (a *analysis) givenRole(k, last int) bool {
	w := a.lower(k)
	return a.lang == "en" && k+2 == last && givenRoles[w] && !a.lowered[w] && a.lower(k-1) != "the"
}

// givenRoles are roles that are given names more often, before a surname and nothing else.
var givenRoles = wordSet("dean guy")

// core returns where in the run first to last the name proper begins: after
// roles and organisations that stand before a title or a given name.
func (a *analysis) core(first, last int) int {
	core := first
	if lexicon.Organization(a.word(last - 1)) {
		return first // "the Police Department"
	}
	if a.lang == "en" && last-first > 2 && premodifies(a.lower(first)) {
		first++ // "Nigerian-born Chidi Eze"
		core = first
	}
	for k := first; k < last; k++ {
		r, isRole := lexicon.PersonRole(a.word(k))
		if isRole && k+1 < last && (!r.Title || k > first) && !a.givenRole(k, last) {
			core = k + 1
			if r.Title && (k == first || !r.Noun) {
				core = k
			}
		}
	}
	if a.lang == "en" && core+3 < last && !a.givenName(core) && !a.occupation(core, last) && a.occupation(core+1, last) {
		core++ // "Independent TD Mossie Healy-Dunne"
	}
	for a.lang == "en" && core+1 < last && a.occupation(core, last) {
		core++ // "Coroner Gwenllian Parry"
	}
	if a.lang == "de" && last-first > 2 && whoseDE[a.lower(first-1)] {
		core = first + 1 // "Sein Kollege Petr Havlík"
	}
	for k := first; a.lang != "en" && k < last-1; k++ {
		if a.language.Roles.EndsIn(a.lower(k)) {
			core = k + 1 // "Regierungsrat Urs Caflisch"
		}
	}
	if core < last-1 && !a.titled(core) {
		// "House Speaker", "State John Kerry": begin at the first given name after words that
		// are no names.
		for k := core; k < last-1; k++ {
			if a.givenName(k) {
				if k > core && lexicon.Capital(a.word(k)) && len(a.word(core)) > 2 {
					return k
				}
				break
			}
			if a.lang == "en" && !a.common(a.word(k)) {
				break
			}
		}
	}
	return core
}
