package quotes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// A tag before a quotation may stand at the end of the paragraph above, and
// its subject far from its verb.
func TestIntroduced(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		want         []string
	}{
		{"paragraph above, colon", "As they rowed back, Bo Marsh said to his sister:\n\n“We lost it.”", []string{"direct: We lost it. <- Bo Marsh/said"}},
		{"paragraph above, comma", "Mrs. Hart, quite by chance opening the box, exclaimed,\n\n“It is here.”", []string{"direct: It is here. <- Mrs. Hart/exclaimed"}},
		{"paragraph above, dash", "The box was brought, and Ida, sighing over it, said--\n\n“It is empty.”", []string{"direct: It is empty. <- Ida/said"}},
		{"joined to another verb", "Edith turned to the window and, after a long pause, said at last: “It is snowing.”", []string{"direct: It is snowing. <- Edith/said"}},
		{"how it was done", "Nobody moved, and Denham broke the silence by saying: “There is no cab.”", []string{"direct: There is no cab. <- Denham/broke the silence by saying"}},
		{"a full stop introduces nothing", "Bo Marsh said nothing.\n\n“We lost it.”", []string{"direct: We lost it."}},
		{"no verb of saying", "Bo Marsh had a list:\n\n“We lost it.”", []string{"direct: We lost it."}},
	} {
		got := []string{}
		for _, q := range quotes.Find(tokenize.Parse(c.text), quotes.WithLanguage("en")) {
			got = append(got, show(c.text, q))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, d)
		}
	}
}
