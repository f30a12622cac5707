package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitSentences cuts the tokens first to last, one paragraph, into
// sentences. A sentence ends after . ! ? or …, with the marks and brackets
// that close there, where the next word can begin one.
func (t *Text) splitSentences(first, last int) {
	start := first
	for i := first; i < last; {
		i++
		if !t.endsSentence(i - 1) {
			continue
		}
		for i < last && t.closes(i) {
			i++
		}
		if i < last && t.beginsSentence(i, last) {
			t.addSentence(start, i)
			start = i
		}
	}
	if start < last {
		t.addSentence(start, last)
	}
}

func (t *Text) addSentence(first, last int) {
	t.sentences = append(t.sentences, Sentence{
		Span: Span{t.tokens[first].Start, t.tokens[last-1].End}, First: first, Last: last,
	})
}

// endsSentence reports whether token i can be the last word or stop of one.
func (t *Text) endsSentence(i int) bool {
	w := t.Word(i)
	switch t.tokens[i].Kind {
	case Punct:
		if w == "." && t.ordinal(i) {
			return false
		}
		return strings.HasSuffix(w, ".") || w == "!" || w == "?" || w == "…" || w == "。" || w == "！" || w == "？" || w == "‽"
	case Word:
		if !strings.HasSuffix(w, ".") || lookup(titleAbbreviations, w[:len(w)-1]) {
			return false
		}
		if utf8.RuneCountInString(w) == 2 { // an initial
			return false
		}
		// An abbreviation: the next word must be one that begins sentences.
		return i+1 < len(t.tokens) && (t.tokens[i+1].Kind == Mark || lookup(sentenceStarters, t.Word(i+1)))
	}
	return false
}

// ordinal reports whether the dot at token i makes an ordinal of a German number, as
// after an article or a preposition: "am 3. Mai", "im 19. Jahrhundert".
func (t *Text) ordinal(i int) bool {
	if i < 2 || i+1 >= len(t.tokens) || t.tokens[i-1].Kind != Number || t.tokens[i-1].End != t.tokens[i].Start || t.tokens[i+1].Kind != Word {
		return false
	}
	if n := t.Word(i - 1); len(n) > 2 {
		return false
	}
	before := strings.ToLower(t.Word(i - 2))
	return ordinalAfter[before] && !(before == "am" && i > 2 && t.Word(i-3) == "I")
}

// ordinalAfter are the German words before an ordinal.
var ordinalAfter = wordSet("am vom zum im der dem den des das beim seit ab bis zur")

// closes reports whether token i, which stands after a stop, belongs to the
// sentence before it: a bracket, another stop, or a mark with no gap before.
func (t *Text) closes(i int) bool {
	w := t.Word(i)
	glued := t.tokens[i-1].End == t.tokens[i].Start
	switch t.tokens[i].Kind {
	case Mark:
		switch w {
		case "”", "»", "’", "」", "』", "›":
			return true
		case "“", "«", "‘", "「", "『", "„", "‹":
			// “ and « close in some languages: then they touch the stop and not the next word.
			return glued && (i+1 >= len(t.tokens) || t.tokens[i+1].Start > t.tokens[i].End)
		}
		return glued && (i+1 >= len(t.tokens) || t.tokens[i+1].Start > t.tokens[i].End || t.tokens[i+1].Kind != Word)
	case Punct:
		return w == ")" || w == "]" || w == "}" || w == "_" && glued || w == "*" && glued || t.endsSentence(i)
	}
	return false
}

// beginsSentence reports whether token i can begin a sentence: it does unless
// the first word from it on is in lower case.
func (t *Text) beginsSentence(i, last int) bool {
	for last = min(last, i+8); i < last; i++ {
		switch t.tokens[i].Kind {
		case Word:
			r, _ := utf8.DecodeRuneInString(t.Word(i))
			return !unicode.IsLower(r)
		case Number, Link, Symbol:
			return true
		case Punct:
			if w := t.Word(i); w == "," || w == ";" {
				return false
			}
		}
	}
	return true
}
