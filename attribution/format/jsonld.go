package format

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/whosaid/whosaid/attribution"
)

// terms is where the terms live that W3C and schema.org have none for.
const terms = "https://github.com/whosaid/whosaid#"

// An object is a JSON object; encoding/json writes its keys in order.
type object = map[string]any

// newWebAnnotation writes the quotations of a text as an AnnotationPage of the
// Web Annotation Data Model (https://www.w3.org/TR/annotation-model/): the
// body of each identifies the speaker, its targets are the parts.
func newWebAnnotation(Options) layout {
	context := []any{"http://www.w3.org/ns/anno.jsonld", object{
		"whosaid": terms, "kind": "whosaid:kind", "method": "whosaid:method", "confidence": "whosaid:confidence",
	}}
	return jsonLayout("  ", func(it Item, n int) (any, error) {
		doc, err := it.Doc.WithOffsets(it.Text, attribution.Runes) // section 4.2.4: the code points of the text
		if err != nil {
			return nil, err
		}
		source := iri(doc.ID, n)
		items := make([]any, len(doc.Quotes))
		for i, q := range doc.Quotes {
			targets := make([]any, len(q.Parts))
			for k, p := range q.Parts {
				bytes := it.Doc.Quotes[i].Parts[k]
				targets[k] = object{"source": source, "selector": []any{
					object{"type": "TextPositionSelector", "start": p.Start, "end": p.End},
					object{
						"type": "TextQuoteSelector", "exact": clean(it.Text[bytes.Start:bytes.End]),
						"prefix": clean(before(it.Text, bytes.Start)), "suffix": clean(after(it.Text, bytes.End)),
					},
				}}
			}
			a := object{
				"id": fmt.Sprintf("%s#quote-%d", source, q.ID), "type": "Annotation", "motivation": "identifying",
				"target": targets, "kind": q.Kind.String(), "method": q.Method.String(), "confidence": q.Confidence,
			}
			if s, ok := doc.Speaker(q); ok {
				body := object{"id": speakerIRI(source, s.ID), "name": clean(s.Name)}
				switch s.Kind {
				case attribution.Person:
					body["type"] = "Person"
				case attribution.Organization:
					body["type"] = "Organization"
				default:
				}
				a["body"] = body
			}
			items[i] = a
		}
		return object{"@context": context, "id": source + "#quotes", "type": "AnnotationPage", "items": items}, nil
	})
}

// around is how many code points of the text a TextQuoteSelector has on either
// side, as the examples of the data model do.
const around = 32

func before(text string, end int) string {
	start := end
	for range around {
		_, n := utf8.DecodeLastRuneInString(text[:start])
		start -= n
	}
	return text[start:end]
}

func after(text string, start int) string {
	end := start
	for range around {
		_, n := utf8.DecodeRuneInString(text[end:])
		end += n
	}
	return text[start:end]
}

func speakerIRI(source string, id attribution.SpeakerID) string {
	return fmt.Sprintf("%s#speaker-%d", source, id)
}

// newSchemaOrg writes the quotations of a text in the vocabulary of
// https://schema.org/Quotation: the work, those who speak in it, and a
// Quotation for each of theirs.
func newSchemaOrg(o Options) layout {
	said := "creator" // a real person or organisation
	if o.Fiction {
		said = "spokenByCharacter"
	}
	return jsonLayout("  ", func(it Item, n int) (any, error) {
		doc := it.Doc
		source := iri(doc.ID, n)
		work := object{"@id": source, "@type": "CreativeWork"}
		lang := doc.Lang != "" && doc.Lang != "und"
		if lang {
			work["inLanguage"] = doc.Lang
		}
		if it.Title != "" {
			work["headline"] = clean(it.Title)
		}
		graph := []any{work}
		for _, s := range doc.Speakers {
			graph = append(graph, schemaSpeaker(source, s))
		}
		for _, q := range doc.Quotes {
			quotation := object{
				"@id": fmt.Sprintf("%s#quote-%d", source, q.ID), "@type": "Quotation", "position": q.ID,
				"text": clean(words(q)), "isPartOf": object{"@id": source}, "additionalType": terms + q.Kind.String(),
			}
			if q.Parent > 0 {
				quotation["isPartOf"] = object{"@id": fmt.Sprintf("%s#quote-%d", source, q.Parent)}
			}
			if lang {
				quotation["inLanguage"] = doc.Lang
			}
			if s, ok := doc.Speaker(q); ok {
				quotation[said] = object{"@id": speakerIRI(source, s.ID)}
			}
			graph = append(graph, quotation)
		}
		return object{"@context": "https://schema.org", "@graph": graph}, nil
	})
}

func schemaSpeaker(source string, s attribution.Speaker) object {
	o := object{"@id": speakerIRI(source, s.ID), "@type": "Person", "name": clean(s.Name)}
	switch s.Kind {
	case attribution.Group, attribution.Organization:
		o["@type"] = "Organization" // schema.org has no type for "officials"
	case attribution.Publication:
		o["@type"] = "CreativeWork"
	default:
		switch s.Gender {
		case attribution.Female:
			o["gender"] = object{"@id": "https://schema.org/Female"}
		case attribution.Male:
			o["gender"] = object{"@id": "https://schema.org/Male"}
		default:
		}
		if len(s.Roles) > 0 {
			o["jobTitle"] = cleanAll(s.Roles)
		}
	}
	if len(s.Aliases) > 0 {
		o["alternateName"] = cleanAll(s.Aliases)
	}
	return o
}

func cleanAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = clean(s)
	}
	return out
}

// newNinjs writes a text as a news item of IPTC ninjs 3.1
// (https://iptc.org/std/ninjs/ninjs-schema_3.1.json). Ninjs has no property
// for a quotation: each is an association with the relationship "quote", whose
// people or organisations have the relationship "speaker".
func newNinjs(Options) layout {
	return jsonLayout("  ", func(it Item, n int) (any, error) {
		doc := it.Doc
		source := iri(doc.ID, n)
		lang := func(o object) object {
			if doc.Lang != "" && doc.Lang != "und" {
				o["language"] = doc.Lang
			}
			return o
		}
		item := lang(object{
			"uri": source, "type": "text",
			"standard": object{"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
			"bodies": []any{object{
				"role": "main", "contentType": "text/plain", "value": clean(it.Text),
				"charCount": utf8.RuneCountInString(it.Text), "wordCount": len(strings.Fields(it.Text)),
			}},
		})
		if it.Title != "" {
			item["headlines"] = []any{object{"role": "main", "contentType": "text/plain", "value": clean(it.Title)}}
		}
		addSpeakers(item, source, doc.Speakers...)
		associations := make([]any, len(doc.Quotes))
		for i, q := range doc.Quotes {
			a := lang(object{
				"name": fmt.Sprintf("quote %d", q.ID), "uri": fmt.Sprintf("%s#quote-%d", source, q.ID), "rel": "quote", "type": "text",
				"bodies": []any{object{"role": q.Kind.String(), "contentType": "text/plain", "value": clean(words(q))}},
				"edNote": describe(q, "speaker unknown"),
			})
			if s, ok := doc.Speaker(q); ok {
				a["edNote"] = describe(q, clean(s.Name))
				addSpeakers(a, source, s)
			}
			associations[i] = a
		}
		item["associations"] = associations
		return item, nil
	})
}

// addSpeakers adds people and organisations to a ninjs object.
func addSpeakers(to object, source string, speakers ...attribution.Speaker) {
	var people, organisations []any
	for _, s := range speakers {
		o := object{"name": clean(s.Name), "rel": "speaker", "uri": speakerIRI(source, s.ID), "literal": fmt.Sprintf("speaker-%d", s.ID)}
		if s.Kind == attribution.Organization || s.Kind == attribution.Publication {
			organisations = append(organisations, o)
		} else {
			people = append(people, o)
		}
	}
	if people != nil {
		to["people"] = people
	}
	if organisations != nil {
		to["organisations"] = organisations
	}
}
