package tokenize_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/tokenize"
)

func tagsOf(tagger tokenize.Tagger, sentence string) string {
	words := strings.Fields(sentence)
	tags := make([]tokenize.Tag, len(words))
	tagger.Tag(words, tags)
	var out []string
	for _, t := range tags {
		out = append(out, t.String())
	}
	return strings.Join(out, " ")
}

// Every tagger tells what attribution needs: names, verbs and their forms.
func TestTaggers(t *testing.T) {
	for name, tagger := range map[string]tokenize.Tagger{"english": tokenize.EnglishTagger(), "prose": tokenize.ProseTagger()} {
		for _, c := range []struct{ sentence, want string }{
			{"She had never seen such large waves .", "PRP VBD RB VBN JJ JJ NNS PUNCT"},
			{"He said that the boat will leave at six .", "PRP VBD IN DT NN MD VB IN CD PUNCT"},
			{"Mary Finch 's brother works for the city .", "NNP NNP POS NN VBZ IN DT NN PUNCT"},
		} {
			if d := cmp.Diff(c.want, tagsOf(tagger, c.sentence)); d != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, c.sentence, d)
			}
		}
	}
}

// Writing in small letters or in capitals hardly matters to the default.
func TestEnglishCase(t *testing.T) {
	s := "The minister told reporters on Monday that prices would fall ."
	want := tagsOf(tokenize.EnglishTagger(), s)
	for _, w := range []string{strings.ToLower(s), strings.ToUpper(s)} {
		if d := cmp.Diff(want, tagsOf(tokenize.EnglishTagger(), w)); d != "" {
			t.Errorf("%s (-as written +got):\n%s", w, d)
		}
	}
}

// Tagging does not allocate once its buffers have grown.
func TestEnglishAllocs(t *testing.T) {
	tagger := tokenize.EnglishTagger()
	words := strings.Fields("The harbour master , who had not slept , told them twice that nobody would sail .")
	tags := make([]tokenize.Tag, len(words))
	tagger.Tag(words, tags)
	if n := testing.AllocsPerRun(100, func() { tagger.Tag(words, tags) }); n > 0.5 {
		t.Errorf("%v allocations a sentence", n)
	}
}

func BenchmarkTag(b *testing.B) {
	text := strings.Repeat("The harbour master, who had not slept, told them twice that nobody would sail before Tuesday. "+
		"“We wait,” Anna Petersen said on Monday, and most of the fishermen in Skagen agreed with her.\n\n", 200)
	for _, c := range []struct {
		name   string
		tagger tokenize.Tagger
	}{{"english", tokenize.EnglishTagger()}, {"prose", tokenize.ProseTagger()}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				t := tokenize.Parse(text, tokenize.WithTagger(c.tagger))
				for s := range t.Sentences() {
					t.Tags(s)
				}
			}
		})
	}
}
