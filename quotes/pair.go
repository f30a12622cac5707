package quotes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// maxDepth is how deep quotations may nest; it keeps the work linear on
// hostile texts.
const maxDepth = 8

// A piece is one run of marked words inside one paragraph.
type piece struct {
	// open and close are the tokens of its marks; -1 where there is none: at
	// a dialogue dash's end, an unclosed end, a continued beginning.
	open, close int
	// Its words are the tokens first to last, last excluded.
	first, last int
	family      family
	paragraph   int
	parent      int // index+1 of the piece around it, 0 if none
	unclosed    bool
	// continues says that the piece goes on the utterance of the piece before.
	continues bool
	incise    bool // a tag inside the marks cuts it
	title     bool // what stands around it shows that it names something
}

// outer returns the first token of p and the one after its last, marks included.
func (p *piece) outer() (first, last int) {
	first, last = p.first, p.last
	if p.open >= 0 {
		first = p.open
	}
	if p.close >= 0 {
		last = p.close + 1
	}
	return first, last
}

// pairMarks finds the marked pieces of all paragraphs, in order of their start.
func (f *finder) pairMarks() {
	var open piece // the last paragraph's outermost piece, if it is unclosed
	closesIn := 0  // the paragraph up to which it runs over lines, if these end in a closing mark
	for pi, p := range f.t.Paragraphs() {
		ms := f.paragraphMarks(p.First, p.Last)
		start := len(f.pieces)
		if open.unclosed && closesIn < pi {
			closesIn = f.closedIn(pi, open.family)
		}
		if open.unclosed && pi < closesIn {
			open = piece{open: -1, close: -1, first: p.First, last: p.Last, family: open.family, paragraph: pi, unclosed: true, continues: true}
			f.pieces = append(f.pieces, open) // a line of verse
			continue
		}
		if open.unclosed && len(ms) > 0 {
			f.carry(open, pi, p, &ms)
		}
		f.pairFamilies(pi, p, ms)
		f.nest(start)
		f.pairSingles(start, pi, p, ms)
		f.nest(start)
		open = piece{}
		for _, q := range f.pieces[start:] {
			if q.parent == 0 && q.unclosed {
				open = q
			}
		}
	}
}

// closedIn returns the paragraph in which a quotation of some lines ends that is open before
// paragraph pi, as verse is printed: the first with a mark of the family, which closes, and no
// empty line before. It is 0 if there is none.
func (f *finder) closedIn(pi int, fam family) int {
	const most = 40 // lines
	paras := f.t.Paragraphs()
	for k := pi; k < len(paras) && k < pi+most && k > 0; k++ {
		if f.emptyLine(paras[k-1].Last-1, paras[k].First) {
			return 0
		}
		for i := paras[k].First; i < paras[k].Last; i++ {
			row, ok := marks[f.t.Word(i)]
			if !ok || row.family != fam || fam == single && !f.gapAfter(i, paras[k].Last) {
				continue
			}
			if row.role&closes != 0 && !f.gapBefore(i, paras[k].First) {
				return k
			}
			return 0
		}
	}
	return 0
}

// emptyLine reports whether more than the end of a line stands between two tokens.
func (f *finder) emptyLine(i, k int) bool {
	return strings.Count(f.t.Source()[f.toks[i].End:f.toks[k].Start], "\n") > 1
}

// carry handles a paragraph that follows an unclosed one. If it begins with
// an opening mark of the same family it continues it (each paragraph of a
// long quotation is opened again); if its first mark of that family closes,
// the quotation runs on to there without a new mark.
func (f *finder) carry(open piece, pi int, p tokenize.Paragraph, ms *[]mark) {
	for i, m := range *ms {
		if m.family != open.family {
			continue
		}
		if m.token == p.First && m.role&opens != 0 || f.inwards == (m.role == opens) && m.token == p.First {
			return // linked when utterances are built
		}
		if m.closer() && m.token > p.First && !f.feet(m.token) {
			f.pieces = append(f.pieces, piece{open: -1, close: m.token, first: p.First, last: m.token, family: m.family, paragraph: pi, continues: true})
			*ms = slices.Concat((*ms)[:i:i], (*ms)[i+1:])
		}
		return
	}
}

// feet reports whether the mark at token i is the unit of a length: 6'2".
func (f *finder) feet(i int) bool {
	if i == 0 || f.toks[i-1].Kind != tokenize.Number || f.toks[i-1].End != f.toks[i].Start {
		return false
	}
	switch f.t.Word(i) {
	case "'", "’":
		return i+1 < len(f.toks) && f.toks[i+1].Kind == tokenize.Number
	case `"`, "”", "''":
		if i+1 < len(f.toks) && f.toks[i].End == f.toks[i+1].Start && cardinal[f.t.Word(i+1)] {
			return true // 54°12'30"N
		}
		return i > 1 && f.toks[i-2].Kind == tokenize.Mark && i > 2 && f.toks[i-3].Kind == tokenize.Number
	}
	return false
}

// cardinal are the points of the compass in coordinates.
var cardinal = wordSet("N S E W")

// inches reports whether mark i, inside marked words, is a unit rather than the end of
// these: it stands right after a number and before a word in small letters, and the next
// mark is one that closes after a stop. "A 12" single," he said.
func (f *finder) inches(ms []mark, i int) bool {
	m := ms[i]
	if f.t.Word(m.token) != `"` || m.token+1 >= len(f.toks) || f.toks[m.token-1].Kind != tokenize.Number || f.toks[m.token-1].End != f.toks[m.token].Start ||
		!m.gapAfter || !f.isWord(m.token+1) || !lower(f.t.Word(m.token+1)) || f.cueAt(m.token+1) {
		return false
	}
	for _, o := range ms[i+1 : min(len(ms), i+maxUnits)] {
		if o.family == m.family {
			return o.closer() && f.toks[o.token-1].Kind == tokenize.Punct
		}
	}
	return false
}

// maxUnits is how many marks after that of a unit are looked at.
const maxUnits = 8

// pairFamilies pairs all marks of a paragraph but the single ones, which are
// apostrophes as well.
//
// A mark that can open, inside an open quotation of its family, begins a
// nested quotation only if the rest of the paragraph closes both; otherwise
// the outer one lacks its closing mark and ends there. Where guillemets point
// outwards, one mark may close both. surplus makes that a look-up, so that
// the whole is linear.
func (f *finder) pairFamilies(pi int, p tokenize.Paragraph, ms []mark) {
	surplus := closerSurplus(ms)
	var stack []piece
	var depth [numFamilies]int
	pop := func(m int, unclosed bool) {
		q := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		depth[q.family]--
		q.close, q.last, q.unclosed = m, m, unclosed
		if unclosed {
			q.close = -1
		}
		if q.last > q.first && !f.nickname(&q) {
			f.pieces = append(f.pieces, q)
		}
	}
	push := func(m mark) {
		if len(stack) == maxDepth {
			return
		}
		stack = append(stack, piece{open: m.token, first: m.token + 1, family: m.family, paragraph: pi})
		depth[m.family]++
	}
	for i, m := range ms {
		if m.family == single || f.feet(m.token) {
			continue
		}
		d := depth[m.family]
		if d > 0 && f.inches(ms, i) {
			continue
		}
		low := d > 0 && f.openedLow(stack, m.family)
		lowHigh := low && f.t.Word(m.token) == "“" && (m.gapAfter || !m.gapBefore) ||
			low && f.t.Word(m.token) == `"` // as old print is read: „so "sagte er
		switch {
		case d == 0 && (m.role == opens || m.opener() || m.role == either && !m.closer() || m.role == closes && m.gapBefore && !m.gapAfter && f.doubled(m)):
			push(m)
		case d == 0: // a stray closing mark
		case m.closer() || lowHigh, f.t.Word(m.token) == "“" && m.gapAfter && !m.gapBefore: // “…,“ as some type it
			for stack[len(stack)-1].family != m.family {
				pop(m.token, true) // an inner quotation of another family was left open
			}
			pop(m.token, false)
		case m.opener():
			if surplus[i] >= d+1 || m.role == opens && m.family >= guillemet && !f.inwards && surplus[i] >= 1 {
				push(m)
				continue
			}
			for depth[m.family] > 0 {
				pop(m.token, true)
			}
			push(m)
		default: // touches words, or nothing, on both sides
			for stack[len(stack)-1].family != m.family {
				pop(m.token, true)
			}
			pop(m.token, false)
		}
	}
	for len(stack) > 0 {
		pop(p.Last, true)
	}
}

// nickname reports whether marked words stand inside a name, or are what somebody named before them is
// called: William “Buck” Tanner, called William Tanner “Buck”.
func (f *finder) nickname(q *piece) bool {
	last := q.last
	if last > q.first && f.word(last-1) == "," {
		last--
	}
	if q.open < 1 || q.close < 0 || q.close+1 >= len(f.toks) || last-q.first > 2 {
		return false
	}
	for i := q.first; i < last; i++ {
		if !f.capital(i) {
			return false
		}
	}
	before, after := q.open-1, q.close+1
	if f.lang == "en" && f.callsByName(before) {
		return true
	}
	return last == q.last && f.capital(before) && f.capital(after) && !f.functionWord(before) && !f.functionWord(after) && !f.cueAt(before) &&
		f.toks[before].End < f.toks[q.open].Start && f.toks[q.close].End < f.toks[after].Start && f.t.SentenceAt(before) == f.t.SentenceAt(after)
}

// callsByName reports whether a name or a pronoun that ends at token i stands after a verb by which
// somebody is given a name.
func (f *finder) callsByName(i int) bool {
	const most = 3 // words of a name
	k := i
	if f.objectPronoun(i) {
		k--
	} else {
		for k > i-most && f.capital(k) && f.isWord(k) {
			k--
		}
	}
	return k < i && lexicon.GivesName(f.lowerWord(k))
}

// doubled reports whether m is a ” that opens, as Swedish and Finnish texts
// and some typists have it.
func (f *finder) doubled(m mark) bool {
	w := f.t.Word(m.token)
	return w == "”" || w == "»"
}

// openedLow reports whether the innermost open piece of the family began with „.
func (f *finder) openedLow(stack []piece, fam family) bool {
	for _, p := range slices.Backward(stack) {
		if p.family == fam {
			return f.t.Word(p.open) == "„"
		}
	}
	return false
}

// closerSurplus returns, for each mark, how many more marks close than open
// at most, in any run of the marks of its family that begins right after it.
func closerSurplus(ms []mark) []int {
	s := make([]int, len(ms))
	var best [numFamilies]int
	for i := len(ms) - 1; i >= 0; i-- {
		m := ms[i]
		s[i] = best[m.family]
		v := 0
		if m.closer() {
			v = 1
		} else if m.opener() {
			v = -1
		}
		best[m.family] = max(0, v+best[m.family])
	}
	return s
}

// nest orders the pieces from start on and sets their parents. Pieces that
// cross another one are dropped: one of the two was no quotation.
func (f *finder) nest(start int) {
	ps := f.pieces[start:]
	slices.SortStableFunc(ps, func(a, b piece) int {
		a0, a1 := a.outer()
		b0, b1 := b.outer()
		return cmp.Or(cmp.Compare(a0, b0), cmp.Compare(b1, a1))
	})
	kept := start
	var stack []int // indexes of the pieces around the current one
	for _, q := range ps {
		q0, q1 := q.outer()
		crosses := false
		for len(stack) > 0 {
			top := &f.pieces[stack[len(stack)-1]]
			if _, t1 := top.outer(); t1 <= q0 {
				stack = stack[:len(stack)-1]
				continue
			} else if q1 > t1 {
				crosses = true
			}
			break
		}
		if crosses {
			continue
		}
		q.parent = 0
		if len(stack) > 0 {
			q.parent = stack[len(stack)-1] + 1
		}
		f.pieces[kept] = q
		stack = append(stack, kept)
		kept++
	}
	f.pieces = f.pieces[:kept]
}
