package input

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

func isObject(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && line[0] == '{' && json.Valid(line)
}

// lines yields the texts of JSON lines: one object a line. A line that is bad
// is an error, and the next goes on.
func (o Options) lines(name string, r *bufio.Reader, yield func(Item, error) bool) bool {
	for n := 1; ; n++ {
		at := fmt.Sprintf("%s:%d", name, n)
		line, err := readLine(r, maxFile)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) > 0 && err == nil {
			item := o.object(at, line)
			if !yield(item, nil) {
				return false
			}
			continue
		}
		switch {
		case err == nil: // an empty line
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, errLong):
			if !yield(Item{}, &Error{at, err}) {
				return false
			}
		default:
			return yield(Item{}, &Error{at, err})
		}
	}
}

var errLong = fmt.Errorf("the line is longer than %d MiB", maxFile>>20)

// readLine returns the next line without its end. A line that is longer than
// limit is skipped and the error is errLong; io.EOF comes with no line.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > limit; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLong
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		}
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
}

// values yields the texts of a file that is one JSON value, an object or an
// array of objects, or several such values one after another.
func (o Options) values(name string, r io.Reader, yield func(Item, error) bool) bool {
	b, err := readAll(r, maxFile)
	if err != nil {
		return yield(Item{}, &Error{name, err})
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	var objects []json.RawMessage
	var bad error // after the objects
	for bad == nil {
		var v json.RawMessage
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			at := d.InputOffset()
			if e, ok := errors.AsType[*json.SyntaxError](err); ok {
				at = e.Offset
			}
			line := 1 + bytes.Count(b[:min(int(at), len(b))], []byte("\n"))
			bad = &Error{fmt.Sprintf("%s:%d", name, line), err}
			continue
		}
		var list []json.RawMessage
		if json.Unmarshal(v, &list) != nil { // it is no array
			list = append(list, v)
		}
		objects = append(objects, list...)
	}
	for i, v := range objects {
		at := name
		if len(objects) > 1 {
			at = fmt.Sprintf("%s:[%d]", name, i)
		}
		if !yield(o.object(at, v), nil) {
			return false
		}
	}
	return bad == nil || yield(Item{}, bad)
}

// object returns the item of a JSON object, which has fields for the ID and
// the text or is a news item.
func (o Options) object(at string, b []byte) Item {
	var fields map[string]json.RawMessage
	bad := json.Unmarshal(b, &fields)
	if bad != nil {
		return Item{Name: at, ID: at, load: func() (Document, error) { return Document{}, bad }}
	}
	id := at
	for _, name := range []string{o.IDField, "uri"} {
		if v, ok := fields[name]; ok && string(v) != "null" {
			if id = string(v); json.Unmarshal(v, &id) != nil { // a number
				id = string(v)
			}
			break
		}
	}
	return Item{Name: at, ID: id, load: func() (Document, error) {
		if v, ok := fields[o.TextField]; ok {
			var text string
			if err := json.Unmarshal(v, &text); err != nil {
				return Document{}, fmt.Errorf("the field %q is no string", o.TextField)
			}
			return Document{Text: text}, nil
		}
		d, err := ninjs(b)
		if errors.Is(err, errNoBody) {
			err = fmt.Errorf("it has no field %q and no body of a news item", o.TextField)
		}
		return d, err
	}}
}

var errNoBody = errors.New("the news item has no body with text")

// ninjs returns the text of an IPTC ninjs item, of versions 1, 2 or 3: of its
// bodies the plain one, else the one in HTML, else the first.
func ninjs(b []byte) (Document, error) {
	type part struct{ Role, ContentType, Value string }
	var item struct {
		Headline  string
		Headlines []part
		Bodies    []part
		Text      string `json:"body_text"`
		XHTML     string `json:"body_xhtml"`
		HTML      string `json:"body_html"`
	}
	if err := json.Unmarshal(b, &item); err != nil {
		return Document{}, err
	}
	d := Document{Title: item.Headline}
	for i, h := range item.Headlines {
		if i == 0 || h.Role == "main" {
			d.Title = h.Value
		}
	}
	bodies := append(item.Bodies, // of version 1
		part{"", "text/plain", item.Text}, part{"", "application/xhtml+xml", item.XHTML}, part{"", "text/html", item.HTML})
	var best *part
	rank := 0
	for i := range bodies {
		p := &bodies[i]
		r := 1
		switch {
		case strings.TrimSpace(p.Value) == "":
			r = 0
		case strings.Contains(p.ContentType, "html"):
			r = 2
		case strings.HasPrefix(p.ContentType, "text/plain"):
			r = 3
		}
		if r > rank {
			best, rank = p, r
		}
	}
	if best == nil {
		return Document{}, errNoBody
	}
	var err error
	d.Text = best.Value
	if strings.Contains(best.ContentType, "html") || strings.Contains(best.ContentType, "xml") || best.ContentType == "" && looksLikeHTML(best.Value) {
		d.Text, err = fragment(best.Value)
	}
	return d, err
}

func looksLikeHTML(s string) bool {
	kind, err := sniff([]byte(s[:min(len(s), sniffed)]))
	return err == nil && kind == HTML
}
