package attribution

import (
	"strings"

	"github.com/whosaid/whosaid/quotes"
)

// interviewLabel returns, in small letters, the label of a question or an answer in an
// interview: "Q" of "Q: Why now?"; "" if q has another mention.
func (a *analysis) interviewLabel(q *quotes.Quote) string {
	if q.Mention.IsZero() || q.Cue.In(a.t.Source()) != ":" && !q.Cue.IsZero() {
		return ""
	}
	first := a.t.TokenAt(q.Mention.Start)
	if w := strings.TrimSuffix(a.lower(first), "."); interviewLabels[w] && first == a.t.TokenAt(q.Mention.End-1) {
		return w
	}
	return ""
}

var interviewLabels = wordSet("q a question answer")

// interviewee finds who answers in an interview: the person whom the narration names
// most, before the first question if it names anybody there; nobody, if there are two.
func (a *analysis) interviewee(qs []quotes.Quote) resolution {
	const sure = 0.7 // set by hand
	start := len(a.toks)
	for i := range qs {
		if a.interviewLabel(&qs[i]) != "" {
			start = a.t.TokenAt(qs[i].Mention.Start)
			break
		}
	}
	for _, end := range []int{start, len(a.toks)} {
		times := make(map[int]int)
		best, second := -1, 0
		for i := range a.names {
			nm := &a.names[i]
			if nm.first >= end || nm.quote != 0 || !a.person(nm.entity) || a.word(nm.last) == ":" && nm.first > 0 && a.lower(nm.first-1) == "by" {
				continue // "BY MR. HART:" asks
			}
			if times[nm.entity]++; best < 0 || times[nm.entity] > times[best] {
				best = nm.entity
			}
		}
		for e, n := range times {
			if e != best {
				second = max(second, n)
			}
		}
		if best >= 0 && times[best] > second {
			return resolution{best, NoMention, sure}
		}
		if best >= 0 {
			break
		}
	}
	return nobody
}
