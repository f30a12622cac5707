package quotes_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

func BenchmarkNews(b *testing.B) {
	f, _ := os.Open("../../shared/data/polnear.train.jsonl.gz")
	z, _ := gzip.NewReader(f)
	dec := json.NewDecoder(z)
	var texts []string
	n := 0
	for n < 300_000 {
		var d struct{ Text string }
		if dec.Decode(&d) != nil {
			break
		}
		texts = append(texts, d.Text)
		n += len(d.Text)
	}
	var ts []*tokenize.Text
	for _, t := range texts {
		x := tokenize.Parse(t)
		for s := range x.Sentences() {
			x.Tags(s)
		}
		quotes.Find(x)
		ts = append(ts, x)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range ts {
			quotes.Find(t)
		}
	}
}
