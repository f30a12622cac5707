package quotes

import "github.com/whosaid/whosaid/tokenize"

// describe finds the tags of quotations whose words are given. The spans
// become pieces, with the marks beside them if there are any, so that tags are
// read as Find reads them.
func (f *finder) describe(given [][]tokenize.Span) []Quote {
	qs := make([]Quote, len(given))
	firstPiece := make([]int, len(given))
	order := make([]int, 0, len(given)) // quotations in the order of the text
	for i, parts := range given {
		order = append(order, i)
		qs[i] = Quote{Kind: Direct, Parts: parts}
		for _, s := range parts {
			first, last := f.t.TokenAt(s.Start), f.t.TokenAt(s.End-1)
			if last < len(f.toks) && f.toks[last].Start < s.End {
				last++
			}
			last = max(last, first)
			// Marks at the edges belong to the piece, whether given or not.
			for first < last && f.toks[first].Kind == tokenize.Mark {
				first++
			}
			for last > first && f.toks[last-1].Kind == tokenize.Mark {
				last--
			}
			p := piece{open: -1, close: -1, first: first, last: last, family: double}
			if first > 0 && f.toks[first-1].Kind == tokenize.Mark {
				p.open = first - 1
			}
			if last < len(f.toks) && f.toks[last].Kind == tokenize.Mark {
				p.close = last
				for k := last + 1; k < len(f.toks) && marks[f.word(k)].role&closes != 0 && f.toks[k].Start == f.toks[k-1].End; k++ {
					p.close = k // “They sang ‘Hail’”
				}
			}
			if first < len(f.toks) {
				p.paragraph = f.t.ParagraphAt(first)
			}
			f.pieces = append(f.pieces, p)
			qs[i].Span = qs[i].Span.Cover(f.outerSpan(s, &p))
		}
		firstPiece[i] = len(f.pieces) - len(parts)
	}
	f.indexPieces()
	sortBy(order, func(i int) int { return given[i][0].Start })
	var before tag // of the quotation before, in the same paragraph
	paragraph, from := -1, 0
	for _, i := range order {
		pieces := f.pieces[firstPiece[i] : firstPiece[i]+len(given[i])]
		if p := pieces[0].paragraph; p != paragraph {
			paragraph, before = p, tag{}
			from = 0
			if p < len(f.t.Paragraphs()) {
				from = f.t.Paragraphs()[p].First
			}
		}
		tg := f.tagOf(pieces, from)
		if tg.found() && tg.mention.IsZero() && !tg.cue.IsZero() {
			tg.mention = before.mention // “…,” she said, adding: “…”
		}
		if first, _ := pieces[0].outer(); !tg.found() && f.heldOver(&before, from, first) {
			tg = before
		}
		qs[i].Cue, qs[i].Mention = tg.cue, f.unmarked(tg.mention)
		_, from = pieces[len(pieces)-1].outer()
		if tg.after {
			from = max(from, tg.last)
		}
		if tg.found() {
			before = tg
		}
	}
	return qs
}

// heldOver reports whether the tag of the quotation before, after which token
// from comes, is that of the one too whose opening mark is token first: what
// stands between ends the sentence of the tag, or joins the two in it.
//
//	“…!” cried Ana Ruiz: “and…”     “…,” said Ana Ruiz, as if asleep. “…”
func (f *finder) heldOver(before *tag, from, first int) bool {
	if f.lang != "en" || !before.after || !before.sure || before.last != from || first <= from || first-from > maxManner {
		return false
	}
	if first-from == 1 && (f.joins(from) || f.word(from) == ":" || f.word(from) == ";") {
		return true
	}
	// A tag with a sentence of its own is as good a beginning of something else.
	if w := f.word(before.first); !lower(w) && w != "," && f.word(before.first-2) != "," {
		return false
	}
	return f.isStop(first-1) && !f.stopBetween(from, first-1)
}

// outerSpan returns s with the marks of its piece.
func (f *finder) outerSpan(s tokenize.Span, p *piece) tokenize.Span {
	if p.open >= 0 {
		s.Start = min(s.Start, f.toks[p.open].Start)
	}
	if p.close >= 0 {
		s.End = max(s.End, f.toks[p.close].End)
	}
	return s
}

// tagOf returns the tag of a quotation: the first found after one of its
// pieces, else before the first; an introduction with a comma or a colon goes
// before a tag that may be a sentence of its own.
func (f *finder) tagOf(pieces []piece, from int) tag {
	p0 := &pieces[0]
	if p0.first >= p0.last {
		return tag{}
	}
	first, _ := p0.outer()
	before := f.tagBefore(min(from, first), first)
	for i := range pieces {
		p := &pieces[i]
		if p.first >= p.last {
			continue
		}
		_, end := p.outer()
		limit := end
		if p.paragraph < len(f.t.Paragraphs()) {
			limit = max(end, f.t.Paragraphs()[p.paragraph].Last)
		}
		stop := f.stopOf(p)
		after := f.tagAfter(end, f.nextPiece(end, limit), stop)
		if !after.found() {
			continue
		}
		if f.introduced(before, after, stop) {
			return before
		}
		return after
	}
	if before.comma || before.sure {
		return before
	}
	return tag{}
}

// stopOf returns the word with which a piece ends: its stop, if it has one,
// marks of a quotation in it aside (“Sing ‘Hail,’” said Ruiz).
func (f *finder) stopOf(p *piece) string {
	i := p.last - 1
	for i > p.first && f.toks[i].Kind == tokenize.Mark {
		i--
	}
	return f.word(i)
}

// nextPiece returns the first token from i on that is in a piece, at most limit.
func (f *finder) nextPiece(i, limit int) int {
	for ; i < limit; i++ {
		if f.pieceAt[i] != 0 {
			return i
		}
	}
	return limit
}
