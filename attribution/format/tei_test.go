package format

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// teiContent says which elements, and whether text, the schema of TEI P5 lets
// stand in those that we write (tei_all, read in the Guidelines).
var teiContent = map[string]string{
	"":                "TEI teiCorpus",
	"teiCorpus":       "teiHeader TEI",
	"TEI":             "teiHeader text",
	"teiHeader":       "fileDesc encodingDesc profileDesc",
	"fileDesc":        "titleStmt publicationStmt sourceDesc",
	"titleStmt":       "title",
	"publicationStmt": "p",
	"sourceDesc":      "p",
	"encodingDesc":    "p",
	"profileDesc":     "langUsage particDesc",
	"langUsage":       "language",
	"language":        "",
	"particDesc":      "listPerson",
	"listPerson":      "person personGrp org",
	"person":          "persName occupation",
	"personGrp":       "persName occupation",
	"org":             "orgName desc",
	"persName":        "#text",
	"orgName":         "#text",
	"occupation":      "#text",
	"desc":            "#text",
	"text":            "body",
	"body":            "p",
	"p":               "#text said q title rs seg",
	"said":            "#text said q title rs seg", // macro.specialPara
	"q":               "#text said q title rs seg", // macro.specialPara
	"title":           "#text said q title rs seg", // macro.paraContent
	"seg":             "#text said q title rs seg", // macro.paraContent
	"rs":              "#text rs seg",              // macro.phraseSeq, which has no said and no q
}

var teiAttributes = map[string]string{
	"teiCorpus": "xmlns", "TEI": "xmlns", "text": "lang", "language": "ident", "person": "id gender", "personGrp": "id", "org": "id",
	"persName": "type", "orgName": "type", "said": "id direct who toWhom cert next prev", "q": "type", "rs": "ref", "seg": "type corresp",
}

// A teiDoc is what a reader of TEI takes from a document.
type teiDoc struct {
	ids        map[string]string            // element by xml:id
	said       map[string]map[string]string // attributes by xml:id
	saidText   map[string]string            // by xml:id
	paragraphs []string
	pointers   [][3]string // element, attribute, id
}

func readTEI(t *testing.T, out string) teiDoc {
	t.Helper()
	doc := teiDoc{ids: map[string]string{}, said: map[string]map[string]string{}, saidText: map[string]string{}, paragraphs: []string{}}
	type open struct{ name, id string }
	stack := []open{{}}
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return doc
		}
		if err != nil {
			t.Errorf("tei: %v", err)
			return doc
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if !slices.Contains(strings.Fields(teiContent[top.name]), name) || token.Name.Space != "http://www.tei-c.org/ns/1.0" {
				t.Errorf("tei: %s in %s", name, top.name)
			}
			attrs := map[string]string{}
			for _, a := range token.Attr {
				if !slices.Contains(strings.Fields(teiAttributes[name]), a.Name.Local) || a.Value == "" {
					t.Errorf("tei: attribute %s=%q of %s", a.Name.Local, a.Value, name)
				}
				attrs[a.Name.Local] = a.Value
				if slices.Contains([]string{"who", "toWhom", "next", "prev", "ref", "corresp"}, a.Name.Local) {
					for p := range strings.FieldsSeq(a.Value) {
						doc.pointers = append(doc.pointers, [3]string{name, a.Name.Local, strings.TrimPrefix(p, "#")})
					}
				}
			}
			id := attrs["id"]
			if id != "" {
				if doc.ids[id] != "" {
					t.Errorf("tei: two elements %s", id)
				}
				doc.ids[id] = name
			}
			if name == "said" {
				doc.said[id] = attrs
			}
			if name == "p" && top.name == "body" {
				doc.paragraphs = append(doc.paragraphs, "")
			}
			stack = append(stack, open{name, id})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" && !strings.HasPrefix(teiContent[top.name], "#text") && !slices.Contains([]string{"titleStmt", "publicationStmt"}, top.name) {
				if top.name != "title" {
					t.Errorf("tei: text %q in %s", token, top.name)
				}
			}
			for i, o := range stack {
				if o.name == "said" {
					doc.saidText[o.id] += string(token)
				}
				if o.name == "p" && stack[i-1].name == "body" {
					doc.paragraphs[len(doc.paragraphs)-1] += string(token)
				}
			}
		}
	}
}

func validateTEI(t *testing.T, out string) teiDoc {
	t.Helper()
	doc := readTEI(t, out)
	for _, p := range doc.pointers {
		element := doc.ids[p[2]]
		want := []string{"person", "personGrp", "org"}
		if p[1] == "next" || p[1] == "prev" {
			want = []string{"said"}
		}
		if !slices.Contains(want, element) {
			t.Errorf("tei: %s/@%s points to %q, which is %q", p[0], p[1], p[2], element)
		}
	}
	for id, a := range doc.said {
		if next := strings.TrimPrefix(a["next"], "#"); next != "" && doc.said[next]["prev"] != "#"+id {
			t.Errorf("tei: %s is next of %s, but has prev %s", next, id, doc.said[next]["prev"])
		}
		if prev := strings.TrimPrefix(a["prev"], "#"); prev != "" && doc.said[prev]["next"] != "#"+id {
			t.Errorf("tei: %s is prev of %s, but has next %s", prev, id, doc.said[prev]["next"])
		}
	}
	return doc
}

// The body holds the text, and a said and those that are joined to it hold
// what its quotation says.
func TestTEI(t *testing.T) {
	for _, it := range items(t) {
		doc := validateTEI(t, render(t, "tei", Options{}, it))
		want := paragraphsOf(it)
		if len(want) == 0 {
			want = []string{""}
		}
		if d := cmp.Diff(want, doc.paragraphs); d != "" {
			t.Errorf("paragraphs (-want +got)\n%s", d)
		}
		for _, q := range it.Doc.Quotes {
			if q.Kind.String() == "scare" || q.Kind.String() == "title" {
				continue
			}
			id := fmt.Sprintf("d1-q%d", q.ID)
			if who := doc.said[id]["who"]; (q.Speaker != 0) != (who == fmt.Sprintf("#d1-s%d", q.Speaker)) {
				t.Errorf("%s: who %q, speaker %d", id, who, q.Speaker)
			}
			var got string
			for id != "" {
				got += doc.saidText[id]
				id = strings.TrimPrefix(doc.said[id]["next"], "#")
			}
			var parts string
			for _, p := range q.Parts {
				parts += p.Text
			}
			if d := cmp.Diff(strings.Fields(clean(parts)), strings.Fields(got)); d != "" && strings.Join(strings.Fields(clean(parts)), "") != strings.Join(strings.Fields(got), "") {
				t.Errorf("quotation %d of %.40q (-want +got)\n%s", q.ID, it.Text, d)
			}
		}
	}
}
