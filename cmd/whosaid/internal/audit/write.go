package audit

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A table is a part of a report, ready to be written in any form.
type table struct {
	part, title string
	head        []string
	rows        [][]any // strings and numbers
	hidden      int     // rows that are left out
}

// tables returns the parts of r that v shows: for programs whole, for readers
// cut to v.top rows and with fewer columns.
func tables(r *Report, v view, forReaders bool) []table {
	var out []table
	class := func(part, title string, cs []Class) {
		if !v.shows(part) {
			return
		}
		t := table{part: part, title: title, head: []string{part, "speakers", "quotations", "words", "direct", "mixed", "indirect"}}
		for _, c := range cs {
			t.rows = append(t.rows, []any{c.Name, c.Speakers, c.Quotations, c.Words, c.Direct, c.Mixed, c.Indirect})
		}
		if part == "kind" { // its speakers are not counted, and each kind is all of itself
			t.head = []string{part, "quotations", "words"}
			for i := range t.rows {
				t.rows[i] = []any{t.rows[i][0], t.rows[i][2], t.rows[i][3]}
			}
		}
		out = append(out, t)
	}
	class("gender", "Gender", r.Gender)
	class("naming", "By name or without", r.Naming)
	class("kind", "Direct or reported", r.Kinds)
	cut := func(t table, n int, row func(i int) []any) {
		shown := n
		if forReaders && v.top > 0 {
			shown = min(n, v.top)
		}
		t.hidden = n - shown
		for i := range shown {
			t.rows = append(t.rows, row(i))
		}
		out = append(out, t)
	}
	if v.shows("speaker") {
		t := table{part: "speaker", title: "Speakers with a name", head: []string{
			"speaker", "gender", "kind", "role", "article", "articles", "quotations", "words", "direct", "mixed", "indirect",
		}}
		if forReaders {
			t.head = slices.Delete(t.head, 4, 5)
			t.head = slices.Delete(t.head, 2, 3)
		}
		cut(t, len(r.Speakers), func(i int) []any {
			s := r.Speakers[i]
			counts := []any{s.Articles, s.Quotations, s.Words, s.Direct, s.Mixed, s.Indirect}
			if !forReaders {
				return append([]any{s.Name, s.Gender.String(), s.Kind.String(), s.Role, s.Article}, counts...)
			}
			name := s.Name
			if s.Article != "" {
				name += " (" + s.Article + ")"
			}
			return append([]any{name, genderClass(s.Kind, s.Gender), s.Role}, counts...)
		})
	}
	if v.shows("article") {
		cut(table{part: "article", title: "Articles", head: []string{
			"article", "speakers", "quotations", "words", "direct", "mixed", "indirect",
			female, male, unknown, notPerson, "named", "anonymous", "unattributed",
		}}, len(r.ByArticle), func(i int) []any {
			a := r.ByArticle[i]
			return []any{a.ID, a.Speakers, a.Quotations, a.Words, a.Direct, a.Mixed, a.Indirect,
				a.Female, a.Male, a.Unknown, a.NotPerson, a.Named, a.Anonymous, a.Unattributed}
		})
	}
	return out
}

// writeCSV writes one table (RFC 4180), all rows of it.
func writeCSV(w io.Writer, r *Report, v view) error {
	if v.by == "" {
		v.by = "speaker"
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	for _, t := range tables(r, v, false) {
		head := make([]string, len(t.head))
		for i, h := range t.head {
			head[i] = strings.ReplaceAll(h, " ", "_")
		}
		if err := c.Write(head); err != nil {
			return err
		}
		for _, row := range t.rows {
			record := make([]string, len(row))
			for i, x := range row {
				record[i] = fmt.Sprint(x)
				if s, ok := x.(string); ok {
					record[i] = harmless(s)
				}
			}
			if err := c.Write(record); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

// harmless keeps spreadsheets from running what an article wrote as a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// writeJSON writes the report as one object, all rows of it.
func writeJSON(w io.Writer, r *Report, v view) error {
	out := *r
	for _, p := range []struct {
		part string
		drop func()
	}{
		{"gender", func() { out.Gender = nil }}, {"naming", func() { out.Naming = nil }}, {"kind", func() { out.Kinds = nil }},
		{"speaker", func() { out.Speakers = nil }}, {"article", func() { out.ByArticle = nil }},
	} {
		if !v.shows(p.part) {
			p.drop()
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// writeTable writes tables for a terminal.
func writeTable(out io.Writer, r *Report, v view) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s, %s, %s\n", plural(r.Articles, "article"), plural(r.Quotations, "quotation"), plural(r.Words, "word"))
	for _, t := range tables(r, v, true) {
		fmt.Fprintf(w, "\n%s\n", strings.ToUpper(t.title))
		writeRows(w, r, t)
		if t.hidden > 0 {
			fmt.Fprintf(w, "and %d more; -top 0 shows all\n", t.hidden)
		}
	}
	fmt.Fprintf(w, "\n%s", wrap(r.Note, 80))
	if r.Nested > 0 {
		fmt.Fprintf(w, "Quotations inside others: %s.\n", number(r.Nested))
	}
	return w.Flush()
}

// The widest that a column of text may be, in characters.
const maxColumn = 32

// writeRows aligns the columns: numbers to the right, with the share that they
// have of all quotations or words.
func writeRows(w io.Writer, r *Report, t table) {
	of := map[string]int{}
	if t.part != "article" && t.part != "speaker" {
		of = map[string]int{"quotations": r.Quotations, "words": r.Words}
	}
	lines := [][]string{nil}
	right := []bool{}
	for _, h := range t.head {
		lines[0] = append(lines[0], h)
		right = append(right, false)
	}
	for _, row := range t.rows {
		var line []string
		for i, x := range row {
			s := short(fmt.Sprint(x), maxColumn)
			if n, ok := x.(int); ok {
				right[i] = true
				s = number(n)
				if whole, ok := of[t.head[i]]; ok {
					s += fmt.Sprintf(" %4s", percent(n, whole))
				}
			}
			line = append(line, s)
		}
		lines = append(lines, line)
	}
	width := make([]int, len(t.head))
	for _, l := range lines {
		for i, s := range l {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	for _, l := range lines {
		var b strings.Builder
		for i, s := range l {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(s))
			if i > 0 {
				b.WriteString("  ")
			}
			if right[i] {
				b.WriteString(pad + s)
			} else {
				b.WriteString(s + pad)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

// short cuts s to n characters; its ends tell files and names apart best.
func short(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f { // it would move the terminal's cursor
			return ' '
		}
		return r
	}, s)
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2]) + "…" + string(r[len(r)-n+n/2+1:])
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	if n > 0 && 200*n < of {
		return "<1%"
	}
	return strconv.Itoa((200*n+of)/(2*of)) + "%"
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return number(n) + " " + noun
}

// number writes n with commas.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// wrap breaks s into lines of at most width characters.
func wrap(s string, width int) string {
	var b strings.Builder
	n := 0
	for w := range strings.FieldsSeq(s) {
		if n > 0 && n+1+utf8.RuneCountInString(w) > width {
			b.WriteByte('\n')
			n = 0
		} else if n > 0 {
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += utf8.RuneCountInString(w)
	}
	return b.String() + "\n"
}
