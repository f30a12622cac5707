package attribution

import (
	"slices"
	"strconv"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
)

// owner returns the entity to whom the tokens first to last say that somebody
// belongs, -1 if they do not tell, and where they go on: "his | mother",
// "Ida's | aunt".
func (a *analysis) owner(first, last int, qs []quotes.Quote, links []link) (e, from int) {
	from = first + 1
	if n := int(a.nameAt[first]) - 1; n >= 0 {
		nm := &a.names[n]
		from = nm.last
		if from < last && lexicon.Possessive(a.word(from)) {
			from++
		}
		if !nm.possessive || from >= last {
			return -1, first
		}
		return nm.entity, from
	}
	if a.lang != "en" || from >= last || a.quoteAt[first] != 0 {
		return -1, first
	}
	switch a.lower(first) {
	case "my":
		if !a.firstPerson {
			return -1, first
		}
	case "his", "her":
	default:
		return -1, first
	}
	if k := a.eventsFrom(first); k < len(a.events) && a.events[k].token == first && a.events[k].kind == Pronoun {
		return a.events[k].entity, from // it was resolved when it was read
	}
	r, _ := a.resolvePronoun(first, -1, qs, links)
	if r.entity < 0 || r.confidence <= leastSure {
		return -1, first
	}
	return r.entity, from
}

// belonging returns the key of a description, in lower case, of somebody who
// belongs to an entity: his mother is not hers.
func belonging(owner int, description string) string {
	return strconv.Itoa(owner) + " " + description
}

// isNamed records that whom the text knows by a description is an entity with a name. If he
// has been mentioned before his name is told, the two are one.
func (a *analysis) isNamed(known string, named int) {
	if old, ok := a.phrases[known]; ok && old != named {
		if e := a.cast[old]; len(e.words) > 0 || e.listed != 0 || e.narrator || a.cast[named].kind == Organization || agree(e.gender, a.cast[named].gender) < 0 {
			return
		}
		a.same[old] = named
	}
	a.phrases[known] = named
}

// describedAs records that whom the text near only knows as somebody's kin, "her mother", is an
// entity with a name, unless it speaks of the mothers of several: "his mother".
func (a *analysis) describedAs(noun string, named int) {
	const near = 60 // mentions
	var found []int
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		id := a.events[i].entity
		e := a.cast[id]
		if e.head != noun || len(e.words) > 0 || e.listed != 0 || id == named || slices.Contains(found, id) {
			continue
		}
		if len(found) > 0 && a.cast[found[0]].name != e.name || agree(e.gender, a.cast[named].gender) < 0 {
			return
		}
		found = append(found, id)
	}
	for _, id := range found {
		a.same[id] = named
	}
}

// joinNamed lets all that refers to somebody by a description, before his name was told,
// refer to him.
func (a *analysis) joinNamed(links []link) {
	if len(a.same) == 0 {
		return
	}
	for old := range a.cast { // in order
		if named, ok := a.same[old]; ok {
			if _, chained := a.same[named]; chained {
				delete(a.same, old)
				continue
			}
			a.cast[named].absorb(a.cast[old])
		}
	}
	a.rename(a.same, links)
	for i := range links {
		if l := &links[i]; l.owner == l.entity {
			l.owner = -1 // "her" was thought to be the mother's
		}
	}
}

// kinOf returns who, by his name, may be the kin of an entity that a noun tells:
// the wife of "Mr. Hart" is "Mrs. Hart". If there are several, it is the one
// mentioned last; sure is false then.
func (a *analysis) kinOf(owner int, noun string) (e int, sure bool) {
	const near = 400 // mentions
	k, ok := kinNouns[noun]
	if !ok || owner < 0 {
		return -1, false
	}
	surname := key(a.cast[owner].surname())
	if surname == "" {
		return -1, false
	}
	var fit []int
	for _, id := range a.latest(surname) {
		o := a.cast[id]
		if id != owner && key(o.surname()) == surname && k.fits(o) {
			fit = append(fit, id)
		}
	}
	switch len(fit) {
	case 0:
		return -1, false
	case 1:
		return fit[0], true
	}
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		if slices.Contains(fit, a.events[i].entity) {
			return a.events[i].entity, false
		}
	}
	return -1, false
}

// surname returns the last word of a name with more than one, its title included.
func (e *entity) surname() string {
	n := len(e.words)
	if n == 0 || n == 1 && e.title == "" {
		return ""
	}
	return e.words[n-1]
}

// A kinship is what a noun tells of the name of somebody's kin who has the same surname.
type kinship struct {
	gender  Gender
	married int // 1 for those whose title tells that they are, -1 for those whose title must not
}

var kinNouns = map[string]kinship{
	"wife": {Female, 1}, "mother": {Female, 1}, "mamma": {Female, 1},
	"husband": {Male, 0}, "father": {Male, 0}, "papa": {Male, 0},
	"sister": {Female, -1}, "daughter": {Female, -1},
	"brother": {Male, 0}, "son": {Male, 0},
}

// fits reports whether somebody's gender and title are those of the kin.
func (k kinship) fits(e *entity) bool {
	if e.gender != k.gender {
		return false
	}
	married := e.wife || ladies[key(e.title)] && !maidens[key(e.title)]
	return k.married == 0 || married == (k.married > 0)
}

var maidens = wordSet("miss mademoiselle")

// introduced notes whose kin, or whatever else, the words before a name of the
// narration make its bearer: "his sister Ida", "his mother, Mrs. Hart,". Its
// sentence begins at token from.
func (a *analysis) introduced(n *name, from int, qs []quotes.Quote, links []link) {
	const most = 3 // words before the noun
	head := n.first - 1
	if a.word(head) == "," {
		head--
	}
	if head <= from || a.lang != "en" {
		return
	}
	r, ok := lexicon.PersonRole(a.word(head))
	if !ok && !lexicon.Occupation(a.word(head)) || ok && !r.Noun || agree(Gender(r.Sex), a.cast[n.entity].gender) < 0 {
		return
	}
	for first := head - 1; first >= from && first >= head-most; first-- {
		switch a.lower(first) {
		case "his", "her", "my", "our", "their":
			if owner, words := a.owner(first, head+1, qs, links); owner >= 0 && owner != n.entity {
				a.isNamed(belonging(owner, lexicon.Lower(a.text(a.span(words, head+1)))), n.entity)
			}
			a.describedAs(a.lower(head), n.entity)
			return
		}
		if o := int(a.nameAt[first]) - 1; o >= 0 && a.names[o].possessive { // "Farid's aunt, Samira"
			a.isNamed(belonging(a.names[o].entity, lexicon.Lower(a.text(a.span(a.names[o].last+1, head+1)))), n.entity)
			return
		}
		if a.lower(first) == "the" {
			a.isNamed(lexicon.Lower(a.text(a.span(first+1, head+1))), n.entity) // "the keeper, Ida Moss,"
			return
		}
		if t := a.tag(first); t.Noun() && !lexicon.Possessive(a.word(first)) || t.Finite() || a.nameAt[first] != 0 {
			return
		}
	}
}
