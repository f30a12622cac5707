package attribution

import (
	"math"
	"slices"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// An antecedent is somebody for whom a pronoun may stand.
type antecedent struct {
	entity int
	p      float32 // probability
}

// pronounFeatures names what the ranker of antecedents knows of a candidate, in
// order: first what is the same for all, then what the mentions before say.
var pronounFeatures = []string{
	"form", "gender", "tag", "place", "opens paragraph", "candidates", "first person", "calls",

	"agrees", "kind", "described", "listed", "person", "he or she follows", "the other follows",
	"rank", "rank agreeing", "rank narrated", "rank subject",
	"tokens", "sentences", "narrated", "paragraphs", "subject", "mention", "quoted", "role",
	"narrated tokens", "narrated sentences", "narrated subject", "narrated mention", "narrated role",
	"subject sentences", "pronoun sentences", "name sentences",
	"in sentence", "in paragraph", "in paragraph before", "in 50", "in 200", "quoted in 200",
	"so far", "in all", "share",
	"subject here", "subject before", "first of paragraph",
	"tag -1", "tag -2", "tags since", "pronoun -1", "pronoun -2",
	"called", "inside", "called before", "inside before", "speaker before", "speaker two before", "speaker same paragraph",
}

// How far antecedents are looked for.
const (
	antecedentReach = 60 // mentions
	maxAntecedents  = 10 // people
)

// A trail is what the mentions before a pronoun tell of one entity.
type trail struct {
	entity                             int
	last, narrated, asSubject          *event // the latest
	pronoun, name                      *event
	inSentence, inParagraph, inBefore  int
	in50, in200, quoted200             int
	rank, agreeing, narrRank, subjRank int
}

// discourse is what is known of the text as far as it has been read.
type discourse struct {
	tags     []int    // entities of the tags, in order
	stood    [3][]int // for whom the pronouns of each gender stood
	quote    int      // index+1 of the quotation read last
	before   int      // and of the one before that
	mentions []int    // how often each entity was mentioned
	said     []*said  // by index+1 of the quotation, nil if nobody has asked
}

// A said is whom a quotation calls by name, and whom it names.
type said struct {
	called int
	names  []int
}

// note records a mention.
func (a *analysis) note(ev event) {
	a.events = append(a.events, ev)
	for len(a.read.mentions) <= ev.entity {
		a.read.mentions = append(a.read.mentions, 0)
	}
	a.read.mentions[ev.entity]++
}

// mentioned returns how often an entity has been mentioned so far.
func (a *analysis) mentioned(e int) int {
	if e < len(a.read.mentions) {
		return a.read.mentions[e]
	}
	return 0
}

// lastOf returns the k-th last of a list of entities, -1 if it is shorter.
func lastOf(es []int, k int) int {
	if k > len(es) {
		return -1
	}
	return es[len(es)-k]
}

// The roles of mentions in their sentences.
const (
	subjectRole = iota
	objectRole
	prepositionRole
	possessiveRole
)

// roleAt returns the role of the mention from token first on.
func (a *analysis) roleAt(first int, subject, possessive bool) uint8 {
	switch {
	case possessive:
		return possessiveRole
	case subject:
		return subjectRole
	}
	if t := a.tag(first - 1); t == tokenize.IN || t == tokenize.TO {
		return prepositionRole
	}
	return objectRole
}

// roleOf returns the role of a name; in a quotation nobody asks for it.
func (a *analysis) roleOf(n *name, subject bool) uint8 {
	if n.quote != 0 {
		return objectRole
	}
	return a.roleAt(n.first, subject, n.possessive)
}

// possessivePronoun reports whether the pronoun at i is "his", or "her" before a noun.
func (a *analysis) possessivePronoun(i int) bool {
	switch a.lower(i) {
	case "his":
		return true
	case "her":
		return i+1 < len(a.toks) && (a.tag(i+1).Noun() || a.tag(i+1) == tokenize.JJ)
	}
	return false
}

// antecedents ranks those mentioned before the pronoun at token i, which tells
// a gender, by how likely it stands for them; it is in the tag of quotation
// quote, -1 if in none. The features are those of pronoun resolvers since Lappin
// and Leass 1994 and of mention rankers (Denis and Baldridge 2008), with the tags
// of dialogue beside them; the model is fitted by internal/cmd/train.
func (a *analysis) antecedents(i, quote int, qs []quotes.Quote, links []link) []antecedent {
	gender := a.pronounGender(a.lower(i))
	trails := a.trails(i, gender)
	if len(trails) == 0 {
		return nil
	}
	form := float32(objectRole)
	switch {
	case a.possessivePronoun(i):
		form = possessiveRole
	case quote >= 0 || a.subjectForm(i):
		form = subjectRole
	}
	sent := a.t.SentenceAt(i)
	prev, prev2 := a.read.quote, a.read.before
	if prev == quote+1 {
		prev, prev2 = prev2, 0
	}
	calls, names := a.spokenOf(qs, quote+1)
	callsBefore, namesBefore := a.spokenOf(qs, prev)
	speakerOf := func(q int) int {
		if q < 1 {
			return -1
		}
		return links[q-1].entity
	}
	samePar := prev > 0 && a.t.ParagraphAt(a.t.TokenAt(qs[prev-1].Span.Start)) == a.now.paragraph
	subjectHere, subjectBefore, opens := -1, -1, -1
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-antecedentReach; k-- {
		ev := &a.events[k]
		if ev.quoted || ev.at.narrated < a.now.narrated-1 && ev.at.paragraph < a.now.paragraph {
			continue
		}
		if ev.at.paragraph == a.now.paragraph {
			opens = ev.entity
		}
		switch {
		case !ev.subject:
		case ev.sent == sent:
			subjectHere = ev.entity
		case ev.at.narrated == a.now.narrated-1:
			subjectBefore = ev.entity
		}
	}
	most := 1
	for _, t := range trails {
		most = max(most, a.mentioned(t.entity))
	}
	head := []float32{
		form, float32(gender), flag(quote >= 0), logf(i - a.sents[sent].First), flag(a.t.Paragraphs()[a.now.paragraph].First == a.sents[sent].First),
		float32(len(trails)), flag(a.firstPerson), flag(calls >= 0),
	}
	const never = 30
	back := func(ev *event) float32 {
		if ev == nil {
			return never
		}
		return float32(min(never-1, a.now.narrated-ev.at.narrated))
	}
	rows := make([][]float32, len(trails))
	for k := range trails {
		t := &trails[k]
		e := a.cast[t.entity]
		x := append(make([]float32, 0, len(pronounFeatures)), head...)
		follow := a.pronounsOf(e)
		x = append(x, agree(gender, e.gender), float32(e.kind), flag(e.head != "" && len(e.words) == 0), flag(e.listed != 0),
			float32(int(8*a.personhood(e))), coarse(follow[gender]), coarse(follow[Male+Female-gender]),
			float32(t.rank), float32(t.agreeing), float32(t.narrRank), float32(t.subjRank),
			logf(i-t.last.token), float32(min(never, sent-t.last.sent)), back(t.last), float32(min(never, a.now.paragraph-t.last.at.paragraph)),
			flag(t.last.subject), float32(t.last.kind), flag(t.last.quoted), float32(t.last.role))
		if n := t.narrated; n != nil {
			x = append(x, logf(i-n.token), back(n), flag(n.subject), float32(n.kind), float32(n.role))
		} else {
			x = append(x, 12, never, -1, -1, -1)
		}
		since := float32(9)
		for d := 1; d <= 4; d++ {
			if lastOf(a.read.tags, d) == t.entity {
				since = float32(d)
				break
			}
		}
		x = append(x, back(t.asSubject), back(t.pronoun), back(t.name),
			float32(t.inSentence), float32(t.inParagraph), float32(t.inBefore), float32(t.in50), float32(t.in200), float32(t.quoted200),
			coarse(a.mentioned(t.entity)), coarse(len(e.seen)), float32(int(8*float32(a.mentioned(t.entity))/float32(most))),
			sign(subjectHere, t.entity), sign(subjectBefore, t.entity), sign(opens, t.entity),
			sign(lastOf(a.read.tags, 1), t.entity), sign(lastOf(a.read.tags, 2), t.entity), since,
			sign(lastOf(a.read.stood[gender], 1), t.entity), sign(lastOf(a.read.stood[gender], 2), t.entity),
			sign(calls, t.entity), oneOf(t.entity, names), sign(callsBefore, t.entity), oneOf(t.entity, namesBefore),
			sign(speakerOf(prev), t.entity), sign(speakerOf(prev2), t.entity), flag(samePar)*sign(speakerOf(prev), t.entity))
		rows[k] = x
	}
	return a.choose(i, quote, trails, rows)
}

// choose scores the rows of trails.
func (a *analysis) choose(i, quote int, trails []trail, rows [][]float32) []antecedent {
	out := make([]antecedent, len(trails))
	for k := range trails {
		out[k].entity = trails[k].entity
	}
	if a.probe != nil && a.probe.Resolve != nil {
		if told := a.probe.Resolve(a.pronoun(i, quote, trails, rows)); told >= 0 {
			out[told].p = 1
			return out
		}
	}
	scores := make([]float32, len(rows))
	if a.pronouns != nil && len(rows) > 1 {
		a.pronouns.Rank(rows, []int{len(rows)}, scores)
	}
	gbdt.Softmax(scores)
	for k := range out {
		out[k].p = scores[k]
	}
	return out
}

// pronoun shows a probe the choice of an antecedent.
func (a *analysis) pronoun(i, quote int, trails []trail, rows [][]float32) probe.Pronoun {
	p := probe.Pronoun{Span: a.span(i, i+1), Quote: quote, Rows: rows}
	for _, t := range trails {
		e := a.cast[t.entity]
		c := probe.Candidate{Name: e.name, Aliases: e.aliases, Listed: int(e.listed)}
		for k := len(a.events) - 1; k >= 0 && k > len(a.events)-antecedentReach; k-- {
			if ev := &a.events[k]; ev.entity == t.entity {
				c.Mentions = append(c.Mentions, a.span(ev.token, ev.end))
			}
		}
		p.Candidates = append(p.Candidates, c)
	}
	return p
}

// stoodOtherwise reports whether pronouns of the other gender have just stood for an
// entity whose own is not known, and none of this one have.
func (a *analysis) stoodOtherwise(entity int, gender Gender) bool {
	other := Female + Male - gender
	return a.cast[entity].gender == UnknownGender && slices.Contains(a.read.stood[other], entity) && !slices.Contains(a.read.stood[gender], entity)
}

// somebody reports whether an entity is a person, as far as its kind or its names tell.
func (a *analysis) somebody(e int) bool {
	return a.cast[e].kind == Person || a.cast[e].kind == UnknownKind && a.personhood(a.cast[e]) >= 0.5
}

// trails lists the people who may be meant by a pronoun of that gender at
// token i, the one mentioned last first.
func (a *analysis) trails(i int, gender Gender) []trail {
	sent := a.t.SentenceAt(i)
	var out []trail
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-antecedentReach; k-- {
		ev := &a.events[k]
		e := a.cast[ev.entity]
		if ev.token >= i || e.narrator || agree(gender, e.gender) < 0 || e.kind != Person && e.kind != UnknownKind {
			continue
		}
		at := slices.IndexFunc(out, func(t trail) bool { return t.entity == ev.entity })
		if at < 0 {
			if len(out) == maxAntecedents {
				continue
			}
			at = len(out)
			t := trail{entity: ev.entity, last: ev}
			for _, o := range out {
				t.rank++
				t.agreeing += int(agree(gender, a.cast[o.entity].gender))
				if o.narrated != nil {
					t.narrRank++
				}
				if o.asSubject != nil {
					t.subjRank++
				}
			}
			out = append(out, t)
		}
		t := &out[at]
		if i-ev.token <= 200 {
			if ev.quoted {
				t.quoted200++
			} else {
				t.in200++
			}
		}
		if ev.quoted {
			continue
		}
		if t.narrated == nil {
			t.narrated = ev
		}
		if t.asSubject == nil && ev.subject {
			t.asSubject = ev
		}
		if t.pronoun == nil && ev.kind == Pronoun {
			t.pronoun = ev
		}
		if t.name == nil && ev.kind == Name {
			t.name = ev
		}
		if ev.sent == sent {
			t.inSentence++
		}
		switch a.now.paragraph - ev.at.paragraph {
		case 0:
			t.inParagraph++
		case 1:
			t.inBefore++
		}
		if i-ev.token <= 50 {
			t.in50++
		}
	}
	// Somebody of that gender who is near rules those out for whom the other has stood.
	if slices.ContainsFunc(out, func(t trail) bool {
		return t.in50 > 0 && (a.cast[t.entity].gender == gender || a.somebody(t.entity) && !a.stoodOtherwise(t.entity, gender))
	}) {
		out = slices.DeleteFunc(out, func(t trail) bool { return a.stoodOtherwise(t.entity, gender) })
	}
	return out
}

// subjectForm reports whether the pronoun at i is one that stands as a subject.
func (a *analysis) subjectForm(i int) bool {
	switch a.lower(i) {
	case "him", "her", "hers", "himself", "herself":
		return false
	}
	return true
}

// spokenOf returns the entity that quotation q-1 calls by name, and those that
// it names; -1 and none if q is 0. It looks at a quotation once.
func (a *analysis) spokenOf(qs []quotes.Quote, q int) (called int, names []int) {
	if q < 1 {
		return -1, nil
	}
	if a.read.said == nil {
		a.read.said = make([]*said, len(qs)+1)
	}
	if a.read.said[q] == nil {
		a.read.said[q] = &said{a.vocative(qs[q-1]), a.namedIn(qs[q-1])}
	}
	return a.read.said[q].called, a.read.said[q].names
}

// namedIn returns the entities that a quotation names, up to a few.
func (a *analysis) namedIn(q quotes.Quote) []int {
	const most = 8
	var out []int
	for _, part := range q.Parts {
		for i := a.t.TokenAt(part.Start); i < len(a.toks) && a.toks[i].Start < part.End && len(out) < most; i++ {
			if n := int(a.nameAt[i]) - 1; n >= 0 {
				out = append(out, a.names[n].entity)
				i = a.names[n].last - 1
			}
		}
	}
	return out
}

// resolvePronoun finds for whom the pronoun at token i stands; it is in the tag
// of quotation quote, -1 if in none.
func (a *analysis) resolvePronoun(i, quote int, qs []quotes.Quote, links []link) (resolution, []antecedent) {
	w := a.lower(i)
	if a.lang != "en" {
		return a.resolveForeign(i), nil
	}
	switch w {
	case "i", "me", "my", "myself":
		return a.resolveNarrator(i, "I"), nil // also if "my" comes first
	case "who", "which", "that":
		return a.resolveRelative(i, qs, links), nil
	case "we", "us", "our", "you", "one", "everyone", "everybody", "someone", "somebody", "nobody":
		return nobody, nil
	}
	gender := a.pronounGender(w)
	if gender == UnknownGender {
		return a.resolveNear(i, gender, w == "they" || w == "them" || w == "their"), nil
	}
	as := a.antecedents(i, quote, qs, links)
	if quote >= 0 && a.news {
		a.heedSubject(as, &qs[quote], gender)
	}
	best := -1
	for k, x := range as {
		if best < 0 || x.p > as[best].p {
			best = k
		}
	}
	if best < 0 {
		return nobody, nil
	}
	stood := a.read.stood[gender]
	a.read.stood[gender] = append(stood[max(0, len(stood)-2):], as[best].entity)
	return resolution{as[best].entity, Pronoun, math.Round(1000*float64(as[best].p)) / 1000}, as
}

// heedSubject gives most of the probability to the person with whose name the sentence before a
// quotation of the news begins, in its paragraph: Emil Strand took the blame. “It was my ball,” he
// said. PolNeAR, from which the ranker would have to learn it, does not tell for whom pronouns
// stand, and in novels those who spoke before stand as often.
func (a *analysis) heedSubject(as []antecedent, q *quotes.Quote, gender Gender) {
	const most = 0.8 // set by hand
	first := a.t.TokenAt(q.Span.Start)
	s := a.t.SentenceAt(first)
	if a.sents[s].First != first || s == 0 || a.t.ParagraphAt(a.sents[s-1].First) != a.t.ParagraphAt(first) {
		return
	}
	e := a.subjectBefore(s, gender)
	at := slices.IndexFunc(as, func(x antecedent) bool { return x.entity == e })
	if at < 0 || as[at].p >= most {
		return
	}
	rest := (1 - most) / (1 - as[at].p)
	for k := range as {
		as[k].p *= rest
	}
	as[at].p = most
}

// justNamed returns for whom, in the news, "he" or "she" at token i stands as who speaks: the person
// whom the last sentence of the narration that is about anybody fitting names as its subject, or names
// alone. It is -1 if there is none, or not in this paragraph or the one before.
func (a *analysis) justNamed(i int) int {
	const near = 30 // mentions
	gender := gendered[a.lower(i)]
	if !a.news || a.lang != "en" || gender == UnknownGender {
		return -1
	}
	paragraph, sent := a.t.ParagraphAt(i), -1
	one, several, named := -1, false, false
	from := a.eventsFrom(i)
	for k := from - 1; k >= 0 && k >= from-near; k-- {
		ev := &a.events[k]
		e := a.cast[ev.entity]
		if ev.quoted || e.narrator || agree(gender, e.gender) < 0 || e.kind == Organization || e.kind == Group || e.kind == Publication {
			continue
		}
		if sent >= 0 && ev.sent != sent || a.t.ParagraphAt(ev.token) < paragraph-1 {
			break
		}
		if ev.kind == Name && (!a.person(ev.entity) || a.afterMark(ev.token)) {
			continue // a place, or a title in marks
		}
		if ev.kind == Name && ev.subject {
			return ev.entity
		}
		if w := a.lower(ev.end - 1); ev.kind == Nominal && len(e.words) > 0 && a.person(ev.entity) && a.tag(ev.end).Finite() && !companyNouns[w] && !lexicon.Organization(w) {
			return ev.entity // Asked about it, the Welshman shrugged
		}
		sent = ev.sent
		several = several || one >= 0 && one != ev.entity
		one, named = ev.entity, named || ev.kind == Name
	}
	if several || !named {
		return -1
	}
	return one
}

// afterMark reports whether a mark opens right before token i.
func (a *analysis) afterMark(i int) bool {
	return i > 0 && a.toks[i-1].Kind == tokenize.Mark && a.toks[i-1].End == a.toks[i].Start
}

// justNamedSure is the confidence in that, set by hand.
const justNamedSure = 0.9

// resolveForeign is resolvePronoun for other languages than English.
func (a *analysis) resolveForeign(i int) resolution {
	w := a.lower(i)
	switch l := a.language; {
	case l.I[w]:
		return a.resolveNarrator(i, w)
	case l.He[w] || l.She[w] || l.Either[w] || l.His[w] || l.Hers[w]:
		return a.resolveNear(i, a.pronounGender(w), false)
	}
	return nobody
}

// resolveNarrator returns who says "I" at token i, whose name is that until the text
// tells another.
func (a *analysis) resolveNarrator(i int, name string) resolution {
	if a.quoteAt[i] != 0 {
		return nobody // whoever tells it
	}
	if a.narrator < 0 {
		a.cast = append(a.cast, &entity{name: name, kind: Person, narrator: true})
		a.narrator = len(a.cast) - 1
	}
	return resolution{a.narrator, Pronoun, 0.7}
}

// resolveRelative finds for whom the relative pronoun at token i stands: the name or the
// noun before it, and of "the mayor of Norhaven, who" the first. Nobody is told by a
// question.
func (a *analysis) resolveRelative(i int, qs []quotes.Quote, links []link) resolution {
	last := i
	if last > 0 && (a.word(last-1) == "," || a.toks[last-1].Kind == tokenize.Dash) {
		last--
	}
	sent := a.sents[a.t.SentenceAt(i)].First
	if a.lang != "en" || last <= sent {
		return nobody
	}
	const most = 3 // prepositions
	first := a.phraseBefore(last, sent)
	for k := 0; k < most && first-2 >= sent && a.tag(first-1) == tokenize.IN; k++ {
		before := a.phraseBefore(first-1, sent)
		if before == first-1 || a.nameAt[first-2] == 0 && !a.role(first-2) {
			break // "said to Ida Moss, who", "a lot of islanders who"
		}
		first, last = before, first-1
	}
	if first == last {
		return nobody
	}
	for k := len(a.events) - 1; k >= 0 && a.events[k].token >= first; k-- {
		if ev := &a.events[k]; ev.token < last && ev.entity >= 0 {
			return resolution{ev.entity, Pronoun, 0.9}
		}
	}
	r, _ := a.resolve(first, last, qs, links)
	r.kind = Pronoun
	return r
}

// phraseBefore returns where the name or the noun with the words that belong to it
// begins that ends before token last, not before token from; last if there is none.
func (a *analysis) phraseBefore(last, from int) int {
	const most = 6 // words
	if n := a.nameAt[last-1]; n != 0 {
		return a.names[n-1].first
	}
	if !a.tag(last-1).Noun() && !isNoun(a.lower(last-1)) { // "official" may be tagged as an adjective
		return last
	}
	first := last - 1
	for first > from && first > last-most && (a.tag(first-1).Noun() || a.tag(first-1) == tokenize.JJ || a.tag(first-1) == tokenize.CD) && a.nameAt[first-1] == 0 {
		first--
	}
	if t := a.tag(first - 1); first > from && (t == tokenize.DT || t == tokenize.PRPS) {
		first--
	}
	return first
}

// resolveNear finds for whom or what a pronoun stands that the ranker has not
// learnt: "he" in other languages than English, which have no tagger, "it" for
// an organisation, "they" for a group or an organisation rather than somebody.
// It is the nearest, subjects and those who surely have its gender before others.
func (a *analysis) resolveNear(i int, gender Gender, plural bool) resolution {
	const (
		reach   = 25 // mentions
		back    = -1 // for each sentence
		subject = 1.5
		quoted  = -10
		agrees  = 8
		speaks  = 7
		many    = 1
	)
	sent := a.t.SentenceAt(i)
	best, found := math.Inf(-1), -1
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-reach; k-- {
		ev := &a.events[k]
		e := a.cast[ev.entity]
		thing := e.kind == Organization || e.kind == Publication
		var may bool
		switch {
		case gender != UnknownGender || a.lang != "en":
			may = !thing && e.kind != Group && agree(gender, e.gender) >= 0
		case plural:
			may = e.kind != Person || e.gender == UnknownGender || e.head != "" || len(e.words) > 1
		default:
			may = thing || ev.subject && ev.kind == Name && e.kind == UnknownKind && e.gender == UnknownGender && a.personhood(e) < 0.5
		}
		if ev.token >= i || e.narrator || !may {
			continue
		}
		score := back * float64(sent-ev.sent)
		if ev.subject {
			score += subject
		}
		if ev.quoted {
			score += quoted
		}
		if gender != UnknownGender && e.gender == gender {
			score += agrees
		}
		if a.lang != "en" && ev.entity < len(a.speak) && a.speak[ev.entity] {
			score += speaks
		}
		if plural && (e.kind == Group || e.kind == Organization) {
			score += many
		}
		if score > best {
			best, found = score, ev.entity
		}
	}
	if found < 0 {
		return nobody
	}
	return resolution{found, Pronoun, 0.6}
}
