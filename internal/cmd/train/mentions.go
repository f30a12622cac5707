package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/tokenize"
)

// litbankExamples returns the sentences of documents with their mentions.
func litbankExamples(docs []*corpus.Document, t tokenize.Tagger) (out []mentions.Example, lost int) {
	for _, d := range docs {
		text := tokenize.Parse(d.Text, tokenize.WithTagger(t))
		off := corpus.NewOffsets(d.Text)
		types := map[string]string{}
		for _, e := range d.Entities {
			types[e.ID] = e.Type
		}
		bySentence := map[int][]mentions.Mention{}
		for _, m := range d.Mentions {
			kind := kindOf(types[m.Entity], m.Form)
			if kind == mentions.None {
				continue
			}
			sp := off.Bytes(m.Span)
			first := text.TokenAt(sp.Start)
			last := text.TokenAt(sp.End-1) + 1
			s := text.SentenceAt(first)
			sent := text.Sentences()[s]
			if last > sent.Last || text.Tokens()[first].Start != sp.Start || text.Tokens()[last-1].End != sp.End {
				lost++
				continue
			}
			x := mentions.Mention{First: first - sent.First, Last: last - sent.First, Kind: kind}
			x.Head = mentions.Head(text.Tags(s), x.First, x.Last)
			bySentence[s] = append(bySentence[s], x)
		}
		for s, sent := range text.Sentences() {
			e := mentions.Example{Tags: text.Tags(s), Mentions: bySentence[s]}
			for i := sent.First; i < sent.Last; i++ {
				e.Words = append(e.Words, text.Word(i))
			}
			out = append(out, e)
		}
	}
	return out, lost
}

func kindOf(typ, form string) mentions.Kind {
	switch typ + " " + form {
	case "PER PRON":
		return mentions.PersonPronoun
	case "PER NOM":
		return mentions.PersonNominal
	case "PER PROP":
		return mentions.PersonName
	case "ORG NOM":
		return mentions.OrganizationNominal
	case "ORG PROP":
		return mentions.OrganizationName
	}
	return mentions.None
}

// gumExamples returns the sentences of a treebank that has entities.
func gumExamples(trees []*corpus.Tree, t tokenize.Tagger) (out []mentions.Example) {
	type open struct {
		id, typ string
		first   int
	}
	for _, tree := range trees {
		e := mentions.Example{Words: tree.Words, Tags: make([]tokenize.Tag, len(tree.Words))}
		t.Tag(e.Words, e.Tags)
		var stack []open
		for i := range tree.Words {
			field := ""
			for _, f := range strings.Split(tree.Misc[i], "|") {
				if v, ok := strings.CutPrefix(f, "Entity="); ok {
					field = v
				}
			}
			closing := func(id string) {
				for k := len(stack) - 1; k >= 0; k-- {
					if id == "" || stack[k].id == id {
						o := stack[k]
						stack = append(stack[:k], stack[k+1:]...)
						form := "NOM"
						head := mentions.Head(e.Tags, o.first, i+1)
						switch {
						case e.Tags[head] == tokenize.PRP || e.Tags[head] == tokenize.PRPS:
							form = "PRON"
						case e.Tags[head].Proper():
							form = "PROP"
						}
						typ := map[string]string{"person": "PER", "organization": "ORG"}[o.typ]
						if k := kindOf(typ, form); k != mentions.None {
							e.Mentions = append(e.Mentions, mentions.Mention{First: o.first, Last: i + 1, Head: head, Kind: k})
						}
						return
					}
				}
			}
			for field != "" {
				switch {
				case field[0] == '(':
					end := strings.IndexAny(field[1:], "()")
					part := field[1:]
					if end >= 0 {
						part, field = field[1:1+end], field[1+end:]
					} else {
						field = ""
					}
					p := strings.Split(part, "-")
					typ := ""
					if len(p) > 1 {
						typ = p[1]
					}
					stack = append(stack, open{p[0], typ, i})
					if strings.HasPrefix(field, ")") {
						field = field[1:]
						closing("")
					}
				default:
					end := strings.IndexByte(field, ')')
					if end < 0 {
						field = ""
						break
					}
					closing(field[:end])
					field = field[end+1:]
				}
			}
		}
		out = append(out, e)
	}
	return out
}

func envInt(k string, d int) int {
	if v := os.Getenv(k); v != "" {
		d, _ = strconv.Atoi(v)
	}
	return d
}

func (s *settings) trainMentions(out io.Writer) error {
	train, err := corpus.Read(filepath.Join(s.data, "litbank.train.jsonl.gz"))
	if err != nil {
		return err
	}
	dev, err := corpus.Read(filepath.Join(s.data, "litbank.dev.jsonl.gz"))
	if err != nil {
		return err
	}
	if os.Getenv("HOLD") != "" {
		dev = nil
		var in []*corpus.Document
		for i, d := range train {
			if i%5 == 0 {
				dev = append(dev, d)
			} else {
				in = append(in, d)
			}
		}
		train = in
	}
	trees, err := s.trees("train")
	if err != nil {
		return err
	}
	examples, lost := litbankExamples(train, s.tagger)
	n := 0
	for _, e := range examples {
		n += len(e.Mentions)
	}
	gum := gumExamples(trees[1], s.tagger)
	g := 0
	for _, e := range gum {
		g += len(e.Mentions)
	}
	fmt.Fprintln(out, "mentions", n, "lost", lost, "gum", g)
	if os.Getenv("GUM") != "" {
		examples = append(examples, gum...)
	}
	start := time.Now()
	m := mentions.Train(s.table(), examples, mentions.Params{Rounds: envInt("MR", 8), Least: envInt("ML", 3), Seed: s.params.Seed})
	fmt.Fprintln(out, "bytes", len(m.AppendBinary(nil)), time.Since(start))
	reportMentions(out, m, dev, s.tagger)
	return nil
}

func reportMentions(out io.Writer, m *mentions.Model, docs []*corpus.Document, t tokenize.Tagger) {
	type key struct{ doc, first, last int }
	gold, found := map[key]mentions.Kind{}, map[key]mentions.Kind{}
	goldHeads, foundHeads := map[key]bool{}, map[key]bool{}
	bytes := 0
	var spent time.Duration
	for n, d := range docs {
		text := tokenize.Parse(d.Text, tokenize.WithTagger(t))
		off := corpus.NewOffsets(d.Text)
		types := map[string]string{}
		for _, e := range d.Entities {
			types[e.ID] = e.Type
		}
		bytes += len(d.Text)
		for _, x := range d.Mentions {
			if k := kindOf(types[x.Entity], x.Form); k != mentions.None {
				sp := off.Bytes(x.Span)
				gold[key{n, sp.Start, sp.End}] = k
				f, l := text.TokenAt(sp.Start), text.TokenAt(sp.End-1)+1
				s := text.SentenceAt(f)
				sent := text.Sentences()[s]
				if k <= mentions.PersonName {
					goldHeads[key{n, sent.First + mentions.Head(text.Tags(s), f-sent.First, min(l, sent.Last)-sent.First), 0}] = true
				}
			}
		}
		for s, sent := range text.Sentences() {
			var w []string
			for i := sent.First; i < sent.Last; i++ {
				w = append(w, text.Word(i))
			}
			tags := text.Tags(s)
			start := time.Now()
			ms := m.Append(nil, w, tags)
			spent += time.Since(start)
			for _, x := range ms {
				found[key{n, text.Tokens()[sent.First+x.First].Start, text.Tokens()[sent.First+x.Last-1].End}] = x.Kind
				if x.Kind <= mentions.PersonName {
					foundHeads[key{n, sent.First + x.Head, 0}] = true
				}
			}
		}
	}
	person := func(k mentions.Kind) bool { return k >= mentions.PersonPronoun && k <= mentions.PersonName }
	row := func(name string, is func(mentions.Kind) bool) {
		var t tally
		for k, g := range gold {
			if is(g) {
				t.gold++
				if f, ok := found[k]; ok && person(f) == person(g) {
					t.right++
				}
			}
		}
		for _, f := range found {
			if is(f) {
				t.found++
			}
		}
		fmt.Fprintf(out, "  %-20s %v\n", name, t)
	}
	row("all people", person)
	for k := mentions.PersonPronoun; k <= mentions.OrganizationName; k++ {
		row(k.String(), func(x mentions.Kind) bool { return x == k })
	}
	var h tally
	h.gold, h.found = len(goldHeads), len(foundHeads)
	for k := range foundHeads {
		if goldHeads[k] {
			h.right++
		}
	}
	fmt.Fprintf(out, "  %-20s %v, %.1f MB/s\n", "heads", h, float64(bytes)/1e6/spent.Seconds())
}

type tally struct{ right, gold, found int }

func (t tally) String() string {
	return fmt.Sprintf("P %.2f R %.2f F1 %.2f (%d)", 100*float64(t.right)/float64(t.found), 100*float64(t.right)/float64(t.gold), 200*float64(t.right)/float64(t.found+t.gold), t.gold)
}
