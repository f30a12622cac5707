package audit

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/html"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
)

// from returns a reader of these articles, whatever the paths.
func from(articles ...attribution.Input) Articles {
	return func([]string) iter.Seq2[attribution.Input, error] {
		return func(yield func(attribution.Input, error) bool) {
			for _, a := range articles {
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

var paper = []attribution.Input{
	{ID: "mon.txt", Text: "“The crane is broken,” said Ida Moss, the harbour master. “She is old,” said Mrs. Quill.\n\n“Nobody told us,” an official said."},
	{ID: "tue.txt", Text: "IDA MOSS has a plan. “We rent one,” said Ida Moss. “We do not,” said Per Lund. He said that the price was “a bad joke”.\n\n“No comment,” said Mrs. Quill."},
	{ID: "wed.txt", Text: "It rained all day."},
}

func audit(t *testing.T, articles []attribution.Input, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := Run(context.Background(), append(args, "DIR"), from(articles...), &stdout, &stderr); code != exitOK || stderr.Len() > 0 {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	return stdout.String()
}

func reportOf(t *testing.T, articles []attribution.Input, args ...string) Report {
	t.Helper()
	var r Report
	if err := json.Unmarshal([]byte(audit(t, articles, append(args, "-format", "json")...)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReport(t *testing.T) {
	r := reportOf(t, paper)
	if r.Articles != 3 || r.Quotations != 7 || r.Direct != 6 || r.Mixed != 1 {
		t.Errorf("%d articles, %+v", r.Articles, r.Counts)
	}
	var got []string
	for _, s := range r.Speakers {
		got = append(got, fmt.Sprintf("%s|%s|%d|%d", s.Name, s.Article, s.Articles, s.Quotations))
	}
	slices.Sort(got)
	want := []string{
		"Ida Moss||2|2",          // joined
		"Mrs. Quill|mon.txt|1|1", // not joined: a title and one name
		"Mrs. Quill|tue.txt|1|1",
		"Per Lund||1|2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("speakers:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	checkSums(t, r)
	for i, a := range r.ByArticle {
		if a.ID != paper[i].ID {
			t.Errorf("article %d is %s", i, a.ID)
		}
	}
	if n := r.Naming[1]; n.Name != "anonymous" || n.Quotations != 1 || n.Speakers != 1 {
		t.Errorf("anonymous: %+v", n)
	}
}

// checkSums: every quotation is in one class of each division.
func checkSums(t *testing.T, r Report) {
	t.Helper()
	sum := func(name string, cs ...Counts) {
		t.Helper()
		var s Class
		for _, c := range cs {
			s.merge(0, c)
			if c.Direct+c.Mixed+c.Indirect != c.Quotations {
				t.Errorf("%s: kinds do not add up: %+v", name, c)
			}
		}
		if s.Counts != r.Counts {
			t.Errorf("%s adds up to %+v, want %+v", name, s.Counts, r.Counts)
		}
	}
	classes := func(cs []Class) (out []Counts) {
		for _, c := range cs {
			out = append(out, c.Counts)
		}
		return out
	}
	sum("gender", classes(r.Gender)...)
	sum("naming", classes(r.Naming)...)
	sum("kind", classes(r.Kinds)...)
	named := []Counts{r.Naming[1].Counts, r.Naming[2].Counts}
	for _, s := range r.Speakers {
		named = append(named, s.Counts)
	}
	sum("speaker", named...)
	var articles []Counts
	for _, a := range r.ByArticle {
		articles = append(articles, a.Counts)
		if a.Female+a.Male+a.Unknown+a.NotPerson+a.Unattributed != a.Quotations || a.Named+a.Anonymous+a.Unattributed != a.Quotations {
			t.Errorf("%s does not add up: %+v", a.ID, a)
		}
	}
	sum("article", articles...)
	if len(r.Speakers) != r.Naming[0].Speakers {
		t.Errorf("%d speakers with a name, %d rows", r.Naming[0].Speakers, len(r.Speakers))
	}
}

// The rest of these tests makes documents by hand, so that they do not hang on
// what the library finds.

type said struct {
	speaker int
	kind    quotes.Kind
	words   string
	parent  int
}

func document(id string, speakers []attribution.Speaker, all ...said) *attribution.Document {
	d := &attribution.Document{ID: id}
	for i, s := range speakers {
		s.ID = attribution.SpeakerID(i + 1)
		if s.Mentions == nil {
			s.Mentions = []attribution.Mention{{Kind: attribution.Name}}
		}
		d.Speakers = append(d.Speakers, s)
	}
	for i, q := range all {
		d.Quotes = append(d.Quotes, attribution.Quote{
			ID: i + 1, Kind: q.kind, Speaker: attribution.SpeakerID(q.speaker), Parent: q.parent,
			Parts: []attribution.Excerpt{{Text: q.words}},
		})
	}
	return d
}

func tallied(docs ...*attribution.Document) Report {
	t := newTally()
	for _, d := range docs {
		t.add(d)
	}
	return *t.report()
}

func TestJoining(t *testing.T) {
	described := []attribution.Mention{{Kind: attribution.Nominal}}
	for _, c := range []struct {
		name string
		a, b attribution.Speaker
		rows int // speakers with a name
	}{
		{"full name", attribution.Speaker{Name: "Ida Moss"}, attribution.Speaker{Name: "IDA  moss"}, 1},
		{"accents in two ways", attribution.Speaker{Name: "Zoé Roux"}, attribution.Speaker{Name: "Zoe\u0301 Roux"}, 1},
		{"surname", attribution.Speaker{Name: "Moss"}, attribution.Speaker{Name: "Moss"}, 2},
		{"title and surname", attribution.Speaker{Name: "Mr. Moss"}, attribution.Speaker{Name: "Mr. Moss"}, 2},
		{"title and full name", attribution.Speaker{Name: "Mrs. Ida Moss"}, attribution.Speaker{Name: "Mrs. Ida Moss"}, 1},
		{"other names", attribution.Speaker{Name: "Ida Moss"}, attribution.Speaker{Name: "Ida Lund"}, 2},
		{"organization", attribution.Speaker{Name: "NATO", Kind: attribution.Organization}, attribution.Speaker{Name: "NATO", Kind: attribution.Organization}, 1},
		{"descriptions", attribution.Speaker{Name: "a nurse", Mentions: described}, attribution.Speaker{Name: "a nurse", Mentions: described}, 0},
	} {
		r := tallied(document("1", []attribution.Speaker{c.a}, said{1, quotes.Direct, "a", 0}), document("2", []attribution.Speaker{c.b}, said{1, quotes.Direct, "b", 0}))
		if len(r.Speakers) != c.rows {
			t.Errorf("%s: %d rows, want %d: %+v", c.name, len(r.Speakers), c.rows, r.Speakers)
		}
		if c.rows == 0 && r.Naming[1].Speakers != 2 {
			t.Errorf("%s: %d anonymous, want 2", c.name, r.Naming[1].Speakers)
		}
		checkSums(t, r)
	}
	// Two of one name in one article are two.
	if r := tallied(document("1", []attribution.Speaker{{Name: "Moss"}, {Name: "Moss"}}, said{1, quotes.Direct, "a", 0}, said{2, quotes.Direct, "b", 0})); len(r.Speakers) != 2 {
		t.Errorf("%d rows", len(r.Speakers))
	}
}

func TestGender(t *testing.T) {
	moss := func(g attribution.Gender) *attribution.Document {
		return document("", []attribution.Speaker{{Name: "Robin Moss", Kind: attribution.Person, Gender: g}}, said{1, quotes.Direct, "one two", 0})
	}
	const f, m, u = attribution.Female, attribution.Male, attribution.UnknownGender
	for _, c := range []struct {
		told []attribution.Gender
		want attribution.Gender
	}{
		{[]attribution.Gender{u, u}, u}, {[]attribution.Gender{u, f, u}, f}, {[]attribution.Gender{m, m}, m},
		{[]attribution.Gender{f, m}, u}, {[]attribution.Gender{f, m, m}, u}, {[]attribution.Gender{m, u, f, f}, u},
	} {
		var docs []*attribution.Document
		for _, g := range c.told {
			docs = append(docs, moss(g))
		}
		r := tallied(docs...)
		if r.Speakers[0].Gender != c.want {
			t.Errorf("%v: the speaker is %v, want %v", c.told, r.Speakers[0].Gender, c.want)
		}
		for _, g := range r.Gender {
			want := 0
			if g.Name == c.want.String() {
				want = len(c.told)
			}
			if g.Quotations != want || g.Words != 2*want || g.Speakers != min(want, 1) {
				t.Errorf("%v: %+v", c.told, g)
			}
		}
		if a := r.ByArticle[0]; a.Female+a.Male+a.Unknown != 1 || (a.Female == 1) != (c.told[0] == f) || (a.Male == 1) != (c.told[0] == m) {
			t.Errorf("%v: the first article: %+v", c.told, a)
		}
	}
	r := tallied(document("", []attribution.Speaker{{Name: "NATO", Kind: attribution.Organization}, {Name: "officials", Kind: attribution.Group, Mentions: []attribution.Mention{}}},
		said{1, quotes.Direct, "a", 0}, said{2, quotes.Indirect, "b", 0}, said{0, quotes.Mixed, "c", 0}))
	if g := r.Gender[3]; g.Name != notPerson || g.Quotations != 2 || g.Speakers != 2 {
		t.Errorf("%+v", g)
	}
	if g := r.Gender[4]; g.Name != nobody || g.Quotations != 1 || g.Speakers != 0 {
		t.Errorf("%+v", g)
	}
}

func TestNestedAndWords(t *testing.T) {
	r := tallied(document("", []attribution.Speaker{{Name: "Ida Moss"}, {Name: "Per Lund"}},
		said{1, quotes.Direct, "He said  — ‘never’ — to 3 of us…", 0}, said{2, quotes.Direct, "never", 1}))
	if r.Quotations != 1 || r.Nested != 1 || r.Words != 7 || len(r.Speakers) != 1 {
		t.Errorf("%+v, %d nested, %d speakers", r.Counts, r.Nested, len(r.Speakers))
	}
}

func TestCSV(t *testing.T) {
	odd := []attribution.Input{{ID: `=cmd|"x"`, Text: "“Late,” said Ida Moss."}}
	for part, width := range map[string]int{"speaker": 11, "gender": 7, "naming": 7, "kind": 3, "article": 14} {
		rows, err := csv.NewReader(strings.NewReader(audit(t, odd, "-format", "csv", "-by", part))).ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) != width || rows[0][0] != part {
			t.Errorf("-by %s: %v, %v", part, rows, err)
		}
		for _, h := range rows[0] {
			if !regexp.MustCompile(`^[a-z_.]+$`).MatchString(h) {
				t.Errorf("-by %s: column %q", part, h)
			}
		}
		if part == "article" && rows[1][0] != `'=cmd|"x"` {
			t.Errorf("a formula went out: %q", rows[1][0])
		}
	}
	if a, b := audit(t, paper, "-format", "csv"), audit(t, paper, "-format", "csv", "-by", "speaker", "-top", "1"); a != b {
		t.Error("without -by, csv is not that of speakers, whole")
	}
}

func TestTable(t *testing.T) {
	out := audit(t, paper, "-top", "2")
	for _, want := range []string{
		"3 articles, 7 quotations, ", "GENDER\n", "BY NAME OR WITHOUT\n", "DIRECT OR REPORTED\n", "SPEAKERS WITH A NAME\n", "ARTICLES\n",
		"anonymous            1      1  14%", "and 2 more; -top 0 shows all", "and 1 more; -top 0 shows all", "joined across articles by full name only",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the table lacks %q:\n%s", want, out)
		}
	}
	if out := audit(t, paper, "-by", "kind"); strings.Contains(out, "GENDER") || !strings.Contains(out, "mixed         1  14%") {
		t.Errorf("-by kind:\n%s", out)
	}
	// What a file is called does not reach the terminal as a command to it.
	if out := audit(t, []attribution.Input{{ID: "\x1b[2Ja\nb", Text: ""}}); strings.ContainsAny(out, "\x1b") || !strings.Contains(out, " [2Ja b") {
		t.Errorf("the table: %q", out)
	}
}

func TestJSONParts(t *testing.T) {
	var m map[string]any
	if err := json.Unmarshal([]byte(audit(t, paper, "-format", "json", "-by", "gender")), &m); err != nil {
		t.Fatal(err)
	}
	if m["by_gender"] == nil || m["by_kind"] != nil || m["by_speaker"] != nil || !strings.Contains(fmt.Sprint(m["note"]), "full name only") {
		t.Errorf("%v", m)
	}
	if out := audit(t, paper[2:], "-format", "json"); !strings.Contains(out, `"by_speaker": []`) || strings.Contains(out, "null") {
		t.Errorf("nothing found: %s", out)
	}
}

func TestHTML(t *testing.T) {
	articles := append(slices.Clone(paper), attribution.Input{ID: "<script>alert(1)</script>", Text: "“Late,” said Ida Moss."})
	out := audit(t, articles, "-format", "html")
	doc, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "href" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("the page needs %s=%q", a.Key, a.Val)
			}
		}
	}
	if count["script"] > 0 || count["svg"] != 7 || count["desc"] != 7 || count["table"] != 5 {
		t.Errorf("elements: %v", count)
	}
	for _, want := range []string{"Ida Moss", "&lt;script&gt;", "female 5", "full name only"} {
		if !strings.Contains(out, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	// Each image is well-formed, and its bars fill it without a gap.
	for _, svg := range regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(out, -1) {
		var image struct {
			ViewBox string `xml:"viewBox,attr"`
			Desc    string `xml:"desc"`
			Rects   []struct {
				X     int    `xml:"x,attr"`
				W     int    `xml:"width,attr"`
				Class string `xml:"class,attr"`
			} `xml:"rect"`
		}
		if err := xml.Unmarshal([]byte(svg), &image); err != nil || image.Desc == "" {
			t.Fatalf("%v: %s", err, svg)
		}
		if strings.Contains(svg, `"speakers"`) {
			continue
		}
		at := 0
		for _, r := range image.Rects {
			if r.X != at {
				t.Errorf("a bar begins at %d, want %d: %s", r.X, at, svg)
			}
			at += r.W
		}
		if at != chartWidth {
			t.Errorf("the bars end at %d: %s", at, svg)
		}
	}
	if out := audit(t, paper[2:], "-format", "html"); !strings.Contains(out, "female –") {
		t.Errorf("nothing found: %s", out)
	}
}

func TestRun(t *testing.T) {
	broken := func([]string) iter.Seq2[attribution.Input, error] {
		return func(yield func(attribution.Input, error) bool) {
			_ = yield(paper[0], nil) && yield(attribution.Input{}, errors.New("b.html: line 3 is torn")) && yield(paper[1], nil)
		}
	}
	for _, c := range []struct {
		name           string
		args           []string
		read           Articles
		code           int
		stdout, stderr string
	}{
		{"flags after the folder", []string{"DIR", "-by", "kind", "MORE"}, from(paper...), exitOK, "3 articles", ""},
		{"one cannot be read", []string{"DIR"}, broken, exitFailed, "2 articles", "whosaid audit: b.html: line 3 is torn\n"},
		{"no articles", []string{"DIR"}, from(), exitFailed, "", "no articles in DIR"},
		{"help", []string{"-h"}, nil, exitOK, "", "SYNOPSIS\n  whosaid audit"},
		{"no folder", nil, nil, exitUsage, "", "no articles given"},
		{"unknown flag", []string{"-colour", "DIR"}, nil, exitUsage, "", "not defined"},
		{"unknown format", []string{"-format", "xml", "DIR"}, nil, exitUsage, "", `"xml"`},
		{"unknown part", []string{"-by", "age", "DIR"}, nil, exitUsage, "", `"age"`},
		{"rows", []string{"-top", "-1", "DIR"}, nil, exitUsage, "", "-top"},
		{"language", []string{"-lang", "!", "DIR"}, nil, exitUsage, "", "language"},
		{"confidence", []string{"-min-confidence", "2", "DIR"}, nil, exitUsage, "", "confidence"},
	} {
		var stdout, stderr bytes.Buffer
		if code := Run(context.Background(), c.args, c.read, &stdout, &stderr); code != c.code || !strings.Contains(stdout.String(), c.stdout) || !strings.Contains(stderr.String(), c.stderr) {
			t.Errorf("%s: exit code %d, want %d\n%s%s", c.name, code, c.code, &stdout, &stderr)
		}
	}
	if code := Run(context.Background(), []string{"DIR"}, from(paper...), failing{}, io.Discard); code != exitFailed {
		t.Errorf("a result that cannot be written: exit code %d", code)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// The answer is the same whichever core is faster, and the articles are not
// all in memory at once.
func TestStream(t *testing.T) {
	first := audit(t, paper, "-format", "json")
	for range 5 {
		if audit(t, paper, "-format", "json") != first {
			t.Fatal("two runs differ")
		}
	}
	const n = 300
	var read atomic.Int64
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	articles := func(yield func(attribution.Input, error) bool) {
		for range n {
			read.Add(1)
			if !yield(attribution.Input{Text: "“Late,” said Ida Moss."}, nil) {
				return
			}
		}
	}
	done := int64(0)
	for _, err := range analyse(context.Background(), x, articles) {
		if err != nil {
			t.Fatal(err)
		}
		if ahead, most := read.Load()-done, int64(2*runtime.GOMAXPROCS(0)+2); ahead > most {
			t.Fatalf("%d articles are under way, want at most %d", ahead, most)
		}
		done++
	}
	if done != n {
		t.Errorf("%d of %d articles", done, n)
	}
}

// The texts are not kept: what a row holds is its own.
func TestMemory(t *testing.T) {
	tally := newTally()
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	before := heap()
	const n, size = 200, 100_000
	for range n {
		d, err := x.Extract(context.Background(), "“Late,” said Quill.\n\n“Gone,” said Ida Moss, the harbour master.\n\n"+strings.Repeat("x", size))
		if err != nil {
			t.Fatal(err)
		}
		tally.add(d)
	}
	if grown := heap() - before; grown > n*size/4 {
		t.Errorf("the heap has grown by %d bytes after %d texts of %d", grown, n, size)
	}
	if r := tally.report(); len(r.Speakers) != n+1 {
		t.Errorf("%d rows, want %d", len(r.Speakers), n+1)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	endless := func([]string) iter.Seq2[attribution.Input, error] {
		return func(yield func(attribution.Input, error) bool) {
			for i := 0; yield(paper[0], nil); i++ {
				if i == 20 {
					cancel()
				}
			}
		}
	}
	var stdout, stderr bytes.Buffer
	if code := Run(ctx, []string{"DIR"}, endless, &stdout, &stderr); code != exitInterrupted || stdout.Len() > 0 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit code %d: %s%s", code, &stdout, &stderr)
	}
}
