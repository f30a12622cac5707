package eval

import (
	"regexp"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/whosaid/whosaid/internal/corpus"
)

// What is trimmed from the edges of a span, and from its end besides.
const (
	edges = " \t\n\r\u00a0_*\"'`“”„‟«»‹›‘’‚‛「」『』〝〞—–―-"
	ends  = edges + ",.;:"
)

func trim(text []rune, s corpus.Span) corpus.Span {
	for s[0] < s[1] && strings.ContainsRune(edges, text[s[0]]) {
		s[0]++
	}
	for s[1] > s[0] && strings.ContainsRune(ends, text[s[1]-1]) {
		s[1]--
	}
	return s
}

var (
	number     = regexp.MustCompile(`-\p{Nd}+$`)
	article    = regexp.MustCompile(`^(the|a|an) `)
	replacer   = strings.NewReplacer("_", " ", "’", "'")
	fullStops  = strings.NewReplacer(".", "", ",", "")
	foldedCase = cases.Fold()
)

// normName returns the form in which names are compared.
func normName(n string) string {
	n = foldedCase.String(replacer.Replace(norm.NFC.String(n)))
	n = strings.TrimSpace(number.ReplaceAllString(n, ""))
	n = fullStops.Replace(strings.TrimSuffix(n, "'s"))
	return article.ReplaceAllString(strings.Join(strings.Fields(n), " "), "")
}
