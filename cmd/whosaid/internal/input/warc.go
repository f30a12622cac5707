package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// NOTE: This is a reader of our own because it must bound what a hostile
// archive can ask for: gowarc 2.2.4 reads lines of any length and panics on a
// record that begins with an empty version.

// warc yields the pages of a web archive (ISO 28500, WARC 1.1): answers of
// HTTP with status 200, resources and conversions that are HTML or plain text.
// Other records are no texts and are passed over.
func (o Options) warc(name string, r *bufio.Reader, yield func(Item, error) bool) bool {
	for n := 1; ; n++ {
		header, block, err := nextRecord(r)
		if errors.Is(err, io.EOF) {
			return true
		}
		at := fmt.Sprintf("%s:[%d]", name, n)
		if err != nil {
			if !yield(Item{}, &Error{at, err}) {
				return false
			}
			if !errors.Is(err, errRecord) { // the file itself is broken
				return true
			}
			continue
		}
		item, ok, err := o.record(at, header, block)
		_, broken := io.Copy(io.Discard, block)
		if broken == nil && block.N > 0 {
			broken = io.ErrUnexpectedEOF
		}
		if broken != nil { // with the rest of the file
			return yield(Item{}, &Error{at, broken})
		}
		if err != nil {
			err = &Error{at, err}
		}
		if (ok || err != nil) && !yield(item, err) {
			return false
		}
	}
}

// errRecord says that a record is bad, but that the next may be good.
var errRecord = errors.New("bad record")

// nextRecord returns the header of the next record and its block.
func nextRecord(r *bufio.Reader) (textproto.MIMEHeader, *io.LimitedReader, error) {
	for { // to the version; after a bad record this looks for the next good one
		line, err := readLine(r, maxHeader)
		if errors.Is(err, errLong) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if bytes.HasPrefix(line, []byte("WARC/")) {
			break
		}
	}
	limited := &io.LimitedReader{R: r, N: maxHeader}
	var lines bytes.Buffer
	for {
		line, err := readLine(r, int(limited.N))
		if err != nil {
			return nil, nil, fmt.Errorf("%w: header: %w", errRecord, noEOF(err))
		}
		if limited.N -= int64(len(line)); limited.N <= 0 {
			return nil, nil, fmt.Errorf("%w: the header is longer than %d KiB", errRecord, maxHeader>>10)
		}
		lines.Write(line)
		lines.WriteByte('\n')
		if len(bytes.TrimSpace(line)) == 0 {
			break
		}
	}
	header, err := textproto.NewReader(bufio.NewReader(&lines)).ReadMIMEHeader()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: header: %w", errRecord, noEOF(err))
	}
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, nil, fmt.Errorf("%w: Content-Length %q", errRecord, header.Get("Content-Length"))
	}
	return header, &io.LimitedReader{R: r, N: length}, nil
}

// noEOF returns err, which came in the middle of something.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// record returns the item of a record; ok is false if it has no text.
func (o Options) record(at string, header textproto.MIMEHeader, block *io.LimitedReader) (item Item, ok bool, err error) {
	var body io.Reader = block
	contentType := header.Get("Content-Type")
	switch header.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(contentType, "application/http") {
			return Item{}, false, nil
		}
		// The header of HTTP is bounded; what follows it is a part of the block.
		head := &io.LimitedReader{R: block, N: maxHeader}
		buffered := bufio.NewReader(head)
		if version, _ := buffered.Peek(7); string(version) == "HTTP/2 " || string(version) == "HTTP/3 " { // net/http wants a minor version
			if _, err := buffered.Discard(6); err != nil {
				return Item{}, false, err
			}
			buffered = bufio.NewReader(io.MultiReader(strings.NewReader("HTTP/1.1"), buffered))
		}
		resp, err := http.ReadResponse(buffered, nil)
		if err != nil {
			return Item{}, false, noEOF(err)
		}
		head.N = block.N + maxHeader
		if resp.StatusCode != http.StatusOK {
			return Item{}, false, nil
		}
		body, contentType = resp.Body, resp.Header.Get("Content-Type")
		if contentType == "" {
			contentType = "text/html"
		}
		if k := kindOf(contentType); k != HTML && k != Text {
			return Item{}, false, nil
		}
		if body, err = unpacked(body, resp.Header.Get("Content-Encoding")); err != nil {
			return Item{}, false, noEOF(err)
		}
	case "resource", "conversion":
	default:
		return Item{}, false, nil
	}
	kind := kindOf(contentType)
	if kind != HTML && kind != Text {
		return Item{}, false, nil
	}
	b, err := readAll(body, maxPage)
	if err != nil {
		return Item{}, false, err
	}
	id := strings.Trim(header.Get("WARC-Target-URI"), "<>")
	if id == "" {
		id = at
	}
	return Item{Name: at, ID: id, load: func() (Document, error) { return o.single(kind, b, contentType) }}, true, nil
}

// unpacked returns a body without its content encoding. Some crawlers keep the
// header of what they have unpacked themselves.
func unpacked(body io.Reader, encoding string) (io.Reader, error) {
	b := bufio.NewReader(body)
	switch strings.ToLower(encoding) {
	case "", "identity":
		return b, nil
	case "gzip", "x-gzip":
		if magic, _ := b.Peek(2); string(magic) != "\x1f\x8b" {
			return b, nil
		}
		return gzip.NewReader(b)
	case "deflate":
		return zlib.NewReader(b)
	case "br":
		return brotli.NewReader(b), nil
	}
	return nil, fmt.Errorf("the content encoding %q is not known", encoding)
}
