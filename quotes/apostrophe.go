package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// elisions are words whose first letter is lost: the mark before them is an
// apostrophe, unless a closing mark speaks against it.
var elisions = wordSet(`tis twas twere twill em er im is ad ave ere n til till cause bout round neath ud d ow ope
	tisn twasn twould tain tai ain ai course e er ello i cos kay gainst mid mongst nother nuff fraid arf alf ome ouse ead ell eard eh t s m re ve ll`)

// lostEnds are words whose end is lost.
var lostEnds = wordSet("o i an th wi ol fo gi ha wan tha mo")

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// clipped reports whether an apostrophe may stand before the token at i: ’tis, ’83.
func (f *finder) clipped(i int) bool {
	if f.toks[i].Kind == tokenize.Number {
		return true
	}
	if f.word(i) == "I" {
		return false // 'I was late,' but 'i' faith
	}
	w := strings.ToLower(f.t.Word(i))
	if k := strings.IndexAny(w, "'’"); k > 0 {
		w = w[:k] // ’tain’t
	}
	return elisions[w]
}

// pairSingles pairs the single marks of a paragraph. A single mark is an
// apostrophe far more often than a quotation mark, so that a pair needs an
// opening mark before a word and a closing one after a stop ("strong") or,
// failing that, after a word ("weak") — and after a plural's s only if
// nothing else closes: 'the workers' call'.
func (f *finder) pairSingles(start, pi int, p tokenize.Paragraph, ms []mark) {
	region := f.regions(start, p)
	for i := 0; i < len(ms); i++ {
		m := ms[i]
		if m.family != single || m.role&opens == 0 || !m.gapBefore || m.gapAfter || f.feet(m.token) {
			continue
		}
		w := f.t.Word(m.token)
		curly := w == "‘" || w == "‚"
		if w == "’" && !f.singlesFirst {
			continue // ’ opens only where a text knows no other single mark
		}
		elided := !curly && m.token+1 < p.Last && f.clipped(m.token+1)
		end, weak := f.singleEnd(ms, i, region, p)
		switch {
		case end >= 0 && !(elided && weak):
			q := piece{open: m.token, close: ms[end].token, first: m.token + 1, last: ms[end].token, family: single, paragraph: pi}
			if q.last > q.first && !f.nickname(&q) {
				f.pieces = append(f.pieces, q)
				if f.singlesFirst || !weak {
					// Marks inside are nested quotations of the same kind or apostrophes.
					i = end
				}
			}
		case f.singlesFirst && m.token == p.First && !elided && end < 0:
			f.pieces = append(f.pieces, piece{open: m.token, close: -1, first: m.token + 1, last: p.Last, family: single, paragraph: pi, unclosed: true})
			return
		}
	}
}

// maxSingles is how many marks after an opening single mark are looked at for
// the one that closes it.
const maxSingles = 200

// singleEnd returns the index in ms of the mark that closes the one at i, or
// -1, and whether it is a weak one.
func (f *finder) singleEnd(ms []mark, i int, region []int32, p tokenize.Paragraph) (end int, weak bool) {
	from := region[ms[i].token-p.First]
	end = -1
	endS := false
	low := f.t.Word(ms[i].token) == "‚" // closed by ‘
	// In what begins as a sentence a letter may be lost before any small word: 'Mind the 'orses,'.
	sentence := f.capital(ms[i].token+1) && (ms[i].token == p.First || !f.isWord(ms[i].token-1))
	for j := i + 1; j < min(len(ms), i+maxSingles); j++ {
		m := ms[j]
		if m.family != single || region[m.token-p.First] != from {
			continue
		}
		if low && f.t.Word(m.token) == "‘" && m.gapAfter {
			return j, false
		}
		if m.role&opens != 0 && m.gapBefore && !m.gapAfter {
			if f.t.Word(m.token) == "‘" || !f.clipped(m.token+1) && !((end < 0 || endS) && sentence && lower(f.word(m.token+1))) {
				return end, weak // another quotation begins
			}
			continue
		}
		if m.role&closes == 0 || !m.gapAfter || f.feet(m.token) {
			continue
		}
		prev := f.t.Word(m.token - 1)
		if k := f.toks[m.token-1].Kind; k == tokenize.Punct || k == tokenize.Dash || k == tokenize.Mark {
			return j, false
		}
		s := strings.HasSuffix(prev, "s") || strings.HasSuffix(prev, "in") || lostEnds[lexicon.Lower(prev)] // workers', goin'
		if end < 0 || endS && !s {
			end, weak, endS = j, true, s
		} else if endS && s {
			end = j
		}
	}
	return end, weak
}

// regions tells for each token of the paragraph which of the pieces from
// start on, which are nested and in order, it is directly inside of (index
// plus 1), so that single marks pair only with marks of the same piece.
func (f *finder) regions(start int, p tokenize.Paragraph) []int32 {
	r := f.region[:0]
	var around []int
	next := start
	for i := p.First; i < p.Last; i++ {
		for len(around) > 0 && f.pieces[around[len(around)-1]].last <= i {
			around = around[:len(around)-1]
		}
		for next < len(f.pieces) && f.pieces[next].first <= i {
			if f.pieces[next].last > i {
				around = append(around, next)
			}
			next++
		}
		if len(around) > 0 {
			r = append(r, int32(around[len(around)-1]+1))
		} else {
			r = append(r, 0)
		}
	}
	f.region = r
	return r
}
