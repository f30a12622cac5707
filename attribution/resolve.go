package attribution

import (
	"math"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// An event is one mention in the order of the text: what later pronouns and
// descriptions can refer to.
type event struct {
	token, sent int
	at          position
	entity      int
	subject     bool // it opens its sentence
	quoted      bool // it stands inside a quotation
	kind        MentionKind
}

// A position is a place in the text as a reader counts who is spoken of.
type position struct {
	narrated  int // sentences with narration so far
	paragraph int
}

// A resolution is the entity that a mention refers to.
type resolution struct {
	entity     int // -1 if none
	kind       MentionKind
	confidence float64
}

var nobody = resolution{entity: -1}

// gendered tells what English pronouns say of whom they stand for.
var gendered = map[string]Gender{
	"he": Male, "him": Male, "his": Male, "himself": Male,
	"she": Female, "her": Female, "hers": Female, "herself": Female,
}

var allPronouns = wordSet(`he she they it i we you who one him her them me us himself herself themselves myself everyone everybody
	someone somebody nobody er sie es ich wir il elle ils elles on je hij zij ze ik él ella ellos ellas yo lui lei io ele ela eu han hon hun de jag jeg
	он она они я 他 她 我`)

// foreignGender is gendered for the other languages.
var foreignGender = map[string]Gender{
	"er": Male, "il": Male, "hij": Male, "él": Male, "lui": Male, "egli": Male, "ele": Male, "han": Male, "on": Male, "он": Male, "他": Male,
	"sie": Female, "elle": Female, "zij": Female, "ze": Female, "ella": Female, "lei": Female, "ela": Female, "hon": Female, "hun": Female, "ona": Female, "она": Female, "她": Female,
}

// pronounGender returns what a pronoun, in lower case, tells of whom it stands for.
func (a *analysis) pronounGender(w string) Gender {
	if a.lang != "en" {
		return foreignGender[w]
	}
	return gendered[w]
}

// resolve finds whom the mention, the tokens first to last, refers to.
func (a *analysis) resolve(first, last int) resolution {
	if last-first == 1 && allPronouns[a.lower(first)] {
		return a.resolvePronoun(first)
	}
	if n := a.headName(first, last); n >= 0 {
		nm := &a.names[n]
		e := a.cast[nm.entity]
		a.describeApposition(e, first, last, nm)
		return resolution{nm.entity, Name, 0.95}
	}
	return a.resolveNominal(first, last)
}

// headName returns the index of the name that a mention is built on, -1 if it
// describes: "the head of NATO" and "Clinton's aide" name somebody else.
func (a *analysis) headName(first, last int) int {
	for k := first; k < last; k++ {
		n := int(a.nameAt[k]) - 1
		if n < 0 {
			continue
		}
		nm := &a.names[n]
		k = nm.last - 1
		if nm.possessive && nm.last < last {
			continue
		}
		if nm.first > first {
			prev := a.nounBefore(nm.first - 1)
			comma := a.word(nm.first-1) == ","
			if prev == tokenize.IN && !comma && nm.first-1 > first || a.underPreposition(first, nm.first) && !comma && !(prev.Noun() && a.cast[nm.entity].kind != Organization && nm.last == last) {
				continue
			}
			if !comma && nm.last < last && a.tag(nm.last).Noun() && !a.tag(nm.last).Proper() {
				continue // "the Clinton campaign"
			}
		} else if nm.last < last && a.tag(nm.last).Noun() && a.tag(nm.last) != tokenize.NNP && a.toks[nm.last].Kind == tokenize.Word && a.nameAt[nm.last] == 0 {
			continue // "Sanders supporters"
		}
		return n
	}
	return -1
}

func (a *analysis) nounBefore(i int) tokenize.Tag {
	if lexicon.Lower(a.word(i)) == "of" || lexicon.Lower(a.word(i)) == "for" {
		return tokenize.IN
	}
	return a.tag(i)
}

// underPreposition reports whether a preposition stands between first and i.
func (a *analysis) underPreposition(first, i int) bool {
	for k := first + 1; k < i; k++ {
		if a.word(k) == "," {
			return false
		}
		if t := a.tag(k); t == tokenize.IN || t == tokenize.TO {
			return true
		}
	}
	return false
}

// describeApposition records what an apposition says of e: "the ferry
// captain, Ada Finch", "Ulla Kern, a nurse".
func (a *analysis) describeApposition(e *entity, first, last int, nm *name) {
	if nm.first-first >= 2 {
		to := nm.first
		if a.word(to-1) == "," {
			to--
		}
		a.addRole(e, a.span(a.skipDeterminer(first, to), to))
	}
	if nm.last+2 < last && a.word(nm.last) == "," {
		from := a.skipDeterminer(nm.last+1, last)
		if !a.cast[nm.entity].leader || len(e.roles) == 0 {
			a.addRole(e, a.span(from, last))
		}
	}
}

func (a *analysis) skipDeterminer(first, last int) int {
	switch a.lower(first) {
	case "the", "a", "an":
		if first+1 < last {
			return first + 1
		}
	}
	return first
}

// headNoun returns the token of the noun that a description is built on.
func (a *analysis) headNoun(first, last int) int {
	head := first
	for k := first; k < last; k++ {
		t := a.tag(k)
		if k > first && (t == tokenize.IN || a.word(k) == "," || t == tokenize.WP || t == tokenize.WDT || t == tokenize.TO || a.word(k) == "(") {
			break
		}
		if t == tokenize.JJ && a.tag(head).Noun() && k+1 < last && a.tag(k+1) == tokenize.IN {
			break // "people familiar with the matter"
		}
		if a.toks[k].Kind == tokenize.Word && t != tokenize.POS {
			head = k
		}
	}
	return head
}

// resolveNominal resolves a description. A definite one goes back to an
// entity with that role, or for heads of organisations to the last such head;
// otherwise it makes an entity of its own, which the same words name again.
func (a *analysis) resolveNominal(first, last int) resolution {
	from := a.skipDeterminer(first, last)
	head := a.headNoun(first, last)
	word := a.lower(head)
	indefinite := a.lower(first) == "a" || a.lower(first) == "an" || a.lower(first) == "one" || a.lower(first) == "another"
	role, isRole := lexicon.PersonRole(word)
	group := lexicon.GroupNoun(word)
	phrase := lexicon.Lower(a.text(a.span(from, last)))
	a.uses[phrase]++
	if id, ok := a.listed[key(phrase)]; ok && id >= 0 && !indefinite {
		return resolution{id, Nominal, 0.85}
	}
	if id, ok := a.phrases[phrase]; ok && !indefinite {
		return resolution{id, Nominal, 0.8}
	}
	if !indefinite && !group && first != from || isRole && !indefinite && lexicon.Capital(a.word(head)) {
		for i := len(a.events) - 1; i >= 0 && i > len(a.events)-80; i-- {
			e := a.cast[a.events[i].entity]
			if (e.kind == Organization || e.kind == Publication) && isRole || e.kind == Group {
				continue
			}
			if isRole && role.Sex != lexicon.AnySex && e.gender != UnknownGender && e.gender != Gender(role.Sex) {
				continue
			}
			if e.hasRole(word) || role.Leader && e.leader && e.kind == Person {
				a.addRole(e, a.span(from, last))
				return resolution{a.events[i].entity, Nominal, 0.75}
			}
		}
	}
	for k := head + 1; k < last; k++ {
		if a.word(k) == "," {
			last = k // "the union, which represents most of the crew"
		}
	}
	e := &entity{name: a.text(a.span(from, last)), head: word, gender: Gender(role.Sex), leader: role.Leader}
	e.anonymous = group || indefinite && lexicon.Unnamed(word)
	switch {
	case group:
		e.kind = Group
	case lexicon.Publication(word):
		e.kind = Publication
	case isRole:
		e.kind = Person
	case lexicon.Organization(word):
		e.kind = Organization
	}
	if strings.ToUpper(e.name) == e.name { // of a headline
		e.name = lexicon.Lower(e.name)
	}
	if !group && (a.lower(first) == "his" || a.lower(first) == "her" || a.lower(first) == "my" || a.lower(first) == "their") {
		e.name = a.text(a.span(first, last))
	}
	a.cast = append(a.cast, e)
	id := len(a.cast) - 1
	a.phrases[phrase] = id
	return resolution{id, Nominal, 0.7}
}

// hasRole reports whether a role of e has the word.
func (e *entity) hasRole(word string) bool {
	if e.head == word || e.title == word {
		return true
	}
	for _, r := range e.roles {
		for w := range wordsOf(r) {
			if lexicon.Lower(w) == word {
				return true
			}
		}
	}
	return false
}

// maxAntecedents is how many mentions before a pronoun are looked at.
const maxAntecedents = 25

// antecedent weighs what tells how likely a mention is the antecedent of a
// pronoun, on the scale of a logarithm. The weights were fitted by coordinate
// ascent to the tags with "he" or "she" in the train part of PDNC, of which 78%
// are then resolved to the right speaker.
var antecedent = struct {
	sentenceBack, narrationBack, paragraphBack, sameParagraph float64
	subject, subjectToo, reflexive                            float64
	quoted, agrees, pronoun, nominal, described, again        float64
}{
	sentenceBack:  -0.66,
	narrationBack: -0.47, // for each sentence that is not all quotation
	paragraphBack: 0.25,  // after a break they count for less
	sameParagraph: 0.47,
	subject:       1.5,   // the mention opens its sentence
	subjectToo:    -0.66, // and so does the pronoun
	reflexive:     -1.5,  // "him" is hardly the subject of the sentence
	quoted:        -10,   // spoken of, and perhaps not there
	agrees:        8,     // in gender, for certain
	pronoun:       0.5,   // the mention is one too
	nominal:       -0.63,
	described:     -4, // somebody without a name
	again:         0.05,
}

// resolvePronoun finds the antecedent of the pronoun at token i among the
// mentions before it: near ones, subjects and those of its gender before others
// (after Lappin and Leass 1994, "An algorithm for pronominal anaphora resolution").
func (a *analysis) resolvePronoun(i int) resolution {
	w := a.lower(i)
	gender := a.pronounGender(w)
	switch w {
	case "i", "me", "myself", "ich", "je", "ik", "yo":
		if a.quoteAt[i] != 0 {
			return nobody // whoever tells it
		}
		if a.narrator < 0 {
			a.cast = append(a.cast, &entity{name: a.word(i), kind: Person, narrator: true})
			a.narrator = len(a.cast) - 1
		}
		return resolution{a.narrator, Pronoun, 0.7}
	case "we", "us", "you", "one", "who", "everyone", "everybody", "someone", "somebody", "nobody", "wir", "on":
		return nobody
	}
	possessive := w == "his" || w == "her" && i+1 < len(a.toks) && (a.tag(i+1).Noun() || a.tag(i+1) == tokenize.JJ)
	plural := w == "they" || w == "them"
	sent := a.t.SentenceAt(i)
	best, second := math.Inf(-1), math.Inf(-1)
	found := -1
	type candidate struct {
		entity int
		score  float64
	}
	var array [maxAntecedents]candidate
	cands := array[:0] // the nearest first
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-maxAntecedents; k-- {
		ev := a.events[k]
		e := a.cast[ev.entity]
		if ev.token >= i || gender != UnknownGender && e.gender != UnknownGender && e.gender != gender || e.narrator {
			continue
		}
		thing := e.kind == Organization || e.kind == Publication
		if w == "it" != thing && !(plural && thing) {
			continue
		}
		if gender != UnknownGender && e.kind == Publication || !plural && e.kind == Group || plural && e.kind == Person && e.gender != UnknownGender && e.head == "" && len(e.words) < 2 {
			continue
		}
		score := antecedent.sentenceBack*float64(sent-ev.sent) + antecedent.narrationBack*float64(a.now.narrated-ev.at.narrated) +
			antecedent.paragraphBack*float64(a.now.paragraph-ev.at.paragraph)
		if ev.subject {
			score += antecedent.subject
			if w == "he" || w == "she" {
				score += antecedent.subjectToo
			}
			if ev.sent == sent && (w == "him" || w == "her" && !possessive) {
				score += antecedent.reflexive
			}
		}
		if ev.quoted {
			score += antecedent.quoted
		}
		if gender != UnknownGender && e.gender == gender {
			score += antecedent.agrees
		}
		if plural && (e.kind == Group || e.kind == Organization) {
			score++
		}
		switch ev.kind {
		case Pronoun:
			score += antecedent.pronoun
		case Nominal:
			score += antecedent.nominal
		}
		if ev.at.paragraph == a.now.paragraph {
			score += antecedent.sameParagraph
		}
		if !plural && e.head != "" && e.listed == 0 && len(e.words) == 0 {
			score += antecedent.described
		}
		c := slices.IndexFunc(cands, func(c candidate) bool { return c.entity == ev.entity })
		if c < 0 {
			cands = append(cands, candidate{ev.entity, score})
		} else {
			cands[c].score = max(cands[c].score, score) + antecedent.again
		}
	}
	for _, c := range cands {
		if c.score > best {
			best, second, found = c.score, best, c.entity
		} else if c.score > second {
			second = c.score
		}
	}
	if found < 0 {
		return nobody
	}
	margin := best - second
	return resolution{found, Pronoun, 0.5 + 0.4*(1-math.Exp(-max(0, margin)))}
}
