package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// namings adds a report for each marked fragment that no other report has and that somebody
// is told to call something, where a clause hangs from what is called so: what the mayor
// called “a farce”, a defeat that the whip described as “self-inflicted”, Ruiz, who called it
// “late”, resigned.
func (f *finder) namings(us []utterance, rs []report) []report {
	reported := make(map[int]int) // pieces to index+1 of their report
	for i := range rs {
		r := &rs[i]
		for k := r.content[0]; k < r.content[1]; k++ {
			if p := int(f.outermost(k)) - 1; p >= 0 {
				reported[p] = i + 1
			}
		}
	}
	has := byCue(rs)
	for i := range us {
		p := us[i].pieces[0]
		if us[i].kind == Direct || f.pieces[p].parent != 0 || f.pieces[p].title || f.pieces[p].unclosed {
			continue
		}
		k := reported[p] - 1
		if k >= 0 {
			if _, cue := f.cue(rs[k].key); !cue && rs[k].content[0] >= rs[k].cue[1] && f.lowerWord(rs[k].content[0]) == "what" {
				if r, ok := f.namedBy(&f.pieces[p]); ok && r.key > rs[k].content[0] {
					rs[k] = r // are angry about | what the mayor called “…”
					continue
				}
			}
		}
		if k >= 0 && (rs[k].source[1] > rs[k].source[0] || rs[k].content[0] >= rs[k].cue[0] || rs[k].content[1] <= rs[k].cue[1]) {
			continue
		}
		r, ok := f.namedBy(&f.pieces[p])
		if ok && k < 0 {
			k = has[r.key] - 1 // Ruiz described | the plan | as “late”
		}
		switch {
		case ok && k >= 0:
			rs[k] = r // which took the whole clause
		case ok:
			rs = append(rs, r)
		}
	}
	return rs
}

// namedBy returns the report of who calls something the marked words p.
func (f *finder) namedBy(p *piece) (report, bool) {
	const most = 8 // tokens between verb and marks
	first, end := p.outer()
	start := max(f.sents[f.t.SentenceAt(first)].First, first-maxTag)
	k := first - 1
	as := f.lowerWord(k) == "as"
	if as {
		k--
	}
	object := k // last token of what is called so, where it stands between
	for k > start && !f.callsSo(k, as) {
		if f.pieceAt[k] != 0 || f.isStop(k) || object-k > most || f.tag(k).Verb() {
			return report{}, false
		}
		k--
	}
	if !f.callsSo(k, as) {
		return report{}, false
	}
	v := k // before it adverbs and auxiliaries
	for v-1 > start && (f.adverb(v-1) || f.language.Auxiliaries[f.lowerWord(v-1)] || f.timeWord(v-1) || f.lowerWord(v-1) == "last") {
		v--
	}
	var s0, s1 int
	if v < k && lexicon.Be(f.lowerWord(k-1)) { // the plan was dismissed last week as “…” by the mayor
		for i := k + 1; i <= object; i++ {
			if !f.timeWord(i) && f.lowerWord(i) != "last" {
				return report{}, false
			}
		}
		s0, s1 = end+1, f.phrase(end+1, f.sents[f.t.SentenceAt(first)].Last)
		if f.lowerWord(end) != "by" || s1 <= s0 {
			return report{}, false
		}
		return report{source: [2]int{s0, s1}, cue: [2]int{v, k + 1}, content: [2]int{first, end}, key: k, p: leastUnknown, class: Speech}, true
	}
	if f.lowerWord(v-1) == "who" { // Ruiz, who called the plan “…”
		s0, s1 = f.relativeSubject(start, v)
	} else if k == object { // what the mayor called “…”
		if s0, s1 = f.phraseBefore(start, v); s1 > s0 && !hangs[f.lowerWord(s0-1)] && !f.tag(s0-1).Noun() {
			return report{}, false
		}
		if s0 == s1 && f.pronoun(v-1) {
			s0, s1 = v-1, v
		}
	} else if f.isWord(object) { // Ruiz described the plan as “late”
		s0, s1 = f.phraseBefore(start, v)
	}
	if s1 > s0+1 && f.lowerWord(s0) == "that" {
		s0++
	}
	if s1 <= s0 {
		return report{}, false
	}
	content := first
	if k < object {
		content = k + 1
	}
	return report{source: [2]int{s0, s1}, cue: [2]int{k, k + 1}, content: [2]int{content, end}, key: k, p: leastUnknown, class: Speech}, true
}

// endAtName ends a content that is what somebody calls something where the marks do, if the
// clause around goes on: a goal that he called “a gift” won it.
func (f *finder) endAtName(r *report) {
	if !callsIt[f.lowerWord(r.key)] {
		return
	}
	if w := f.lowerWord(r.content[0]); r.content[0] < r.cue[0] && (w == "that" || w == "which") && r.content[0]+1 == r.source[0] {
		r.content[0] = r.cue[1] // a key that the porter called “…”
	}
	if r.content[0] < r.cue[1] {
		return
	}
	if k := r.source[1]; k+1 == r.cue[0] && f.word(k) == "," && strings.HasSuffix(f.lowerWord(r.key), "ed") && f.phrase(r.source[0], k) == k && f.pieceAt[r.cue[1]] != 0 {
		r.source = [2]int{} // the storm, dubbed “…”
	}
	for i := r.content[0]; i < r.content[1]; i++ {
		p := f.outermost(i)
		if p == 0 {
			continue
		}
		if _, end := f.pieces[p-1].outer(); i == r.cue[1] && f.finite(end) {
			r.content[1] = min(r.content[1], end)
		}
		return
	}
}

// nicknames reports whether the marked words p are a name that a verb gives to somebody
// or something: They called it the “Palace”.
func (f *finder) nicknames(r *report, p *piece) bool {
	first, _ := p.outer()
	generic := r.source[1]-r.source[0] == 1 && everybody[f.lowerWord(r.source[0])]
	return callsIt[f.lowerWord(r.key)] && f.lowerWord(first-1) == "the" && (generic || p.last-p.first <= 2 && f.titleCase(p))
}

// nicknamed reports whether r only tells by what name somebody goes: everybody called him Buck, he
// was called Buck by his friends.
func (f *finder) nicknamed(r *report) bool {
	if !callsIt[f.lowerWord(r.key)] || f.marksIn(r.content[0], r.content[1]) {
		return false
	}
	for i := r.content[0] + 1; i < r.content[1]; i++ {
		if f.toks[i].Kind == tokenize.Mark && f.callsByName(i-1) {
			return true
		}
	}
	i := r.key + 1
	passive := f.passiveAt(r.key)
	if !passive && !f.objectPronoun(i) {
		return false
	}
	if !passive {
		i++
	}
	return f.capital(i) && !f.timeWord(i) && f.pieceAt[i] == 0 && (passive || i+1 >= r.content[1])
}

// everybody calls things by their names.
var everybody = wordSet("they we everyone everybody people locals villagers islanders residents")

// callsSo reports whether a verb by which somebody calls something stands at k: with "as"
// after it or not.
func (f *finder) callsSo(k int, as bool) bool {
	if !f.isWord(k) || !lower(f.word(k)) {
		return false
	}
	w := f.lowerWord(k)
	switch f.lowerWord(k + 1) {
	case "for", "on", "upon", "out", "up", "off":
		return false
	}
	return as && callsAs[w] || !as && callsIt[w]
}

// hangs are the words after which a clause hangs from what is called so.
var hangs = wordSet("what which that whatever")

var (
	callsIt = wordSet("called calls call calling termed terms dubbed dubs labelled labeled labels branded brands deemed")
	callsAs = wordSet("described describes describe describing dismissed dismisses denounced denounces hailed hails praised praises condemned condemns depicted depicts characterised characterized characterises characterizes ridiculed derided")
)
