// Package charset decodes files of text that say in which encoding they are.
package charset

import (
	"bytes"
	"fmt"
	"regexp"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode returns the text of a file. Where a byte order mark, or a declaration
// of HTML or XML in the first 1,024 bytes, says that the bytes are not UTF-8
// they are decoded, and a mark is left out; other bytes come as they are. It is
// an error if the declared encoding is not known.
func Decode(b []byte) (string, error) {
	enc, err := declared(b)
	if err != nil {
		return "", err
	}
	if enc == nil {
		return string(b), nil
	}
	text, err := enc.NewDecoder().Bytes(b)
	return string(text), err
}

var declaration = regexp.MustCompile(`(?i)^\s*<(?:\?xml|!doctype html|html|head|meta)[^\x00]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)`)

// declared returns the encoding that a byte order mark or a declaration of
// HTML or XML names; nil for UTF-8 without a mark, and where nothing is said.
func declared(b []byte) (encoding.Encoding, error) {
	for _, bom := range []struct {
		mark string
		enc  encoding.Encoding
	}{
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.UseBOM)},
		{"\xef\xbb\xbf", unicode.UTF8BOM},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	} {
		if bytes.HasPrefix(b, []byte(bom.mark)) {
			return bom.enc, nil
		}
	}
	m := declaration.FindSubmatch(b[:min(len(b), 1024)])
	if m == nil {
		return nil, nil
	}
	enc, err := htmlindex.Get(string(m[1]))
	if err != nil {
		return nil, fmt.Errorf("declared charset %q is not known", m[1])
	}
	if enc == unicode.UTF8 {
		return nil, nil
	}
	return enc, nil
}
