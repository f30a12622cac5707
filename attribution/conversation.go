package attribution

import (
	"cmp"
	"slices"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A turn is a paragraph's share of a conversation.
type turn struct {
	paragraph int
	quotes    []int // outermost direct quotations in order
}

// converse names the speakers of quotations without a cue: from the same
// paragraph, the beat beside them, a heading or an introduction, a name after
// a dash, or the order of turns. Then it finds the addressees.
func (a *analysis) converse(qs []quotes.Quote, links []link) {
	turns := a.turns(qs)
	for t := range turns {
		tn := &turns[t]
		a.fillParagraph(qs, links, tn)
		for _, q := range tn.quotes {
			if links[q].entity < 0 && links[q].method == None && qs[q].Mention.IsZero() {
				a.takeTurn(qs, links, turns, t, q)
			}
		}
		a.addressees(qs, links, turns, t)
	}
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

// fillParagraph gives the quotations of a paragraph that have no mention the
// speaker of their neighbours, or the subject of the beat.
func (a *analysis) fillParagraph(qs []quotes.Quote, links []link, tn *turn) {
	set := func(q, e int, conf float64) {
		if links[q].entity < 0 && qs[q].Mention.IsZero() && e >= 0 {
			links[q].resolution = resolution{e, NoMention, conf}
			links[q].method = Implicit
		}
	}
	if len(tn.quotes) > 1 {
		for k, q := range tn.quotes {
			if links[q].entity >= 0 || !qs[q].Mention.IsZero() {
				continue
			}
			if k > 0 && links[tn.quotes[k-1]].entity >= 0 {
				set(q, links[tn.quotes[k-1]].entity, 0.85)
			}
		}
	}
	for _, q := range tn.quotes {
		if links[q].entity < 0 && qs[q].Mention.IsZero() {
			e, conf := a.beat(qs[q], tn.paragraph)
			set(q, e, conf)
		}
	}
	for k := len(tn.quotes) - 2; k >= 0; k-- {
		if n := tn.quotes[k+1]; links[n].entity >= 0 {
			set(tn.quotes[k], links[n].entity, 0.75)
		}
	}
}

// beat returns the subject of the narration beside a quotation in its
// paragraph: of the sentence before it ("Ruiz was blunt: “No.”"), else of the
// one after; or of a heading before the paragraph ("From Chair Rosa Lind:").
func (a *analysis) beat(q quotes.Quote, paragraph int) (entity int, confidence float64) {
	p := a.t.Paragraphs()[paragraph]
	first := a.t.TokenAt(q.Span.Start)
	end := a.t.TokenAt(q.Span.End-1) + 1
	if first > p.First && a.quoteAt[first-1] == 0 {
		from := a.narrationStart(p.First, first)
		if e := a.subject(from, first); e >= 0 {
			if a.word(first-1) == ":" || a.word(first-1) == "," {
				return e, 0.8
			}
			return e, 0.65
		}
	}
	if end < p.Last && a.quoteAt[end] == 0 {
		if e := a.subject(end, p.Last); e >= 0 {
			return e, 0.65
		}
	}
	if first == p.First && paragraph > 0 {
		prev := a.t.Paragraphs()[paragraph-1]
		if a.word(prev.Last-1) == ":" && a.quoteAt[prev.Last-1] == 0 {
			s := a.sents[prev.LastSent-1]
			from := s.First
			if w := a.lower(from); w == "from" || w == "by" {
				from++
			}
			if e := a.subject(from, prev.Last); e >= 0 {
				return e, 0.75
			}
		}
	}
	return -1, 0
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
// on that could be its sentence's subject, -1 if there is none.
func (a *analysis) subject(first, last int) int {
	for i := first; i < last && i < first+12; i++ {
		if a.quoteAt[i] != 0 {
			return -1
		}
		if e, ok := a.eventAt(i); ok {
			return e
		}
		if t := a.tag(i); t.Finite() || t == tokenize.MD {
			return -1
		}
	}
	return -1
}

// eventAt returns the entity mentioned at token i.
func (a *analysis) eventAt(i int) (int, bool) {
	lo, hi := 0, len(a.events)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if a.events[m].token < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(a.events) && a.events[lo].token == i {
		return a.events[lo].entity, true
	}
	return -1, false
}

// takeTurn names the speaker of quotation q, the turn t, by the order of
// turns: the one who spoke two turns ago, if two alternate; failing that, the
// one spoken to.
func (a *analysis) takeTurn(qs []quotes.Quote, links []link, turns []turn, t, q int) {
	tn := turns[t]
	if p := tn.paragraph; p > 0 && (t == 0 || turns[t-1].paragraph < p-1) {
		// A paragraph of narration stands before: its last subject may go on to speak.
		prev := a.t.Paragraphs()[p-1]
		s := a.sents[prev.LastSent-1]
		if e := a.subject(s.First, s.Last); e >= 0 && a.cast[e].kind != Organization {
			links[q].resolution = resolution{e, NoMention, 0.5}
			links[q].method = Implicit
			return
		}
	}
	if t == 0 || tn.paragraph-turns[t-1].paragraph > 1 {
		return
	}
	prev := speakerOf(links, turns[t-1], true)
	if prev < 0 {
		return
	}
	for back := t - 2; back >= 0 && back > t-6; back-- {
		if turns[back+1].paragraph-turns[back].paragraph > 3 {
			break
		}
		other := speakerOf(links, turns[back], false)
		if other >= 0 && other != prev {
			links[q].resolution = resolution{other, NoMention, 0.55}
			links[q].method = Implicit
			return
		}
	}
	last := turns[t-1].quotes[len(turns[t-1].quotes)-1]
	if to := links[last].addressees; len(to) > 0 {
		links[q].resolution = resolution{to[0], NoMention, 0.5}
		links[q].method = Implicit
		return
	}
	if a.reports(qs) {
		// A report gives paragraph after paragraph to one source.
		links[q].resolution = resolution{prev, NoMention, 0.5}
		links[q].method = Implicit
	}
}

// reports reports whether the text is news rather than fiction: whether a good
// part of its quotations is reported.
func (a *analysis) reports(qs []quotes.Quote) bool {
	n := 0
	for _, q := range qs {
		if q.Kind != quotes.Direct {
			n++
		}
	}
	return n*5 >= len(qs)
}

func speakerOf(links []link, tn turn, lastOne bool) int {
	k := 0
	if lastOne {
		k = len(tn.quotes) - 1
	}
	return links[tn.quotes[k]].entity
}

// addressees finds whom the quotations of turn t are spoken to: a vocative
// ("You are late, Luc,"), else the one who spoke just before.
func (a *analysis) addressees(qs []quotes.Quote, links []link, turns []turn, t int) {
	for _, q := range turns[t].quotes {
		if v := a.vocative(qs[q]); v >= 0 && v != links[q].entity {
			links[q].addressees = []int{v}
			continue
		}
		if t > 0 && turns[t].paragraph-turns[t-1].paragraph <= 2 && links[q].entity >= 0 {
			if prev := speakerOf(links, turns[t-1], true); prev >= 0 && prev != links[q].entity && !a.reports(qs) {
				links[q].addressees = []int{prev}
			}
		}
	}
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
