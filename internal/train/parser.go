package train

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/tagger"
	"github.com/whosaid/whosaid/tokenize"
)

// trainParser makes internal/parser/english.model. It learns with the tags of
// taggers that have not seen the sentence.
func (s *settings) trainParser(out io.Writer) error {
	trees, err := s.trees("train")
	if err != nil {
		return err
	}
	t := s.loadTagger()
	const folds, run = 4, 50 // neighbouring sentences are mostly of one text
	var all []*corpus.Tree
	h := sha256.New()
	for _, bank := range trees {
		for _, tree := range bank {
			fmt.Fprintln(h, tree.Text, tree.Heads, tree.Labels)
			all = append(all, tree)
		}
	}
	var examples []parser.Example
	for f := range folds {
		var sentences []tagger.Sentence
		for i, tree := range all {
			if i/run%folds != f {
				sentences = append(sentences, sentenceOf(tree))
			}
		}
		m := tagger.Train(t.Words(), recased(sentences), s.taggerParams())
		for i, tree := range all {
			if i/run%folds != f {
				continue
			}
			examples = append(examples, exampleOf(tree, m))
			if tree := retokenize(tree); tree != nil {
				examples = append(examples, exampleOf(tree, m))
			}
		}
	}
	m := parser.Train(t.Words(), examples, parser.Params{Rounds: 8, Least: s.leastOr(8), Weak: 1, Seed: s.params.Seed})
	s.parser = m
	b, err := m.AppendFile(nil, hex.EncodeToString(h.Sum(nil)[:8]), s.params.Seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "parser: %d bytes\n", len(b))
	dev, err := s.trees("dev")
	if err != nil {
		return err
	}
	for i, bank := range dev {
		fmt.Fprint(out, treebanks[i].name, " ")
		reportParser(out, m, bank, t)
	}
	return s.write("internal/parser/english.model", b)
}

// loadParser returns the parser that the later models see.
func (s *settings) loadParser() *parser.Model {
	if s.parser == nil {
		s.parser = parser.English()
	}
	return s.parser
}

func exampleOf(t *corpus.Tree, m *tagger.Model) parser.Example {
	e := parser.Example{Words: t.Words, Tags: make([]uint8, len(t.Words))}
	tagger.Tag(m, t.Words, e.Tags)
	for i, h := range t.Heads {
		e.Heads = append(e.Heads, int32(h))
		e.Labels = append(e.Labels, parser.ParseLabel(t.Labels[i]))
	}
	return e
}

// relations are those that attribution needs, with the heads that count.
var relations = []struct {
	name   string
	labels []parser.Label
	finite bool // only those of finite verbs
}{
	{"subject of a finite verb", []parser.Label{parser.Subject, parser.PassiveSubject}, true},
	{"subject", []parser.Label{parser.Subject, parser.PassiveSubject}, false},
	{"subject of a passive", []parser.Label{parser.PassiveSubject}, false},
	{"agent of a passive", []parser.Label{parser.Agent}, false},
	{"object", []parser.Label{parser.Object, parser.IndirectObject}, false},
	{"complement with a subject", []parser.Label{parser.Complement}, false},
	{"complement without", []parser.Label{parser.OpenComplement}, false},
}

// reportParser prints how much of the trees is found, with the tags of t, and
// how fast.
func reportParser(out io.Writer, p *parser.Model, bank []*corpus.Tree, t trained) {
	var tree parser.Tree
	found := make([]tally, len(relations))
	words, heads, both, bytes := 0, 0, 0, 0
	var spent time.Duration
	for _, gold := range bank {
		e := exampleOf(gold, t.Model)
		start := time.Now()
		parser.Parse(p, e.Words, e.Tags, &tree)
		spent += time.Since(start)
		for i := range e.Words {
			bytes += len(e.Words[i]) + 1
			words++
			same := tree.Heads[i] == e.Heads[i]
			if same {
				heads++
				if tree.Labels[i] == e.Labels[i] {
					both++
				}
			}
			for k, r := range relations {
				is := func(t *parser.Tree) bool {
					return slices.Contains(r.labels, t.Labels[i]) && (!r.finite || finiteVerb(gold, int(t.Heads[i])))
				}
				g, f := is(&e.Tree), is(&tree)
				if g {
					found[k].gold++
				}
				if f {
					found[k].found++
				}
				if g && f && same {
					found[k].right++
				}
			}
		}
	}
	fmt.Fprintf(out, "heads %.2f%%, with labels %.2f%%, %.2f MB/s\n", 100*float64(heads)/float64(words), 100*float64(both)/float64(words), float64(bytes)/1e6/spent.Seconds())
	for k, r := range relations {
		fmt.Fprintf(out, "  %-26s %v\n", r.name, found[k])
	}
}

// finiteVerb reports whether word i is a verb of a finite clause: a finite
// form, or one with a finite auxiliary.
func finiteVerb(t *corpus.Tree, i int) bool {
	if i < 0 || !tokenize.ParseTag(t.Tags[i]).Verb() {
		return false
	}
	if tokenize.ParseTag(t.Tags[i]).Finite() {
		return true
	}
	for k, h := range t.Heads {
		if tag := tokenize.ParseTag(t.Tags[k]); h == i && strings.HasPrefix(t.Labels[k], "aux") && (tag == tokenize.MD || tag.Finite()) {
			return true
		}
	}
	return false
}
