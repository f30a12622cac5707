package format

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// legal says whether XML 1.0, section 2.2, has the character. No other format
// wants more.
func legal(r rune) bool {
	return r >= ' ' && r != 0xfffe && r != 0xffff && r != 0x7f || r == '\t' || r == '\n' || r == '\r'
}

// clean returns s with U+FFFD in place of every byte that is not UTF-8 and
// every control character; the number of code points stays.
func clean(s string) string {
	for i, r := range s {
		if legal(r) && (r != utf8.RuneError || strings.HasPrefix(s[i:], "\uFFFD")) {
			continue
		}
		b := make([]rune, 0, len(s))
		for _, r := range s { // a byte that is not UTF-8 comes as U+FFFD
			if !legal(r) {
				r = utf8.RuneError
			}
			b = append(b, r)
		}
		return string(b)
	}
	return s
}

// oneLine returns s cleaned, with a single space for every run of white space.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// iri returns the identifier of a document as a URI (RFC 3986): its ID if that
// is one, a URN otherwise. n is its number, for documents without an ID.
func iri(id string, n int) string {
	if id == "" {
		id = fmt.Sprintf("document-%d", n)
	}
	if u, err := url.Parse(id); err == nil && len(u.Scheme) > 1 && u.Fragment == "" && (u.Host != "" || u.Opaque != "") {
		return ascii(u.String())
	}
	return "urn:x-whosaid:" + url.PathEscape(clean(id))
}

// ascii escapes what a URI may not hold as it is.
func ascii(uri string) string {
	var b strings.Builder
	for _, c := range []byte(uri) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
