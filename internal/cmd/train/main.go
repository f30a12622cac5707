// Command train makes the models of the library from annotated texts. The same
// texts give the same files.
//
//	go run ./internal/cmd/train -data ../shared/data
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/tagger"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

type settings struct {
	data, out string
	tagger    *tagger.Model // that was just trained; nil for the library's
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
	s := settings{params: gbdt.Params{Rate: 0.14, Depth: 6, MinWeight: 4, Lambda: 2, Sample: 0.7, Features: 0.7}}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	only := flags.String("only", "", "`model` to train, tagger, parser, mentions, relations or speaker; empty for all")
	flags.StringVar(&s.data, "data", "../shared/data", "`folder` of the corpora")
	flags.StringVar(&s.out, "out", ".", "root `folder` of the module, in which the models are written; empty to only print their scores")
	flags.Uint64Var(&s.params.Seed, "seed", 1, "`seed` of the samples")
	flags.IntVar(&s.least, "least", 0, "`updates` without which tagger, parser, mentions and relations drop a feature; 0 for their own")
	flags.IntVar(&s.folds, "folds", 4, "speaker, relations: `number` of folds of cross-validation")
	flags.IntVar(&s.passes, "passes", 2, "speaker: `number` of passes")
	flags.IntVar(&s.params.Trees, "trees", 80, "speaker, relations: `number` of trees of a pass or a choice")
	flags.IntVar(&s.params.Leaves, "leaves", 32, "speaker: `number` of leaves of a tree")
	flags.Float64Var(&s.params.MinWeight, "min-weight", s.params.MinWeight, "speaker: least `weight` of a leaf")
	flags.Float64Var(&s.params.Rate, "rate", s.params.Rate, "speaker: learning `rate`")
	flags.Float64Var(&s.params.Features, "features", s.params.Features, "speaker: `share` of features that a tree sees")
	flags.StringVar(&s.without, "without", "", "speaker, relations: `group` of features to do without, for ablation; attribution/features.go and internal/relation have their names")
	flags.StringVar(&s.held, "held", "", "relations: `file` for what models that have not seen an article find in it, as predictions")
	if err := flags.Parse(args); err != nil {
		return err
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
