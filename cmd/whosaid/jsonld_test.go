package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/piprate/json-gold/ld"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/attribution/format"
)

// contexts are the parts of the published contexts that our terms need, so
// that the test needs no network: of http://www.w3.org/ns/anno.jsonld the
// definitions of section "JSON-LD context" of the Web Annotation Vocabulary,
// of https://schema.org those that jsonldcontext.jsonld makes of its terms.
var contexts = map[string]string{
	"http://www.w3.org/ns/anno.jsonld": `{"@context": {
		"oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
		"id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
		"Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "Person": "foaf:Person", "Organization": "foaf:Organization",
		"TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector", "identifying": "oa:identifying",
		"body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"}, "source": {"@type": "@id", "@id": "oa:hasSource"},
		"selector": {"@type": "@id", "@id": "oa:hasSelector"}, "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
		"items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
		"exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "name": "foaf:name",
		"start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"}, "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"}
	}}`,
	"https://schema.org": `{"@context": {
		"schema": "http://schema.org/", "CreativeWork": "schema:CreativeWork", "Quotation": "schema:Quotation", "Person": "schema:Person", "Organization": "schema:Organization",
		"text": "schema:text", "creator": "schema:creator", "spokenByCharacter": "schema:spokenByCharacter", "isPartOf": "schema:isPartOf",
		"inLanguage": "schema:inLanguage", "headline": "schema:headline", "name": "schema:name", "position": "schema:position", 
		"additionalType": {"@id": "schema:additionalType", "@type": "@id"}, "alternateName": "schema:alternateName", "jobTitle": "schema:jobTitle",
		"gender": "schema:gender"
	}}`,
}

type offline struct{}

func (offline) LoadDocument(url string) (*ld.RemoteDocument, error) {
	text, ok := contexts[url]
	if !ok {
		return nil, ld.NewJsonLdError(ld.LoadingDocumentFailed, fmt.Errorf("no context %s", url))
	}
	doc, err := ld.DocumentFromReader(bytes.NewReader([]byte(text)))
	return &ld.RemoteDocument{DocumentURL: url, Document: doc}, err
}

// expand returns the expansion of the output in a format, as a program that
// reads JSON-LD does it. It is an error if a term has no meaning.
func expand(t *testing.T, name string, texts ...string) []any {
	t.Helper()
	f, ok := format.Lookup(name)
	if !ok {
		t.Fatal("no format", name)
	}
	var b bytes.Buffer
	w := f.NewWriter(&b, format.Options{})
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		doc, err := x.Extract(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		doc.ID = fmt.Sprintf("folder/a text %d.txt", i)
		if err := w.Write(format.Item{Text: text, Doc: doc, Title: "Talks"}); err != nil {
			t.Fatal(err)
		}
	}
	var v any
	if err := errors.Join(w.Close(), json.Unmarshal(b.Bytes(), &v)); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = offline{}
	options.SafeMode = true // it drops nothing silently
	out, err := ld.NewJsonLdProcessor().Expand(v, options)
	if err != nil {
		t.Fatalf("%v in\n%s", err, &b)
	}
	return out
}

// at follows keys into an expansion, through the first value of each array.
func at(v any, keys ...string) any {
	for _, k := range keys {
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		o, _ := v.(map[string]any)
		v = o[k]
	}
	return v
}

const talks = "“We are ready,” said Ida Moss, the harbour master, “to sail.” The company said that it had no plan."

func TestWebAnnotationExpands(t *testing.T) {
	const oa = "http://www.w3.org/ns/oa#"
	pages := expand(t, "webannotation", talks, talks)
	if len(pages) != 2 {
		t.Fatalf("%d pages, want 2", len(pages))
	}
	items, _ := at(pages, "http://www.w3.org/ns/activitystreams#items", "@list").([]any)
	if len(items) != 2 {
		t.Fatalf("%d annotations, want 2", len(items))
	}
	for keys, want := range map[[4]string]any{
		{"@id"}:                     "urn:x-whosaid:folder%2Fa%20text%200.txt#quote-1",
		{oa + "motivatedBy", "@id"}: oa + "identifying",
		{oa + "hasBody", "@id"}:     "urn:x-whosaid:folder%2Fa%20text%200.txt#speaker-1",
		{oa + "hasBody", "http://xmlns.com/foaf/0.1/name", "@value"}:   "Ida Moss",
		{oa + "hasTarget", oa + "hasSource", "@id"}:                    "urn:x-whosaid:folder%2Fa%20text%200.txt",
		{oa + "hasTarget", oa + "hasSelector", oa + "start", "@value"}: float64(1),
		{"https://github.com/whosaid/whosaid#kind", "@value"}:          "direct",
	} {
		var path []string
		for _, k := range keys {
			if k != "" {
				path = append(path, k)
			}
		}
		if got := at(items, path...); got != want {
			t.Errorf("%v is %v, want %v", path, got, want)
		}
	}
	if targets, _ := at(items, oa+"hasTarget").([]any); len(targets) != 2 {
		t.Errorf("%d targets of a quotation in two parts", len(targets))
	}
}

func TestSchemaOrgExpands(t *testing.T) {
	const schema = "http://schema.org/"
	found := 0
	for _, node := range expand(t, "schemaorg", talks) {
		if fmt.Sprint(at(node, "@type")) != "["+schema+"Quotation]" {
			continue
		}
		found++
		if at(node, schema+"text", "@value") == nil || at(node, schema+"creator", "@id") == nil || at(node, schema+"isPartOf", "@id") == nil {
			t.Errorf("%v", node)
		}
	}
	if found != 2 {
		t.Errorf("%d quotations, want 2", found)
	}
}
