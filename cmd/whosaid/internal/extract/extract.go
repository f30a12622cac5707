// Package extract is the command "whosaid extract".
package extract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/semaphore"
	"golang.org/x/term"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/attribution/format"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
	"github.com/whosaid/whosaid/quotes"
)

// The exit codes.
const (
	exitOK          = 0
	exitFailed      = 1   // an input could not be read, or the result not written
	exitUsage       = 2   // wrong arguments
	exitInterrupted = 130 // by the keyboard or a signal
)

const usage = `NAME
  whosaid extract - find every quotation of texts, and who said it

SYNOPSIS
  whosaid extract [flags] [FILE|DIR|-]...

DESCRIPTION
  Reads files, all files of folders, and standard input for "-" or without any
  argument. What a file is its content tells: plain text, an HTML page (of
  which the main article is read), a book in EPUB, a DOCX document, IPTC ninjs,
  JSON lines with the fields "id" and "text", or a web archive (WARC); each of
  them may be compressed with gzip.

  The results are written in the order of the inputs, with all processors at
  work. An input that cannot be read is reported on standard error with its
  name and its position, and the rest goes on.

FORMATS
%s
FLAGS
`

const examples = `
EXAMPLES
  Quotations of an article, for people to read:
      whosaid extract article.txt
  A folder of saved web pages as a table for a spreadsheet:
      whosaid extract -format csv -o quotes.csv pages/
  A page in which every quotation has its speaker's colour:
      whosaid extract -format html -o page.html article.html
  A million articles, one JSON object a line; after a break, the same again:
      whosaid extract -format jsonl -resume -o quotes.jsonl news.jsonl.gz
  A novel, with the list of its characters:
      whosaid extract -speakers cast.txt -format tei -o novel.xml novel.epub
  As a filter, line by line, for another program:
      whosaid extract -from jsonl -format jsonl -
  Files for the annotation tool brat:
      whosaid extract -format brat novel.epub | tar x -C brat/data/novel

INTERRUPTED WORK
  With -o FILE, the results go to FILE.partial, which becomes FILE when all is
  done; FILE.resume says how far it is. If the work is interrupted, by the
  keyboard or a power cut, the same command with -resume goes on where it was:
  nothing is lost or written twice. Without -resume it begins anew.

EXIT STATUS
  0    all inputs were read
  1    some input could not be read, or the output not be written
  2    the arguments are wrong
  130  interrupted
`

// A command is a call of the program.
type command struct {
	names     []string
	input     input.Options
	format    format.Format
	output    format.Options
	out       string
	resume    bool
	places    bool
	jobs      int
	extractor *attribution.Extractor
	memory    *semaphore.Weighted // bytes of texts that are analysed at once
	settings  string              // those that the output depends on
	stdout    io.Writer
	stderr    io.Writer
}

// Run runs the command and returns the exit code. It stops when ctx is done.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c, err := parse(args, stdin, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errFlags): // the flag package has told
		return exitUsage
	case err != nil:
		fmt.Fprintln(stderr, "whosaid extract:", err)
		return exitUsage
	}
	failed, err := c.run(ctx)
	switch {
	case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		if fmt.Fprint(stderr, "whosaid extract: interrupted"); c.out != "" {
			fmt.Fprintf(stderr, "; the same command with -resume goes on")
		}
		fmt.Fprintln(stderr)
		return exitInterrupted
	case err != nil:
		fmt.Fprintln(stderr, "whosaid extract:", err)
		return exitFailed
	case failed > 0:
		return exitFailed
	}
	return exitOK
}

var errFlags = errors.New("wrong flags")

func parse(args []string, stdin io.Reader, stdout, stderr io.Writer) (*command, error) {
	c := &command{stdout: stdout, stderr: stderr, memory: semaphore.NewWeighted(atOnce)}
	var (
		flags         = flag.NewFlagSet("whosaid extract", flag.ContinueOnError)
		formatName    = flags.String("format", "text", "`form` of the output, see above")
		from          = flags.String("from", "", "`kind` of all inputs, if their content does not tell: text, html, epub, docx, ninjs, jsonl or warc")
		lang          = flags.String("lang", "", "`language` of the texts, such as en or de-CH (default: detect)")
		kinds         = flags.String("kinds", "direct,indirect,mixed", "`kinds` of quotation, of direct, indirect, mixed, scare and title")
		speakers      = flags.String("speakers", "", "`file` of people who may speak in the texts: a line for each with the name and, after semicolons, aliases; or JSON like the field speakers of the output")
		minConfidence = flags.Float64("min-confidence", attribution.DefaultThreshold, "`probability` from 0 to 1 below which nobody is named")
	)
	flags.TextVar(&c.output.Offsets, "offsets", attribution.Bytes, "`unit` of the offsets in json, jsonl and csv: byte, rune (code points) or utf16")
	flags.BoolVar(&c.places, "html-offsets", false, "offsets in json, jsonl and csv count in the source of HTML pages, and not in the text taken from them")
	flags.BoolVar(&c.output.WithText, "with-text", false, "add the text to json and jsonl; it is what the offsets count in")
	flags.BoolVar(&c.output.Fiction, "fiction", false, "the speakers are characters of fiction (for schemaorg)")
	flags.StringVar(&c.input.IDField, "id-field", "id", "`name` of the field of JSON lines with the ID")
	flags.StringVar(&c.input.TextField, "text-field", "text", "`name` of the field of JSON lines with the text")
	flags.StringVar(&c.out, "o", "", "write to `file` instead of standard output")
	flags.BoolVar(&c.resume, "resume", false, "with -o: go on with what was interrupted, if anything was")
	flags.IntVar(&c.jobs, "jobs", runtime.GOMAXPROCS(0), "`number` of texts that are worked on at once")
	flags.SetOutput(stderr)
	flags.Usage = func() {
		var list strings.Builder
		for _, f := range format.All() {
			fmt.Fprintf(&list, "  %-14s %s\n", f.Name, f.About)
		}
		fmt.Fprintf(stderr, usage, &list)
		flags.PrintDefaults()
		fmt.Fprint(stderr, examples)
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil, err
	} else if err != nil {
		return nil, errFlags
	}
	if c.names = flags.Args(); len(c.names) == 0 {
		c.names = []string{"-"}
		if terminal(stdin) {
			fmt.Fprintln(stderr, "whosaid extract: reading what you type, until Ctrl-D; \"whosaid help extract\" explains more")
		}
	}
	var ok bool
	if c.format, ok = format.Lookup(*formatName); !ok {
		return nil, fmt.Errorf("unknown format %q: want %s", *formatName, strings.Join(format.Names(), ", "))
	}
	c.input.From = input.Kind(*from)
	if *from != "" && !slices.Contains(input.Kinds(), c.input.From) {
		return nil, fmt.Errorf("unknown kind of input %q: want one of %v", *from, input.Kinds())
	}
	c.input.Stdin, c.input.Places = stdin, c.places
	options := []attribution.Option{attribution.WithMinConfidence(*minConfidence)}
	if *lang != "" {
		options = append(options, attribution.WithLanguage(*lang))
	}
	var cast []attribution.Speaker
	if *speakers != "" {
		var err error
		if cast, err = readSpeakers(*speakers); err != nil {
			return nil, err
		}
		options = append(options, attribution.WithSpeakers(cast...))
	}
	var list []quotes.Kind
	for name := range strings.SplitSeq(*kinds, ",") {
		var k quotes.Kind
		if err := k.UnmarshalText([]byte(strings.TrimSpace(name))); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	options = append(options, attribution.WithKinds(list...))
	var err error
	if c.extractor, err = attribution.New(options...); err != nil {
		return nil, err
	}
	offsets := slices.Contains([]string{"json", "jsonl", "csv"}, c.format.Name)
	switch {
	case c.places && !offsets:
		return nil, errors.New("-html-offsets is for json, jsonl and csv")
	case c.resume && c.out == "":
		return nil, errors.New("-resume needs -o, a file to go on with")
	case c.jobs < 1:
		return nil, errors.New("-jobs must be at least 1")
	case c.out == "" && c.format.Name == "brat" && terminal(stdout):
		return nil, errors.New("brat is a tar archive: write it to a file with -o, or pipe it into tar x")
	}
	if c.out == "" {
		c.output.ForTerminal(stdout)
	}
	c.settings = settingsOf(flags, cast)
	return c, nil
}

// settingsOf returns the flags that the output depends on.
func settingsOf(flags *flag.FlagSet, cast []attribution.Speaker) string {
	var list []string
	flags.Visit(func(f *flag.Flag) {
		switch value := f.Value.String(); f.Name {
		case "o", "resume", "jobs":
		case "speakers": // what is in the file
			sum := sha256.Sum256(fmt.Appendf(nil, "%+v", cast))
			list = append(list, fmt.Sprintf("-%s=%s (%x)", f.Name, value, sum[:4]))
		default:
			list = append(list, fmt.Sprintf("-%s=%s", f.Name, value))
		}
	})
	return strings.Join(list, " ")
}

func terminal(file any) bool {
	f, ok := file.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// run reads the inputs and writes the results. It returns how many inputs
// could not be read; the error is of the output, or ctx's.
func (c *command) run(ctx context.Context) (failed int, err error) {
	dest, err := c.open()
	if err != nil {
		return 0, err
	}
	bar := newProgress(c.stderr, c.names)
	c.input.Read = bar.read
	items := dest.skipDone(input.Items(c.names, c.input))
	err = inOrder(ctx, c.jobs, items, c.analyse, dest.idle, func(r result) error {
		if r.err != nil && ctx.Err() != nil && errors.Is(r.err, ctx.Err()) {
			return r.err // it was not analysed
		}
		bar.done(r.err)
		return dest.add(r)
	})
	bar.end()
	return dest.failed, cmp.Or(dest.finish(err), err)
}

// atOnce is how many bytes of text are analysed at the same time.
const atOnce = 4 << 20

// A result is what was made of an input: an item or an error.
type result struct {
	name string
	item format.Item
	err  error
}

func (c *command) analyse(ctx context.Context, in found) result {
	r := result{name: in.item.Name, err: in.err}
	if in.err != nil {
		if e, ok := errors.AsType[*input.Error](in.err); ok {
			r.name = e.Name
		}
		return r
	}
	var doc input.Document
	if doc, r.err = in.item.Load(); r.err != nil {
		return r
	}
	// Long texts take turns, so that the memory does not depend on how many
	// there are.
	size := int64(min(len(doc.Text), atOnce))
	if r.err = c.memory.Acquire(ctx, size); r.err != nil {
		return r
	}
	defer c.memory.Release(size)
	found, err := c.extractor.Extract(ctx, doc.Text)
	if err != nil {
		r.err = err
		return r
	}
	found.ID = doc.ID
	r.item = format.Item{Text: doc.Text, Doc: found, Title: doc.Title}
	if c.places {
		if r.item.Text, r.item.Doc, err = doc.InSource(found); err != nil {
			r.err = &input.Error{Name: in.item.Name, Err: err}
		}
	}
	return r
}
