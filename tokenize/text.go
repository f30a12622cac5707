package tokenize

import (
	"sort"
	"sync"
	"sync/atomic"
)

// A Text is a source text with its tokens, sentences and paragraphs. It does
// not change after [Parse] and is safe for use by several goroutines. Callers
// must not modify the slices that its methods return.
type Text struct {
	source     string
	tokens     []Token
	sentences  []Sentence
	paragraphs []Paragraph

	tagger Tagger
	mu     sync.Mutex      // serialises tagging
	tags   []Tag           // one a token, valid where tagged says so
	tagged []atomic.Uint32 // one a sentence: 1 once its tags are there
	words  []string        // scratch of the tagger, under mu
}

// Source returns the text that was parsed, unchanged.
func (t *Text) Source() string { return t.source }

// Tokens returns all tokens in order.
func (t *Text) Tokens() []Token { return t.tokens }

// Sentences returns all sentences in order. Every token is in exactly one.
func (t *Text) Sentences() []Sentence { return t.sentences }

// Paragraphs returns all paragraphs in order. Every sentence is in exactly one.
func (t *Text) Paragraphs() []Paragraph { return t.paragraphs }

// Word returns the bytes of token i.
func (t *Text) Word(i int) string { return t.tokens[i].In(t.source) }

// TokenAt returns the index of the first token that ends after offset; it is
// len(Tokens()) if there is none.
func (t *Text) TokenAt(offset int) int {
	return sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].End > offset })
}

// SentenceAt returns the index of the sentence that holds token i.
func (t *Text) SentenceAt(i int) int {
	return sort.Search(len(t.sentences), func(s int) bool { return t.sentences[s].Last > i })
}

// ParagraphAt returns the index of the paragraph that holds token i.
func (t *Text) ParagraphAt(i int) int {
	return sort.Search(len(t.paragraphs), func(p int) bool { return t.paragraphs[p].Last > i })
}

// Tags returns the parts of speech of sentence s, one a token. The sentence
// is tagged when it is first asked for; without a tagger all are [NoTag].
func (t *Text) Tags(s int) []Tag {
	sent := t.sentences[s]
	tags := t.tags[sent.First:sent.Last]
	if t.tagger == nil || t.tagged[s].Load() == 1 {
		return tags
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tagged[s].Load() == 1 {
		return tags
	}
	t.words = t.words[:0]
	for _, tok := range t.tokens[sent.First:sent.Last] {
		t.words = append(t.words, tok.In(t.source))
	}
	t.tagger.Tag(t.words, tags)
	t.tagged[s].Store(1)
	return tags
}

// Tag returns the part of speech of token i, tagging its sentence if need be.
func (t *Text) Tag(i int) Tag {
	s := t.SentenceAt(i)
	return t.Tags(s)[i-t.sentences[s].First]
}
