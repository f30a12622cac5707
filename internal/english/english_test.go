package english_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/whosaid/whosaid/internal/english"
)

func TestTaggerFile(t *testing.T) {
	b := english.TaggerFile
	line, _, _ := bytes.Cut(b, []byte("\n"))
	for _, field := range []string{`"format":"whosaid tagger"`, `"version":1`, `"seed":1`, `"data":"`, `"checksum":`} {
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

func BenchmarkReadTagger(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := english.ReadTagger(english.TaggerFile); err != nil {
			b.Fatal(err)
		}
	}
}
