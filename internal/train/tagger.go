package train

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/tagger"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// trainTagger makes internal/english/tagger.model: the table of words and the tagger.
func (s *settings) trainTagger(out io.Writer) error {
	trees, err := s.trees("train")
	if err != nil {
		return err
	}
	var sentences []tagger.Sentence
	h := sha256.New()
	for _, bank := range trees {
		for _, t := range bank {
			fmt.Fprintln(h, t.Text, t.Tags)
			sentences = append(sentences, sentenceOf(t))
			if t := retokenize(t); t != nil {
				sentences = append(sentences, sentenceOf(t))
			}
		}
	}
	table, err := s.learnWords(sentences, h)
	if err != nil {
		return err
	}
	m := tagger.Train(table, recased(sentences), s.taggerParams())
	b, err := linear.AppendFile(nil, linear.Header{
		Format: tagger.Format, Data: hex.EncodeToString(h.Sum(nil)[:8]), Seed: s.params.Seed, Classes: tagNames(),
	}, m.AppendBinary(nil))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "tagger: %d bytes\n", len(b))
	dev, err := s.trees("dev")
	if err != nil {
		return err
	}
	s.tagger = m
	reportTaggers(out, dev, s.loadTagger())
	return s.write("internal/english/tagger.model", b)
}

func (s *settings) taggerParams() tagger.Params {
	return tagger.Params{Classes: tokenize.NumTags, Small: smallSets(), Rounds: 8, Least: s.leastOr(4), Weak: 3, Seed: s.params.Seed}
}

// smallSets returns the bits of the tags that no new word gets.
func smallSets() (set uint64) {
	for _, t := range []tokenize.Tag{
		tokenize.CC, tokenize.DT, tokenize.EX, tokenize.IN, tokenize.MD, tokenize.PDT, tokenize.POS, tokenize.PRP, tokenize.PRPS,
		tokenize.RP, tokenize.TO, tokenize.WDT, tokenize.WP, tokenize.WPS, tokenize.WRB,
	} {
		set |= 1 << t
	}
	return set
}

func tagNames() []string {
	var names []string
	for t := range tokenize.NumTags {
		names = append(names, tokenize.Tag(t).String())
	}
	return names
}

func sentenceOf(t *corpus.Tree) tagger.Sentence {
	s := tagger.Sentence{Words: t.Words}
	for _, tag := range t.Tags {
		s.Tags = append(s.Tags, uint8(tokenize.ParseTag(tag)))
	}
	return s
}

// learnWords makes the table of words from the sentences, other English texts,
// whose neighbours tell their classes, and lists of names.
func (s *settings) learnWords(sentences []tagger.Sentence, h io.Writer) (*words.Table, error) {
	l := words.NewLearner()
	for _, x := range sentences {
		l.Sentence(x.Words, x.Tags)
	}
	for _, name := range []string{"pdnc", "litbank", "polnear", "riqua"} {
		docs, err := corpus.Read(filepath.Join(s.data, name+".train.jsonl.gz"))
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			fmt.Fprintln(h, d.Text)
			t := tokenize.Parse(d.Text, tokenize.WithTagger(nil))
			for _, sent := range t.Sentences() {
				var w []string
				for i := sent.First; i < sent.Last; i++ {
					w = append(w, t.Word(i))
				}
				l.Sentence(w, nil)
			}
		}
	}
	for name := range lexicon.GivenNames() {
		l.Name(name, words.Given)
	}
	for name := range lexicon.Surnames() {
		l.Name(name, words.Surname)
	}
	return l.Learn(8, 120, 8, smallSets()), nil
}

// recased adds copies of some sentences in small letters and in capitals.
func recased(sentences []tagger.Sentence) []tagger.Sentence {
	var out []tagger.Sentence
	for i, s := range sentences {
		out = append(out, s)
		switch i % 12 {
		case 0:
			out = append(out, recase(s, strings.ToLower))
		case 6:
			out = append(out, recase(s, strings.ToUpper))
		}
	}
	return out
}

func recase(s tagger.Sentence, f func(string) string) tagger.Sentence {
	out := tagger.Sentence{Tags: s.Tags}
	for _, w := range s.Words {
		out.Words = append(out.Words, f(w))
	}
	return out
}

// trained makes a model a tokenize.Tagger.
type trained struct{ *tagger.Model }

func (t trained) Tag(w []string, tags []tokenize.Tag) { tagger.Tag(t.Model, w, tags) }

// loadTagger returns the tagger that the later models see.
func (s *settings) loadTagger() trained {
	if s.tagger == nil {
		s.tagger, _ = english.Tagger()
	}
	return trained{s.tagger}
}

// reportTaggers sets the tagger beside prose's on the dev parts, with the
// treebanks' own tokens: as they are, in small letters and in capitals.
func reportTaggers(out io.Writer, dev [][]*corpus.Tree, ours tokenize.Tagger) {
	same := func(s string) string { return s }
	for b, bank := range dev {
		for _, t := range []struct {
			name string
			tokenize.Tagger
		}{{"ours", ours}, {"prose", tokenize.ProseTagger()}} {
			fmt.Fprintf(out, "%s %-5s", treebanks[b].name, t.name)
			for _, c := range []struct {
				name string
				f    func(string) string
			}{{"as is", same}, {"small", strings.ToLower}, {"capitals", strings.ToUpper}} {
				right, n, bytes := 0, 0, 0
				var spent time.Duration
				for _, tree := range bank {
					x := recase(sentenceOf(tree), c.f)
					tags := make([]tokenize.Tag, len(x.Words))
					start := time.Now()
					t.Tag(x.Words, tags)
					spent += time.Since(start)
					for i := range tags {
						n++
						bytes += len(x.Words[i]) + 1
						if uint8(tags[i]) == x.Tags[i] {
							right++
						}
					}
				}
				fmt.Fprintf(out, "  %s %.2f%% (%.1f MB/s)", c.name, 100*float64(right)/float64(n), float64(bytes)/1e6/spent.Seconds())
			}
			fmt.Fprintln(out)
		}
	}
}
