package quotes

import (
	"slices"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// byRules adds the reports that the model of package relation hardly finds to rs, each where it has none
// with the same cue.
func (f *finder) byRules(rs []report) []report {
	if f.news && f.wanted(Indirect) {
		rs = f.quotedBy(f.nounCues(f.trailing(rs)))
	}
	return f.inWordsOf(rs)
}

// maxClause is how many tokens of a clause are looked at.
const maxClause = 150

// byCue returns the index+1 of the report that has a token in its cue, by that token.
func byCue(rs []report) map[int]int {
	has := make(map[int]int, len(rs))
	for i := range rs {
		for k := rs[i].cue[0]; k < rs[i].cue[1]; k++ {
			has[k] = i + 1
		}
	}
	return has
}

// trailing adds the sentences that end by telling who reports them, where rs does not have them: Half
// of them came back, the team reports. He stole 40,000 kroner, a court heard on Monday.
func (f *finder) trailing(rs []report) []report {
	const most = 12 // tokens of the end
	has := byCue(rs)
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
		for k < end && !f.trails(k) {
			k++
		}
		hears := f.lowerWord(k) == "heard" || f.lowerWord(k) == "hears"
		if k >= end || f.afterWhen(k+1, end) != end || f.phrase(comma+1, k) != k || hears != courts[f.lowerWord(k-1)] {
			continue
		}
		if i := has[k] - 1; i >= 0 {
			if c := rs[i].content; c[0] < comma || c[1] > end {
				continue
			}
			rs[i].p = -1 // a report of "last night"
		}
		rs = append(rs, report{source: [2]int{comma + 1, k}, cue: [2]int{k, k + 1}, content: [2]int{s.First, comma}, key: k, p: leastUnknown, class: Speech})
	}
	return slices.DeleteFunc(rs, func(r report) bool { return r.p < 0 })
}

// trails reports whether token i may be the verb at the end of a sentence that it reports.
func (f *finder) trails(i int) bool {
	v, ok := f.cue(i)
	return trailingCues[f.lowerWord(i)] || ok && v.Report && (v.Class == lexicon.Speech || v.Class == lexicon.Writing) && v.Form == lexicon.Past && v.Lemma != "continue" && v.Lemma != "go"
}

// afterWhen returns the token after the words from token i on that tell when: "on Wednesday", "last night".
func (f *finder) afterWhen(i, end int) int {
	for i < end && (f.timeWord(i) || daysBefore[f.lowerWord(i)]) {
		i++
	}
	return i
}

var (
	daysBefore = wordSet("on in a the this last late early")
	periods    = wordSet("monday tuesday wednesday thursday friday saturday sunday today yesterday morning afternoon evening night week month year")
)

// trailingCues are verbs that are taken for nouns or left out at the end of a sentence.
var trailingCues = wordSet("reports report reported notes note noted claims claimed writes wrote heard hears found finds warns warned argues argued estimates estimated")

// courts hear what somebody says before them.
var courts = wordSet("court inquest jury tribunal inquiry hearing committee panel")

// nounCues adds the clauses that a noun of saying has after whose words it tells, where rs does not have
// them: a warning from the coastguard that gusts could reach 70 miles an hour; suggestions by the
// opposition that there had been no tender.
func (f *finder) nounCues(rs []report) []report {
	const most = 12 // tokens of the source
	has := byCue(rs)
	for k := 0; k+4 < len(f.toks); k++ {
		w := f.lowerWord(k + 1)
		if w != "from" && w != "by" || !sayingNouns[f.lowerWord(k)] || has[k] > 0 || f.pieceAt[k] != 0 {
			continue
		}
		s := f.sents[f.t.SentenceAt(k)]
		end := f.beforeStop(s.Last)
		m := f.phrase(k+2, min(end, k+most))
		if f.word(m) == "," {
			if a := f.phrase(m+1, min(end, k+most)); a > m+1 && f.word(a) == "," {
				m = a // the developer, Owen Pryce, that
			}
		}
		that := m
		if f.word(that) == "," {
			that++
		}
		end = min(end, that+maxClause)
		if m == k+2 || that+2 >= end || f.lowerWord(that) != "that" || !f.finiteIn(that, end) {
			continue
		}
		r := report{source: [2]int{k + 2, m}, cue: [2]int{k, k + 1}, content: [2]int{that, end}, key: k, p: leastUnknown, class: Speech}
		for i := that + 1; i < end; i++ {
			if f.word(i) == "," || f.toks[i].Kind == tokenize.Dash || f.word(i) == "--" {
				r.content[1] = i
				break
			}
		}
		if f.begins(s.First, k) {
			f.endAtPredicate(&r)
			if r.content[1] == end {
				continue // where it ends is not clear
			}
		}
		if !f.marksIn(that, r.content[1]) {
			rs = append(rs, r)
		}
	}
	return rs
}

// sayingNouns are nouns of saying that take a clause.
var sayingNouns = wordSet(`warning warnings claim claims allegation allegations accusation accusations assurance assurances suggestion suggestions
	promise promises pledge pledges assertion assertions admission announcement complaint complaints prediction predictions confirmation`)

// begins reports whether the noun at token k is of the phrase with which its sentence, from token
// first on, begins.
func (f *finder) begins(first, k int) bool {
	const most = 12 // tokens
	if k-first > most {
		return false
	}
	for i := first; i < k; i++ {
		if t := f.tag(i); !f.determiner(i) && !t.Noun() && t != tokenize.JJ && t != tokenize.POS && t != tokenize.PRPS {
			return false
		}
	}
	return true
}

// quotedBy adds what somebody is quoted as saying by others: Ruiz was quoted by the agency as saying the
// airport would open.
func (f *finder) quotedBy(rs []report) []report {
	const most = 12 // tokens of who quotes
	has := byCue(rs)
	for k := 2; k+5 < len(f.toks); k++ {
		if w := f.lowerWord(k); w != "quoted" && w != "cited" || f.lowerWord(k+1) != "by" || !f.passiveAt(k) || f.pieceAt[k] != 0 {
			continue
		}
		s := f.sents[f.t.SentenceAt(k)]
		end := min(f.beforeStop(s.Last), k+maxClause)
		as := f.phrase(k+2, min(end, k+most))
		saying := as + 1
		if as == k+2 || saying+2 >= end || f.lowerWord(as) != "as" || f.lowerWord(saying) != "saying" || has[saying] > 0 || f.marksIn(k, end) {
			continue
		}
		s0, s1 := f.nearSubject(max(s.First, k-maxTag), k)
		if s1 > s0 {
			rs = append(rs, report{source: [2]int{s0, s1}, cue: [2]int{saying, saying + 1}, content: [2]int{saying + 1, end}, key: saying, p: leastUnknown, class: Speech})
		}
	}
	return rs
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
