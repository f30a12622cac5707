package evaluate

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const fixture = `{"id":"a","corpus":"test","lang":"en","text":"“Tea’s up,” said Ida Moss. “Never,” said Bo.","quotes":[
{"spans":[[1,10]],"type":"direct","speaker":"Ida Moss","explicitness":"explicit"},
{"spans":[[28,34]],"type":"direct","speaker":"Al","explicitness":"explicit"}],"entities":[{"id":"Ida Moss","name":"Ida Moss","gender":"F"}]}`

func program(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(t.Context(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestRun(t *testing.T) {
	data := write(t, "tiny.dev.jsonl", strings.ReplaceAll(fixture, "\n", ""))
	preds := filepath.Join(t.TempDir(), "p.jsonl")
	for _, given := range []string{"none", "quotes", "quotes,speakers"} {
		code, out, errs := program(t, "-data", data, "-given", given, "-predictions", preds, "-errors", "3")
		if code != exitOK || errs != "" {
			t.Fatalf("given %s: exit %d: %s", given, code, errs)
		}
		for _, want := range []string{"marked exact  100.00  100.00  100.00", "explicit  2     50.00", `want "Al", got "Bo"`, "⟦Never,⟧"} {
			if !strings.Contains(out, want) {
				t.Errorf("given %s: no %q in\n%s", given, want, out)
			}
		}
		b, err := os.ReadFile(preds)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), `"gold":1`) != (given != "none") {
			t.Errorf("given %s: %s", given, b)
		}
	}
	code, out, _ := program(t, "-data", data, "-score", write(t, "none.jsonl", ""), "-compare", preds, "-json")
	if code != exitOK {
		t.Fatalf("compare: exit %d", code)
	}
	var got struct {
		Missing     int `json:"documents_missing"`
		Differences []struct {
			Figure string
			Broken int
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Missing != 1 || len(got.Differences) != 2 || got.Differences[1].Broken != 1 {
		t.Errorf("compare: %s", out)
	}
	_, out, _ = program(t, "-data", data, "-score", write(t, "none.jsonl", ""), "-compare", preds)
	if want := "speaker accuracy: 0.00, was 50.00: -50.00 (95% interval -50.00 to -50.00), 0 fixed, 1 broken"; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestMarkdown(t *testing.T) {
	data := write(t, "tiny.dev.jsonl", strings.ReplaceAll(fixture, "\n", ""))
	scores := filepath.Join(t.TempDir(), "SCORES.md")
	if code, _, errs := program(t, "-data", data, "-markdown", scores); code != exitOK {
		t.Fatal(code, errs)
	}
	b, err := os.ReadFile(scores)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "| tiny.dev | q") {
			rows = append(rows, strings.TrimSpace(line))
		}
	}
	if len(rows) != 4 || !strings.HasPrefix(rows[0], "| tiny.dev | quotations given | 50.00 | 50.00 | | |") {
		t.Errorf("rows: %q", rows)
	}
}

func TestFailures(t *testing.T) {
	two := strings.ReplaceAll(fixture, "\n", "")
	for _, c := range []struct {
		code int
		want string
		args []string
	}{
		{exitUsage, "want -data", nil},
		{exitUsage, "no such file", []string{"-data", "nowhere.jsonl"}},
		{exitUsage, "want none, quotes", []string{"-data", write(t, "x", ""), "-given", "all"}},
		{exitUsage, "not between", []string{"-data", write(t, "x", ""), "-min-confidence", "2"}},
		{exitFailed, ":2: there are two", []string{"-data", write(t, "x", two+"\n"+two)}},
		{exitFailed, "x:3: ", []string{"-data", write(t, "x", "\n\n{")}},
		{exitFailed, "is not in the text", []string{"-data", write(t, "x", `{"id":"a","text":"b","quotes":[{"spans":[[0,2]]}]}`)}},
		{exitFailed, "gzip", []string{"-data", write(t, "x", "\x1f\x8b?")}},
	} {
		code, _, errs := program(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%q: exit %d, %q; want %d, %q", c.args, code, errs, c.code, c.want)
		}
	}
	if code, _, errs := program(t, "-h"); code != exitOK || !strings.Contains(errs, "-given") {
		t.Error(cmp.Diff(exitOK, code), errs)
	}
}
