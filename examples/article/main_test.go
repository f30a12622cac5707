package main

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/attribution"
)

const wire = "../../testdata/articles/wire.txt"

func write(t *testing.T, name string, b string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(b), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRun(t *testing.T) {
	good := write(t, "good.txt", "“Late,” said Ida Moss.")
	odd := write(t, "odd.html", "<!doctype html><meta charset=\"x-nonsense\">“Late,” said Ida.")
	missing := filepath.Join(t.TempDir(), "missing.txt")
	for _, c := range []struct {
		name, stdin    string
		args           []string
		code           int
		stdout, stderr string // parts that must be there
	}{
		{"text", "", []string{good}, 0, "Ida Moss\n  “Late,”\n  direct · explicit 9", ""},
		{"standard input", "“No,” said Bo.", nil, 0, "Bo\n  “No,”", ""},
		{"dash is standard input", "“No,” said Bo.", []string{"-format", "json", "-"}, 0, `{"id":"-","lang":"`, ""},
		{"nothing found", "It rained.", nil, 0, "0 quotations, 0 speakers", ""},
		{"json", "", []string{"-format", "json", good}, 0, `"name":"Ida Moss"`, ""},
		{"help", "", []string{"-h"}, 0, "", "usage: article"},
		{"one file is missing", "", []string{missing, good}, 1, "Ida Moss", "missing.txt"},
		{"unknown charset", "", []string{odd, good}, 1, "Ida Moss", "odd.html: declared charset"},
		{"unknown flag", "", []string{"-colour", good}, 2, "", "flag provided but not defined"},
		{"unknown format", "", []string{"-format", "xml", good}, 2, "", `unknown format "xml"`},
		{"unknown unit", "", []string{"-offsets", "word", good}, 2, "", `unknown OffsetUnit "word"`},
		{"unknown language", "", []string{"-lang", "??", good}, 2, "", "language"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := run(c.args, strings.NewReader(c.stdin), &stdout, &stderr); code != c.code {
				t.Errorf("exit code %d, want %d; stderr: %s", code, c.code, &stderr)
			}
			if !strings.Contains(stdout.String(), c.stdout) || !strings.Contains(stderr.String(), c.stderr) {
				t.Errorf("stdout: %s\nstderr: %s\nwant %q and %q in them", &stdout, &stderr, c.stdout, c.stderr)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	text := "“Zu spät,” said Ida."
	u := utf16.Encode([]rune("\ufeff" + text))
	le := make([]byte, 0, 2*len(u))
	for _, x := range u {
		le = append(le, byte(x), byte(x>>8))
	}
	for name, b := range map[string]string{
		"utf-16 with a mark": string(le),
		"utf-8 with a mark":  "\ufeff" + text,
		"declared":           "<meta charset=windows-1252>\x93Zu sp\xe4t,\x94 said Ida.",
		"xml":                "<?xml version='1.0' encoding='windows-1252'?>\x93Zu sp\xe4t,\x94 said Ida.",
	} {
		got, err := read("-", strings.NewReader(b))
		if err != nil || !strings.HasSuffix(got, text) || strings.HasPrefix(got, "\ufeff") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := read("-", strings.NewReader("\xff.\x80")); got != "\xff.\x80" || err != nil {
		t.Errorf("bytes that nobody declares became %q, %v", got, err)
	}
}

func TestOffsets(t *testing.T) {
	file := write(t, "a.txt", "🦀 “Zu spät,” said Ida.")
	for unit, want := range map[string]int{"byte": 5, "rune": 2, "utf16": 3} {
		var stdout, stderr bytes.Buffer
		if code := run([]string{"-format", "json", "-offsets", unit, file}, nil, &stdout, &stderr); code != 0 {
			t.Fatal(stderr.String())
		}
		var d attribution.Document
		if err := json.Unmarshal(stdout.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if got := d.Quotes[0].Span.Start; got != want {
			t.Errorf("%s: span starts at %d, want %d", unit, got, want)
		}
	}
}

func TestOutputFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "page.html")
	var stdout, stderr bytes.Buffer
	if code := run([]string{"-format", "html", "-o", out, wire}, nil, &stdout, &stderr); code != 0 || stdout.Len() > 0 {
		t.Fatalf("exit code %d, stdout %q, stderr %q", code, &stdout, &stderr)
	}
	if b, err := os.ReadFile(out); err != nil || !bytes.Contains(b, []byte("Torvald Brekke")) {
		t.Errorf("the page lacks a speaker: %v", err)
	}
	if code := run([]string{"-o", filepath.Join(out, "no"), wire}, nil, &stdout, &stderr); code != 1 {
		t.Errorf("a file that cannot be written: exit code %d, want 1", code)
	}
}

var (
	articleElement = regexp.MustCompile(`(?s)<article[^>]*>(.*?)</article>`)
	tags           = regexp.MustCompile(`<[^>]*>`)
)

// The article's text stands on the page as it was, whatever is in it.
func TestPageKeepsText(t *testing.T) {
	texts := []string{
		"“<script>alert(1)</script>,” said <b>Ida</b> & Bo. “He said, ‘No & no,’ twice,” said Bo.",
		"“a “b “c” d” e,” said Ida.\n\n“f",
	}
	files, err := filepath.Glob("../../testdata/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	for _, text := range texts {
		var page bytes.Buffer
		if err := writeHTML(&page, []result{{text, attribution.Extract(text)}}, style{}); err != nil {
			t.Fatal(err)
		}
		m := articleElement.FindStringSubmatch(page.String())
		if m == nil {
			t.Fatal("no article on the page")
		}
		if d := cmp.Diff(text, html.UnescapeString(tags.ReplaceAllString(m[1], ""))); d != "" {
			t.Errorf("the page's text differs (-want +got):\n%s", d)
		}
	}
}

func TestWrap(t *testing.T) {
	if d := cmp.Diff([]string{"été à", "la mer", "indéfiniment"}, wrap("été à la  mer indéfiniment", 6)); d != "" {
		t.Error(d)
	}
}

func TestColour(t *testing.T) {
	var b bytes.Buffer
	if s := styleOf(&b); s.colour {
		t.Error("colour in a buffer")
	}
	doc := attribution.Extract("“Late,” said Ida Moss.")
	if err := writeText(&b, []result{{"", doc}}, style{colour: true, width: 80}); err != nil || !strings.Contains(b.String(), "\x1b[1;36mIda Moss\x1b[0m") {
		t.Errorf("no colour: %q, %v", b.String(), err)
	}
}
