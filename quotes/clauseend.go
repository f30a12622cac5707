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
	relative := f.lowerWord(r.cue[0]-1) == "who" || r.source[1]-r.source[0] == 1 && f.lowerWord(r.source[0]) == "who"
	first := f.sents[f.t.SentenceAt(r.cue[0])].First
	subordinate := subordinates[f.lowerWord(first)] && r.source[1] > r.source[0] && r.source[0] == first+1
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
		case w == "," && subordinate:
			m := max(f.phrase(i+1, r.content[1]), i+2)
			if f.isWord(i+1) && f.finite(f.pastAdverbs(m, r.content[1])) {
				r.content[1] = i
				return
			}
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

// trailing adds the sentences that end by telling who reports them, where rs does not have them: Half
// of them came back, the team reports. He stole 40,000 kroner, a court heard on Monday.
func (f *finder) trailing(rs []report) []report {
	const most = 12 // tokens of the end
	has := make(map[int]bool, len(rs))
	for i := range rs {
		for k := rs[i].cue[0]; k < rs[i].cue[1]; k++ {
			has[k] = true
		}
	}
	for _, s := range f.sents {
		end := s.Last - 1
		if end-s.First < 6 || f.word(end) != "." {
			continue
		}
		comma := end - 1
		for comma > max(s.First+3, end-most) && f.word(comma) != "," {
			comma--
		}
		if f.word(comma) != "," || !f.determiner(comma+1) && !f.capital(comma+1) || !f.finiteIn(s.First, comma) || f.marksIn(s.First, end) {
			continue
		}
		k := comma + 2
		for k < end && !trailingCues[f.lowerWord(k)] {
			k++
		}
		last := k + 1
		if f.lowerWord(last) == "on" {
			last++
		}
		if last < end && f.timeWord(last) {
			last++
		}
		hears := f.lowerWord(k) == "heard" || f.lowerWord(k) == "hears"
		if k >= end || last != end || has[k] || f.phrase(comma+1, k) != k || hears != courts[f.lowerWord(k-1)] {
			continue
		}
		rs = append(rs, report{source: [2]int{comma + 1, k}, cue: [2]int{k, k + 1}, content: [2]int{s.First, comma}, key: k, p: leastUnknown, class: Speech})
	}
	return rs
}

// trailingCues are verbs that are taken for nouns or left out at the end of a sentence.
var trailingCues = wordSet("reports report reported notes note noted claims claimed writes wrote heard hears found finds warns warned argues argued estimates estimated")

// courts hear what somebody says before them.
var courts = wordSet("court inquest jury tribunal inquiry hearing committee panel")

func (f *finder) marksIn(first, last int) bool {
	for i := first; i < last; i++ {
		if f.pieceAt[i] != 0 {
			return true
		}
	}
	return false
}

// inWordsOf adds the sentences that begin with whose words they are told in, where they have marks: In
// the words of its conductor, the orchestra is “too poor to be bad”. In Ruiz's words, ….
func (f *finder) inWordsOf(rs []report) []report {
	for _, s := range f.sents {
		if f.lowerWord(s.First) != "in" || s.Last-s.First < 6 || !f.marksIn(s.First, s.Last) {
			continue
		}
		end := f.beforeStop(s.Last)
		tg := f.according(s.First, min(end, s.First+maxTag))
		if c := tg.last; tg.found() && f.word(c) == "," && c+1 < end && f.pieceAt[c+1] == 0 {
			first, last := f.t.TokenAt(tg.mention.Start), f.t.TokenAt(tg.mention.End-1)+1
			cue := f.t.TokenAt(tg.cue.Start)
			rs = append(rs, report{source: [2]int{first, last}, cue: [2]int{cue, f.t.TokenAt(tg.cue.End-1) + 1}, content: [2]int{c + 1, end}, key: cue, p: leastUnknown, class: Speech})
		}
	}
	return rs
}
