package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whosaid/whosaid/attribution"
)

const wire = "../../testdata/articles/wire.txt"

func save(t *testing.T, name string, b string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(b), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRun(t *testing.T) {
	good := save(t, "good.txt", "“Late,” said Ida Moss.")
	odd := save(t, "odd.html", "<!doctype html><meta charset=\"x-nonsense\">“Late,” said Ida.")
	missing := filepath.Join(t.TempDir(), "missing.txt")
	for _, c := range []struct {
		name, stdin    string
		args           []string
		code           int
		stdout, stderr string // parts that must be there
	}{
		{"text", "", []string{good}, 0, "Ida Moss\n  “Late,”\n  direct · explicit ", ""},
		{"standard input", "“No,” said Bo.", nil, 0, "Bo\n  “No,”", ""},
		{"dash is standard input", "“No,” said Bo.", []string{"-format", "json", "-"}, 0, `{"id":"-","lang":"`, ""},
		{"nothing found", "It rained.", nil, 0, "0 quotations, 0 speakers", ""},
		{"json", "", []string{"-format", "json", good}, 0, `"name":"Ida Moss"`, ""},
		{"help", "", []string{"-h"}, 0, "", "usage: article"},
		{"one file is missing", "", []string{missing, good}, 1, "Ida Moss", "missing.txt"},
		{"unknown charset", "", []string{odd, good}, 1, "Ida Moss", "odd.html: declared charset"},
		{"unknown flag", "", []string{"-colour", good}, 2, "", "flag provided but not defined"},
		{"unknown format", "", []string{"-format", "xml", good}, 2, "", `unknown format "xml"`},
		{"unknown unit", "", []string{"-offsets", "word", good}, 2, "", `unknown offset unit "word"`},
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

func TestOffsets(t *testing.T) {
	file := save(t, "a.txt", "🦀 “Zu spät,” said Ida.")
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
	if code := run([]string{"-o", os.DevNull, wire}, nil, &stdout, &stderr); code != 0 {
		t.Errorf("%s: exit code %d, stderr %q", os.DevNull, code, &stderr)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is now a file: %v", os.DevNull, err)
	}
	if code := run([]string{"-o", filepath.Join(out, "no"), wire}, nil, &stdout, &stderr); code != 1 {
		t.Errorf("a file that cannot be written: exit code %d, want 1", code)
	}
}
