package evaluate

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/eval"
)

// An output is what is printed of one corpus.
type output struct {
	Data  string     `json:"data"`
	Given eval.Given `json:"given"`
	*eval.Figures
	Differences []eval.Difference `json:"differences,omitempty"`
	Changes     []eval.Change     `json:"changes,omitempty"`
}

func (o output) print(w io.Writer, docs []*corpus.Document, report *eval.Report, mistakes int) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s, %d documents, given %s\n", filepath.Base(o.Data), len(docs), o.Given)
	if o.Missing > 0 || o.BadSpans > 0 {
		fmt.Fprintf(b, "%d documents without a prediction, %d spans that do not slice the text\n", o.Missing, o.BadSpans)
	}
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	prf := func(name string, f eval.PRF, more ...any) {
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.2f\t%d\t%d\t", name, f.P, f.R, f.F1, f.Gold, f.Predicted)
		fmt.Fprintln(t, more...)
	}
	if o.Marked != nil || o.Relations != nil {
		fmt.Fprint(t, "\nspans\tP\tR\tF1\tgold\tpredicted\t\n")
	}
	if m := o.Marked; m != nil {
		prf("marked exact", m.Exact)
		prf("marked close", m.Close)
	}
	if r := o.Relations; r != nil {
		prf("source", r.Source)
		prf("cue", r.Cue)
		prf("content", r.Content)
		prf("triple", r.Triple)
		for _, m := range []struct {
			name string
			eval.Matched
		}{{"speech", r.Speech}, {"all", r.All}} {
			prf(m.name, m.PRF, fmt.Sprintf(" mention right %.2f, answered %.2f", m.MentionRight, m.MentionAnswered))
		}
	}
	table := func(title string, m map[string]eval.Accuracy) {
		fmt.Fprintf(t, "\n%s\tn\taccuracy\tfound\tanswered\tprecision\t\n", title)
		for _, k := range eval.Keys(m) {
			row(t, k, m[k])
		}
	}
	if s := o.Speaker; s != nil {
		table("speaker", s.By)
		fmt.Fprintf(t, "b3 F1\t\t%.2f\t\n", s.B3)
	}
	if len(o.Breakdown.ByMethod) > 0 {
		table("by method", o.Breakdown.ByMethod)
		table("by kind", o.Breakdown.ByKind)
	}
	if a := o.Breakdown.Addressees; a != nil {
		fmt.Fprint(t, "\n\tn\taccuracy\tfound\tanswered\tprecision\t\n")
		row(t, "addressee", *a)
	}
	const most = 12 // documents in a table; -json has all
	if ds := o.Breakdown.ByDocument; len(ds) > 1 {
		fmt.Fprintf(t, "\nby document\tn\taccuracy\tfound\tanswered\tprecision\tmarked F1\t\n")
		ds = slices.Clone(ds)
		slices.SortStableFunc(ds, func(a, b eval.DocumentFigures) int {
			return cmp.Or(cmp.Compare(a.Speakers.Accuracy, b.Speakers.Accuracy), cmp.Compare(a.Marked.F1, b.Marked.F1))
		})
		for _, d := range ds[:min(len(ds), most)] {
			a := d.Speakers
			fmt.Fprintf(t, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t\n", d.ID, a.N, a.Accuracy, a.Found, a.Answered, a.Precision, d.Marked.F1)
		}
	}
	if c := o.Breakdown.Calibration; c != nil {
		fmt.Fprintf(t, "\nconfidence\tn\tmean\tright\t\n")
		for _, b := range c.Bins {
			fmt.Fprintf(t, "%.1f to %.1f\t%d\t%.2f\t%.2f\t\n", b.Low, b.Low+0.1, b.N, b.Confidence, b.Right)
		}
		fmt.Fprintf(t, "expected calibration error\t\t%.4f\t\n\nanswers from\tprecision\tcoverage\t\n", c.ECE)
		for _, x := range c.Thresholds {
			fmt.Fprintf(t, "%.2f\t%.2f\t%.2f\t\n", x.Confidence, x.Precision, x.Coverage)
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	o.printChanges(b, docs)
	printMistakes(b, report, mistakes)
	fmt.Fprintln(b)
	return b.Flush()
}

func row(w io.Writer, name string, a eval.Accuracy) {
	fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t\n", name, a.N, a.Accuracy, a.Found, a.Answered, a.Precision)
}

func (o output) printChanges(w io.Writer, docs []*corpus.Document) {
	if len(o.Differences) == 0 {
		return
	}
	texts := map[string][]rune{}
	for _, d := range docs {
		texts[d.ID] = []rune(d.Text)
	}
	for _, fixed := range []bool{true, false} {
		for _, c := range o.Changes {
			if c.Fixed != fixed {
				continue
			}
			word := "broke"
			if fixed {
				word = "fixed"
			}
			fmt.Fprintf(w, "\n%s: %s, %s %v: want %q, was %q, is %q\n", word, c.Figure, c.Document, c.Span, c.Want, c.Old, c.New)
			fmt.Fprintln(w, inContext(texts[c.Document], c.Span))
		}
	}
	fmt.Fprintln(w)
	for _, d := range o.Differences {
		fmt.Fprintf(w, "%s: %.2f, was %.2f: %+.2f (95%% interval %+.2f to %+.2f), %d fixed, %d broken\n",
			d.Figure, d.New, d.Old, d.New-d.Old, d.Low, d.High, d.Fixed, d.Broken)
	}
}

// printMistakes shows n mistakes of each sort.
func printMistakes(w io.Writer, r *eval.Report, n int) {
	if n == 0 {
		return
	}
	type mistake struct {
		*eval.Score
		eval.Outcome
	}
	var wrong []mistake
	missed, spurious := 0, 0
	for _, s := range r.Documents {
		for _, o := range s.Outcomes() {
			if o.Answered && !o.Right {
				wrong = append(wrong, mistake{s, o})
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b mistake) int { return cmp.Compare(b.Confidence, a.Confidence) })
	for _, m := range wrong[:min(n, len(wrong))] {
		fmt.Fprintf(w, "\n%.2f %s: %s %v, %s: want %q, got %q\n", m.Confidence, m.Method, m.Score.Gold.ID, m.Span, m.Key, m.Want, m.Got)
		fmt.Fprintln(w, inContext([]rune(m.Score.Gold.Text), m.Span))
	}
	for _, s := range r.Documents {
		text := []rune(s.Gold.Text)
		for _, p := range s.Pieces {
			switch {
			case p.Gold && !p.Predicted:
				if missed++; missed <= n {
					fmt.Fprintf(w, "\nmissed: %s %v\n%s\n", s.Gold.ID, p.Span, inContext(text, p.Span))
				}
			case p.Predicted && !p.Gold:
				if spurious++; spurious <= n {
					fmt.Fprintf(w, "\nspurious: %s %v\n%s\n", s.Gold.ID, p.Span, inContext(text, p.Span))
				}
			}
		}
	}
}

// inContext returns s between ⟦ and ⟧ with what stands around it; the middle
// of a long s is left out.
func inContext(text []rune, s corpus.Span) string {
	const around, most = 160, 240
	words := string(text[s[0]:s[1]])
	if s[1]-s[0] > most {
		words = string(text[s[0]:s[0]+most/2]) + " … " + string(text[s[1]-most/2:s[1]])
	}
	words = string(text[max(0, s[0]-around):s[0]]) + "⟦" + words + "⟧" + string(text[s[1]:min(len(text), s[1]+around)])
	return "    " + strings.NewReplacer("\n", "↵", "\r", "").Replace(words)
}
