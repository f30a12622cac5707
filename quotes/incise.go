package quotes

import "github.com/whosaid/whosaid/tokenize"

// splitIncises cuts pieces at the tags inside them, as French writes them (« On
// attend, dit Luc Roy. Encore un peu. »), other languages only between two dashes
// („Wir warten – sagte Vogt – noch ab.“), so that the tag is no part
// of the words; utterance.go joins what is left and on either side.
func (f *finder) splitIncises() {
	if f.lang == "en" {
		return
	}
	var out []piece
	for i := range f.pieces {
		p := f.pieces[i]
		if p.parent != 0 || p.family == noFamily {
			out = append(out, p)
			continue
		}
		out = append(out, f.splitIncise(p)...)
	}
	f.pieces = out
	f.nest(0)
}

func (f *finder) splitIncise(p piece) []piece {
	if f.language.Toggles && !f.language.Incise {
		return f.splitToggles(p)
	}
	var ps []piece
	rest := p
	for i := p.first; i < p.last-1; i++ {
		dash := f.toks[i].Kind == tokenize.Dash
		if !dash && !(f.language.Incise && (f.word(i) == "," || f.isStop(i))) || !lower(f.word(i+1)) {
			continue
		}
		tg := f.inversion(i+1, f.clauseEnd(i+1, min(p.last, i+1+maxTag)))
		end := p.last // the dash that ends the tag
		if dash {
			end = f.dashAfter(tg.last, p.last)
		}
		if !tg.found() || dash && end == p.last || !f.cueAt(f.verbOf(&tg)) && tg.mention.Start >= f.toks[f.verbOf(&tg)].End {
			continue // "avait élevé ses enfants" is no tag inside the marks
		}
		head := rest
		head.last, head.close, head.incise = i+1, -1, true
		if dash {
			head.last = i
		}
		ps = append(ps, head)
		first := end + 1
		if !dash {
			first = f.resume(tg.last, p.last, f.isStop(i))
		}
		for dash && first < p.last && (f.word(first) == "," || f.word(first) == "." || f.word(first) == ";") {
			first++ // «Vieni – disse Carlo –, è tardi»
		}
		rest.open, rest.first, rest.incise = -1, first, true
		i = first
		if first >= p.last {
			ps[len(ps)-1].close = -1
			return ps
		}
	}
	return append(ps, rest)
}

// splitToggles cuts a piece where a dash after a comma or a stop begins a tag, up to the next
// dash: «Рейс отменён, — сообщили в аэропорту. — Ждите».
func (f *finder) splitToggles(p piece) []piece {
	var ps []piece
	rest := p
	for i := p.first + 1; i+1 < p.last; i++ {
		if f.toks[i].Kind != tokenize.Dash || !lower(f.word(i+1)) || f.word(i-1) != "," && !f.isStop(i-1) {
			continue
		}
		if !f.hasTag(i+1, f.clauseEnd(i+1, min(p.last, i+1+maxTag))) {
			continue
		}
		next := i + 1
		for next < p.last && f.toks[next].Kind != tokenize.Dash {
			next++
		}
		head := rest
		head.last, head.close, head.incise = i, -1, true
		ps = append(ps, head)
		rest.open, rest.first, rest.incise = -1, next+1, true
		if i = next; rest.first >= p.last {
			return ps
		}
	}
	return append(ps, rest)
}

// dashAfter returns the dash to which the tag before token i goes on with no more than words, or with
// what tells more of who speaks, after a comma; last if there is none: "erwiderte der Alte verdrießlich –",
// "racconta Michele Addis, pescatore –".
func (f *finder) dashAfter(i, last int) int {
	end := min(last-1, i+maxForeignManner)
	for i < end && (f.isWord(i) || f.word(i) == "," || f.toks[i].Kind == tokenize.Number) {
		i++
	}
	if i < last && f.toks[i].Kind == tokenize.Dash {
		return i
	}
	return last
}
