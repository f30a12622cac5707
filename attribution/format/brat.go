package format

import (
	"archive/tar"
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whosaid/whosaid/attribution"
)

// bratConf tells brat the types of the annotations
// (https://brat.nlplab.org/configuration.html).
const bratConf = `[entities]
Quote
Speaker
Cue
[relations]
Said	Arg1:Quote, Arg2:Speaker
Signals	Arg1:Cue, Arg2:Quote
<OVERLAP>	Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>
Coref	Arg1:Speaker, Arg2:Speaker, <REL-TYPE>:symmetric-transitive
[events]
[attributes]
Kind	Arg:Quote, Value:direct|indirect|mixed|scare|title
Method	Arg:Quote, Value:explicit|anaphoric|implicit|none
Unclosed	Arg:Quote
`

// newBrat writes, for every text, a file .txt and a file .ann of brat's
// standoff format (https://brat.nlplab.org/standoff.html) into a tar archive,
// after the annotation.conf that they want. Offsets are code points.
func newBrat(Options) layout {
	var conf bytes.Buffer
	if err := tarFile(&conf, "annotation.conf", bratConf); err != nil {
		panic(err) // it is a constant; a test writes it
	}
	end := strings.Repeat("\x00", 1024) // two empty blocks end an archive
	return layout{
		encode: func(b *bytes.Buffer, it Item, n int, _ bool) error {
			name := bratName(it.Doc.ID, n)
			if err := tarFile(b, name+".txt", clean(it.Text)); err != nil {
				return err
			}
			ann, err := standoff(it)
			if err != nil {
				return err
			}
			return tarFile(b, name+".ann", ann)
		},
		open: conf.String(), close: end, none: conf.String() + end,
	}
}

func tarFile(b *bytes.Buffer, name, content string) error {
	w := tar.NewWriter(b)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content)), Format: tar.FormatUSTAR}); err != nil {
		return err
	}
	if _, err := w.Write([]byte(content)); err != nil {
		return err
	}
	return w.Flush() // Close would end the archive
}

// bratName returns a file name that no other document of the output has.
func bratName(id string, n int) string {
	const longest = 60
	var b strings.Builder
	for _, r := range id[max(0, len(id)-longest):] {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-') {
			b.WriteRune(r)
		} else {
			b.WriteByte('_')
		}
	}
	return fmt.Sprintf("%06d_%s", n, strings.Trim(b.String(), "_."))
}

// standoff returns the annotations of an item.
func standoff(it Item) (string, error) {
	doc, err := it.Doc.WithOffsets(it.Text, attribution.Runes)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var texts, relations, attributes, notes int
	add := func(typ string, es ...attribution.Excerpt) int {
		spans, words := fragments(es)
		if len(spans) == 0 {
			return 0
		}
		texts++
		fmt.Fprintf(&b, "T%d\t%s %s\t%s\n", texts, typ, strings.Join(spans, ";"), strings.Join(words, " "))
		return texts
	}
	relate := func(typ string, a, b2 int) {
		if a > 0 && b2 > 0 {
			relations++
			fmt.Fprintf(&b, "R%d\t%s Arg1:T%d Arg2:T%d\n", relations, typ, a, b2)
		}
	}
	attribute := func(typ string, of int, value string) {
		attributes++
		fmt.Fprintf(&b, "A%d\t%s T%d%s\n", attributes, typ, of, value)
	}
	mentions := make(map[attribution.Excerpt]int) // in code points
	first := make(map[attribution.SpeakerID]int)  // the first mention of each speaker
	for _, s := range doc.Speakers {
		var same []string
		for _, m := range s.Mentions {
			t, ok := mentions[m.Excerpt]
			if !ok {
				t = add("Speaker", m.Excerpt)
				mentions[m.Excerpt] = t
			}
			if t > 0 && !ok {
				same = append(same, fmt.Sprintf("T%d", t))
				if first[s.ID] == 0 {
					first[s.ID] = t
				}
			}
		}
		if len(same) > 1 {
			fmt.Fprintf(&b, "*\tCoref %s\n", strings.Join(same, " "))
		}
	}
	for _, q := range doc.Quotes {
		t := add("Quote", q.Parts...)
		if t == 0 {
			continue
		}
		attribute("Kind", t, " "+q.Kind.String())
		attribute("Method", t, " "+q.Method.String())
		if q.Unclosed {
			attribute("Unclosed", t, "")
		}
		if q.Cue.Text != "" {
			relate("Signals", add("Cue", q.Cue), t)
		}
		who := first[q.Speaker]
		if q.Mention.Text != "" {
			m, ok := mentions[q.Mention.Excerpt]
			if !ok {
				m = add("Speaker", q.Mention.Excerpt)
				mentions[q.Mention.Excerpt] = m
			}
			who = m
		}
		relate("Said", t, who)
		if s, ok := doc.Speaker(q); ok {
			notes++
			fmt.Fprintf(&b, "#%d\tAnnotatorNotes T%d\t%s, confidence %.2f\n", notes, t, oneLine(s.Name), q.Confidence)
		}
	}
	return b.String(), nil
}

// fragments returns the spans of excerpts in code points and their words, cut
// at line breaks, which brat does not allow inside one, and without white
// space at the edges.
func fragments(es []attribution.Excerpt) (spans, words []string) {
	for _, e := range es {
		at := e.Start
		for piece := range strings.SplitSeq(strings.ReplaceAll(clean(e.Text), "\r", "\n"), "\n") {
			left := strings.TrimLeftFunc(piece, unicode.IsSpace)
			start := at + utf8.RuneCountInString(piece) - utf8.RuneCountInString(left)
			at += utf8.RuneCountInString(piece) + 1
			if left = strings.TrimRightFunc(left, unicode.IsSpace); left != "" {
				spans = append(spans, fmt.Sprintf("%d %d", start, start+utf8.RuneCountInString(left)))
				words = append(words, left)
			}
		}
	}
	return spans, words
}
