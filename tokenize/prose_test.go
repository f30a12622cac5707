package tokenize_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jdkato/prose/v2"

	"github.com/whosaid/whosaid/tokenize"
)

// Sentences without repeated words: prose tags those alike wherever they stand.
var taggedSentences = []string{
	"The ferry captain quickly closed both gates before dawn.",
	"Nobody expects rain in August.",
	"Three engineers from Oslo repaired our oldest bridge.",
	"Her brother, a nurse, works nights.",
	"Prices fell sharply because demand collapsed.",
	"She had never seen such large waves.",
	"Harbour police arrested two men yesterday.",
	"Mr. Finch will not resign, his lawyer insisted.",
	"It rained.",
	"Please send me your latest figures by Friday.",
	"What did they find under those floorboards?",
	"The well-known painter sold 1,200 prints in 1987.",
	"Voters rejected every proposal except one.",
	"Whose umbrella is this?",
	"Running water carved deep valleys through soft stone.",
	"There were few better choices.",
	"Councillors should have asked harder questions.",
	"If you can wait, I'll call Dora.",
	"Its engine doesn't start when cold.",
	"Beautiful music drifted up from below.",
	"Ulla Kern, who founded the clinic, died on Monday.",
	"Most patients recover within ten days.",
	"An unnamed official denied these claims.",
	"Fishermen mended their nets while children played.",
	"We might as well go home now.",
	"Lower taxes would help small firms, he argued.",
	"After lunch, visitors toured an abandoned mine.",
	"To win, teams must score twice.",
	"Only half arrived; others stayed away.",
	"Snow covered roofs, cars and trees.",
	"Has anyone spoken with that girl?",
	"Oh, what nonsense!",
}

func TestProseTags(t *testing.T) {
	tagger := tokenize.ProseTagger()
	for _, s := range taggedSentences {
		doc, err := prose.NewDocument(s, prose.WithExtraction(false))
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		var want, got []tokenize.Tag
		for _, tok := range doc.Tokens() {
			words = append(words, tok.Text)
			want = append(want, tokenize.ParseTag(tok.Tag))
		}
		got = make([]tokenize.Tag, len(words))
		tagger.Tag(words, got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s %q: tags differ from prose's (-prose +ours):\n%s", s, words, d)
		}
	}
}

func TestProseAssetsMissing(t *testing.T) {
	missing := errors.New("no such asset")
	if _, err := tokenize.LoadProse(func(string) ([]byte, error) { return nil, missing }); !errors.Is(err, missing) {
		t.Errorf("got %v, want an error that wraps %v", err, missing)
	}
	if _, err := tokenize.LoadProse(func(string) ([]byte, error) { return []byte("no gob"), nil }); err == nil {
		t.Error("a damaged asset was read without an error")
	}
}
