// Package evaluate is the program that scores the library, or anybody's
// predictions, on annotated texts, with the figures that package eval defines:
// the command internal/cmd/evaluate and "whosaid evaluate".
package evaluate

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/eval"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // a file could not be read or written
	exitUsage  = 2
)

type settings struct {
	data                []string
	given               eval.Given
	predictions, scored string
	compare, markdown   string
	json                bool
	errors              int
	minConfidence       float64
}

// A set is a corpus file.
type set struct {
	name string
	docs []*corpus.Document
}

const usage = `NAME
  evaluate - score whosaid, or anybody's predictions, on annotated texts

SYNOPSIS
  evaluate -data FILE [flags]

DESCRIPTION
  Runs whosaid over the texts of a corpus and prints how much of what people
  annotated it finds: the spans of quotations, their speakers, cues and
  mentions, and how far its confidence can be trusted.

  A corpus has one JSON object a line; it may be compressed with gzip. Offsets
  count code points from 0. Only id, text and quotes with spans are needed:

    {"id": "a1", "lang": "en",
     "text": "“We are ready,” said Ida Moss. “To sail,” she added.",
     "quotes": [
       {"spans": [[1, 14]], "type": "direct", "speaker": "P1",
        "speaker_mention": [[21, 29]], "cue": [[16, 20]], "explicitness": "explicit"},
       {"spans": [[32, 40]], "type": "direct", "speaker": "P1",
        "explicitness": "anaphoric"}],
     "entities": [{"id": "P1", "name": "Ida Moss", "aliases": ["Moss"], "gender": "F"}]}

  The spans of a quotation are what is said, without its marks. Type is direct,
  indirect or mixed; addressees may name entities too.

FLAGS
`

const examples = `
EXAMPLES
  Scores of a corpus of your own, with the 20 most confident mistakes:
      evaluate -data mine.jsonl -errors 20
  How good the choice of the speaker is when the quotations are known:
      evaluate -data mine.jsonl -given quotes
  What a change brings: first keep the predictions, later compare:
      evaluate -data mine.jsonl -predictions old.jsonl
      evaluate -data mine.jsonl -compare old.jsonl
  Scores of another program, whose predictions are JSON as whosaid prints it:
      evaluate -data mine.jsonl -score theirs.jsonl

EXIT STATUS
  0 if the scores were printed, 1 if a file could not be read or written, 2 for
  wrong arguments.
`

// Run runs the program and returns the exit code: 0, 1 if a file could not be
// read or written, 2 for wrong arguments.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.Func("data", "corpus `file`, .jsonl or .jsonl.gz; may be repeated, and may be a pattern", func(pattern string) error {
		names, err := filepath.Glob(pattern)
		if err == nil && len(names) == 0 {
			err = errors.New("no such file")
		}
		s.data = append(s.data, names...)
		return err
	})
	flags.TextVar(&s.given, "given", eval.Text, "what the library is told: `none`, quotes or quotes,speakers")
	flags.StringVar(&s.predictions, "predictions", "", "write the predictions to `file`, one JSON object a line")
	flags.StringVar(&s.scored, "score", "", "score the predictions of `file` instead of running the library")
	flags.StringVar(&s.compare, "compare", "", "list what changed since the predictions of `file`")
	flags.StringVar(&s.markdown, "markdown", "", "write the scores of all settings beside published ones to `file`")
	flags.BoolVar(&s.json, "json", false, "print JSON, one object a corpus, instead of tables")
	flags.IntVar(&s.errors, "errors", 0, "print the `n` most confident mistakes, and n missed and spurious pieces")
	flags.Float64Var(&s.minConfidence, "min-confidence", attribution.DefaultThreshold, "`probability` below which nobody is named")
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
		fmt.Fprint(stderr, examples)
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage
	}
	if len(s.data) == 0 || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "evaluate: want -data FILE and no other arguments; -h lists the flags")
		return exitUsage
	}
	if s.errors < 0 || !(s.minConfidence >= 0 && s.minConfidence <= 1) {
		fmt.Fprintln(stderr, "evaluate: -errors is negative or -min-confidence not between 0 and 1")
		return exitUsage
	}
	if err := s.run(ctx, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "evaluate:", err)
		return exitFailed
	}
	return exitOK
}

func (s *settings) run(ctx context.Context, stdout, stderr io.Writer) error {
	var sets []set
	for _, name := range s.data {
		docs, err := corpus.Read(name)
		if err != nil {
			return err
		}
		sets = append(sets, set{name, docs})
	}
	if s.markdown != "" {
		return s.writeMarkdown(ctx, sets, stderr)
	}
	read := func(name string) ([]*eval.Prediction, error) {
		if name == "" {
			return nil, nil
		}
		return eval.ReadPredictions(name)
	}
	scored, err := read(s.scored)
	if err != nil {
		return err
	}
	old, err := read(s.compare)
	if err != nil {
		return err
	}
	var all []*eval.Prediction
	for _, c := range sets {
		preds := scored
		if s.scored == "" {
			if preds, err = s.predict(ctx, c, s.given, stderr); err != nil {
				return err
			}
		}
		all = append(all, preds...)
		report := eval.Evaluate(c.docs, preds)
		out := output{Data: c.name, Given: s.given, Figures: report.Figures()}
		if s.compare != "" {
			out.Differences, out.Changes = eval.Compare(eval.Evaluate(c.docs, old), report)
		}
		if s.json {
			enc := json.NewEncoder(stdout)
			enc.SetEscapeHTML(false)
			err = enc.Encode(out)
		} else {
			err = out.print(stdout, c.docs, report, s.errors)
		}
		if err != nil {
			return err
		}
	}
	if s.predictions != "" {
		return eval.WritePredictions(s.predictions, all)
	}
	return nil
}

// predict runs the library over c, and shows how far it is on a terminal.
func (s *settings) predict(ctx context.Context, c set, given eval.Given, stderr io.Writer) ([]*eval.Prediction, error) {
	var progress func(int)
	if terminal(stderr) {
		progress = func(done int) {
			fmt.Fprintf(stderr, "\r\033[K%s: %d of %d documents", filepath.Base(c.name), done, len(c.docs))
			if done == len(c.docs) {
				fmt.Fprint(stderr, "\r\033[K")
			}
		}
	}
	return eval.Predict(ctx, c.docs, given, []attribution.Option{attribution.WithMinConfidence(s.minConfidence)}, progress)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
