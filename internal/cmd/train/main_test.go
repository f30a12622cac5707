package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whosaid/whosaid/internal/corpus"
)

// story makes a document of a conversation written for this test.
func story(n int, a, b string) *corpus.Document {
	d := &corpus.Document{ID: fmt.Sprint("story ", n), Corpus: "pdnc", Entities: []corpus.Entity{{ID: a, Name: a, Gender: "F"}, {ID: b, Name: b, Gender: "M"}}}
	var text strings.Builder
	say := func(before, words, after, speaker, how string) {
		text.WriteString(before + "“")
		from := len([]rune(text.String()))
		text.WriteString(words)
		d.Quotes = append(d.Quotes, corpus.Quote{
			Spans: []corpus.Span{{from, len([]rune(text.String()))}}, Type: "direct", Speaker: speaker, Aliases: []string{speaker}, Explicitness: how,
		})
		text.WriteString("”" + after + "\n\n")
	}
	text.WriteString(a + " came down to the boats, where " + b + " was mending a net.\n\n")
	for i := range 6 {
		say("", "The tide turns at six,", " said "+a+".", a, "explicit")
		say("", "Then there is time.", "", b, "implicit")
		say("", "There never is.", "", a, "implicit")
		say("", "You said so yesterday,", " he answered.", b, "anaphoric")
		if i%2 == n%2 {
			text.WriteString("The gulls rose from the wall and settled again.\n\n")
		}
		say(b+" put the net away. ", "I will row you over.", "", b, "implicit")
		say("", "Thank you,", " she said.", a, "anaphoric")
	}
	d.Text = text.String()
	return d
}

func fixture(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var lines bytes.Buffer
	for n, names := range [][2]string{{"Ida", "Bo"}, {"Una", "Carl"}, {"Mary", "John"}, {"Ruth", "Paul"}} {
		b, err := json.Marshal(story(n, names[0], names[1]))
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	for _, name := range []string{"pdnc", "litbank", "polnear"} {
		if err := os.WriteFile(filepath.Join(dir, name+".train.jsonl.gz"), lines.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		lines.Reset() // the others are empty
	}
	return dir
}

func TestTrainTwice(t *testing.T) {
	data := fixture(t)
	var models [2][]byte
	for i := range models {
		out := filepath.Join(t.TempDir(), "m.model")
		var table bytes.Buffer
		if err := run([]string{"-data", data, "-out", out, "-trees", "12", "-min-weight", "0.1", "-folds", "2"}, &table, io.Discard); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(table.String(), "pdnc with cast implicit") {
			t.Errorf("no figures in\n%s", &table)
		}
		var err error
		if models[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("the same texts gave two models")
	}
	if !bytes.HasPrefix(models[0], []byte(`{"format":"whosaid speaker ranker","version":1,"data":"`)) {
		t.Errorf("header: %.80q", models[0])
	}
}

func TestNoCorpora(t *testing.T) {
	if err := run([]string{"-data", t.TempDir()}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "pdnc.train.jsonl.gz") {
		t.Error(err)
	}
}
