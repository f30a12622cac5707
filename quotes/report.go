package quotes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/genre"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/relation"
	"github.com/whosaid/whosaid/tokenize"
)

// A report is a relation that the model found, in tokens of the text. Source
// and content may be empty.
type report struct {
	source, cue, content [2]int
	aside                [2]int // words in the content that are not of it
	key                  int    // token of the cue that says most
	p                    float32
	class                Class
}

// reports lets the model of package relation read reported speech, and makes
// utterances of it. In news it also says which marked words are whose; in
// fiction, which it has not learnt from, tags do that.
func (f *finder) reports(us []utterance) []utterance {
	if f.lang != "en" {
		return f.foreignReports(us)
	}
	rs := f.byRules(f.namings(us, f.relations(us)))
	m := merger{finder: f, us: us, claimed: make([]bool, len(f.pieces)), of: make([]int, len(f.pieces)), spread: make([]bool, len(us)), said: make(map[[2]int]bool)}
	for i := range us {
		for _, p := range us[i].pieces {
			m.of[p] = i
		}
	}
	m.tags = make(map[int][]int)
	for i := range us {
		if t := &us[i].tag; !t.cue.IsZero() {
			k := f.t.TokenAt(t.cue.End - 1)
			m.tags[k] = append(m.tags[k], i)
		}
	}
	if !f.news {
		m.takeTags()
	}
	// The likelier of two that want the same words gets them.
	slices.SortStableFunc(rs, func(a, b report) int { return cmp.Compare(b.p, a.p) })
	for i := range rs {
		m.add(&rs[i])
	}
	m.settle(len(us))
	return m.us
}

// leastInFiction is how likely a report must be in fiction, which the model has
// not learnt from.
const leastInFiction = 0.7

// relations runs the model and keeps what was asked for. Headlines in capitals
// are left out. Of fiction only those paragraphs are read that have marked words
// which may be reported, unless Indirect is asked for.
func (f *finder) relations(us []utterance) []report {
	f.news, _ = genre.News(f.t, f.language, func(i int) bool { return f.pieceAt[i] != 0 })
	wanted := func(paragraph int) bool { return !f.capitals(paragraph) }
	if !f.wanted(Indirect) {
		fragments := make([]bool, len(f.t.Paragraphs()))
		for i := range us {
			if p := &f.pieces[us[i].pieces[0]]; us[i].kind != Direct && p.parent == 0 {
				fragments[p.paragraph] = true
			}
		}
		wanted = func(paragraph int) bool { return fragments[paragraph] }
	}
	var rs []report
	var found []relation.Relation
	m := relation.English()
	f.paragraphs(wanted, func(first int, p *relation.Paragraph) {
		found = m.Append(found[:0], p, relation.DefaultP)
		for _, x := range found {
			at := func(s [2]int32) [2]int { return [2]int{first + int(s[0]), first + int(s[1])} }
			r := report{source: at(x.Source), cue: at(x.Cue), content: at(x.Content), key: first + int(x.Key), p: x.P}
			r.class = f.classOf(&r)
			if !f.news && x.P < leastInFiction {
				continue
			}
			if f.classes != nil && f.classes[r.class] || f.classes == nil && f.voiced(&r) {
				rs = append(rs, r)
			}
		}
	})
	return rs
}

// capitals reports whether a paragraph is written in capitals, as headlines are.
func (f *finder) capitals(paragraph int) bool {
	p := f.t.Paragraphs()[paragraph]
	for i := p.First; i < p.Last; i++ {
		if w := f.word(i); f.isWord(i) && strings.ToUpper(w) != w {
			return false
		}
	}
	return true
}

// voiced reports whether r is speech, writing, or a thought of somebody that is
// told as a clause or in its own words. "She said nothing" and "he said it" tell
// no content, nor does “Blue River” that somebody sang.
func (f *finder) voiced(r *report) bool {
	if v, _ := f.cue(r.key); v.Lemma == "cut" && r.content[0] == r.cue[1] {
		return false // cut the rating to “hold”
	}
	if a, b := r.content[0], r.content[1]; b-a == 1 && contentless[f.lowerWord(a)] || f.performed(r) || f.idiom(r) || f.nicknamed(r) {
		return false
	}
	switch r.class {
	case Speech, Writing:
		return true
	case Thought:
		return r.source[1] > r.source[0] && (f.finiteIn(r.content[0], r.content[1]) || f.marksIn(r.content[0], r.content[1]))
	}
	return false
}

// idiom reports whether a verb of saying and its object report no words: "said goodbye to Ida",
// "told stories", "taught the piano".
func (f *finder) idiom(r *report) bool {
	v, _ := f.cue(r.key)
	objects := idioms[v.Lemma]
	if objects == nil || r.content[0] != r.cue[1] || f.pieceAt[r.content[0]] != 0 {
		return false
	}
	m := f.phrase(r.content[0], r.content[1])
	if v.Lemma == "teach" {
		return m > r.content[0] && !f.finiteIn(r.content[0], r.content[1])
	}
	for i := r.content[0]; i < m || i == r.content[0]; i++ {
		if objects[f.lowerWord(i)] {
			return true
		}
	}
	return false
}

// idioms are verbs of saying, and objects that make something else of them.
var idioms = map[string]map[string]bool{
	"say":   wordSet("goodbye good-bye hello farewell grace mass"),
	"tell":  wordSet("stories story tale tales joke jokes fortunes"),
	"teach": {},
}

// performed reports whether the content of r begins with the name of a work, after a verb
// that tells how somebody uses his voice.
func (f *finder) performed(r *report) bool {
	v, ok := f.cue(r.key)
	p := f.outermost(r.content[0])
	return ok && !v.Report && r.content[0] >= r.cue[1] && p != 0 && f.fragment(&f.pieces[p-1]) == Title
}

var contentless = wordSet("nothing something anything everything it that this these those so as more much little which what him her them me us")

// classOf tells the class of a cue by the word that says most. Where the
// lexicon knows none, marked words are speech; "supportive of" is an attitude.
func (f *finder) classOf(r *report) Class {
	class := NoClass
	for i := r.cue[0]; i < r.cue[1]; i++ {
		w := f.lowerWord(i)
		switch {
		case w == "according" || f.word(i) == ":":
			return Speech
		case statements[w]:
			class = Speech
			continue
		}
		v, ok := f.cue(i)
		if !ok || f.tag(i).Noun() && v.Form != lexicon.Base {
			continue
		}
		if c := Class(v.Class); class == NoClass || c == Speech || c == Writing {
			class = c
		}
	}
	if i := r.cue[1]; refusals[f.lowerWord(i-1)] && f.lowerWord(i) == "to" { // "declined to say"
		if v, ok := f.cue(i + 1); ok {
			return Class(v.Class)
		}
	}
	if class == NoClass {
		class = Attitude
		if f.kindOf(r) != Indirect && (r.p >= leastUnknown || f.quoteBegins(r.content[0])) {
			class = Speech
		}
	}
	return class
}

// leastUnknown is how likely a cue must be that the lexicon does not know, for marked
// words inside a sentence to be what somebody says: they make “robots that help”.
// Below it half of them are none in cross-validation.
const leastUnknown = 0.6

// quoteBegins reports whether marked words begin at token i, with a capital.
func (f *finder) quoteBegins(i int) bool {
	p := f.outermost(i)
	return p != 0 && !lower(f.word(f.pieces[p-1].first))
}

// statements are nouns and verbs of saying that tag no quotation.
var statements = wordSet(`statement interview speech remarks comments comment claim claims assertion accusation allegation allegations
	announcement argument arguments response answer warning promise pledge criticism complaint testimony points pointed speak speaks spoke spoken
	speaking talk talks talked talking discuss discussed discussing discusses refer refers referred referring dub dubbed describe
	slam slams slammed blast blasts blasted attack attacked attacking attacks tout touted defended reportedly allegedly`)

var refusals = wordSet("decline declines declined declining refuse refuses refused refusing fail fails failed failing")

// kindOf tells the kind of what is reported by the words that stand in marks.
func (f *finder) kindOf(r *report) Kind {
	in, out := 0, 0
	for i := r.content[0]; i < r.content[1]; i++ {
		switch {
		case r.own(i) || !f.isWord(i) && f.toks[i].Kind != tokenize.Number && f.toks[i].Kind != tokenize.Symbol:
		case f.pieceAt[i] != 0:
			in++
		default:
			out++
		}
	}
	switch {
	case in == 0:
		return Indirect
	case out == 0:
		return Direct
	}
	return Mixed
}

// own reports whether token i is of the cue or the source, or beside these.
func (r *report) own(i int) bool {
	return i >= r.cue[0] && i < r.cue[1] || i >= r.source[0] && i < r.source[1] || i >= r.aside[0] && i < r.aside[1]
}

// A merger joins what the model found with the utterances that marks make.
type merger struct {
	*finder
	us      []utterance
	of      []int           // utterance of each piece
	claimed []bool          // pieces that a report has
	spread  []bool          // utterances of which a report has the pieces in other paragraphs
	tags    map[int][]int   // utterances by the last token of their cue
	said    map[[2]int]bool // contents that a report has
	taken   []bool          // tokens of direct quotations and their tags, in fiction
}

func (m *merger) takeTags() {
	m.taken = make([]bool, len(m.toks)+1)
	for i := range m.us {
		u := &m.us[i]
		if u.kind != Direct || m.pieces[u.pieces[0]].parent != 0 {
			continue
		}
		for _, p := range u.pieces {
			a, b := m.pieces[p].outer()
			for k := a; k < b; k++ {
				m.taken[k] = true
			}
		}
		for k := u.tag.first; k < u.tag.last; k++ {
			m.taken[k] = true
		}
	}
}

// add makes an utterance of a report.
func (m *merger) add(r *report) {
	if r.content[1] <= r.content[0] {
		return // "declined to comment" says nothing
	}
	if p := m.outermost(r.cue[0]); p != 0 && m.us[m.of[p-1]].kind == Direct {
		return // inside what somebody says
	}
	if k := r.cue[0]; m.word(k) == ":" {
		if p := m.t.ParagraphAt(k); m.dateline(p) == k+1 || m.colons != nil && m.colons[p] == k {
			return // a place, or who has the turn
		}
	}
	m.mendEdges(r)
	if a, b := r.content[0], r.content[1]; b <= a || m.afterWhen(a, b) == b && periods[m.lowerWord(b-1)] && !m.marksIn(a, b) { // "last month" is no content
		return
	}
	m.beginAtMarks(r, m.whole(r))
	pieces := slices.DeleteFunc(m.own(r, m.whole(r)), func(p int) bool {
		first, end := m.pieces[p].outer()
		return first >= r.aside[0] && end <= r.aside[1] ||
			m.pieces[p].title && first >= r.cue[1] && r.content[0] < r.cue[0] && m.kindOf(r) == Direct // “…,” Ruiz wrote in her memoir, “Salt Hours.” “…”
	})
	for _, p := range pieces {
		if m.claimed[p] {
			return
		}
	}
	for k := min(r.content[0], r.cue[0]); m.taken != nil && k < max(r.content[1], r.cue[1]); k++ {
		if m.taken[k] && (k >= r.content[0] && k < r.content[1] || r.own(k)) {
			return
		}
	}
	if m.names(r, pieces) || m.said[r.content] || m.elsewhere(r, pieces) || m.tagged(r, pieces) || m.swallows(r, pieces) {
		return
	}
	m.said[r.content] = true
	u := utterance{kind: m.kindOf(r), pieces: pieces, tag: tag{
		cue: m.span(r.cue[0], r.cue[1]), mention: m.span(r.source[0], r.source[1]), key: r.key, first: r.cue[0], last: r.cue[1],
		class: lexicon.Class(r.class),
	}}
	if u.kind == Direct && r.content[0] >= r.cue[1] && !(m.word(r.cue[0]) == ":" && (m.finiteIn(r.content[0], r.content[1]) || m.tag(m.pieces[pieces[0]].first) == tokenize.VB)) && !slices.ContainsFunc(pieces, func(p int) bool { return m.us[m.of[p]].kind == Direct || !lower(m.word(m.pieces[p].first)) }) {
		u.kind = Mixed // the plan was called “reckless”
	}
	if u.kind == Direct {
		t := &m.us[m.of[u.pieces[0]]].tag
		if m.tagNames(t, &u.tag, r) {
			u.tag.mention = t.mention
		}
		if t.sure && t.found() && !t.cue.IsZero() && m.word(r.cue[0]) == ":" && t.mention.End == m.toks[r.cue[0]-1].End {
			u.tag = *t // Said Ruiz: “…”
		}
		u.pieces = m.others(r, u.pieces)
		u.unclosed = m.pieces[last(u.pieces)].unclosed
		m.claim(u.pieces)
		m.finish(&u)
		m.us = append(m.us, u)
		return
	}
	for i := r.content[0]; i < r.content[1]; {
		j := i
		for j < r.content[1] && !r.own(j) {
			j++
		}
		if a, b := m.bare(i, j); b > a {
			u.parts = append(u.parts, m.span(a, b))
		}
		i = j + 1
	}
	if len(u.parts) == 0 {
		return
	}
	u.span = tokenize.Span{Start: u.parts[0].Start, End: u.parts[len(u.parts)-1].End}
	u.pieces = slices.DeleteFunc(u.pieces, func(p int) bool {
		v := &m.us[m.of[p]]
		s := m.content(&m.pieces[p])
		return !within(s, u.parts) || m.pieces[p].unclosed || v.kind == Title && s.Len() < u.span.Len()/2 || told(v, u.parts)
	})
	if u.kind = Indirect; len(u.pieces) > 0 {
		u.kind = Mixed
	}
	m.claim(u.pieces)
	m.us = append(m.us, u)
}

// tagNames reports whether the tag t beside marked words tells better who says them than the source of
// r, of which own is made.
func (m *merger) tagNames(t, own *tag, r *report) bool {
	s, same := own.mention, t.cue.Overlaps(own.cue)
	switch {
	case same && (s.IsZero() || r.source[1]-r.source[0] == 1 && m.toks[r.source[0]].Kind == tokenize.Number):
		return true
	case same && t.sure && !t.after && s.End < t.mention.Start && t.mention.End+1 == t.cue.Start:
		return true // I asked, and | the clerk | told me: “…”
	case t.sure && t.after && t.mention.Start == s.Start && t.mention.End < s.End:
		k := m.t.TokenAt(t.mention.End)
		// said the children, | and Mr. Moss wept; said Ida Moss | as she left
		return k+1 < len(m.toks) && (m.word(k) == "," && m.word(k+1) == "and" || subordinates[m.lowerWord(k)])
	}
	return false
}

// names reports whether r takes the name of a work or a thing for words said, or words
// that end a clause for all of one: He published a story, “Flour,” in May. The plan, he
// said, “will fail”.
func (m *merger) names(r *report, pieces []int) bool {
	if len(pieces) == 0 {
		return false
	}
	cue := m.span(r.cue[0], r.cue[1])
	for _, p := range pieces {
		u := &m.us[m.of[p]]
		first, end := m.pieces[p].outer()
		switch {
		case u.lead[1] > 0 && u.tag.cue.Overlaps(cue), len(pieces) == 1 && m.nicknames(r, &m.pieces[p]):
			return true
		case u.kind == Direct && u.tag.sure && !u.tag.after && !u.tag.cue.Overlaps(cue) && r.content[0] < r.cue[0] && r.cue[0] < first && m.span(r.content[0], r.content[1]).Contains(u.tag.cue) && !lower(m.word(m.pieces[p].first)):
			return true // he was quoted by the agency as saying: “…”
		case m.pieces[p].title && first == r.cue[1] && (naming[m.lowerWord(r.key)] || headings[m.lowerWord(r.key)]):
			return true // the button “Save” is now called “Keep”
		case u.kind != Direct && r.cue[0] >= end && m.t.SentenceAt(end-1) != m.t.SentenceAt(r.cue[0]) && m.isWord(first-1):
			return true // the letters were “late”. Ruiz apologised.
		}
	}
	if slices.ContainsFunc(pieces, func(p int) bool { return !m.pieces[p].title }) {
		return false
	}
	for i := r.content[0]; i < r.content[1]; i++ {
		if m.pieceAt[i] == 0 && !r.own(i) && m.finite(i) {
			return false // “…” is among what is said
		}
	}
	return true
}

// beginAtMarks leaves out what stands before the marked words that the cue of r tags: It
// was late. “We go,” Ruiz said. It leaves out the sentences, and words with a tag of their
// own: “We wait,” said Hart Jr. “We go,” said Ruiz.
func (m *merger) beginAtMarks(r *report, pieces []int) {
	cue := m.span(r.cue[0], r.cue[1])
	for k, p := range pieces {
		u := &m.us[m.of[p]]
		if u.kind != Direct || !u.tag.after || !u.tag.cue.Overlaps(cue) {
			continue
		}
		first, _ := m.pieces[p].outer()
		if r.content[0] < first && (k > 0 && m.us[m.of[pieces[k-1]]].named() || k == 0 && m.t.SentenceAt(r.content[0]) != m.t.SentenceAt(first)) {
			r.content[0] = first
		}
		return
	}
}

// whole widens the content of r to the pieces that it cuts and returns the
// outermost pieces in it.
func (m *merger) whole(r *report) (pieces []int) {
	for i := r.content[0]; i < r.content[1]; i++ {
		p := int(m.outermost(i)) - 1
		if p < 0 {
			continue
		}
		a, b := m.pieces[p].outer()
		if len(pieces) == 0 || pieces[len(pieces)-1] != p {
			pieces = append(pieces, p)
		}
		r.content[0], r.content[1] = min(r.content[0], a), max(r.content[1], b)
		i = max(i, b-1)
	}
	return pieces
}

// tagged reports whether the cue of r is in the tag of marked words that are
// not in its content: a cue signals one quotation.
func (m *merger) tagged(r *report, pieces []int) bool {
	cue := m.span(r.cue[0], r.cue[1])
	for _, i := range m.tags[r.cue[1]-1] {
		u := &m.us[i]
		if u.kind == Direct && u.tag.cue.Overlaps(cue) && !slices.ContainsFunc(u.pieces, func(p int) bool { return slices.Contains(pieces, p) }) {
			return true
		}
	}
	return false
}

// swallows reports whether r takes for words said what marks show to be the
// mention in their tag: “…,” said its secretary, Olav Rune. “…”
func (m *merger) swallows(r *report, pieces []int) bool {
	content, source := m.span(r.content[0], r.content[1]), m.span(r.source[0], r.source[1])
	return slices.ContainsFunc(pieces, func(p int) bool {
		u := &m.us[m.of[p]]
		t := &u.tag
		return u.named() && t.cue.Overlaps(m.span(r.cue[0], r.cue[1])) &&
			content.Contains(t.mention) && !source.Overlaps(t.mention)
	})
}

// own leaves out the pieces that have a tag of their own, begin a quotation of
// several paragraphs or are fragments, if others do not.
func (m *merger) own(r *report, pieces []int) []int {
	cue := m.span(r.cue[0], r.cue[1])
	theirs := func(p int) bool {
		u := &m.us[m.of[p]]
		return u.tag.found() && !u.tag.cue.Overlaps(cue) || !u.tag.found() && (m.pieces[p].unclosed || u.kind != Direct)
	}
	if !slices.ContainsFunc(pieces, func(p int) bool { return !theirs(p) }) || m.kindOf(r) != Direct {
		return pieces
	}
	pieces = slices.DeleteFunc(pieces, theirs)
	tagged := slices.IndexFunc(pieces, func(p int) bool { return m.us[m.of[p]].tag.cue.Overlaps(cue) })
	for k := tagged - 1; k >= 0; k-- {
		if _, end := m.pieces[pieces[k]].outer(); m.pieces[pieces[k+1]].open == end {
			return pieces[k+1:] // “Is it true?” “Yes,” said Ruiz: somebody else asks
		}
	}
	return pieces
}

// elsewhere reports whether all of the pieces are words that the tag after them gives to
// somebody, while the cue of r stands in a sentence before: Others are not so sure.
// “…,” cautions Ruiz.
func (m *merger) elsewhere(r *report, pieces []int) bool {
	return len(pieces) > 0 && !slices.ContainsFunc(pieces, func(p int) bool {
		u := &m.us[m.of[p]]
		t := &u.tag
		first, _ := m.pieces[p].outer()
		return !u.named() || t.cue.Overlaps(m.span(r.cue[0], r.cue[1])) ||
			r.cue[0] > first || m.t.SentenceAt(r.cue[0]) == m.t.SentenceAt(first)
	})
}

// others adds the pieces of the same utterances in other paragraphs, and those
// that marks and tags join around the same cue: “…,” said Ruiz, “…”.
func (m *merger) others(r *report, pieces []int) []int {
	out := slices.Clone(pieces)
	para := m.pieces[pieces[0]].paragraph
	for _, p := range pieces {
		u := m.of[p]
		if m.claimed[p] || m.spread[u] {
			continue
		}
		m.spread[u] = true
		same := m.us[u].tag.cue.Overlaps(m.span(r.cue[0], r.cue[1]))
		for _, q := range m.us[u].pieces {
			if (same || m.pieces[q].paragraph != para) && !m.claimed[q] && m.pieces[q].parent == 0 {
				out = append(out, q)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// claim gives pieces to the utterance that comes next.
func (m *merger) claim(pieces []int) {
	for _, p := range pieces {
		m.claimed[p] = true
	}
}

// settle takes the claimed pieces from the first n utterances.
func (m *merger) settle(n int) {
	for i := range m.us[:n] {
		u := &m.us[i]
		all := len(u.pieces)
		u.pieces = slices.DeleteFunc(u.pieces, func(p int) bool { return m.claimed[p] })
		switch {
		case len(u.pieces) == all:
		case len(u.pieces) == 0:
			u.kind = Unknown
		default:
			u.tag, u.parts, u.span = tag{}, nil, tokenize.Span{}
			m.finish(u)
		}
	}
}

// named reports whether a tag after the words of u surely names who says them.
func (u *utterance) named() bool {
	t := &u.tag
	return u.kind == Direct && t.sure && t.after && !t.mention.IsZero()
}

// told reports whether the parts of a report tell who says the words of u: “I will
// resign,” Ruiz said, according to two people.
func told(u *utterance, parts []tokenize.Span) bool {
	t := &u.tag
	return u.named() && within(t.cue, parts) && within(t.mention, parts)
}

// bare takes the signs from the edges of the tokens first to last, and the marks around all
// of them.
func (f *finder) bare(first, last int) (int, int) {
	sign := func(i int) bool {
		switch f.word(i) {
		case ",", ".", ";", ":", "_", "*", "[":
			return true
		}
		return f.toks[i].Kind == tokenize.Dash || f.toks[i].Kind == tokenize.Mark && f.pieceAt[i] == 0
	}
	for first < last && sign(first) {
		first++
	}
	for last > first && sign(last-1) {
		last--
	}
	if p := f.outermost(first); p != 0 && first < last {
		if a, b := f.pieces[p-1].outer(); a == first && b == last {
			return f.pieces[p-1].first, f.pieces[p-1].last
		}
	}
	return first, last
}

// factuality tells what the words before the cue at token k, in its clause,
// say of it.
func (f *finder) factuality(k int) Factuality {
	if f.lang != "en" {
		return Asserted
	}
	if refusals[f.lowerWord(k)] || refusals[f.lowerWord(k-2)] && f.lowerWord(k-1) == "to" {
		return Negated
	}
	sent := f.sents[f.t.SentenceAt(k)]
	out := Asserted
	first := max(sent.First, k-maxFact)
	for i := k - 1; i >= first; i-- {
		w := f.lowerWord(i)
		if w == "," && i == k-1 && (f.tag(k) == tokenize.VB || f.tag(k) == tokenize.VBP) {
			for i > first && f.word(i-1) != "," {
				i-- // "did not, as is often claimed, say"
			}
			i-- // the first of the commas
			continue
		}
		if f.pieceAt[i] != f.pieceAt[k] || f.isStop(i) || w == ":" || w == "," {
			break
		}
		switch w {
		case "not", "n't", "n’t", "never", "nobody", "neither", "nor", "without", "cannot":
			if out == Asserted || out == Future || out == Conditional {
				out = Negated
			}
		case "no":
			if i == k-2 && f.toks[i+1].Kind == tokenize.Word && !f.finite(i+1) {
				return Negated // "no official said"
			}
		case "will", "'ll", "’ll", "shall", "wo", "gonna":
			if out == Asserted && !f.tag(i).Noun() && !f.modalName(i) {
				out = Future
			}
		case "expected", "going", "plans", "planned", "set", "scheduled", "due", "about":
			if out == Asserted && f.lowerWord(k-1) == "to" && i >= k-3 {
				out = Future
			}
		case "would", "could", "might", "may", "should", "'d", "’d":
			if out == Asserted && f.tag(i) == tokenize.MD && !f.modalName(i) {
				out = Conditional
			}
		case "if", "unless", "whether":
			return Conditional
		case "that", "who", "which", "because", "although", "while", "but", "and", "when", "as":
			if i < k-2 {
				i = first // another clause
			}
		}
		if f.finite(i) && !f.language.Auxiliaries[w] && i < k-1 {
			break // the verb of another clause
		}
	}
	if out == Asserted && f.pieceAt[k] == 0 && f.word(sent.Last-1) == "?" && f.pieceAt[sent.Last-1] == 0 && f.asks(sent.First, k) {
		return Questioned
	}
	return out
}

// maxFact is how many tokens before a cue may change whether it happened.
const maxFact = 12

// asks reports whether the clause from first to its verb at k is inverted:
// "did she say", "what has he told".
func (f *finder) asks(first, k int) bool {
	for i := first; i < k; i++ {
		switch f.lowerWord(i) {
		case "did", "do", "does", "has", "have", "had", "is", "are", "was", "were", "can", "who", "why", "what":
			return true
		}
		if f.finite(i) || f.pronoun(i) {
			return false
		}
	}
	return false
}
