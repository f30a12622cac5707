package input

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// epub returns the text of a book: its chapters in the order of its spine
// (EPUB 3.3, section 5.7), without its table of contents.
func epub(b []byte) (Document, error) {
	a, err := openArchive(b)
	if err != nil {
		return Document{}, err
	}
	var container struct {
		Rootfiles []struct {
			FullPath string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := a.readXML("META-INF/container.xml", &container); err != nil {
		return Document{}, err
	}
	if len(container.Rootfiles) == 0 {
		return Document{}, errors.New("META-INF/container.xml names no book")
	}
	name := container.Rootfiles[0].FullPath
	var book struct {
		Titles   []string `xml:"metadata>title"`
		Manifest []struct {
			ID         string `xml:"id,attr"`
			Href       string `xml:"href,attr"`
			MediaType  string `xml:"media-type,attr"`
			Properties string `xml:"properties,attr"`
		} `xml:"manifest>item"`
		Spine []struct {
			IDRef string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
	if err := a.readXML(name, &book); err != nil {
		return Document{}, err
	}
	var encryption struct {
		Data []struct {
			Reference struct {
				URI string `xml:"URI,attr"`
			} `xml:"CipherData>CipherReference"`
		} `xml:"EncryptedData"`
	}
	if a.files["META-INF/encryption.xml"] != nil { // fonts may be encrypted
		if err := a.readXML("META-INF/encryption.xml", &encryption); err != nil {
			return Document{}, err
		}
	}
	encrypted := make(map[string]bool)
	for _, d := range encryption.Data {
		encrypted[d.Reference.URI] = true
	}
	chapters := make(map[string]string) // file by ID
	for _, m := range book.Manifest {
		if strings.HasSuffix(m.MediaType, "html+xml") || m.MediaType == "text/html" {
			if href, err := url.PathUnescape(m.Href); err == nil && !slices.Contains(strings.Fields(m.Properties), "nav") {
				chapters[m.ID] = path.Join(path.Dir(name), href)
			}
		}
	}
	var d Document
	if len(book.Titles) > 0 {
		d.Title = strings.Join(strings.Fields(book.Titles[0]), " ")
	}
	var texts []string
	for _, s := range book.Spine {
		chapter := chapters[s.IDRef]
		delete(chapters, s.IDRef) // a hostile spine may name one a million times
		if chapter == "" {
			continue
		}
		if encrypted[chapter] {
			return Document{}, fmt.Errorf("%s is encrypted", chapter)
		}
		b, err := a.read(chapter)
		if err != nil {
			return Document{}, err
		}
		if len(b) > maxPage {
			return Document{}, fmt.Errorf("%s is larger than %d MiB", chapter, maxPage>>20)
		}
		text, err := fragment(string(b))
		if err != nil {
			return Document{}, fmt.Errorf("%s: %w", chapter, err)
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	d.Text = strings.Join(texts, "\n\n")
	return d, nil
}

func (a *archive) readXML(name string, v any) error {
	b, err := a.read(name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
