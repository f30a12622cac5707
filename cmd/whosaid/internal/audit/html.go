package audit

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"unicode/utf8"
)

//go:embed page.html.tmpl
var pageSource string

var page = template.Must(template.New("page").Funcs(template.FuncMap{"number": number}).Parse(pageSource))

// writeHTML writes a page that needs nothing else: charts as SVG, and under
// each a table with the same figures.
func writeHTML(w io.Writer, r *Report, v view) error {
	type section struct {
		Title  string
		Charts []chart
		Head   []string
		Rows   [][]cell
		Hidden int
	}
	data := struct {
		Report   *Report
		Sections []section
	}{Report: r}
	for _, t := range tables(r, v, true) {
		s := section{Title: t.title, Head: t.head, Hidden: t.hidden}
		for _, row := range t.rows {
			var cells []cell
			for _, x := range row {
				if n, ok := x.(int); ok {
					cells = append(cells, cell{number(n), true})
				} else {
					cells = append(cells, cell{fmt.Sprint(x), false})
				}
			}
			s.Rows = append(s.Rows, cells)
		}
		switch t.part {
		case "gender":
			s.Charts = shares(r, "gender", r.Gender)
		case "naming":
			s.Charts = shares(r, "naming", r.Naming)
		case "kind":
			s.Charts = shares(r, "kind", r.Kinds)
		case "speaker":
			s.Charts = []chart{ranking(r.Speakers[:len(t.rows)])}
		}
		data.Sections = append(data.Sections, s)
	}
	return page.Execute(w, data)
}

type cell struct {
	Text   string
	Number bool
}

// A chart is an SVG image of width 720.
type chart struct {
	ID, Title, Text string // Text says what the chart shows, for who does not see it
	Height          int
	Bars            []bar
	Legend          []bar // at most one for each class, with its share
}

// A bar is a rectangle with a label.
type bar struct {
	X, Y, W, H     int
	Class          string // of the style sheet
	Label          string // in it or, of a ranking, left of it
	Value          string // right of it
	LabelX, ValueX int
}

const chartWidth = 720

// shares draws two bars that are each cut into the classes: one for
// quotations, one for words.
func shares(r *Report, id string, classes []Class) []chart {
	var out []chart
	for _, of := range []struct {
		noun  string
		whole int
		n     func(Class) int
	}{
		{"quotations", r.Quotations, func(c Class) int { return c.Quotations }},
		{"words", r.Words, func(c Class) int { return c.Words }},
	} {
		c := chart{ID: id + "-" + of.noun, Title: "Share of " + of.noun, Height: 34}
		sum := 0
		for i, class := range classes {
			n := of.n(class)
			share := class.Name + " " + percent(n, of.whole)
			if i > 0 {
				c.Text += ", "
			}
			c.Text += share
			style := fmt.Sprintf("%s%d", id, i)
			c.Legend = append(c.Legend, bar{Class: style, Label: class.Name, Value: percent(n, of.whole)})
			if n == 0 {
				continue
			}
			x := sum * chartWidth / of.whole
			sum += n
			b := bar{X: x, W: sum*chartWidth/of.whole - x, H: c.Height, Class: style}
			b.LabelX = b.X + b.W/2
			if b.W >= 12*utf8.RuneCountInString(share) {
				b.Label = share
			} else if b.W >= 48 {
				b.Label = percent(n, of.whole)
			}
			c.Bars = append(c.Bars, b)
		}
		out = append(out, c)
	}
	return out
}

// ranking draws a bar for each speaker, as long as what they say.
func ranking(speakers []Speaker) chart {
	const (
		row, height = 26, 18
		left, right = 230, 80
	)
	c := chart{ID: "speakers", Title: "Words quoted", Height: row * len(speakers)}
	for k, name := range genderClasses[:len(signs)] {
		c.Legend = append(c.Legend, bar{Class: fmt.Sprintf("gender%d", k), Label: name, Value: "(" + signs[k] + ")"})
	}
	most := 1
	for _, s := range speakers {
		most = max(most, s.Words)
	}
	for i, s := range speakers {
		if i > 0 {
			c.Text += ", "
		}
		c.Text += fmt.Sprintf("%s %s", s.Name, number(s.Words))
		w := s.Words * (chartWidth - left - right) / most
		class := slices.Index(genderClasses, genderClass(s.Kind, s.Gender))
		c.Bars = append(c.Bars, bar{
			X: left, Y: i*row + (row-height)/2, W: max(w, 1), H: height, Class: fmt.Sprintf("gender%d", class),
			Label: short(s.Name, 26), LabelX: left - 8, Value: number(s.Words) + " " + signs[class], ValueX: left + w + 8,
		})
	}
	return c
}

// signs tell a speaker's gender class beside its colour, for those who do not
// see that.
var signs = []string{"f", "m", "?", "org."}
