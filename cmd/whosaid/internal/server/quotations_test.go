package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"github.com/whosaid/whosaid/attribution"
)

// described finds what openapi.json says of a request.
var described = sync.OnceValue(func() routers.Router {
	openapi3filter.RegisterBodyDecoder(typeHTML, openapi3filter.PlainBodyDecoder)
	openapi3filter.RegisterBodyDecoder(typeNinjs, openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.JSONBodyDecoder)
	doc, err := openapi3.NewLoader().LoadFromData(openAPI)
	if err != nil {
		panic(err)
	}
	r, err := legacy.NewRouter(doc) // it validates doc
	if err != nil {
		panic(err)
	}
	return r
})

// ask sends a request to h and holds the answer, and the request if it is
// granted, against openapi.json.
func ask(t *testing.T, h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	var sent []byte
	if r.Body != nil && r.ContentLength >= 0 {
		sent, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(sent))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	operation := r.Clone(context.Background())
	if w.Code == http.StatusMethodNotAllowed {
		operation.Method = http.MethodPost // the operation that describes it
	}
	route, params, err := described().FindRoute(operation)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
	if w.Code == http.StatusOK {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			t.Errorf("%s %s is granted, but openapi.json refuses it: %v", r.Method, r.URL, err)
		}
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	})
	if err != nil {
		t.Errorf("%s %s: openapi.json does not describe the answer %d: %v\n%s", r.Method, r.URL, w.Code, err, w.Body)
	}
	return w
}

func post(query, contentType, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/v1/quotations"+query, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

type answerDoc struct {
	attribution.Document
	Text *string `json:"text"`
}

func decode(t *testing.T, w *httptest.ResponseRecorder) answerDoc {
	t.Helper()
	var d answerDoc
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v: %s", w.Code, err, w.Body)
	}
	return d
}

func TestQuotationsTypes(t *testing.T) {
	h := testService(t, nil).handler()
	for _, c := range []struct {
		name, query, contentType, body string
		id, said, text                 string // text is "-" where the answer has none
	}{
		{"text", "", "text/plain", "“Late,” said Ida Moss.", "", "“Late,”", "-"},
		{"text with a charset", "", "text/plain; charset=UTF-8", "“Late,” said Ida Moss.", "", "“Late,”", "-"},
		{"text on request", "?text=true", "text/plain", "“Late,” said Ida Moss.", "", "“Late,”", "“Late,” said Ida Moss."},
		{"another charset", "", "text/plain; charset=windows-1252", "\x93Zu sp\xe4t,\x94 said Ida Moss.", "", "“Zu spät,”", "“Zu spät,” said Ida Moss."},
		{"json", "", "application/json", `{"id":"a/1","text":"\u201cLate,\u201d said Ida Moss."}`, "a/1", "“Late,”", "-"},
		{"html", "", "text/html; charset=utf-8", "<p>“Very <b>late</b>,” said Ida Moss.", "", "“Very late,”", "“Very late,” said Ida Moss."},
		{"html without the text", "?text=false", "text/html", "<p>“Very <b>late</b>,” said Ida Moss.", "", "“Very late,”", "-"},
		{"ninjs", "", "application/ninjs+json", `{"uri":"x","body_text":"“Late,” said Ida Moss."}`, "", "“Late,”", "“Late,” said Ida Moss."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := decode(t, ask(t, h, post(c.query, c.contentType, c.body)))
			if len(d.Quotes) != 1 || d.Quotes[0].Span.Text != c.said || d.ID != c.id {
				t.Fatalf("%+v", d)
			}
			if s, ok := d.Speaker(d.Quotes[0]); !ok || s.Name != "Ida Moss" {
				t.Errorf("the speaker is %q", s.Name)
			}
			text := "-"
			if d.Text != nil {
				text = *d.Text
			}
			if text != c.text {
				t.Errorf("the answer's text is %q, want %q", text, c.text)
			}
		})
	}
}

func TestQuotationsQuery(t *testing.T) {
	h := testService(t, nil).handler()
	text := "🦀 ä\n\n“We are late,” said Ida Moss, the harbour master. Moss told reporters on Monday that the boat had left the harbour without a word."
	for unit, slice := range map[string]func(e attribution.Excerpt) string{
		"byte": func(e attribution.Excerpt) string { return text[e.Start:e.End] },
		"rune": func(e attribution.Excerpt) string { return string([]rune(text)[e.Start:e.End]) },
		"utf16": func(e attribution.Excerpt) string {
			return string(utf16.Decode(utf16.Encode([]rune(text))[e.Start:e.End]))
		},
	} {
		d := decode(t, ask(t, h, post("?offsets="+unit, "text/plain", text)))
		if len(d.Quotes) != 2 {
			t.Fatalf("%d quotations", len(d.Quotes))
		}
		for _, q := range d.Quotes {
			if got := slice(q.Span); got != q.Span.Text {
				t.Errorf("offsets=%s: %q is said to be %q", unit, got, q.Span.Text)
			}
		}
	}
	if d := decode(t, ask(t, h, post("?kinds=indirect,mixed", "text/plain", text))); len(d.Quotes) != 1 || d.Quotes[0].Kind.String() != "indirect" {
		t.Errorf("kinds: %+v", d.Quotes)
	}
	if d := decode(t, ask(t, h, post("?min_confidence=1", "text/plain", text))); len(d.Speakers) != 0 {
		t.Errorf("min_confidence: %+v", d.Speakers)
	}
	if d := decode(t, ask(t, h, post("?lang=de-CH", "text/plain", "«Zu spät», sagte Ida Moss."))); d.Lang != "de" {
		t.Errorf("lang: %q", d.Lang)
	}
}

func TestQuotationsRefused(t *testing.T) {
	h := testService(t, nil).handler()
	for _, c := range []struct {
		name, query, contentType, body string
		status                         int
		detail                         string
	}{
		{"no type", "", "", "x", 415, "Content-Type must be one of"},
		{"unknown type", "", "image/png", "x", 415, "Content-Type must be one of"},
		{"nonsense type", "", ";;;", "x", 415, "Content-Type must be one of"},
		{"not UTF-8", "", "text/plain", "ab\xffc", 400, "byte 2 "},
		{"unknown charset", "", "text/plain; charset=klingon", "x", 400, `charset "klingon"`},
		{"not JSON", "", "application/json", `{"text":`, 400, "unexpected EOF"},
		{"JSON of another shape", "", "application/json", `["a"]`, 400, "cannot unmarshal"},
		{"JSON without a text", "", "application/json", `{"id":"a"}`, 400, `no "text"`},
		{"more than JSON", "", "application/json", `{"text":"a"} {}`, 400, "more after"},
		{"an unknown field", "", "application/json", `{"headline":"a"}`, 400, "headline"},
		{"JSON that is not UTF-8", "", "application/json", "{\"text\":\"\xff\"}", 400, "byte 9 "},
		{"deep JSON", "", "application/json", strings.Repeat("[", 50_000), 400, "not"},
		{"ninjs that is none", "", "application/ninjs+json", `{}`, 400, "not valid application/ninjs+json"},
		{"unknown parameter", "?ofsets=byte", "text/plain", "x", 400, `no parameter "ofsets"`},
		{"twice", "?lang=de&lang=en", "text/plain", "x", 400, "lang is given 2 times"},
		{"offsets", "?offsets=word", "text/plain", "x", 400, "offsets="},
		{"lang", "?lang=!", "text/plain", "x", 400, "lang="},
		{"confidence", "?min_confidence=2", "text/plain", "x", 400, "min_confidence="},
		{"confidence that is no number", "?min_confidence=NaN", "text/plain", "x", 400, "min_confidence="},
		{"kinds", "?kinds=direct,loud", "text/plain", "x", 400, "kinds="},
		{"no kinds", "?kinds=", "text/plain", "x", 400, "kinds="},
		{"text", "?text=perhaps", "text/plain", "x", 400, "text="},
		{"malformed query", "?a=%zz", "text/plain", "x", 400, "malformed"},
		{"too long", "", "text/plain", strings.Repeat("x", testMaxSize+1), 413, "at most 100000 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused(t, ask(t, h, post(c.query, c.contentType, c.body)), c.status, c.detail)
		})
	}
	t.Run("too long, and not told so", func(t *testing.T) {
		r := post("", "text/plain", strings.Repeat("x", testMaxSize+1))
		r.ContentLength = -1
		refused(t, ask(t, h, r), 413, "at most 100000 bytes")
	})
	t.Run("compressed", func(t *testing.T) {
		r := post("", "text/plain", "x")
		r.Header.Set("Content-Encoding", "gzip")
		refused(t, ask(t, h, r), 415, "compressed")
	})
	t.Run("another site", func(t *testing.T) {
		r := post("", "text/plain", "x")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		refused(t, ask(t, h, r), 403, "another site")
	})
	t.Run("method", func(t *testing.T) {
		for _, m := range []string{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "BREW"} {
			r := post("", "text/plain", "x")
			r.Method = m
			w := ask(t, h, r)
			refused(t, w, 405, "takes POST")
			if a := w.Header().Get("Allow"); a != "POST" {
				t.Errorf("Allow: %q", a)
			}
		}
	})
}

func refused(t *testing.T, w *httptest.ResponseRecorder, status int, detail string) {
	t.Helper()
	var p problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	if w.Code != status || p.Status != status || p.Title != http.StatusText(status) || !strings.Contains(p.Detail, detail) || p.RequestID != w.Header().Get("X-Request-ID") {
		t.Errorf("status %d, want %d: %+v, want %q in it", w.Code, status, p, detail)
	}
}

// Any bytes get an answer, and it is one that openapi.json describes.
func FuzzQuotations(f *testing.F) {
	f.Add("text/plain", "offsets=utf16", []byte("“Late,” said Ida."))
	f.Add("text/html", "text=1", []byte("<p>“Late,” said Ida."))
	f.Add("application/json", "kinds=direct", []byte(`{"text":"\ud800"}`))
	f.Add("text/plain; charset=utf-16", "", []byte("\xff\xfe\x1c\x20"))
	f.Add("application/ninjs+json", "", []byte(`{"body_text":"“a”"}`))
	f.Fuzz(func(t *testing.T, contentType, query string, body []byte) {
		r := post("", "", string(body))
		r.Header["Content-Type"] = []string{contentType}
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		testService(t, nil).handler().ServeHTTP(w, r)
		switch w.Code {
		case 200, 400, 413, 415:
		default:
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("not JSON: %s", w.Body)
		}
	})
}

func TestOpenAPI(t *testing.T) {
	h := testService(t, nil).handler()
	for path, want := range map[string]string{
		"/openapi.json": `"openapi": "3.1.0"`, "/healthz": "ok", "/readyz": "ready", "/metrics": "whosaid_articles_waiting 0",
	} {
		w := ask(t, h, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
	}
	// Every route of the service is described, and nothing else.
	doc, err := openapi3.NewLoader().LoadFromData(openAPI)
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if w.Code == 404 || w.Code == 405 {
				t.Errorf("%s %s is described, but not there: %d", method, path, w.Code)
			}
		}
	}
	// The validator is not blind: it sees a wrong answer.
	if err := validateDocument(doc, `{"id":"","lang":"en","quotes":[],"speakers":[],"surprise":1}`); err == nil {
		t.Error("openapi.json allows a field that it does not name")
	}
	if err := validateDocument(doc, `{"id":"","lang":"en","quotes":[],"speakers":[]}`); err != nil {
		t.Error(err)
	}
}

func validateDocument(doc *openapi3.T, s string) error {
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		return err
	}
	schema := doc.Components.Schemas["Document"]
	if schema == nil {
		return fmt.Errorf("no schema Document")
	}
	return schema.Value.VisitJSON(v)
}
