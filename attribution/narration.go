package attribution

import (
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// inferGenders learns for each name the gender of the pronouns that follow it
// in the narration, and finds out whether the narration says "I".
func (a *analysis) inferGenders() {
	const (
		reach = 30  // tokens from a name to its pronoun
		least = 2   // pronouns
		share = 0.8 // of them with one gender
		many  = 20  // pronouns, of which a smaller share will do
		most  = 0.65
	)
	counts := make(map[string]*[3]int)
	a.follow = counts
	var since int
	var last *[3]int
	words, i1 := 0, 0
	for i := 0; i < len(a.toks); i++ {
		if n := int(a.nameAt[i]) - 1; n >= 0 {
			nm := &a.names[n]
			i = nm.last - 1
			if a.quoteAt[nm.first] == 0 {
				title, words := a.nameWords(nm)
				since, last = i, nil
				if titleGender(title) == UnknownGender { // else the title tells
					k := key(strings.Join(words, " "))
					if counts[k] == nil {
						counts[k] = new([3]int)
					}
					last = counts[k]
				}
			}
			continue
		}
		if a.quoteAt[i] != 0 || a.toks[i].Kind != tokenize.Word {
			continue
		}
		words++
		if a.word(i) == "I" {
			i1++
		}
		if last != nil && i-since <= reach {
			if g := a.pronounGender(a.lower(i)); g != UnknownGender {
				last[g]++
				last = nil // the next may be somebody else's
			}
		}
	}
	a.firstPerson = i1 >= 3 && i1*200 >= words || i1 > 0 && i1*20 >= words // of a long text, and of a few words
	a.genders = make(map[string]Gender)
	for name, c := range counts {
		n := c[Female] + c[Male]
		for _, g := range []Gender{Female, Male} {
			if of := float64(c[g]) / float64(n); n >= least && of >= share || n >= many && of >= most {
				a.genders[name] = g
			}
		}
	}
}

// pronounsOf returns how many pronouns of each gender follow the names of an
// entity.
func (a *analysis) pronounsOf(e *entity) *[3]int {
	if e.pronouns != nil {
		return e.pronouns
	}
	e.pronouns = new([3]int)
	for _, n := range append([]string{e.name}, e.aliases...) {
		if c := a.follow[key(n)]; c != nil {
			for g := range c {
				e.pronouns[g] += c[g]
			}
		}
	}
	return e.pronouns
}

// joinNarrator finds the name of the one who says "I" in the narration: the
// one whom those that talk with him call by a name that the narration does
// not use.
func (a *analysis) joinNarrator(qs []quotes.Quote, links []link, turns []turn) {
	if a.narrator < 0 || a.cast[a.narrator].listed != 0 {
		return
	}
	speaks := func(t int) bool {
		return slices.ContainsFunc(turns[t].quotes, func(q int) bool { return links[q].entity == a.narrator })
	}
	named := make([]int, len(a.cast))
	for _, ev := range a.events {
		if !ev.quoted && ev.kind == Name {
			named[ev.entity]++
		}
	}
	score := make([]int, len(a.cast))
	all := make([]int, len(a.cast))
	answers := make([]int, len(a.cast)) // how often the narrator answers who is called so
	for t := range turns {
		if speaks(t) {
			continue
		}
		near := t > 0 && speaks(t-1) || t+1 < len(turns) && speaks(t+1)
		for _, q := range turns[t].quotes {
			e := a.vocative(qs[q])
			if e >= 0 && links[q].entity != e {
				all[e]++
				if near {
					score[e]++
				}
			}
			if e < 0 {
				e = a.youAre(qs[q])
			}
			if e >= 0 && t+1 < len(turns) && speaks(t+1) && turns[t+1].paragraph-turns[t].paragraph <= 1 {
				answers[e]++
			}
		}
	}
	for i := range links {
		if e := links[i].entity; e >= 0 && links[i].method == Explicit {
			answers[e] = 0 // another, whom a tag names
		}
	}
	callsMe := func(e int) bool { // the narration speaks of others
		return score[e] > 0 && named[e] <= all[e]/2 && a.cast[e].kind != Organization
	}
	const (
		least = 2 // times called
		more  = 3 // times called by another name
	)
	best := a.narratorsName()
	if best < 0 {
		best = mostCalled(score, least, callsMe)
	}
	unnamed := func(e int) bool { return named[e] == 0 && a.cast[e].kind != Organization }
	if best < 0 { // somebody who talks with him, though the narrator has not spoken just before
		best = mostCalled(all, least, unnamed)
	}
	if best < 0 {
		best = mostCalled(answers, 1, unnamed)
	}
	if best < 0 {
		return
	}
	same := map[int]bool{a.narrator: true}
	for e := range score {
		// "Jake" to some, "Mr. Barnes" to others.
		if e != best && callsMe(e) && score[e] >= more && score[e]*all[best] >= score[best]*all[e]/2 && agree(a.cast[e].gender, a.cast[best].gender) >= 0 && a.cast[e].listed == 0 {
			same[e] = true
		}
	}
	is := make(map[int]int)
	for e := range a.cast {
		if same[e] {
			a.cast[best].absorb(a.cast[e])
			is[e] = best
		}
	}
	a.rename(is, links)
	he := a.cast[best]
	he.narrator = true
	if he.kind == UnknownKind {
		he.kind = Person
	}
	a.narrator = best
}

// youAre returns whom a quotation says that he is to whom it speaks: “You must be Ida Moss.” It is
// -1 if it does not.
func (a *analysis) youAre(q quotes.Quote) int {
	if a.lang != "en" {
		return -1
	}
	part := q.Parts[len(q.Parts)-1]
	first, last := a.t.TokenAt(part.Start), a.t.TokenAt(part.End-1)
	for i := first; i < last; i++ {
		if a.lower(i) != "you" {
			continue
		}
		k := i + 1
		if a.tag(k) == tokenize.MD {
			k++
		}
		if w := a.lower(k); !lexicon.Be(w) && w != "'re" && w != "’re" {
			continue
		}
		if n := int(a.nameAt[k+1]) - 1; n >= 0 && a.names[n].first == k+1 && a.names[n].last <= last+1 && (a.names[n].last > last || a.toks[a.names[n].last].Kind == tokenize.Punct) {
			return a.names[n].entity
		}
	}
	return -1
}

// mostCalled returns who is called at least so many times and twice as often as all others, of those
// who may be; -1 if nobody is.
func mostCalled(times []int, least int, may func(e int) bool) int {
	best, second := -1, 0
	for e, n := range times {
		switch {
		case !may(e):
		case best < 0 || n > times[best]:
			if best >= 0 {
				second = times[best]
			}
			best = e
		case n > second:
			second = n
		}
	}
	if best < 0 || times[best] < least || times[best] < 2*second {
		return -1
	}
	return best
}

// narratorsName returns who tells in the narration that a name is his: "My name is Ida Moss."
// It is -1 if nobody does.
func (a *analysis) narratorsName() int {
	for i := range a.names {
		if nm := &a.names[i]; nm.quote == 0 && (a.introducesItself(nm) || a.calledMe(nm)) && a.cast[nm.entity].kind != Organization {
			return nm.entity
		}
	}
	return -1
}

// calledMe reports whether the words before a name say that somebody calls the narrator so: "My
// mother called me Wendell.", "So I called myself Pip."
func (a *analysis) calledMe(n *name) bool {
	if a.lang != "en" || n.first < 2 || a.lower(n.first-1) != "me" && a.lower(n.first-1) != "myself" || n.last < len(a.toks) && a.toks[n.last].Kind == tokenize.Word && a.lower(n.last) != "and" && a.lower(n.last) != "after" {
		return false
	}
	switch a.lower(n.first - 2) {
	case "called", "call", "calls", "named", "christened":
		return true
	}
	return false
}

// rename lets what refers to an entity refer to the one that it is, by the pairs in is.
func (a *analysis) rename(is map[int]int, links []link) {
	change := func(e *int) {
		if one, ok := is[*e]; ok {
			*e = one
		}
	}
	join := func(as []antecedent) {
		for k := range as {
			change(&as[k].entity)
		}
	}
	for i := range a.events {
		change(&a.events[i].entity)
	}
	for i := range a.names {
		change(&a.names[i].entity)
	}
	for i := range links {
		change(&links[i].entity)
		change(&links[i].owner)
		join(links[i].antecedents)
	}
	for _, as := range a.stands {
		join(as)
	}
}

// absorb takes over the names and mentions of another entity, which is the
// same after all.
func (e *entity) absorb(o *entity) {
	e.mentions = append(e.mentions, o.mentions...)
	if len(o.words) == 0 {
		return
	}
	names := append([]string{o.name}, o.aliases...)
	if len(o.words) > len(e.words) {
		names = append(names, e.name)
		e.name, e.words = o.name, o.words
	}
	for _, n := range names {
		if n != e.name && len(e.aliases) < maxNames && !slices.Contains(e.aliases, n) {
			e.aliases = append(e.aliases, n)
		}
	}
	e.aliases = slices.DeleteFunc(e.aliases, func(n string) bool { return n == e.name })
	if e.gender == UnknownGender {
		e.gender = o.gender
	}
}
