package attribution

import (
	"math"
	"math/bits"
	"slices"
	"sort"
	"strconv"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// An utterance is an outermost direct quotation and what stands around it.
type utterance struct {
	quote      int // index of the quotation
	turn       int
	pos        int // in its turn, from 0
	first, end int // its tokens
	ref        int // the token before which mentions are recent
	tag        tagForm
	gender     Gender       // that the pronoun of its tag tells
	rule       resolution   // of its tag, by the rules alone
	tagged     []antecedent // for whom that pronoun may stand
	owner      int          // to whom the speaker in its tag belongs, who is somebody else; -1 if nobody is told
	bearers    []int        // those who bear the name in its tag
	called     int          // the entity that it calls by name, -1 if none
	calledSex  Gender       // of whom it calls otherwise: "sir", "mother"
	answers    bool         // it begins as answers do: "No", "Because"
	inside     []int        // the entities that it names
	introduces bool         // its tag describes somebody new: “a nurse”, “officials”, “one”
	question   bool
	speaksAsI  bool
	words      []int32 // its words, marks and length, in order and each once
	before     int     // subjects of the narration in its paragraph, -1 if none
	after      int
	besides    [2][]antecedent // for whom these may stand, if they are pronouns
	cands      []int
	rows       [][]float32
	prob       []float32 // of each candidate, after a pass
	smooth     []float32 // likewise, in its conversation
}

// addresses are the words, other than names, by which people are called, and
// the gender that they tell. Those of kin count only where commas or the
// quotation's edge set them off.
var addresses = map[string]Gender{
	"sir": Male, "monsieur": Male, "fellow": Male, "gentleman": Male, "lad": Male,
	"madam": Female, "madame": Female, "ma'am": Female, "mademoiselle": Female, "miss": Female,
}

var kinAddresses = map[string]Gender{
	"father": Male, "papa": Male, "dad": Male, "daddy": Male, "uncle": Male, "brother": Male, "boy": Male, "son": Male, "man": Male, "lord": Male, "chap": Male,
	"mother": Female, "mamma": Female, "mama": Female, "mummy": Female, "aunt": Female, "auntie": Female, "sister": Female, "girl": Female,
	"daughter": Female, "lady": Female,
}

// answerWords begin answers.
var answerWords = wordSet("yes no nay aye yeah nope never certainly because indeed exactly quite nothing nobody thanks perhaps")

// tagForm is the form of the mention in a tag.
type tagForm uint8

const (
	noTag tagForm = iota
	nameTag
	genderedTag
	narratorTag
	otherPronounTag
	nominalTag
	titleTag // a description that stands for a name: "the Professor"
)

// in returns the probability that e spoke, given the conversation.
func (u *utterance) in(e int) float32 { return u.of(e, u.smooth) }

// p returns the probability that e spoke.
func (u *utterance) p(e int) float32 { return u.of(e, u.prob) }

// of returns e's share of the candidates' values.
func (u *utterance) of(e int, values []float32) float32 {
	if i := slices.Index(u.cands, e); i >= 0 {
		return values[i]
	}
	return 0
}

// antecedentOf returns the probability that a pronoun, of which as are the
// antecedents, stands for e; -1 if there is none.
func antecedentOf(e int, as []antecedent) float32 {
	if len(as) == 0 {
		return -1
	}
	for _, x := range as {
		if x.entity == e {
			return x.p
		}
	}
	return 0
}

// anchor returns whom a name in the tag, a title or "I" makes the speaker; -1 if
// there is no such tag.
func (u *utterance) anchor() int {
	if u.tag == nameTag || u.tag == narratorTag || u.tag == titleTag {
		return u.rule.entity
	}
	return -1
}

// How far candidates are looked for.
const (
	maxCandidates = 16
	maxBack       = 120 // mentions before the quotation
	backDistinct  = 8   // different people among them
	maxAhead      = 12  // mentions after it
	aheadDistinct = 3
	maxTurns      = 4   // turns before and after
	maxBeside     = 8   // utterances of one of them
	maxGap        = 4   // paragraphs from one turn to the next of a conversation
	likely        = 0.3 // probability with which the pronoun of a beat stands for somebody
)

// A scene has all utterances of a text and what is known of everybody in it.
type scene struct {
	*analysis
	us         []utterance
	turns      []turn   // of utterances
	takers     []takers // of turns
	sections   []int    // of paragraphs
	seen       [][]int32
	named      []int // how often each entity is mentioned in the narration
	quoted     []int // and in quotations
	called     []int // how often it is called by name
	speaks     []int // how many tags name it
	vocabulary vocabulary
	uses       []float32 // of a word: how many utterances have it
	// wholeCast says that most names in the narration are in the caller's list:
	// who is not will hardly speak.
	wholeCast bool
	// What listen adds up, from the second pass on.
	voices    *voices
	behind    map[[2]int]float32 // by the entity of a description and a candidate: how often he is meant
	described map[int]float32    // how often a description says who speaks
}

// A vocabulary numbers words.
type vocabulary map[string]int32

func (v vocabulary) id(w string) int32 {
	id, ok := v[w]
	if !ok {
		id = int32(len(v))
		v[w] = id
	}
	return id
}

func (a *analysis) newScene(qs []quotes.Quote, links []link, turns []turn) *scene {
	s := &scene{analysis: a, vocabulary: make(vocabulary), sections: a.sections()}
	s.seen = make([][]int32, len(a.cast))
	s.named, s.quoted = make([]int, len(a.cast)), make([]int, len(a.cast))
	s.called, s.speaks = make([]int, len(a.cast)), make([]int, len(a.cast))
	for i, ev := range a.events {
		s.seen[ev.entity] = append(s.seen[ev.entity], int32(i))
		if ev.quoted {
			s.quoted[ev.entity]++
		} else {
			s.named[ev.entity]++
		}
	}
	names, listed := 0, 0
	for i := range a.events {
		if ev := &a.events[i]; ev.kind == Name && !ev.quoted {
			names++
			if a.cast[ev.entity].listed != 0 {
				listed++
			}
		}
	}
	s.wholeCast = 2*listed > names
	for _, tn := range turns {
		t := turn{paragraph: tn.paragraph}
		for pos, q := range tn.quotes {
			t.quotes = append(t.quotes, len(s.us))
			s.us = append(s.us, s.utterance(qs[q], links[q], q, len(s.turns), pos, tn.paragraph))
		}
		s.turns = append(s.turns, t)
	}
	for i := range s.us {
		u := &s.us[i]
		if u.called >= 0 {
			s.called[u.called]++
		}
		if e := u.anchor(); e >= 0 {
			s.speaks[e]++
		}
	}
	s.uses = make([]float32, len(s.vocabulary))
	for i := range s.us {
		for _, w := range s.us[i].words {
			s.uses[w]++
		}
	}
	for t := range s.turns {
		s.participants(t)
	}
	for i := range s.us {
		s.candidates(&s.us[i])
	}
	return s
}

func (s *scene) utterance(q quotes.Quote, l link, index, turn, pos, paragraph int) utterance {
	a := s.analysis
	u := utterance{quote: index, turn: turn, pos: pos, rule: l.resolution, tagged: l.antecedents, owner: l.owner, called: a.vocative(q), before: -1, after: -1}
	u.first = a.t.TokenAt(q.Span.Start)
	u.end = a.t.TokenAt(q.Span.End-1) + 1
	u.ref = u.first
	if m := q.Mention; !m.IsZero() {
		at := a.t.TokenAt(m.Start)
		u.ref = min(u.ref, at)
		w := a.lower(at)
		switch {
		case l.kind == Name:
			u.tag = nameTag
			if n := a.headName(at, a.t.TokenAt(m.End-1)+1); n >= 0 {
				u.bearers = a.bearers(&a.names[n])
			}
		case l.entity >= 0 && l.entity == a.narrator:
			u.tag = narratorTag
		case l.kind == Pronoun || a.standsFor(w) && m.End <= a.toks[at].End:
			u.tag, u.gender = otherPronounTag, a.pronounGender(w)
			if u.gender != UnknownGender {
				u.tag = genderedTag
			}
			u.introduces = w == "one" // of several
		default:
			u.tag = nominalTag
			if l.entity >= 0 {
				ent := a.cast[l.entity]
				u.gender = ent.gender
				end := a.t.TokenAt(m.End-1) + 1
				head := a.headNoun(at, end)
				phrase := a.text(a.span(a.skipDeterminer(at, end), end))
				capital, listed := lexicon.Capital(a.word(head)), a.listedAs(phrase) == l.entity
				switch {
				case capital && listed: // as good as a name
					u.tag, u.bearers = nameTag, []int{l.entity}
				case listed || a.bearsTitle(ent, a.lower(head)) || !a.news && w == "the" && capital:
					u.tag = titleTag
				}
				u.introduces = w == "a" || w == "an" || ent.kind == Group || ent.kind == Organization
			}
		}
	}
	if g := a.saidBy(&q); q.Mention.IsZero() && g != UnknownGender {
		u.tag, u.gender = genderedTag, g
	}
	for _, part := range q.Parts {
		for i := a.t.TokenAt(part.Start); i < len(a.toks) && a.toks[i].Start < part.End; i++ {
			if n := int(a.nameAt[i]) - 1; n >= 0 {
				if len(u.inside) < maxCandidates {
					u.inside = append(u.inside, a.names[n].entity)
				}
				i = a.names[n].last - 1
				u.words = append(u.words, s.vocabulary.id(a.text(a.span(a.names[n].first, a.names[n].last))))
				continue
			}
			w := a.lower(i)
			switch a.toks[i].Kind {
			case tokenize.Word, tokenize.Punct, tokenize.Dash: // one cries, another breaks off
				u.words = append(u.words, s.vocabulary.id(w))
			}
			if g := addresses[w]; g != UnknownGender {
				u.calledSex = g
			} else if g := kinAddresses[w]; g != UnknownGender && a.setOff(i, part) {
				u.calledSex = g
			}
			if i == u.first {
				u.answers = answerWords[w]
			}
			switch w {
			case "i", "my", "me":
				u.speaksAsI = true
			case "?":
				u.question = true
			case ".", "!":
				u.question = false
			}
		}
	}
	u.words = append(u.words, s.vocabulary.id(strconv.Itoa(bits.Len(uint(u.end-u.first))))) // how long he speaks, too
	slices.Sort(u.words)
	u.words = slices.Compact(u.words)
	p := a.t.Paragraphs()[paragraph]
	if u.first > p.First && a.quoteAt[u.first-1] == 0 {
		u.before, u.besides[0] = a.subject(a.narrationStart(p.First, u.first), u.first)
	}
	if u.end < p.Last && a.quoteAt[u.end] == 0 {
		u.after, u.besides[1] = a.subject(u.end, p.Last)
	}
	for k := 1; k < len(q.Parts) && q.Mention.IsZero() && u.before < 0; k++ { // “And this”—Ida Moss tapped the jar—“is it.”
		from, to := a.t.TokenAt(q.Parts[k-1].End), a.t.TokenAt(q.Parts[k].Start)
		for from < to && a.toks[from].Kind != tokenize.Word {
			from++
		}
		u.before, u.besides[0] = a.subject(from, to)
	}
	if u.first == p.First && paragraph > 0 && u.before < 0 {
		u.before = a.heading(paragraph - 1)
	}
	return u
}

// setOff reports whether a comma or the edge of a quotation's part stands after
// the word at i, and before the words that belong to it ("my dear").
func (a *analysis) setOff(i int, part tokenize.Span) bool {
	const most = 3 // words that belong to it
	if i+1 < len(a.toks) && a.toks[i+1].Start < part.End && a.toks[i+1].Kind == tokenize.Word {
		return false
	}
	for k := i - 1; k >= i-most; k-- {
		if k < 0 || a.toks[k].Start < part.Start || a.toks[k].Kind == tokenize.Punct {
			return true
		}
		switch a.lower(k) {
		case "my", "dear", "old", "good", "poor", "young", "little":
		default:
			return false
		}
	}
	return false
}

// bearers returns the last few entities that a name may stand for.
func (a *analysis) bearers(n *name) []int {
	const most = 4
	title, titled, full, _ := a.forms(n)
	gender := titleGender(title)
	if a.cast[n.entity].listed != 0 && a.listedAs(titled) == n.entity {
		return []int{n.entity} // the list has it as it stands
	}
	var out []int
	ids := a.latest(full)
	for _, e := range slices.Backward(ids) {
		if len(out) < most && agree(gender, a.cast[e].gender) >= 0 && sameTitle(title, a.cast[e].title) {
			out = append(out, e)
		}
	}
	return out
}

// heading returns the entity that a paragraph with a colon at its end
// introduces: "From Chair Rosa Lind:".
func (a *analysis) heading(paragraph int) int {
	p := a.t.Paragraphs()[paragraph]
	if a.word(p.Last-1) != ":" || a.quoteAt[p.Last-1] != 0 {
		return -1
	}
	from := a.sents[p.LastSent-1].First
	if w := a.lower(from); w == "from" || w == "by" {
		from++
	}
	e, _ := a.subject(from, p.Last)
	return e
}

// eventsFrom returns the index of the first event at or after a token.
func (a *analysis) eventsFrom(token int) int {
	return sort.Search(len(a.events), func(i int) bool { return a.events[i].token >= token })
}

// candidates lists those who may have spoken u: those who bear the name in its
// tag, or if it has none the one that the rules think of, those mentioned last
// before it and first after it, those whom the tags of the turns around it
// name, and the narrator.
func (s *scene) candidates(u *utterance) {
	add := func(e int) bool {
		if e < 0 || e == u.owner || len(u.cands) >= maxCandidates || slices.Contains(u.cands, e) {
			return false
		}
		switch k := s.cast[e].kind; {
		case u.tag == genderedTag && (s.cast[e].narrator || k == Organization || k == Publication), u.tag == nominalTag && s.cast[e].narrator && e != u.rule.entity:
			return false // neither whoever tells it nor a company is "he", nor is he "the clerk"
		case u.tag == nominalTag && e != u.rule.entity && s.tagsBeside(u.turn, e):
			return false // “…,” said the clerk. ¶ “…,” said the girl.
		case (k == Organization || k == Group) && !s.news && e != u.rule.entity:
			return false
		}
		u.cands = append(u.cands, e)
		return true
	}
	add(u.rule.entity)
	for _, e := range u.bearers {
		add(e)
	}
	if (u.tag == nameTag || u.tag == narratorTag) && len(u.cands) > 0 {
		return // somebody of that name, or whoever tells it
	}
	for _, x := range u.tagged {
		if x.p >= least {
			add(x.entity)
		}
	}
	add(u.before)
	add(u.after)
	for _, as := range u.besides {
		for _, x := range as {
			if x.p >= likely {
				add(x.entity)
			}
		}
	}
	for _, e := range s.turns[u.turn].active {
		add(e)
	}
	distinct := 0
	from := s.eventsFrom(u.ref)
	for i := from - 1; i >= 0 && i >= from-maxBack && distinct < backDistinct; i-- {
		if add(s.events[i].entity) {
			distinct++
		}
	}
	for k := 1; k <= maxTurns; k++ {
		for _, t := range []int{u.turn - k, u.turn + k} {
			if t >= 0 && t < len(s.turns) {
				vs := s.turns[t].quotes
				for _, v := range vs[:min(len(vs), maxBeside)] {
					add(s.us[v].anchor())
					add(s.us[v].called)
				}
			}
		}
	}
	distinct = 0
	from = s.eventsFrom(u.end)
	for i := from; i < len(s.events) && i < from+maxAhead && distinct < aheadDistinct; i++ {
		if add(s.events[i].entity) {
			distinct++
		}
	}
	if s.narrator >= 0 {
		add(s.narrator)
	}
}

// tagsBeside reports whether a tag in the turn before t or after it describes e.
func (s *scene) tagsBeside(t, e int) bool {
	for _, b := range []int{t - 1, t + 1} {
		if b < 0 || b >= len(s.turns) {
			continue
		}
		vs := s.turns[b].quotes
		for _, v := range vs[:min(len(vs), maxBeside)] {
			if u := &s.us[v]; u.rule.entity == e && u.tag == nominalTag {
				return true
			}
		}
	}
	return false
}

// participants lists those who take part in the conversation of turn t, as
// far as tags and beats tell: the last few before it and the next ones.
func (s *scene) participants(t int) {
	const (
		most  = 4  // people on either side
		reach = 14 // turns
	)
	for _, step := range []int{-1, 1} {
		n := 0
		for k := t; n < most && k != t+step*reach; k += step {
			if k < 0 || k >= len(s.turns) || k != t && s.apart(k-step, k) > maxGap {
				break
			}
			for _, i := range s.turns[k].quotes {
				u := &s.us[i]
				for _, e := range []int{u.rule.entity, u.before, u.after, u.called} {
					if e >= 0 && !slices.Contains(s.turns[t].active, e) {
						s.turns[t].active = append(s.turns[t].active, e)
						n++
					}
				}
			}
		}
	}
}

// lastEvent returns the index of the last mention of e before a token, -1 if
// there is none.
func (s *scene) lastEvent(e, token int) int {
	if i := s.seenFrom(e, token); i > 0 {
		return int(s.seen[e][i-1])
	}
	return -1
}

// lastNamed returns the index of the last mention of e in the narration, by
// name, before a token, -1 if there is none near.
func (s *scene) lastNamed(e, token int) int {
	const most = 30 // mentions that are looked at
	at := s.seenFrom(e, token) - 1
	for k := at; k >= 0 && k > at-most; k-- {
		if ev := &s.events[s.seen[e][k]]; ev.kind == Name && !ev.quoted {
			return int(s.seen[e][k])
		}
	}
	return -1
}

// seenFrom returns where in s.seen[e] the mentions from a token on begin.
func (s *scene) seenFrom(e, token int) int {
	seen := s.seen[e]
	return sort.Search(len(seen), func(i int) bool { return s.events[seen[i]].token >= token })
}

// count returns how often e is mentioned from one token to another.
func (s *scene) count(e, from, to int) int {
	return s.seenFrom(e, to) - s.seenFrom(e, from)
}

// neighbour returns the utterance of the turn k turns away that stands
// nearest to u, nil if the conversation does not reach so far.
func (s *scene) neighbour(u *utterance, k int) *utterance {
	step := 1
	if k < 0 {
		step = -1
	}
	t := u.turn
	for ; k != 0; k -= step {
		n := t + step
		if n < 0 || n >= len(s.turns) || s.apart(t, n) > maxGap {
			return nil
		}
		t = n
	}
	if step > 0 {
		return s.first(t)
	}
	return s.last(t)
}

// first and last return those utterances of a turn.
func (s *scene) first(t int) *utterance { return &s.us[s.turns[t].quotes[0]] }
func (s *scene) last(t int) *utterance  { return &s.us[lastOf(s.turns[t].quotes, 1)] }

// beside returns the utterance d places on in the same paragraph, nil if
// there is none.
func (s *scene) beside(u *utterance, d int) *utterance {
	qs := s.turns[u.turn].quotes
	if k := u.pos + d; k >= 0 && k < len(qs) {
		return &s.us[qs[k]]
	}
	return nil
}

// gap returns the number of paragraphs between u's turn and the next (step 1)
// or the one before (step -1).
func (s *scene) gap(u *utterance, step int) int {
	t := u.turn + step
	if t < 0 || t >= len(s.turns) {
		return far
	}
	return min(far, s.apart(u.turn, t))
}

// far is the number of paragraphs that is as good as any larger one.
const far = 10

// apart returns the number of paragraphs between two turns, far or more if they
// are in two sections.
func (s *scene) apart(t, other int) int {
	from, to := s.turns[t].paragraph, s.turns[other].paragraph
	n := max(from-to, to-from)
	if s.sections[from] != s.sections[to] {
		n += far
	}
	return n
}

func logf(n int) float32 { return float32(math.Log1p(float64(max(0, n)))) }

// narrationBeside returns the subjects of the first and the last sentence of
// the paragraph beside u's, if it is narration only; else -1.
func (s *scene) narrationBeside(u *utterance, step int) (first, last int) {
	p := s.turns[u.turn].paragraph + step
	if p < 0 || p >= len(s.t.Paragraphs()) || s.gap(u, step) == 1 {
		return -1, -1
	}
	par := s.t.Paragraphs()[p]
	sub := func(sent tokenize.Sentence) int {
		e, _ := s.subject(sent.First, sent.Last)
		return e
	}
	return sub(s.sents[par.FirstSent]), sub(s.sents[par.LastSent-1])
}

// nextEvent returns the index of the first mention of e at or after a token,
// -1 if there is none.
func (s *scene) nextEvent(e, token int) int {
	if i := s.seenFrom(e, token); i < len(s.seen[e]) {
		return int(s.seen[e][i])
	}
	return -1
}
