package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// mendEdges mends where the source and the content of a report begin and end.
func (f *finder) mendEdges(r *report) {
	f.leaveOutDateline(r)
	f.dayAsContent(r)
	f.sourceAtCue(r)
	f.quotedSays(r)
	f.leaveOutHearer(r)
	f.accusedOf(r)
	f.bareSource(r)
	f.leaveOutTime(r)
	f.subjectOfClause(r)
	f.endAtStop(r)
	f.beginAtColon(r)
	f.calledSomething(r)
	f.passiveContent(r)
	f.beginAfterQuestion(r)
	f.endAtMarks(r)
	f.endAtDeed(r)
	f.endAtVerb(r)
	f.endAtClause(r)
	f.endAtSentence(r)
	f.endAfterDot(r)
	f.beginAtThat(r)
	f.sourceAfterCue(r)
	f.aroundTag(r)
	f.leaveOutDay(r)
	f.leaveOutClaim(r)
	f.endAtName(r)
}

// leaveOutDateline takes the place with which the news begins from the source and the content
// of r: NORHAVEN — The mayor, Ida Moss, said….
func (f *finder) leaveOutDateline(r *report) {
	d := f.dateline(f.t.ParagraphAt(r.cue[0]))
	if d == 0 {
		return
	}
	switch {
	case r.source[1] > d:
		r.source[0] = max(r.source[0], d)
	case r.source[1] > r.source[0] && r.source[1] <= d && d < r.cue[0]:
		r.source = [2]int{d, f.phrase(d, r.cue[0])}
	}
	if r.content[1] > d {
		r.content[0] = max(r.content[0], d)
	}
}

// dateline returns the token after the dash that ends the dateline of a paragraph, 0 if it has
// none: a word in capitals, and what place or agency stands after it.
func (f *finder) dateline(paragraph int) int {
	const most = 10 // tokens
	p := f.t.Paragraphs()[paragraph]
	if paragraph == 0 && f.news {
		if d := f.colonDateline(p); d > 0 {
			return d
		}
	}
	if w := f.word(p.First); !f.isWord(p.First) || len(w) < 3 || strings.ToUpper(w) != w {
		return 0
	}
	for i := p.First + 1; i+1 < p.Last && i < p.First+most; i++ {
		switch w := f.word(i); {
		case f.toks[i].Kind == tokenize.Dash || w == "-" && f.toks[i-1].End < f.toks[i].Start:
			return i + 1
		case !f.capital(i) && f.toks[i].Kind != tokenize.Number && w != "," && w != "." && w != "(" && w != ")":
			return 0
		}
	}
	return 0
}

// colonDateline returns the token after the colon that ends the dateline of the first paragraph, 0 if
// it has none: a name of up to three words before a sentence, not a headline, that does not speak of
// "I" or "you", as what somebody says would. "New Delhi: The Opposition on Wednesday accused…"
func (f *finder) colonDateline(p tokenize.Paragraph) int {
	const most = 3 // words
	c := p.First
	for c < p.Last && c-p.First < most && f.isWord(c) && f.capital(c) && !notLabels[f.lowerWord(c)] {
		if _, role := lexicon.PersonRole(f.lowerWord(c)); role {
			return 0
		}
		c++
	}
	if c == p.First || c+2 >= p.Last || f.word(c) != ":" || !f.capital(c+1) || f.pieceAt[c+1] != 0 {
		return 0
	}
	const (
		far   = 80 // tokens
		least = 2  // such words as headlines leave out
	)
	full, reports := 0, false
	for i := c + 1; i < min(p.Last, c+far); i++ {
		w := f.lowerWord(i)
		switch {
		case f.pieceAt[i] != 0:
			continue
		case f.language.I[w] || talksTo[w]:
			return 0
		case fullStyle[w]:
			full++
		}
		reports = reports || f.cueAt(i) && f.finite(i)
	}
	if full < least {
		return 0
	}
	// What names somebody too must stand before a report: "Paris: Police said…".
	if _, given := f.language.GivenName(f.word(p.First)); !reports && (given || lexicon.Surname(f.word(c-1))) {
		return 0
	}
	return c + 1
}

// fullStyle are words that headlines leave out.
var fullStyle = wordSet("the a an was were has have had been said")

// talksTo are pronouns of those who speak together.
var talksTo = wordSet("you your yours we our ours us")

// dayAsContent makes the clause before the source the content of r if that is only a
// day: Cats know their names, researchers reported Thursday.
func (f *finder) dayAsContent(r *report) {
	c := r.content
	if c[1]-c[0] != 1 || c[0] < r.cue[1] || !f.timeWord(c[0]) || r.source[1] <= r.source[0] || r.source[1] > r.cue[0] {
		return
	}
	first := f.sents[f.t.SentenceAt(r.cue[0])].First
	if comma := r.source[0] - 1; comma > first && f.word(comma) == "," {
		r.content = [2]int{first, comma}
	}
}

// sourceAtCue makes the words from a comma to the cue the source of r if it has
// none and they are a noun or two: Brothers quarrelled before fire, court told.
func (f *finder) sourceAtCue(r *report) {
	if r.source[1] > r.source[0] || r.content[1] != r.cue[0] {
		return
	}
	for i := r.cue[0] - 1; i > r.content[0] && i >= r.cue[0]-4; i-- {
		if f.word(i) == "," && i < r.cue[0]-1 {
			r.source, r.content[1] = [2]int{i + 1, r.cue[0]}, i
			return
		}
		if t := f.tag(i); f.pieceAt[i] != 0 || !t.Noun() && t != tokenize.DT && t != tokenize.JJ {
			return
		}
	}
}

// quotedSays makes whom the source of r quotes the source: state media quoted Ruiz as saying
// that….
func (f *finder) quotedSays(r *report) {
	const most = 20 // tokens of whom is quoted
	verb := r.cue[0]
	for verb < r.cue[1] && !quoting[f.lowerWord(verb)] {
		verb++
	}
	if verb == r.cue[1] {
		if q0, q1 := f.quotedAs(max(f.sents[f.t.SentenceAt(r.key)].First, r.key-maxTag), r.key); q1 > q0 {
			r.source = [2]int{q0, q1}
		}
		return
	}
	first, end := r.cue[0], f.sents[f.t.SentenceAt(verb)].Last
	for k := verb + 1; k < min(verb+most, end-1); k++ {
		if w := f.lowerWord(k + 1); f.lowerWord(k) != "as" || w != "saying" && w != "telling" {
			continue
		}
		if f.passiveAt(verb) {
			first = max(f.sents[f.t.SentenceAt(verb)].First, verb-maxTag) + 1
		}
		q0, q1 := f.quotedAs(first-1, k+1)
		if q1 <= q0 {
			return
		}
		switch before := verb; {
		case r.content[0] < k+2 && r.content[1] > k+2:
			r.content[0] = k + 2
		case r.content[0] < before && r.content[1] > before:
			for before > r.content[0] && f.pieceAt[before-1] == 0 {
				before--
			}
			r.content[1] = before // “…,” state media quoted Ruiz as saying
		}
		r.source, r.cue, r.key = [2]int{q0, q1}, [2]int{k + 1, k + 2}, k+1
		return
	}
}

// bareSource takes from the source of r the day ("the mayor on Monday"), what tells
// how or where it was said ("the mayor, in her office"), and marked words.
func (f *finder) bareSource(r *report) {
	relative := false // in what tells more of it
	for i := r.source[0] + 1; i < r.source[1]; i++ {
		switch {
		case f.lowerWord(i) == "on" && f.timeWord(i+1) && !f.tag(i-1).Verb():
			r.source[1] = i
		case f.word(i) == ":" && i >= r.cue[0]:
			r.source[1] = i // “…,” said Ruiz: it was late.
		case f.word(i) == "," && f.lowerWord(r.key) == "according" && f.word(r.cue[0]-1) == "," && f.finite(f.pastAdverbs(i+1, r.source[1])):
			r.source[1] = i // The fire, according to police, started in a kitchen.
		case f.word(i) == "," && f.tag(i-1).Proper() && places[f.lowerWord(i+1)]:
			r.source[1] = i
		case i >= r.cue[1] && !relative && f.tellsOnly(i, r.source[1]):
			r.source[1] = i
		}
		relative = relative || f.tag(i) == tokenize.WP || f.tag(i) == tokenize.WDT || f.tag(i) == tokenize.VBN
	}
	if a := r.source[0]; f.lowerWord(a) == "one" && f.lowerWord(a+1) == "of" && f.word(a-1) == "," && f.word(r.source[1]) == "," {
		if s0, s1 := f.phraseBefore(max(f.sents[f.t.SentenceAt(a)].First, a-maxParsed/4), a-1); s1 > s0 && f.capital(s0) {
			r.source[0] = s0 // Ida Moss, | one of the maintainers, | wrote
		}
	}
	f.nameOfSource(r)
	if w := f.word(r.source[1] - 1); r.source[1]-r.source[0] > 1 && (w == "today" || w == "yesterday") {
		r.source[1]-- // "the company today"
	}
	if r.source[1]-r.source[0] > 1 && (strings.Contains(f.word(r.source[0]), ":") || f.toks[r.source[0]].Kind == tokenize.Number && f.capital(r.source[0]+1)) {
		r.source[0]++ // "15:44 Our correspondent", "9.14pm Ida Moss"
	}
	if f.pieceAt[r.cue[0]] != 0 {
		return
	}
	for i := r.source[0]; i < r.source[1]; i++ {
		if f.pieceAt[i] != 0 {
			if i > r.cue[0] {
				r.source[1] = f.beforeNaming(r.source[0], i)
			} else {
				r.source[0] = i + 1
			}
		}
	}
	r.source[0], r.source[1] = f.voice(f.bare(r.source[0], max(r.source[0], r.source[1])))
}

// endAfterDot adds the abbreviation to the content of r with whose dot the sentence ends: they had
// waited since 4 a.m.
func (f *finder) endAfterDot(r *report) {
	if e := r.content[1]; e > r.content[0] && e < len(f.toks) && e+1 == f.sents[f.t.SentenceAt(e-1)].Last && f.isWord(e) && strings.HasSuffix(f.word(e), ".") && !r.own(e) {
		r.content[1]++
	}
}

// leaveOutTime takes the time of an entry from the content of r before marks: 16:11 “…,” says Ida Moss.
func (f *finder) leaveOutTime(r *report) {
	if c := r.content[0]; f.toks[c].Kind == tokenize.Number && strings.Contains(f.word(c), ":") && f.pieceAt[c] == 0 && c+1 < r.content[1] && f.pieceAt[c+1] != 0 {
		r.content[0]++
	}
}

// nameOfSource takes from the source of r what leads to whom it names, and what he does: in her
// new book | Ida Moss writes; a parrot | was sitting on the bar; sentencing Bo Hart, | Judge Ida Moss.
func (f *finder) nameOfSource(r *report) {
	for i := r.source[0]; (f.lowerWord(r.source[0]) == "in" || f.lowerWord(r.source[0]-1) == "in") && i+1 < r.source[1]; i++ {
		if workNouns[f.word(i)] && f.capital(i+1) {
			r.source[0] = i + 1 // "in her new book Ida Moss writes"
			break
		}
	}
	for i := r.source[0] + 1; i+1 < r.source[1] && r.source[1] <= r.cue[0] && f.tag(i) != tokenize.WP && f.tag(i) != tokenize.WDT; i++ {
		if lexicon.Be(f.lowerWord(i)) && f.tag(i+1) == tokenize.VBG {
			r.source[1] = i // "A parrot was sitting on the bar"
		}
	}
	if a := r.source[0]; r.source[1] <= r.cue[0] && f.capital(a) && strings.HasSuffix(f.word(a), "ing") && !f.tag(a+1).Proper() && f.sents[f.t.SentenceAt(a)].First == a {
		for i := r.source[1] - 2; i > a; i-- {
			if f.word(i) == "," && (f.capital(i+1) || f.determiner(i+1)) {
				r.source[0] = i + 1 // "Sentencing Bo Hart at Norhaven, Judge Ida Moss"
				break
			}
		}
	}
}

// tellsOnly reports whether what follows a source from token i to end tells how he spoke or what
// he did: "said Ida | kindly", "| to herself", "| , and walked on", "| , and the room fell silent",
// "| , feeling for a penny".
func (f *finder) tellsOnly(i, end int) bool {
	w := f.lowerWord(i)
	switch {
	case strings.HasSuffix(w, "ly") && lower(f.word(i)) && f.tag(i) == tokenize.RB:
		return i+1 >= end || f.word(i+1) == ","
	case w == "to" && strings.HasSuffix(f.lowerWord(i+1), "self"), f.mannerAt(i, end):
		return true
	case w == "]":
		return f.word(i+1) == "(" // of a link: [Ida Moss](https://…)
	case w == "(" && f.pastBrackets(i, end) == i:
		return true // it ends elsewhere: Ida Moss (left, in red)
	case w == "(":
		return f.lowerWord(i+1) == "p." || f.lowerWord(i+1) == "pp." || f.toks[i+1].Kind == tokenize.Number // of a page
	case byVerb[w]:
		return f.capital(i-1) && (f.determiner(i+1) || w == "to" || w == "behind" || w == "over") && !lexicon.Organization(f.word(i-1))
	case w == "," && f.lowerWord(i+1) == "and":
		k := max(i+2, f.phrase(i+2, end))
		return f.tag(k) == tokenize.VBD || k+1 == end && f.tag(k) == tokenize.VBN
	case w == ",":
		return f.doing(i+1) || f.toks[i-1].Kind == tokenize.Number && byVerb[f.lowerWord(i+1)] // "Ida Moss, 81, over a pint"
	}
	return false
}

// byVerb are the prepositions that after a name belong to the verb: said Ida | to the tailor.
var byVerb = wordSet("to from after behind over before through across beside under")

// doing reports whether the word at i is a participle of the present and no noun: "reading a
// letter", not "managing director" or "including Ida Moss".
func (f *finder) doing(i int) bool {
	w := f.word(i)
	if !lower(w) || !strings.HasSuffix(w, "ing") || w == "including" {
		return false
	}
	switch f.tag(i + 1) {
	case tokenize.DT, tokenize.IN, tokenize.TO, tokenize.PRP, tokenize.PRPS, tokenize.RB, tokenize.RP:
		return true
	}
	return false
}

// subjectOfClause makes the noun phrase after a semicolon or a dash the source of r, if the
// one found stands before that: Ruiz accused the airline; the airline said….
func (f *finder) subjectOfClause(r *report) {
	if r.source[1] <= r.source[0] || r.source[1] > r.cue[0] {
		return
	}
	for i := r.cue[0] - 1; i >= r.source[1]; i-- {
		if f.word(i) != ";" || f.pieceAt[i] != 0 {
			continue
		}
		m := f.phrase(i+1, r.cue[0])
		if c, _, ok := f.verbAfter(m, r.key+1); m > i+1 && ok && c == r.key {
			r.source = [2]int{i + 1, m}
		}
		return
	}
}

// endAtStop ends what somebody was told of, or did, before the sentence in which his words in
// marks stand: Ruiz, told of the plan, grinned. “No.” She held out her hand. “May I?”
func (f *finder) endAtStop(r *report) {
	if a, b := r.content[0], r.content[1]; a <= r.cue[0] && b > r.cue[1] && a == r.source[0] && f.pieceAt[a] == 0 {
		if f.stopBeforeMarks(r.cue[1], b) < b {
			r.content = [2]int{} // the whole sentence before was taken for it
			return
		}
	}
	v, ok := f.cue(r.key)
	if w := f.lowerWord(r.content[0]); r.content[0] < r.cue[1] || (w != "of" && w != "about" || f.word(r.key-1) != ",") && ok && v.Report {
		return
	}
	r.content[1] = f.stopBeforeMarks(r.content[0], r.content[1])
}

// stopBeforeMarks returns the first stop from token i on that marked words follow before
// limit, which it returns if there is none.
func (f *finder) stopBeforeMarks(i, limit int) int {
	for ; i+1 < limit; i++ {
		if f.pieceAt[i] == 0 && f.isStop(i) && f.pieceAt[i+1] != 0 {
			return i
		}
	}
	return limit
}

// beginAtColon begins a content with the marks after a colon, if what stands before them tells
// whom or how: He texted his sister Ida: “We wait.”
func (f *finder) beginAtColon(r *report) {
	if r.content[0] < r.cue[1] || f.pieceAt[r.content[0]] != 0 {
		return
	}
	for i := r.content[0]; i+1 < r.content[1]; i++ {
		switch {
		case f.pieceAt[i] != 0 || f.finite(i):
			return
		case f.word(i) == ":" && f.pieceAt[i+1] != 0:
			if p := f.outermost(i + 1); f.capital(f.pieces[p-1].first) {
				r.content[0] = i + 1
			}
			return
		}
	}
}

// beforeNaming returns the end of a source, from token first on, before the marked words
// at token i that name it: "a woman known as “Ma.”".
func (f *finder) beforeNaming(first, i int) int {
	if f.lowerWord(i-1) == "as" {
		i--
	}
	for i-1 > first && (f.tag(i-1) == tokenize.VBN || f.tag(i-1) == tokenize.VBD || f.adverb(i-1)) {
		i--
	}
	return i
}

// places begin what tells where somebody was.
var places = wordSet("in at outside inside alongside during")

// calledSomething makes the marked words after a passive cue the content of r, if what
// is called so was taken for it: The plan was called “reckless” by Ruiz.
func (f *finder) calledSomething(r *report) {
	i := r.cue[1]
	if r.content[1] > r.cue[0] || f.pieceAt[i] == 0 || !lexicon.Be(f.lowerWord(r.cue[0])) || !naming[f.lowerWord(i-1)] {
		return
	}
	_, end := f.pieces[f.outermost(i)-1].outer()
	r.content = [2]int{i, end}
}

// passiveContent makes the marked words that a passive verb ends in the content of r, and
// whoever does it the source: The plan was dismissed by Ruiz as “unworkable”, was called
// “unworkable” by Ruiz.
func (f *finder) passiveContent(r *report) {
	if !f.passiveAt(r.key) || f.tag(r.key) != tokenize.VBN && f.tag(r.key) != tokenize.VBD || r.content[0] > r.key && r.source[1] > r.source[0] {
		return
	}
	end := f.sents[f.t.SentenceAt(r.key)].Last
	i := r.key + 1
	var source [2]int
	by := func(k int) int {
		if f.lowerWord(k) != "by" {
			return k
		}
		m := f.mentionAt(k+1, end)
		if m == k+2 && f.lowerWord(k+1) == "one" && f.lowerWord(m+1) == "as" {
			m++ // "by one critic as"
		}
		if m > k+1 {
			source = [2]int{k + 1, m}
		}
		return m
	}
	i = by(i)
	if source[1] > 0 && f.word(i) == "," {
		i++
	}
	if w := f.lowerWord(i); w == "as" || w == "of" {
		i++
	}
	k := i
	for k < min(i+3, end) && f.pieceAt[k] == 0 && (f.determiner(k) || f.tag(k) == tokenize.JJ) {
		k++
	}
	if k >= end || f.pieceAt[k] == 0 || f.pieceAt[r.key] != 0 {
		return
	}
	_, last := f.pieces[f.outermost(k)-1].outer()
	if source[1] == 0 {
		by(last)
	}
	if source[1] > 0 { // else whoever is called so belongs to what is said
		r.source, r.content, r.cue[1] = source, [2]int{i, last}, r.key+1
	}
}

// naming end the cues by which somebody calls something a word or two.
var naming = wordSet("called dubbed labeled labelled branded termed nicknamed as")

// beginAfterQuestion begins a content with the marks that answer what was said: What
// did Ruiz say? “…”
func (f *finder) beginAfterQuestion(r *report) {
	i := max(r.cue[1], r.source[1])
	if r.content[0] < r.cue[0] && r.content[1] > i+1 && f.word(i) == "?" && f.pieceAt[i] == 0 && f.pieceAt[i+1] != 0 {
		r.content[0] = i + 1
	}
}

// endAtMarks ends a content that stands in marks before its cue where the marks
// do: “…,” she said of the bridge. If marks follow, what is between the cue and
// these is no content either, but tells of the source and the place, unless he goes on
// in a clause: “…,” she told the court. “…”; “…,” said Ruiz, who resigned, “…”; but
// “…,” she said, and they must “…”. Nor is the "as" of “…,” as she puts it, “…”.
func (f *finder) endAtMarks(r *report) {
	end, next := 0, 0       // of the marked words before the cue, the first after it
	words, said := 0, false // outside marks, after the cue; whether they are of the content
	as := r.cue[0] - 1
	if r.source[1] > r.source[0] && r.source[0] < r.cue[0] {
		as = r.source[0] - 1
	}
	if f.lowerWord(as) != "as" {
		as = -1
	}
	tail := max(r.cue[1], r.source[1]) // what may tell more of the source
	if f.word(tail) == "," {
		tail++
	}
	goesOn := joining[f.lowerWord(tail)]
	stopped, sentence := false, false // whether a sentence of its own follows the cue
	for i := r.content[0]; i < r.content[1]; i++ {
		switch {
		case r.own(i):
		case !f.isWord(i):
			stopped = stopped || i >= tail && next == 0 && f.pieceAt[i] == 0 && f.isStop(i)
		case i == as:
			words++
		case f.pieceAt[i] != 0:
			if i < r.cue[0] {
				end = i + 1
			} else if next == 0 {
				next = i
			}
		case next > 0 && !lower(f.word(i)) && f.stoppedBefore(i):
			r.content[1] = i // a sentence of the narration
		case next > 0 && end > 0 && !goesOn && words > 1 && f.pieceAt[r.content[0]] != 0 && next > tail+1 && f.inClause(next):
			// “…,” wrote Ruiz, cutting it to “hold” from “buy.” “…”
			if k := f.resumed(next, r.content[1]); k > 0 {
				r.aside = [2]int{r.cue[1], k}
			} else {
				r.content[1] = end
			}
			return
		case i < r.cue[0] || next > 0:
			return // a content that stands only partly in marks
		default:
			words++
			if f.finite(i) {
				said, sentence = said || goesOn, sentence || stopped
			}
		}
	}
	switch {
	case end == 0 || words == 0 || r.content[0] >= r.cue[0]:
	case next == 0 || sentence:
		r.content[1] = end
	case !said && as > 0:
		r.aside = [2]int{as, next}
	case !said:
		r.aside = [2]int{r.cue[1], next}
	}
}

// endAtDeed ends a content in marks after its cue before what the source does next: She said,
// “I left it open,” and burst into tears.
func (f *finder) endAtDeed(r *report) {
	p := f.outermost(r.content[0])
	if r.content[0] < r.cue[1] || p == 0 {
		return
	}
	q := &f.pieces[p-1]
	first, end := q.outer()
	if r.content[0] > q.first || end >= r.content[1] || !introducing(f.word(first-1)) || f.word(q.last-1) != "," && !f.isStop(q.last-1) {
		return
	}
	if w := f.lowerWord(end); w != "and" && w != "but" && w != "then" {
		return
	}
	if t := f.tag(f.pastTagged(end+1, tokenize.RB)); !t.Verb() || t == tokenize.VBG {
		return
	}
	if !f.marksIn(end, r.content[1]) {
		r.content[1] = end
	}
}

// pastTagged returns the first token from i on that has another part of speech.
func (f *finder) pastTagged(i int, t tokenize.Tag) int {
	for f.tag(i) == t {
		i++
	}
	return i
}

// endAtVerb ends a content before another verb of saying that brings in words in marks: Ruiz said
// that nobody was hurt | but warned: “Wait.”
func (f *finder) endAtVerb(r *report) {
	const most = 6 // tokens of whom it is told
	if r.content[0] < r.cue[1] || f.pieceAt[r.content[0]] != 0 {
		return
	}
	for i := r.content[0] + 1; i+2 < r.content[1] && f.pieceAt[i] == 0; i++ {
		if w := f.lowerWord(i); w != "but" && w != "and" {
			continue
		}
		k := f.pastTagged(i+1, tokenize.RB)
		if v, ok := f.cue(k); !ok || v.Class != lexicon.Speech && v.Class != lexicon.Writing || !f.tag(k).Verb() {
			continue
		}
		for j := k + 1; j < min(r.content[1]-1, k+most); j++ {
			if w := f.word(j); (w == ":" || w == ",") && f.pieceAt[j] == 0 && f.pieceAt[j+1] != 0 && f.quoteBegins(j+1) {
				r.content[1] = i
				return
			}
		}
	}
}

// endAtSentence ends a content after its cue where its sentence does, if only whole sentences in
// marks follow: these are quotations of their own. Ruiz said that it was safe. “We tested it.”
func (f *finder) endAtSentence(r *report) {
	if r.content[0] < r.cue[1] || f.pieceAt[r.content[0]] != 0 {
		return
	}
	end := 0
	for i := r.content[0]; i < r.content[1]; i++ {
		switch {
		case f.pieceAt[i] != 0 && end == 0:
			return
		case f.pieceAt[i] != 0:
			if f.toks[i].Kind == tokenize.Mark && f.pieceAt[i-1] == 0 && !f.quoteBegins(i) {
				return
			}
		case end == 0 && f.isStop(i):
			end = i
		case end > 0 && (f.isWord(i) || f.toks[i].Kind == tokenize.Number):
			return
		}
	}
	if end > r.content[0] && end+1 < r.content[1] {
		r.content[1] = end
	}
}

// resumed returns the first marked words from token i to end that stand after a stop or a
// comma, or after other marked words, 0 if there are none.
func (f *finder) resumed(i, end int) int {
	for k := i; k < end; k++ {
		if f.pieceAt[k] == 0 || f.pieceAt[k-1] == f.pieceAt[k] && f.toks[k].Kind != tokenize.Mark {
			continue
		}
		if p := f.outermost(k); p != 0 && f.pieces[p-1].open == k && !f.isWord(k-1) && f.capital(f.pieces[p-1].first) {
			return k
		}
	}
	return 0
}

// inClause reports whether the marked words around token i stand right after a word.
func (f *finder) inClause(i int) bool {
	p := f.outermost(i)
	if p == 0 {
		return false
	}
	first, _ := f.pieces[p-1].outer()
	return f.isWord(first - 1)
}

// joining begin what the source goes on to say.
var joining = wordSet("and but or nor so yet that because if although though")

// stoppedBefore reports whether marked words that end a sentence stand before token i.
func (f *finder) stoppedBefore(i int) bool {
	p := f.outermost(i - 1)
	return p != 0 && f.isStop(f.pieces[p-1].last-1)
}

// beginAtThat begins a content that takes in whom it is told with the clause
// after that: the jury was told by her that…, she told the jury that…
func (f *finder) beginAtThat(r *report) {
	if r.content[0] > r.cue[1] || r.content[0] == r.cue[1] && !lexicon.Tells(f.word(r.key)) {
		return
	}
	for i := r.content[0]; i < r.content[1]; i++ {
		switch {
		case f.pieceAt[i] != 0:
			return
		case i < r.cue[1] || r.own(i):
		case f.lowerWord(i) == "that":
			r.content[0] = i
			return
		case !f.tag(i).Noun() && f.tag(i) != tokenize.DT && f.tag(i) != tokenize.PRP && f.tag(i) != tokenize.PRPS && f.lowerWord(i) != "by":
			return
		}
	}
}

// leaveOutHearer takes the subject of a passive verb of telling from the source and
// the content of r, because it is whom somebody tells or of whom he speaks: investors
// were told that…, the jury was told by her that…, he has been called “…”; Ruiz, asked
// if…, said….
func (f *finder) leaveOutHearer(r *report) {
	be := r.key - 1
	for be > r.cue[0] && f.tag(be) == tokenize.RB {
		be--
	}
	passive := be >= r.cue[0] && lexicon.Be(f.lowerWord(be)) && heard[f.lowerWord(r.key)]
	asked := f.lowerWord(r.key) == "asked" && r.key == r.cue[0] && f.word(r.key-1) == "," &&
		!f.commaBetween(r.source[0], r.source[1]) // "Ruiz, asked if", but "Ruiz, the mayor, asked if"
	if !passive && !asked {
		return
	}
	if r.source[1] <= r.cue[0] {
		r.source = [2]int{}
	}
	if r.content[1] > r.cue[0] {
		return
	}
	if f.finiteIn(r.content[0], r.content[1]) || f.marksIn(r.content[0], r.content[1]) {
		return // “…,” she was told
	}
	last := f.sents[f.t.SentenceAt(r.key)].Last
	const (
		far  = 20  // tokens to a "that"
		most = 150 // of a content, as the model's
	)
	from := max(r.cue[1], r.source[1])
	for i := from; i < min(last, from+far); i++ {
		if f.lowerWord(i) == "that" {
			r.content = [2]int{i, min(f.beforeStop(last), i+most)}
			return
		}
	}
	if passive && lexicon.Tells(f.word(r.key)) {
		r.content = [2]int{} // patients were told of it
	}
}

// accusedOf takes whom somebody else accuses from the source of r, and leaves out what tells only which
// one is meant: a clerk accused of theft told the court….
func (f *finder) accusedOf(r *report) {
	if f.lowerWord(r.key) != "accused" || f.lowerWord(r.key+1) != "of" || r.source[1] > r.cue[0] || f.pronoun(r.key-1) {
		return
	}
	r.source = [2]int{}
	if !f.passiveAt(r.key) && (r.key == r.cue[0] || !f.language.Auxiliaries[f.lowerWord(r.key-1)]) {
		r.content = [2]int{}
	}
}

// heard are participles of such verbs, and of those that name somebody. Who is
// convinced says it, too.
var heard = wordSet("told informed assured warned reminded advised called dubbed nicknamed branded labeled labelled described hailed")

// leaveOutClaim ends a content before what is said of it, and begins a source after
// that: the debt is paid, a claim Ruiz called “false”.
func (f *finder) leaveOutClaim(r *report) {
	claim := func(i int) bool {
		w := f.lowerWord(i)
		return (w == "a" || w == "an") && claims[f.lowerWord(i+1)]
	}
	if a := r.source[0]; claim(a) && r.source[1] > a+2 && f.tag(a+2) != tokenize.IN {
		r.source[0] = a + 2
	}
	for i := max(r.content[0], r.cue[1]) + 1; i < r.content[1]-1; i++ {
		if f.word(i) == "," && f.pieceAt[i] == 0 && claim(i+1) {
			r.content[1] = i
			return
		}
	}
}

// claims are nouns for what somebody has said.
var claims = wordSet("claim charge accusation allegation assertion suggestion contention characterization characterisation")

// leaveOutDay takes from a content that goes on after its cue the day that it
// was said: the ferry will stop, she said on Tuesday, for good.
func (f *finder) leaveOutDay(r *report) {
	i := max(r.cue[1], r.source[1])
	if r.content[0] >= r.cue[0] || i >= r.content[1] || r.aside[1] > 0 {
		return
	}
	end := i
	if f.lowerWord(end) == "on" {
		end++
	}
	if f.timeWord(end) {
		r.aside = [2]int{i, end + 1}
	}
}
