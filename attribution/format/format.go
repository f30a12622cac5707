// Package format writes the analyses of texts in the forms that programs,
// newsrooms and scholars read.
//
// [Lookup] finds a format by its name, [Format.NewWriter] starts an output,
// and a [Writer] takes one text after another; many texts go into one output
// that is well formed as a whole.
//
//	f, _ := format.Lookup("tei")
//	w := f.NewWriter(os.Stdout, format.Options{})
//	err := w.Write(format.Item{Text: text, Doc: attribution.Extract(text)})
//	err = errors.Join(err, w.Close())
//
// Any bytes are a text. Where a format cannot hold a byte that is not UTF-8 or
// a control character, it gets U+FFFD, one for each, so that offsets in code
// points stay true.
package format

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/whosaid/whosaid/attribution"
)

// An Item is a text together with its analysis.
type Item struct {
	// Text is what was analysed.
	Text string
	// Doc is what an Extractor returned for Text, with offsets in bytes.
	Doc *attribution.Document
	// Title is the headline, if it is known; it need not be in Text.
	Title string
}

// Options say how items are written. The zero value is right for a file.
type Options struct {
	// Offsets is the unit of the offsets in json, jsonl and csv. The other
	// formats have their own: code points.
	Offsets attribution.OffsetUnit
	// WithText adds the text itself to json and jsonl, as the field "text".
	WithText bool
	// Fiction says in schemaorg that speakers are characters and not people.
	Fiction bool
	// Colour paints text for a terminal.
	Colour bool
	// Width is how many code points a line of text has; 0 means 80.
	Width int
	// Done is how many items the output holds already: the Writer goes on where
	// an earlier one with the same options was cut off after as many. 1 is no
	// such place, because the first item may be held back (see [Writer.Write]).
	Done int
}

// ForTerminal sets Colour and Width if w is a terminal, unless NO_COLOR
// (https://no-color.org) or TERM speak against it.
func (o *Options) ForTerminal(w io.Writer) {
	f, ok := w.(*os.File)
	if !ok {
		return
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 40 {
		o.Width = min(n, 100)
	}
	o.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// A Format is one of the forms of output.
type Format struct {
	Name      string // as [Lookup] knows it
	About     string // what it is, in a few words
	MediaType string
	Extension string // of file names, with its dot
	new       func(Options) layout
}

// A layout is how a format puts items into one output.
type layout struct {
	// encode appends item n, counted from 1, to b. Others says that the output
	// has more items than this.
	encode func(b *bytes.Buffer, it Item, n int, others bool) error

	// What stands around and between items, and what an output without any is.
	open, between, close, none string

	// alone says that an output with a single item has none of these, but only
	// before and after.
	alone         bool
	before, after string
}

var formats = []Format{
	{"text", "for people to read", "text/plain; charset=utf-8", ".txt", newText},
	{"json", "one JSON object, or an array of them for several texts", "application/json", ".json", newJSON},
	{"jsonl", "one JSON object a line", "application/jsonl", ".jsonl", newJSONLines},
	{"csv", "a table with one row a quotation", "text/csv; charset=utf-8", ".csv", newCSV},
	{"html", "a page with every quotation in its speaker's colour", "text/html; charset=utf-8", ".html", newHTML},
	{"tei", "TEI P5 XML, with said and particDesc", "application/tei+xml", ".xml", newTEI},
	{"brat", "a tar archive with .txt and .ann files for brat", "application/x-tar", ".tar", newBrat},
	{"webannotation", "W3C Web Annotation, JSON-LD", `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, ".jsonld", newWebAnnotation},
	{"schemaorg", "schema.org Quotation, JSON-LD", "application/ld+json", ".jsonld", newSchemaOrg},
	{"ninjs", "IPTC ninjs 3.1, a news item with its quotations as associations", "application/json", ".json", newNinjs},
	{"iob", "one token a line with IOB tags, in columns", "text/tab-separated-values; charset=utf-8", ".tsv", newIOB},
}

// Names returns the names of all formats, the one for people first.
func Names() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}

// All returns all formats, in the order of [Names].
func All() []Format { return slices.Clone(formats) }

// Lookup returns the format with the given name; ok is false if there is none.
func Lookup(name string) (f Format, ok bool) {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// NewWriter returns a Writer that writes items to w. Each call of [Writer.Write]
// makes at most one write to w, with whole items.
func (f Format) NewWriter(w io.Writer, o Options) *Writer {
	if o.Width == 0 {
		o.Width = 80
	}
	return &Writer{w: w, layout: f.new(o), n: o.Done}
}

// A Writer writes items in a format. It is not safe for concurrent use.
type Writer struct {
	w      io.Writer
	layout layout
	n      int  // items so far
	first  Item // held back until it is known whether it is alone
	b      bytes.Buffer
	err    error // of an earlier call; nothing can follow it
}

// Write adds an item. Formats in which one item alone looks different from
// several, such as json, hold the first back until the second or Close. The
// errors are those of the underlying writer, after which the Writer is of no
// more use, and offsets of the item that are not inside its text.
func (w *Writer) Write(it Item) error {
	if w.err != nil {
		return w.err
	}
	if err := check(it); err != nil {
		return err
	}
	if w.n == 0 && w.layout.alone {
		w.first, w.n = it, 1
		return nil
	}
	w.b.Reset()
	switch {
	case w.n == 0:
		w.b.WriteString(w.layout.open)
	case w.n == 1 && w.layout.alone:
		w.b.WriteString(w.layout.open)
		if err := w.layout.encode(&w.b, w.first, 1, true); err != nil {
			return err
		}
		w.b.WriteString(w.layout.between)
	default:
		w.b.WriteString(w.layout.between)
	}
	if err := w.layout.encode(&w.b, it, w.n+1, true); err != nil {
		return err
	}
	w.n++
	w.first = Item{}
	return w.flush()
}

// Close ends the output. It does not close the underlying writer.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	w.b.Reset()
	switch {
	case w.n == 0:
		w.b.WriteString(w.layout.none)
	case w.n == 1 && w.layout.alone:
		w.b.WriteString(w.layout.before)
		if err := w.layout.encode(&w.b, w.first, 1, false); err != nil {
			return err
		}
		w.b.WriteString(w.layout.after)
	default:
		w.b.WriteString(w.layout.close)
	}
	return w.flush()
}

func (w *Writer) flush() error {
	_, w.err = w.w.Write(w.b.Bytes())
	return w.err
}

// check returns an error if an offset of the item is not inside its text.
func check(it Item) error {
	inside := func(es ...attribution.Excerpt) error {
		for _, e := range es {
			if e.Start < 0 || e.End < e.Start || e.End > len(it.Text) {
				return fmt.Errorf("format: document %q: %d-%d is not inside its text of %d bytes", it.Doc.ID, e.Start, e.End, len(it.Text))
			}
		}
		return nil
	}
	for _, q := range it.Doc.Quotes {
		for _, es := range [][]attribution.Excerpt{{q.Span, q.Cue, q.Mention.Excerpt}, q.Parts, q.Verbatim} {
			if err := inside(es...); err != nil {
				return err
			}
		}
	}
	for _, s := range it.Doc.Speakers {
		for _, m := range s.Mentions {
			if err := inside(m.Excerpt); err != nil {
				return err
			}
		}
	}
	return nil
}
