package tokenize_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/tokenize"
)

func words(t *tokenize.Text, first, last int) []string {
	w := []string{}
	for i := first; i < last; i++ {
		w = append(w, t.Word(i))
	}
	return w
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want, reason string }{
		{"He can't, Ada's won't.", "He|ca|n't|,|Ada|'s|wo|n't|.", "contractions as in the Treebank"},
		{"It’s the workers’ call", "It|’s|the|workers|’|call", "curly apostrophes alike; a plural's is a mark"},
		{"Mr. J. R. Poe Jr. left the U.S. at 9:30 p.m. today", "Mr.|J.|R.|Poe|Jr.|left|the|U.S.|at|9:30|p.m.|today", "dots of abbreviations"},
		{"No. It was I.", "No|.|It|was|I|.", "words that look like abbreviations"},
		{"It was Jan. And Al.", "It|was|Jan|.|And|Al|.", "names that look like abbreviations"},
		{"On Jan. 5 Poe et al. met", "On|Jan.|5|Poe|et|al.|met", "and the abbreviations"},
		{"Han gör det. Hon. Prof. Poe, dr. Poe", "Han|gör|det|.|Hon.|Prof.|Poe|,|dr.|Poe", "titles with a capital, and those without"},
		{"See No. 5", "See|No.|5", "and the abbreviation"},
		{"1,000.5 kg, 3rd well-known AT&T", "1,000.5|kg|,|3rd|well-known|AT&T", "numbers and compounds"},
		{"a--b—c ... d…", "a|--|b|—|c|...|d|…", "dashes and dots"},
		{"go to https://a.example/x, or x@y.example.", "go|to|https://a.example/x|,|or|x@y.example|.", "links end before punctuation"},
		{"王先生说:「等」", "王|先|生|说|:|「|等|」", "each ideograph is a word"},
		{"a\x00b\xff\xfec", "a|b|\xff\xfe|c", "NUL separates; bad bytes are kept"},
		{"der 29-Jährige, 5°", "der|29-Jährige|,|5|°", "numbers joined to letters that are not ASCII"},
		{"אמר מנכ\"ל: \"לא\"", "אמר|מנכ\"ל|:|\"|לא|\"", "the sign of Hebrew abbreviations"},
		{"N2.3 million, Rs1,500. KSh4.5. H2. It", "N2.3|million|,|Rs1,500|.|KSh4.5|.|H2|.|It", "sums after the letters of their unit"},
		{"cannot", "can|not", "as in the Treebank"},
	} {
		x := tokenize.Parse(c.text)
		if d := cmp.Diff(strings.Split(c.want, "|"), words(x, 0, len(x.Tokens()))); d != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.reason, c.text, d)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"He left. She stayed.", []string{"He left.", "She stayed."}},
		{"“Where to?” asked Luc. “Home.”", []string{"“Where to?” asked Luc.", "“Home.”"}},
		{"Dr. Poe met U.S. officials. They agreed.", []string{"Dr. Poe met U.S. officials.", "They agreed."}},
		{`He wrote "no." "Go," she said.`, []string{`He wrote "no."`, `"Go," she said.`}},
		{"Wait... what?", []string{"Wait... what?"}},
		{"Am 3. Mai kam er. Sie ist 3. Er auch.", []string{"Am 3. Mai kam er.", "Sie ist 3.", "Er auch."}},
		{"One\n\ntwo", []string{"One", "two"}},
	} {
		x := tokenize.Parse(c.text)
		got := []string{}
		for _, s := range x.Sentences() {
			got = append(got, s.In(c.text))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		want         int
	}{
		{"empty", " \n ", 0},
		{"a line each, as web pages are copied", "One paragraph of some length that goes on for more than any hard-wrapped line of a book would ever go on for, indeed so.\nTwo.\nThree.", 3},
		{"hard-wrapped", "It was in the autumn of the year of the great floods that I came\nto the house, in the capacity of secretary to Mr. Penhallow, and\nmay say at once that I did not at all like the look of the place\nor the marsh.\n\nThere.", 2},
		{"CRLF", "One.\r\n\r\nTwo.", 2},
		{"a list", "- “The bins are collected.” – Ida Moss\n- “I like the new lids.” – Bo Hart\n- “Bring back the lorry.” – Mo Lind", 3},
		{"short paragraphs, a line each", "   The inspector closed his notebook.\n   “You were at the mill on Sunday,” he said.\n   “I was at my sister's,” answered Ida Moss.\n   “All day?”\n   “From noon.”", 5},
		{"a narrow column", "“There was ice on\nthe inside of the\nwindows,” recalled\nIda Moss, who\ntaught at the school\nfor years.", 1},
		{"a chat in small letters", "ida: the bus is late and\nbo moss: get a bike", 2},
		{"a headline that ends with a mark's sentence", "Minister slams “dangerous” plan\nIda Moss said it was late.", 2},
		{"a tag in a line of its own", "“We go,”\nsaid Ida.\n“Now,” said Bo.", 2},
	} {
		if got := len(tokenize.Parse(c.text).Paragraphs()); got != c.want {
			t.Errorf("%s: %d paragraphs, want %d", c.reason, got, c.want)
		}
	}
}

// check tests invariant 1: tokens and gaps rebuild the text, and sentences
// and paragraphs hold every token once.
func check(t *testing.T, text string) {
	x := tokenize.Parse(text)
	at := 0
	for i, tok := range x.Tokens() {
		if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %d: %v after offset %d of %d", i, tok.Span, at, len(text))
		}
		if gap := text[at:tok.Start]; strings.ContainsAny(gap, "abcXYZ019.,\"'“”") {
			t.Fatalf("the gap %q before token %d holds text", gap, i)
		}
		at = tok.End
	}
	at = 0
	for _, s := range x.Sentences() {
		if s.First != at || s.Last <= s.First {
			t.Fatalf("sentence %+v begins at token %d, not %d", s, s.First, at)
		}
		at = s.Last
	}
	if at != len(x.Tokens()) {
		t.Fatalf("sentences hold %d of %d tokens", at, len(x.Tokens()))
	}
	at = 0
	for _, p := range x.Paragraphs() {
		if p.FirstSent != at || p.LastSent <= p.FirstSent || x.Sentences()[p.FirstSent].First != p.First || x.Sentences()[p.LastSent-1].Last != p.Last {
			t.Fatalf("paragraph %+v does not hold whole sentences from %d on", p, at)
		}
		at = p.LastSent
	}
	if at != len(x.Sentences()) {
		t.Fatalf("paragraphs hold %d of %d sentences", at, len(x.Sentences()))
	}
	for i := range x.Sentences() {
		for k, tag := range x.Tags(i) {
			if tag == tokenize.NoTag {
				t.Fatalf("token %d of sentence %d is not tagged", k, i)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("../testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no test texts", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("'\"“\x00\xff\u200b\u2028…--''``6'2\"")
	f.Fuzz(check)
}

func TestTagsConcurrently(t *testing.T) {
	x := tokenize.Parse(strings.Repeat("The captain said no. ", 50))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for s := range x.Sentences() {
				if got := x.Tags(s)[2]; got != tokenize.VBD {
					t.Errorf("sentence %d: said is %v, want VBD", s, got)
				}
			}
		})
	}
	wg.Wait()
}

func ExampleParse() {
	t := tokenize.Parse("“Go,” she said. He didn’t.")
	for _, s := range t.Sentences() {
		fmt.Println(s.In(t.Source()))
	}
	fmt.Println(t.Word(8), t.Word(9), t.Tag(8))
	// Output:
	// “Go,” she said.
	// He didn’t.
	// did n’t VBD
}
