// Command whosaid finds every quotation of texts and says who said it.
//
//	whosaid extract article.txt
//	whosaid help
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/whosaid/whosaid/attribution/format"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/completion"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/extract"
	"github.com/whosaid/whosaid/internal/evaluate"
	"github.com/whosaid/whosaid/internal/train"
)

// The exit codes, of all commands.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// A command is what the first argument names.
type command struct {
	name  string
	about string
	run   func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int
	// values are the words that may follow a flag, by the name of the flag, for
	// completion in a shell.
	values map[string][]string
}

// commands lists the commands in the order of the help.
func commands() []command {
	return []command{
		{"extract", "find every quotation of files, and who said it", extract.Run, map[string][]string{
			"format": format.Names(), "from": {"text", "html", "epub", "docx", "ninjs", "jsonl", "warc"},
			"offsets": {"byte", "rune", "utf16"}, "kinds": {"direct", "indirect", "mixed", "scare", "title"},
		}},
		{"serve", "serve a page and an HTTP service", serve, map[string][]string{"log": {"text", "json"}}},
		{"audit", "count who is quoted in a body of articles", auditArticles, map[string][]string{
			"format": {"table", "csv", "json", "html"}, "by": {"speaker", "gender", "naming", "kind", "article"},
		}},
		{"evaluate", "score whosaid on annotated texts of your own", withoutStdin(evaluate.Run), map[string][]string{
			"given": {"none", "quotes", "quotes,speakers"},
		}},
		{"train", "make the models of whosaid from annotated texts", untilInterrupted(train.Run), map[string][]string{
			"only": {"tagger", "parser", "mentions", "speaker"},
		}},
		{"version", "print the version", version, nil},
		{"completion", "print the completion of bash, zsh or fish", complete, nil},
		{"help", "explain a command", help, nil},
	}
}

// withoutStdin makes a command of a program that reads only files.
func withoutStdin(run func(ctx context.Context, args []string, stdout, stderr io.Writer) int) func(context.Context, []string, io.Reader, io.Writer, io.Writer) int {
	return func(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
		return run(ctx, args, stdout, stderr)
	}
}

// untilInterrupted makes a command of a program that does not stop by itself.
func untilInterrupted(run func(args []string, stdout, stderr io.Writer) int) func(context.Context, []string, io.Reader, io.Writer, io.Writer) int {
	return func(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
		context.AfterFunc(ctx, func() { os.Exit(exitInterrupted) })
		return run(args, stdout, stderr)
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, overview())
		return exitUsage
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, args[1:], stdin, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "whosaid: unknown command %q; \"whosaid help\" lists the commands\n", args[0])
	return exitUsage
}

func overview() string {
	var b strings.Builder
	b.WriteString("whosaid finds every quotation of a text and says who said it.\n\nUSAGE\n  whosaid COMMAND [flags] [arguments]\n\nCOMMANDS\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-11s %s\n", c.name, c.about)
	}
	b.WriteString(`
EXAMPLES
  whosaid extract article.txt
  whosaid extract -format html -o page.html saved-page.html
  whosaid extract -format csv -o quotes.csv folder/
  whosaid help extract

EXIT STATUS
  0 for success, 1 if something could not be read or written, 2 for wrong
  arguments, 130 if interrupted.
`)
	return b.String()
}

func help(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return show(stdout, stderr, overview())
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 || len(args) > 1 {
		fmt.Fprintf(stderr, "whosaid help: no command %q; \"whosaid help\" lists the commands\n", strings.Join(args, " "))
		return exitUsage
	}
	switch all[i].name {
	case "help":
		return show(stdout, stderr, "usage: whosaid help [COMMAND]\n\nExplains a command, or lists all.\n")
	case "version":
		return show(stdout, stderr, "usage: whosaid version\n\nPrints the version of the program and of Go, and the commit it was built from.\n")
	}
	return all[i].run(ctx, []string{"-h"}, stdin, stdout, stdout)
}

func show(stdout, stderr io.Writer, text string) int {
	if _, err := io.WriteString(stdout, text); err != nil {
		fmt.Fprintln(stderr, "whosaid:", err)
		return exitFailed
	}
	return exitOK
}

func version(_ context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		fmt.Fprintln(stderr, "usage: whosaid version")
		return exitUsage
	}
	return show(stdout, stderr, versionOf(debug.ReadBuildInfo())+"\n")
}

func versionOf(info *debug.BuildInfo, ok bool) string {
	if !ok {
		return "whosaid (unknown version)"
	}
	v := "whosaid " + info.Main.Version
	if info.Main.Version == "" || info.Main.Version == "(devel)" {
		v = "whosaid (development version)"
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; revision != "" {
		v += " " + revision[:min(12, len(revision))]
		if settings["vcs.modified"] == "true" {
			v += " with changes"
		}
	}
	return v + " " + info.GoVersion
}

const completionUsage = `usage: whosaid completion bash|zsh|fish

Prints a script that completes commands, flags and their values. To load it:
  bash   source <(whosaid completion bash)
  zsh    source <(whosaid completion zsh)
  fish   whosaid completion fish | source
Put that line in ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish to keep it.
`

func complete(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 1 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		return show(stderr, stderr, completionUsage)
	}
	var list []completion.Command
	for _, c := range commands() {
		list = append(list, completion.Command{Name: c.name, About: c.about, Flags: flags(ctx, c)})
	}
	if len(args) == 1 {
		if script, ok := completion.Script(args[0], list); ok {
			return show(stdout, stderr, script)
		}
	}
	fmt.Fprint(stderr, completionUsage)
	return exitUsage
}

// flags returns the flags of a command, which its help lists.
func flags(ctx context.Context, c command) []completion.Flag {
	switch c.name {
	case "completion", "help", "version":
		return nil
	}
	var text bytes.Buffer
	c.run(ctx, []string{"-h"}, strings.NewReader(""), &text, &text)
	return completion.ParseFlags(text.String(), c.values)
}
