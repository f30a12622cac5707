package train

import (
	"testing"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/tokenize"
)

// A candidate is whom most of his last mentions are annotated as, the smallest
// annotation at the beginning of each if none is the same.
func TestCoref(t *testing.T) {
	const text = "Née Moss, Ida's sister, met Bo. She rowed."
	at := func(start, end int) tokenize.Span { return tokenize.Span{Start: start, End: end} } // in bytes
	c := newCoref(&corpus.Document{Text: text, Mentions: []corpus.Mention{
		{Span: corpus.Span{0, 8}, Entity: "ida"}, {Span: corpus.Span{10, 22}, Entity: "sister"}, {Span: corpus.Span{10, 13}, Entity: "ida"},
		{Span: corpus.Span{28, 30}, Entity: "bo"}, {Span: corpus.Span{32, 35}, Entity: "ida"},
	}})
	for _, x := range []struct {
		mention tokenize.Span
		want    string
	}{{at(0, 9), "ida"}, {at(11, 14), "ida"}, {at(11, 23), "sister"}, {at(11, 16), "ida"}, {at(29, 31), "bo"}, {at(25, 28), ""}} {
		if got := c.entity(x.mention); got != x.want {
			t.Errorf("%q is %q, want %q", x.mention.In(text), got, x.want)
		}
	}
	right, known := c.antecedents(probe.Pronoun{Span: at(33, 36), Candidates: []probe.Candidate{
		{Mentions: []tokenize.Span{at(29, 31)}}, {Mentions: []tokenize.Span{at(11, 14), at(0, 9), at(29, 31)}}, {},
	}})
	if !known || len(right) != 3 || right[0] || !right[1] || right[2] {
		t.Errorf("she: %v, %v", right, known)
	}
	if _, known := c.antecedents(probe.Pronoun{Span: at(25, 28)}); known {
		t.Error("what is not annotated is known")
	}
}
