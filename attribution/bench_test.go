package attribution_test

import (
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

func benchTexts(b *testing.B) []struct{ name, text string } {
	return []struct{ name, text string }{
		{"news", readFile(b, "../testdata/articles/wire.txt")},
		{"novel", strings.Repeat(readFile(b, "../testdata/stories/lantern.txt"), 8)},
		{"hostile", hostile(2000)["one sentence"]},
	}
}

func bench(b *testing.B, f func(text string)) {
	for _, c := range benchTexts(b) {
		b.Run(c.name, func(b *testing.B) {
			f(c.text) // load what is loaded once
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				f(c.text)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) { bench(b, func(text string) { tokenize.Parse(text) }) }

func BenchmarkFind(b *testing.B) {
	bench(b, func(text string) { quotes.Find(tokenize.Parse(text)) })
}

func BenchmarkExtract(b *testing.B) { bench(b, func(text string) { attribution.Extract(text) }) }

// BenchmarkProse is what others pay for tokens, tags and entities alone.
func BenchmarkProse(b *testing.B) {
	bench(b, func(text string) {
		if _, err := prose.NewDocument(text); err != nil {
			b.Fatal(err)
		}
	})
}
