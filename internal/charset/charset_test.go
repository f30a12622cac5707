package charset

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestEncodings(t *testing.T) {
	text := "“Zu spät,” said Ida."
	u := utf16.Encode([]rune("\ufeff" + text))
	le := make([]byte, 0, 2*len(u))
	for _, x := range u {
		le = append(le, byte(x), byte(x>>8))
	}
	for name, b := range map[string]string{
		"utf-16 with a mark": string(le),
		"utf-8 with a mark":  "\ufeff" + text,
		"declared":           "<meta charset=windows-1252>\x93Zu sp\xe4t,\x94 said Ida.",
		"xml":                "<?xml version='1.0' encoding='windows-1252'?>\x93Zu sp\xe4t,\x94 said Ida.",
	} {
		got, err := Decode([]byte(b))
		if err != nil || !strings.HasSuffix(got, text) || strings.HasPrefix(got, "\ufeff") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := Decode([]byte("\xff.\x80")); got != "\xff.\x80" || err != nil {
		t.Errorf("bytes that nobody declares became %q, %v", got, err)
	}
}

func TestUnknownCharset(t *testing.T) {
	if _, err := Decode([]byte(`<html><meta charset="x-nonsense">`)); err == nil || !strings.Contains(err.Error(), "x-nonsense") {
		t.Errorf("error %v does not name the charset", err)
	}
}
