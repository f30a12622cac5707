package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/whosaid/whosaid/attribution"
)

// A style says how text is written to a terminal or a file.
type style struct {
	colour bool
	width  int // in code points
}

// styleOf returns the style for w: colour on a terminal, unless NO_COLOR
// (https://no-color.org) or TERM speak against it.
func styleOf(w io.Writer) style {
	s := style{width: 80}
	f, ok := w.(*os.File)
	if !ok {
		return s
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return s
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 40 {
		s.width = min(n, 100)
	}
	s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
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
	return s.paint("1;"+speakerColours[(int(id)-1)%len(speakerColours)], name)
}

func writeText(w io.Writer, rs []result, s style) error {
	var b strings.Builder
	for i, r := range rs {
		if i > 0 {
			b.WriteString("\n")
		}
		if len(rs) > 1 {
			b.WriteString(s.paint("1", r.doc.ID) + "\n\n")
		}
		for _, q := range r.doc.Quotes {
			writeQuote(&b, r.doc, q, s)
		}
		writeSpeakers(&b, r.doc, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeQuote(b *strings.Builder, d *attribution.Document, q attribution.Quote, s style) {
	indent := ""
	if q.Parent > 0 {
		indent = "    "
	}
	name := "unknown"
	if sp, ok := d.Speaker(q); ok {
		name = sp.Name
	}
	parts := make([]string, len(q.Parts))
	for i, p := range q.Parts {
		parts[i] = strings.Join(strings.Fields(p.Text), " ")
	}
	fmt.Fprintf(b, "%s%s\n", indent, s.speaker(q.Speaker, name))
	words := strings.Join(parts, " … ")
	if q.Kind.String() == "direct" {
		words = "“" + words + "”"
	}
	for _, line := range wrap(words, s.width-len(indent)-2) {
		fmt.Fprintf(b, "%s  %s\n", indent, line)
	}
	facts := []string{q.Kind.String()}
	if q.Speaker != 0 {
		facts = append(facts, fmt.Sprintf("%s %.0f%%", q.Method, 100*q.Confidence))
	}
	if q.Cue.Text != "" {
		facts = append(facts, "cue “"+strings.Join(strings.Fields(q.Cue.Text), " ")+"”")
	}
	if q.Mention.Text != "" {
		facts = append(facts, "mention “"+strings.Join(strings.Fields(q.Mention.Text), " ")+"”")
	}
	if q.Unclosed {
		facts = append(facts, "unclosed")
	}
	fmt.Fprintf(b, "%s  %s\n\n", indent, s.paint("2", strings.Join(facts, " · ")))
}

func writeSpeakers(b *strings.Builder, d *attribution.Document, s style) {
	count := make(map[attribution.SpeakerID]int)
	for _, q := range d.Quotes {
		count[q.Speaker]++
	}
	fmt.Fprintf(b, "%s, %s\n", plural(len(d.Quotes), "quotation"), plural(len(d.Speakers), "speaker"))
	for _, sp := range d.Speakers {
		about := ""
		if len(sp.Roles) > 0 {
			about = ", " + sp.Roles[0]
		}
		fmt.Fprintf(b, "%4d  %s%s\n", count[sp.ID], s.speaker(sp.ID, sp.Name), about)
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
