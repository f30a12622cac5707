package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// endAtClause ends a content after its cue where the clause around it does, before what the text
// goes on to tell itself: Ruiz, who said he had not slept, | was taken home. After Ruiz said that the
// hall was booked, | the committee left. Ruiz said that it would go ahead | and added that….
func (f *finder) endAtClause(r *report) {
	if r.content[0] < r.cue[1] {
		return
	}
	if p := f.outermost(r.content[0]); p != 0 {
		if _, end := f.pieces[p-1].outer(); end+1 < r.content[1] && f.word(end) == "," && (f.tag(end+1) == tokenize.WDT || f.tag(end+1) == tokenize.WP) {
			r.content[1] = end // The label reads “Moss”, | which may be a name
		}
		return
	}
	relative := f.lowerWord(r.cue[0]-1) == "who" || r.source[1]-r.source[0] == 1 && f.lowerWord(r.source[0]) == "who" || r.source[1] > r.source[0] && f.lowerWord(r.source[0]) == "whose"
	first := f.sents[f.t.SentenceAt(r.cue[0])].First
	if f.tag(r.key).Noun() && f.begins(first, r.key) {
		f.endAtPredicate(r)
		return
	}
	fronted := r.cue[0] == first && r.cue[1] == first+1 && f.tag(first) == tokenize.VBG && f.lowerWord(r.content[0]) == "that"
	subordinate := subordinates[f.lowerWord(first)] && r.source[1] > r.source[0] && r.source[0] == first+1
	if c := r.content[1]; fronted && r.source[1] <= r.source[0] && f.word(c) == "," {
		end := f.sents[f.t.SentenceAt(first)].Last
		if m := f.phrase(c+1, end); m > c+1 && f.finite(f.pastAdverbs(m, end)) {
			r.source = [2]int{c + 1, m}
		}
		return
	}
	if m := f.phrase(r.content[0], r.content[1]); subordinate && r.content[0] == r.cue[1] && m > r.content[0] && f.marksIn(m, r.content[1]) {
		if v, ok := f.finiteCue(m); ok && v.Class == lexicon.Speech {
			r.source, r.cue, r.key = [2]int{r.content[0], m}, [2]int{m, m + 1}, m // When she complained | the manager told her “…”
			if r.content[0] = m + 1; f.objectPronoun(m + 1) {
				r.content[0]++
			}
			return
		}
	}
	if c := f.deeds(r); c > 0 {
		r.content[1] = c
		return
	}
	inner := false // a subordinate clause of the content itself, or an apposition
	for i := r.content[0]; i+2 < r.content[1] && (subordinate || f.pieceAt[i] == 0); i++ {
		switch w := f.lowerWord(i); {
		case f.pieceAt[i] != 0:
		case subordinates[w]:
			inner = true
		case w == "and" || w == "but":
			if k := f.pastTagged(i+1, tokenize.RB); i > r.content[0]+2 && f.lowerWord(k+1) == "that" && f.saysThat(k) && f.saysThat(r.key) {
				r.content[1] = i
				return
			}
		case w == "," && inner:
			inner = false
		case w == "," && relative:
			if k := f.pastAdverbs(i+1, r.content[1]); f.finite(k) {
				r.content[1] = i
				return
			}
			relative = false // what stands between two commas
		case w == "," && (subordinate || fronted):
			m := max(f.phrase(i+1, r.content[1]), i+2)
			if f.isWord(i+1) && f.finite(f.pastAdverbs(m, r.content[1])) {
				r.content[1] = i
				if fronted && r.source[1] <= r.source[0] {
					r.source = [2]int{i + 1, m} // Arguing that it was late, | the mayor | left
				}
				return
			}
		}
	}
}

// deeds returns the comma in the content of r after which the source does other things, where what it
// tells of is in some state only: Ruiz told the caller the clinic was full, | hung up and left. It is
// 0 if there is none.
func (f *finder) deeds(r *report) int {
	if !lexicon.Tells(f.word(r.key)) {
		return 0
	}
	verbs := 0
	for i := r.content[0]; i+2 < r.content[1] && f.pieceAt[i] == 0; i++ {
		switch {
		case f.word(i) == "," && verbs == 1 && f.tag(i+1) == tokenize.VBD:
			for k := i + 2; k+1 < r.content[1]; k++ {
				if f.lowerWord(k) == "and" {
					if f.tag(k+1) == tokenize.VBD {
						return i
					}
					return 0
				}
			}
			return 0
		case f.word(i) == ",":
			return 0
		case f.finite(i):
			if verbs++; !lexicon.Be(f.lowerWord(i)) {
				return 0
			}
		}
	}
	return 0
}

// endAtPredicate ends the clause that a noun of saying with which a sentence begins has, before the verb
// of which the noun is the subject: His claim that the hall had been booked | was rejected.
func (f *finder) endAtPredicate(r *report) {
	if f.lowerWord(r.content[0]) != "that" {
		return
	}
	verbs := 0 // of the clause
	for i := r.content[0] + 1; i+1 < r.content[1] && f.pieceAt[i] == 0; i++ {
		switch w := f.lowerWord(i); {
		case w == "," || w == "and" || w == "or" || w == "but" || subordinates[w] || f.tag(i) == tokenize.WDT || f.tag(i) == tokenize.WP || f.tag(i) == tokenize.WRB:
			return // another clause may follow
		case !f.finite(i) || f.finite(i-1):
		case verbs == 0:
			verbs++
			if v, ok := f.cue(i); ok && v.Report {
				return // that he knew the hall was booked
			}
		case !f.pronoun(i - 1):
			r.content[1] = i
			return
		}
	}
}

// subordinates are conjunctions that begin a clause which another follows.
var subordinates = wordSet("after when once while as because although though since before until if unless")

// saysThat reports whether token i is a verb that "that" follows to tell what somebody says.
func (f *finder) saysThat(i int) bool {
	v, ok := f.cue(i)
	return ok && v.Report && (v.Class == lexicon.Speech || v.Class == lexicon.Writing) && v.Form != lexicon.Ing && f.finite(i)
}

// aroundTag makes the content of r go on after a tag between two commas, without what else that
// tells, and ends before one at the end: Rents, | Ruiz told the committee, | have doubled. Three cows were
// killed, | police in Ness said.
func (f *finder) aroundTag(r *report) {
	s := f.sents[f.t.SentenceAt(r.cue[0])]
	end := f.beforeStop(s.Last)
	if v, _ := f.cue(r.key); r.source[1] <= r.source[0] || v.Class != lexicon.Speech && v.Class != lexicon.Writing && f.lowerWord(r.key) != "according" || f.tag(r.source[0]) == tokenize.WP || f.tag(r.source[0]) == tokenize.WDT {
		return
	}
	a, z := min(r.source[0], r.cue[0]), max(r.source[1], r.cue[1])
	c := f.tagEnd(z, end)
	if lexicon.Tells(f.word(r.key)) && r.content[0] == z && r.content[1] <= c && f.word(a-1) == "," && f.finite(f.pastAdverbs(c+1, end)) && !f.marksIn(s.First, a) {
		r.content = [2]int{s.First, a - 1} // whom it was told was taken for it
	}
	if f.word(a-1) != "," || r.content[0] >= a-1 || f.pieceAt[r.content[0]] != 0 || z-a > r.cue[1]-r.cue[0]+r.source[1]-r.source[0]+1 {
		return
	}
	if r.content[1] < a-1 && r.content[0] == s.First { // cut short
		if !f.marksIn(r.content[1], a-1) && !f.commaBetween(r.content[1], a-1) {
			r.content[1] = a - 1
		}
		return
	}
	switch {
	case c == 0:
	case r.content[1] > c+1 && c > z:
		r.aside = [2]int{z, c + 1}
	case r.content[1] <= a && f.pieceAt[c+1] == 0 &&
		(f.helps(r.content[1]-1) || f.finite(f.pastAdverbs(c+1, end)) && !f.finiteIn(r.content[0], r.content[1])):
		r.aside = [2]int{z, c + 1}
		r.content[1] = end
		for i := c + 1; i < end; i++ {
			if f.pieceAt[i] != 0 && f.lowerWord(r.key) != "according" {
				r.content[1] = i
				return
			}
		}
	}
}

// helps reports whether token i is a verb that another goes on: The sheets were, Ruiz said, never
// insured.
func (f *finder) helps(i int) bool {
	switch w := f.lowerWord(i); w {
	case "has", "have", "had":
		return true
	default:
		return lexicon.Be(w) || f.tag(i) == tokenize.MD
	}
}

// sourceAfterCue makes the phrase between the cue and a comma the source of r, if the words before the
// cue were taken for it: The vaccine, said | the agency, had been lost.
func (f *finder) sourceAfterCue(r *report) {
	s := f.sents[f.t.SentenceAt(r.cue[0])]
	k, end := r.key, f.beforeStop(s.Last)
	if w := f.lowerWord(k); f.word(k-1) != "," || r.source[1] >= k || r.source[0] != s.First || w != "said" && w != "says" {
		return
	}
	m := f.phrase(k+1, end)
	if c := f.tagEnd(m, end); m > k+1 && c > 0 && f.finite(f.pastAdverbs(c+1, end)) {
		r.content, r.source = [2]int{r.source[0], end}, [2]int{k + 1, m}
	}
}

// beforeStop returns where a sentence that ends before token last ends without its stop.
func (f *finder) beforeStop(last int) int {
	if f.isStop(last - 1) {
		return last - 1
	}
	return last
}

// tagEnd returns the comma that ends a tag whose cue and source stand before token i, 0 if none does.
func (f *finder) tagEnd(i, end int) int {
	const most = 10 // tokens of a tag after its cue
	for k := i; k < min(end, i+most); k++ {
		switch {
		case f.word(k) == ",":
			return k
		case f.pieceAt[k] != 0 || f.isStop(k) || f.word(k) == ":" || f.finite(k) || f.lowerWord(k) == "that":
			return 0
		}
	}
	return 0
}

func (f *finder) finiteIn(first, last int) bool {
	for i := first; i < last; i++ {
		if f.finite(i) {
			return true
		}
	}
	return false
}

func (f *finder) marksIn(first, last int) bool {
	for i := first; i < last; i++ {
		if f.pieceAt[i] != 0 {
			return true
		}
	}
	return false
}
