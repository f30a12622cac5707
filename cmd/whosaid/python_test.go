package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The programs of examples/python print what the page says.
func TestPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	page, err := os.ReadFile("../../examples/python/README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```python\n(.*?)```.*?It prints\n\n```\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 2 {
		t.Fatalf("the page has %d programs with what they print, want 2", len(blocks))
	}
	for _, b := range blocks {
		cmd := exec.Command(python, "-")
		cmd.Stdin = strings.NewReader(b[1])
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if out, err := cmd.Output(); err != nil || string(out) != b[2] {
			t.Errorf("it prints\n%s\nand not\n%s\n%v %s", out, b[2], err, &stderr)
		}
	}
}
