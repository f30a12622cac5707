package eval

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/quotes"
)

// at returns where the nth occurrence of words, from 0, stands in text.
func at(t *testing.T, text, words string, n int) (span corpus.Span, e attribution.Excerpt) {
	t.Helper()
	from := 0
	for ; n >= 0; n-- {
		i := strings.Index(text[from:], words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		from += i + len(words)
	}
	e = attribution.Excerpt{Start: from - len(words), End: from, Text: words}
	before := len([]rune(text[:e.Start]))
	return corpus.Span{before, before + len([]rune(words))}, e
}

// The story has one of each: a quotation right in all, one with a mark too
// many, one a little short, one found by half, one missed, one that is none,
// a wrong speaker, a right one by alias, an alias that is somebody else's
// name, no speaker, a nested one, a span that is not in the text.
func TestFiguresOfSpeech(t *testing.T) {
	const text = "“Tea’s up,” said Ida Moss. “Coffee for everybody here today,” said Bo. " +
		"“Half of this is all that was found.” “Nobody finds this.” He liked “scare” marks. " +
		"“Wrong one.” “By alias.” “Ambiguous.” “No name.” “He said ‘inside’ twice.” “Gone.”"
	d := &corpus.Document{
		ID: "story", Corpus: "test", Text: text,
		Entities: []corpus.Entity{{ID: "Ida-1", Name: "Ida Moss", Aliases: []string{"Ida"}}, {ID: "Bo-2", Name: "Bo", Aliases: []string{"Mr. Hart"}}},
	}
	p := &Prediction{ID: "story", Speakers: []attribution.Speaker{
		{ID: 1, Name: "The Ida Moss"}, {ID: 2, Name: "Robert", Aliases: []string{"mr Hart"}}, {ID: 3, Name: "Bo", Aliases: []string{"Ida"}},
	}}
	gold := func(words, speaker, key string) {
		s, _ := at(t, text, words, 0)
		q := corpus.Quote{Spans: []corpus.Span{s}, RawSpans: []corpus.Span{s}, Type: "direct", Speaker: speaker, Explicitness: key}
		if speaker == "Ida-1" {
			q.Aliases = []string{"Ida Moss", "Ida"}
		} else if speaker != "" {
			q.Aliases = []string{"Bo", "Mr. Hart"}
		}
		d.Quotes = append(d.Quotes, q)
	}
	pred := func(words string, speaker attribution.SpeakerID, confidence float64) *Quote {
		_, e := at(t, text, words, 0)
		q := Quote{Quote: attribution.Quote{ID: len(p.Quotes) + 1, Kind: quotes.Direct, Parts: []attribution.Excerpt{e}, Speaker: speaker, Confidence: confidence}}
		if speaker > 0 {
			q.Method = attribution.Explicit
		}
		p.Quotes = append(p.Quotes, q)
		return &p.Quotes[len(p.Quotes)-1]
	}
	gold("Tea’s up,", "Ida-1", "explicit")
	pred("“Tea’s up,”", 1, 0.95) // the marks are trimmed
	gold("Coffee for everybody here today,", "Bo-2", "explicit")
	pred("Coffee for everybody here", 2, 0.9) // close: 25 of 31; an alias nobody else bears
	gold("Half of this is all that was found.", "Bo-2", "")
	pred("Half of this is", 2, 0.8) // too little to count as found
	gold("Nobody finds this.", "Ida-1", "implicit")
	pred("scare", 0, 0)
	gold("Wrong one.", "Bo-2", "implicit")
	pred("Wrong one.", 1, 0.75)
	gold("By alias.", "Bo-2", "implicit")
	pred("By alias.", 2, 0.5)
	gold("Ambiguous.", "Ida-1", "implicit")
	pred("Ambiguous.", 3, 0.4) // Ida by alias, but Bo is another's name
	gold("No name.", "Ida-1", "implicit")
	pred("No name.", 0, 0)
	gold("He said ‘inside’ twice.", "Ida-1", "explicit")
	pred("He said ‘inside’ twice.", 1, 0.9).Kind = quotes.Direct
	gold("inside", "Ida-1", "explicit")
	d.Quotes[len(d.Quotes)-1].Nested = true
	pred("inside", 1, 0.9).Parent = 9
	gold("Gone.", "", "") // no speaker annotated
	pred("Gone.", 1, 0.9).Parts[0].Text = "Gone!"
	mixed := pred("He liked “scare” marks.", 0, 0)
	mixed.Kind = quotes.Mixed
	mixed.Verbatim = []attribution.Excerpt{p.Quotes[3].Parts[0]} // the same piece twice is one

	got := Evaluate([]*corpus.Document{d}, []*Prediction{p}).Figures()
	// Pieces: 10 gold; 8 predicted besides the close and the short one's
	// spans: Tea, Coffee, Half, scare, Wrong, By, Ambiguous, No, He said.
	want := &Figures{
		BadSpans: 1,
		Marked: &Marked{
			Exact: PRF{P: 66.67, R: 60, F1: 63.16, Gold: 10, Predicted: 9},
			Close: PRF{P: 77.78, R: 70, F1: 73.68, Gold: 10, Predicted: 9},
		},
		Speaker: &Speaker{
			By: map[string]Accuracy{
				"all":      {9, 44.44, 77.78, 66.67, 66.67},
				"explicit": {3, 100, 100, 100, 100},
				"implicit": {5, 20, 80, 60, 33.33},
				"unstated": {1, 0, 0, 0, 0},
			},
			// Found: Ida {Tea, Ambiguous, No, He said}, Bo {Coffee, Wrong, By}.
			// Predicted: 1 {Tea, Wrong, He said}, 2 {Coffee, By}, 3 {Ambiguous}, none {No}.
			// P = (2/3+1+1+2/3 + 1+1/3+1)/7 = 17/21, R = (1/2+1/4+1/4+1/2 + 2/3+1/3+2/3)/7 = 19/42.
			B3: 58.04,
		},
		Breakdown: &Breakdown{
			ByMethod: map[string]Accuracy{"explicit": {6, 66.67, 100, 100, 66.67}, "none": {3, 0, 33.33, 0, 0}},
			ByKind:   map[string]Accuracy{"direct": {7, 57.14, 100, 85.71, 66.67}, "not found": {2, 0, 0, 0, 0}},
			ByDocument: []DocumentFigures{{
				"story", PRF{P: 66.67, R: 60, F1: 63.16, Gold: 10, Predicted: 9}, Accuracy{9, 44.44, 77.78, 66.67, 66.67},
			}},
			Calibration: &Calibration{
				// |.4-0|/6 + |.5-1|/6 + |.75-0|/6 + 3|.9167-1|/6
				ECE:  0.3167,
				Bins: []Bin{{0.4, 1, 0.4, 0}, {0.5, 1, 0.5, 1}, {0.7, 1, 0.75, 0}, {0.9, 3, 0.92, 1}},
				Thresholds: []Threshold{
					{0.5, 80, 55.56}, {0.55, 75, 44.44}, {0.6, 75, 44.44}, {0.65, 75, 44.44}, {0.7, 75, 44.44},
					{0.75, 75, 44.44}, {0.8, 100, 33.33}, {0.85, 100, 33.33}, {0.9, 100, 33.33}, {0.95, 100, 11.11},
				},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	// Given quotations count whatever their spans are.
	for i := range p.Quotes {
		p.Quotes[i].Gold = nil
	}
	zero := 0
	p.Quotes[4].Gold = &zero // "Wrong one." answers for "Tea's up" now, and there is no other
	a := Evaluate([]*corpus.Document{d}, []*Prediction{p}).Figures().Speaker.By["all"]
	if diff := cmp.Diff(Accuracy{9, 11.11, 11.11, 11.11, 100}, a); diff != "" {
		t.Errorf("given -want +got:\n%s", diff)
	}
	if f := Evaluate([]*corpus.Document{d}, nil).Figures(); f.Missing != 1 || f.Speaker.By["all"].Found != 0 {
		t.Errorf("missing: %+v", f)
	}
}

// One relation is right; one has a wrong cue, one a content of half the
// words, one no source, one is missed and one is none.
func TestFiguresOfRelations(t *testing.T) {
	const text = "Ida said it rains. Bo has claimed that it snows a lot up here. It hails, they say. Al hopes. Jo wrote a letter. Cy rose."
	d := &corpus.Document{ID: "news", Corpus: "polnear_test", Text: text}
	p := &Prediction{ID: "news"}
	gold := func(typ, source, cue, content string) {
		q := corpus.Quote{Type: typ}
		for i, w := range []string{source, cue, content} {
			if w != "" {
				s, _ := at(t, text, w, 0)
				*[]*[]corpus.Span{&q.Mention, &q.Cue, &q.RawSpans}[i] = []corpus.Span{s}
			}
		}
		q.Spans = q.RawSpans
		d.Quotes = append(d.Quotes, q)
	}
	pred := func(kind quotes.Kind, source, cue, content string) {
		q := attribution.Quote{ID: len(p.Quotes) + 1, Kind: kind, Parts: []attribution.Excerpt{}}
		if source != "" {
			_, q.Mention.Excerpt = at(t, text, source, 0)
		}
		if cue != "" {
			_, q.Cue = at(t, text, cue, 0)
		}
		_, e := at(t, text, content, 0)
		q.Parts = append(q.Parts, e)
		p.Quotes = append(p.Quotes, Quote{Quote: q})
	}
	gold("direct", "Ida", "said", "it rains")
	pred(quotes.Direct, "Ida", "said", "it rains.")
	gold("indirect", "Bo", "has claimed", "that it snows a lot up here")
	pred(quotes.Indirect, "Bo", "claimed", "that it snows a")
	gold("mixed", "they", "say", "It hails")
	pred(quotes.Mixed, "", "say", "It hails")
	gold("indirect", "Al", "hopes", "")
	pred(quotes.Indirect, "Cy", "wrote", "rose")
	got := Evaluate([]*corpus.Document{d}, []*Prediction{p}).Figures().Relations
	want := &Relation{
		Source:  PRF{66.67, 50, 57.14, 4, 3},
		Cue:     PRF{50, 50, 50, 4, 4},
		Content: PRF{50, 66.67, 57.14, 3, 4},
		Triple:  PRF{25, 25, 25, 4, 4},
		Speech:  Matched{PRF{100, 100, 100, 2, 2}, 50, 50},
		All:     Matched{PRF{75, 100, 85.71, 3, 4}, 66.67, 66.67},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCompare(t *testing.T) {
	const text = "“One.” “Two.” “Three.” “Four.”"
	d := &corpus.Document{ID: "d", Text: text}
	run := func(speakers ...attribution.SpeakerID) *Report {
		p := &Prediction{ID: "d", Speakers: []attribution.Speaker{{ID: 1, Name: "Ida"}, {ID: 2, Name: "Bo"}}}
		for i, w := range []string{"One.", "Two.", "Three.", "Four."} {
			if i < len(speakers) {
				_, e := at(t, text, w, 0)
				p.Quotes = append(p.Quotes, Quote{Quote: attribution.Quote{Kind: quotes.Direct, Parts: []attribution.Excerpt{e}, Speaker: speakers[i]}})
			}
		}
		return Evaluate([]*corpus.Document{d}, []*Prediction{p})
	}
	for _, w := range []string{"One.", "Two.", "Three."} {
		s, _ := at(t, text, w, 0)
		d.Quotes = append(d.Quotes, corpus.Quote{Spans: []corpus.Span{s}, Type: "direct", Speaker: "Ida"})
	}
	ds, changes := Compare(run(1, 2), run(2, 1, 1, 1))
	want := []Difference{
		{Figure: "marked exact F1", Old: 80, New: 85.71, Low: 5.71, High: 5.71, Fixed: 1, Broken: 1, Resample: resamples},
		{Figure: "speaker accuracy", Old: 33.33, New: 66.67, Low: 33.33, High: 33.33, Fixed: 2, Broken: 1, Resample: resamples},
	}
	if diff := cmp.Diff(want, ds); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	wantChanges := []Change{
		{Figure: "marked exact F1", Document: "d", Fixed: true, New: "a quotation", Want: "a quotation"},
		{Figure: "marked exact F1", Document: "d", New: "a quotation"},
		{Figure: "speaker accuracy", Document: "d", Old: "Ida", New: "Bo", Want: "Ida"},
		{Figure: "speaker accuracy", Document: "d", Fixed: true, Old: "Bo", New: "Ida", Want: "Ida"},
		{Figure: "speaker accuracy", Document: "d", Fixed: true, New: "Ida", Want: "Ida"},
	}
	if diff := cmp.Diff(wantChanges, changes, cmpopts.IgnoreFields(Change{}, "Span")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNormName(t *testing.T) {
	for _, c := range [][2]string{
		{"The_Scarlet_Pimpernel-12", "scarlet pimpernel"}, {" Mr.  Hart’s ", "mr hart"}, {"Straße", "strasse"},
		{"Cafe\u0301, Al", "café al"}, {"Anna", "anna"}, {"Louis-14th", "louis-14th"}, {"A", "a"},
	} {
		if g := normName(c[0]); g != c[1] {
			t.Errorf("%q: %q, want %q", c[0], g, c[1])
		}
	}
}

// TestLikeScript compares the figures with those of the corpora's script, on
// what the library predicts and on that with damage of every sort.
func TestLikeScript(t *testing.T) {
	const script = "../../../shared/tools/score.py"
	if _, err := os.Stat(script); err != nil {
		t.Skip("the corpora and their script are not beside this repository:", err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to run the corpora's script")
	}
	files, err := filepath.Glob("../../../shared/data/*.dev.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Skip("there are no corpora beside this repository")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			docs, err := corpus.Read(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, given := range []Given{Text, Quotes, QuotesAndSpeakers} {
				if given != Text && !slices.ContainsFunc(docs, func(d *corpus.Document) bool { return len(d.Entities) > 0 }) {
					continue
				}
				preds, err := Predict(context.Background(), docs, given, nil, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, damaged := range []bool{false, true} {
					if damaged {
						damage(preds)
					}
					name := filepath.Join(t.TempDir(), "predictions.jsonl")
					if err := WritePredictions(name, preds); err != nil {
						t.Fatal(err)
					}
					out, err := exec.Command(python, script, file, name).Output()
					if err != nil {
						t.Fatal(err)
					}
					read, err := ReadPredictions(name)
					if err != nil {
						t.Fatal(err)
					}
					f := Evaluate(docs, read).Figures()
					f.Breakdown = nil
					b, err := json.Marshal(f)
					if err != nil {
						t.Fatal(err)
					}
					var want, got any
					if err := json.Unmarshal(out, &want); err != nil {
						t.Fatal(err)
					}
					if err := json.Unmarshal(b, &got); err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("given %s, damaged %v: -script +got:\n%s", given, damaged, diff)
					}
				}
			}
		})
	}
}

// damage does to some predictions what a bad program would.
func damage(preds []*Prediction) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, p := range preds {
		for i := range p.Quotes {
			q := &p.Quotes[i]
			if len(q.Parts) == 0 {
				continue
			}
			e := &q.Parts[0]
			switch rng.IntN(12) {
			case 0:
				e.Start++ // perhaps inside a code point; the words no longer fit
			case 1:
				if len(e.Text) > 9 && e.Text[len(e.Text)-4:] < "\x80" {
					e.End, e.Text = e.End-4, e.Text[:len(e.Text)-4]
				}
			case 2:
				q.Kind = []quotes.Kind{quotes.Direct, quotes.Indirect, quotes.Mixed}[rng.IntN(3)]
			case 3:
				q.Speaker = attribution.SpeakerID(rng.IntN(len(p.Speakers) + 2))
			case 4:
				q.Parts = nil
			case 5:
				q.Parent = 1
			case 6:
				q.Mention = attribution.Mention{}
			case 7:
				q.Cue = q.Mention.Excerpt
			case 8:
				q.Parts = append(q.Parts, q.Parts[0])
			}
		}
		if rng.IntN(20) == 0 {
			p.ID = "somewhere else"
		}
	}
}
