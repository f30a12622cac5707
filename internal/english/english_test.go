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

// The files of the models: their headers and sizes, and what is said of damaged ones.
func TestFiles(t *testing.T) {
	tagger, _ := english.Tagger()
	table := tagger.Words()
	for _, m := range []struct {
		format string
		file   []byte
		read   func([]byte) error
	}{
		{"whosaid tagger", english.TaggerFile, func(b []byte) error { _, _, err := english.ReadTagger(b); return err }},
		{"whosaid parser", parser.EnglishFile, func(b []byte) error { _, err := parser.Read(b, table); return err }},
		{"whosaid mentions", mentions.EnglishFile, func(b []byte) error { _, err := mentions.Read(b, table); return err }},
		{"whosaid relations", relation.EnglishFile, func(b []byte) error { _, err := relation.Read(b, table, parser.English()); return err }},
	} {
		line, _, _ := bytes.Cut(m.file, []byte("\n"))
		for _, field := range []string{`"format":"` + m.format + `"`, `"version":3`, `"seed":1`, `"data":"`, `"checksum":`} {
			if !bytes.Contains(line, []byte(field)) {
				t.Errorf("the header lacks %s: %s", field, line)
			}
		}
		if n := len(m.file); n > 4_000_000 {
			t.Errorf("%s: %d bytes, want at most 4,000,000", m.format, n)
		}
		changed := bytes.Clone(m.file)
		changed[len(changed)/2]++
		for _, c := range []struct {
			name string
			b    []byte
			want string
		}{
			{"empty", nil, "header is damaged"},
			{"of another kind", append([]byte(`{"format":"x","version":3}`+"\n"), m.file...), `want "` + m.format + `"`},
			{"cut", m.file[:len(m.file)-9], "follow the header, want"},
			{"changed", changed, "checksum"},
			{"other classes", bytes.Replace(m.file, []byte(`"classes":["`), []byte(`"classes":["x`), 1), "its classes are"},
		} {
			if m.format == "whosaid tagger" && c.name == "other classes" {
				continue // its classes are its tags, whichever they are
			}
			if err := m.read(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: error %v, want %q", m.format, c.name, err, c.want)
			}
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
		r, err := relation.Read(relation.EnglishFile, t.Words(), p)
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
