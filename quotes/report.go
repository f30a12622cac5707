package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// maxReport is how many tokens a sentence may have to be read as reported
// speech; longer ones are lists and tables.
const maxReport = 400

// reports finds reported speech in the narration: "Ruiz said that they wait",
// "They wait, Ruiz said", "According to Ruiz, …". Fragments inside marks that
// lie in what is reported make it a Mixed quotation; they leave us.
func (f *finder) reports(us []utterance) []utterance {
	var out []utterance
	taken := make([]bool, len(f.toks)+1) // tokens of direct quotations and their tags
	fragment := make(map[int]int)        // first token of a fragment to its utterance
	for i := range us {
		u := &us[i]
		if f.pieces[u.pieces[0]].parent != 0 {
			continue
		}
		if u.kind == Scare || u.kind == Title {
			first, _ := f.pieces[u.pieces[0]].outer()
			fragment[first] = i
			continue
		}
		for _, p := range u.pieces {
			first, last := f.pieces[p].outer()
			for k := first; k < last; k++ {
				taken[k] = true
			}
		}
		for k := u.tag.first; k < u.tag.last; k++ {
			taken[k] = true
		}
	}
	for s := range f.sents {
		sent := f.sents[s]
		for first := sent.First; first < sent.Last; {
			for first < sent.Last && taken[first] {
				first++
			}
			last := first
			for last < sent.Last && !taken[last] {
				last++
				if f.word(last-1) == ";" && f.pieceAt[last-1] == 0 {
					break
				}
			}
			if last-first >= 3 && last-first <= maxReport {
				if u, ok := f.report(first, last); ok {
					f.adopt(&u, us, fragment)
					out = append(out, u)
				}
			}
			first = last
		}
	}
	return out
}

// adopt gives u the fragments inside its content.
func (f *finder) adopt(u *utterance, us []utterance, fragment map[int]int) {
	for _, part := range u.parts {
		for i := f.t.TokenAt(part.Start); i < len(f.toks) && f.toks[i].Start < part.End; i++ {
			k, ok := fragment[i]
			if !ok || us[k].kind == Title && us[k].span.Len() < part.Len()/2 {
				continue
			}
			p := &f.pieces[us[k].pieces[0]]
			if p.unclosed || us[k].span.End > part.End {
				continue
			}
			u.pieces = append(u.pieces, us[k].pieces[0])
			u.kind = Mixed
			us[k].kind = Unknown
		}
	}
}

// report reads one stretch of narration, the tokens first to last, as a
// reporting clause with its content.
func (f *finder) report(first, last int) (utterance, bool) {
	end := last
	for end > first && (f.isStop(end-1) || f.toks[end-1].Kind == tokenize.Mark && f.pieceAt[end-1] == 0) {
		end--
	}
	if u, ok := f.accordingTo(first, end); ok {
		return u, true
	}
	for k := first; k < end; k++ {
		if f.pieceAt[k] != 0 {
			continue
		}
		v, ok := f.finiteCue(k)
		if !ok || !v.Report && v.Class == lexicon.Speech || v.Class == lexicon.Thought && v.Form == lexicon.Base {
			continue
		}
		if f.lang != "en" {
			continue // only marked speech so far
		}
		if t := f.tag(k); !t.Verb() && !(v.Lemma == "say" && v.Form != lexicon.Base) || t == tokenize.VBN && !f.perfect(first, k) && f.lowerWord(k+1) != "by" {
			continue
		}
		// "They wait, Ruiz said."
		if c, m0, m1, ok := f.trailing(first, k, end); ok {
			return f.reported(first, c, tag{cue: f.span(k, k+1), mention: f.span(m0, m1), first: m0, last: max(k+1, m1), class: v.Class, after: true}), true
		}
		m0, m1 := f.nearSubject(f.clauseStart(first, k), k)
		if m1 == m0 || m0 > k {
			continue
		}
		c, ok := f.complement(k, v, end)
		if !ok {
			continue
		}
		return f.reported(c, end, tag{cue: f.span(k, k+1), mention: f.span(m0, m1), first: m0, last: k + 1, class: v.Class}), true
	}
	return utterance{}, false
}

func (f *finder) reported(first, last int, tg tag) utterance {
	for last > first && (f.word(last-1) == "," || f.toks[last-1].Kind == tokenize.Dash) {
		last--
	}
	s := f.span(first, last)
	return utterance{kind: Indirect, parts: []tokenize.Span{s}, span: s, tag: tg}
}

// perfect reports whether the participle at k follows a form of "have".
func (f *finder) perfect(first, k int) bool {
	for i := k - 1; i >= first && i >= k-3; i-- {
		switch f.lowerWord(i) {
		case "has", "have", "had", "'ve", "'s", "'d":
			return true
		}
	}
	return false
}

// clauseStart returns where the clause of the verb at k begins.
func (f *finder) clauseStart(first, k int) int {
	for i := k - 1; i > first; i-- {
		switch f.lowerWord(i) {
		case "but", "and":
			if f.word(i-1) == "," || f.pieceAt[i-1] != 0 {
				return i + 1
			}
		case ";", ":":
			return i + 1
		}
	}
	return first
}

// trailing reads "…, Ruiz said" and "…, said Ruiz", whose verb is at k; the
// content is first to c.
func (f *finder) trailing(first, k, end int) (c, m0, m1 int, ok bool) {
	tail := end - k - 1
	if k-1 > first && f.word(k-1) == "," { // inversion
		if m := f.mentionAt(k+1, end); m > k+1 && end-m <= 12 && f.hasVerb(first, k-1) && f.noComplement(m, end) {
			return k - 1, k + 1, m, true
		}
	}
	if tail > 12 || !f.noComplement(k+1, end) {
		return 0, 0, 0, false
	}
	for i := k - 1; i > first+1 && i > k-25; i-- {
		if f.word(i) != "," {
			continue
		}
		m := f.phrase(i+1, k)
		if m == i+1 {
			continue
		}
		if c, _, found := f.verbAfter(m, k+1); found && c == k && f.hasVerb(first, i) {
			if a := f.mentionAt(i+1, k); a > m {
				m = a
			}
			return i, i + 1, m, true
		}
	}
	return 0, 0, 0, false
}

// noComplement reports whether nothing that could be reported follows a verb.
func (f *finder) noComplement(i, end int) bool {
	for ; i < end; i++ {
		if f.pieceAt[i] != 0 || f.lowerWord(i) == "that" || f.finite(i) {
			return false
		}
	}
	return true
}

func (f *finder) hasVerb(first, last int) bool {
	for i := first; i < last; i++ {
		if f.finite(i) || f.pieceAt[i] != 0 {
			return true
		}
	}
	return false
}

var recipients = wordSet("tell told tells inform assure remind warn promise ask advise urge order instruct persuade beg implore")

// complement returns where the reported content of the verb at k begins.
func (f *finder) complement(k int, v lexicon.Verb, end int) (int, bool) {
	i := k + 1
	if recipients[v.Lemma] {
		if j := f.phrase(i, end); j > i && j < end {
			i = j
		} else if f.objectPronoun(i) {
			i++
		}
	}
	// Adverbs, times and places may stand before it: "said on Tuesday in Brussels that…"
	for j := i; j < end && j < i+14; j++ {
		if f.lowerWord(j) == "that" && f.tag(j) != tokenize.DT || f.lowerWord(j) == "whether" {
			return j, true
		}
		if f.pieceAt[j] != 0 || f.word(j) == ":" {
			break
		}
	}
	for i < end && (f.adverb(i) && f.lowerWord(i) != "not" || f.timeWord(i)) {
		i++
	}
	if i < end && f.word(i) == "," || i >= end {
		return 0, false
	}
	if f.pieceAt[i] != 0 { // said “we wait”
		return i, true
	}
	if w := f.lowerWord(i); (w == "how" || w == "why" || w == "what" || w == "if" || w == "when" || w == "who" || w == "where") && f.hasVerb(i, end) {
		return i, true
	}
	if f.lowerWord(i) == "to" && f.tag(i+1) == tokenize.VB && v.Class == lexicon.Speech && v.Lemma != "ask" {
		return i, true
	}
	j := f.phrase(i, end)
	if j > i && j < end && (v.Class == lexicon.Speech || v.Class == lexicon.Writing || v.Class == lexicon.Thought) {
		for k := j; k < end && k < j+12; k++ {
			if f.finite(k) {
				return i, true
			}
			if f.word(k) == "," && k > j {
				break
			}
		}
	}
	// An object that holds marked words is reported too: "stressed the
	// readiness to “respond to any aggression”".
	if v.Class == lexicon.Speech || v.Class == lexicon.Writing {
		for k := i; k < end; k++ {
			if f.pieceAt[k] != 0 {
				return i, true
			}
		}
	}
	return 0, false
}

// accordingTo reads "According to Ruiz, …" and "…, according to Ruiz".
func (f *finder) accordingTo(first, end int) (utterance, bool) {
	if f.lang != "en" {
		return utterance{}, false
	}
	for i := first; i+2 < end; i++ {
		if f.lowerWord(i) != "according" || f.lowerWord(i+1) != "to" || f.pieceAt[i] != 0 {
			continue
		}
		m := f.mentionAt(i+2, end)
		if m == i+2 {
			return utterance{}, false
		}
		tg := tag{cue: f.span(i, i+2), mention: f.span(i+2, m), first: i, last: m, class: lexicon.Speech, after: i > first}
		if i > first+1 {
			return f.reported(first, i, tg), true
		}
		if m < end && f.word(m) == "," && m+1 < end {
			return f.reported(m+1, end, tg), true
		}
		return utterance{}, false
	}
	return utterance{}, false
}
