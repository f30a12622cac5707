package format

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// hostile are texts that break writers that are not careful.
var hostile = []string{
	"",
	" \n\n\t ",
	"It rained.",
	"“<script>alert(1)</script>,” said <b>Ida</b> & Bo. “He said, ‘No & no,’ twice,” said Bo.",
	"“a “b “c” d” e,” said Ida.\n\n“f",
	"“No\x00w\x01,” said\x1b[31m Ida\x7f Moss. “\xff\xfe\xc3(,” she said. “\uFFFE\uFFFF \U0001F980,” said Bo.",
	"“First line\r\nsecond line\rthird,” said Ida Moss.\r\n\r\n“Next\t\"day\", they; said,” Bo Lund told Ida.",
	"“We begin\n\n“and go on\n\n“and end,” said Ida Moss. She said that the “so-called” road was ‘gone’.",
	"=1+1,\"x\"\n“=HYPERLINK(\"http://a.example\"),” said Ida; 'no,' said Bo, ]]> <!-- --> <?pi?>",
	"Ida Moss said that “the road, which Bo Lund called ‘a dream’, is closed”, adding that she would leave.\nThe man who said “no” said “yes”.",
	"— Viens, dit Léa.\n— Non, répondit-il, pas ce soir.\n«\u00a0Assez\u00a0!\u00a0» cria Zoé.",
	"「行こう」と王は言った。『いや』",
	strings.Repeat("“", 300) + "a" + strings.Repeat("”", 300) + " said Ida.",
}

// items returns the analyses of the hostile texts and of those of testdata.
func items(t testing.TB) []Item {
	t.Helper()
	texts := slices.Clone(hostile)
	files, err := filepath.Glob("../../testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts in testdata", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	var out []Item
	for i, text := range texts {
		out = append(out, analyse(t, fmt.Sprintf("../odd name/%d \"x\" <é>", i), text))
	}
	out[0].Doc.ID = ""
	out[1].Doc.ID = "https://example.com/a b?q=<é>"
	out[2].Doc.ID = "a\nb\x00\xff"
	out[3].Title = "A <title> & “more”\x00"
	return out
}

func analyse(t testing.TB, id, text string) Item {
	t.Helper()
	x, err := attribution.New(attribution.WithKinds(quotes.Direct, quotes.Indirect, quotes.Mixed, quotes.Scare, quotes.Title))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := x.Extract(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	doc.ID = id
	return Item{Text: text, Doc: doc}
}

// render writes items in a format.
func render(t testing.TB, name string, o Options, items ...Item) string {
	t.Helper()
	f, ok := Lookup(name)
	if !ok {
		t.Fatalf("no format %q", name)
	}
	var b bytes.Buffer
	w := f.NewWriter(&b, o)
	for _, it := range items {
		if err := w.Write(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNames(t *testing.T) {
	want := []string{"text", "json", "jsonl", "csv", "html", "tei", "brat", "webannotation", "schemaorg", "ninjs", "iob"}
	if d := cmp.Diff(want, Names()); d != "" {
		t.Error(d)
	}
	if _, ok := Lookup("xml"); ok {
		t.Error("there is a format xml")
	}
}

// Every format takes any text, alone, among others and not at all, as valid UTF-8.
func TestAnyText(t *testing.T) {
	all := items(t)
	for _, name := range Names() {
		outputs := []string{render(t, name, Options{}), render(t, name, Options{}, all...)}
		for _, it := range all {
			outputs = append(outputs, render(t, name, Options{}, it))
		}
		for _, out := range outputs {
			if !utf8.ValidString(out) {
				t.Errorf("%s: the output is not UTF-8", name)
			}
			if strings.ContainsAny(out, "\x00\x01\x1b") && name != "brat" {
				t.Errorf("%s: the output has control characters", name)
			}
			validate(t, name, out)
		}
	}
}

// validate reads an output as the users of the format do.
func validate(t *testing.T, name, out string) {
	t.Helper()
	switch name {
	case "json", "webannotation", "schemaorg":
		if !json.Valid([]byte(out)) {
			t.Errorf("%s: not JSON: %.200s", name, out)
		}
	case "ninjs":
		validateNinjs(t, out)
	case "jsonl":
		for line := range strings.Lines(out) {
			var d attribution.Document
			if err := json.Unmarshal([]byte(line), &d); err != nil || !strings.HasSuffix(line, "\n") {
				t.Errorf("jsonl: %v in %q", err, line)
			}
		}
	case "csv":
		if _, err := csv.NewReader(strings.NewReader(out)).ReadAll(); err != nil { // it wants the same number of columns everywhere
			t.Errorf("csv: %v", err)
		}
	case "tei":
		validateTEI(t, out)
	case "brat":
		for _, f := range readBrat(t, out) {
			f.validate(t)
		}
	case "iob":
		validateIOB(t, out)
	}
}

// An output that was cut off after any number of items, and is gone on with,
// is the same as one that was not.
func TestDone(t *testing.T) {
	all := items(t)[:5]
	for _, f := range All() {
		want := render(t, f.Name, Options{}, all...)
		for done := 2; done < len(all); done++ {
			var b bytes.Buffer
			w := f.NewWriter(&b, Options{})
			for _, it := range all[:done] {
				if err := w.Write(it); err != nil {
					t.Fatal(err)
				}
			}
			w = f.NewWriter(&b, Options{Done: done})
			for _, it := range all[done:] {
				if err := w.Write(it); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, b.String()); d != "" {
				t.Errorf("%s, %d done: (-want +got)\n%s", f.Name, done, d)
			}
		}
	}
}

type failing struct{}

var errFull = errors.New("the disk is full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestErrors(t *testing.T) {
	it := analyse(t, "a", "“No,” said Ida.")
	for _, f := range All() {
		w := f.NewWriter(failing{}, Options{})
		if err := errors.Join(w.Write(it), w.Write(it), w.Close()); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want that of the writer", f.Name, err)
		}
		bad := it
		bad.Text = "short"
		if err := f.NewWriter(io.Discard, Options{}).Write(bad); err == nil || !strings.Contains(err.Error(), "not inside") {
			t.Errorf("%s: offsets outside the text give %v", f.Name, err)
		}
	}
}

// A document may be a selection of what an Extractor returned.
func TestSelection(t *testing.T) {
	it := analyse(t, "a", "“One,” said Ida Moss. “Two,” said Bo Lund. “Three,” he told Ida Moss.")
	it.Doc.Quotes, it.Doc.Speakers = it.Doc.Quotes[1:], it.Doc.Speakers[:1]
	for _, name := range Names() {
		validate(t, name, render(t, name, Options{}, it))
	}
}

func FuzzFormats(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "id")
	}
	f.Fuzz(func(t *testing.T, text, id string) {
		if len(text) > 10000 {
			return
		}
		it := analyse(t, id, text)
		for _, name := range Names() {
			validate(t, name, render(t, name, Options{}, it, it))
		}
	})
}

func TestJSON(t *testing.T) {
	it := analyse(t, "a", "🦀 “Zu <spät>,” said Ida.")
	var d struct {
		attribution.Document
		Text string
	}
	for unit, want := range map[attribution.OffsetUnit]int{attribution.Bytes: 5, attribution.Runes: 2, attribution.UTF16: 3} {
		out := render(t, "json", Options{Offsets: unit, WithText: true}, it)
		if err := json.Unmarshal([]byte(out), &d); err != nil || d.Quotes[0].Span.Start != want || d.Text != it.Text || !strings.Contains(out, "<spät>") {
			t.Errorf("%s: %v, %s", unit, err, out)
		}
	}
	var many []attribution.Document
	if err := json.Unmarshal([]byte(render(t, "json", Options{}, it, it, it)), &many); err != nil || len(many) != 3 || many[2].ID != "a" {
		t.Errorf("an array of three: %v, %v", err, many)
	}
	if strings.Contains(render(t, "json", Options{}, it), `"text": "🦀`) {
		t.Error("the text is there without being asked for")
	}
}

func TestCSV(t *testing.T) {
	it := analyse(t, "a", "“One; 'two',\n\nthree,” Ida Moss, the mayor, told Bo Lund. “Four,” she said.")
	rows, err := csv.NewReader(strings.NewReader(render(t, "csv", Options{}, it))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatal(err, rows)
	}
	if d := cmp.Diff(csvColumns, rows[0]); d != "" {
		t.Error(d)
	}
	row := map[string]string{}
	for i, c := range rows[0] {
		row[c] = rows[1][i]
	}
	for column, want := range map[string]string{
		"document": "a", "lang": "en", "quote": "1", "parent": "0", "kind": "direct", "text": "One; 'two', … three,", "start": "0",
		"speaker": "Ida Moss", "gender": "female", "method": "explicit", "mention": "Ida Moss, the mayor", "mention_kind": "name", "cue": "told", "unclosed": "false",
	} {
		if row[column] != want {
			t.Errorf("%s is %q, want %q", column, row[column], want)
		}
	}
	if p, err := strconv.ParseFloat(row["confidence"], 64); err != nil || p <= 0 || p > 1 {
		t.Errorf("confidence %q", row["confidence"])
	}
}

// Nothing that an article says is a formula in a spreadsheet.
func TestCSVFormulas(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(render(t, "csv", Options{}, analyse(t, "-a", "“=1+1 is two,” said Ida Moss. “Two = two,” she said.")))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(err, rows)
	}
	text := slices.Index(csvColumns, "text")
	if rows[1][0] != "'-a" || rows[1][text] != "'=1+1 is two," || rows[2][text] != "Two = two," {
		t.Errorf("%q", rows)
	}
}

var (
	articleElement = regexp.MustCompile(`(?s)<article[^>]*>(.*?)</article>`)
	anyTag         = regexp.MustCompile(`<[^>]*>`)
)

// The article's text stands on the page as it was, whatever is in it.
func TestPageKeepsText(t *testing.T) {
	all := items(t)
	articles := articleElement.FindAllStringSubmatch(render(t, "html", Options{}, all...), -1)
	if len(articles) != len(all) {
		t.Fatalf("%d articles, want %d", len(articles), len(all))
	}
	for i, m := range articles {
		if d := cmp.Diff(clean(all[i].Text), html.UnescapeString(anyTag.ReplaceAllString(m[1], ""))); d != "" {
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
	var o Options
	if o.ForTerminal(new(bytes.Buffer)); o.Colour {
		t.Error("colour in a buffer")
	}
	if out := render(t, "text", Options{Colour: true}, analyse(t, "", "“Late,” said Ida Moss.")); !strings.Contains(out, "\x1b[1;36mIda Moss\x1b[0m") {
		t.Errorf("no colour: %q", out)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\r\n": "a\tb\r\n", "\uFFFD": "\uFFFD", "a\x00b\xff\xc3(": "a\uFFFDb\uFFFD\uFFFD(", "\x7f\uFFFE": "\uFFFD\uFFFD", "🦀": "🦀",
	} {
		if got := clean(in); got != want || utf8.RuneCountInString(got) != utf8.RuneCountInString(in) {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIRI(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "urn:x-whosaid:document-7",
		"news/a b.txt":                "urn:x-whosaid:news%2Fa%20b.txt",
		"http://a.example/x?y=1":      "http://a.example/x?y=1",
		"http://a.example/é|":         "http://a.example/%C3%A9%7C",
		"urn:newsml:dpa.com:2009:1":   "urn:newsml:dpa.com:2009:1",
		`C:\news\a.txt`:               "urn:x-whosaid:C:%5Cnews%5Ca.txt",
		"http://a.example/#part":      "urn:x-whosaid:http:%2F%2Fa.example%2F%23part",
		"a\x00":                       "urn:x-whosaid:a%EF%BF%BD",
		"javascript:alert(\"<hey>\")": "javascript:alert(%22%3Chey%3E%22)",
	} {
		if got := iri(in, 7); got != want {
			t.Errorf("iri(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWebAnnotation(t *testing.T) {
	it := analyse(t, "https://example.com/a", "🦀 The rain fell. “We begin,” said Ida Moss, “and end.”")
	var page struct {
		Type, ID string
		Items    []struct {
			ID, Type, Motivation string
			Body                 struct{ ID, Type, Name string }
			Target               []struct {
				Source   string
				Selector []struct {
					Type                  string
					Start, End            int
					Exact, Prefix, Suffix string
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(render(t, "webannotation", Options{}, it)), &page); err != nil {
		t.Fatal(err)
	}
	if page.Type != "AnnotationPage" || len(page.Items) != 1 {
		t.Fatalf("%+v", page)
	}
	a := page.Items[0]
	if a.ID != "https://example.com/a#quote-1" || a.Type != "Annotation" || a.Motivation != "identifying" || a.Body.Name != "Ida Moss" || a.Body.Type != "Person" || len(a.Target) != 2 {
		t.Errorf("%+v", a)
	}
	text := []rune(it.Text)
	for _, target := range a.Target {
		p, q := target.Selector[0], target.Selector[1]
		if exact := string(text[p.Start:p.End]); p.Type != "TextPositionSelector" || q.Type != "TextQuoteSelector" || exact != q.Exact || target.Source != "https://example.com/a" {
			t.Errorf("%+v selects %q", target, exact)
		}
		if !strings.Contains(it.Text, q.Prefix+q.Exact+q.Suffix) || len(q.Prefix) == 0 {
			t.Errorf("prefix %q and suffix %q do not stand around %q", q.Prefix, q.Suffix, q.Exact)
		}
	}
}

func TestSchemaOrg(t *testing.T) {
	it := analyse(t, "https://example.com/a", "“We begin,” said Ida Moss, the mayor. She added that Bo was late.")
	for _, o := range []Options{{}, {Fiction: true}} {
		var d struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(render(t, "schemaorg", o, it)), &d); err != nil || d.Context != "https://schema.org" {
			t.Fatal(err, d)
		}
		var found int
		for _, node := range d.Graph {
			if node["@type"] != "Quotation" {
				continue
			}
			found++
			who, other := "creator", "spokenByCharacter"
			if o.Fiction {
				who, other = other, who
			}
			if by, ok := node[who].(map[string]any); !ok || by["@id"] != "https://example.com/a#speaker-1" || node[other] != nil {
				t.Errorf("%v", node)
			}
			if of, ok := node["isPartOf"].(map[string]any); !ok || of["@id"] != "https://example.com/a" || node["inLanguage"] != "en" {
				t.Errorf("%v", node)
			}
		}
		if found != 2 {
			t.Errorf("%d quotations, want 2", found)
		}
	}
}

// ninjsRules are the properties that the schema of ninjs 3.1 has and that we
// write, with the types of their values; where it says additionalProperties or
// unevaluatedProperties false, any other is an error.
var ninjsRules = map[string]map[string]string{
	"item": {
		"uri": "uri", "type": "type", "language": "string", "standard": "standard", "bodies": "[]body", "headlines": "[]headline",
		"people": "[]person", "organisations": "[]person", "associations": "[]association", "edNote": "string",
	},
	"association": {
		"name": "string", "rel": "string", "uri": "uri", "type": "type", "language": "string", "bodies": "[]body",
		"people": "[]person", "organisations": "[]person", "edNote": "string",
	},
	"standard": {"name": "string", "version": "string", "schema": "uri"},
	"body":     {"role": "string", "contentType": "string", "charCount": "integer", "wordCount": "integer", "value": "string"},
	"headline": {"role": "string", "contentType": "string", "value": "string"},
	"person":   {"name": "string", "rel": "string", "uri": "uri", "literal": "string"},
}

var ninjsRequired = map[string][]string{"item": {"uri"}, "association": {"name", "uri"}, "body": {"value"}, "headline": {"value"}}

var absoluteURI = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]+:[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+$`)

func validateNinjs(t *testing.T, out string) {
	t.Helper()
	var check func(kind string, v any) error
	check = func(kind string, v any) error {
		if of, ok := strings.CutPrefix(kind, "[]"); ok {
			list, ok := v.([]any)
			if !ok {
				return fmt.Errorf("%v is no array", v)
			}
			for _, x := range list {
				if err := check(of, x); err != nil {
					return err
				}
			}
			return nil
		}
		if rules, ok := ninjsRules[kind]; ok {
			o, ok := v.(map[string]any)
			if !ok {
				return fmt.Errorf("%v is no object", v)
			}
			for name, x := range o {
				if rules[name] == "" {
					return fmt.Errorf("%s has a property %q that the schema does not know", kind, name)
				}
				if err := check(rules[name], x); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
			for _, name := range ninjsRequired[kind] {
				if o[name] == nil {
					return fmt.Errorf("%s has no %s", kind, name)
				}
			}
			return nil
		}
		s, isString := v.(string)
		n, isNumber := v.(float64)
		switch kind {
		case "string":
			if isString {
				return nil
			}
		case "uri":
			if isString && absoluteURI.MatchString(s) {
				return nil
			}
		case "type":
			if s == "text" {
				return nil
			}
		case "integer":
			if isNumber && n == float64(int(n)) {
				return nil
			}
		}
		return fmt.Errorf("%v is no %s", v, kind)
	}
	var v any
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Errorf("ninjs: %v", err)
		return
	}
	kind := "item"
	if _, ok := v.([]any); ok {
		kind = "[]item"
	}
	if err := check(kind, v); err != nil {
		t.Errorf("ninjs: %v in %.300s", err, out)
	}
}

func TestNinjs(t *testing.T) {
	var d struct {
		People       []struct{ Name, Rel, URI string }
		Associations []struct {
			Rel    string
			Bodies []struct{ Value, Role string }
			People []struct{ Name, Rel, URI string }
		}
	}
	out := render(t, "ninjs", Options{}, analyse(t, "https://example.com/a", "“We begin,” said Ida Moss."))
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatal(err)
	}
	a := d.Associations[0]
	if a.Rel != "quote" || a.Bodies[0].Value != "We begin," || a.Bodies[0].Role != "direct" || a.People[0].Name != "Ida Moss" || a.People[0].Rel != "speaker" || a.People[0] != d.People[0] {
		t.Errorf("%+v", d)
	}
}

// A bratFile is a text with its annotations.
type bratFile struct {
	name, text, ann string
}

func readBrat(t *testing.T, out string) []bratFile {
	t.Helper()
	var files []bratFile
	seen := map[string]bool{}
	r := tar.NewReader(strings.NewReader(out))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if seen[h.Name] || !filepath.IsLocal(h.Name) || strings.ContainsAny(h.Name, "/\\") {
			t.Errorf("brat: file name %q", h.Name)
		}
		seen[h.Name] = true
		if name, ok := strings.CutSuffix(h.Name, ".txt"); ok {
			files = append(files, bratFile{name: name, text: string(b)})
		} else if name, ok := strings.CutSuffix(h.Name, ".ann"); ok {
			if last := &files[len(files)-1]; last.name == name {
				last.ann = string(b)
			} else {
				t.Errorf("brat: %s does not follow its text", h.Name)
			}
		} else if h.Name != "annotation.conf" {
			t.Errorf("brat: a file %q", h.Name)
		}
	}
	if !seen["annotation.conf"] {
		t.Error("brat: no annotation.conf")
	}
	return files
}

var bratLine = regexp.MustCompile(`^(?:` +
	`(T\d+)\t(Quote|Speaker|Cue) (\d+ \d+(?:;\d+ \d+)*)\t(.+)` +
	`|R\d+\t(?:Said|Signals) Arg1:(T\d+) Arg2:(T\d+)` +
	`|A\d+\t(?:(?:Kind|Method) (T\d+) [a-z]+|Unclosed (T\d+))` +
	`|#\d+\tAnnotatorNotes (T\d+)\t.+` +
	`|\*\tCoref (T\d+(?: T\d+)+))$`)

// validate reads the annotations as brat's server does: every span slices the
// text, by code points and inside one line, and what is pointed to is there.
func (f bratFile) validate(t *testing.T) (spans map[string]string) {
	t.Helper()
	spans = map[string]string{}
	text := []rune(f.text)
	var pointers []string
	for line := range strings.Lines(f.ann) {
		m := bratLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Errorf("brat: line %q", line)
			continue
		}
		for _, p := range m[5:] {
			pointers = append(pointers, strings.Fields(p)...)
		}
		if m[1] == "" {
			continue
		}
		var pieces []string
		end := 0
		for span := range strings.SplitSeq(m[3], ";") {
			var from, to int
			if _, err := fmt.Sscanf(span, "%d %d", &from, &to); err != nil || from < end || to <= from || to > len(text) {
				t.Errorf("brat: span %q of a text of %d", span, len(text))
				return spans
			}
			end = to
			pieces = append(pieces, string(text[from:to]))
		}
		if joined := strings.Join(pieces, " "); joined != m[4] || strings.ContainsAny(joined, "\n\r") {
			t.Errorf("brat: %s selects %q, not %q", m[1], joined, m[4])
		}
		if spans[m[1]] != "" {
			t.Errorf("brat: two annotations %s", m[1])
		}
		spans[m[1]] = m[2] + " " + m[4]
	}
	for _, p := range pointers {
		if spans[p] == "" {
			t.Errorf("brat: nothing is %s", p)
		}
	}
	return spans
}

func TestBrat(t *testing.T) {
	files := readBrat(t, render(t, "brat", Options{}, analyse(t, "news/a.txt", "🦀 “We begin,” said Ida Moss, “and end.”")))
	if len(files) != 1 || files[0].name != "000001_news_a.txt" {
		t.Fatalf("%+v", files)
	}
	spans := files[0].validate(t)
	for _, want := range []string{"Quote We begin, and end.", "Speaker Ida Moss", "Cue said"} {
		found := false
		for _, s := range spans {
			found = found || s == want
		}
		if !found {
			t.Errorf("no %q in %v", want, spans)
		}
	}
	for _, want := range []string{"Said Arg1:", "Kind T", "Method T", "AnnotatorNotes T"} {
		if !strings.Contains(files[0].ann, want) {
			t.Errorf("no %q in\n%s", want, files[0].ann)
		}
	}
}

var iobTag = regexp.MustCompile(`^(O|[BI]-(CONTENT|CUE|SOURCE))$`)

func validateIOB(t *testing.T, out string) {
	t.Helper()
	last := [2]string{"O", "O"}
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "# newdoc id = ") || strings.HasPrefix(line, "# columns = ") {
			if strings.HasPrefix(line, "#") {
				last = [2]string{"O", "O"}
			}
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 7 || len(strings.Fields(columns[0])) != 1 {
			t.Errorf("iob: columns of %q", line)
			return
		}
		for i, at := range []int{3, 5} {
			tag := columns[at] + " " + columns[at+1]
			if !iobTag.MatchString(columns[at]) || (columns[at] == "O") != (columns[at+1] == "0") {
				t.Errorf("iob: tag %q", tag)
			}
			if inside, ok := strings.CutPrefix(tag, "I-"); ok && (len(last[i]) < 2 || last[i][2:] != inside) {
				t.Errorf("iob: %q goes on with %q", tag, last[i])
			}
			last[i] = tag
		}
	}
}

func TestIOB(t *testing.T) {
	it := analyse(t, "a", "🦀 “He said, ‘No,’ twice,” said Ida Moss.")
	text := []rune(it.Text)
	got := map[string][]string{}
	for line := range strings.Lines(render(t, "iob", Options{}, it)) {
		if c := strings.Split(strings.TrimSpace(line), "\t"); len(c) == 7 {
			start, _ := strconv.Atoi(c[1])
			end, _ := strconv.Atoi(c[2])
			if string(text[start:end]) != c[0] {
				t.Errorf("%v slices %q", c, string(text[start:end]))
			}
			for _, at := range []int{3, 5} {
				if c[at] != "O" {
					key := c[at+1] + " " + c[at][2:]
					got[key] = append(got[key], c[0])
				}
			}
		}
	}
	want := map[string][]string{
		"1 CONTENT": {"He", "said", ",", "‘", "No", ",", "’", "twice", ","}, "1 CUE": {"said"}, "1 SOURCE": {"Ida", "Moss"},
		"2 CONTENT": {"No", ","}, "2 CUE": {"said"}, "2 SOURCE": {"He"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// paragraphsOf returns the texts of the paragraphs of an item.
func paragraphsOf(it Item) []string {
	out := []string{}
	for _, p := range tokenize.Parse(it.Text).Paragraphs() {
		out = append(out, clean(p.In(it.Text)))
	}
	return out
}
