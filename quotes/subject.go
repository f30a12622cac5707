package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// nearSubject returns the tokens of the subject of the verb at k, within the
// clause that begins at start: the phrase from which the verb can be reached;
// an empty range if there is none.
func (f *finder) nearSubject(start, k int) (first, last int) {
	if f.lang != "en" {
		return f.foreignSubject(start, k, min(k+maxTag, len(f.toks)))
	}
	v, _ := f.cue(k)
	ing := v.Form == lexicon.Ing
	// Walk over the noun phrases from the clause's start: the subject is the
	// last phrase from which the verb can be reached, or for a participle
	// ("…, saying") the first of the sentence.
	for i := start; i < k; {
		if f.isWord(i) && (f.tag(i) == tokenize.IN || f.tag(i) == tokenize.TO || nominalTails[f.lowerWord(i)] && !f.capital(i)) && f.lowerWord(i) != "that" && f.lowerWord(i) != "but" && !clauseLinks[f.lowerWord(i)] {
			// A prepositional phrase is no subject.
			if j := f.phrase(i+1, k); j > i+1 {
				i = f.clauseAfterAnd(i+1, j, k)
				continue
			}
		}
		j := f.phrase(i, k)
		if j == i {
			i++
			continue
		}
		if ing {
			if v, _ := f.cue(i - 1); last == 0 || j == k && hears[v.Lemma] {
				first, last = i, j // "recalled | her father | telling her"
			}
			i = j
			continue
		}
		if c, _, ok := f.verbAfter(j, k+1); ok && c == k {
			first, last = i, j
			if a := f.clauseAfterAnd(i, j, k); i > start && f.tag(i-1).Verb() && a < j {
				first = a
			}
			if a := f.mentionAt(first, k); a > j && (f.word(a) == "," || a == k) {
				last = a
			}
			return first, last
		}
		i = j
	}
	if last == 0 || !ing {
		if k == start || first == last {
			if m := f.mentionAt(k+1, min(k+14, len(f.toks))); m > k+1 && k == start && !f.objectPronoun(k+1) { // "Said Ruiz: “…"
				return k + 1, m
			}
		}
	}
	return first, last
}

// clauseAfterAnd returns where in the phrase from token i to j another clause begins, whose verb is
// at k: "I went to the counter and | the clerk told me". It is j if none does.
func (f *finder) clauseAfterAnd(i, j, k int) int {
	if c, _, ok := f.verbAfter(j, k+1); !ok || c != k {
		return j
	}
	for a := j - 1; a > i; a-- {
		if f.lowerWord(a) == "and" && f.word(a-1) != "," && (f.determiner(a+1) || f.maySpeak(a+1, j)) {
			return a + 1
		}
	}
	return j
}

var clauseLinks = wordSet("because although though while whereas since unless if when as after before until so")

// speaker returns who speaks, m0 to m1 being the phrase nearest to the verb at
// k in the clause that begins at start: that phrase, unless there is none, the
// verb hangs from another ("by saying"), or it is no person ("had only time to
// say", "after a time said").
func (f *finder) speaker(start, k, m0, m1 int) (first, last int) {
	if m0 == m1 || f.commaBetween(m0, k) {
		if r0, r1 := f.relativeSubject(start, k); r1 > r0 {
			return r0, r1
		}
	}
	if q0, q1 := f.quotedAs(start, k); q1 > q0 {
		return q0, q1
	}
	if v, _ := f.cue(m0 - 1); m1 == k && m1 > m0 && hears[v.Lemma] {
		return m0, m1
	}
	v, _ := f.cue(k)
	hangs := v.Form == lexicon.Ing && (m1 == k || f.tag(k-1) == tokenize.IN)
	thing := m1 > m0 && !f.maySpeak(m0, m1) && (v.Form != lexicon.Past && f.tag(k) != tokenize.VBD && !f.hasWords(m0, m1) || f.timeWord(m1-1))
	if m1 > m0 && !hangs && !thing {
		return m0, m1
	}
	if p0, p1 := f.parsedSubject(start, k); p1 > p0 && f.maySpeak(p0, p1) {
		return p0, p1
	}
	if m1 > m0 {
		return f.lastPerson(start, k)
	}
	return f.openingSubject(start, k)
}

// quotedAs returns whom somebody quotes in the clause that begins at start, whose verb is the
// participle at k: "The Herald quoted Ana Ruiz as saying", "Ana Ruiz was quoted by the Herald as
// saying". The range is empty if there is none.
func (f *finder) quotedAs(start, k int) (first, last int) {
	if f.lang != "en" || f.lowerWord(k-1) != "as" {
		return 0, 0
	}
	for q := k - 2; q > start; q-- {
		if !quoting[f.lowerWord(q)] {
			continue
		}
		if f.passiveAt(q) {
			return f.nearSubject(start, q)
		}
		if f.objectPronoun(q + 1) {
			return q + 1, q + 2
		}
		return q + 1, f.mentionAt(q+1, k-1)
	}
	return 0, 0
}

var quoting = wordSet("quoted quotes quoting cited cites citing")

// openingSubject returns the name or the pronoun with which the clause of the
// verb at k begins; the range is empty if there is none.
func (f *finder) openingSubject(start, k int) (first, last int) {
	if f.lang != "en" {
		return 0, 0
	}
	for start < k && (f.tag(start) == tokenize.CC || f.adverb(start) || labels[f.word(start)] && f.pronoun(start+1)) {
		start++
	}
	if start+1 == k && f.capital(start) && f.tag(start) == tokenize.CD { // "Five began"
		return start, k
	}
	if m := f.phrase(start, k); m > start && (f.pronoun(start) || f.tag(m-1).Proper()) {
		return start, m
	}
	return 0, 0
}

// labels stand before what is asked and answered in a transcript.
var labels = wordSet("Q. A. Q A")

// relativeSubject returns the mention before the last "who" between start and
// the verb at k: the subject of the verb, be it that of the relative clause or
// of what goes on after it ("by Ana Ruiz, who in a low voice said:", "Ana Ruiz,
// who had been listening, rose and said:"). The range is empty if there is none.
func (f *finder) relativeSubject(start, k int) (first, last int) {
	if f.lang != "en" {
		return 0, 0
	}
	for w := k - 1; w > start; w-- {
		if f.lowerWord(w) != "who" {
			continue
		}
		end := w
		if f.word(end-1) == "," {
			end--
		}
		return f.phraseBefore(start, end)
	}
	return 0, 0
}

// owner returns the mention whose "'s" stands before the participle at k:
// "broken by Ana Ruiz's saying abruptly:". The range is empty if there is none.
func (f *finder) owner(start, k int) (first, last int) {
	for k > start && f.adverb(k-1) {
		k--
	}
	if !lexicon.Possessive(f.word(k - 1)) {
		return 0, 0
	}
	return f.phraseBefore(start, k-1)
}

// phraseBefore returns the longest phrase from start on that ends before token
// end and begins as mentions do; the range is empty if there is none.
func (f *finder) phraseBefore(start, end int) (first, last int) {
	for m := start; m < end; m++ {
		if f.isWord(m) && (f.determiner(m) || f.capital(m)) && f.phrase(m, end) == end {
			return m, end
		}
	}
	return 0, 0
}

// voice returns whose voice a phrase tells of, the phrase itself if of none's:
// "Ana Ruiz's voice", "the quiet voice of Ana Ruiz".
func (f *finder) voice(m0, m1 int) (first, last int) {
	for k := m0 + 1; k < m1; k++ {
		if f.lowerWord(k) != "voice" {
			continue
		}
		for o := k - 1; o > m0; o-- {
			if lexicon.Possessive(f.word(o)) {
				return m0, o
			}
		}
	}
	for k := m0; k+2 < m1; k++ {
		if f.lowerWord(k) == "voice" && f.lowerWord(k+1) == "of" {
			return k + 2, m1
		}
	}
	return m0, m1
}

// lastPerson returns the last phrase between start and the verb at k that may
// speak; the range is empty if there is none.
func (f *finder) lastPerson(start, k int) (first, last int) {
	for i := start; i < k; {
		j := f.phrase(i, k)
		if j == i {
			i++
			continue
		}
		if f.maySpeak(i, j) && f.lowerWord(i) != "it" {
			first, last = i, j
		}
		i = j
	}
	return first, last
}

// hasWords reports whether a phrase describes what words stand on or in: "Section 4 of the
// bylaw".
func (f *finder) hasWords(m0, m1 int) bool {
	for i := m0; i < m1; i++ {
		if lexicon.Publication(f.word(i)) {
			return true
		}
	}
	return false
}

// maySpeak reports whether a phrase is a pronoun, has a name, or describes
// somebody or a voice: "the time" does not.
func (f *finder) maySpeak(m0, m1 int) bool {
	if f.pronoun(m0) {
		return true
	}
	for i := m0; i < m1; i++ {
		if f.capital(i) || f.person(i) || f.lowerWord(i) == "voice" {
			return true
		}
	}
	return false
}

func (f *finder) commaBetween(first, last int) bool {
	for i := first; i < last; i++ {
		if f.word(i) == "," {
			return true
		}
	}
	return false
}

// maxParsed is how many tokens before a verb are parsed to find its subject.
const maxParsed = 60

// parsedSubject returns the tokens of the subject of the verb at k in the
// clause that begins at start, as the parser sees it: of the verb itself, or
// of the one that it is joined to ("She rose and said:", "He broke the silence
// by saying:"). The range is empty if there is none, or the text is not English.
func (f *finder) parsedSubject(start, k int) (first, last int) {
	if f.lang != "en" {
		return 0, 0
	}
	start = max(start, k-maxParsed, f.sents[f.t.SentenceAt(k)].First)
	end := k + 1
	for end < len(f.toks) && end < k+20 && !f.outside(end) && !f.isStop(end) && f.t.SentenceAt(end) == f.t.SentenceAt(k) {
		end++
	}
	f.words, f.wordTags = f.words[:0], f.wordTags[:0]
	for i := start; i < end; i++ {
		f.words, f.wordTags = append(f.words, f.word(i)), append(f.wordTags, f.tag(i))
	}
	parser.Parse(parser.English(), f.words, f.wordTags, &f.tree)
	head := f.subjectOf(int32(k - start))
	if head < 0 {
		return 0, 0
	}
	left := head
	for i := range head {
		for h := i; h >= 0; h = f.tree.Heads[h] {
			if h == head {
				left = min(left, i)
			}
		}
	}
	first = start + int(left)
	if last = f.mentionAt(first, end); last <= start+int(head) {
		first, last = start+int(head), f.phrase(start+int(head), end)
	}
	if last <= first || last > k && first < k {
		return 0, 0
	}
	return first, last
}

// subjectOf returns the head word of the subject of a verb in f.tree, -1 if it
// has none.
func (f *finder) subjectOf(verb int32) int32 {
	const most = 4 // verbs, each joined to the next
	for range most {
		for i, h := range f.tree.Heads {
			if l := f.tree.Labels[i]; h != verb || l != parser.Subject && l != parser.PassiveSubject {
				continue
			}
			if t := f.wordTags[i]; t != tokenize.WP && t != tokenize.WDT {
				return int32(i)
			}
		}
		head := f.tree.Heads[verb]
		if head < 0 {
			return -1
		}
		switch f.tree.Labels[verb] {
		case parser.RelativeClause, parser.NounClause:
			return head
		case parser.Conjunct, parser.OpenComplement, parser.AdverbClause, parser.Parataxis:
			verb = head
		default:
			return -1
		}
	}
	return -1
}
