package attribution

import (
	"cmp"
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A turn is a paragraph's share of a conversation.
type turn struct {
	paragraph int
	quotes    []int // outermost direct quotations in order
	active    []int // those who take part, as far as tags and beats tell
}

func (a *analysis) turns(qs []quotes.Quote) []turn {
	var turns []turn
	order := make([]int, len(qs)) // given quotations may stand in any order
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(qs[i].Span.Start, qs[k].Span.Start) })
	for _, i := range order {
		if qs[i].Parent != 0 || qs[i].Kind != quotes.Direct {
			continue
		}
		p := a.t.ParagraphAt(a.t.TokenAt(qs[i].Span.Start))
		if len(turns) == 0 || turns[len(turns)-1].paragraph != p {
			turns = append(turns, turn{paragraph: p})
		}
		tn := &turns[len(turns)-1]
		tn.quotes = append(tn.quotes, i)
	}
	return turns
}

// narrationStart returns the first token of the last sentence of narration
// that ends before token end.
func (a *analysis) narrationStart(first, end int) int {
	i := end
	for i > first && a.quoteAt[i-1] == 0 {
		i--
		if i < end-1 && a.toks[i].Kind == tokenize.Punct {
			switch a.word(i) {
			case ".", "!", "?":
				return i + 1
			}
		}
	}
	return i
}

// subject returns the entity of the first mention in the narration from first
// on that could be its sentence's subject, -1 if there is none; if it is a
// pronoun, also for whom it may stand.
func (a *analysis) subject(first, last int) (int, []antecedent) {
	for i := first; i < last && i < first+12; i++ {
		if a.quoteAt[i] != 0 {
			return -1, nil
		}
		e, ok := a.eventAt(i)
		if as := a.stands[i]; ok || as != nil {
			return e, as
		}
		if t := a.tag(i); t.Finite() || t == tokenize.MD {
			return -1, nil
		}
	}
	return -1, nil
}

// eventAt returns the entity mentioned at token i.
func (a *analysis) eventAt(i int) (int, bool) {
	if k := a.eventsFrom(i); k < len(a.events) && a.events[k].token == i {
		return a.events[k].entity, true
	}
	return -1, false
}

// converse finds the addressees.
func (a *analysis) converse(qs []quotes.Quote, links []link, turns []turn) {
	for t := range turns {
		a.addressees(qs, links, turns, t)
	}
}

// addressees finds whom the quotations of turn t are spoken to: whom they call
// ("You are late, Luc,"), or whom the same speaker calls elsewhere in the
// paragraph; else the one who spoke just before; else, of whoever begins, the
// one who speaks next.
func (a *analysis) addressees(qs []quotes.Quote, links []link, turns []turn, t int) {
	called := make(map[int]int) // by speaker
	for _, q := range turns[t].quotes {
		if v := a.toldTo(qs[q]); v >= 0 && v != links[q].entity {
			links[q].addressees = []int{v}
			continue
		}
		if v := a.vocative(qs[q]); v >= 0 && v != links[q].entity {
			links[q].addressees = []int{v}
			called[links[q].entity] = v
		}
	}
	for _, q := range turns[t].quotes {
		l := &links[q]
		if l.addressees != nil || l.entity < 0 {
			continue
		}
		if v, ok := called[l.entity]; ok {
			l.addressees = []int{v}
			continue
		}
		if a.news {
			continue // no conversation
		}
		if t > 0 && near(turns, t-1) {
			prev := &links[lastOf(turns[t-1].quotes, 1)]
			if prev.entity == l.entity {
				l.addressees = prev.addressees
			} else if prev.entity >= 0 {
				l.addressees = []int{prev.entity}
			}
		}
		if l.addressees == nil && t+1 < len(turns) && near(turns, t) {
			if next := links[turns[t+1].quotes[0]].entity; next >= 0 && next != l.entity {
				l.addressees = []int{next}
			}
		}
	}
}

// toldTo returns whom the tag of a quotation names as who it is said to: “…,” Ida said to Milo. It is
// -1 if it names nobody.
func (a *analysis) toldTo(q quotes.Quote) int {
	if a.lang != "en" || q.Cue.IsZero() {
		return -1
	}
	end := max(q.Cue.End, q.Mention.End)
	i := a.t.TokenAt(end-1) + 1
	if a.lower(i) == "to" {
		i++
	} else if w := a.lower(i - 1); !lexicon.Tells(w) && w != "asked" && w != "answered" {
		return -1
	}
	if n := int(a.nameAt[min(i, len(a.nameAt)-1)]) - 1; n >= 0 && a.names[n].first == i && a.names[n].quote == 0 && !a.names[n].possessive && a.cast[a.names[n].entity].kind != Organization {
		return a.names[n].entity
	}
	return -1
}

// near reports whether turn t and the next are of one conversation, as
// far as an answer goes.
func near(turns []turn, t int) bool {
	const most = 2 // paragraphs
	return turns[t+1].paragraph-turns[t].paragraph <= most
}

// vocative returns the entity that a quotation calls by name, set off by
// commas or the quotation's edge; -1 if there is none.
func (a *analysis) vocative(q quotes.Quote) int {
	called := -1
	for _, part := range q.Parts {
		first, end := a.t.TokenAt(part.Start), a.t.TokenAt(part.End-1)+1
		for i := first; i < end; i++ {
			n := int(a.nameAt[i]) - 1
			if n < 0 {
				continue
			}
			nm := &a.names[n]
			i = nm.last - 1
			before := nm.first == first || a.word(nm.first-1) == ","
			after := nm.last >= end || a.toks[nm.last].Kind == tokenize.Punct || a.toks[nm.last].Kind == tokenize.Dash
			alone := nm.first == first && nm.last >= end
			if before && after && !alone && !(nm.first == first && nm.last < end && a.word(nm.last) == ".") && a.cast[nm.entity].kind != Organization {
				called = nm.entity // the last one: "Tea, Bo?"
			}
		}
	}
	return called
}
