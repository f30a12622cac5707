package format

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/tokenize"
)

// newIOB writes one token a line in columns with tabs, an empty line after a
// sentence, as CoNLL's shared tasks do. The columns are: the token, its start
// and end in code points, the tag (B- or I- with CONTENT, CUE or SOURCE, or O)
// and the quotation's ID, or 0, for quotations that stand by themselves, and
// the same two for those nested in others. Where two meet in a column the
// shorter one has the token.
func newIOB(Options) layout {
	const header = "# columns = token start end tag quote nested_tag nested_quote\n"
	return layout{
		encode: func(b *bytes.Buffer, it Item, n int, _ bool) error { writeIOB(b, it, n); return nil },
		open:   header, none: header,
	}
}

// A tagged span is a part, cue or mention of a quotation.
type tagged struct {
	tokenize.Span
	label string
	quote int
}

func writeIOB(b *bytes.Buffer, it Item, n int) {
	id := oneLine(it.Doc.ID)
	if id == "" {
		id = fmt.Sprint(n)
	}
	fmt.Fprintf(b, "# newdoc id = %s\n", id)
	var spans [2][]tagged // by themselves, nested
	for _, q := range it.Doc.Quotes {
		level := min(q.Parent, 1)
		add := func(label string, es ...attribution.Excerpt) {
			for _, e := range es {
				if e.Start < e.End {
					spans[level] = append(spans[level], tagged{tokenize.Span{Start: e.Start, End: e.End}, label, q.ID})
				}
			}
		}
		add("CONTENT", q.Parts...)
		add("CUE", q.Cue)
		add("SOURCE", q.Mention.Excerpt)
	}
	text := tokenize.Parse(it.Text, tokenize.WithTagger(nil))
	tokens := text.Tokens()
	columns := [2][]string{tags(tokens, spans[0]), tags(tokens, spans[1])}
	at, point := 0, 0
	pointOf := func(offset int) int {
		point += len([]rune(it.Text[at:offset]))
		at = offset
		return point
	}
	for _, s := range text.Sentences() {
		for i := s.First; i < s.Last; i++ {
			start, end := pointOf(tokens[i].Start), pointOf(tokens[i].End)
			form := strings.Join(strings.Fields(clean(text.Word(i))), "_")
			fmt.Fprintf(b, "%s\t%d\t%d\t%s\t%s\n", form, start, end, columns[0][i], columns[1][i])
		}
		b.WriteByte('\n')
	}
}

// tags returns, for each token, its tag and quotation with a tab between.
func tags(tokens []tokenize.Token, spans []tagged) []string {
	slices.SortStableFunc(spans, func(a, b tagged) int { return a.Start - b.Start })
	out := make([]string, len(tokens))
	var open []tagged
	var last tagged
	for i, t := range tokens {
		for len(spans) > 0 && spans[0].Start < t.End {
			open = append(open, spans[0])
			spans = spans[1:]
		}
		open = slices.DeleteFunc(open, func(s tagged) bool { return s.End <= t.Start })
		if len(open) == 0 {
			out[i], last = "O\t0", tagged{}
			continue
		}
		s := slices.MinFunc(open, func(a, b tagged) int { return a.Len() - b.Len() })
		prefix := "I-"
		if s != last {
			prefix, last = "B-", s
		}
		out[i] = fmt.Sprintf("%s%s\t%d", prefix, s.label, s.quote)
	}
	return out
}
