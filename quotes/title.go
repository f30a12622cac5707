package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// explains are the verbs of sentences about marked words.
var explains = wordSet("means mean meant refers refer is are was were includes include denotes stands went comes came became becomes")

// defines are those of them that only follow words.
var defines = wordSet("means mean denotes includes refers")

// titled reports whether what stands around the marked words p shows that they name a work
// or a thing, which they are written like: the study, “Sleep Debt,”; a network called
// “Home”; “Nets” and “The Wife”.
func (f *finder) titled(p *piece) bool {
	first, end := p.outer()
	if f.reference(p) {
		return true
	}
	if f.lang != "en" {
		return false
	}
	w, before, after := f.lowerWord(first-1), f.lowerWord(first-2), f.lowerWord(end)
	opens, comma := f.sents[f.t.SentenceAt(first)].First == first, f.word(p.last-1) == ","
	if lexicon.Be(after) || after == "had" {
		if tg := f.answer(end, f.clauseEnd(end, min(len(f.toks), end+maxTag))); tg.found() {
			return false // “…” was her answer, is how she put it
		}
	}
	if !comma && !f.isStop(p.last-1) && (defines[after] && p.last-p.first <= 3 || explains[after] && (opens || w == ";")) {
		return true // “Delivery Date” means the day on which…; in this Agreement, “Premises” means…
	}
	if !f.titleCase(p) {
		// The button is now called “Save for later”. A letter headed “the last straw”.
		return first > 2 && (f.capital(p.first) && f.passivelyNamed(p) || headings[w] && w != "marked" && w != "named")
	}
	if opens && comma && (releases[after] || f.apposesWork(end)) {
		return true // “Cartilage,” out on Friday, was…
	}
	if first < 2 {
		return false
	}
	apposed := w == "," || f.word(first-1) == "`"
	if f.isObject(p, w, before) {
		return true
	}
	switch {
	case naming[w] && w != "as" || headings[w]:
		return f.word(first-2) == "," || f.tag(first-2).Noun() || f.toks[first-2].Kind == tokenize.Punct
	case w == "with" && (opensWith[before] || before == "off" && opensWith[f.lowerWord(first-3)]):
		return true // they opened with “Salt Road”
	case w == "as" && (before == "known" || f.toks[first-2].Kind == tokenize.Number || before == "listed" || before == "lists" || before == "billed"), w == "in" && (before == "starred" || before == "starring" || before == "appeared"), works[w]:
		return true
	case workNouns[w] && !f.tag(first-1).Verb(), apposed && (workNouns[before] || ordinals[before]):
		return comma || !f.isStop(p.last-1) || workNouns[w] || workNouns[before] && p.last-p.first > 2
	case w == "and" || w == "or" || w == "," || w == ":" || w == "&":
		k := first - 2
		if w == "and" && f.word(k) == "," {
			k--
		}
		q := int(f.pieceAt[max(k, 0)]) - 1
		return q >= 0 && f.pieces[q].close == k && f.pieces[q].title
	}
	return false
}

// opensWith are verbs of whoever plays or shows a work first or last; who speaks may too: She
// closed with “Go home.”
var opensWith = wordSet("open opens opened opening close closes closed closing start starts started kick kicks kicked kicking finish finishes finished")

// apposesWork reports whether what stands from token i on, after a comma, tells that the words
// before it are a work: “Cartilage,” the third novel by Ida Moss, …; the band's album, …; which
// opened on Friday, ….
func (f *finder) apposesWork(i int) bool {
	const most = 10 // tokens
	switch f.lowerWord(i) {
	case "which", "whose":
		return true
	}
	noun := false
	for k := i; k < min(i+most, len(f.toks)) && !f.isStop(k) && !f.outside(k); k++ {
		if f.word(k) == "," {
			return noun
		}
		if f.cueAt(k) && f.finite(k) && !workNouns[f.lowerWord(k)] {
			return false
		}
		noun = noun || workNouns[f.lowerWord(k)] && lower(f.word(k)) && (f.determiner(i) || lexicon.Possessive(f.word(k-1)) || f.tag(i) == tokenize.PRPS || f.capital(i))
	}
	return false
}

// reference reports whether marked words stand in a list of works or of first lines: before
// leader dots or how long a work takes, or after whoever wrote it.
//
//	“A heron on the weir” . . . . 14     “Paper Boats” – 3:14     Moss, Ida. “Salt Roads.” Journal of Trade 12
func (f *finder) reference(p *piece) bool {
	first, end := p.outer()
	if f.word(end) == "." && f.word(end+1) == "." {
		return true
	}
	if end+1 < len(f.toks) && f.toks[end].Kind == tokenize.Dash && f.toks[end+1].Kind == tokenize.Number && (end+2 == len(f.toks) || f.t.ParagraphAt(end+2) != p.paragraph) {
		return true
	}
	if f.word(first-1) != "." || !f.titleCase(p) {
		return false
	}
	const most = 24 // tokens of who wrote it
	comma, start := false, f.t.Paragraphs()[p.paragraph].First
	if first-start > most {
		return false
	}
	for k := start; k < first-1; k++ {
		w := f.word(k)
		comma = comma || w == ","
		if !f.capital(k) && w != "," && w != "." && w != "and" && w != "&" {
			return false
		}
	}
	return comma
}

// isObject reports whether what is written like a title of several words, and stands right
// after the word w, with before before it, is rather a thing than words said: she finished “The
// Salt Ledger.” It was called “The Laurels.” Her favourite poem was “The Lady of the Well.”
func (f *finder) isObject(p *piece, w, before string) bool {
	first, _ := p.outer()
	if !f.isWord(first-1) || !lower(f.word(first-1)) {
		return false
	}
	if naming[w] {
		return f.passivelyNamed(p)
	}
	capitals := 0
	for i := p.first; i < p.last; i++ {
		if f.capital(i) {
			capitals++
		}
	}
	if capitals < 2 {
		return false
	}
	switch {
	case lexicon.Be(w):
		return f.isWord(first-2) && (workNouns[before] || favourites[before])
	case w == "of":
		return workNouns[before] || ofWorks[before]
	case w == "than" || w == "either":
		return true
	case w == "or" || w == "and":
		q := int(f.pieceAt[first-2]) - 1
		return q >= 0 && f.pieces[q].close == first-2 && f.titleCase(&f.pieces[q]) && !f.isStop(f.pieces[q].last-1)
	}
	v := f.tag(first - 1)
	return (v == tokenize.VBD || v == tokenize.VBZ || v == tokenize.VBN) && uses[w]
}

// passivelyNamed reports whether the marked words p are what something is called, by nobody who
// is told: it was called “The Laurels.”
func (f *finder) passivelyNamed(p *piece) bool {
	first, end := p.outer()
	w := f.word(first - 1)
	return naming[w] && w != "as" && f.lowerWord(end) != "by" && f.passiveAt(first-1)
}

// passiveAt reports whether a form of "be" stands before the participle at i, a few adverbs
// aside.
func (f *finder) passiveAt(i int) bool {
	const most = 4 // words between
	be := i - 1
	for be >= i-most && f.adverb(be) {
		be--
	}
	return lexicon.Be(f.lowerWord(be))
}

// favourites are works by themselves; ofWorks are nouns for what there is of a work; uses are the verbs of those who make and use works.
var (
	favourites = wordSet("favourite favorite favourites favorites")
	ofWorks    = wordSet("print prints engraving portrait etching poster copy copies chorus version versions performance performances screening production rendition edition editions episode episodes bars strains verse verses reading")
	uses       = wordSet(`finished finishes played plays read reads sang sings watched watches saw sees wrote writes published publishes made makes released releases
		performed performs hummed hums whistled whistles bought buys borrowed reviewed reviews recorded records filmed films translated translates
		edited edits staged stages premiered hears heard loved loves enjoyed enjoys won wins opened opens closed closes`)
)

// titleCase reports whether marked words are written like a title.
func (f *finder) titleCase(p *piece) bool {
	words := 0
	for i := p.first; i < p.last; i++ {
		if !f.isWord(i) || lexicon.Possessive(f.word(i)) {
			continue
		}
		if words++; words > 12 {
			return false
		}
		if !f.capital(i) && (i == p.first || !f.functionWord(i)) {
			return false
		}
	}
	return words > 0
}

// releases are participles that follow a work with which a sentence begins.
var releases = wordSet("out published released directed produced written starring due recorded premiered")

// headings are participles before a title; works are verbs before one; ordinals tell which
// work is meant.
var (
	headings = wordSet("titled entitled headed headlined subtitled captioned named marked")
	works    = wordSet("directed starring composed authored recorded")
	ordinals = wordSet("first second third fourth fifth latest last next other debut")
)

var workNouns = wordSet(`film movie book novel song album poem play show series programme program essay article report documentary
	painting single track episode column magazine newspaper memoir story opera musical ballad hymn game exhibition podcast sitcom
	name names brand brands nickname slogan motto collection talk lecture thesis paper study memoir picture pictures sculpture photograph interlude farce sketch anthem chapter act mural pamphlet novella trilogy tale
	novels films books songs poems albums stories essays plays paintings titled called entitled`)

// fragment tells a title from other marked words: written like one, after a
// noun for a work.
func (f *finder) fragment(p *piece) Kind {
	capitals, words := 0, 0
	for i := p.first; i < p.last; i++ {
		if f.isWord(i) {
			words++
			if f.capital(i) || i > p.first && f.functionWord(i) {
				capitals++
			}
		}
	}
	if words > 0 && capitals == words && f.capital(p.first) {
		if first, _ := p.outer(); workNouns[f.lowerWord(first-1)] || words > 1 {
			return Title
		}
	}
	return Scare
}
