package english_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/relation"
)

func TestTaggerFile(t *testing.T) {
	b := english.TaggerFile
	line, _, _ := bytes.Cut(b, []byte("\n"))
	for _, field := range []string{`"format":"whosaid tagger"`, `"version":2`, `"seed":1`, `"data":"`, `"checksum":`} {
		if !bytes.Contains(line, []byte(field)) {
			t.Errorf("the header lacks %s: %s", field, line)
		}
	}
	changed := bytes.Clone(b)
	changed[len(changed)/2]++
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"empty", nil, "header is damaged"},
		{"of another kind", append([]byte(`{"format":"x","version":1}`+"\n"), b...), `want "whosaid tagger"`},
		{"cut", b[:len(b)-9], "follow the header, want"},
		{"changed", changed, "checksum"},
	} {
		if _, _, err := english.ReadTagger(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

// All models of English together: how long they take to be read, and the
// memory that they then hold.
func BenchmarkLoad(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		t, _, err := english.ReadTagger(english.TaggerFile)
		if err != nil {
			b.Fatal(err)
		}
		p, err := parser.Read(parser.EnglishFile, t.Words())
		if err != nil {
			b.Fatal(err)
		}
		m, err := mentions.Read(mentions.EnglishFile, t.Words())
		if err != nil {
			b.Fatal(err)
		}
		r, err := relation.Read(relation.EnglishFile, t.Words())
		if err != nil {
			b.Fatal(err)
		}
		loaded = []any{t, p, m, r}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
}

var loaded []any
