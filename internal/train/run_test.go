package train

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

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
	for _, name := range []string{"pdnc", "litbank", "polnear", "riqua"} {
		if err := os.WriteFile(filepath.Join(dir, name+".train.jsonl.gz"), lines.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		lines.Reset() // the others are empty
		if name == "litbank" {
			for n := range 12 {
				b, err := json.Marshal(newsReport(n))
				if err != nil {
					t.Fatal(err)
				}
				lines.Write(append(b, '\n'))
			}
		}
	}
	return dir
}

// newsReport makes a document of reported speech written for this test.
func newsReport(n int) *corpus.Document {
	d := &corpus.Document{ID: fmt.Sprint("report ", n), Corpus: "polnear"}
	var text strings.Builder
	span := func(s string) []corpus.Span {
		from := len([]rune(text.String()))
		text.WriteString(s)
		return []corpus.Span{{from, len([]rune(text.String()))}}
	}
	for i, who := range []string{"Ida Moss", "Bo Lind", "the mayor", "two officials", "Una Hall", "he"} {
		what := []string{"the bridge would be closed", "the ferry was late", "nobody would sail", "it had rained"}[(i+n)%4]
		q := corpus.Quote{Type: "indirect"}
		q.Mention = span(who)
		text.WriteString(" ")
		q.Cue = span([]string{"said", "has said", "warned"}[(i+n)%3])
		text.WriteString(" ")
		q.RawSpans = span(what)
		q.Spans = q.RawSpans
		if i%2 == 0 {
			text.WriteString(" in the evening")
		}
		text.WriteString(". The gulls rose from the wall.\n\n")
		d.Quotes = append(d.Quotes, q)
	}
	d.Text = text.String()
	return d
}

// treebank writes a treebank of sentences written for this test.
func treebank(t *testing.T, data string) {
	t.Helper()
	dir := filepath.Join(data, "treebank")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	const sentence = `# newdoc id = harbour
# text = %[1]s told the well-known %[2]s she would wait.
1	%[1]s	_	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new)
2	told	_	VERB	VBD	_	0	root	_	_
3	the	_	DET	DT	_	7	det	_	Entity=(2-person-new
4	well	_	ADV	RB	_	6	advmod	_	SpaceAfter=No
5	-	_	PUNCT	HYPH	_	6	punct	_	SpaceAfter=No
6	known	_	VERB	VBN	_	7	amod	_	_
7	%[2]s	_	NOUN	NN	_	2	iobj	_	Entity=2)
8	she	_	PRON	PRP	_	10	nsubj	_	Entity=(1-person-giv)
9	would	_	AUX	MD	_	10	aux	_	_
10	wait	_	VERB	VB	_	2	ccomp	_	SpaceAfter=No
11	.	_	PUNCT	.	_	2	punct	_	_

`
	var text strings.Builder
	people := [][2]string{{"Ida", "pilot"}, {"Bo", "captain"}, {"Una", "teacher"}, {"Carl", "clerk"}}
	for _, w := range slices.Repeat(people, 10) {
		fmt.Fprintf(&text, sentence, w[0], w[1])
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := io.WriteString(w, text.String()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dev := `{"id":"wait","text":"Ida told the well-known pilot she would wait.","quotes":[],
		"entities":[{"id":"a","name":"Ida","ne_type":"PER"},{"id":"b","name":"the well-known pilot","ne_type":"PER"}],
		"mentions":[{"span":[0,3],"entity":"a","form":"PROP"},{"span":[9,29],"entity":"b","form":"NOM"},{"span":[30,33],"entity":"a","form":"PRON"}]}`
	if err := os.WriteFile(filepath.Join(data, "litbank.dev.jsonl.gz"), []byte(strings.ReplaceAll(dev, "\n", " ")), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, bank := range treebanks {
		for _, part := range []string{"train", "dev"} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf(bank.file, part)), z.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// The same texts give the same models, and each learns its fixture.
func TestTrainTwice(t *testing.T) {
	data := fixture(t)
	treebank(t, data)
	for _, c := range []struct{ model, file, header, report string }{
		{"tagger", "internal/english/tagger.model", `{"format":"whosaid tagger","version":3,"data":"`, "EWT ours   as is 100.00%"},
		{"parser", "internal/parser/english.model", `{"format":"whosaid parser","version":3,"data":"`, "heads 100.00%, with labels 100.00%"},
		{"mentions", "internal/mentions/english.model", `{"format":"whosaid mentions","version":3,"data":"`, "people                P 100.00 R 100.00"},
		{"relations", "internal/relation/english.model", `{"format":"whosaid relations","version":3,"data":"`, "P 100.00 R 100.00 F1 100.00 (72)"},
		{"speaker", "attribution/speaker.model", `{"format":"whosaid speaker ranker","version":4,"data":"`, "pdnc with cast implicit"},
	} {
		var models [2][]byte
		for i := range models {
			out := t.TempDir()
			if err := os.MkdirAll(filepath.Join(out, filepath.Dir(c.file)), 0o755); err != nil {
				t.Fatal(err)
			}
			var table bytes.Buffer
			if err := run([]string{"-only", c.model, "-data", data, "-out", out, "-least", "1", "-trees", "12", "-min-weight", "0.1", "-folds", "2"}, &table, io.Discard); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(table.String(), c.report) {
				t.Errorf("%s: no %q in\n%s", c.model, c.report, &table)
			}
			var err error
			if models[i], err = os.ReadFile(filepath.Join(out, c.file)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(models[0], models[1]) {
			t.Errorf("%s: the same texts gave two models", c.model)
		}
		if !bytes.HasPrefix(models[0], []byte(c.header)) {
			t.Errorf("%s: header %.80q", c.model, models[0])
		}
	}
}

// Without a folder for them no models are written, and the scores are the same.
func TestScoresOnly(t *testing.T) {
	data, out := fixture(t), t.TempDir()
	if err := os.Mkdir(filepath.Join(out, "attribution"), 0o755); err != nil {
		t.Fatal(err)
	}
	var tables [2]bytes.Buffer
	for i, dir := range []string{out, ""} {
		if err := run([]string{"-only", "speaker", "-data", data, "-out", dir, "-trees", "12", "-min-weight", "0.1", "-folds", "2"}, &tables[i], io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(tables[0].String(), tables[1].String()); diff != "" {
		t.Error(diff)
	}
}

func TestNoCorpora(t *testing.T) {
	for model, file := range map[string]string{"tagger": "en_ewt-ud-train.conllu.gz", "speaker": "pdnc.train.jsonl.gz", "relations": "polnear.train.jsonl.gz", "": "en_ewt-ud-train.conllu.gz"} {
		if err := run([]string{"-only", model, "-data", t.TempDir()}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%q: %v", model, err)
		}
	}
	if err := run([]string{"-only", "x"}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), `"x"`) {
		t.Error(err)
	}
}

func TestRetokenize(t *testing.T) {
	data := t.TempDir()
	treebank(t, data)
	s := settings{data: data}
	trees, err := s.trees("train")
	if err != nil {
		t.Fatal(err)
	}
	got := retokenize(trees[0][0])
	if d := cmp.Diff([]string{"Ida", "told", "the", "well-known", "pilot", "she", "would", "wait", "."}, got.Words); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"NNP", "VBD", "DT", "JJ", "NN", "PRP", "MD", "VB", "."}, got.Tags); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{1, -1, 4, 4, 1, 7, 7, 1, 1}, got.Heads); d != "" {
		t.Error(d)
	}
}

// Excerpts cut a novel where paragraphs end; what they say of a quotation is
// what the novel says.
func TestExcerpts(t *testing.T) {
	var text strings.Builder
	d := &corpus.Document{ID: "n", Corpus: "pdnc", Entities: []corpus.Entity{{ID: "e", Name: "Ida Moss"}}}
	for n := 0; utf8.RuneCountInString(text.String()) < 3*excerptSize; n++ {
		at := utf8.RuneCountInString(text.String())
		fmt.Fprintf(&text, "“Naïve no. %06d,” I said.\n\n", n)
		d.Quotes = append(d.Quotes, corpus.Quote{
			Spans: []corpus.Span{{at + 1, at + 18}}, RawSpans: []corpus.Span{{at, at + 19}}, Mention: []corpus.Span{{at + 20, at + 21}}, Speaker: "e",
		})
	}
	d.Text = text.String()
	// A quotation over the end of an excerpt is in none.
	whole := []rune(d.Text)
	d.Quotes = append(d.Quotes, corpus.Quote{Spans: []corpus.Span{{len(whole) - excerptSize - 100, len(whole) - 10}}, Speaker: "e"})
	slices.SortFunc(d.Quotes, func(a, b corpus.Quote) int { return a.Spans[0][0] - b.Spans[0][0] })

	var joined strings.Builder
	quotes := 0
	for _, x := range excerpts(d, excerptSize) {
		joined.WriteString(x.Text)
		quotes += len(x.Quotes)
		r := []rune(x.Text)
		for _, q := range x.Quotes {
			if s := string(r[q.Spans[0][0]:q.Spans[0][1]]); !strings.HasPrefix(s, "Naïve no. ") || q.Speaker != "e" {
				t.Fatalf("%s: quotation %q", x.ID, s)
			}
			if s := string(r[q.Mention[0][0]:q.Mention[0][1]]); s != "I" {
				t.Fatalf("%s: mention %q", x.ID, s)
			}
		}
	}
	if joined.String() != d.Text {
		t.Error("the excerpts together are not the text")
	}
	if quotes != len(d.Quotes)-1 {
		t.Errorf("%d quotations in excerpts, want %d", quotes, len(d.Quotes)-1)
	}
	if got := narratorOf(d); got != "e" {
		t.Errorf("the narrator is %q", got)
	}
	if got := narratorOf(&corpus.Document{Text: "“No,” she said.", Quotes: []corpus.Quote{{Mention: []corpus.Span{{6, 9}}, Speaker: "e"}}}); got != "" {
		t.Errorf("a narrator %q where nobody says I", got)
	}
}
