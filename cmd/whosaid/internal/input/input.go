// Package input reads texts from files of many kinds: plain text, web pages,
// books (EPUB), office documents (DOCX), news items (IPTC ninjs), JSON lines
// and web archives (WARC), each also compressed with gzip.
//
// [Items] goes over files, folders and standard input lazily and in a fixed
// order. It only cuts the input into items; [Item.Load] turns one into a text,
// and may be called by several goroutines for different items, because that is
// the slower half.
//
// One bad input is an error of its own, and the rest goes on. Inputs are not
// trusted: what they may need of memory is bounded, see limits.go.
package input

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/whosaid/whosaid/internal/charset"
)

// Kind is a kind of input.
type Kind string

// The kinds. The zero value Auto means that the content tells.
const (
	Auto  Kind = ""
	Text  Kind = "text"
	HTML  Kind = "html"
	EPUB  Kind = "epub"
	DOCX  Kind = "docx"
	Ninjs Kind = "ninjs"
	JSONL Kind = "jsonl"
	WARC  Kind = "warc"
)

// Kinds returns all kinds but Auto.
func Kinds() []Kind { return []Kind{Text, HTML, EPUB, DOCX, Ninjs, JSONL, WARC} }

// Options say how inputs are read. The zero value tells kinds by the content
// and fields by their usual names.
type Options struct {
	From      Kind
	IDField   string // of JSON lines; "" means "id"
	TextField string // of JSON lines; "" means "text"
	// Places keeps for web pages where in their source the words stand, for
	// [Document.InSource].
	Places bool
	// Stdin is read for the name "-".
	Stdin io.Reader
	// Read, if not nil, is called with the number of bytes of every read of a
	// file, as it is on the disk.
	Read func(n int)
}

// A Document is one text.
type Document struct {
	ID    string // what the input calls it, or its name and position
	Title string // the headline, if the input has one apart from the text
	Text  string

	source string // the web page in UTF-8
	places *places
}

// An Item is a text that was found but not yet read.
type Item struct {
	// Name is the name of the file and, in a file of many texts, the position.
	Name string
	// ID is the ID that the Document will have.
	ID   string
	load func() (Document, error)
}

// Load returns the text. Its error is an [*Error].
func (i Item) Load() (d Document, err error) {
	if d, err = i.load(); err == nil && len(d.Text) > maxText {
		err = fmt.Errorf("the text is larger than %d MiB", maxText>>20)
	}
	if err != nil {
		return Document{}, &Error{i.Name, err}
	}
	d.ID = i.ID
	return d, nil
}

// An Error says which input could not be read.
type Error struct {
	Name string // of the file, with the position in it
	Err  error
}

// Error returns the name and what went wrong.
func (e *Error) Error() string {
	if path, ok := errors.AsType[*fs.PathError](e.Err); ok { // it has the name again
		return fmt.Sprintf("%s: %v", e.Name, path.Err)
	}
	return fmt.Sprintf("%s: %v", e.Name, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Documents returns the texts of Items.
func Documents(names []string, o Options) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for item, err := range Items(names, o) {
			var d Document
			if err == nil {
				d, err = item.Load()
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// Items goes over the files, the files of folders in lexical order, and
// standard input for the name "-". Hidden files and folders of a folder are
// left out, and symbolic links in it to folders are not followed. An error is
// an [*Error], and the sequence goes on after it.
func Items(names []string, o Options) iter.Seq2[Item, error] {
	o.IDField, o.TextField = cmp.Or(o.IDField, "id"), cmp.Or(o.TextField, "text")
	return func(yield func(Item, error) bool) {
		for _, name := range names {
			if !o.walk(name, yield) {
				return
			}
		}
	}
}

// walk is Items of one name; it returns false if yield did.
func (o Options) walk(name string, yield func(Item, error) bool) bool {
	if name == "-" {
		return o.read("-", o.Stdin, yield)
	}
	info, err := os.Stat(name)
	if err != nil {
		if strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://") {
			err = errors.New("nothing is read from the network; save the page and name the file")
		}
		return yield(Item{}, &Error{name, err})
	}
	if !info.IsDir() {
		return o.file(name, yield)
	}
	goOn := true
	err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		hidden := path != name && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			goOn = yield(Item{}, &Error{path, err})
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
		case d.Type().IsRegular():
			goOn = o.file(path, yield)
		case d.Type()&fs.ModeSymlink != 0:
			if info, err := os.Stat(path); err != nil || info.Mode().IsRegular() {
				goOn = o.file(path, yield)
			}
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && goOn {
		goOn = yield(Item{}, &Error{name, err})
	}
	return goOn
}

func (o Options) file(name string, yield func(Item, error) bool) bool {
	f, err := os.Open(name)
	if err != nil {
		return yield(Item{}, &Error{name, err})
	}
	defer f.Close() //nolint:errcheck // it was only read
	return o.read(name, f, yield)
}

// read yields the items of one file.
func (o Options) read(name string, r io.Reader, yield func(Item, error) bool) bool {
	if o.Read != nil {
		r = &counter{r, o.Read}
	}
	buffered := bufio.NewReaderSize(r, sniffed)
	if magic, _ := buffered.Peek(2); string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return yield(Item{}, &Error{name, err})
		}
		buffered = bufio.NewReaderSize(z, sniffed)
	}
	kind := o.From
	if kind == Auto {
		head, err := buffered.Peek(sniffed)
		if err != nil && !errors.Is(err, io.EOF) {
			return yield(Item{}, &Error{name, err})
		}
		if kind, err = sniff(head); err != nil {
			return yield(Item{}, &Error{name, err})
		}
	}
	switch kind {
	case JSONL:
		return o.lines(name, buffered, yield)
	case WARC:
		return o.warc(name, buffered, yield)
	case Ninjs:
		return o.values(name, buffered, yield)
	}
	limit := int64(maxFile)
	if kind == EPUB || kind == DOCX {
		limit = maxZip
	}
	b, err := readAll(buffered, limit)
	if err != nil {
		return yield(Item{}, &Error{name, err})
	}
	return yield(Item{Name: name, ID: name, load: func() (Document, error) { return o.single(kind, b, "") }}, nil)
}

// single returns the text of a file that has one.
func (o Options) single(kind Kind, b []byte, contentType string) (Document, error) {
	switch kind {
	case HTML:
		return page(b, contentType, o.Places)
	case EPUB:
		return epub(b)
	case DOCX:
		return docx(b)
	default:
		text, err := charset.Decode(b)
		return Document{Text: text}, err
	}
}

// Size returns the number of bytes that Items will read; ok is false if that
// cannot be told, as of a pipe.
func Size(names []string) (n int64, ok bool) {
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() && !info.Mode().IsRegular() {
			return 0, false
		}
		if !info.IsDir() {
			n += info.Size()
			continue
		}
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err == nil && path != name && strings.HasPrefix(d.Name(), ".") && d.IsDir() {
				return fs.SkipDir
			}
			if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") {
				if info, err := d.Info(); err == nil {
					n += info.Size()
				}
			}
			return nil // Items tells of errors
		})
		if err != nil {
			return 0, false
		}
	}
	return n, true
}

// counter tells how much was read.
type counter struct {
	r    io.Reader
	read func(int)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read(n)
	return n, err
}

// FromBody returns the text of the body of an HTTP request or answer. An
// unknown content type is an error, and so is a body that has several texts.
func FromBody(contentType string, body []byte) (Document, error) {
	kind := kindOf(contentType)
	switch kind {
	case Auto:
		return Document{}, fmt.Errorf("content type %q is not text, a page, a news item or a book", contentType)
	case Ninjs:
		return ninjs(body)
	}
	d, err := Options{}.single(kind, body, contentType)
	if err == nil && len(d.Text) > maxText {
		return Document{}, fmt.Errorf("the text is larger than %d MiB", maxText>>20)
	}
	return d, err
}

// kindOf returns the kind of a media type; Auto if it has no text.
func kindOf(contentType string) Kind {
	media, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(media)) {
	case "text/plain":
		return Text
	case "text/html", "application/xhtml+xml":
		return HTML
	case "application/json", "application/ninjs+json":
		return Ninjs
	case "application/epub+zip":
		return EPUB
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return DOCX
	}
	return Auto
}

// moreHTML are beginnings of HTML besides those that the MIME Sniffing Standard
// lists, which http.DetectContentType knows.
var moreHTML = regexp.MustCompile(`^(?i)<(meta|link|base|main|article|section|header|h[2-6]|blockquote|ul|ol|dl|span|em|strong|q)[\s/>]`)

// sniff tells the kind of a file by its first bytes.
func sniff(head []byte) (Kind, error) {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return WARC, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return sniffZip(head)
	case bytes.HasPrefix(start, []byte("{")):
		if line, _, _ := bytes.Cut(start, []byte("\n")); isObject(line) || len(head) == sniffed && len(line) == len(start) {
			return JSONL, nil
		}
		return Ninjs, nil
	case bytes.HasPrefix(start, []byte("[")) && bytes.HasPrefix(bytes.TrimLeft(start[1:], " \t\r\n"), []byte("{")):
		return Ninjs, nil
	}
	media := http.DetectContentType(start)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return Text, nil // UTF-16 or UTF-32
	case strings.HasPrefix(media, "text/html"), moreHTML.Match(start), strings.HasPrefix(media, "text/xml") && bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return HTML, nil
	case strings.HasPrefix(media, "text/"), media == "application/octet-stream": // any bytes are a text
		return Text, nil
	}
	return Auto, fmt.Errorf("it is %s, which has no text that can be read", media)
}
