// Package train is the program that makes the models of the library from
// annotated texts: the command internal/cmd/train and "whosaid train". The same
// texts give the same files.
package train

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/tagger"
)

const usage = `NAME
  train - make the models of whosaid from annotated texts

SYNOPSIS
  train -data DIR [flags]

DESCRIPTION
  Learns from the corpora of a folder and writes the models into a clone of the
  repository of whosaid, where the next build takes them up. It prints how good
  they are. The same texts give the same models.

  The ranker of speakers learns from the files NAME.train.jsonl.gz of -corpora,
  in the form that "whosaid help evaluate" explains: quotations of the type
  direct with a speaker, and the list of entities. Where mentions outside
  quotations are annotated, it learns from these for whom pronouns stand.
  Cross-validation holds out the texts of one book (the field "work") together.
  The other models need the corpora that MODEL.md names.

FLAGS
`

const examples = `
EXAMPLES
  The ranker of speakers, from a corpus of your own beside the usual one; in a
  clone of the repository:
      train -only speaker -data corpora -corpora pdnc,mine
      go install ./cmd/whosaid
  Only its scores in cross-validation:
      train -only speaker -data corpora -corpora mine -out ""

EXIT STATUS
  0 if the models were written, 1 if not, 2 for wrong arguments.
`

var errUsage = errors.New("wrong arguments")

// Run runs the program and returns the exit code: 0, 1 if it failed, 2 for
// wrong arguments.
func Run(args []string, stdout, stderr io.Writer) int {
	err := run(args, stdout, stderr)
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage): // the flag package has told
		return 2
	}
	fmt.Fprintln(stderr, "train:", err)
	return 1
}

type settings struct {
	data, out string
	corpora   []string      // of the speaker ranker
	tagger    *tagger.Model // that was just trained; nil for the library's
	parser    *parser.Model // likewise
	least     int           // updates without which linear models drop a feature, 0 for what is best for each
	params    gbdt.Params   // of the speaker ranker
	folds     int
	passes    int
	without   string
	held      string // file for what models that have not seen an article find in it
}

// models lists what can be trained, in the order in which they build on each other.
var models = []struct {
	name  string
	train func(*settings, io.Writer) error
}{
	{"tagger", (*settings).trainTagger},
	{"parser", (*settings).trainParser},
	{"mentions", (*settings).trainMentions},
	{"relations", (*settings).trainRelations},
	{"speaker", (*settings).trainSpeaker},
}

func run(args []string, stdout, stderr io.Writer) error {
	s := settings{corpora: []string{"pdnc", "litbank", "polnear"}, params: gbdt.Params{Rate: 0.11, Depth: 6, MinWeight: 4, Lambda: 2, Sample: 0.7, Features: 0.7}}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
		fmt.Fprint(stderr, examples)
	}
	only := flags.String("only", "", "`model` to train, tagger, parser, mentions, relations or speaker; empty for all")
	flags.StringVar(&s.data, "data", "../shared/data", "`folder` of the corpora")
	flags.Func("corpora", "speaker: `names` of the corpora in -data, with commas between (default pdnc,litbank,polnear)", func(names string) error {
		s.corpora = strings.Split(names, ",")
		return nil
	})
	flags.StringVar(&s.out, "out", ".", "root `folder` of the module, in which the models are written; empty to only print their scores")
	flags.Uint64Var(&s.params.Seed, "seed", 1, "`seed` of the samples")
	flags.IntVar(&s.least, "least", 0, "`updates` without which tagger, parser, mentions and relations drop a feature; 0 for their own")
	flags.IntVar(&s.folds, "folds", 4, "speaker, relations: `number` of folds of cross-validation")
	flags.IntVar(&s.passes, "passes", 2, "speaker: `number` of passes")
	flags.IntVar(&s.params.Trees, "trees", 0, "speaker, relations: `number` of trees of the first pass or a choice; 0 for their own")
	flags.IntVar(&s.params.Leaves, "leaves", 32, "speaker: `number` of leaves of a tree")
	flags.Float64Var(&s.params.MinWeight, "min-weight", s.params.MinWeight, "speaker: least `weight` of a leaf")
	flags.Float64Var(&s.params.Rate, "rate", s.params.Rate, "speaker: learning `rate`")
	flags.Float64Var(&s.params.Features, "features", s.params.Features, "speaker: `share` of features that a tree sees")
	flags.StringVar(&s.without, "without", "", "speaker, relations: `group` of features to do without, for ablation; attribution/features.go and internal/relation have their names")
	flags.StringVar(&s.held, "held", "", "relations: `file` for what models that have not seen an article find in it, as predictions")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	known := *only == ""
	for _, m := range models {
		if *only == "" || m.name == *only {
			known = true
			if err := m.train(&s, stdout); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
		}
	}
	if !known {
		return fmt.Errorf("there is no model %q", *only)
	}
	return nil
}

// leastOr returns the setting, or a model's own.
func (s *settings) leastOr(own int) int { return cmp.Or(s.least, own) }

// write writes a model.
func (s *settings) write(name string, b []byte) error {
	if s.out == "" {
		return nil
	}
	return os.WriteFile(filepath.Join(s.out, name), b, 0o644)
}
