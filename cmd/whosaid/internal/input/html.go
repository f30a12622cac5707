package input

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// page returns the main article of a web page.
func page(b []byte, contentType string, keepPlaces bool) (Document, error) {
	if len(b) > maxPage {
		return Document{}, fmt.Errorf("the page is larger than %d MiB", maxPage>>20)
	}
	source := string(b)
	if enc, _, certain := charset.DetermineEncoding(b, contentType); certain || !utf8.Valid(b) { // it looks at 1,024 bytes only
		decoded, err := enc.NewDecoder().String(source)
		if err != nil {
			return Document{}, err
		}
		source = decoded
	}
	source = strings.TrimPrefix(source, "\ufeff")
	root, origins, err := parse(source, keepPlaces)
	if err != nil {
		return Document{}, err
	}
	d := Document{source: source}
	article := mainArticle(root)
	if article.Node != nil {
		d.Title = strings.Join(strings.Fields(article.Title()), " ")
		d.Text, d.places = textOf(article.Node, origins, false)
	}
	if d.Text == "" {
		d.Text, d.places = textOf(root, origins, true)
	}
	return d, nil
}

// fragment returns the text of HTML that is an article and nothing else.
func fragment(source string) (string, error) {
	root, _, err := parse(source, false)
	if err != nil {
		return "", err
	}
	text, _ := textOf(root, nil, false)
	return text, nil
}

// mainArticle returns what readability takes for the article; its Node is nil
// if there is none, and if readability panics, because pages are hostile.
func mainArticle(root *html.Node) (article readability.Article) {
	defer func() {
		if recover() != nil {
			article = readability.Article{}
		}
	}()
	for n := range root.Descendants() {
		if n.DataAtom == atom.A { // readability makes new text, without a place, of links to scripts
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "href" && strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:")
			})
		}
	}
	p := readability.NewParser()
	p.MaxElemsToParse = maxNodes
	article, err := p.ParseDocument(root, nil) // it works on a copy
	if err != nil {
		return readability.Article{} // the whole page is read instead
	}
	return article
}

// blocks are the elements that stand in lines of their own.
var blocks = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true,
	atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Li: true, atom.Main: true, atom.Menu: true,
	atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Search: true, atom.Section: true, atom.Summary: true, atom.Table: true,
	atom.Tr: true, atom.Ul: true,
}

// unread are the elements whose text nobody sees, or that is no prose.
var unread = map[atom.Atom]bool{
	atom.Audio: true, atom.Button: true, atom.Canvas: true, atom.Datalist: true, atom.Head: true, atom.Iframe: true, atom.Math: true,
	atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Object: true, atom.Rp: true, atom.Rt: true, atom.Script: true,
	atom.Select: true, atom.Style: true, atom.Svg: true, atom.Template: true, atom.Textarea: true, atom.Video: true,
}

// around are the elements of a page around its article.
var around = map[atom.Atom]bool{atom.Aside: true, atom.Footer: true, atom.Nav: true}

// textOf returns the text of a tree: blocks are paragraphs, with an empty line
// between, and white space is as a browser shows it. A q has the marks that it
// has in a browser. With main, what usually stands around an article is left
// out.
func textOf(root *html.Node, origins []origin, main bool) (string, *places) {
	b := &builder{origins: origins}
	if origins != nil {
		b.places = new(places)
	}
	b.node(root, main, 0, false)
	return b.text.String(), b.places
}

// A builder makes text from a tree.
type builder struct {
	text    strings.Builder
	gap     gap // what must stand before the next character
	origins []origin
	places  *places
}

// A gap is what stands between two characters, of several the largest.
type gap int

const (
	none gap = iota
	space
	line
	paragraph
)

var gaps = [...]string{none: "", space: " ", line: "\n", paragraph: "\n\n"}

func (b *builder) node(n *html.Node, main bool, quoted int, pre bool) {
	switch n.Type {
	case html.TextNode:
		b.words(n, pre)
		return
	case html.ElementNode:
		if unread[n.DataAtom] || main && around[n.DataAtom] || hidden(n) {
			return
		}
	}
	block := n.Type == html.ElementNode && blocks[n.DataAtom]
	var end string
	switch {
	case block:
		b.gap = paragraph
	case n.DataAtom == atom.Br:
		if b.gap = line; n.PrevSibling != nil && n.PrevSibling.DataAtom == atom.Br {
			b.gap = paragraph
		}
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		b.gap = max(b.gap, space)
	case n.DataAtom == atom.Q:
		if !marked(n) {
			start := "“"
			if end = "”"; quoted%2 == 1 {
				start, end = "‘", "’"
			}
			b.add(start)
		}
		quoted++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, main, quoted, pre || n.DataAtom == atom.Pre)
	}
	if end != "" {
		b.gap = none
		b.add(end)
	}
	if block {
		b.gap = paragraph
	}
}

func hidden(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })
}

// marked reports whether a q has marks in its text already.
func marked(q *html.Node) bool {
	for n := q.FirstChild; n != nil; n = n.FirstChild {
		if n.Type == html.TextNode {
			return strings.HasPrefix(n.Data, "“") || strings.HasPrefix(n.Data, `"`) || strings.HasPrefix(n.Data, "«") || strings.HasPrefix(n.Data, "„")
		}
	}
	return false
}

// add appends text that the page does not have.
func (b *builder) add(s string) {
	if b.text.Len() > 0 {
		b.text.WriteString(gaps[b.gap])
	}
	b.gap = none
	b.text.WriteString(s)
}

// words appends the text of a node.
func (b *builder) words(n *html.Node, pre bool) {
	var at []place
	if b.places != nil {
		at = placesOf(n, b.origins)
	}
	for i := 0; i < len(n.Data); {
		k := i
		for k < len(n.Data) && !isSpace(n.Data[k]) {
			k++
		}
		if k > i {
			b.add("")
			if at != nil {
				b.places.add(b.text.Len(), at[i:k])
			}
			b.text.WriteString(n.Data[i:k])
			i = k
			continue
		}
		for k < len(n.Data) && isSpace(n.Data[k]) {
			k++
		}
		g := space
		if pre && strings.Contains(n.Data[i:k], "\n") {
			if g = line; strings.Count(n.Data[i:k], "\n") > 1 {
				g = paragraph
			}
		}
		b.gap = max(b.gap, g)
		i = k
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
