package corpus

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A Tree is a sentence of a treebank with its parts of speech and its
// dependencies (Universal Dependencies, CoNLL-U).
type Tree struct {
	Document string
	Text     string // as it was written
	Words    []string
	Tags     []string // of the Penn Treebank
	Heads    []int    // index of each word's head, -1 for the root
	Labels   []string // relation to it
	Features []string // morphology, "Mood=Ind|VerbForm=Fin"
	Misc     []string // the last column
}

// Trees returns the sentences of a gzipped CoNLL-U file. Words that are not
// written (empty nodes) are left out, and so are ranges of words.
func Trees(name string) (trees []*Tree, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := bufio.NewReader(z)
	doc, t := "", new(Tree)
	for n := 1; ; n++ {
		line, err := r.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if e := t.add(strings.TrimRight(line, "\r\n"), &doc); e != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, e)
		}
		if strings.TrimSpace(line) == "" && len(t.Words) > 0 {
			t.Document = doc
			trees, t = append(trees, t), new(Tree)
		}
		if err == io.EOF {
			return trees, nil
		}
	}
}

func (t *Tree) add(line string, doc *string) error {
	if text, ok := strings.CutPrefix(line, "# text = "); ok {
		t.Text = text
	}
	if id, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
		*doc = id
	}
	if line == "" || line[0] == '#' {
		return nil
	}
	fields := strings.Split(line, "\t")
	if len(fields) != 10 {
		return fmt.Errorf("%d columns, want 10", len(fields))
	}
	if strings.ContainsAny(fields[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(fields[6])
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	t.Words = append(t.Words, fields[1])
	t.Tags = append(t.Tags, fields[4])
	t.Heads = append(t.Heads, head-1)
	t.Labels = append(t.Labels, fields[7])
	t.Features = append(t.Features, fields[5])
	t.Misc = append(t.Misc, fields[9])
	return nil
}
