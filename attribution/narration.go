package attribution

import (
	"slices"
	"strings"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// inferGenders learns for each name the gender of the pronouns that follow it
// in the narration, and finds out whether the narration says "I".
func (a *analysis) inferGenders() {
	if a.lang != "en" {
		return
	}
	const (
		reach = 30  // tokens from a name to its pronoun
		least = 2   // pronouns
		share = 0.8 // of them with one gender
		many  = 20  // pronouns, of which a smaller share will do
		most  = 0.65
	)
	counts := make(map[string]*[3]int)
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
			if g := gendered[a.lower(i)]; g != UnknownGender {
				last[g]++
				last = nil // the next may be somebody else's
			}
		}
	}
	a.firstPerson = i1 >= 3 && i1*200 >= words
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
	for t := range turns {
		if speaks(t) {
			continue
		}
		near := t > 0 && speaks(t-1) || t+1 < len(turns) && speaks(t+1)
		for _, q := range turns[t].quotes {
			if e := a.vocative(qs[q]); e >= 0 && links[q].entity != e {
				all[e]++
				if near {
					score[e]++
				}
			}
		}
	}
	best, second := -1, 0
	for e, n := range score {
		if named[e] > all[e]/2 || a.cast[e].kind == Organization {
			continue // the narration speaks of him as of others
		}
		switch {
		case best < 0 || n > score[best]:
			if best >= 0 {
				second = score[best]
			}
			best = e
		case n > second:
			second = n
		}
	}
	const least = 2 // times called
	if best < 0 || score[best] < least || score[best] < 2*second {
		return
	}
	me, he := a.cast[a.narrator], a.cast[best]
	he.narrator = true
	he.mentions = append(he.mentions, me.mentions...)
	if he.kind == UnknownKind {
		he.kind = Person
	}
	for i := range a.events {
		if a.events[i].entity == a.narrator {
			a.events[i].entity = best
		}
	}
	for i := range links {
		if links[i].entity == a.narrator {
			links[i].entity = best
		}
	}
	a.narrator = best
}
