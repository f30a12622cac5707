package audit

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/attribution"
)

// The exit codes.
const (
	exitOK          = 0
	exitFailed      = 1 // an article could not be read, there was none, or the result was not written
	exitUsage       = 2
	exitInterrupted = 130 // by the keyboard or a signal
)

// Articles reads files and folders, one article after the other. An error
// says which one could not be read; the rest goes on.
type Articles func(paths []string) iter.Seq2[attribution.Input, error]

// Run counts who is quoted in the articles that args name, and writes the
// result to stdout and what could not be read to stderr. It returns the exit
// code: 0 if all went well, 1 if an article could not be read (the others are
// counted), there was none or stdout failed, 2 for wrong arguments, 130 if ctx
// was done.
func Run(ctx context.Context, args []string, read Articles, stdout, stderr io.Writer) int {
	var (
		flags  = flag.NewFlagSet("whosaid audit", flag.ContinueOnError)
		format = flags.String("format", "table", "`form` of the result: table, csv, json or html")
		by     = flags.String("by", "", "only this `part`: speaker, gender, naming, kind or article (csv: speaker unless given)")
		top    = flags.Int("top", 20, "`rows` of speakers and articles in table and html; 0 for all")
		lang   = flags.String("lang", "", "`language` of the articles, such as en or de (default: detect each)")
		least  = flags.Float64("min-confidence", attribution.DefaultThreshold, "`probability` below which a quotation has no speaker")
	)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
		fmt.Fprint(stderr, examples)
	}
	var paths []string
	for rest := args; len(rest) > 0; { // flags may stand after paths
		if err := flags.Parse(rest); errors.Is(err, flag.ErrHelp) {
			return exitOK
		} else if err != nil {
			return exitUsage
		}
		if rest = flags.Args(); len(rest) > 0 {
			paths, rest = append(paths, rest[0]), rest[1:]
		}
	}
	write := map[string]func(io.Writer, *Report, view) error{"table": writeTable, "csv": writeCSV, "json": writeJSON, "html": writeHTML}[*format]
	wrong := ""
	switch {
	case write == nil:
		wrong = fmt.Sprintf("unknown format %q: want table, csv, json or html", *format)
	case *by != "" && !slices.Contains(parts, *by):
		wrong = fmt.Sprintf("unknown part %q: want %s", *by, strings.Join(parts, ", "))
	case *top < 0:
		wrong = "-top must not be negative"
	case len(paths) == 0:
		wrong = "no articles given; try whosaid audit -h"
	}
	opts := []attribution.Option{attribution.WithMinConfidence(*least)}
	if *lang != "" {
		opts = append(opts, attribution.WithLanguage(*lang))
	}
	x, err := attribution.New(opts...)
	if wrong == "" && err != nil {
		wrong = err.Error()
	}
	if wrong != "" {
		fmt.Fprintln(stderr, "whosaid audit:", wrong)
		return exitUsage
	}

	code := exitOK
	t := newTally()
	for d, err := range analyse(ctx, x, read(paths)) {
		if err != nil {
			fmt.Fprintln(stderr, "whosaid audit:", err)
			code = exitFailed
			continue
		}
		t.add(d)
	}
	if ctx.Err() != nil {
		fmt.Fprintln(stderr, "whosaid audit: interrupted")
		return exitInterrupted
	}
	r := t.report()
	if r.Articles == 0 {
		fmt.Fprintln(stderr, "whosaid audit: there are no articles in", strings.Join(paths, ", "))
		return exitFailed
	}
	if err := write(stdout, r, view{by: *by, top: *top}); err != nil {
		fmt.Fprintln(stderr, "whosaid audit:", err)
		return exitFailed
	}
	return code
}

// parts are the values of -by.
var parts = []string{"speaker", "gender", "naming", "kind", "article"}

// A view is what is shown of a report.
type view struct {
	by  string // one of parts, or empty for all
	top int    // rows of the long tables; 0 for all
}

func (v view) shows(part string) bool { return v.by == "" || v.by == part }

// analyse analyses articles on all cores and returns the results in order.
// It holds a few articles for each core.
func analyse(ctx context.Context, x *attribution.Extractor, articles iter.Seq2[attribution.Input, error]) iter.Seq2[*attribution.Document, error] {
	type result struct {
		doc *attribution.Document
		err error
	}
	return func(yield func(*attribution.Document, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		queue := make(chan chan result, 2*runtime.GOMAXPROCS(0)) // results, in order
		go func() {
			defer close(queue)
			for in, err := range articles {
				one := make(chan result, 1)
				select {
				case queue <- one:
				case <-ctx.Done():
					return
				}
				if err != nil {
					one <- result{err: err}
					continue
				}
				go func() {
					d, err := x.Extract(ctx, in.Text)
					if err != nil {
						one <- result{err: &attribution.DocumentError{ID: in.ID, Err: err}}
						return
					}
					d.ID = in.ID
					one <- result{doc: d}
				}()
			}
		}()
		for one := range queue {
			if r := <-one; ctx.Err() != nil || !yield(r.doc, r.err) {
				return
			}
		}
	}
}

const usage = `NAME
  whosaid audit - who is quoted in a body of articles

SYNOPSIS
  whosaid audit [flags] FILE|DIR...

DESCRIPTION
  Counts quotations and words by speaker, by gender where the text tells it, by
  name or without one, direct, mixed or indirect, and by article.

  Speakers are joined across articles by full name only; a person with one name
  or none counts anew in each article. A gender that the text does not tell
  stays unknown. Quotations inside others are left out.

FLAGS
`

const examples = `
EXAMPLES
  Who was quoted in November:
      whosaid audit news/2026-11
  The same as a page with charts:
      whosaid audit -format html news/2026-11 >audit.html
  A row for each article, for a spreadsheet:
      whosaid audit -format csv -by article news/2026-11 >articles.csv

EXIT STATUS
  0    all went well
  1    an article could not be read (the others are counted), there was none, or
       the result could not be written
  2    the arguments are wrong
  130  interrupted
`
