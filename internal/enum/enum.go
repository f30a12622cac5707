// Package enum writes small enumerations as the names of their values.
package enum

import (
	"fmt"
	"strings"
	"unicode"
)

// A Type is an enumeration: the name of its Go type, with its package, and
// those of its values.
type Type struct {
	Package, Name string
	Values        []string
}

// String returns the name of v, or one that says that it is no value.
func (t *Type) String(v uint8) string {
	if int(v) < len(t.Values) {
		return t.Values[v]
	}
	return fmt.Sprintf("%s(%d)", t.Name, v)
}

// Marshal returns the name of v; it fails if it is no value.
func (t *Type) Marshal(v uint8) ([]byte, error) {
	if int(v) >= len(t.Values) {
		return nil, fmt.Errorf("%s: %s is not valid", t.Package, t.String(v))
	}
	return []byte(t.Values[v]), nil
}

// Unmarshal sets v to the value that text names.
func (t *Type) Unmarshal(text []byte, v *uint8) error {
	for i, n := range t.Values {
		if string(text) == n {
			*v = uint8(i)
			return nil
		}
	}
	return fmt.Errorf("%s: unknown %s %q, want one of %q", t.Package, t.words(), text, t.Values)
}

// words returns the name of the type as words: "offset unit".
func (t *Type) words() string {
	var b strings.Builder
	for i, r := range t.Name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
