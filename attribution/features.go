package attribution

import (
	"math/bits"
	"slices"
)

// features names what the ranker knows of a candidate, in order, and the
// group that each belongs to. static fills the first of them, dynamic those
// from "own" on, which need the probabilities of an earlier pass.
var features = []struct{ name, group string }{
	{"nobody", "quotation"},
	{"tag", "tag"}, {"tag gender", "tag"}, {"tag after", "tag"}, {"rule answers", "tag"},
	{"length", "quotation"}, {"question", "quotation"}, {"says I", "quotation"}, {"place", "quotation"}, {"of paragraph", "quotation"},
	{"opens paragraph", "quotation"}, {"closes paragraph", "quotation"}, {"gap before", "quotation"}, {"gap after", "quotation"},
	{"asked before", "quotation"}, {"news", "quotation"}, {"first person", "quotation"}, {"text", "quotation"}, {"candidates", "quotation"}, {"calls", "words"}, {"calls a gender", "words"}, {"answers", "quotation"}, {"section", "quotation"},

	{"rule", "tag"}, {"rule confidence", "tag"}, {"antecedent", "tag"}, {"agrees", "tag"}, {"bears name", "tag"}, {"bearers", "tag"},
	{"gender", "entity"}, {"narrator", "entity"}, {"kind", "entity"}, {"named", "entity"}, {"quoted", "entity"}, {"called", "entity"},
	{"tags", "entity"}, {"fame", "entity"}, {"only quoted", "entity"}, {"person", "entity"}, {"listed", "entity"},

	{"near 50", "recency"}, {"near 200", "recency"}, {"near 1000", "recency"}, {"tags near", "recency"},
	{"distance", "recency"}, {"distance quoted", "recency"}, {"sentences", "recency"}, {"rank", "recency"}, {"rank agreeing", "recency"},
	{"last subject", "recency"}, {"last form", "recency"}, {"same paragraph", "recency"}, {"ahead", "recency"},
	{"distance named", "recency"}, {"subject named", "recency"}, {"rank named", "recency"},
	{"in section", "recency"}, {"later in section", "recency"},

	{"beat before", "beat"}, {"beat after", "beat"}, {"other before", "beat"}, {"other after", "beat"}, {"antecedent before", "beat"}, {"antecedent after", "beat"}, {"in paragraph", "beat"},
	{"narration before", "beat"}, {"narration before ends", "beat"}, {"narration after", "beat"},

	{"called here", "words"}, {"inside here", "words"}, {"called before", "words"}, {"called after", "words"},
	{"called two before", "words"}, {"inside before", "words"}, {"inside after", "words"},

	{"tag beside before", "turns"}, {"tag beside after", "turns"},
	{"tag -1", "turns"}, {"tag -2", "turns"}, {"tag -3", "turns"}, {"tag -4", "turns"},
	{"tag +1", "turns"}, {"tag +2", "turns"}, {"tag +3", "turns"},
	{"gender -1", "turns"}, {"gender -2", "turns"}, {"gender +1", "turns"}, {"gender +2", "turns"},
	{"beats -1", "turns"}, {"beats -2", "turns"}, {"beats +1", "turns"},
	{"turns since tag", "turns"}, {"turns until tag", "turns"},
	{"rule -1", "turns"}, {"rule -2", "turns"}, {"rule +1", "turns"}, {"rule +2", "turns"}, {"evidence before", "turns"}, {"evidence after", "turns"},
	{"called two after", "words"}, {"inside two before", "words"}, {"inside two after", "words"}, {"spoken of", "words"}, {"gender called before", "words"}, {"gender called after", "words"}, {"gender called around", "words"},

	{"own", "sequence"}, {"own in turn", "sequence"}, {"beside before", "sequence"}, {"beside after", "sequence"},
	{"-1", "sequence"}, {"-2", "sequence"}, {"-3", "sequence"}, {"-4", "sequence"},
	{"+1", "sequence"}, {"+2", "sequence"}, {"+3", "sequence"},
	{"mass before", "sequence"}, {"mass after", "sequence"}, {"turns since", "sequence"}, {"own best other", "sequence"},
	{"sure -1", "sequence"}, {"sure -2", "sequence"}, {"sure +1", "sequence"},
	{"alternates before", "alternation"}, {"alternates after", "alternation"}, {"run before", "alternation"}, {"run after", "alternation"},
	{"mass rank", "mass"}, {"mass rank agreeing", "mass"}, {"mass share", "mass"}, {"speakers near", "mass"}, {"bound", "mass"},
	{"voice", "voice"}, {"voice above", "voice"}, {"voice size", "voice"},
	{"takes again", "taking"}, {"takes back", "taking"}, {"taken again", "taking"}, {"taken back", "taking"}, {"expected before", "taking"}, {"expected after", "taking"},
}

var featureGroups = func() []string {
	groups := make([]string, len(features))
	for i, f := range features {
		groups[i] = f.group
	}
	return groups
}()

// numStatic is the number of features that need no earlier pass.
var numStatic = func() int {
	for i, f := range features {
		if f.name == "own" {
			return i
		}
	}
	return len(features)
}()

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// sign is 1 if x is e, -1 if it is somebody else, 0 if nobody.
func sign(x, e int) float32 {
	switch x {
	case -1:
		return 0
	case e:
		return 1
	}
	return -1
}

// coarse returns the number of binary digits of n, at most 6. Exact counts
// would tell the characters of the training novels apart.
func coarse(n int) float32 { return float32(min(6, bits.Len(uint(n)))) }

// agree is 1 if both genders are known and the same, -1 if they differ, 0 if
// one is not known.
func agree(a, b Gender) float32 {
	switch {
	case a == UnknownGender || b == UnknownGender:
		return 0
	case a == b:
		return 1
	}
	return -1
}

// listed is 1 if e is in a list that has the whole cast, -1 if it is not, 0 if
// there is no such list, or the tag of u has a name.
func (s *scene) listed(u *utterance, e int) float32 {
	switch {
	case !s.wholeCast || u.tag == nameTag:
		return 0
	case s.cast[e].listed != 0:
		return 1
	}
	return -1
}

func oneOf(e int, es []int) float32 { return flag(slices.Contains(es, e)) }

// around holds what the features of all candidates of an utterance share.
type around struct {
	before, after         [maxTurns + 1]*utterance // by distance in turns, from 1
	besideBack, besideFwd *utterance
	narrFirst, narrLast   int
	narrNext              int
	paragraphFirst        int // tokens of the paragraph
	paragraphLast         int
	sectionFirst          int // tokens of the section, up to those too far away
	sectionLast           int
	last                  []int     // the last mention of each candidate before the quotation
	named                 []int     // the last by name in the narration
	head                  []float32 // the features of the quotation itself
	// From the second pass on; gather fills them.
	turns    []share   // how many of the turns around each candidate speaks
	mass     []float32 // before and after together
	speakers float32   // how many of them speak in two or more
	voice    []float32 // how much the words are like his
}

// A share is how many turns somebody speaks before and after a quotation, and how
// many turns ago he probably last did.
type share struct{ before, after, since float32 }

func (s *scene) around(u *utterance) around {
	c := around{besideBack: s.beside(u, -1), besideFwd: s.beside(u, 1)}
	for k := 1; k <= maxTurns; k++ {
		c.before[k], c.after[k] = s.neighbour(u, -k), s.neighbour(u, k)
	}
	c.narrFirst, c.narrLast = s.narrationBeside(u, -1)
	c.narrNext, _ = s.narrationBeside(u, 1)
	paragraph := s.turns[u.turn].paragraph
	p := s.t.Paragraphs()[paragraph]
	c.paragraphFirst, c.paragraphLast = p.First, p.Last
	c.sectionFirst, c.sectionLast = s.section(paragraph, u.end)
	for _, e := range u.cands {
		c.last = append(c.last, s.lastEvent(e, u.ref))
		c.named = append(c.named, s.lastNamed(e, u.ref))
	}
	askedBefore := c.before[1] != nil && c.before[1].question
	c.head = []float32{
		float32(u.tag), float32(u.gender), flag(u.tag != noTag && u.ref == u.first), flag(u.rule.entity >= 0),
		logf(u.end - u.first), flag(u.question), flag(u.speaksAsI), float32(u.pos), float32(min(6, len(s.turns[u.turn].quotes))),
		flag(u.first == p.First), flag(u.end >= p.Last), float32(s.gap(u, -1)), float32(s.gap(u, 1)),
		flag(askedBefore), flag(s.news), flag(s.narrator >= 0), float32(bits.Len(uint(len(s.toks) / 500))), float32(len(u.cands)), flag(u.called >= 0), float32(u.calledSex), flag(u.answers), logf(paragraph - s.sections[paragraph]),
	}
	return c
}

// static appends the features of candidate i of u; i is -1 for nobody.
func (s *scene) static(x []float32, u *utterance, i int, c *around) []float32 {
	if i < 0 {
		x = append(x, 1)
		x = append(x, c.head...)
		return append(x, make([]float32, numStatic-len(x))...)
	}
	e := u.cands[i]
	ent := s.cast[e]
	x = append(append(x, 0), c.head...)

	rule, conf := flag(e == u.rule.entity), float32(0)
	if rule > 0 {
		conf = float32(u.rule.confidence)
	}
	total := s.named[e] + s.quoted[e]
	fame := float32(0) // how many of the others are mentioned more in the text
	for _, o := range u.cands {
		fame += flag(s.named[o] > s.named[e])
	}
	x = append(x, rule, conf, antecedentOf(e, u.tagged), agree(u.gender, ent.gender), oneOf(e, u.bearers), float32(len(u.bearers)),
		float32(ent.gender), flag(e == s.narrator), float32(ent.kind), coarse(s.named[e]), coarse(s.quoted[e]), coarse(s.called[e]),
		coarse(s.speaks[e]), fame, float32(int(4*float32(s.quoted[e])/float32(total+1))), float32(int(4*s.personhood(ent))), s.listed(u, e))

	last := c.last[i]
	distance, quotedAt, sentences, subject, form, same := float32(12), float32(12), float32(40), float32(-1), float32(0), float32(0)
	at := s.seenFrom(e, u.ref) - 1
	for k := at; k >= 0 && k > at-6; k-- {
		ev := s.events[s.seen[e][k]]
		d := logf(u.ref - ev.token)
		if ev.quoted {
			quotedAt = min(quotedAt, d)
			continue
		}
		distance, subject, form = d, flag(ev.subject), float32(ev.kind)
		sentences = float32(min(40, s.t.SentenceAt(u.first)-ev.sent))
		same = flag(ev.token >= c.paragraphFirst)
		break
	}
	var rank, agreeing float32 // those mentioned since
	for k, o := range u.cands {
		if c.last[k] > last {
			rank++
			if agree(u.gender, s.cast[o].gender) >= 0 {
				agreeing++
			}
		}
	}
	ahead := float32(6)
	if n := s.nextEvent(e, u.end); n >= 0 {
		ahead = min(6, logf(s.events[n].token-u.end))
	}
	tagsNear := 0
	for k := 1; k <= maxTurns; k++ {
		for _, v := range []*utterance{c.before[k], c.after[k]} {
			if v != nil && v.anchor() == e {
				tagsNear++
			}
		}
	}
	x = append(x, float32(s.count(e, u.ref-50, u.ref)), float32(s.count(e, u.ref-200, u.ref)), float32(s.count(e, u.ref-1000, u.ref)), float32(tagsNear),
		distance, quotedAt, sentences, rank, agreeing, subject, form, same, ahead)
	named := c.named[i]
	distance, subject, rank = 12, -1, 0
	if named >= 0 {
		distance, subject = logf(u.ref-s.events[named].token), flag(s.events[named].subject)
	}
	for k, o := range u.cands {
		if c.named[k] > named && agree(u.gender, s.cast[o].gender) >= 0 {
			rank++
		}
	}
	x = append(x, distance, subject, rank, coarse(s.count(e, c.sectionFirst, u.ref)), coarse(s.count(e, u.end, c.sectionLast)))

	x = append(x, flag(u.before == e), flag(u.after == e), flag(u.before >= 0 && u.before != e), flag(u.after >= 0 && u.after != e), antecedentOf(e, u.besides[0]), antecedentOf(e, u.besides[1]),
		float32(s.count(e, c.paragraphFirst, c.paragraphLast)), sign(c.narrFirst, e), sign(c.narrLast, e), sign(c.narrNext, e))

	calledBy := func(v *utterance) float32 {
		if v == nil {
			return 0
		}
		return sign(v.called, e)
	}
	names := func(v *utterance) float32 {
		if v == nil {
			return 0
		}
		return oneOf(e, v.inside)
	}
	x = append(x, sign(u.called, e), oneOf(e, u.inside), calledBy(c.before[1]), calledBy(c.after[1]), calledBy(c.before[2]),
		names(c.before[1]), names(c.after[1]))

	tagged := func(v *utterance) float32 {
		if v == nil {
			return 0
		}
		return sign(v.anchor(), e)
	}
	gender := func(v *utterance) float32 {
		if v == nil || v.tag != genderedTag && v.tag != nominalTag && v.tag != titleTag {
			return 0
		}
		return agree(v.gender, ent.gender)
	}
	beats := func(v *utterance) float32 {
		if v == nil || v.tag != noTag {
			return 0
		}
		return flag(v.before == e || v.after == e)
	}
	x = append(x, tagged(c.besideBack), tagged(c.besideFwd),
		tagged(c.before[1]), tagged(c.before[2]), tagged(c.before[3]), tagged(c.before[4]),
		tagged(c.after[1]), tagged(c.after[2]), tagged(c.after[3]),
		gender(c.before[1]), gender(c.before[2]), gender(c.after[1]), gender(c.after[2]),
		beats(c.before[1]), beats(c.before[2]), beats(c.after[1]))
	since, until := float32(9), float32(9)
	for k := maxTurns; k >= 1; k-- {
		if v := c.before[k]; v != nil && v.anchor() == e {
			since = float32(k)
		}
		if v := c.after[k]; v != nil && v.anchor() == e {
			until = float32(k)
		}
	}
	x = append(x, since, until)
	resolved := func(v *utterance) float32 {
		if v == nil {
			return 0
		}
		return sign(v.rule.entity, e)
	}
	back, _ := s.alternates(u, -1, func(v *utterance) float32 { return v.evidence(e) })
	fwd, _ := s.alternates(u, 1, func(v *utterance) float32 { return v.evidence(e) })
	x = append(x, resolved(c.before[1]), resolved(c.before[2]), resolved(c.after[1]), resolved(c.after[2]), back, fwd)
	of := func(v *utterance) float32 { return flag(v.called != e && slices.Contains(v.inside, e)) }
	ofBack, _ := s.alternates(u, -1, of)
	ofFwd, _ := s.alternates(u, 1, of)
	sexed := func(v *utterance) float32 {
		if v == nil {
			return 0
		}
		return agree(v.calledSex, ent.gender)
	}
	other := func(v *utterance) float32 { return -sexed(v) }
	sexBack, _ := s.alternates(u, -1, other)
	sexFwd, _ := s.alternates(u, 1, other)
	return append(x, calledBy(c.after[2]), names(c.before[2]), names(c.after[2]), ofBack+ofFwd, sexed(c.before[1]), sexed(c.after[1]), sexBack+sexFwd)
}

// dynamic appends the features that the pass before gives.
func (s *scene) dynamic(x []float32, u *utterance, i int, c *around) []float32 {
	if i < 0 {
		own := float32(1)
		for _, p := range u.prob {
			own -= p
		}
		x = append(x, own)
		return append(x, make([]float32, len(features)-len(x))...)
	}
	e := u.cands[i]
	p := func(v *utterance) float32 {
		if v == nil {
			return -1
		}
		return v.in(e)
	}
	other := float32(0)
	for k, q := range u.smooth {
		if k != i {
			other = max(other, q)
		}
	}
	turns := c.turns[i]
	sure := func(v *utterance) float32 {
		if v == nil {
			return -1
		}
		top := float32(0)
		for _, q := range v.smooth {
			top = max(top, q)
		}
		return top
	}
	x = append(x, u.prob[i], u.smooth[i], p(c.besideBack), p(c.besideFwd),
		p(c.before[1]), p(c.before[2]), p(c.before[3]), p(c.before[4]), p(c.after[1]), p(c.after[2]), p(c.after[3]),
		turns.before, turns.after, turns.since, other, sure(c.before[1]), sure(c.before[2]), sure(c.after[1]))
	speaks := func(v *utterance) float32 { return v.in(e) }
	back, runBack := s.alternates(u, -1, speaks)
	fwd, runFwd := s.alternates(u, 1, speaks)
	var rank, agreeing, sum float32
	for k, m := range c.mass {
		sum += m
		if m > c.mass[i] {
			rank++
			if agree(u.gender, s.cast[u.cands[k]].gender) >= 0 {
				agreeing++
			}
		}
	}
	x = append(x, back, fwd, runBack, runFwd, rank, agreeing, c.mass[i]/(sum+0.1), c.speakers, s.bound(u, i))
	above := float32(-99)
	for k, v := range c.voice {
		if k != i {
			above = max(above, v)
		}
	}
	x = append(x, c.voice[i], c.voice[i]-above, logf(int(s.voices.size[e])))
	return s.expected(x, u, e, c)
}

// expected appends who takes the turn of u and those after it, and how much that
// makes of those who speak around for e.
func (s *scene) expected(x []float32, u *utterance, e int, c *around) []float32 {
	now := s.takers[u.turn]
	var next, second takers
	if c.after[1] != nil {
		next = s.takers[u.turn+1]
	}
	if c.after[2] != nil {
		second = s.takers[u.turn+2]
	}
	in := func(v *utterance, p float64) float32 {
		if v == nil {
			return 0
		}
		return float32(p) * v.in(e)
	}
	return append(x, float32(now[again]), float32(now[back]), float32(next[again]), float32(second[back]),
		in(c.before[1], now[again])+in(c.before[2], now[back]), in(c.after[1], next[again])+in(c.after[2], second[back]))
}
