package tokenize

import "sync/atomic"

// An Option configures [Parse].
type Option func(*Text)

// WithTagger sets who gives the tokens their parts of speech when
// [Text.Tags] asks. The default is [DefaultTagger]; nil means that nobody does.
func WithTagger(t Tagger) Option { return func(x *Text) { x.tagger = t } }

// Parse finds the tokens, sentences and paragraphs of text, in time linear in
// its length. Any bytes are a text; it cannot fail.
func Parse(text string, opts ...Option) *Text {
	t := &Text{source: text, tagger: onDemand{}}
	for _, o := range opts {
		o(t)
	}
	t.tokens = scan(text)
	t.split(paragraphBreaks(text))
	t.tags = make([]Tag, len(t.tokens))
	t.tagged = make([]atomic.Uint32, len(t.sentences))
	return t
}

// onDemand is the default tagger, loaded when it is first asked.
type onDemand struct{}

func (onDemand) Tag(words []string, tags []Tag) { DefaultTagger().Tag(words, tags) }

// split cuts the tokens into paragraphs at the byte offsets in breaks, and
// each paragraph into sentences.
func (t *Text) split(breaks []int) {
	first := 0
	for b := 0; b <= len(breaks); b++ {
		last := first
		for last < len(t.tokens) && (b == len(breaks) || t.tokens[last].Start < breaks[b]) {
			last++
		}
		if last == first {
			continue
		}
		p := Paragraph{First: first, Last: last, FirstSent: len(t.sentences)}
		p.Span = Span{t.tokens[first].Start, t.tokens[last-1].End}
		t.splitSentences(first, last)
		p.LastSent = len(t.sentences)
		t.paragraphs = append(t.paragraphs, p)
		first = last
	}
}
