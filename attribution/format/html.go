package format

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
)

//go:embed page.html.tmpl
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// A view is what the page shows of one text.
type view struct {
	N        int // counts the texts of the page from 1
	Title    string
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

func newHTML(Options) layout {
	execute := func(b *bytes.Buffer, name string, data any) error { return page.ExecuteTemplate(b, name, data) }
	var head, foot bytes.Buffer
	for part, b := range map[string]*bytes.Buffer{"head": &head, "foot": &foot} {
		if err := execute(b, part, nil); err != nil {
			panic(err) // they take no data; a test writes them
		}
	}
	return layout{
		encode: func(b *bytes.Buffer, it Item, n int, _ bool) error { return execute(b, "article", newView(it, n)) },
		open:   head.String(), close: foot.String(),
		none: head.String() + foot.String(),
	}
}

func newView(it Item, n int) view {
	v := view{N: n, Title: clean(cmp.Or(it.Title, it.Doc.ID)), Lang: it.Doc.Lang, Total: len(it.Doc.Quotes)}
	labels := map[attribution.SpeakerID]legend{0: {Label: "?", Name: "unknown"}}
	for i, s := range it.Doc.Speakers {
		l := legend{ID: s.ID, Label: label(i), Name: clean(s.Name), Colour: i%colours + 1}
		if len(s.Roles) > 0 {
			l.Role = clean(s.Roles[0])
		}
		labels[s.ID] = l
	}
	for _, q := range it.Doc.Quotes {
		s, _ := it.Doc.Speaker(q)
		l := labels[s.ID]
		l.Quotes++
		labels[s.ID] = l
	}
	for _, s := range it.Doc.Speakers {
		v.Speakers = append(v.Speakers, labels[s.ID])
	}
	if labels[0].Quotes > 0 {
		v.Speakers = append(v.Speakers, labels[0])
	}
	v.Segments = segments(it, labels)
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
func segments(it Item, labels map[attribution.SpeakerID]legend) []segment {
	type span struct{ start, end, quote int }
	var parts []span
	roles := make(map[int]struct {
		end  int
		role string
	})
	edges := []int{0, len(it.Text)}
	for i, q := range it.Doc.Quotes {
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
		s := segment{Text: clean(it.Text[at:edges[i+1]]), Role: role}
		if len(open) > 0 {
			inner := slices.MinFunc(open, func(a, b span) int { return (a.end - a.start) - (b.end - b.start) })
			q := it.Doc.Quotes[inner.quote]
			who, _ := it.Doc.Speaker(q)
			l := labels[who.ID]
			s.Quote, s.Speaker, s.Colour, s.Kind, s.Nested = q.ID, who.ID, l.Colour, q.Kind.String(), q.Parent > 0
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
	if q.Factuality != quotes.Asserted {
		fmt.Fprintf(&b, ", %s", q.Factuality)
	}
	if q.Speaker != 0 {
		fmt.Fprintf(&b, ", %s, %.0f%% sure", q.Method, 100*q.Confidence)
	}
	if q.Unclosed {
		b.WriteString(", unclosed")
	}
	return b.String()
}
