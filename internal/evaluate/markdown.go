package evaluate

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/whosaid/whosaid/internal/eval"
)

//go:embed peers.md
var peers string

// writeMarkdown scores the sets in every setting that they allow, and writes
// the tables with the published figures below.
func (s *settings) writeMarkdown(ctx context.Context, sets []set, stderr io.Writer) error {
	var spans, speakers, relations, calibration, addressees strings.Builder
	for _, c := range sets {
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(c.name), ".gz"), ".jsonl")
		for _, given := range []eval.Given{eval.Text, eval.Quotes, eval.QuotesAndSpeakers} {
			preds, err := s.predict(ctx, c, given, stderr)
			if err != nil {
				return err
			}
			f := eval.Evaluate(c.docs, preds).Figures()
			if m := f.Marked; m != nil && given == eval.Text {
				fmt.Fprintf(&spans, "| %s | %.2f | %.2f | **%.2f** | %.2f |\n", name, m.Exact.P, m.Exact.R, m.Exact.F1, m.Close.F1)
			}
			if sp := f.Speaker; sp != nil {
				fmt.Fprintf(&speakers, "| %s | %s |", name, settingName[given])
				for _, k := range []string{"all", "explicit", "anaphoric", "implicit"} {
					if a, ok := sp.By[k]; ok {
						fmt.Fprintf(&speakers, " %.2f |", a.Accuracy)
					} else {
						fmt.Fprint(&speakers, " |")
					}
				}
				fmt.Fprintf(&speakers, " %.2f | %.2f |\n", sp.By["all"].Precision, sp.B3)
			}
			if r := f.Relations; r != nil && given == eval.Text {
				fmt.Fprintf(&relations, "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", name,
					r.Source.F1, r.Cue.F1, r.Content.F1, r.Triple.F1, r.Speech.F1, r.Speech.MentionRight, r.All.F1, r.All.MentionRight)
			}
			if a := f.Breakdown.Addressees; a != nil {
				fmt.Fprintf(&addressees, "| %s | %s | %.2f | %.2f |\n", name, settingName[given], a.Accuracy, a.Precision)
			}
			if cal := f.Breakdown.Calibration; cal != nil {
				fmt.Fprintf(&calibration, "| %s | %s | %.3f |", name, settingName[given], cal.ECE)
				for _, t := range cal.Thresholds {
					if p := int(100*t.Confidence + 0.5); p == 50 || p == 70 || p == 90 {
						fmt.Fprintf(&calibration, " %.1f / %.1f |", t.Precision, t.Coverage)
					}
				}
				fmt.Fprintln(&calibration)
			}
			if f.Speaker == nil {
				break // nobody to be given
			}
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, markdown, spans.String(), speakers.String(), addressees.String(), relations.String(), calibration.String(), strings.TrimSpace(peers))
	return os.WriteFile(s.markdown, b.Bytes(), 0o644)
}

var settingName = map[eval.Given]string{
	eval.Text: "raw text", eval.Quotes: "quotations given", eval.QuotesAndSpeakers: "quotations and cast given",
}

const markdown = `# Scores

Written by ` + "`go run ./internal/cmd/evaluate -data '../shared/data/*.dev.jsonl.gz' -markdown SCORES.md`" + `.
Percent, on the development parts of the corpora, which nothing is trained on. The metrics are defined in
[internal/eval](internal/eval/doc.go).

## Marked pieces, raw text

| corpus | P | R | F1 exact | F1 close |
|---|---|---|---|---|
%s
## Speakers of direct quotations

Accuracy: right among all quotations, found or not. Precision: right among those with an answer.

| corpus | setting | all | explicit | anaphoric | implicit | precision | B3 |
|---|---|---|---|---|---|---|---|
%s
Addressees of the quotations that have exactly one:

| corpus | setting | accuracy | precision |
|---|---|---|---|
%s
## Source, cue and content, raw text

Exact F1 of each, and of the three together; then contents found (IoU at least 0.5) and, of these, mentions right.

| corpus | source | cue | content | triple | speech found | mention right | all found | mention right |
|---|---|---|---|---|---|---|---|---|
%s
## Confidence

Expected calibration error, and precision / coverage of the answers with at least that confidence. PolNeAR has no
speakers: there an answer counts as right if the mention is, which is easier, so the confidence seems too low.

| corpus | setting | ECE | 0.5 | 0.7 | 0.9 |
|---|---|---|---|---|---|
%s
%s
`
