package mentions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/tokenize"
)

func find(sentence string) []string {
	words := strings.Fields(sentence)
	tags := make([]tokenize.Tag, len(words))
	tokenize.EnglishTagger().Tag(words, tags)
	out := []string{}
	for _, m := range mentions.English().Append(nil, words, tags) {
		out = append(out, strings.Join(words[m.First:m.Last], " ")+" | "+words[m.Head]+" | "+m.Kind.String())
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		sentence string
		want     []string
	}{
		{"She gave his aunt the letter .", []string{"She | She | person pronoun", "his | his | person pronoun", "his aunt | aunt | person nominal"}},
		{"Mr. Finch laughed at the old woman .", []string{"Mr. Finch | Finch | person name", "the old woman | woman | person nominal"}},
		{"The rain fell on the roof .", []string{}},
		{"", []string{}},
	} {
		if d := cmp.Diff(c.want, find(c.sentence)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.sentence, d)
		}
	}
}

func TestLongSentence(t *testing.T) {
	words := strings.Fields(strings.Repeat("the mother of ", 20_000))
	tags := make([]tokenize.Tag, len(words))
	tokenize.EnglishTagger().Tag(words, tags)
	for _, m := range mentions.English().Append(nil, words, tags) {
		if m.First < 0 || m.First > m.Head || m.Head >= m.Last || m.Last > len(words) || m.Last-m.First > 81 {
			t.Fatalf("%+v", m)
		}
	}
}

func TestHead(t *testing.T) {
	for phrase, want := range map[string]string{
		"the captain of the ferry": "captain", "John 's brother": "brother", "a man who sold fish": "man", "Mr. Finch": "Finch",
		"the poor": "poor", "all": "all", "his wife , a nurse": "wife", "two of them": "two",
	} {
		words := strings.Fields(phrase)
		tags := make([]tokenize.Tag, len(words))
		tokenize.EnglishTagger().Tag(words, tags)
		if got := words[mentions.Head(tags, 0, len(words))]; got != want {
			t.Errorf("%s: head %q, want %q (tags %v)", phrase, got, want, tags)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	words := strings.Fields("The harbour master , who had not slept , told his brother twice that nobody would sail before Tuesday .")
	tags := make([]tokenize.Tag, len(words))
	tokenize.EnglishTagger().Tag(words, tags)
	m := mentions.English()
	buf := m.Append(nil, words, tags)
	b.SetBytes(int64(len(strings.Join(words, " "))))
	b.ReportAllocs()
	for b.Loop() {
		buf = m.Append(buf[:0], words, tags)
	}
}
