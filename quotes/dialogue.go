package quotes

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// findDialogue adds the pieces of paragraphs that a dash opens: Joyce, the
// Romance and Slavic languages, and news translated from them. Without a
// closing mark, the words end where a tag begins, and go on after it.
//
// A single such paragraph without a tag is more often a list than speech, and so are several in a row
// of which most do not end as sentences do.
func (f *finder) findDialogue() {
	var found []piece
	tagged, start := 0, len(f.pieces)
	next := 0 // first piece not before the current paragraph
	var run dashRun
	for pi, p := range f.t.Paragraphs() {
		if run.items > 0 && pi > run.last+1 {
			if run.list() {
				found = found[:run.from]
			}
			run = dashRun{}
		}
		for next < start && f.pieces[next].paragraph < pi {
			next++
		}
		if n := len(found); f.language.Raya && f.word(p.First) == "»" && n > 0 && found[n-1].paragraph == pi-1 && p.Last-p.First > 2 {
			goesOn := piece{open: p.First, close: -1, first: p.First + 1, last: p.Last, paragraph: pi, continues: true}
			if next < start && f.pieces[next].open == p.First {
				f.pieces[next] = goesOn // taken for a mark that is never closed
			} else {
				found = append(found, goesOn)
			}
			continue // »Mi padre estuvo aquí: the same speaker goes on
		}
		if !f.dialogueDash(p) {
			if p.First = f.dashWithin(p); p.First == 0 {
				continue
			}
		}
		if next < start && f.pieces[next].paragraph == pi && f.pieces[next].open == p.First+1 {
			continue // – “…”: the marks tell
		}
		ps, t := f.dashPieces(pi, p)
		if t || f.newsDash(pi) || pi > 0 && f.word(p.First-1) == ":" && f.pieceAt[p.First-1] == 0 && f.speaksBefore(pi) { // Инна сказала: — Это не мой дом.
			tagged++
			run.tagged = true
		}
		if run.items == 0 {
			run.from = len(found)
			run.mayList = f.lang == "en" || f.word(p.First) == "-"
			run.announced = p.First > 0 && f.word(p.First-1) == ":" && f.lang == "en" && !f.speaksBefore(pi)
		}
		run.last = pi
		run.items++
		if end := p.Last - 1; f.isStop(end) || f.toks[end].Kind == tokenize.Dash || f.endsTalk(end) && f.isStop(end-1) {
			run.sentences++
		}
		found = append(found, ps...)
	}
	if run.list() {
		found = found[:run.from]
	}
	if tagged == 0 && len(found) < 3 {
		return
	}
	f.pieces = append(f.pieces, found...)
	f.nest(0)
}

// A dashRun is paragraphs in a row that a dash opens.
type dashRun struct {
	from      int // piece of the first
	last      int // paragraph
	items     int
	sentences int // of these that end as sentences do
	tagged    bool
	mayList   bool // lists have such dashes
	announced bool // after a colon, and nobody speaks before it: What to bring:
}

// list reports whether they are a list rather than speech.
func (r *dashRun) list() bool {
	return r.mayList && (r.announced || !r.tagged) && 2*r.sentences < r.items
}

// newsDash reports whether a paragraph that a dash opens goes on with a whole sentence what somebody
// was said to say in the one before, as in the newspapers of Scandinavia and Finland.
func (f *finder) newsDash(paragraph int) bool {
	switch f.lang {
	case "sv", "da", "no", "fi":
	default:
		return false
	}
	p := f.t.Paragraphs()[paragraph]
	return paragraph > 0 && f.capital(p.First+1) && f.isStop(p.Last-1) && p.Last-p.First > 4 && f.speaksBefore(paragraph)
}

// speaksBefore reports whether the last sentence before a paragraph has a verb of saying.
func (f *finder) speaksBefore(paragraph int) bool {
	last := f.t.Paragraphs()[paragraph].First
	for i := last - 1; i >= f.sents[f.t.SentenceAt(last-1)].First && i > last-maxTag; i-- {
		if f.cueAt(i) {
			return true
		}
	}
	return false
}

func (f *finder) dialogueDash(p tokenize.Paragraph) bool {
	if p.Last-p.First < 3 || f.toks[p.First].Kind != tokenize.Dash {
		return false
	}
	w := f.word(p.First)
	if w == "-" && f.toks[p.First].End == f.toks[p.First+1].Start {
		return false // "-5 degrees"
	}
	return f.toks[p.First+1].Kind != tokenize.Number || w != "-"
}

// dashPieces cuts a paragraph after its dash into the words said and the tags.
func (f *finder) dashPieces(pi int, p tokenize.Paragraph) (ps []piece, tagged bool) {
	if f.language.Toggles && f.dashesIn(p) > 1 || f.language.Raya && f.hasRaya(p) {
		return f.turnsOfDashes(pi, p)
	}
	open, first := p.First, p.First+1
	add := func(last int) {
		for last > first && f.toks[last-1].Kind == tokenize.Dash {
			last--
		}
		if last > first {
			ps = append(ps, piece{open: open, close: -1, first: first, last: last, paragraph: pi})
		}
		open = -1
	}
	for i := first; i < p.Last; i++ {
		dash := f.toks[i].Kind == tokenize.Dash
		if !dash && !isComma(f.word(i)) && !f.isStop(i) || i+1 >= p.Last || i == first {
			continue
		}
		k := i + 1
		if f.toks[k].Kind == tokenize.Dash {
			k++
		}
		end := f.clauseEnd(k, min(p.Last, k+maxTag))
		tg := tag{}
		if lower(f.word(k)) || f.lang != "en" && f.cueAt(k) {
			tg = f.inversion(k, end)
		}
		if f.lang != "en" && f.toks[k-1].Kind == tokenize.Dash && tg.mention.IsZero() {
			if by := f.verbByPlace(k, end); by.found() {
				tg = by
			}
		}
		if !tg.found() && (f.pronoun(k) && lower(f.word(k)) || f.word(i) == ",") {
			if tg = f.subjectFirst(k, end); tg.found() && end-tg.last > 6 && f.word(tg.last) != "," {
				tg = tag{}
			}
		}
		if !tg.found() && f.lang == "en" && f.isStop(i) && f.capital(k) {
			if tg = f.subjectFirst(k, end); tg.found() && end-tg.last > 0 {
				tg = tag{} // —Is it shut? Ana Ruiz asked.
			}
		}
		if who := lexicon.Lower(tg.mention.In(f.t.Source())); !tg.found() || who == "you" || f.lang != "en" && (f.that(tg.last) || f.language.You[who]) {
			continue // "…, you know that", "…, zeg je dat?", "…, ik dacht dat hij komt"
		}
		tagged = true
		if dash {
			add(i)
		} else {
			add(i + 1)
		}
		// The words go on after the tag's clause, unless narration does.
		next := f.resume(tg.last, p.Last, f.isStop(i))
		if f.toks[k-1].Kind == tokenize.Dash {
			next = f.pastAside(tg.last, next, p.Last)
		}
		first = f.pastSigns(next, p.Last)
		if first >= p.Last {
			return ps, tagged
		}
		i = first
	}
	add(p.Last)
	return ps, tagged
}

// turnsOfDashes cuts a paragraph after its dash where dashes turn from words to narration and
// back.
//
//	— Да, — сказал он. — Иду.     – W kuchni. – Marek milczał. – Chodź.
//	—No sé. —Julián se encogió de hombros—. Pregúntale.
func (f *finder) turnsOfDashes(pi int, p tokenize.Paragraph) (ps []piece, tagged bool) {
	open, first, said := p.First, p.First+1, true
	add := func(last int) {
		if last > first {
			ps = append(ps, piece{open: open, close: -1, first: first, last: last, paragraph: pi})
		}
		open = -1
	}
	for i := first + 1; i < p.Last; i++ {
		if f.toks[i].Kind != tokenize.Dash {
			continue
		}
		switch {
		case !said:
			if f.language.Raya && f.toks[i-1].End < f.toks[i].Start {
				continue // the dash that ends an aside is glued to it
			}
			first, said = f.pastSigns(i+1, p.Last), true
		case f.narrates(i, p):
			add(i)
			said, tagged = false, true
		}
	}
	if said {
		add(p.Last)
	}
	return ps, tagged
}

// narrates reports whether narration begins after the dash at token i, in words said: after a
// stop, after a comma and in small letters, or with a tag.
func (f *finder) narrates(i int, p tokenize.Paragraph) bool {
	k := i + 1
	if k >= p.Last || !f.isWord(k) {
		return false
	}
	if f.language.Raya {
		return f.opensAside(i)
	}
	end := f.clauseEnd(k, min(p.Last, k+maxTag))
	switch small := lower(f.word(k)); {
	case small && f.hasTag(k, end):
		return true
	case f.lang == "pt" && (small && f.pronoun(k) || f.capital(k)) && f.tellsFirst(k, end):
		return true // — À missa — ela respondeu.
	case small && (f.word(i-1) == "," || f.isStop(i-1)):
		return !f.language.Function(f.lowerWord(k)) || f.pronoun(k)
	case small:
		tg := f.verbByPlace(k, end)
		return tg.found()
	}
	return f.isStop(i - 1)
}

// tellsFirst reports whether a clause begins at token i with who speaks and his verb.
func (f *finder) tellsFirst(i, end int) bool {
	tg := f.subjectFirst(i, end)
	return tg.found() && tg.first == i
}

// hasTag reports whether a tag begins at token i with its verb.
func (f *finder) hasTag(i, end int) bool {
	tg := f.inversion(i, end)
	return tg.found()
}

// dashesIn counts the dashes of a paragraph.
func (f *finder) dashesIn(p tokenize.Paragraph) int {
	n := 0
	for i := p.First; i < p.Last; i++ {
		if f.toks[i].Kind == tokenize.Dash {
			n++
		}
	}
	return n
}

// hasRaya reports whether a dash inside a paragraph opens an aside.
func (f *finder) hasRaya(p tokenize.Paragraph) bool {
	for i := p.First + 2; i+1 < p.Last; i++ {
		if f.toks[i].Kind == tokenize.Dash && f.opensAside(i) {
			return true
		}
	}
	return false
}

// opensAside reports whether the dash at i is glued to what follows it, and to nothing before.
func (f *finder) opensAside(i int) bool {
	return f.toks[i-1].End < f.toks[i].Start && f.toks[i].End == f.toks[i+1].Start
}

// dashWithin returns the dash with which words are said inside a paragraph of narration, 0 if
// there is none: Inaczej widzą to mieszkańcy. – Kupuję wodę – mówi Zofia Bąk. A tag must tell.
func (f *finder) dashWithin(p tokenize.Paragraph) int {
	const most = 120 // tokens of words said
	if !f.language.Toggles {
		return 0
	}
	from := 0
	for i := p.First + 1; i+2 < p.Last; i++ {
		switch {
		case f.toks[i].Kind != tokenize.Dash:
		case from > 0 && i-from < most && lower(f.word(i+1)) && f.hasTag(i+1, f.clauseEnd(i+1, min(p.Last, i+1+maxTag))):
			return from
		case f.isStop(i-1) && f.capital(i+1) && f.pieceAt[i] == 0:
			from = i
		}
	}
	return 0
}

// pastAside returns the token after the dash that ends what stands between dashes, with
// a tag before token i in it: —se quejó Lucía, dueña del bar—. If there is none in the
// sentence, it returns next.
func (f *finder) pastAside(i, next, last int) int {
	if f.lang == "en" {
		return next
	}
	for k := i; k < min(last, i+maxTag) && !f.isStop(k); k++ {
		if f.toks[k].Kind == tokenize.Dash {
			return k + 1
		}
	}
	return next
}

// pastSigns returns the token from i on, at most last, that is neither a dash nor the
// stop or comma of the tag before: —gruñó él—. Duérmete.
func (f *finder) pastSigns(i, last int) int {
	for i < last && (f.toks[i].Kind == tokenize.Dash || f.word(i) == "." || f.word(i) == ",") {
		i++
	}
	return i
}

// resume returns the token at which the words go on after a tag that ends before
// token i; last if they do not. stopped says that a stop stands before the tag, after
// which what follows a comma only tells how somebody spoke.
func (f *finder) resume(i, last int, stopped bool) int {
	for ; i < last; i++ {
		if f.isStop(i) {
			if i+1 < last && f.pronoun(i+1) && i+2 < last && f.tag(i+2).Verb() && f.lowerWord(i+1) != "i" && f.lowerWord(i+1) != "you" && f.lowerWord(i+1) != "we" {
				return last // narration: "She turned away."
			}
			return i + 1
		}
		if f.toks[i].Kind == tokenize.Dash {
			return i + 1
		}
		if f.word(i) == "," && i+1 < last && !f.tellsManner(i+1, stopped) {
			if k := f.pastApposition(i, last); k > 0 {
				i = k
			}
			return i + 1
		}
	}
	return last
}

// pastApposition returns the comma or the stop that ends what tells more of the name before the one at i,
// in other languages than English: « Le sel, explique Luc Roy, paludier, c'est la mer. » It is
// 0 if there is none.
func (f *finder) pastApposition(i, last int) int {
	const most = 8 // tokens
	if f.lang == "en" || !f.capital(i-1) || !lower(f.word(i+1)) || f.language.Function(f.elided(i+1)) || f.pronoun(i+1) || f.language.Pronoun(f.elided(i+1)) {
		return 0
	}
	k := i + 1
	for ; k < min(last, i+most) && !f.isStop(k); k++ {
		if f.word(k) == "," {
			return k
		}
	}
	if of := f.lowerWord(i + 2); k < last && f.isStop(k) && (f.language.Oblique[of] || f.language.Of[of]) {
		return k // – Vi är nöjda, säger Lars Nyström, vd på Nordträ.
	}
	return 0
}

// goesOnWith are words with which a sentence goes on after a tag rather than the tag itself.
var goesOnWith = wordSet("of if that because unless until till than for about before since though although")

// tellsManner reports whether what begins at token i after the comma of a tag tells how
// somebody spoke, rather than what.
func (f *finder) tellsManner(i int, stopped bool) bool {
	if f.lang == "en" {
		t := f.tag(i)
		if !stopped && (t == tokenize.VB || t == tokenize.VBP || t == tokenize.IN && goesOnWith[f.lowerWord(i)]) {
			return false // —I won't, he said, if I can help it.
		}
		return t.Verb() || t == tokenize.IN
	}
	w := f.elided(i) // "c'est", "d'un ton"
	return f.language.Manner[w] || stopped && !f.language.Pronoun(w)
}
