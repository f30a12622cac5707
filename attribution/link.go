package attribution

import (
	"iter"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

func wordsOf(s string) iter.Seq[string] { return strings.FieldsSeq(s) }

// A link is what is known of who spoke a quotation.
type link struct {
	resolution
	method     Method
	mention    tokenize.Span
	addressees []int
	owner      int // to whom the mention says that the speaker belongs, -1 if it does not
	// antecedents are those for whom a pronoun that says who speaks may stand.
	antecedents []antecedent
}

// leastSure is the probability from which it counts as told for whom a pronoun
// of the narration stands.
const leastSure = 0.4

// link finds the speakers and the addressees of qs.
func (a *analysis) link(qs []quotes.Quote, pr *probe.Probe) []link {
	if a.probe = pr; pr != nil {
		a.pronouns = pr.Pronouns
	} else {
		a.pronouns = embeddedModel().Pronouns
	}
	links := a.resolveMentions(qs)
	a.joinNamed(links)
	a.nameDescribed()
	turns := a.turns(qs)
	a.joinNarrator(qs, links, turns)
	a.heedIntroductions(qs, links, false)
	a.rank(qs, links, turns, pr)
	a.heedIntroductions(qs, links, true)
	a.resolveNested(qs, links)
	for i, q := range qs {
		// “He came and ‘Late,’ I said”: whoever tells it.
		if m := links[i].mention; q.Parent > 0 && links[i].entity < 0 && m.In(a.t.Source()) == "I" {
			p := links[q.Parent-1]
			if p.entity >= 0 {
				links[i].resolution, links[i].method = resolution{p.entity, Pronoun, p.confidence}, Anaphoric
			}
		}
	}
	a.converse(qs, links, turns)
	return links
}

// resolveNested finds for whom a pronoun stands by which somebody who is quoted quotes
// another: the one who was last mentioned before it in the same quotation. “My father
// came. He said, ‘Late,’” said Ida.
func (a *analysis) resolveNested(qs []quotes.Quote, links []link) {
	if a.lang != "en" {
		return
	}
	for i := range qs {
		q := &qs[i]
		if q.Parent == 0 || q.Mention.IsZero() {
			continue
		}
		at := a.t.TokenAt(q.Mention.Start)
		gender := gendered[a.lower(at)]
		if gender == UnknownGender || at != a.t.TokenAt(q.Mention.End-1) {
			continue
		}
		in := &qs[q.Parent-1]
		from := in.Span.Start
		if in.Cue.In(a.t.Source()) == ":" && q.Parent > 1 {
			from = qs[q.Parent-2].Span.Start // in an interview the question may name him
		}
		found, parent := -1, links[q.Parent-1].entity
		for k := max(a.t.TokenAt(from), at-maxNested); k < at; k++ {
			if n := int(a.nameAt[k]) - 1; n >= 0 {
				if nm := &a.names[n]; nm.entity != parent && (nm.quote == 0 || nm.quote == q.Parent || nm.quote == q.Parent-1) && a.person(nm.entity) && agree(gender, a.cast[nm.entity].gender) >= 0 {
					found = nm.entity
				}
				k = a.names[n].last - 1
				continue
			}
			head := a.roleFrom(k, at)
			if head < 0 {
				continue
			}
			if role, ok := lexicon.PersonRole(a.word(head)); ok && agree(Gender(role.Sex), gender) >= 0 {
				if r, _ := a.resolveNominal(k, head+1, qs, links); r.entity >= 0 && agree(gender, a.cast[r.entity].gender) >= 0 {
					found = r.entity
				}
			}
			k = head
		}
		switch {
		case found >= 0:
			links[i].resolution, links[i].method = resolution{found, Pronoun, nestedSure}, Anaphoric
		case parent >= 0 && links[i].entity == parent: // nobody calls himself so
			links[i].resolution, links[i].method = nobody, None
		}
	}
}

// maxNested is how many tokens before a nested quotation somebody may be mentioned to be
// who says it; nestedSure is the confidence in that, set by hand.
const (
	maxNested  = 60
	nestedSure = 0.6
)

// resolveMentions resolves, in the order of the text, the mentions beside the
// quotations and those of the narration, so that each sees what stands before
// it.
func (a *analysis) resolveMentions(qs []quotes.Quote) []link {
	links := make([]link, len(qs))
	a.speak = make([]bool, len(a.cast))
	at := make(map[int][]int)    // first token of a mention to the quotations it tags
	dropped := make(map[int]int) // verb of saying without a pronoun to its quotation
	for i := range links {
		links[i] = link{resolution: nobody, owner: -1}
		if m := qs[i].Mention; !m.IsZero() {
			t := a.t.TokenAt(m.Start)
			at[t] = append(at[t], i)
			if n := int(a.nameAt[t]) - 1; n >= 0 {
				a.speak[a.names[n].entity] = true
			}
		} else if a.language.Drops && a.news && !qs[i].Cue.IsZero() {
			dropped[a.t.TokenAt(qs[i].Cue.Start)] = i
		}
	}
	name := 0
	a.now = position{}
	for s, sent := range a.sents {
		subject := true
		if !a.spoken(s) {
			a.now.narrated++
		}
		for a.now.paragraph+1 < len(a.t.Paragraphs()) && a.t.Paragraphs()[a.now.paragraph+1].First <= sent.First {
			a.now.paragraph++
		}
		for i := sent.First; i < sent.Last; i++ {
			if q := int(a.quoteAt[i]); q != 0 && q != a.read.quote {
				a.read.before, a.read.quote = a.read.quote, q
			}
			if tagged := at[i]; tagged != nil {
				m := qs[tagged[0]].Mention
				last := max(a.t.TokenAt(m.End-1)+1, i+1)
				var r resolution
				var as []antecedent
				owner := -1
				switch {
				case a.interviewLabel(&qs[tagged[0]]) != "": // nobody's name
					r = nobody
				case m.Start > a.toks[i].Start: // dit-il
					r = a.resolveSuffix(m)
				case last-i == 1 && a.standsFor(a.lower(i)):
					r, as = a.resolvePronoun(i, tagged[0], qs, links)
					if e := a.justNamed(i); e >= 0 && e != r.entity && e != a.vocative(qs[tagged[0]]) {
						r = resolution{e, Pronoun, justNamedSure}
					}
				default:
					r, owner = a.resolve(i, last, qs, links)
				}
				for _, q := range tagged {
					links[q].resolution, links[q].owner, links[q].mention, links[q].antecedents = r, owner, m, as
					links[q].method = Explicit
					if r.kind != Name {
						links[q].method = Anaphoric
					}
				}
				if r.entity >= 0 {
					e := a.cast[r.entity]
					if g := a.saidBy(&qs[tagged[0]]); e.gender == UnknownGender && e.kind != Organization && e.kind != Group {
						e.gender = g
					}
					if r.kind != Name {
						a.mention(e, m, r.kind)
						if name := m.In(a.t.Source()); a.language.VerbLast && len(e.words) == 0 && strings.HasPrefix(e.name, name) {
							e.name = name // without the particle that is written onto it
						}
					}
					if a.lower(i) != "who" { // no other mention than the one right before
						a.note(event{i, last, s, a.now, r.entity, true, a.quoteAt[i] != 0, r.kind, subjectRole})
					}
					a.read.tags = append(a.read.tags, r.entity)
				}
			}
			if q, ok := dropped[i]; ok { // of whom the report goes on; in a conversation turns tell
				gender := a.saidBy(&qs[q])
				r := resolution{a.subjectBefore(s, gender), NoMention, 0.6}
				if r.entity < 0 {
					r = a.resolveNear(i, gender, false)
				}
				links[q].resolution, links[q].method = resolution{r.entity, NoMention, r.confidence}, Implicit
			}
			for name < len(a.names) && a.names[name].first < i {
				name++
			}
			if name < len(a.names) && a.names[name].first == i {
				nm := &a.names[name]
				if a.credited(i) || a.saluted(nm) {
					i = nm.last - 1
					continue // whoever took the picture is nobody of the text, and "you" is not "he"
				}
				if nm.quote == 0 {
					a.introduced(nm, sent.First, qs, links)
				}
				subject = subject || a.presented(i, sent.First)
				modifies := a.modifies(nm) || a.lang == "en" && subject && a.headedBefore(nm, sent.First) || a.lang != "en" && subject && a.headsMore(sent.First, nm)
				itself := subject && !modifies
				a.note(event{i, nm.last, s, a.now, nm.entity, itself && !nm.possessive, a.quoteAt[i] != 0, Name, a.roleOf(nm, itself)})
				i = nm.last - 1
				subject = subject && modifies
				continue
			}
			if a.toks[i].Kind != tokenize.Word || a.quoteAt[i] != 0 {
				subject = subject || a.endsDateline(i, sent.First)
				continue
			}
			w := a.lower(i)
			if at[i] == nil && a.lang == "en" && subject && i == sent.First {
				if head := a.organizes(i, sent.Last); head >= 0 {
					r, _ := a.resolveNominal(i, head+1, qs, links)
					a.note(event{i, head + 1, s, a.now, r.entity, true, false, Nominal, subjectRole})
					subject = false
					i = head
					continue
				}
			}
			if at[i] == nil && a.lang == "en" {
				if head := a.describes(i, s, !a.news); head >= 0 && !tagsIn(at, i, head) {
					if named := a.apposedTo(i); named >= 0 && (head+1 >= sent.Last || a.toks[head+1].Kind == tokenize.Punct || a.lower(head+1) == "who") {
						// "Ida Moss, a nurse,"
						n := a.names[named]
						from := a.skipDeterminer(i, head+1)
						a.addRole(a.cast[n.entity], a.span(from, head+1))
						a.phrases[lexicon.Lower(a.text(a.span(from, head+1)))] = n.entity
						i = head
						continue
					}
					subject = subject || a.presented(i, sent.First)
					if r, _ := a.resolveNominal(i, head+1, qs, links); r.entity >= 0 {
						possessive := lexicon.Possessive(a.word(head + 1))
						a.note(event{i, head + 1, s, a.now, r.entity, subject && !possessive, false, Nominal, a.roleAt(i, subject, possessive)})
					}
					subject = false
					i = head
					continue
				}
			}
			if w == "i" && a.lang == "en" && at[i] == nil && a.firstPerson {
				r, _ := a.resolvePronoun(i, -1, qs, links)
				a.note(event{i, i + 1, s, a.now, r.entity, subject, false, Pronoun, a.roleAt(i, subject, false)})
			}
			if g := gendered[w]; g != UnknownGender && a.lang == "en" && at[i] == nil {
				r, as := a.resolvePronoun(i, -1, qs, links)
				form := w == "he" || w == "she"
				if form {
					a.stands[i] = as
				}
				if r.entity >= 0 && r.confidence > leastSure {
					subject := subject && form
					a.note(event{i, i + 1, s, a.now, r.entity, subject, false, Pronoun, a.roleAt(i, subject, a.possessivePronoun(i))})
				}
			}
			if t := a.tag(i); t.Verb() {
				subject = false
			}
		}
	}
	return links
}

// tagsIn reports whether the mention of a tag begins after token i, at most at last.
func tagsIn(at map[int][]int, i, last int) bool {
	for i < last {
		if i++; at[i] != nil {
			return true
		}
	}
	return false
}

// subjectBefore returns the person with a name who is the subject of the sentence before s, -1
// if none is or he is of another gender.
func (a *analysis) subjectBefore(s int, gender Gender) int {
	const near = 40 // mentions
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-near && a.events[k].sent >= s-1; k-- {
		ev := &a.events[k]
		if e := a.cast[ev.entity]; ev.sent == s-1 && ev.subject && !ev.quoted && ev.kind == Name && e.kind != Organization && e.kind != Group && agree(gender, e.gender) >= 0 {
			return ev.entity
		}
	}
	return -1
}

// endsDateline reports whether token i is the dash after the place with which a report begins,
// in a sentence from token first: "NORHAVEN (Reuters) - ".
func (a *analysis) endsDateline(i, first int) bool {
	const most = 12 // tokens
	if !a.news || i <= first || i-first > most || a.toks[i].Kind != tokenize.Dash && a.word(i) != "-" || a.t.Paragraphs()[a.now.paragraph].First != first {
		return false
	}
	w := a.word(first)
	return len(w) > 2 && strings.ToUpper(w) == w && a.toks[i-1].End < a.toks[i].Start
}

// credited reports whether the name at token i stands in the credit of a picture: "Photo: Ida
// Moss", "Photograph by Ida Moss", "Picture: Norhaven Press/Ida Moss".
func (a *analysis) credited(i int) bool {
	const most = 6 // tokens
	if !a.news || a.lang != "en" {
		return false
	}
	for k := i - 1; k > 0 && i-k <= most && !a.sentBreak(k+1); k-- {
		if w := a.lower(k); w == ":" || w == "by" {
			return credits[a.lower(k-1)]
		}
	}
	return false
}

// saluted reports whether a letter begins with a name: "My dear Edmund,".
func (a *analysis) saluted(n *name) bool {
	p := a.t.Paragraphs()[a.t.ParagraphAt(n.first)]
	if a.lang != "en" || n.quote != 0 || p.Last > n.last+1 || p.Last == n.last || a.word(n.last) != "," && a.word(n.last) != ":" {
		return false
	}
	first := p.First
	if a.lower(first) == "my" {
		first++
	}
	return a.lower(first) == "dear" && first+1 >= n.first
}

// credits are the words that credits begin with.
var credits = wordSet("photo photos photograph photographs photography picture pictures image images credit illustration video graphic")

// apposedTo returns the index of the name that a description from token i on tells more of:
// "Ida Moss, a nurse", "Ida Moss, 61, a nurse". It is -1 if there is none.
func (a *analysis) apposedTo(i int) int {
	if i < 2 || a.word(i-1) != "," || a.word(i+1) == "," {
		return -1
	}
	if n := int(a.nameAt[i-2]) - 1; n >= 0 && a.lower(a.names[n].first-1) == "and" {
		for k := i + 1; k < len(a.toks) && k <= i+maxListed && a.toks[k].Kind == tokenize.Word; k++ {
			if a.word(k+1) == "," && a.lower(k+2) == "and" {
				return -1 // "Piet and Marcus, the nurse, and a young doctor"
			}
		}
	}
	if i > 3 && a.toks[i-2].Kind == tokenize.Number && a.word(i-3) == "," {
		i -= 2
	}
	return int(a.nameAt[i-2]) - 1
}

// headedBefore reports whether a name says only what somebody is the head of, in the sentence from
// token first, whose name follows: "The warden of | Pell Marsh, | Tim Goodacre, found the birds."
func (a *analysis) headedBefore(n *name, first int) bool {
	k := n.first - 1
	if a.lower(k) == "the" {
		k--
	}
	if w := a.lower(k); k-1 <= first || w != "of" && w != "for" && w != "at" {
		return false
	}
	return (a.role(k-1) || lexicon.Occupation(a.word(k-1))) && a.namedAfter(k-1) >= 0
}

// maxListed is how many words of a description in a list are looked at.
const maxListed = 4

// modifies reports whether a name only says whose the one is who is named after it:
// "Rovers striker Dean Ottley".
func (a *analysis) modifies(n *name) bool {
	const most = 3 // nouns
	if a.lang != "en" {
		return false
	}
	k := n.last
	for k < min(len(a.toks), n.last+most) && a.toks[k].Kind == tokenize.Word && a.nameAt[k] == 0 && (a.tag(k).Noun() || lexicon.Occupation(a.word(k))) {
		k++
	}
	return k > n.last && a.nameAt[k] != 0 && (a.role(k-1) || lexicon.Occupation(a.word(k-1)))
}

// presented reports whether the name or description at token i is what its sentence
// brings in, where others have the subject: "It was Ida Moss", "it was not Bo but Ida",
// "There stood Ida", "In came Ida".
func (a *analysis) presented(i, first int) bool {
	if i < first+2 || a.lang != "en" {
		return false
	}
	k := i - 1 // the verb
	if a.lower(k) == "but" {
		const most = 6 // tokens of whom it was not
		for k > first && i-k < most && a.lower(k) != "not" {
			k--
		}
		k--
	}
	if k <= first || !presents[a.lower(k)] {
		return false
	}
	switch a.lower(k - 1) {
	case "it":
		return lexicon.Be(a.lower(k))
	case "there", "here", "in", "out", "up":
		return true
	}
	return false
}

// presents are the verbs that bring somebody in.
var presents = wordSet("was is were came comes stood sat lay walked strode stepped appeared ran rushed hurried swept")

// whose reports whether a word in lower case tells to whom somebody belongs.
func whose(w string) bool {
	switch w {
	case "his", "her", "my", "their", "our":
		return true
	}
	return false
}

// determiner reports whether a word in lower case begins a description.
func determiner(w string) bool { return w == "the" || w == "a" || w == "an" || whose(w) }

// roleFrom returns the noun of a role by which the narration describes a
// person from token i on ("the old captain"), -1 if there is none.
func (a *analysis) roleFrom(i, end int) int {
	if !determiner(a.lower(i)) {
		return -1
	}
	for k := i + 1; k < end && k <= i+4; k++ {
		if a.toks[k].Kind != tokenize.Word || a.nameAt[k] != 0 || a.quoteAt[k] != a.quoteAt[i] {
			return -1
		}
		if a.lower(k) == "head" && whose(a.lower(i)) || determiner(a.lower(k)) {
			return -1 // "I shook my head", "The landlord scratched his head", "her eyes the nurse"
		}
		if (a.news || a.tag(k+1) == tokenize.VBN) && (k == i+1 || a.tag(k-1) == tokenize.JJ) && lexicon.Occupation(a.word(k)) && !lexicon.Capital(a.word(k)) && (a.tag(k+1).Finite() || a.tag(k+1) == tokenize.VBN) {
			return k // "The landlord sighed"
		}
		if r, ok := lexicon.PersonRole(a.word(k)); ok && (r.Noun || r.Title && lexicon.Capital(a.word(k))) {
			if k+1 < end && (a.nameAt[k+1] != 0 || a.role(k+1)) {
				return -1
			}
			if k+2 < end && a.word(k+1) == "," && a.nameAt[k+2] != 0 || a.lower(k+1) == "of" && a.namedAfter(k) >= 0 {
				return -1 // "their mother, Ida Moss": the name says more
			}
			return k
		}
	}
	return -1
}

// resolveSuffix resolves a pronoun that is written onto its verb.
func (a *analysis) resolveSuffix(m tokenize.Span) resolution {
	w := strings.ToLower(m.In(a.t.Source()))
	if a.language.I[w] {
		return a.resolveNarrator(a.t.TokenAt(m.Start), w)
	}
	g := a.pronounGender(w)
	if g == UnknownGender {
		return nobody
	}
	const reach, near = 20, 6 // mentions; how far back one of that gender rules out those of whom none is known
	found := -1
	for k := len(a.events) - 1; k >= 0 && k > len(a.events)-reach; k-- {
		e := a.cast[a.events[k].entity]
		if e.kind == Organization || e.gender != UnknownGender && e.gender != g {
			continue
		}
		if found < 0 || e.gender == g && a.cast[found].gender != g && k > len(a.events)-near {
			found = a.events[k].entity
		}
	}
	if found >= 0 {
		return resolution{found, Pronoun, 0.6}
	}
	return nobody
}
