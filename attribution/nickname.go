package attribution

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// nicknames returns, by index, the names by which the narration says that somebody is called, and the
// index of his own before it: Bo Hart, known to everybody as Buck; whom his friends called Buck; he had
// been Buck to everybody. A pronoun stands for who alone is named in the sentence before: They called him
// Buck.
func (a *analysis) nicknames() map[int]int {
	called := make(map[int]int)
	if a.lang != "en" {
		return called
	}
	for i := 1; i < len(a.names); i++ {
		n := &a.names[i]
		if n.quote != 0 || n.last-n.first > 2 || n.core > n.first {
			continue
		}
		if of := a.calledSo(i); of >= 0 && key(a.text(a.span(a.names[of].first, a.names[of].last))) != key(a.text(a.span(n.first, n.last))) {
			called[i] = of
		}
	}
	return called
}

// calledSo returns the index of the name of whom the text says to be called by name i, -1 if it does not.
func (a *analysis) calledSo(i int) int {
	n := &a.names[i]
	k := n.first - 1 // the last token of what says so
	if a.toks[k].Kind == tokenize.Mark && k > 0 {
		k--
		if of := int(a.nameAt[k]) - 1; of >= 0 && lexicon.GivesName(a.lower(a.names[of].first-1)) {
			return of // called Bo Hart “Buck”
		}
	}
	if a.lower(k) == "the" {
		k--
	}
	if k < 1 {
		return -1
	}
	pronoun := false
	switch w := a.lower(k); {
	case w == "as":
		const most = 6 // tokens
		for from := k; k > max(0, from-most) && a.lower(k) != "known"; {
			k--
		}
		if a.lower(k) != "known" {
			return -1
		}
	case lexicon.GivesName(w) && (a.generic(k-1) || lexicon.Be(a.lower(k-1)) || a.toks[k-1].Kind != tokenize.Word): // whom everybody called, was called, “, nicknamed”
	case (w == "him" || w == "her") && lexicon.GivesName(a.lower(k-1)):
		pronoun = true
		k--
	case a.lower(n.last) == "to" && (a.generic(n.last+1) || a.generic(n.last+2)) && (w == "been" || w == "was" || w == "is" || a.toks[k].Kind != tokenize.Word):
		k++
	default:
		return -1
	}
	return a.whoIsCalled(k-1, pronoun)
}

// whoIsCalled returns the index of the name before token k that only such words stand between as tell how
// and by whom somebody is called; or for a pronoun of the one name in the sentence before. It is -1 if
// there is none.
func (a *analysis) whoIsCalled(k int, pronoun bool) int {
	const (
		most = 8  // tokens
		far  = 60 // of the sentence before
	)
	if k < 0 {
		return -1
	}
	first := a.sents[a.t.SentenceAt(k)].First
	if !pronoun {
		for from := k; k >= first && k > from-most; k-- {
			if of := int(a.nameAt[k]) - 1; of >= 0 {
				return of
			}
			if w := a.lower(k); a.toks[k].Kind == tokenize.Word && !betweenNames[w] && !lexicon.Be(w) && !a.generic(k) || a.quoteAt[k] != 0 {
				return -1
			}
		}
		return -1
	}
	s := a.t.SentenceAt(first) - 1
	if s < 0 || first-a.sents[s].First > far {
		return -1
	}
	of := -1
	for t := a.sents[s].First; t < first; t++ {
		if n := int(a.nameAt[t]) - 1; n >= 0 && n != of {
			if of >= 0 || a.quoteAt[t] != 0 {
				return -1
			}
			of = n
		}
	}
	return of
}

// generic reports whether token i means people in general or those around somebody.
func (a *analysis) generic(i int) bool { return callers[a.lower(i)] }

var (
	callers      = wordSet("everybody everyone people they friends all most family colleagues mates neighbours neighbors locals villagers fans teammates men boys girls children pupils comrades others")
	betweenNames = wordSet("who whom that had has his her their the by to as always also better usually often still sometimes simply just only universally generally widely and was is old")
)

// callAlso makes entity id known by what the text says that it is called, unless somebody else is known so.
func (a *analysis) callAlso(id int, n *name) {
	_, _, full, _ := a.forms(n)
	e := a.cast[id]
	if len(a.latest(full)) > 0 || e.listed != 0 {
		return
	}
	a.know(id, full)
	if len(e.aliases) < maxNames {
		e.aliases = append(e.aliases, full)
	}
}
