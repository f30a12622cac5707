package format

import (
	"bytes"
	"container/heap"
	"fmt"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// newTEI writes a text as a TEI P5 document (https://tei-c.org/guidelines/p5/),
// several as a teiCorpus. Speakers are in particDesc; a quotation is a said, in
// pieces joined by next and prev where it is interrupted or runs over
// paragraphs; marked words of a mixed one are q, scare quotes are q of the type
// soCalled, titles are title. Mentions are rs and cues seg.
func newTEI(Options) layout {
	const (
		declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
		corpus      = `<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">` + "\n"
	)
	nothing := teiHeader("No texts", "No texts", "", nil, 0)
	return layout{
		encode: func(b *bytes.Buffer, it Item, n int, _ bool) error { writeTEI(b, it, n); return nil },
		alone:  true, before: declaration, after: "\n",
		open: declaration + corpus + teiHeader("Texts with their quotations", "Texts with their quotations", "", nil, 0), between: "\n", close: "\n</teiCorpus>\n",
		none: declaration + `<TEI xmlns="http://www.tei-c.org/ns/1.0">` + "\n" + nothing + "<text><body><p/></body></text>\n</TEI>\n",
	}
}

var teiEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")

func escape(s string) string { return teiEscapes.Replace(clean(s)) }

func teiHeader(title, source, lang string, speakers []attribution.Speaker, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<teiHeader>\n<fileDesc><titleStmt><title>%s</title></titleStmt>\n<publicationStmt><p>Not published.</p></publicationStmt>\n"+
		"<sourceDesc><p>%s</p></sourceDesc></fileDesc>\n<encodingDesc><p>Quotations and their speakers were found by whosaid.</p></encodingDesc>\n", escape(title), escape(source))
	if lang != "" || len(speakers) > 0 {
		b.WriteString("<profileDesc>\n")
		if lang != "" {
			fmt.Fprintf(&b, "<langUsage><language ident=\"%s\"/></langUsage>\n", escape(lang))
		}
		if len(speakers) > 0 {
			b.WriteString("<particDesc><listPerson>\n")
			for _, s := range speakers {
				teiSpeaker(&b, s, n)
			}
			b.WriteString("</listPerson></particDesc>\n")
		}
		b.WriteString("</profileDesc>\n")
	}
	b.WriteString("</teiHeader>\n")
	return b.String()
}

func teiSpeaker(b *strings.Builder, s attribution.Speaker, n int) {
	element, name, role := "person", "persName", "occupation"
	switch s.Kind {
	case attribution.Group:
		element = "personGrp"
	case attribution.Organization, attribution.Publication: // TEI has no list of those that are documents
		element, name, role = "org", "orgName", "desc"
	default:
	}
	fmt.Fprintf(b, "<%s xml:id=\"%s\"", element, teiSpeakerID(n, s.ID))
	if element == "person" && s.Gender != attribution.UnknownGender {
		fmt.Fprintf(b, " gender=\"%s\"", s.Gender)
	}
	fmt.Fprintf(b, "><%s>%s</%s>", name, escape(s.Name), name)
	for _, a := range s.Aliases {
		fmt.Fprintf(b, "<%s type=\"alias\">%s</%s>", name, escape(a), name)
	}
	for _, r := range s.Roles {
		fmt.Fprintf(b, "<%s>%s</%s>", role, escape(r), role)
	}
	fmt.Fprintf(b, "</%s>\n", element)
}

func teiSpeakerID(n int, id attribution.SpeakerID) string { return fmt.Sprintf("d%d-s%d", n, id) }

func writeTEI(b *bytes.Buffer, it Item, n int) {
	doc := it.Doc
	source := doc.ID
	if source == "" {
		source = fmt.Sprintf("Text %d", n)
	}
	title := it.Title
	if title == "" {
		title = source
	}
	lang := doc.Lang
	if lang == "" {
		lang = "und"
	}
	b.WriteString("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n")
	b.WriteString(teiHeader(title, source, lang, doc.Speakers, n))
	fmt.Fprintf(b, "<text xml:lang=\"%s\"><body>\n", escape(lang))

	paragraphs := tokenize.Parse(it.Text, tokenize.WithTagger(nil)).Paragraphs()
	elements := teiElements(it, paragraphs)
	pieces := make(map[int][]int) // of each quotation, as indices of elements
	for i, e := range elements {
		if e.name == "said" {
			pieces[e.quote] = append(pieces[e.quote], i)
		}
	}
	ids := make(map[int]string) // of the pieces that others point to
	for qi, q := range doc.Quotes {
		for k, i := range pieces[qi] {
			ids[i] = fmt.Sprintf("d%d-q%d", n, q.ID)
			if k > 0 {
				ids[i] += fmt.Sprintf("-%d", k+1)
			}
		}
	}
	for _, p := range paragraphs {
		b.WriteString("<p>")
		at := p.Start
		var open []teiElement
		closeUntil := func(offset int) {
			for len(open) > 0 && open[len(open)-1].End <= offset {
				e := open[len(open)-1]
				b.WriteString(escape(it.Text[at:e.End]))
				at = e.End
				fmt.Fprintf(b, "</%s>", e.name)
				open = open[:len(open)-1]
			}
		}
		for len(elements) > 0 && elements[0].Start < p.End {
			e := elements[0]
			closeUntil(e.Start)
			b.WriteString(escape(it.Text[at:e.Start]))
			at = e.Start
			teiStart(b, doc, e, pieces[e.quote], ids, n)
			open, elements = append(open, e), elements[1:]
		}
		closeUntil(p.End)
		b.WriteString(escape(it.Text[at:p.End]))
		b.WriteString("</p>\n")
	}
	if len(paragraphs) == 0 {
		b.WriteString("<p/>\n")
	}
	b.WriteString("</body></text>\n</TEI>")
}

// A teiElement is an element in a paragraph.
type teiElement struct {
	tokenize.Span
	name  string
	typ   string
	quote int // its index, for the attributes of said, rs and seg
	index int // among all elements, pieces of said that were cut included
	depth int // of those that begin and end at one place the smallest is outside
}

func teiStart(b *bytes.Buffer, doc *attribution.Document, e teiElement, pieces []int, ids map[int]string, n int) {
	q := doc.Quotes[e.quote]
	speaker, known := doc.Speaker(q) // who is not in the list can't be pointed to
	b.WriteString("<" + e.name)
	if e.typ != "" {
		fmt.Fprintf(b, " type=\"%s\"", e.typ)
	}
	switch e.name {
	case "said":
		fmt.Fprintf(b, " xml:id=\"%s\" direct=\"%t\"", ids[e.index], q.Kind == quotes.Direct)
		if known {
			fmt.Fprintf(b, " who=\"#%s\" cert=\"%.2f\"", teiSpeakerID(n, speaker.ID), q.Confidence)
		}
		var to []string
		for _, id := range q.Addressees {
			if s, ok := doc.Speaker(attribution.Quote{Speaker: id}); ok {
				to = append(to, "#"+teiSpeakerID(n, s.ID))
			}
		}
		if len(to) > 0 {
			fmt.Fprintf(b, " toWhom=\"%s\"", strings.Join(to, " "))
		}
		for k, i := range pieces {
			if i != e.index {
				continue
			}
			if k > 0 {
				fmt.Fprintf(b, " prev=\"#%s\"", ids[pieces[k-1]])
			}
			if k+1 < len(pieces) {
				fmt.Fprintf(b, " next=\"#%s\"", ids[pieces[k+1]])
			}
		}
	case "rs":
		if known {
			fmt.Fprintf(b, " ref=\"#%s\"", teiSpeakerID(n, speaker.ID))
		}
	case "seg":
		if e.typ == "mention" && known {
			fmt.Fprintf(b, " corresp=\"#%s\"", teiSpeakerID(n, speaker.ID))
		}
	}
	b.WriteString(">")
}

// teiElements returns the elements of the paragraphs, in the order of their
// start tags, none of which crosses another or the edge of a paragraph.
func teiElements(it Item, paragraphs []tokenize.Paragraph) []teiElement {
	pending := new(teiQueue)
	for i, q := range it.Doc.Quotes {
		add := func(name, typ string, depth int, es ...attribution.Excerpt) {
			for _, e := range es {
				if e.Start < e.End {
					*pending = append(*pending, teiElement{Span: tokenize.Span{Start: e.Start, End: e.End}, name: name, typ: typ, quote: i, depth: depth})
				}
			}
		}
		switch q.Kind {
		case quotes.Scare:
			add("q", "soCalled", 2*i, q.Parts...)
		case quotes.Title:
			add("title", "", 2*i, q.Parts...)
		default:
			add("said", "", 2*i, q.Parts...)
		}
		add("q", "", 2*i+1, q.Verbatim...)
		last := 2*len(it.Doc.Quotes) + 2
		add("seg", "mention", last, q.Mention.Excerpt)
		add("seg", "cue", last, q.Cue)
	}
	heap.Init(pending)
	var out []teiElement
	var open []int // ends
	k := 0         // the paragraph
	for pending.Len() > 0 {
		e := heap.Pop(pending).(teiElement)
		for k < len(paragraphs) && paragraphs[k].End <= e.Start {
			k++
			open = open[:0]
		}
		if k == len(paragraphs) {
			break // white space at the end
		}
		e.Start = max(e.Start, paragraphs[k].Start)
		if e.Start >= e.End {
			continue
		}
		for len(open) > 0 && open[len(open)-1] <= e.Start {
			open = open[:len(open)-1]
		}
		end := paragraphs[k].End
		if len(open) > 0 {
			end = min(end, open[len(open)-1])
		}
		if rest := e; e.End > end {
			rest.Start = end
			heap.Push(pending, rest)
			e.End = end
		}
		if strings.TrimSpace(it.Text[e.Start:e.End]) == "" {
			continue
		}
		e.index = len(out)
		out = append(out, e)
		open = append(open, e.End)
	}
	// An rs holds phrases only (macro.phraseSeq); a seg may hold what somebody said.
	for i := range out {
		e := &out[i]
		phrases := e.typ == "mention"
		for k := i + 1; k < len(out) && out[k].Start < e.End; k++ {
			phrases = phrases && (out[k].name == "seg" || out[k].name == "rs")
		}
		if phrases {
			e.name, e.typ = "rs", ""
		}
	}
	return out
}

// A teiQueue has the elements that begin first, and of these the longest, on top.
type teiQueue []teiElement

func (q teiQueue) Len() int      { return len(q) }
func (q teiQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q teiQueue) Less(i, j int) bool {
	a, b := q[i], q[j]
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	if a.End != b.End {
		return a.End > b.End
	}
	return a.depth < b.depth
}
func (q *teiQueue) Push(x any) { *q = append(*q, x.(teiElement)) }
func (q *teiQueue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
