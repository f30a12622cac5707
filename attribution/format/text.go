package format

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
)

func newText(o Options) layout {
	return layout{
		encode: func(b *bytes.Buffer, it Item, _ int, others bool) error {
			s := style{o.Colour, o.Width}
			if others {
				b.WriteString(s.paint("1", oneLine(it.Doc.ID)) + "\n\n")
			}
			for _, q := range it.Doc.Quotes {
				writeQuote(b, it.Doc, q, s)
			}
			writeSpeakers(b, it.Doc, s)
			return nil
		},
		alone:   true,
		between: "\n",
	}
}

// A style says how text looks.
type style struct {
	colour bool
	width  int // of a line, in code points
}

func (s style) paint(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// speakerColours are distinct in most terminal themes.
var speakerColours = []string{"36", "33", "35", "32", "34", "31", "96", "93", "95", "92", "94", "91"}

func (s style) speaker(id attribution.SpeakerID, name string) string {
	if id == 0 {
		return s.paint("2", name)
	}
	return s.paint("1;"+speakerColours[uint(id-1)%uint(len(speakerColours))], name)
}

func writeQuote(b *bytes.Buffer, d *attribution.Document, q attribution.Quote, s style) {
	indent := ""
	if q.Parent > 0 {
		indent = "    "
	}
	name := "unknown"
	if sp, ok := d.Speaker(q); ok {
		name = oneLine(sp.Name)
	}
	parts := make([]string, len(q.Parts))
	for i, p := range q.Parts {
		parts[i] = oneLine(p.Text)
	}
	fmt.Fprintf(b, "%s%s\n", indent, s.speaker(q.Speaker, name))
	words := strings.Join(parts, " … ")
	if q.Kind == quotes.Direct {
		words = "“" + words + "”"
	}
	for _, line := range wrap(words, s.width-len(indent)-2) {
		fmt.Fprintf(b, "%s  %s\n", indent, line)
	}
	facts := []string{q.Kind.String()}
	if q.Factuality != quotes.Asserted {
		facts = append(facts, q.Factuality.String())
	}
	if q.Speaker != 0 {
		facts = append(facts, fmt.Sprintf("%s %.0f%%", q.Method, 100*q.Confidence))
	}
	if q.Cue.Text != "" {
		facts = append(facts, "cue “"+oneLine(q.Cue.Text)+"”")
	}
	if q.Mention.Text != "" {
		facts = append(facts, "mention “"+oneLine(q.Mention.Text)+"”")
	}
	if q.Unclosed {
		facts = append(facts, "unclosed")
	}
	fmt.Fprintf(b, "%s  %s\n\n", indent, s.paint("2", strings.Join(facts, " · ")))
}

func writeSpeakers(b *bytes.Buffer, d *attribution.Document, s style) {
	count := make(map[attribution.SpeakerID]int)
	for _, q := range d.Quotes {
		count[q.Speaker]++
	}
	fmt.Fprintf(b, "%s, %s\n", plural(len(d.Quotes), "quotation"), plural(len(d.Speakers), "speaker"))
	for _, sp := range d.Speakers {
		about := ""
		if len(sp.Roles) > 0 {
			about = ", " + oneLine(sp.Roles[0])
		}
		fmt.Fprintf(b, "%4d  %s%s\n", count[sp.ID], s.speaker(sp.ID, oneLine(sp.Name)), about)
	}
	if n := count[0]; n > 0 {
		fmt.Fprintf(b, "%4d  %s\n", n, s.speaker(0, "unknown"))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// wrap cuts text into lines of at most width code points, at spaces.
func wrap(text string, width int) []string {
	var lines []string
	var line []rune
	for word := range strings.FieldsSeq(text) {
		r := []rune(word)
		if len(line) > 0 && len(line)+1+len(r) > width {
			lines = append(lines, string(line))
			line = line[:0]
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		line = append(line, r...)
	}
	return append(lines, string(line))
}
