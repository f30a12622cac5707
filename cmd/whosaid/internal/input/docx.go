package input

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// docx returns the text of a WordprocessingML document (ECMA-376, part 1): the
// paragraphs of its body as they read when all changes are accepted, without
// headers, footers, notes and comments.
func docx(b []byte) (Document, error) {
	a, err := openArchive(b)
	if err != nil {
		return Document{}, err
	}
	main, core := "word/document.xml", "docProps/core.xml"
	var relations struct {
		Relationship []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := a.readXML("_rels/.rels", &relations); err == nil {
		for _, r := range relations.Relationship {
			switch path.Base(r.Type) {
			case "officeDocument":
				main = strings.TrimPrefix(r.Target, "/")
			case "core-properties":
				core = strings.TrimPrefix(r.Target, "/")
			}
		}
	}
	body, err := a.read(main)
	if err != nil {
		return Document{}, err
	}
	var d Document
	var properties struct {
		Title string `xml:"title"`
	}
	if a.files[core] != nil && a.readXML(core, &properties) == nil {
		d.Title = strings.Join(strings.Fields(properties.Title), " ")
	}
	if d.Text, err = wordText(body); err != nil {
		return Document{}, fmt.Errorf("%s: %w", main, err)
	}
	return d, nil
}

// wordText returns the text of a document part.
func wordText(b []byte) (string, error) {
	var (
		paragraphs []string
		p          strings.Builder
		inText     bool
	)
	end := func() {
		if text := strings.TrimSpace(p.String()); text != "" {
			paragraphs = append(paragraphs, text)
		}
		p.Reset()
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			end()
			return strings.Join(paragraphs, "\n\n"), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "del", "moveFrom", "Fallback": // deleted, moved away, there a second time for old readers
				if err := d.Skip(); err != nil {
					return "", err
				}
			case "p", "txbxContent": // a text box stands inside a paragraph
				end()
			case "t":
				inText = true
			case "tab":
				p.WriteByte('\t')
			case "br", "cr":
				p.WriteByte('\n')
			case "noBreakHyphen":
				p.WriteRune('\u2011')
			case "tabs": // where the stops are
				if err := d.Skip(); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "t":
				inText = false
			case "p":
				end()
			}
		case xml.CharData:
			if inText {
				p.Write(token)
			}
		}
	}
}
