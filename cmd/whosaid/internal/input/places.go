package input

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/whosaid/whosaid/attribution"
)

// NOTE: A parsed page does not know where in its source a text node comes from,
// and the parser may move text about and join it. So before the page is parsed,
// a mark with a number goes before every run of text; afterwards the marks are
// taken out of the text nodes again, and what they said is kept in an attribute
// of the text node, which copies of the tree keep and nobody else looks at.

// An origin is a run of text in the source of a page.
type origin struct {
	start int    // in bytes of the source
	raw   string // the source, with its references to characters
}

// parse parses a page, and with keepPlaces returns the origins of its text.
func parse(source string, keepPlaces bool) (*html.Node, []origin, error) {
	if !keepPlaces {
		root, err := html.Parse(strings.NewReader(source))
		return root, nil, err
	}
	mark, ok := unused(source)
	if !ok {
		return nil, nil, fmt.Errorf("the page has noncharacters of Unicode; its places cannot be told")
	}
	marked, origins := addMarks(source, mark)
	root, err := html.Parse(strings.NewReader(marked))
	if err != nil {
		return nil, nil, err
	}
	takeMarks(root, mark, len(origins))
	return root, origins, nil
}

// unused returns a noncharacter that the page does not have.
func unused(source string) (string, bool) {
	for r := '\uFDD0'; r <= '\uFDEF'; r++ {
		if !strings.ContainsRune(source, r) {
			return string(r), true
		}
	}
	return "", false
}

// rawText are the elements whose text is not parsed.
var rawText = map[string]bool{"script": true, "style": true, "title": true, "textarea": true, "iframe": true, "noembed": true, "noframes": true, "xmp": true}

func addMarks(source, mark string) (string, []origin) {
	var (
		b       strings.Builder
		origins = []origin{}
		at      int
		inside  string
	)
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		token := z.Next()
		raw := string(z.Raw())
		switch token {
		case html.ErrorToken:
			b.WriteString(source[at:])
			return b.String(), origins
		case html.StartTagToken:
			name, _ := z.TagName()
			inside = string(bytes.ToLower(name))
		case html.EndTagToken:
			inside = ""
		case html.TextToken:
			words := strings.TrimLeft(raw, " \t\n\r\f")
			if words == "" || rawText[inside] {
				break
			}
			before := len(raw) - len(words)
			b.WriteString(raw[:before])
			b.WriteString(mark + strconv.Itoa(len(origins)) + mark)
			b.WriteString(words)
			origins = append(origins, origin{at + before, words})
			at += len(raw)
			continue
		}
		b.WriteString(raw)
		at += len(raw)
	}
}

// takeMarks removes the marks from the text nodes below n.
func takeMarks(n *html.Node, mark string, origins int) {
	for c := range n.Descendants() {
		if c.Type != html.TextNode || !strings.Contains(c.Data, mark) {
			continue
		}
		fields := strings.Split(c.Data, mark) // text, number, text, number, text
		data := fields[0]
		var at strings.Builder
		for i := 1; i+1 < len(fields); i += 2 {
			if k, err := strconv.Atoi(fields[i]); err == nil && k >= 0 && k < origins {
				fmt.Fprintf(&at, "%d %d ", len(data), k)
			}
			data += fields[i+1]
		}
		c.Data = data
		c.Attr = []html.Attribute{{Key: "whosaid-places", Val: at.String()}}
	}
}

// A place is where in the source a byte of text stands.
type place struct{ start, end int }

var nowhere = place{-1, -1}

// placesOf returns the place of every byte of a text node.
func placesOf(n *html.Node, origins []origin) []place {
	out := make([]place, len(n.Data))
	for i := range out {
		out[i] = nowhere
	}
	if len(n.Attr) == 0 {
		return out
	}
	fields := strings.Fields(n.Attr[0].Val)
	for f := 0; f+1 < len(fields); f += 2 {
		at, _ := strconv.Atoi(fields[f])
		k, _ := strconv.Atoi(fields[f+1])
		end := len(n.Data)
		if f+2 < len(fields) {
			end, _ = strconv.Atoi(fields[f+2])
		}
		if at <= end && end <= len(n.Data) && k < len(origins) {
			align(out[at:end], n.Data[at:end], origins[k])
		}
	}
	return out
}

// align fills in where the bytes of data, which the parser made of o, stand.
func align(out []place, data string, o origin) {
	i := 0
	for at := 0; at < len(o.raw) && i < len(data); {
		n := 1 // bytes of the source that make up text
		var text string
		switch o.raw[at] {
		case '&':
			n = reference(o.raw[at:])
			text = html.UnescapeString(o.raw[at : at+n])
		case '\r': // the parser makes line feeds of it
			if text = "\n"; strings.HasPrefix(o.raw[at:], "\r\n") {
				n = 2
			}
		case 0: // the parser leaves it out
		default:
			_, n = utf8.DecodeRuneInString(o.raw[at:])
			text = o.raw[at : at+n]
		}
		if !strings.HasPrefix(data[i:], text) {
			return // the rest has no place rather than a wrong one
		}
		for k := range len(text) {
			p := place{o.start + at, o.start + at + n}
			if n == len(text) {
				p = place{o.start + at + k, o.start + at + k + 1}
			}
			out[i] = p
			i++
		}
		at += n
	}
}

// reference returns the length of the character reference at the start of s.
func reference(s string) int {
	n := 1
	for n < len(s) && n < 40 && (s[n] == '#' && n == 1 || s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return n
}

// places tells where in the source the bytes of a text stand.
type places struct{ runs []run }

// A run of bytes of the text stands together in the source. Either each byte
// has a byte of the source, or all of them have the whole.
type run struct {
	text, n     int
	source, end int
}

// add says where the bytes from offset at of the text stand.
func (p *places) add(at int, where []place) {
	for i, w := range where {
		if w == nowhere {
			continue
		}
		if k := len(p.runs) - 1; k >= 0 {
			last := &p.runs[k]
			if last.text+last.n == at+i {
				if last.end == w.start && last.end-last.source == last.n && w.end-w.start == 1 {
					last.n, last.end = last.n+1, w.end
					continue
				}
				if last.source == w.start && last.end == w.end {
					last.n++
					continue
				}
			}
		}
		p.runs = append(p.runs, run{at + i, 1, w.start, w.end})
	}
}

// of returns the span of the source that holds the bytes from start to end of
// the text. Bytes that are not in the source are left out at the edges.
func (p *places) of(start, end int) (int, int) {
	i := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].text+p.runs[i].n > start })
	k := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].text >= end }) - 1
	if i == len(p.runs) || k < 0 {
		return 0, 0
	}
	from, to := p.runs[i].source, p.runs[k].end
	if r := p.runs[i]; r.end-r.source == r.n && start > r.text {
		from += start - r.text
	}
	if r := p.runs[k]; r.end-r.source == r.n && end < r.text+r.n {
		to = r.source + end - r.text
	}
	return from, max(from, to)
}

// InSource returns the analysis of d's text with offsets in the source of the
// web page that d was, which is returned too: in UTF-8 and without a byte order
// mark, whatever the page had. The words of the result are those of the text,
// without the tags and references that the source may have among them. It is
// an error if d is no web page or was read without [Options.Places].
func (d Document) InSource(doc *attribution.Document) (string, *attribution.Document, error) {
	if d.places == nil {
		return "", nil, fmt.Errorf("it is no web page, so that it has no offsets in HTML")
	}
	move := func(e *attribution.Excerpt) {
		if e.Text != "" {
			e.Start, e.End = d.places.of(e.Start, e.End)
		}
	}
	moved, err := doc.WithOffsets(d.Text, attribution.Bytes) // a copy
	if err != nil {
		return "", nil, err
	}
	for i := range moved.Quotes {
		q := &moved.Quotes[i]
		move(&q.Span)
		move(&q.Cue)
		move(&q.Mention.Excerpt)
		for k := range q.Parts {
			move(&q.Parts[k])
		}
		for k := range q.Verbatim {
			move(&q.Verbatim[k])
		}
	}
	for i := range moved.Speakers {
		for k := range moved.Speakers[i].Mentions {
			move(&moved.Speakers[i].Mentions[k].Excerpt)
		}
	}
	return d.source, moved, nil
}
