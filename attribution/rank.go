package attribution

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/internal/ranker"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// speakerModel has the rankers of the passes; MODEL.md says how
// internal/cmd/train made it.
//
//go:embed speaker.model
var speakerModel []byte

var embeddedModel = sync.OnceValue(func() *ranker.Model {
	m, err := ranker.Decode(speakerModel, len(pronounFeatures), len(takingFeatures), numStatic, len(features))
	if err != nil {
		panic("attribution: speaker.model: " + err.Error()) // a test decodes it
	}
	return m
})

// rank names the speakers of all utterances in passes: the first knows what
// stands around each, the later ones also who probably speaks around it.
func (a *analysis) rank(qs []quotes.Quote, links []link, turns []turn, pr *probe.Probe) {
	s := a.newScene(qs, links, turns)
	for i := range links {
		if l := &links[i]; len(l.antecedents) > 0 {
			l.confidence = math.Round(1000*among*l.confidence) / 1000
		}
	}
	var m *ranker.Model
	if pr != nil {
		m = &ranker.Model{Passes: pr.Models, Taking: pr.Taking, Temperature: 1, News: 1}
	} else {
		m = embeddedModel()
	}
	models := m.Passes
	s.findTakers(m.Taking, pr)
	around := make([]around, len(s.us))
	for i := range s.us {
		u := &s.us[i]
		around[i] = s.around(u)
		u.rows = make([][]float32, len(u.cands)+1)
		for k := range u.rows {
			u.rows[k] = s.static(make([]float32, 0, len(features)), u, cand(k, u), &around[i])
		}
		u.prob = make([]float32, len(u.cands))
	}
	more := pr != nil && pr.More
	for pass := 0; pass < len(models) || more && pass == len(models); pass++ {
		if pass > 0 {
			s.listen()
			for i := range s.us {
				u := &s.us[i]
				if pass == 1 {
					s.prune(u)
				}
				s.gather(u, &around[i])
				for k := range u.rows {
					u.rows[k] = s.dynamic(u.rows[k][:numStatic], u, cand(k, u), &around[i])
				}
			}
		}
		if pass < len(models) {
			s.score(models[pass])
			if pass < len(models)-1 || more {
				s.smooth(1)
			} else {
				s.conclude()
			}
		}
		if pr != nil && pr.Observe != nil {
			for i := range s.us {
				pr.Observe(pass, s.decision(&s.us[i]))
			}
		}
	}
	interviewee := sync.OnceValue(func() resolution { return a.interviewee(qs) })
	temperature := m.Temperature
	if s.news {
		temperature = m.News
	}
	for i := range s.us {
		u := &s.us[i]
		ranker.Temper(u.prob, temperature)
		l := &links[u.quote]
		best := u.top()
		if a.lang != "en" && s.news && i > 0 && s.goesOn(&s.us[i-1], u) {
			before := &links[s.us[i-1].quote]
			l.resolution, l.method = resolution{before.entity, NoMention, before.confidence}, Implicit
		}
		if best < 0 || a.lang != "en" && (l.entity >= 0 || u.tag == otherPronounTag) {
			continue // the ranker has learnt from English tags only
		}
		if label := a.interviewLabel(&qs[u.quote]); label != "" {
			if l.resolution = nobody; label == "a" || label == "answer" {
				l.resolution = interviewee()
			}
			continue
		}
		if s.news && (u.introduces || a.leavesOpen(&qs[u.quote])) {
			continue
		}
		if a.namesNone(&qs[u.quote]) {
			l.resolution = nobody
			continue
		}
		if e := s.continued(links, u, u.prob[best]); e >= 0 {
			l.resolution, l.method = resolution{e, NoMention, continuedSure}, Implicit
			continue
		}
		if u.tag == genderedTag {
			if e := a.justNamed(a.t.TokenAt(qs[u.quote].Mention.Start)); e >= 0 && e != u.cands[best] && e != u.called {
				l.resolution, l.method = resolution{e, Pronoun, justNamedSure}, Anaphoric
				continue
			}
		}
		if e := u.rule.entity; s.news && u.tag == nominalTag && e >= 0 && len(s.cast[e].words) > 0 && s.cast[e].kind != Organization && u.rule.confidence >= sureDescription && e != u.cands[best] && e != u.called && u.prob[best] < mostOverDescription {
			l.resolution, l.method = u.rule, Anaphoric
			continue
		}
		// Three decimals are the same on every processor.
		l.entity, l.confidence = u.cands[best], min(mostSure, math.Round(float64(u.prob[best])*1000)/1000)
		switch {
		case qs[u.quote].Mention.IsZero():
			l.method = Implicit
		case u.tag == nameTag:
			l.method = Explicit
		default:
			l.method = Anaphoric
		}
	}
}

// In news a description that surely means somebody is heeded, unless somebody else is as sure.
const (
	sureDescription     = 0.75
	mostOverDescription = 0.95
)

// goesOn reports whether an utterance without a tag stands in the paragraph of the one
// before it, and nobody is named between them.
func (s *scene) goesOn(before, u *utterance) bool {
	if u.tag != noTag || before.turn != u.turn {
		return false
	}
	for i := before.end; i < u.first; i++ {
		if s.nameAt[i] != 0 {
			return false
		}
	}
	return true
}

// continued returns who, in the news, goes on in a paragraph that is all a quotation and says
// not who speaks: who spoke in the one before, unless he asked or is called by name, or what is not
// clearly news gives another a high probability p. It is -1 if nobody does.
func (s *scene) continued(links []link, u *utterance, p float32) int {
	const sure = 0.6
	if !s.news || !s.clearly && p >= sure || s.lang != "en" || u.tag != noTag || u.turn == 0 || u.pos > 0 || s.apart(u.turn-1, u.turn) != 1 {
		return -1
	}
	par := s.t.Paragraphs()[s.turns[u.turn].paragraph]
	if u.first != par.First || u.end < par.Last-1 {
		return -1
	}
	before := s.turns[u.turn-1].quotes
	v := &s.us[before[len(before)-1]]
	if b := u.turn - 2; b >= 0 && s.apart(b, b+1) == 1 && s.last(b).question {
		return -1 // he has answered
	}
	if v.tag == noTag || v.question || u.question || u.called >= 0 && u.called == links[v.quote].entity {
		return -1
	}
	return links[v.quote].entity
}

// continuedSure is the confidence in that, set by hand.
const continuedSure = 0.6

// namesNone reports whether the mention of q says that somebody speaks whom the text does
// not tell: “…,” somebody shouted; shouts of “…”.
func (a *analysis) namesNone(q *quotes.Quote) bool {
	if i := a.t.TokenAt(q.Span.Start); a.lang == "en" && i > 1 && a.lower(i-1) == "of" && crowdCries[a.lower(i-2)] {
		return true
	}
	if q.Mention.IsZero() || a.lang != "en" {
		return false
	}
	first, last := a.t.TokenAt(q.Mention.Start), a.t.TokenAt(q.Mention.End-1)
	if last == first+1 {
		w := a.lower(first)
		return a.lower(last) == "one" && (w == "some" || w == "any" || w == "no" || w == "every")
	}
	return first == last && (indefinite[a.lower(first)] || a.lower(first) == "they" && a.severalDo(first))
}

// crowdCries are what is heard of a crowd.
var crowdCries = wordSet("shouts cries chants calls murmurs cheers whispers yells")

// severalDo reports whether "they" at token i stands for several who say the same: "they all
// cried", or after a sentence about two: Tom and Ann came in.
func (a *analysis) severalDo(i int) bool {
	const back = 40 // tokens
	switch a.lower(i + 1) {
	case "all", "both", "each":
		return true
	}
	if a.news {
		return false
	}
	for k := i - 1; k > 0 && k > i-back; k-- {
		if n := int(a.nameAt[k]) - 1; n > 0 && a.quoteAt[k] == 0 {
			nm := &a.names[n]
			return nm.first > 1 && a.lower(nm.first-1) == "and" && int(a.nameAt[nm.first-2]) == n
		}
	}
	return false
}

// indefinite are the pronouns for somebody or several whom the text does not tell.
var indefinite = wordSet("everybody everyone somebody someone anybody anyone nobody others another several many some both all")

// leavesOpen reports whether the cue of q, which has no mention, is none that somebody
// near must have: Ruiz has been called “…”, a book titled “…”.
func (a *analysis) leavesOpen(q *quotes.Quote) bool {
	if q.Cue.IsZero() || !q.Mention.IsZero() {
		return false
	}
	last := a.t.TokenAt(q.Cue.End - 1)
	for i := a.t.TokenAt(q.Cue.Start); i < last; i++ {
		if lexicon.Be(a.lower(i)) {
			return true
		}
	}
	v, ok := a.language.Cue(a.word(last))
	return !ok || !v.Report
}

// conclude lets a conversation decide between those who may have spoken the
// turns in which nothing tells it.
func (s *scene) conclude() {
	const weight = 0.3 // by cross-validation; the probabilities know of the turns around
	if !s.news {       // else it is no conversation
		s.smooth(weight)
	}
	for _, t := range s.turns {
		s.heedBeat(t)
		if s.news || slices.ContainsFunc(t.quotes, func(i int) bool { return s.us[i].tag != noTag }) {
			continue
		}
		for _, i := range t.quotes {
			s.us[i].prob = s.us[i].smooth
		}
	}
}

// top returns the index of the likeliest candidate of u, -1 if it has none.
func (u *utterance) top() int {
	top := -1
	for k, p := range u.prob {
		if top < 0 || p > u.prob[top] {
			top = k
		}
	}
	return top
}

// best returns the likeliest speaker of u, -1 if it has no candidate.
func (u *utterance) best() int {
	top := u.top()
	if top < 0 {
		return -1
	}
	return u.cands[top]
}

// heedBeat gives two utterances of a turn that have no tag to whoever does something between
// them, where they would be two people's: “They are shut.” Peter shook his umbrella. “They
// have been since noon.”
//
// So it is with the first utterance of a turn after a sentence of its own with which somebody named
// begins the paragraph: Osei snorted. “And eat it.” Of 107 such in PDNC and LitBank (train) 98 are his.
func (s *scene) heedBeat(t turn) {
	const sure, alone = 0.85, 0.9
	give := func(x *utterance, e int, sure float32) {
		at := slices.Index(x.cands, e)
		if at < 0 || x.called == e {
			return
		}
		for _, p := range [][]float32{x.prob, x.smooth} {
			if len(p) == 0 {
				continue // news after the only pass of a model in training
			}
			if rest := 1 - p[at]; p[at] < sure && rest > 0 {
				for c := range p {
					p[c] *= (1 - sure) / rest
				}
				p[at] = sure
			}
		}
	}
	if u := &s.us[t.quotes[0]]; u.tag == noTag && s.opensWithBeat(u, t.paragraph) {
		give(u, u.before, alone)
	}
	for k := 1; k < len(t.quotes); k++ {
		u, v := &s.us[t.quotes[k-1]], &s.us[t.quotes[k]]
		e := v.before
		if u.tag != noTag || v.tag != noTag || e < 0 || u.after != e || s.cast[e].kind == Organization || s.cast[e].kind == Group || u.best() == v.best() {
			continue
		}
		give(u, e, sure)
		give(v, e, sure)
	}
}

// opensWithBeat reports whether the paragraph of u begins with one sentence before it, of which
// somebody named is the subject.
func (s *scene) opensWithBeat(u *utterance, paragraph int) bool {
	first := s.t.Paragraphs()[paragraph].First
	if u.before < 0 || u.first <= first || s.quoteAt[first] != 0 || s.nameAt[first] == 0 || s.word(u.first-1) != "." {
		return false
	}
	n := &s.names[s.nameAt[first]-1]
	return n.entity == u.before && !n.possessive && s.cast[n.entity].kind != Organization && s.tag(n.last) == tokenize.VBD && s.sents[s.t.SentenceAt(first)].Last == u.first
}

// among is the share of pronouns that stand for one of their candidates at all,
// as counted in cross-validation.
const among = 0.95

// mostSure is the confidence that no answer exceeds: one of the surest in a
// hundred may still be wrong.
const mostSure = 0.99

// score sets the probabilities of the candidates of each utterance. Those of
// several are found together, because trees are faster for many rows.
func (s *scene) score(m *gbdt.Model) {
	const batch = 64
	var rows [][]float32
	var ends []int // of the rows of each utterance
	for from := 0; from < len(s.us); {
		rows, ends = rows[:0], ends[:0]
		to := from
		for to < len(s.us) && len(rows) < batch {
			rows = append(rows, s.us[to].rows...)
			ends = append(ends, len(rows))
			to++
		}
		all := make([]float32, len(rows))
		m.Rank(rows, ends, all)
		for ; from < to; from++ {
			u := &s.us[from]
			n := len(u.rows)
			gbdt.Softmax(all[:n])
			u.prob, all = all[:len(u.cands):len(u.cands)], all[n:]
		}
	}
}

// prune drops the candidates that the first pass finds most unlikely, but not those who do
// something beside the words.
func (s *scene) prune(u *utterance) {
	const least = 0.01
	keep := 0
	for k, e := range u.cands {
		if u.prob[k] >= least || u.smooth[k] >= least || e == u.before || e == u.after {
			u.cands[keep], u.rows[keep] = u.cands[k], u.rows[k]
			u.prob[keep], u.smooth[keep] = u.prob[k], u.smooth[k]
			keep++
		}
	}
	u.rows[keep] = u.rows[len(u.cands)] // nobody's
	u.cands, u.rows = u.cands[:keep], u.rows[:keep+1]
	u.prob, u.smooth = u.prob[:keep], u.smooth[:keep]
}

// cand returns the index of the candidate of row k, -1 for nobody's.
func cand(k int, u *utterance) int {
	if k == len(u.cands) {
		return -1
	}
	return k
}

func (s *scene) decision(u *utterance) probe.Decision {
	const most = 5 // mentions
	d := probe.Decision{Quote: u.quote, Rows: u.rows, Groups: featureGroups, News: s.news, Probabilities: u.prob}
	for _, e := range u.cands {
		ent := s.cast[e]
		c := probe.Candidate{Name: ent.name, Aliases: ent.aliases, Listed: int(ent.listed)}
		for i := s.seenFrom(e, u.end) - 1; i >= 0 && len(c.Mentions) < most; i-- {
			if ev := s.events[s.seen[e][i]]; !ev.quoted {
				c.Mentions = append(c.Mentions, s.span(ev.token, ev.end))
			}
		}
		d.Candidates = append(d.Candidates, c)
	}
	return d
}
