package quotes

import (
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// lastVerb reads the tag of a quotation that ends before token i, in a language whose
// verbs end the sentence: 「…」と田中さんは述べた, 田中さんは「…」と述べた.
func (f *finder) lastVerb(i, end int) tag {
	for k := i; k < end; k++ {
		v, ok := f.cue(k)
		if !ok {
			continue
		}
		tg := tag{cue: f.span(k, k+1), first: i, last: k + 1, class: v.Class}
		if tg.mention = f.topicBefore(i, k); tg.mention.IsZero() && f.outside(i-1) {
			open, _ := f.pieces[f.pieceAt[i-1]-1].outer()
			tg.mention = f.topicBefore(f.sents[f.t.SentenceAt(open)].First, open)
			if m := f.firstTopic(open); !m.IsZero() {
				tg.mention = m
			}
		}
		return tg
	}
	if i < end && quotative[f.word(i)] && f.outside(i-1) { // 「…」と田中さんは肩を落とした
		open, _ := f.pieces[f.pieceAt[i-1]-1].outer()
		m := f.topicBefore(i+1, end)
		if m.IsZero() {
			m = f.topicBefore(f.sents[f.t.SentenceAt(open)].First, open)
		}
		if !m.IsZero() {
			return tag{mention: m, first: i, last: end, class: lexicon.Speech}
		}
	}
	return tag{}
}

// wholeCue returns a cue with the rest of its word, where each character is a token: 认"为", 言"った".
func (f *finder) wholeCue(s tokenize.Span) tokenize.Span {
	const most = 6 // tokens
	if !f.language.Caseless {
		return s
	}
	k := f.t.TokenAt(s.Start)
	if f.toks[k].End != s.End {
		return s
	}
	glued := func(i int) bool { return i < len(f.toks) && f.isWord(i) && f.toks[i].Start == f.toks[i-1].End }
	end := k + 1
	if glued(end) {
		if _, ok := f.language.Cue(f.word(k) + f.word(end)); ok {
			end++
		}
	}
	for f.language.VerbLast && end-k < most && glued(end) && hiragana(f.word(end)) {
		end++
	}
	s.End = f.toks[end-1].End
	return s
}

func hiragana(w string) bool {
	r := firstRune(w)
	return r >= 0x3041 && r <= 0x309f
}

// firstTopic returns the words before the first topic particle in the sentence of the mark at open,
// if another stands right before the mark: 担当者は、措置は「…」だと説明した. What is in the marks is
// then only a part of what is said. It is zero if there are no two.
func (f *finder) firstTopic(open int) tokenize.Span {
	const most = 40 // tokens
	first := f.sents[f.t.SentenceAt(open)].First
	if open-1 <= first || open-first > most {
		return tokenize.Span{}
	}
	if _, ok := f.topic(open - 1); !ok {
		return tokenize.Span{}
	}
	near := f.topicBefore(first, open)
	comma := false
	for k := first; k < open; k++ {
		if !isComma(f.word(k)) {
			continue
		}
		if comma || f.lang == "ja" && strings.HasSuffix(f.word(k-1), "が") {
			return tokenize.Span{} // several clauses
		}
		comma = true
	}
	for k := first + 1; k < open && f.toks[k].Start < near.Start; k++ {
		if _, ok := f.topic(k); ok {
			if m := f.topicBefore(first, k+1); !m.IsZero() && m.End < near.Start && (f.lang != "ko" || subjectKO(f.word(open-1)) && !subjectKO(f.word(k))) {
				return m
			}
		}
	}
	return tokenize.Span{}
}

// subjectKO reports whether a word ends with the particle of a subject rather than of a topic.
func subjectKO(w string) bool { return strings.HasSuffix(w, "이") || strings.HasSuffix(w, "가") }

// topicBefore returns the words between the tokens first and end that the last
// topic particle follows: 田中さん"は".
func (f *finder) topicBefore(first, end int) tokenize.Span {
	const most = 8 // tokens
	for k := end - 1; k >= first; k-- {
		if f.outside(k) || f.isStop(k) {
			return tokenize.Span{}
		}
		stem, ok := f.topic(k)
		if !ok {
			continue
		}
		m := k
		if w := f.word(m - 1); m-3 > first && (w == "）" || w == ")") && f.toks[m-2].Kind == tokenize.Number {
			k, m = m-3, m-3 // 岡田節子さん（78）は
			stem = 0
		}
		for m > first && k-m < most && f.isWord(m-1) && f.toks[m-1].End == f.toks[m].Start && !f.outside(m-1) && !quotative[f.word(m-1)] {
			m--
		}
		if m == k && k > first && f.isWord(k-1) && (stem == 0 || f.lang == "ko" && f.language.Roles.EndsIn(f.word(k)[:stem])) {
			m-- // राम ने, 이정호 시장은
		}
		s := tokenize.Span{Start: f.toks[m].Start, End: f.toks[k].Start + stem}
		for s.End > s.Start && f.t.Source()[s.End-1] == ' ' {
			s.End--
		}
		if s.End <= s.Start {
			return tokenize.Span{} // a particle by itself
		}
		return s
	}
	return tokenize.Span{}
}

// topic reports whether token i is or ends with a topic particle, and how many bytes
// stand before that.
func (f *finder) topic(i int) (stem int, ok bool) {
	w := f.word(i)
	for t := range f.language.Topics {
		if strings.HasSuffix(w, t) && (!ok || len(w)-len(t) < stem) {
			stem, ok = len(w)-len(t), true
		}
	}
	return stem, ok
}

// quotative are the particles after words said.
var quotative = wordSet("と って 라고 고 이라고 며 라며 이라며 면서 라면서")
