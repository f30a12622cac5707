package attribution

import (
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// An event is one mention in the order of the text: what later pronouns and
// descriptions can refer to.
type event struct {
	token, end int // its tokens
	sent       int
	at         position
	entity     int
	subject    bool // it opens its sentence
	quoted     bool // it stands inside a quotation
	kind       MentionKind
	role       uint8 // of the roles of mentions
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

// englishPronouns stand for somebody whom the text has named, or for nobody whom it
// could name. "Many" and "some" are a group of their own.
var englishPronouns = wordSet(`he she they it i we you who which that one him her them me us himself herself themselves myself
	everyone everybody someone somebody nobody my our his its their`)

// standsFor reports whether a word in small letters is a pronoun.
func (a *analysis) standsFor(w string) bool {
	if a.lang == "en" {
		return englishPronouns[w]
	}
	return a.language.Pronoun(w) || a.language.His[w] || a.language.Hers[w]
}

// pronounGender returns what a pronoun, in lower case, tells of whom it stands for.
func (a *analysis) pronounGender(w string) Gender {
	if a.lang == "en" {
		return gendered[w]
	}
	return Gender(a.language.Sex(w))
}

// saidBy returns what the verb of saying of q tells of who speaks: "powiedziała".
func (a *analysis) saidBy(q *quotes.Quote) Gender {
	if q.Cue.IsZero() {
		return UnknownGender
	}
	return Gender(a.language.SaidBy(lexicon.Lower(a.text(q.Cue))))
}

// resolve finds whom the mention, the tokens first to last, refers to, and to
// whom it says that he belongs. It is not a pronoun.
func (a *analysis) resolve(first, last int, qs []quotes.Quote, links []link) (r resolution, owner int) {
	if last-first == 2 && a.lower(first) == "the" && lexicon.OtherOne(a.word(first+1)) {
		return resolution{-1, Pronoun, 0}, -1 // the turns around it tell who that is
	}
	if a.lang != "en" && last-first == 2 && a.language.Determiners[a.lower(first)] && a.language.Pronoun(a.lower(first+1)) {
		return a.resolveForeign(first + 1), -1 // "η ίδια"
	}
	if last-first > 1 && lexicon.Possessive(a.word(last-1)) {
		last-- // "Ida Moss's claim that"
	}
	if n := a.headName(first, last); n >= 0 {
		nm := &a.names[n]
		e := a.cast[nm.entity]
		a.describeApposition(e, first, last, nm)
		return resolution{nm.entity, Name, 0.95}, -1
	}
	return a.resolveNominal(first, last, qs, links)
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
		if (nm.possessive || a.modifies(nm)) && nm.last < last {
			continue // "Clinton's aide", "Harvard economist Hemi Parata"
		}
		if nm.first > first && a.lang != "en" && (a.headsMore(first, nm) || nm.last < last && a.endsInName(nm.last, last)) {
			continue // "el alcalde de Villarta, Pedro Gil", "l'assessore ai Lavori pubblici Dario Colombini"
		}
		if nm.first > first {
			prev := a.nounBefore(nm.first - 1)
			before := a.word(nm.first - 1)
			comma := before == "," || before == "(" && a.word(nm.last) == ")" // "The Member for Norhaven (Ida Moss)"
			if !comma && periodicals[a.lower(nm.first-1)] && a.underPreposition(first, nm.first) {
				continue // "The study, published in the journal Soil Ecology"
			}
			if prev == tokenize.IN && !comma && nm.first-1 > first || a.underPreposition(first, nm.first) && !comma && !(prev.Noun() && a.cast[nm.entity].kind != Organization && (nm.last == last || a.word(nm.last) == ",")) {
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

// endsInName reports whether a mention ends before last with a given name and a surname, which begin
// after token i.
func (a *analysis) endsInName(i, last int) bool {
	n := int(a.nameAt[last-1]) - 1
	return n >= 0 && a.names[n].first >= i && a.names[n].last-a.names[n].core > 1 && a.givenName(a.names[n].core)
}

// periodicals are nouns before the names of what is published in parts.
var periodicals = wordSet("journal magazine newspaper daily weekly paper bulletin")

// headsMore reports whether the name n stands in a description from token first on only as
// what somebody is the head of, or comes from.
func (a *analysis) headsMore(first int, n *name) bool {
	if !a.language.Determiners[a.lower(first)] && !(a.language.Nouns && !a.language.Of[a.lower(n.first-1)]) && lexicon.Capital(a.word(first)) {
		return false
	}
	if n.last-n.core > 1 && n.core > n.first && a.givenName(n.core) {
		return false // "el concejal de Obras Luis Ferrer"
	}
	k := n.first - 1
	if k > first+1 && a.language.Determiners[a.lower(k)] {
		k--
	}
	w := a.lower(k)
	if n.last-n.first > 1 && a.givenName(n.first) && strings.ContainsAny(strings.TrimRight(w, "'’"), "'’") {
		return false // "il direttore dell'ospedale Luca Ferri"
	}
	return k > first && a.language.Of[lexicon.Elided(w)]
}

func (a *analysis) nounBefore(i int) tokenize.Tag {
	if lexicon.Lower(a.word(i)) == "of" || lexicon.Lower(a.word(i)) == "for" {
		return tokenize.IN
	}
	return a.tag(i)
}

// underPreposition reports whether a preposition, or what begins a clause, stands
// between first and i, after the last comma there that begins an apposition.
func (a *analysis) underPreposition(first, i int) bool {
	under := false
	for k := first + 1; k < i; k++ {
		if a.word(k) != "," {
			t := a.tag(k)
			under = under || t == tokenize.IN || t == tokenize.TO
			continue
		}
		if t := a.tag(k + 1); t != tokenize.CC { // "aides to Ida Moss, and Bo Lind"
			under = t == tokenize.WP || t == tokenize.WDT || t == tokenize.VBN || a.lower(k+1) == "including" || a.participle(k+1)
		}
	}
	return under
}

// participle reports whether a form in -ing at i begins a clause: "speaking from
// Norhaven", but not "managing director".
func (a *analysis) participle(i int) bool {
	return a.tag(i) == tokenize.VBG && !a.tag(i+1).Noun()
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
		if t := a.tag(from); t == tokenize.IN || t == tokenize.CD || t == tokenize.RB && a.tag(from+1) == tokenize.CD || a.participle(from) {
			return // "in his office", "52", "now 80", "speaking from Norhaven"
		}
		if !a.cast[nm.entity].leader || len(e.roles) == 0 {
			a.addRole(e, a.span(from, last))
		}
	}
}

func (a *analysis) skipDeterminer(first, last int) int {
	switch a.lower(first) {
	case "the", "a", "an", "whose":
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
func (a *analysis) resolveNominal(first, last int, qs []quotes.Quote, links []link) (r resolution, owner int) {
	if a.language.Caseless {
		return a.resolveCaseless(a.text(a.span(first, last)), first), -1
	}
	from := a.skipDeterminer(first, last)
	head := a.headNoun(first, last)
	word := a.lower(head)
	indefinite := indefiniteArticles[a.lower(first)]
	role, isRole := lexicon.PersonRole(word)
	group := lexicon.GroupNoun(word)
	phrase := lexicon.Lower(a.text(a.span(from, last)))
	a.uses[phrase]++
	known := phrase // by what the description is known
	belongsTo, words := a.owner(first, last, qs, links)
	if belongsTo >= 0 {
		known = belonging(belongsTo, lexicon.Lower(a.text(a.span(words, last))))
	}
	owner = -1
	if isRole {
		owner = belongsTo // but whose voice it is speaks
	}
	if id := a.listedAs(phrase); id >= 0 && (!indefinite || a.described[phrase]) {
		return resolution{id, Nominal, 0.85}, owner
	}
	if id := a.byTitle(word); id >= 0 && (a.lower(first) == "the" || whose(a.lower(first)) && kinTitles[word] && len(a.titles[word]) == 1) {
		if e := a.cast[id]; e.listed == 0 && lexicon.Capital(a.word(head)) && len(e.aliases) < maxNames && !slices.Contains(e.aliases, a.word(head)) {
			e.aliases = append(e.aliases, a.word(head))
		}
		return resolution{id, Nominal, 0.85}, owner
	}
	if id := a.honoured(first, word); id >= 0 {
		return resolution{id, Nominal, 0.8}, -1
	}
	if id, ok := a.phrases[known]; ok && !indefinite {
		return resolution{id, Nominal, 0.8}, owner
	}
	if id, sure := a.kinOf(owner, word); sure {
		a.phrases[known] = id
		return resolution{id, Nominal, 0.78}, owner
	} else if id >= 0 {
		return resolution{id, Nominal, 0.6}, owner
	}
	if id, ok := a.offices[phrase]; ok && id >= 0 && a.lower(first) == "the" {
		return resolution{id, Nominal, 0.75}, owner // whose name may follow
	}
	if id := a.namedByEpithet(first, last, head); id >= 0 {
		a.addRole(a.cast[id], a.span(from, last))
		return resolution{id, Nominal, 0.75}, owner
	}
	if (indefinite || first == from && isRole) && !group && !lexicon.Organization(word) && !lexicon.Publication(word) && !benches[word] {
		if id := a.leadPerson(first, Gender(role.Sex)); id >= 0 {
			a.phrases[known] = id
			return resolution{id, Nominal, 0.65}, owner
		}
	}
	if !indefinite && !group && first != from || isRole && !indefinite && lexicon.Capital(a.word(head)) {
		leader := -1 // the last one
		for i := len(a.events) - 1; i >= 0 && i > len(a.events)-80; i-- {
			e := a.cast[a.events[i].entity]
			if (e.kind == Organization || e.kind == Publication) && isRole || e.kind == Group {
				continue
			}
			if isRole && role.Sex != lexicon.AnySex && e.gender != UnknownGender && e.gender != Gender(role.Sex) {
				continue
			}
			if e.hasRole(word) {
				a.addRole(e, a.span(from, last))
				return resolution{a.events[i].entity, Nominal, 0.75}, owner
			}
			if leader < 0 && role.Leader && e.leader && e.kind == Person {
				leader = a.events[i].entity
			}
		}
		if leader >= 0 {
			a.addRole(a.cast[leader], a.span(from, last))
			return resolution{leader, Nominal, 0.75}, owner
		}
	}
	if head == first+1 && (last-first == 2 || a.word(first+2) == ",") && a.lower(first) == "the" && (!isRole || calledBy[word] != nil) && !group {
		if id := a.organization(word); id >= 0 {
			a.phrases[known] = id
			return resolution{id, Nominal, 0.75}, owner
		}
	}
	if a.news && head == first+2 && last == head+1 && a.lower(first) == "the" && businessHeads[word] && a.tag(first+1).Noun() && a.nameAt[first+1] == 0 {
		if id := a.business(); id >= 0 {
			a.phrases[known] = id
			return resolution{id, Nominal, 0.7}, owner
		}
	}
	if determined := a.language.Determiners[a.lower(first)]; a.lang != "en" && (determined && last-first > 1 && !a.language.Indefinite(a.lower(first)) ||
		last-first == 1 && !lexicon.Capital(a.word(first))) {
		determiner := first
		if !determined {
			determiner-- // none in Polish, at its end in Romanian
		}
		if id := a.holderOf(determiner, last); id >= 0 {
			return resolution{id, Nominal, 0.7}, owner
		}
		if id := a.onlyPerson(first, last); id >= 0 {
			return resolution{id, Nominal, 0.6}, owner
		}
	}
	if whose(a.lower(first)) && last-first > 1 {
		noun := lexicon.Lower(a.text(a.span(first+1, last)))
		if id := a.listedAs(noun); id >= 0 && a.described[noun] {
			return resolution{id, Nominal, 0.7}, owner // "his wife", who is "the wife" in the list
		}
	}
	for k := max(head, from) + 1; k < last; k++ {
		if a.word(k) == "," {
			last = k // "the union, which represents most of the crew"
		}
	}
	e := &entity{name: a.text(a.span(from, last)), head: word, gender: Gender(role.Sex), leader: role.Leader}
	if a.lang != "en" && e.gender == UnknownGender && last-first > 1 && !group && a.language.Agents.EndsIn(a.lower(last-1)) {
		e.gender = a.determinedGender(first)
	}
	e.anonymous = group || indefinite && lexicon.Unnamed(word)
	switch {
	case group:
		e.kind = Group
	case lexicon.Publication(word):
		e.kind = Publication
	case isRole || aged(phrase) || lexicon.Occupation(word):
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
	a.phrases[known] = id
	sure := 0.7
	if a.news {
		sure = 0.8 // on PolNeAR (train) it is whom the annotators mean far more often
	}
	return resolution{id, Nominal, sure}, owner
}

// benches are several who hear and decide together.
var benches = wordSet("jury court inquest tribunal panel committee")

// holderOf returns who was last said to be what a description in another language than
// English says: "die Ministerin" after "Umweltministerin Ida Moss", "le maire" after "Le maire,
// Luc Roy,". It is -1 if there is nobody.
func (a *analysis) holderOf(first, last int) int {
	const near = 60 // mentions
	head := a.lower(first + 1)
	if last-first > 2 && a.language.Nouns {
		for k := first + 1; k < last; k++ { // "die grüne Ministerin"
			if lexicon.Capital(a.word(k)) {
				head = a.lower(k)
				break
			}
		}
	}
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		e := a.cast[a.events[i].entity]
		if len(e.words) == 0 || e.kind == Organization {
			continue
		}
		for _, r := range e.roles {
			for w := range wordsOf(lexicon.Lower(r)) {
				if w == head || a.language.Compounds && len(head) > 4 && strings.HasSuffix(w, head) {
					return a.events[i].entity
				}
			}
		}
	}
	return -1
}

// onlyPerson returns the one person with a name whom the text has mentioned just before, if a
// description in another language than English is one of a person and fits: confie la réalisatrice.
// Of several it is the last subject; it is -1 if that is nobody's, or there are none.
func (a *analysis) onlyPerson(first, last int) int {
	const near = 12 // mentions
	head := a.lower(first + 1)
	switch {
	case last-first == 1:
		head = a.lower(first) // "mówi dyrektorka", "spune edilul"
	case !a.language.Determiners[a.lower(first)]:
		return -1
	case last-first > 2 && (a.language.Nouns || !a.language.Agents.EndsIn(head)):
		head = a.lower(last - 1) // "die junge Autorin", "la jeune femme"
	}
	if last-first > 3 || last-first > 2 && !a.news || !a.language.Agents.EndsIn(head) || a.nameAt[last-1] != 0 {
		return -1
	}
	gender := a.determinedGender(first)
	if a.lang == "de" && gender == UnknownGender {
		gender = germanGender(head)
	}
	found, subject, several := -1, -1, false
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		id := a.events[i].entity
		e := a.cast[id]
		if len(e.words) == 0 || e.kind == Organization || e.kind == Publication || e.narrator || !a.person(id) || agree(gender, e.gender) < 0 {
			continue
		}
		several = several || found >= 0 && id != found
		found = id
		if subject < 0 && a.news && a.events[i].subject && !a.events[i].quoted {
			subject = id
		}
	}
	if several {
		return subject
	}
	return found
}

// determinedGender returns what the article at a token tells of a person.
func (a *analysis) determinedGender(first int) Gender {
	if a.lang == "de" {
		return articleGenderDE[a.lower(first)]
	}
	return determinerGender[a.lower(first)]
}

// articleGenderDE is what articles of German subjects tell, determinerGender what those of Romance
// languages do.
var (
	articleGenderDE  = map[string]Gender{"der": Male, "die": Female, "ein": Male, "eine": Female}
	determinerGender = map[string]Gender{"la": Female, "le": Male, "il": Male, "lo": Male, "el": Male, "o": Male, "a": Female}
)

// honoured returns whom "her ladyship", with its noun, means: who with such a title was
// mentioned last, -1 if there is nobody.
func (a *analysis) honoured(first int, noun string) int {
	const near = 80 // mentions
	titles := honours[noun]
	if titles == nil || !whose(a.lower(first)) {
		return -1
	}
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		if e := a.cast[a.events[i].entity]; titles[key(e.title)] {
			return a.events[i].entity
		}
	}
	return -1
}

// honours are nouns by which those with a title are spoken of.
var honours = map[string]map[string]bool{
	"ladyship": wordSet("lady countess duchess baroness dame"),
	"lordship": wordSet("lord earl baron count duke bishop"),
	"majesty":  wordSet("king queen emperor empress"),
	"highness": wordSet("prince princess"),
	"grace":    wordSet("duke duchess archbishop"),
}

// kinTitles are titles by which "her aunt" may be called.
var kinTitles = wordSet("aunt uncle")

// organization returns the one of those just mentioned that a noun by itself means: which
// has the noun in its name ("the university" is the University of Norhaven), or, if that
// is said of any, the ending of a company's; -1 if there is none, or of these two.
func (a *analysis) organization(noun string) int {
	const near = 30 // mentions
	if !lexicon.Organization(noun) && !companyNouns[noun] && calledBy[noun] == nil || ownOrganizations[noun] {
		return -1
	}
	company := -1
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		ev := &a.events[i]
		e := a.cast[ev.entity]
		if ev.quoted || e.kind != Organization || len(e.words) < 2 {
			continue
		}
		if slices.ContainsFunc(e.words, func(w string) bool { return lexicon.Lower(w) == noun }) || calledBy[noun][lexicon.Lower(e.words[len(e.words)-1])] {
			return ev.entity
		}
		if companyNouns[noun] && lexicon.Company(e.words[len(e.words)-1]) {
			if company >= 0 && company != ev.entity {
				return -1
			}
			company = ev.entity
		}
	}
	if companyNouns[noun] && company < 0 {
		return a.business()
	}
	return company
}

// business returns the organisation that "the company" means where none has the ending of a
// company's name: the last one that its sentence is about, of names in the narration that
// look like nobody's; -1 if there is none.
func (a *analysis) business() int {
	const near = 40 // mentions
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		ev := &a.events[i]
		e := a.cast[ev.entity]
		if ev.quoted || ev.kind != Name || e.kind != Organization && e.kind != UnknownKind || e.listed != 0 || e.gender != UnknownGender {
			continue
		}
		if last := e.words[len(e.words)-1]; companyNot[lexicon.Lower(last)] || len(e.words) == 1 && ev.token == a.sents[ev.sent].First && a.common(last) {
			continue // "Ferry services stopped"
		}
		held := holdings[a.lower(ev.token-2)] && a.tag(ev.token-1) == tokenize.IN // "shares in Halden Foods"
		if !ev.subject && !held || e.kind == UnknownKind && !a.firm(ev, e) {
			continue
		}
		return ev.entity
	}
	return -1
}

// firm reports whether a name of which nothing tells what it names is rather a company's
// than somebody's, as an event has it.
func (a *analysis) firm(ev *event, e *entity) bool {
	if a.personhood(e) < 0.5 || slices.Contains(e.words, "&") {
		return true
	}
	const far = 40 // tokens
	for i := ev.token; i < min(ev.token+far, a.sents[a.t.SentenceAt(ev.token)].Last); i++ {
		if a.lower(i) == "its" && a.quoteAt[i] == 0 {
			return true // "Halvorsen will close its plant"
		}
	}
	first, last := e.words[0], e.words[len(e.words)-1]
	if a.isGiven(first) || lexicon.Surname(last) {
		return false
	}
	if len(e.words) > 1 {
		return a.common(last) // "Norrland Paper"
	}
	n := a.pronounsOf(e)
	return n[Male]+n[Female] == 0
}

// businessHeads are nouns that after another mean a company that has been named: "the biscuit maker".
var businessHeads = wordSet("maker giant chain operator retailer supplier producer developer lender insurer manufacturer brewer firm company startup start-up")

// companyNot are the last words of names of what is no company.
var companyNot = wordSet(`union federation council association party committee ministry department police court authority commission congress guild
	league society trust university college school hospital church government parliament senate army navy`)

// calledBy has for nouns the last words of names for which they stand: "the agency" is the Privacy Board.
var calledBy = map[string]map[string]bool{
	"agency":    wordSet("board bureau authority commission office service"),
	"regulator": wordSet("commission authority board"),
	"watchdog":  wordSet("commission authority board ombudsman"),
	"charity":   wordSet("trust foundation fund society"),
	"developer": wordSet("homes developments properties estates land construction builders"),
	"publisher": wordSet("press books publishing"),
	"union":     wordSet("federation brotherhood teamsters"),
}

// companyNouns mean a company that has been named; holdings are what somebody has of one.
var (
	companyNouns = wordSet(`company firm corporation carmaker automaker airline retailer supermarket startup start-up manufacturer chipmaker
		drugmaker club charity lender insurer conglomerate multinational utility brewery bookmaker`)
	holdings = wordSet("shares share stock stake investors shareholders profits sales bosses managers workers staff members employees crew crews drivers")
)

// ownOrganizations are nouns that by themselves mean something else than what has them in
// its name: "the party" is hardly the Tea Party.
var ownOrganizations = wordSet("party post campaign group house senate press center centre network")

// listedAs returns the entity of the caller's list whose name or alias is name,
// which is without an article; -1 if there is none, or several.
func (a *analysis) listedAs(name string) int {
	if id, ok := a.listed[key(name)]; ok {
		return id
	}
	return -1
}

// byTitle returns who has a title in his name, the one mentioned last if
// there are several; -1 if there is nobody, or none of several is near.
func (a *analysis) byTitle(word string) int {
	const near = 80 // mentions
	es := a.titles[fullTitle(word)]
	if len(es) < 2 {
		return lastOf(es, 1)
	}
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		if slices.Contains(es, a.events[i].entity) {
			return a.events[i].entity
		}
	}
	return -1
}

// bearsTitle reports whether e has the title in his name, or is called by it
// in the caller's list.
func (a *analysis) bearsTitle(e *entity, word string) bool {
	if e.listed != 0 {
		if id, ok := a.listed[word]; ok && id >= 0 && a.cast[id] == e {
			return true
		}
	}
	return len(e.words) > 0 && e.title != "" && fullTitle(e.title) == fullTitle(word)
}

// fullTitle returns a title without its full stop and not shortened.
func fullTitle(title string) string {
	title = key(title)
	if long, ok := shortTitles[title]; ok {
		return long
	}
	return title
}

var shortTitles = map[string]string{
	"dr": "doctor", "prof": "professor", "capt": "captain", "col": "colonel", "gen": "general", "lt": "lieutenant", "sgt": "sergeant",
	"sen": "senator", "rep": "representative", "gov": "governor", "rev": "reverend", "insp": "inspector",
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
