package attribution

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
)

// epithets are nouns by which the news varies the name of somebody whom it has just
// named, rather than bring in another: Lee Mbeki was blunt. “…,” the midfielder said.
var epithets = wordSet(`midfielder striker goalkeeper defender forward winger quarterback pitcher batsman bowler spinner player footballer golfer
	boxer swimmer sprinter athlete cyclist jockey olympian champion medallist medalist skier rower racer
	singer songwriter rapper musician guitarist drummer composer conductor soprano tenor pianist violinist dancer choreographer
	actor actress comedian star entertainer presenter broadcaster pundit author novelist poet playwright filmmaker designer sculptor
	billionaire millionaire tycoon entrepreneur businessman businesswoman philanthropist inventor
	veteran pensioner widow widower grandmother grandfather teenager newcomer rookie incumbent frontrunner front-runner challenger
	politician lawmaker legislator congressman congresswoman republican democrat conservative liberal`)

// namedByEpithet returns who is meant by the description of the tokens first to last, whose
// noun varies a name in the news: whom alone its paragraph names before, else the last
// subject there; or whom alone the paragraph before names. It is -1 if there is none.
func (a *analysis) namedByEpithet(first, last, head int) int {
	old := aged(a.word(last - 1))
	if old {
		head = last - 1
	}
	word := a.lower(head)
	parent := (word == "father" || word == "mother") && a.lower(head+1) == "of" && head+2 < last
	if !a.news || a.lang != "en" || a.lower(first) != "the" || head+1 < last && !parent || !epithets[word] && !old && !parent {
		return -1
	}
	const (
		near = 80  // mentions
		back = 300 // tokens in which another may have been brought in: "a 34-year-old"
	)
	for k := max(2, first-back); k < first; k++ {
		if a.lower(k) == word && (a.lower(k-1) == "a" || a.lower(k-2) == "a") {
			return -1
		}
	}
	role, _ := lexicon.PersonRole(word)
	here := a.t.ParagraphAt(first)
	one, subject, several := -1, -1, false
	paragraph := here
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		ev := &a.events[i]
		if ev.token >= first || ev.quoted || ev.kind != Name {
			continue
		}
		p := a.t.ParagraphAt(ev.token)
		if p < paragraph && one >= 0 || p < here-1 {
			break
		}
		paragraph = p
		if a.cast[ev.entity].kind != Person || agree(Gender(role.Sex), a.cast[ev.entity].gender) < 0 {
			continue
		}
		several = several || one >= 0 && one != ev.entity
		one = ev.entity
		if subject < 0 && ev.subject {
			subject = ev.entity
		}
	}
	switch {
	case !several:
		return one
	case paragraph == here:
		return subject
	}
	return -1
}

// aged reports whether a description says no more than how old somebody is.
func aged(phrase string) bool { return strings.HasSuffix(phrase, "-year-old") }
