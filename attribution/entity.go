package attribution

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// An entity is somebody whom the text mentions.
type entity struct {
	name     string
	kind     SpeakerKind
	gender   Gender
	aliases  []string
	roles    []string
	head     string // head noun of an unnamed one: "captain"
	title    string // of a named one, in lower case: "count"
	words    []string
	leader   bool
	narrator bool
	wife     bool // she is called by the name of her husband: "Mrs. Bo Hart"
	kin      bool // brought in as somebody's: her daughter, Ruth Hart
	// anonymous says that the text keeps from naming them
	anonymous bool
	listed    SpeakerID // ID in the caller's list, 0 if not of it
	mentions  []Mention
	seen      []int    // tokens at which it was mentioned, in order
	person    *float32 // share of its names that look like a person's, nil if nobody has asked
	pronouns  *[3]int  // that follow its names, by gender; nil if nobody has asked
}

// maxNames is how many aliases and how many roles an entity keeps.
const maxNames = 40

// nameWords returns the title of a name, in lower case, and the words after it.
func (a *analysis) nameWords(n *name) (title string, words []string) {
	marked := false // inside a nickname's marks
	for k := n.core; k < n.last; k++ {
		w := a.word(k)
		if r, ok := lexicon.PersonRole(w); ok && r.Title && title == "" && k < n.last-1 {
			title = lexicon.Lower(w)
			continue
		}
		switch mark := a.toks[k].Kind == tokenize.Mark && !lexicon.Possessive(w); {
		case mark && !marked && w != "'" && w != "’":
			words, marked = append(words, w), true
		case marked:
			if open, _ := utf8.DecodeLastRuneInString(words[len(words)-1]); !mark && !tokenize.IsMark(open) {
				w = " " + w // “The Tank”
			}
			words[len(words)-1] += w
			marked = !mark
		case lexicon.Genitive(w) && len(words) > 0:
			words[len(words)-1] += w // "League Managers'"
		case w != "." && w != "_":
			words = append(words, w)
		}
	}
	return title, words
}

// clusterNames gives every name its entity, in the order of the text.
func (a *analysis) clusterNames() {
	a.byKey = make(map[string][]int)
	a.offices = make(map[string]int)
	a.listed, a.described = make(map[string]int), make(map[string]bool)
	a.surnames, a.inner = make(map[string][]int), make(map[string][]int)
	a.same = make(map[int]int)
	for i := range a.cfg.cast {
		s := &a.cfg.cast[i]
		e := &entity{name: s.Name, kind: s.Kind, gender: s.Gender, roles: slices.Clone(s.Roles), listed: s.ID}
		if e.kind == UnknownKind {
			e.kind = Person
		}
		e.words = strings.Fields(s.Name)
		if len(e.words) == 0 {
			e.words = []string{s.Name} // white space
		}
		if isTitle(e.words[0]) {
			e.title = lexicon.Lower(e.words[0])
		}
		a.cast = append(a.cast, e)
		if len(e.words) == 2 && e.title != "" {
			if k := key(e.words[1]); len(a.surnames[k]) < maxNames {
				a.surnames[k] = append(a.surnames[k], i)
			}
		}
	}
	// Parts of names first: the names as they are listed come before them.
	for _, whole := range []bool{false, true} {
		for i := range a.cfg.cast {
			s := &a.cfg.cast[i]
			for _, alias := range append([]string{s.Name}, s.Aliases...) {
				a.listedAlias(i, alias, whole)
			}
		}
	}
	a.countForms()
	called := a.nicknames()
	for i := range a.names {
		n := &a.names[i]
		known := len(a.cast)
		if of, ok := called[i]; ok && a.cast[a.names[of].entity].kind != Organization {
			a.callAlso(a.names[of].entity, n)
		}
		n.entity = a.entityOf(n)
		e := a.cast[n.entity]
		if n.entity == known {
			a.shareSurname(i)
			a.couple(i)
		}
		a.mention(e, a.span(n.core, n.last), Name)
		e.seen = append(e.seen, n.first)
		if n.core > n.first {
			end := n.core
			if n.core < n.last-1 && a.titled(n.core) {
				end++ // "Chief Justice"
			}
			a.addRole(e, a.span(n.first, end))
		}
		a.holds(n)
	}
	a.nameCast()
	a.titles = make(map[string][]int)
	for i, e := range a.cast {
		if e.title != "" && len(e.words) > 0 {
			t := fullTitle(e.title)
			a.titles[t] = append(a.titles[t], i)
		}
	}
}

// shareSurname gives somebody who has just been brought in by a given name the surname of
// the one named with him: "Patrick and Sheila Doyle".
func (a *analysis) shareSurname(i int) {
	n := &a.names[i]
	e := a.cast[n.entity]
	if a.lang != "en" || i+1 == len(a.names) || n.last-n.core != 1 || len(e.words) != 1 || e.kind == Organization || a.lower(n.last) != "and" {
		return
	}
	with := &a.names[i+1]
	_, words := a.nameWords(with)
	if with.first != n.last+1 || with.core != with.first || len(words) != 2 || !a.givenName(n.core) || !a.givenName(with.core) {
		return
	}
	e.words = []string{e.words[0], words[1]}
	e.aliases = append(e.aliases, e.name)
	e.name = strings.Join(e.words, " ")
	a.know(n.entity, e.name)
	a.know(n.entity, words[1])
}

// couple learns from "Linh Tran and her husband, Bao Tran" who of the two, when the second is brought
// in, is a man and who a woman.
func (a *analysis) couple(i int) {
	n := &a.names[i]
	k := n.first - 1
	if a.word(k) == "," {
		k--
	}
	of := gendered[a.lower(k-1)]
	if a.lang != "en" || k < 1 || of == UnknownGender || a.tag(k-1) != tokenize.PRPS {
		return
	}
	kin, ok := kinNouns[a.lower(k)]
	if !ok {
		return
	}
	a.cast[n.entity].gender, a.cast[n.entity].kin = kin.gender, true
	if i > 0 && a.lower(k-2) == "and" && a.names[i-1].last == k-2 {
		a.cast[a.names[i-1].entity].gender = of
	}
}

// maxOffice is how many words an office before a name may have.
const maxOffice = 5

// holds records the offices that stand beside a name: "Prime Minister Ida Moss",
// "finance minister Bo Hart", "Pia Voss, the union leader,". So "the prime minister"
// may come before her name.
func (a *analysis) holds(n *name) {
	if a.cast[n.entity].kind == Organization {
		return
	}
	if a.lang != "en" {
		a.foreignRole(n)
		return
	}
	if a.word(n.last) == "," && a.lower(n.last+1) == "the" {
		first := n.last + 2
		last := first
		for last < len(a.toks) && last < first+maxOffice && a.toks[last].Kind == tokenize.Word && a.nameAt[last] == 0 && a.tag(last).Noun() {
			last++
		}
		if w := a.word(last); last > first && (w == "," || w == ".") {
			a.office(n.entity, first, last)
		}
	}
	if n.first > 0 && a.word(n.first-1) == "," && (a.word(n.last) == "," || a.word(n.last) == "." || a.beforeCue(n.last)) {
		end := n.first - 1
		first := a.nounsBefore(end, end-maxOffice, func(t tokenize.Tag) bool { return t.Noun() || t == tokenize.JJ })
		if first < end && first > 0 && (a.lower(first-1) == "the" || a.tag(first-1) == tokenize.PRPS || lexicon.Genitive(a.word(first-1))) {
			a.office(n.entity, first, end) // "The prime minister, Ida Moss,", "the union's secretary, Ida Moss."
			if a.role(end - 1) {
				a.addRole(a.cast[n.entity], a.span(first, end))
			}
		}
	}
	if first := a.nounsBefore(n.first, n.core-maxOffice, tokenize.Tag.Noun); first < n.core {
		a.office(n.entity, first, n.core)
	}
}

// nounsBefore returns where the words before token end begin, at least from on, that are in
// no name and have a tag that fits.
func (a *analysis) nounsBefore(end, from int, fits func(tokenize.Tag) bool) int {
	first := end
	for first > 0 && first > from && a.toks[first-1].Kind == tokenize.Word && a.nameAt[first-1] == 0 && fits(a.tag(first-1)) {
		first--
	}
	return first
}

// foreignRole records what the words beside a name say of its bearer, in languages without a
// tagger: "la ministra Ida Moss", "Le maire, Luc Roy,", "Umweltministerin Ida Moss", "Luc Roy, le
// maire de Vernoux,".
func (a *analysis) foreignRole(n *name) {
	const most = 7             // words
	word := func(k int) bool { // of a description
		return k >= 0 && k < len(a.toks) && a.toks[k].Kind == tokenize.Word && a.quoteAt[k] == a.quoteAt[n.first] && !a.beforeCue(k)
	}
	determiner := func(k int) bool { return a.language.Determiners[a.lower(k)] }
	head := func(first, end int) int { // what somebody is the head of is left out
		last := first
		for last < end && word(last) && a.nameAt[last] == 0 && !a.language.Of[a.lower(last)] && !determiner(last) && !a.language.Oblique[a.lower(last)] {
			last++
		}
		return last
	}
	e := a.cast[n.entity]
	end := n.first
	comma := end > 0 && a.word(end-1) == ","
	if comma {
		end--
	}
	first := end
	for k := end - 1; k >= 0 && end-k <= most && word(k) && (comma || a.nameAt[k] == 0); k-- {
		if determiner(k) && !(k > 0 && (a.language.Of[a.lower(k-1)] || a.language.Oblique[a.lower(k-1)])) {
			first = k + 1
			break
		}
		if a.language.Oblique[a.lower(k)] && !a.language.Of[a.lower(k)] || a.sentBreak(k) {
			break
		}
	}
	last := head(first, end)
	switch {
	case first < last && (!comma && last == end || comma && (a.word(n.last) == "," || a.beforeCue(n.last))):
		a.addRole(e, a.span(first, last)) // "la ministra Ida Moss", "el alcalde de Villarta, Luc Roy,"
	case comma || end == 0 || a.nameAt[end-1] != 0 || !word(end-1) || determiner(end-1):
	case a.language.Nouns && lexicon.Capital(a.word(end-1)) && !a.language.Never[a.lower(end-1)] && !(end > 1 && a.language.Oblique[a.lower(end-2)]):
		a.addRole(e, a.span(end-1, end)) // "Umweltministerin Ida Moss"
	case a.sentBreak(end-1) && a.lowered[a.lower(end-1)]:
		a.addRole(e, a.span(end-1, end)) // "Burgemeester Peter Snel kwam"
	}
	if a.lang == "de" && e.gender == UnknownGender && len(e.roles) > 0 {
		e.gender = germanGender(e.roles[len(e.roles)-1])
	}
	if k := n.last + 2; a.word(n.last) == "," && determiner(n.last+1) {
		if last := head(k, k+most); last > k && last < len(a.toks) && (a.toks[last].Kind == tokenize.Punct || a.language.Of[a.lower(last)]) {
			a.addRole(e, a.span(k, last))
		}
	}
}

// germanGender returns what the form of a role tells of who has it: "Autorin", "Leiter".
func germanGender(role string) Gender {
	w := lexicon.Lower(role)
	switch {
	case strings.HasSuffix(w, "in") && len(w) > 4:
		return Female
	case germanMen.EndsIn(w):
		return Male
	}
	return UnknownGender
}

// germanMen are endings of what men are called.
var germanMen = lexicon.Words(wordSet("er or ist chef ent anwalt"))

// office records that an entity has the office that the words first to last name.
func (a *analysis) office(entity, first, last int) {
	r, ok := lexicon.PersonRole(a.word(last - 1))
	if !ok || last-first == 1 && !r.Leader && !r.Title {
		return // "candidate Ruiz" is not the only one
	}
	office := lexicon.Lower(a.text(a.span(first, last)))
	if id, ok := a.offices[office]; ok && id != entity {
		a.offices[office] = -1 // several hold it
		return
	}
	a.offices[office] = entity
}

// person reports whether an entity with a name is somebody, as far as is known: of those
// of whom nothing is known, names of one word are rather places.
func (a *analysis) person(e int) bool {
	x := a.cast[e]
	return x.kind == Person || x.kind == UnknownKind && (len(x.words) > 1 && !placeEnds[lexicon.Lower(x.words[len(x.words)-1])] || a.genderOf(x.words) != UnknownGender)
}

// placeEnds are the last words of names of places.
var placeEnds = wordSet(`falls heights creek springs ridge valley bay beach lake river island islands hills mountain mountains harbour harbor
	street road avenue square bridge park forest county city town west east north south`)

// forms returns a name as it stands, with its title, and without.
func (a *analysis) forms(n *name) (title, titled, full string, words []string) {
	title, words = a.nameWords(n)
	if len(words) == 0 { // a title by itself
		words = []string{a.text(a.span(n.core, n.last))}
	}
	full = strings.Join(words, " ")
	titled = full
	if title != "" {
		titled = a.word(n.core) + " " + full
	}
	return title, titled, full, words
}

// withoutForm returns the words of a company's name without its legal form at their end,
// if it has one: Halden Foods Plc.
func withoutForm(words []string) (short []string, ok bool) {
	if n := len(words) - 1; n > 0 && lexicon.LegalForm(words[n]) {
		return words[:n], true
	}
	return nil, false
}

// companyName returns the first word of a company's name by which it may be called alone, ""
// if there is none: of Halden Foods Plc and Halden Foods.
func companyName(words []string) string {
	if n := len(words); n < 2 || !lexicon.LegalForm(words[n-1]) && (n > 2 || !lexicon.Company(words[n-1])) {
		return ""
	}
	return words[0]
}

// countForms counts how often each form of a name is used, and which forms
// stand together: "Mrs. Hart" and "Ida" in one sentence of the narration are
// two people, even if there is an "Ida Hart".
func (a *analysis) countForms() {
	const most = 12 // names of a sentence that are looked at
	a.uses = make(map[string]int)
	a.together = make(map[[2]string]int)
	var titles, others []string
	sent, seen := -1, 0
	spoke, paragraph, untitled := "", -1, true // who spoke in the last tag with a name
	for i := range a.names {
		n := &a.names[i]
		title, titled, _, words := a.forms(n)
		a.uses[key(titled)]++
		if !a.news && len(a.names) < fewNames && n.quote == 0 && (a.beforeCue(n.last) || n.first > 0 && a.beforeCue(n.first-1)) {
			form := key(titled)
			if title == "" {
				form = key(words[0])
			}
			p := a.t.ParagraphAt(n.first)
			if turn := p - paragraph; turn > 0 && turn <= apartTurns && untitled != (title == "") { // they speak in turn
				a.stand(form, spoke, leastMeetings)
				a.stand(spoke, form, leastMeetings)
			}
			spoke, paragraph, untitled = form, p, title == ""
		}
		if n.quote != 0 {
			continue
		}
		if s := a.t.SentenceAt(n.first); s != sent {
			sent, seen = s, 0
			titles, others = titles[:0], others[:0]
		}
		if seen++; seen > most {
			continue
		}
		form := key(titled)
		switch {
		case title == "":
			form = key(words[0])
		case len(words) == 1:
			for _, o := range others {
				a.stand(form, o, 1)
			}
			for _, t := range titles {
				a.stand(t, form, 1)
				a.stand(form, t, 1)
			}
			titles = append(titles, form)
			continue
		}
		for _, t := range titles {
			a.stand(t, form, 1)
		}
		others = append(others, form)
	}
}

// fewNames is how many names a scene has: in a longer text those who speak in turn may be one, who is
// called so and so.
const fewNames = 60

// apartTurns is how many paragraphs apart two may speak in turn.
const apartTurns = 2

// stand counts a titled surname that stands so many times with another form of a name.
func (a *analysis) stand(titled, other string, times int) {
	if titled != other {
		a.together[[2]string{titled, other}] += times
	}
}

// leastMeetings is how many times two forms stand together that are those of two people.
const leastMeetings = 2

// meet reports whether a titled surname and another form of a name stand
// together often enough to be those of two people.
func (a *analysis) meet(titled, other string) bool {
	return a.together[[2]string{key(titled), key(other)}] >= leastMeetings
}

// apart reports whether a title and a surname name somebody else than e, whose
// given name or other titled forms stand with them.
func (a *analysis) apart(titled string, e *entity) bool {
	with := func(form string) bool { return a.meet(titled, form) }
	return len(e.words) > 1 && !e.wife && with(e.words[0]) || with(e.name) || slices.ContainsFunc(e.aliases, with)
}

// apartFrom reports whether a given name stands with a titled form of e.
func (a *analysis) apartFrom(e *entity, given string) bool {
	with := func(form string) bool { return a.meet(form, given) }
	return with(e.name) || slices.ContainsFunc(e.aliases, with)
}

// listedAlias makes entity e of the caller's list known by alias as a whole,
// or by the first and last word of a name.
func (a *analysis) listedAlias(e int, alias string, asWhole bool) {
	ent := a.cast[e]
	if !asWhole {
		words := slices.DeleteFunc(strings.Fields(alias), func(w string) bool { _, ok := lexicon.PersonRole(w); return ok })
		if len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool {
			return !lexicon.Capital(w) || notNames[lexicon.Lower(w)] && !months[lexicon.Lower(w)]
		}) {
			a.know(e, words[0])
			a.know(e, words[len(words)-1])
		}
		return
	}
	if alias != ent.name && !slices.Contains(ent.aliases, alias) {
		ent.aliases = append(ent.aliases, alias)
	}
	words := strings.Fields(alias)
	for len(words) > 1 && slices.Contains([]string{"the", "a", "an"}, lexicon.Lower(words[0])) {
		words = words[1:]
	}
	whole := key(strings.Join(words, " "))
	a.know(e, whole)
	if other, ok := a.listed[whole]; ok && other != e {
		e = -1 // two of the list are called so
	}
	a.listed[whole] = e
	if n := len(words); n > 0 && n <= maxDescription && (n < len(strings.Fields(alias)) || isNoun(words[n-1])) {
		a.described[whole] = true
		a.longest = max(a.longest, n)
	}
	if ent.gender == UnknownGender {
		ent.gender = a.genderOf(words)
	}
}

// maxDescription is how many words a description in the caller's list may have.
const maxDescription = 8

func key(s string) string { return strings.TrimSuffix(lexicon.Lower(s), ".") }

func (a *analysis) know(e int, alias string) {
	k := key(alias)
	ids := a.byKey[k]
	recent := ids[max(0, len(ids)-50):]
	switch i := slices.Index(recent, e); {
	case i < 0:
		a.byKey[k] = append(ids, e)
	case i < len(recent)-1: // mentioned again: the latest
		copy(recent[i:], recent[i+1:])
		recent[len(recent)-1] = e
	}
}

// latest returns the last entities that alias names, latest last.
func (a *analysis) latest(alias string) []int {
	ids := a.byKey[key(alias)]
	return ids[max(0, len(ids)-50):]
}

func (a *analysis) span(first, last int) tokenize.Span {
	return tokenize.Span{Start: a.toks[first].Start, End: a.toks[last-1].End}
}

func (a *analysis) text(s tokenize.Span) string {
	return strings.Join(strings.Fields(s.In(a.t.Source())), " ")
}

func (a *analysis) mention(e *entity, s tokenize.Span, k MentionKind) {
	for i := len(e.mentions) - 1; i >= 0 && e.mentions[i].Start >= s.Start; i-- {
		if m := e.mentions[i]; m.Start == s.Start && m.End == s.End {
			return
		}
	}
	e.mentions = append(e.mentions, Mention{excerpt(a.t.Source(), s), k})
}

func (a *analysis) addRole(e *entity, s tokenize.Span) {
	r := a.text(s)
	if len(e.roles) < maxNames && !slices.Contains(e.roles, r) {
		e.roles = append(e.roles, r)
	}
	for w := range strings.FieldsSeq(r) {
		if role, ok := lexicon.PersonRole(w); ok {
			e.leader = e.leader || role.Leader
			if e.gender == UnknownGender {
				e.gender = Gender(role.Sex)
			}
			if e.kind == UnknownKind {
				e.kind = Person
			}
		}
	}
}

// genderOf returns the gender that a title or a given name tells.
func (a *analysis) genderOf(words []string) Gender {
	for _, w := range words {
		if r, ok := lexicon.PersonRole(w); ok && r.Sex != lexicon.AnySex {
			return Gender(r.Sex)
		}
	}
	if len(words) == 0 || a.lang == "en" && unisex[lexicon.Lower(words[0])] {
		return UnknownGender
	}
	switch male, known := a.language.GivenName(words[0]); {
	case known && male > 0.9:
		return Male
	case known && male < 0.1:
		return Female
	}
	return UnknownGender
}

// unisex are short forms and names that women and men bear, whatever the counts of newborns say.
var unisex = wordSet("jess sam alex nino sasha jo charlie frankie chris pat lee jamie kit robin kim kelly ashley jean andrea laurie toni simone nat ali max billie bobbie stevie")

// entityOf finds or makes the entity that a name belongs to.
//
// A full name is one entity; a part of it, with or without a title, belongs to
// the one mentioned last that has it and whose title and gender agree.
func (a *analysis) entityOf(n *name) int {
	title, titled, full, words := a.forms(n)
	gender := titleGender(title)
	if title == "" {
		if len(words) > 1 && !(lexicon.SurnameParticle(lexicon.Lower(words[0])) && len(a.latest(full)) > 0) { // "Van Dijk" after "Ada van Dijk"
			gender = a.genderOf(words[:1])
		}
		if gender == UnknownGender {
			gender = a.genders[key(full)]
		}
	}
	wife := gender == Female && wives[key(title)] && len(words) > 1 && a.genderOf(words[:1]) == Male // "Mrs. Bo Hart"
	for _, alias := range []string{titled, full} {
		if id := a.listedAs(alias); id >= 0 {
			a.learn(id, n, titled, full, gender)
			return id
		}
	}
	// As it stands, title included, then without.
	const bare = 3 // times that a surname without a title is not a slip
	for _, alias := range []string{titled, full} {
		ids := a.latest(alias)
		other := -1 // who has another title, or none: if nobody has this one
		for _, id := range slices.Backward(ids) {
			e := a.cast[id]
			if title == "" && len(words) == 1 && len(e.words) == 1 && ladies[key(e.title)] && gender != Female && e.listed == 0 &&
				(a.uses[key(full)] >= bare || slices.ContainsFunc(ids, func(o int) bool { return !ladies[key(a.cast[o].title)] })) {
				continue // "Hart" is hardly Mrs. Hart
			}
			if gender != UnknownGender && e.gender != UnknownGender && e.gender != gender {
				continue
			}
			if title != "" && e.kind == Organization || !sameTitle(title, e.title) {
				continue
			}
			if wife && alias == full && e.gender != Female {
				continue
			}
			if title != "" && !plainTitles[key(title)] && e.kin && slices.ContainsFunc(ids, func(o int) bool {
				return !a.cast[o].kin && a.cast[o].kind != Organization && agree(gender, a.cast[o].gender) >= 0
			}) {
				continue // "Dr. Hart" is not her daughter Ruth
			}
			if title != "" && len(words) == 1 && e.listed == 0 && (a.apart(titled, e) || ladies[key(title)] && e.title == "" && e.gender != Female && len(e.words) == 1) {
				continue
			}
			if wives[key(title)] && len(words) == 1 && e.gender != Female && e.listed == 0 && len(e.words) > 1 && a.uses[key("Mr "+full)]+a.uses[key("Mr. "+full)] > 0 {
				continue // of a couple, he
			}
			if title != "" && alias == full && fullTitle(e.title) != fullTitle(title) {
				if other < 0 {
					other = id
				}
				continue
			}
			a.learn(id, n, titled, full, gender)
			return id
		}
		if other >= 0 {
			a.learn(other, n, titled, full, gender)
			return other
		}
	}
	if len(words) > 1 && !wife {
		if id := a.listedBoth(words[0], words[len(words)-1]); id >= 0 && agree(gender, a.cast[id].gender) >= 0 {
			a.learn(id, n, titled, full, gender)
			return id
		}
		if title == "" {
			id := a.listedSurname(words[0], words[len(words)-1], gender)
			if id < 0 {
				id = a.initials(words)
			}
			if id >= 0 {
				a.learn(id, n, titled, full, gender)
				return id
			}
		}
		// "Jane Doe" after "Doe" or "Jane": the bare name grows, unless it has
		// a fuller one already.
		for _, part := range []string{words[len(words)-1], words[0]} {
			ids := a.latest(part)
			for _, id := range slices.Backward(ids) {
				e := a.cast[id]
				agree := gender == UnknownGender || e.gender == UnknownGender || e.gender == gender
				if title != "" && (part != words[0] || e.title != "" && e.title != title) {
					continue
				}
				if agree && len(e.words) <= 1 && e.listed == 0 && e.kind != Organization && !a.apartFrom(e, words[0]) {
					a.learn(id, n, titled, full, gender)
					return id
				}
			}
		}
	}
	if len(words) == 1 && a.news {
		if id := a.innerSurname(words[0]); id >= 0 && agree(gender, a.cast[id].gender) >= 0 {
			a.learn(id, n, titled, full, gender)
			return id
		}
	}
	if id := a.inflected(words); id >= 0 && title == "" {
		a.know(id, full)
		return id
	}
	if short, ok := withoutForm(words); ok && title == "" {
		for _, id := range slices.Backward(a.latest(strings.Join(short, " "))) {
			if e := a.cast[id]; len(e.words) == len(short) && e.listed == 0 && e.title == "" && e.kind != Person {
				e.kind = Organization
				a.learn(id, n, titled, full, gender)
				return id
			}
		}
	}
	if title == "" && n.core < n.last {
		if id := a.nicknamed(words, gender); id >= 0 {
			a.learn(id, n, titled, full, gender)
			return id
		}
	}
	e := &entity{name: full, gender: gender, words: words, wife: wife}
	e.kind = a.kindOf(n, words)
	if title != "" {
		e.kind = Person
		e.name = titled
		if len(words) > 1 && !wife {
			e.name = full
		}
	}
	if e.gender == UnknownGender && e.kind != Organization {
		e.gender = a.genderOf(words)
	}
	a.cast = append(a.cast, e)
	id := len(a.cast) - 1
	a.learn(id, n, titled, full, gender)
	return id
}

// plainTitles tell of nobody what he is.
var plainTitles = wordSet("mr mrs ms miss mx")

// wives are titles that may stand before a husband's name.
var wives = wordSet("mrs mme madame frau señora signora")

// titleGender returns what a title tells of its bearer.
func titleGender(title string) Gender {
	r, _ := lexicon.PersonRole(title)
	return Gender(r.Sex)
}

// sameTitle reports whether two titles may be those of one person.
func sameTitle(a, b string) bool {
	a, b = key(a), key(b)
	return !(a == "miss" && b == "mrs" || a == "mrs" && b == "miss" || ladies[a] && ranks[b] || ranks[a] && ladies[b])
}

// The wives and daughters of those with these ranks are called by their
// surnames too: "Admiral Hart", "Mrs. Hart".
var (
	ladies = wordSet("mrs miss lady madame madam mademoiselle")
	ranks  = wordSet("admiral general captain colonel major lieutenant sergeant reverend rev bishop sir lord father")
)

// learn records the aliases by which a name makes entity id known.
func (a *analysis) learn(id int, n *name, titled, full string, gender Gender) {
	e := a.cast[id]
	title, words := a.nameWords(n)
	if title != "" {
		e.title = title
	}
	if len(words) == 0 {
		words = []string{full}
	}
	if e.listed == 0 && title != "" && len(words) == 1 && e.name == full && a.uses[key(titled)] >= a.uses[key(full)] {
		e.name = titled // it is seldom left out
		e.aliases = append(slices.DeleteFunc(e.aliases, func(s string) bool { return s == titled }), full)
	}
	if e.gender == UnknownGender {
		e.gender = gender
	}
	for _, alias := range []string{titled, full} {
		a.know(id, alias)
		if e.listed == 0 && alias != e.name && len(e.aliases) < maxNames && !slices.Contains(e.aliases, alias) {
			e.aliases = append(e.aliases, alias)
		}
	}
	if e.listed == 0 && len(words) > len(e.words) && !e.wife {
		old := e.name
		e.words, e.name = words, full
		e.aliases = slices.DeleteFunc(e.aliases, func(s string) bool { return s == full })
		if old != full && !slices.Contains(e.aliases, old) {
			e.aliases = append(e.aliases, old)
		}
		if e.gender == UnknownGender && e.kind != Organization {
			e.gender = a.genderOf(words)
		}
	}
	if e.kind == Organization {
		if ac := acronym(words); len(ac) > 1 {
			a.know(id, ac)
		}
		short, _ := withoutForm(words)
		for _, s := range []string{strings.Join(short, " "), companyName(words)} {
			if s != "" && !a.isGiven(s) && !lexicon.Surname(s) { // else it is whom the company is named after
				a.know(id, s)
			}
		}
		return
	}
	for _, w := range words {
		if r, size := utf8.DecodeRuneInString(w); tokenize.IsMark(r) && len(w) > 2*size && len(words) > 1 {
			a.know(id, strings.TrimFunc(w, tokenize.IsMark)) // Bo “Buck” Hart
		}
	}
	if len(words) > 1 {
		a.know(id, words[len(words)-1])
		if !e.wife {
			a.know(id, words[0])
		}
		if len(words) > 2 && e.kind == Person && e.listed == 0 && a.isGiven(words[0]) && (a.isGiven(words[1]) || patronymic(words[1])) {
			a.know(id, words[0]+" "+words[1]) // "Ivan Petrovich"
		}
		for k := 1; k < len(words)-1; k++ {
			if lexicon.SurnameParticle(words[k]) {
				a.know(id, strings.Join(words[k:], " ")) // "van der Meer"
				break
			}
			if inner := key(words[k]); lexicon.Capital(words[k]) && e.listed == 0 && !slices.Contains(a.inner[inner], id) && len(a.inner[inner]) < maxNames {
				a.inner[inner] = append(a.inner[inner], id)
			}
		}
	}
}

// isGiven reports whether a word is known as a given name.
func (a *analysis) isGiven(w string) bool {
	_, ok := a.language.GivenName(w)
	return ok
}

// patronymic reports whether a word is made from a father's name, as in Russian.
func patronymic(w string) bool {
	for _, end := range []string{"vich", "vitch", "ovna", "evna"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// innerSurname returns the one entity with a full name that has the word inside, as the
// first of two surnames: "Ortega" is José Luis Ortega Villar. It is -1 if there is none,
// or several, or the word is a given name as well.
func (a *analysis) innerSurname(word string) int {
	ids := a.inner[key(word)]
	if a.isGiven(word) || len(ids) != 1 {
		return -1
	}
	return ids[0]
}

// nameDescribed gives those who are only described the description that is
// most used, the first of several: "mariner" after "an elderly mariner".
func (a *analysis) nameDescribed() {
	for _, e := range a.cast {
		if e.head == "" || len(e.words) > 0 || e.listed != 0 {
			continue
		}
		for _, r := range e.roles {
			if a.uses[lexicon.Lower(r)] > a.uses[lexicon.Lower(e.name)] {
				e.name = r
			}
		}
	}
}

// nameCast gives those whose fullest name stands but once in a long text, as
// by chance ("the Hart" after "Ida"), the fullest that does not.
func (a *analysis) nameCast() {
	const (
		long  = 40 // names of an entity
		least = 2
	)
	for _, e := range a.cast {
		if i := slices.IndexFunc(e.aliases, func(n string) bool { return n != e.name && strings.ToUpper(n) == e.name }); i >= 0 && e.listed == 0 && e.kind != Organization {
			e.name, e.aliases[i] = e.aliases[i], e.name // a heading had it in capitals
		}
		if e.listed != 0 || len(e.seen) < long || a.uses[key(e.name)] >= least {
			continue
		}
		best, most, uses := -1, 0, 0
		for i, alias := range e.aliases {
			words, n := withoutTitle(strings.Fields(alias)), a.uses[key(alias)]
			if n >= least && (len(words) > most || len(words) == most && n > uses) {
				best, most, uses = i, len(words), n
			}
		}
		if best >= 0 {
			e.name, e.aliases[best] = e.aliases[best], e.name
		}
	}
}

func acronym(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); lexicon.Capital(w) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// listedBoth returns the one entity of the caller's list that is known by both
// words, -1 if there is none, or several: the list may have no name with just
// these two.
func (a *analysis) listedBoth(first, last string) int {
	found, known := -1, slices.Concat(a.latest(last), a.surnames[key(last)])
	for _, id := range a.latest(first) {
		if a.cast[id].listed != 0 && slices.Contains(known, id) {
			if found >= 0 {
				return -1
			}
			found = id
		}
	}
	return found
}

// listedSurname returns the one entity of the caller's list with a title and
// this surname, and no given name, who is not told apart from the given one:
// "Ida Hart" is "Miss Hart". It is -1 if there is none, or several.
func (a *analysis) listedSurname(given, surname string, gender Gender) int {
	found := -1
	for _, id := range a.surnames[key(surname)] {
		if e := a.cast[id]; agree(gender, e.gender) >= 0 && !slices.ContainsFunc(e.aliases, hasGiven) && !a.apartFrom(e, given) {
			if found >= 0 {
				return -1
			}
			found = id
		}
	}
	return found
}

// inflected returns the one mentioned before whose surname the word is in another case: "Podle
// Vondrové" after Jitka Vondrová. It is -1 if there is nobody.
func (a *analysis) inflected(words []string) int {
	if len(words) != 1 {
		return -1
	}
	for _, of := range cases[a.lang] {
		stem, ok := strings.CutSuffix(words[0], of[0])
		if !ok || utf8.RuneCountInString(stem) < 3 {
			continue
		}
		for _, id := range slices.Backward(a.latest(stem + of[1])) {
			if e := a.cast[id]; len(e.words) > 1 && e.kind != Organization {
				return id
			}
		}
	}
	return -1
}

// cases are endings of surnames in other cases, each with that of the nominative, after the usual
// grammars. What stands before both is the same.
var cases = map[string][][2]string{
	"fi": {{"sen", "nen"}, {"n", ""}},
	"cs": {{"é", "á"}, {"ého", "ý"}, {"a", ""}, {"y", "a"}, {"ové", "ová"}},
	"sk": {{"ej", "á"}, {"ého", "ý"}, {"a", ""}},
	"pl": {{"iego", "i"}, {"iej", "a"}, {"ej", "a"}, {"a", ""}, {"y", "a"}},
	"ru": {{"ой", "а"}, {"ого", "ий"}, {"ой", "ая"}, {"а", ""}, {"я", "ь"}},
	"uk": {{"ої", "а"}, {"ого", "ий"}, {"ої", "ая"}, {"а", ""}, {"я", "ь"}},
	"hr": {{"a", ""}, {"e", "a"}, {"og", "i"}},
}

// hasGiven reports whether a name has more words than a title and a surname.
func hasGiven(name string) bool {
	return len(withoutTitle(strings.Fields(name))) > 1
}

// withoutTitle returns the words of a name after its title.
func withoutTitle(words []string) []string {
	if len(words) > 0 && isTitle(words[0]) {
		return words[1:]
	}
	return words
}

// isTitle reports whether a word may be a title.
func isTitle(w string) bool {
	r, ok := lexicon.PersonRole(w)
	return ok && r.Title
}

// isNoun reports whether a word by itself describes somebody.
func isNoun(w string) bool {
	r, ok := lexicon.PersonRole(w)
	return ok && r.Noun
}

// initials finds the entity whose given names a name shortens, "J. Doe", -1
// if there is none.
func (a *analysis) initials(words []string) int {
	first, last := words[0], words[len(words)-1]
	ids := a.latest(last)
	for _, id := range slices.Backward(ids) {
		e := a.cast[id]
		if len(e.words) < 2 || key(e.words[len(e.words)-1]) != key(last) {
			continue
		}
		g := e.words[0]
		short := lexicon.Nickname(first) == key(g) || lexicon.Nickname(g) == key(first) ||
			strings.HasSuffix(first, ".") && strings.HasPrefix(g, first[:len(first)-1]) ||
			strings.HasSuffix(g, ".") && strings.HasPrefix(first, g[:len(g)-1])
		if short || key(first) == key(g) {
			return id
		}
	}
	return -1
}

// nicknamed finds the one entity who is known by another form of the given name that
// words begin with, -1 if there is none, or several: "Rob" is "Robert Ames" or "Robert",
// "Robert" or "Robert Ames" is "Rob". Who is "Rob Ames" need not be "Robert".
func (a *analysis) nicknamed(words []string, gender Gender) int {
	found := -1
	most := 1 // words of the other's name
	if len(words) == 1 && lexicon.Nickname(words[0]) != "" {
		most = math.MaxInt
	}
	for _, form := range lexicon.GivenForms(words[0]) {
		for _, id := range a.latest(form) {
			e := a.cast[id]
			if len(e.words) == 0 || len(e.words) > most || key(e.words[0]) != form || e.title != "" || e.kind == Organization || agree(gender, e.gender) < 0 {
				continue
			}
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	return found
}

// kindOf tells organisations by their words, and in news by "the" before them
// and by the capitals of acronyms, which stand in no headline for a name.
func (a *analysis) kindOf(n *name, words []string) SpeakerKind {
	if slices.ContainsFunc(words, lexicon.Organization) {
		return Organization
	}
	if len(words) == 0 {
		return UnknownKind
	}
	if len(words) > 1 && a.news && lexicon.Company(words[len(words)-1]) {
		return Organization
	}
	if people, several := strings.CutSuffix(words[0], "s"); several && len(words) == 1 && demonyms[lexicon.Lower(people)] {
		return Group
	}
	if a.news && len(words) == 1 && len(words[0]) > 1 && len(words[0]) < 7 && strings.Trim(words[0], "IVX") != "" && strings.ToUpper(words[0]) == words[0] && !a.middle[lexicon.Title(words[0])] {
		return Organization
	}
	if len(words) == 1 && lexicon.Platform(words[0]) {
		return Organization
	}
	if a.isGiven(words[0]) {
		return Person
	}
	if a.news && n.first > 0 && a.lower(n.first-1) == "the" && len(words) > 1 {
		return Organization
	}
	return UnknownKind
}
