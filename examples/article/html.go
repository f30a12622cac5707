package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/attribution"
)

//go:embed page.html.tmpl
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// A view is what the page shows of one file.
type view struct {
	ID       string
	Lang     string
	Segments []segment
	Speakers []legend
	Total    int
}

type legend struct {
	ID     attribution.SpeakerID
	Label  string // a letter beside the colour, for those who do not see it
	Name   string
	Role   string
	Colour int
	Quotes int
}

// A segment is a run of the text of which all characters play the same part.
type segment struct {
	Text    string
	Quote   int // ID of the innermost quotation, 0 in the narration
	Speaker attribution.SpeakerID
	Label   string // the speaker's, on a quotation's first segment
	Title   string // likewise: what a reader hears or hovers
	Colour  int
	Kind    string
	Role    string // "mention", "cue" or ""
	Nested  bool
}

// colours is how many the style sheet has (Okabe and Ito 2008, "Color
// Universal Design"); later speakers share one and differ by their label.
const colours = 7

func writeHTML(w io.Writer, rs []result, _ style) error {
	views := make([]view, len(rs))
	for i, r := range rs {
		views[i] = newView(r)
	}
	return page.Execute(w, views)
}

func newView(r result) view {
	v := view{ID: r.doc.ID, Lang: r.doc.Lang, Total: len(r.doc.Quotes)}
	labels := map[attribution.SpeakerID]legend{0: {Label: "?", Name: "unknown"}}
	for i, s := range r.doc.Speakers {
		l := legend{ID: s.ID, Label: label(i), Name: s.Name, Colour: i%colours + 1}
		if len(s.Roles) > 0 {
			l.Role = s.Roles[0]
		}
		labels[s.ID] = l
	}
	for _, q := range r.doc.Quotes {
		l := labels[q.Speaker]
		l.Quotes++
		labels[q.Speaker] = l
	}
	for _, s := range r.doc.Speakers {
		v.Speakers = append(v.Speakers, labels[s.ID])
	}
	if labels[0].Quotes > 0 {
		v.Speakers = append(v.Speakers, labels[0])
	}
	v.Segments = segments(r, labels)
	return v
}

func label(i int) string {
	s := string(rune('A' + i%26))
	if i >= 26 {
		s += fmt.Sprint(i / 26)
	}
	return s
}

// segments cuts the text at every edge of a part, a mention or a cue, so that
// quotations that lie in each other need no nested elements.
func segments(r result, labels map[attribution.SpeakerID]legend) []segment {
	type span struct{ start, end, quote int }
	var parts []span
	roles := make(map[int]struct {
		end  int
		role string
	})
	edges := []int{0, len(r.text)}
	for i, q := range r.doc.Quotes {
		for _, p := range q.Parts {
			parts = append(parts, span{p.Start, p.End, i})
			edges = append(edges, p.Start, p.End)
		}
		for _, e := range []struct {
			x    attribution.Excerpt
			role string
		}{{q.Mention.Excerpt, "mention"}, {q.Cue, "cue"}} {
			if e.x.Text != "" {
				roles[e.x.Start] = struct {
					end  int
					role string
				}{e.x.End, e.role}
				edges = append(edges, e.x.Start, e.x.End)
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	slices.SortStableFunc(parts, func(a, b span) int { return a.start - b.start })
	var (
		out   []segment
		open  []span
		shown = make(map[int]bool)
		role  string
		until int
	)
	for i := 0; i+1 < len(edges); i++ {
		at := edges[i]
		for len(parts) > 0 && parts[0].start <= at {
			open = append(open, parts[0])
			parts = parts[1:]
		}
		open = slices.DeleteFunc(open, func(s span) bool { return s.end <= at })
		if x, ok := roles[at]; ok {
			role, until = x.role, x.end
		} else if at >= until {
			role = ""
		}
		s := segment{Text: r.text[at:edges[i+1]], Role: role}
		if len(open) > 0 {
			inner := slices.MinFunc(open, func(a, b span) int { return (a.end - a.start) - (b.end - b.start) })
			q := r.doc.Quotes[inner.quote]
			l := labels[q.Speaker]
			s.Quote, s.Speaker, s.Colour, s.Kind, s.Nested = q.ID, q.Speaker, l.Colour, q.Kind.String(), q.Parent > 0
			if !shown[q.ID] {
				shown[q.ID] = true
				s.Label = l.Label
				s.Title = describe(q, l.Name)
			}
		}
		out = append(out, s)
	}
	return out
}

func describe(q attribution.Quote, name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s", name, q.Kind)
	if q.Speaker != 0 {
		fmt.Fprintf(&b, ", %s, %.0f%% sure", q.Method, 100*q.Confidence)
	}
	if q.Unclosed {
		b.WriteString(", unclosed")
	}
	return b.String()
}
