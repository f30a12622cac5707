package attribution

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// heedIntroductions lets those who say who they are be who they say: “My name is Tobias
// Crane,” said the stranger. So the stranger is Tobias Crane; once the speakers are
// ranked, it is he where nothing beside the words tells who speaks.
func (a *analysis) heedIntroductions(qs []quotes.Quote, links []link, ranked bool) {
	is := make(map[int]int) // who somebody without a name is
	follow := func(e int) int {
		for {
			one, ok := is[e]
			if !ok {
				return e
			}
			e = one
		}
	}
	for n := range a.names {
		nm := &a.names[n]
		if nm.quote == 0 || !a.introducesItself(nm) && !a.answersName(nm, qs, links) {
			continue
		}
		q := nm.quote - 1
		l, e, one := &links[q], follow(links[q].entity), follow(nm.entity)
		if qs[q].Kind != quotes.Direct || e == one || a.cast[one].listed != 0 || a.cast[one].kind == Organization {
			continue
		}
		switch {
		case e < 0 || l.method == Implicit && len(a.cast[e].words) > 0:
			if !ranked {
				continue
			}
			l.resolution, l.method = resolution{one, NoMention, introduced}, Implicit
		case a.describedOnly(e) && agree(a.cast[e].gender, a.cast[one].gender) >= 0:
			if a.cast[e].narrator {
				a.narrator, a.cast[one].narrator = one, true
			}
			a.cast[one].absorb(a.cast[e])
			is[e] = one
			if a.cast[one].kind == UnknownKind {
				a.cast[one].kind = Person
			}
		}
	}
	for e := range is {
		is[e] = follow(e)
	}
	if len(is) > 0 {
		a.rename(is, links)
	}
}

// introduced is the confidence in somebody who says his own name: of ten of PDNC's
// (train) nine are right.
const introduced = 0.9

// describedOnly reports whether an entity is a person without a name.
func (a *analysis) describedOnly(e int) bool {
	x := a.cast[e]
	return len(x.words) == 0 && x.listed == 0 && (x.kind == Person || x.kind == UnknownKind)
}

// introducesItself reports whether the words before a name in a quotation say that it is
// the speaker's own, and nothing else follows in its clause: "I am Ada Finch.", "my
// name's Ada", "Name's Crane."
func (a *analysis) introducesItself(n *name) bool {
	if a.lang != "en" || n.last < len(a.toks) && a.toks[n.last].Kind != tokenize.Punct && a.toks[n.last].Kind != tokenize.Mark && a.toks[n.last].Kind != tokenize.Dash && a.lower(n.last) != "and" {
		return false
	}
	i := n.first - 1 // the verb
	if i < 1 {
		return false
	}
	switch a.lower(i) {
	case "is", "'s", "’s", "am", "'m", "’m", "m":
	default:
		return false
	}
	switch a.lower(i - 1) {
	case "i":
		i--
	case "name":
		switch w := a.lower(i - 2); {
		case w == "my" || w == "the":
			i -= 2
		case i < 2 || a.toks[i-2].Kind != tokenize.Word: // "Name's Crane."
			i--
		default:
			return false // "her name is Ida"
		}
	default:
		return false
	}
	if i == 0 || a.toks[i-1].Kind != tokenize.Word {
		return true
	}
	w := a.lower(i - 1)
	return w == "and" || w == "but" // not "if I'm Mabel"
}

// answersName reports whether a quotation that begins with a name, and says nothing else of
// it, answers who its speaker is: “What is your name?” “Pip, sir.”
func (a *analysis) answersName(n *name, qs []quotes.Quote, links []link) bool {
	q := n.quote - 1
	if a.lang != "en" || q == 0 || qs[q].Parts[0].Start != a.toks[n.first].Start || links[q-1].entity == n.entity {
		return false
	}
	if k := n.last; a.toks[k-1].End < qs[q].Parts[0].End {
		if a.word(k) == "," && k+1 < len(a.toks) && isNoun(a.word(k+1)) { // sir
			k += 2
		}
		if w := a.word(k); a.toks[k-1].End < qs[q].Parts[0].End && w != "." && w != "," {
			return false
		}
	}
	asked := lexicon.Lower(qs[q-1].Span.In(a.t.Source()))
	for _, words := range []string{"your name", "who are you", "do they call you", "and yours?"} {
		if strings.Contains(asked, words) {
			return true
		}
	}
	return false
}
