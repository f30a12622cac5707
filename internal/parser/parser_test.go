package parser_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

func parse(sentence string) (words []string, tree parser.Tree) {
	words = strings.Fields(sentence)
	tags := make([]tokenize.Tag, len(words))
	tokenize.EnglishTagger().Tag(words, tags)
	parser.Parse(parser.English(), words, tags, &tree)
	return words, tree
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		sentence string
		want     []string
	}{
		{"The minister said she knew nothing .", []string{"minister <-det- The", "said <-nsubj- minister", "- <-root- said", "knew <-nsubj- she", "said <-ccomp- knew", "knew <-obj- nothing", "said <-punct- ."}},
		{"He was arrested by the police .", []string{"arrested <-nsubj:pass- He", "arrested <-aux:pass- was", "- <-root- arrested", "police <-case- by", "police <-det- the", "arrested <-obl:agent- police", "arrested <-punct- ."}},
		{"", []string{}},
	} {
		words, tree := parse(c.sentence)
		got := []string{}
		for i, w := range words {
			head := "-"
			if h := tree.Heads[i]; h >= 0 {
				head = words[h]
			}
			got = append(got, head+" <-"+tree.Labels[i].String()+"- "+w)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.sentence, d)
		}
	}
}

// Every word has a head in the sentence or is a root, and following heads ends there.
func TestTree(t *testing.T) {
	for _, s := range []string{"and and and , , of of", "said", strings.Repeat("who said that the man whom ", 3000), strings.Repeat(", ", 5000)} {
		words, tree := parse(s)
		if len(tree.Heads) != len(words) || len(tree.Labels) != len(words) {
			t.Fatalf("%d heads of %d words", len(tree.Heads), len(words))
		}
		for i := range words {
			steps := 0
			for k := int32(i); k >= 0; k = tree.Heads[k] {
				if steps++; steps > len(words) {
					t.Fatalf("a circle over word %d", i)
				}
			}
			if (tree.Heads[i] < 0) != (tree.Labels[i] == parser.Root) {
				t.Fatalf("word %d has head %d as %s", i, tree.Heads[i], tree.Labels[i])
			}
		}
	}
}

func TestLabels(t *testing.T) {
	for name, want := range map[string]parser.Label{
		"nsubj": parser.Subject, "nsubj:outer": parser.Subject, "obl:agent": parser.Agent, "vocative": parser.Discourse, "reparandum": parser.Dep,
	} {
		if got := parser.ParseLabel(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	words := strings.Fields("The harbour master , who had not slept , told his brother twice that nobody would sail before Tuesday .")
	tags := make([]tokenize.Tag, len(words))
	tokenize.EnglishTagger().Tag(words, tags)
	m := parser.English()
	var tree parser.Tree
	parser.Parse(m, words, tags, &tree)
	b.SetBytes(int64(len(strings.Join(words, " "))))
	b.ReportAllocs()
	for b.Loop() {
		parser.Parse(m, words, tags, &tree)
	}
}
