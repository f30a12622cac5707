package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
)

// The types of body that the service takes.
const (
	typeText  = "text/plain"
	typeHTML  = "text/html"
	typeJSON  = "application/json"
	typeNinjs = "application/ninjs+json"
)

// quotations answers POST /v1/quotations.
func (s *service) quotations(w http.ResponseWriter, r *http.Request) *problem {
	q, p := parseQuery(r.URL.RawQuery)
	if p != nil {
		return p
	}
	b, p := s.receive(w, r)
	if p != nil {
		return p
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.timeout)
	defer cancel()
	out, err := work(ctx, s.gate, func() ([]byte, error) {
		a, err := s.article(b)
		if err != nil {
			return nil, err
		}
		return s.analyse(ctx, q, a)
	})
	if err != nil {
		return s.problemOf(w.Header().Get("X-Request-ID"), err)
	}
	return answer(w, typeJSON, out)
}

// A query is what the URL asks for.
type query struct {
	extractor *attribution.Extractor
	offsets   attribution.OffsetUnit
	text      *bool // nil: send the text if the client does not have it
}

// parseQuery refuses what it does not know, so that a slip of the pen is not
// taken for the default.
func parseQuery(raw string) (query, *problem) {
	var q query
	values, err := url.ParseQuery(raw)
	if err != nil {
		return q, badRequest("the query of the URL is malformed")
	}
	var opts []attribution.Option
	for _, name := range slices.Sorted(maps.Keys(values)) {
		v := values.Get(name)
		if n := len(values[name]); n > 1 {
			return q, badRequest(fmt.Sprintf("%s is given %d times", name, n))
		}
		var opt attribution.Option
		switch name {
		case "offsets":
			err = q.offsets.UnmarshalText([]byte(v))
		case "text":
			var b bool
			b, err = strconv.ParseBool(v)
			q.text = &b
		case "lang":
			opt = attribution.WithLanguage(v)
		case "min_confidence":
			var p float64
			p, err = strconv.ParseFloat(v, 64)
			opt = attribution.WithMinConfidence(p)
		case "kinds":
			var kinds []quotes.Kind
			for k := range strings.SplitSeq(v, ",") {
				var kind quotes.Kind
				if err = kind.UnmarshalText([]byte(k)); err != nil {
					break
				}
				kinds = append(kinds, kind)
			}
			opt = attribution.WithKinds(kinds...)
		default:
			return q, badRequest(fmt.Sprintf("there is no parameter %q", name))
		}
		if err == nil && opt != nil {
			_, err = attribution.New(opt)
			opts = append(opts, opt)
		}
		if err != nil {
			return q, badRequest(fmt.Sprintf("%s=%q is not valid; /openapi.json says what is", name, v))
		}
	}
	q.extractor, err = attribution.New(opts...)
	if err != nil {
		return q, badRequest(err.Error())
	}
	return q, nil
}

// A body is what a client has sent.
type body struct {
	contentType string // the whole field
	mediaType   string
	charset     string // in lower case; empty if none is given
	data        []byte
}

// receive reads the body of r, if it is of a type that the service takes and
// not too long.
func (s *service) receive(w http.ResponseWriter, r *http.Request) (body, *problem) {
	b := body{contentType: r.Header.Get("Content-Type")}
	mediaType, params, err := mime.ParseMediaType(b.contentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		mediaType = ""
	}
	b.mediaType, b.charset = mediaType, strings.ToLower(params["charset"])
	switch mediaType {
	case typeText, typeHTML, typeJSON, typeNinjs:
	default:
		accept := strings.Join([]string{typeText, typeHTML, typeJSON, typeNinjs}, ", ")
		w.Header().Set("Accept", accept)
		return b, &problem{Status: http.StatusUnsupportedMediaType, Detail: "Content-Type must be one of " + accept}
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && e != "identity" {
		w.Header().Set("Accept-Encoding", "identity")
		return b, &problem{Status: http.StatusUnsupportedMediaType, Detail: "a compressed body is not taken"}
	}
	tooLarge := &problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("an article has at most %d bytes", s.maxSize)}
	if r.ContentLength > s.maxSize {
		w.Header().Set("Connection", "close")
		return b, tooLarge
	}
	b.data, err = io.ReadAll(http.MaxBytesReader(w, r.Body, s.maxSize))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return b, tooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		w.Header().Set("Connection", "close")
		return b, &problem{Status: http.StatusRequestTimeout, Detail: "the body did not arrive in time"}
	case err != nil:
		return b, badRequest("the body ended before its end")
	}
	return b, nil
}

// An article is a text to analyse.
type article struct {
	id, text string
	made     bool // the text is not byte for byte what the client has sent
}

// article returns the text of b. Its errors are of type *problem.
func (s *service) article(b body) (article, error) {
	switch b.mediaType {
	case typeText:
		return plain(b)
	case typeJSON:
		return fromJSON(b)
	}
	text, err := s.read(b.contentType, b.data)
	if err != nil {
		return article{}, badRequest("the body is not valid " + b.mediaType + ": " + err.Error())
	}
	return article{text: text, made: true}, nil
}

// plain decodes a text by its charset, UTF-8 if none is given.
func plain(b body) (article, error) {
	if b.charset == "" {
		b.charset = "utf-8"
	}
	enc, err := htmlindex.Get(b.charset)
	if err != nil {
		return article{}, badRequest(fmt.Sprintf("the charset %q is not known", b.charset))
	}
	if enc == unicode.UTF8 {
		if i := invalidUTF8(b.data); i >= 0 {
			return article{}, badRequest(fmt.Sprintf("byte %d of the body is not UTF-8; name its charset in Content-Type", i))
		}
		return article{text: string(b.data)}, nil
	}
	text, err := enc.NewDecoder().Bytes(b.data)
	if err != nil {
		return article{}, badRequest("the body is not in charset " + b.charset)
	}
	return article{text: string(text), made: true}, nil
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			return i
		}
		i += w
	}
	return -1
}

// fromJSON reads {"id": …, "text": …}.
func fromJSON(b body) (article, error) {
	if i := invalidUTF8(b.data); i >= 0 {
		return article{}, badRequest(fmt.Sprintf("byte %d of the body is not UTF-8", i))
	}
	var in struct {
		ID   string  `json:"id"`
		Text *string `json:"text"`
	}
	d := json.NewDecoder(bytes.NewReader(b.data))
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more after the object")
		}
	}
	switch {
	case err != nil:
		return article{}, badRequest(fmt.Sprintf(`the body is not {"id": …, "text": …} (ninjs goes with Content-Type: %s): %v`, typeNinjs, err))
	case in.Text == nil:
		return article{}, badRequest(`the body has no "text"`)
	}
	return article{id: in.ID, text: *in.Text}, nil
}

// analyse returns the answer in JSON. Its errors are ctx's.
func (s *service) analyse(ctx context.Context, q query, a article) ([]byte, error) {
	doc, err := q.extractor.Extract(ctx, a.text)
	if err != nil {
		return nil, err
	}
	s.metrics.article(a.text, doc)
	doc.ID = a.id
	if doc, err = doc.WithOffsets(a.text, q.offsets); err != nil {
		return nil, err
	}
	out := struct {
		*attribution.Document
		Text *string `json:"text,omitempty"`
	}{Document: doc}
	if q.text != nil && *q.text || q.text == nil && a.made {
		out.Text = &a.text
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(out)
	return b.Bytes(), err
}
