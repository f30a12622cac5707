// Command article prints every quotation of articles, and who said it.
//
//	go run ./examples/article testdata/articles/wire.txt
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/attribution/format"
	"github.com/whosaid/whosaid/internal/charset"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // a file could not be read, or the result not written
	exitUsage  = 2
)

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var (
		flags = flag.NewFlagSet("article", flag.ContinueOnError)
		as    = flags.String("format", "text", "`form` of the output: text, json (one object a line) or html")
		lang  = flags.String("lang", "", "`language` of the texts, such as en or de (default: detect)")
		unit  attribution.OffsetUnit
		out   = flags.String("o", "", "write to `file` instead of standard output")
	)
	flags.TextVar(&unit, "offsets", attribution.Bytes, "`unit` of the offsets in JSON: byte, rune or utf16")
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: article [flags] [file...]\n\nPrints every quotation of the files, or of standard input, and who said it.")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage
	}
	form, ok := map[string]string{"text": "text", "html": "html", "json": "jsonl"}[*as]
	if !ok {
		fmt.Fprintf(stderr, "article: unknown format %q: want text, json or html\n", *as)
		return exitUsage
	}
	var opts []attribution.Option
	if *lang != "" {
		opts = append(opts, attribution.WithLanguage(*lang))
	}
	x, err := attribution.New(opts...)
	if err != nil {
		fmt.Fprintln(stderr, "article:", err)
		return exitUsage
	}
	code := exitOK
	var items []format.Item
	for _, name := range files(flags.Args()) {
		text, err := read(name, stdin)
		if err != nil {
			fmt.Fprintln(stderr, "article:", err)
			code = exitFailed
			continue
		}
		doc, err := x.Extract(context.Background(), text)
		if err != nil {
			fmt.Fprintf(stderr, "article: %s: %v\n", name, err)
			code = exitFailed
			continue
		}
		doc.ID = name
		items = append(items, format.Item{Text: text, Doc: doc})
	}
	if *out == "" {
		o := format.Options{Offsets: unit}
		o.ForTerminal(stdout)
		err = write(stdout, form, o, items)
	} else {
		err = writeFile(*out, func(w io.Writer) error { return write(w, form, format.Options{Offsets: unit}, items) })
	}
	if err != nil {
		fmt.Fprintln(stderr, "article:", err)
		code = exitFailed
	}
	return code
}

func files(args []string) []string {
	if len(args) == 0 {
		return []string{"-"}
	}
	return args
}

// read returns the text of a file, or of stdin if the name is "-".
func read(name string, stdin io.Reader) (string, error) {
	var b []byte
	var err error
	if name == "-" {
		b, err = io.ReadAll(stdin)
	} else {
		b, err = os.ReadFile(name)
	}
	if err != nil {
		if name == "-" {
			return "", fmt.Errorf("standard input: %w", err)
		}
		return "", err // it names the file
	}
	text, err := charset.Decode(b)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
}

func write(w io.Writer, form string, o format.Options, items []format.Item) error {
	f, _ := format.Lookup(form) // run has asked for one that there is
	out := f.NewWriter(w, o)
	for _, it := range items {
		if err := out.Write(it); err != nil {
			return err
		}
	}
	return out.Close()
}

// writeFile replaces the file by what write writes; if that fails the old
// file stays as it was.
func writeFile(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() { // a device must not be replaced
		return os.WriteFile(name, b.Bytes(), 0)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".article-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone once it is renamed
	if _, err = f.Write(b.Bytes()); err == nil {
		err = f.Chmod(0o644)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
