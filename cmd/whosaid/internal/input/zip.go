package input

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// sniffZip tells the kind of a zip archive by its first bytes.
func sniffZip(head []byte) (Kind, error) {
	switch {
	case bytes.Contains(head, []byte("application/epub+zip")), bytes.Contains(head, []byte("META-INF/container.xml")):
		return EPUB, nil
	case bytes.Contains(head, []byte("word/")), bytes.Contains(head, []byte("[Content_Types].xml")):
		return DOCX, nil
	}
	return Auto, errors.New("it is a zip archive, but neither EPUB nor DOCX")
}

// An archive is a zip archive of which only so much is unpacked.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openArchive(b []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written anywhere
		return nil, err
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("the archive has more than %d files", maxEntries)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), left: maxUnzip}
	for _, f := range z.File {
		a.files[f.Name] = f
	}
	return a, nil
}

// read unpacks a file of the archive.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[strings.TrimPrefix(path.Clean("/"+name), "/")]
	if f == nil {
		return nil, fmt.Errorf("the archive has no %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(io.LimitReader(r, a.left+1))
	if a.left -= int64(len(b)); a.left < 0 {
		return nil, fmt.Errorf("the archive has more than %d MiB of text", maxUnzip>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}
