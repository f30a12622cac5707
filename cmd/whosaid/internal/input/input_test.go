package input

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/attribution"
)

// A folder with the given files.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, s)
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, err := io.WriteString(w, s)
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

// zipped returns an archive of name, content, name, content.
func zipped(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			panic(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func book(chapter string) string {
	return zipped(
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
		"OEBPS/book.opf", `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The  Harbour</dc:title></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20.xhtml" media-type="application/xhtml+xml"/><item id="pic" href="p.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="two"/><itemref idref="pic"/></spine></package>`,
		"OEBPS/nav.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>Contents</nav></body></html>`,
		"OEBPS/text/two.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><body><p>“Two,” said Bo.</p></body></html>`,
		"OEBPS/text/one .xhtml", chapter,
	)
}

const wordXML = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>“We are </w:t></w:r><w:ins><w:r><w:t>ready,</w:t></w:r></w:ins><w:del><w:r><w:delText>late,</w:delText><w:t>late,</w:t></w:r></w:del><w:r><w:t xml:space="preserve">” said Ida Moss.</w:t></w:r></w:p>
<w:p/><w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`

const article = `<!DOCTYPE html><html lang="en"><head><title>Ferry talks fail | The Paper</title><script>var x = "“No,” said a script.";</script></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News of the day</a></li></ul></nav></header>
<main><article><h1>Ferry talks fail</h1>
<p>The ferry will not sail on Monday, the company said in a statement, after talks with the crew broke down in the night and both sides left the room.</p>
<p>“We are&nbsp;ready to <em>talk</em> &amp; to sail,” said   Ida Moss, the harbour&#32;master,
who has worked in the port for twenty years, and who knows every ship, every crew and every storm.</p>
<blockquote><p>Nobody has asked us what we think of it, and nobody will.</p></blockquote>
<p>Asked for an answer, Bo Lund wrote: <q>There is none, he said <q>no</q>.</q> He gave no reason for it, and left the town, the port and the crew in the dark for another week.</p>
<p>The crew, about forty people from the islands, will meet again on Thursday, and vote on the offer of the company, which has been on the table for a month.</p>
</article></main>
<aside><p>“Buy now,” said an advertisement.</p></aside><footer><p>© The Paper</p></footer></body></html>`

const articleText = `The ferry will not sail on Monday, the company said in a statement, after talks with the crew broke down in the night and both sides left the room.

“We are` + "\u00a0" + `ready to talk & to sail,” said Ida Moss, the harbour master, who has worked in the port for twenty years, and who knows every ship, every crew and every storm.

Nobody has asked us what we think of it, and nobody will.

Asked for an answer, Bo Lund wrote: “There is none, he said ‘no’.” He gave no reason for it, and left the town, the port and the crew in the dark for another week.

The crew, about forty people from the islands, will meet again on Thursday, and vote on the offer of the company, which has been on the table for a month.`

func warcRecord(typ, contentType, uri, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", typ, uri, contentType, len(block), block)
}

func httpAnswer(status, header, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + header + "\r\n" + body
}

const httpType = "application/http; msgtype=response"

var webArchive = []string{
	warcRecord("warcinfo", "application/warc-fields", "", "software: test\r\n"),
	warcRecord("request", "application/http; msgtype=request", "https://a.example/1", "GET / HTTP/1.1\r\n\r\n"),
	warcRecord("response", httpType, "https://a.example/1", httpAnswer("200 OK", "Content-Type: text/html; charset=windows-1252\r\n", "<p>\x93Zu sp\xe4t,\x94 said Ida.</p>")),
	warcRecord("response", httpType, "https://a.example/gone", httpAnswer("404 Not Found", "Content-Type: text/html\r\n", "<p>“Gone,” said nobody.</p>")),
	warcRecord("response", httpType, "https://a.example/pic", httpAnswer("200 OK", "Content-Type: image/png\r\n", "\x89PNG")),
	warcRecord("response", httpType, "https://a.example/gz", httpAnswer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gzipped("<p>“Packed,” said Bo.</p>"))),
	warcRecord("conversion", "text/plain", "https://a.example/2", "“Plain,” said Bo."),
}

// What becomes of every kind of input. A text is "ID: text", an error "!error".
func TestItems(t *testing.T) {
	for _, c := range []struct {
		name, file, content string
		options             Options
		want                []string
	}{
		{"text", "a.txt", "“No,” said Ida.", Options{}, []string{"a.txt: “No,” said Ida."}},
		{"text that is too long", "a.txt", strings.Repeat("a", maxText+1), Options{}, []string{"!a.txt: the text is larger than 16 MiB"}},
		{"empty", "a.txt", "", Options{}, []string{"a.txt: "}},
		{"byte order mark", "a.txt", "\ufeff“No,” said Ida.", Options{}, []string{"a.txt: “No,” said Ida."}},
		{"UTF-16", "a.txt", "\xff\xfeN\x00o\x00", Options{}, []string{"a.txt: No"}},
		{"any bytes", "a.txt", "No\xff\x00.", Options{}, []string{"a.txt: No\xff\x00."}},
		{"brackets are no JSON", "a.txt", "[Applause] “No,” said Ida.", Options{}, []string{"a.txt: [Applause] “No,” said Ida."}},
		{"gzip", "a.txt.gz", gzipped("“No,” said Ida."), Options{}, []string{"a.txt.gz: “No,” said Ida."}},
		{"gzip that is cut off", "a.gz", gzipped(strings.Repeat("“No,” said Ida.", 9))[:30], Options{}, []string{"!a.gz: unexpected EOF"}},
		{"page", "a.txt", article, Options{}, []string{"a.txt: " + articleText}},
		{"page without article", "a.html", "<html><body><p>“No,” said Ida.<br>Yes.<p>A<td>b<pre>c\n d\n\ne</pre></body>", Options{}, []string{"a.html: “No,” said Ida.\nYes.\n\nAb\n\nc\nd\n\ne"}},
		{"page as text", "a.html", "<p>“No,” said Ida.", Options{From: Text}, []string{"a.html: <p>“No,” said Ida."}},
		{"page in windows-1252", "a.html", "<meta charset=windows-1252><p>\x93Zu sp\xe4t,\x94 said Ida.", Options{}, []string{"a.html: “Zu spät,” said Ida."}},
		{"page that begins in ASCII", "a.html", "<p>" + strings.Repeat(" ", 2000) + "“Zu spät,” said Ida.", Options{}, []string{"a.html: “Zu spät,” said Ida."}},
		{"page in bytes that nobody declares", "a.html", "<p>\x93Zu sp\xe4t,\x94 said Ida.", Options{}, []string{"a.html: “Zu spät,” said Ida."}},
		{"marks of q", "a.html", "<p>He said <q>“no”</q>, she <q>yes</q>.", Options{From: HTML}, []string{"a.html: He said “no”, she “yes”."}},
		{"xhtml", "a.xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>“No,” said Ida.</p></body></html>`, Options{}, []string{"a.xml: “No,” said Ida."}},
		{"too many elements inside each other", "a.html", strings.Repeat("<div>", 100000), Options{From: HTML}, []string{"!a.html: html: open stack of elements exceeds 512 nodes"}},
		{"JSON lines", "a.jsonl", "{\"id\":\"x\",\"text\":\"One\"}\n\n{\"id\":7,\"text\":\"Two\"}\n{bad\n{\"text\":\"Three\"}", Options{},
			[]string{"x: One", "7: Two", "!a.jsonl:4: invalid character 'b' looking for beginning of object key string", "a.jsonl:5: Three"}},
		{"JSON lines with other fields", "a", `{"key":"x","body":"One"}`, Options{IDField: "key", TextField: "body"}, []string{"x: One"}},
		{"JSON lines without text", "a", "{\"id\":\"x\"}\n{\"id\":\"y\",\"text\":3}", Options{From: JSONL}, []string{
			`!a:1: it has no field "text" and no body of a news item`, `!a:2: the field "text" is no string`}},
		{"JSON array", "a.json", "[\n{\"id\":\"x\",\"text\":\"One\"},\n{\"text\":\"Two\"}]", Options{}, []string{"x: One", "a.json:[1]: Two"}},
		{"JSON that is broken", "a.json", "{\n\"id\": \"x\",\n\"text\" 3}", Options{}, []string{"!a.json:3: invalid character '3' after object key"}},
		{"JSON of which the second value is broken", "a.json", "{\n\"text\": \"One\"}\n\n{\"text\" 3}", Options{}, []string{"a.json: One", "!a.json:4: invalid character '3' after object key"}},
		{"ninjs 3", "a.json", "{\n\"uri\": \"urn:x:1\", \"headlines\": [{\"value\": \"Talks\"}],\n\"bodies\": [{\"contentType\": \"text/html\", \"value\": \"<p>“No,” <b>said</b> Ida.</p><blockquote>Yes.</blockquote>\"}]}", Options{},
			[]string{"urn:x:1: “No,” said Ida.\n\nYes."}},
		{"ninjs 2 with two bodies", "a.json", `{"uri":"urn:x:2","bodies":[{"contentType":"text/html","value":"<p>No"},{"contentType":"text/plain","value":"Plain"}]}`, Options{}, []string{"urn:x:2: Plain"}},
		{"ninjs 1", "a.json", `{"uri":"urn:x:3","headline":"Talks","body_xhtml":"<p>No</p>"}`, Options{}, []string{"urn:x:3: No"}},
		{"ninjs without body", "a.json", `{"uri":"urn:x:4"}`, Options{From: Ninjs}, []string{`!a.json: it has no field "text" and no body of a news item`}},
		{"EPUB", "a.epub", book("<html><body><h1>One</h1><p>“One,” said Ida.</p></body></html>"), Options{}, []string{"a.epub: One\n\n“One,” said Ida.\n\n“Two,” said Bo."}},
		{"EPUB without a book", "a.epub", zipped("mimetype", "application/epub+zip", "META-INF/container.xml", "<container/>"), Options{}, []string{"!a.epub: META-INF/container.xml names no book"}},
		{"DOCX", "a.docx", zipped("[Content_Types].xml", "<Types/>", "word/document.xml", wordXML), Options{}, []string{"a.docx: “We are ready,” said Ida Moss.\n\nOne\ttwo\nthree\n\nbox"}},
		{"another archive", "a.zip", zipped("a.txt", "a"), Options{}, []string{"!a.zip: it is a zip archive, but neither EPUB nor DOCX"}},
		{"zip bomb", "a.epub", book(strings.Repeat(" ", maxUnzip)), Options{}, []string{"!a.epub: the archive has more than 128 MiB of text"}},
		{"picture", "a.png", "\x89PNG\r\n\x1a\n", Options{}, []string{"!a.png: it is image/png, which has no text that can be read"}},
		{"WARC", "a.warc", strings.Join(webArchive, ""), Options{}, []string{"https://a.example/1: “Zu spät,” said Ida.", "https://a.example/gz: “Packed,” said Bo.", "https://a.example/2: “Plain,” said Bo."}},
		{"WARC.gz", "a.warc.gz", gzipped(webArchive[0]) + gzipped(webArchive[6]), Options{}, []string{"https://a.example/2: “Plain,” said Bo."}},
		{"WARC with encodings", "a.warc",
			warcRecord("response", httpType, "u:br", httpAnswer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: br\r\n", brotlied("packed"))) +
				warcRecord("response", httpType, "u:no", strings.Replace(httpAnswer("200", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", "not packed"), "HTTP/1.1", "HTTP/2", 1)) +
				warcRecord("response", httpType, "u:chunks", httpAnswer("200 OK", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n", "3\r\nin \r\n6\r\nchunks\r\n0\r\n\r\n")) +
				warcRecord("response", httpType, "u:x", httpAnswer("200 OK", "Content-Type: text/plain\r\nContent-Encoding: zstd\r\n", "x")),
			Options{}, []string{"u:br: packed", "u:no: not packed", "u:chunks: in chunks", `!a.warc:[4]: the content encoding "zstd" is not known`}},
		{"WARC with bad records", "a.warc", "WARC/\nContent-Length: x\r\n\r\n" + "WARC/1.1\r\nnonsense\r\n\r\n" + webArchive[6] + warcRecord("response", httpType, "u", "HTTP nonsense") + webArchive[6], Options{}, []string{
			`!a.warc:[1]: bad record: Content-Length "x"`, `!a.warc:[2]: bad record: header: malformed MIME header: missing colon: "nonsense"`,
			"https://a.example/2: “Plain,” said Bo.", `!a.warc:[4]: malformed HTTP status code "nonsense"`, "https://a.example/2: “Plain,” said Bo."}},
		{"WARC that is cut off", "a.warc", webArchive[6][:len(webArchive[6])-10], Options{}, []string{"!a.warc:[1]: unexpected EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(folder(t, map[string]string{c.file: c.content}))
			var got []string
			for d, err := range Documents([]string{c.file}, c.options) {
				if err != nil {
					got = append(got, "!"+err.Error())
				} else {
					got = append(got, d.ID+": "+d.Text)
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// Folders are read in order; what is missing does not stop the rest.
func TestFolders(t *testing.T) {
	dir := folder(t, map[string]string{"b/2.txt": "b2", "b/10.txt": "b10", "a.txt": "a", ".hidden": "x", ".git/config": "x", "c.txt": "c"})
	t.Chdir(dir)
	if err := os.Symlink("../a.txt", "b/link.txt"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("..", "b/loop"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for d, err := range Documents([]string{"missing", ".", "-"}, Options{Stdin: strings.NewReader("in")}) {
		if e, ok := errors.AsType[*Error](err); ok && errors.Is(err, fs.ErrNotExist) {
			d = Document{ID: e.Name, Text: e.Error()}
		}
		got = append(got, d.ID+"="+d.Text)
	}
	want := []string{"missing=missing: no such file or directory", "a.txt=a", "b/10.txt=b10", "b/2.txt=b2", "b/link.txt=a", "c.txt=c", "-=in"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if n, ok := Size([]string{"b", "a.txt"}); n != 6 || !ok {
		t.Errorf("Size is %d, %t, want 6", n, ok)
	}
}

// A line that is too long is passed over.
func TestLongLine(t *testing.T) {
	r := io.MultiReader(strings.NewReader(`{"text":"a"}`+"\n"+`{"text":"`), io.LimitReader(endless{}, maxFile), strings.NewReader("\n"+`{"text":"b"}`))
	var got []string
	for d, err := range Documents([]string{"-"}, Options{From: JSONL, Stdin: r}) {
		if err != nil {
			d.Text = err.Error()
		}
		got = append(got, d.Text)
	}
	if d := cmp.Diff([]string{"a", "-:2: the line is longer than 64 MiB", "b"}, got); d != "" {
		t.Error(d)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// Lines come as soon as they are there, so that another program can wait for
// the answer to one before it writes the next.
func TestLinesFromPipe(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // a pipe in memory
	got := make(chan Document)
	go func() {
		for d, err := range Documents([]string{"-"}, Options{From: JSONL, Stdin: r}) {
			if err != nil {
				t.Error(err)
			}
			got <- d
		}
	}()
	for i := range 3 {
		fmt.Fprintf(w, "{\"id\":%d,\"text\":\"a\"}\n", i)
		select {
		case d := <-got:
			if d.ID != fmt.Sprint(i) {
				t.Errorf("ID %q, want %d", d.ID, i)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the line does not come before the next is written")
		}
	}
}

func TestFromBody(t *testing.T) {
	for _, c := range []struct{ contentType, body, want string }{
		{"text/plain; charset=utf-8", "a", "a"},
		{"text/html; charset=windows-1252", "<p>\x93Zu sp\xe4t\x94</p>", "“Zu spät”"},
		{"application/json", `{"bodies":[{"value":"<p>No</p>"}]}`, "No"},
		{"Application/XHTML+XML", "<html><body><p>No</p></body></html>", "No"},
	} {
		if d, err := FromBody(c.contentType, []byte(c.body)); err != nil || d.Text != c.want {
			t.Errorf("%s: %q, %v", c.contentType, d.Text, err)
		}
	}
	for _, c := range []string{"image/png", "", "application/json"} {
		if d, err := FromBody(c, []byte("[]")); err == nil {
			t.Errorf("%s: %+v", c, d)
		}
	}
}

// Every word of a text that is on the page stands in the source where the
// offsets say.
func TestPlaces(t *testing.T) {
	pages := []string{
		article,
		strings.ReplaceAll(article, "\n", "\r\n"),
		"<p>&ldquo;No &amp; n&#111;&notit;,&rdquo; said <b>Id</b>a&nbsp;Moss &unknown; &#x1F980;&#xD800;<p>\x00“Yes,” she said.<table>lost “text,” said Bo Marsh.<tr><td>The end.</table>",
		"<p>“We are ready,” said <a href=\"javascript:void(0)\">Ida <b>Moss</b></a>, the mayor.</p>",
		"<title>“No,” said a title.</title><script>“No,” said a script.</script><noscript><p>“No,” said noscript</p></noscript><p>“No,” said Ida Moss.<textarea>“No,”</textarea>",
		"<p>“No,” said Ida.<svg><text>“No”</text></svg><math>x</math><![CDATA[ “No” ]]> “Yes,” said Bo.",
	}
	for _, source := range pages {
		d, err := page([]byte(source), "text/html; charset=utf-8", true)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := page([]byte(source), "text/html; charset=utf-8", false)
		if err != nil || plain.Text != d.Text {
			t.Errorf("with places the text is %q, without %q", d.Text, plain.Text)
		}
		found := attribution.Extract(d.Text)
		if len(found.Quotes) == 0 {
			t.Errorf("no quotations in %q", d.Text)
		}
		got, moved, err := d.InSource(found)
		if err != nil || got != source {
			t.Fatalf("the source is %q, %v", got, err)
		}
		check := func(e attribution.Excerpt) {
			if e.Text == "" {
				return
			}
			if e.Start < 0 || e.End <= e.Start || e.End > len(source) {
				t.Errorf("%q is at %d-%d of %d", e.Text, e.Start, e.End, len(source))
				return
			}
			again, err := fragment(source[e.Start:e.End])
			if err != nil {
				t.Error(err)
			}
			normal := strings.NewReplacer("‘", "“", "’", "”") // a q alone does not know that it is nested
			want := normal.Replace(strings.Join(strings.Fields(e.Text), " "))
			if again = strings.Join(strings.Fields(again), " "); again != want {
				t.Errorf("%q is at %q, which reads %q", want, source[e.Start:e.End], again)
			}
		}
		for _, q := range moved.Quotes {
			check(q.Cue)
			check(q.Mention.Excerpt)
			for _, p := range q.Parts {
				check(p)
			}
		}
		for _, s := range moved.Speakers {
			for _, m := range s.Mentions {
				check(m.Excerpt)
			}
		}
	}
	if _, _, err := (Document{Text: "a"}).InSource(attribution.Extract("a")); err == nil {
		t.Error("a text has offsets in HTML")
	}
}

// No page panics, and its places stay inside it.
func FuzzPage(f *testing.F) {
	for _, s := range []string{article, "<p>a&amp;b<q>c", "<table>a<tr>b", "\ufdd0<p>&#xFDD0;1&#xFDD0;", "<b><p>“a</b>” said Ida."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d, err := page([]byte(source), "text/html; charset=utf-8", true)
		if err != nil {
			return
		}
		_, moved, err := d.InSource(attribution.Extract(d.Text))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range moved.Quotes {
			for _, e := range q.Parts {
				if e.Start < 0 || e.End < e.Start || e.End > len(d.source) {
					t.Errorf("%+v of %d", e, len(d.source))
				}
			}
		}
	})
}

// No file of any kind panics.
func FuzzItems(f *testing.F) {
	for _, s := range append(webArchive, book("<p>a"), zipped("word/document.xml", wordXML), gzipped("a"), `{"text":"a"}`, `[{"uri":"a","bodies":[{"value":"<p>"}]}]`) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		for _, from := range append(Kinds(), Auto) {
			for d, err := range Documents([]string{"-"}, Options{From: from, Stdin: strings.NewReader(content)}) {
				if err != nil && d.Text != "" {
					t.Errorf("text %q with error %v", d.Text, err)
				}
			}
		}
	})
}
