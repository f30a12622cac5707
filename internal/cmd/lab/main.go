// Command lab is for experiments.
package main

import (
	"encoding/gob"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/relation"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

const lead = " \t\n\r\u00a0_*\"'`“”„‟«»‹›‘’‚‛「」『』〝〞—–―-"

func trim(t string, s tokenize.Span) tokenize.Span {
	x := t[s.Start:s.End]
	y := strings.TrimLeft(x, lead)
	s.Start += len(x) - len(y)
	s.End = s.Start + len(strings.TrimRight(y, lead+",.;:"))
	return s
}

type doc struct {
	*corpus.Document
	t    *tokenize.Text
	ex   []*relation.Example // by paragraph
	gold [3]map[tokenize.Span]bool
	trip map[[3]tokenize.Span]bool
}

func build(d *corpus.Document, id, fold int) *doc {
	t := tokenize.Parse(d.Text)
	out := &doc{Document: d, t: t}
	pieces := make([]int32, len(t.Tokens())+1)
	n := int32(0)
	for _, q := range quotes.Find(t, quotes.WithLanguage("en"), quotes.WithAll()) {
		spans := q.Parts
		if q.Kind == quotes.Mixed {
			spans = q.Verbatim
		} else if q.Kind == quotes.Indirect {
			continue
		}
		if q.Parent > 0 {
			continue
		}
		for _, s := range spans {
			n++
			a, b := t.TokenAt(s.Start), t.TokenAt(s.End-1)+1
			if a > 0 && t.Tokens()[a-1].Kind == tokenize.Mark {
				a--
			}
			if b < len(t.Tokens()) && t.Tokens()[b].Kind == tokenize.Mark {
				b++
			}
			for k := a; k < b; k++ {
				pieces[k] = n
			}
		}
	}
	for i, p := range t.Paragraphs() {
		e := &relation.Example{Doc: id, Fold: fold}
		e.Position = i
		for k := p.First; k < p.Last; k++ {
			e.Words = append(e.Words, t.Word(k))
		}
		e.Pieces = pieces[p.First:p.Last]
		for s := p.FirstSent; s < p.LastSent; s++ {
			e.Tags = append(e.Tags, t.Tags(s)...)
			x := t.Sentences()[s]
			e.Sentences = append(e.Sentences, [2]int{x.First - p.First, x.Last - p.First})
		}
		out.ex = append(out.ex, e)
	}
	off := corpus.NewOffsets(d.Text)
	for r := range 3 {
		out.gold[r] = map[tokenize.Span]bool{}
	}
	out.trip = map[[3]tokenize.Span]bool{}
	for _, q := range d.Quotes {
		var spans [3]tokenize.Span
		for r, ss := range [3][]corpus.Span{q.Mention, q.Cue, q.RawSpans} {
			var s tokenize.Span
			for _, x := range ss {
				s = s.Cover(off.Bytes(x))
			}
			if len(ss) > 0 {
				s = trim(d.Text, s)
				out.gold[r][s] = true
				spans[r] = s
			}
		}
		out.trip[spans] = true
		if len(q.Cue) == 0 {
			continue
		}
		pi := t.ParagraphAt(t.TokenAt(spans[1].Start))
		p := t.Paragraphs()[pi]
		var rel relation.Relation
		for r, dst := range []*[2]int32{&rel.Source, &rel.Cue, &rel.Content} {
			s := spans[r]
			if s.IsZero() {
				continue
			}
			a := t.TokenAt(s.Start)
			b := a + 1
			if s.End > s.Start {
				b = t.TokenAt(s.End-1) + 1
			}
			a, b = max(a, p.First), min(b, p.Last)
			if a < b {
				*dst = [2]int32{int32(a - p.First), int32(b - p.First)}
			}
		}
		if rel.Cue[1] > 0 {
			e := out.ex[pi]
			e.Relations = append(e.Relations, rel)
		}
	}
	return out
}

// span returns the trimmed bytes of words of a paragraph.
func (d *doc) span(pi int, s [2]int32) tokenize.Span {
	if s[1] <= s[0] {
		return tokenize.Span{}
	}
	f := d.t.Paragraphs()[pi].First
	return trim(d.Text, tokenize.Span{Start: d.t.Tokens()[f+int(s[0])].Start, End: d.t.Tokens()[f+int(s[1])-1].End})
}

type prf struct{ tp, p, g int }

func (x prf) String() string {
	P, R := 100*float64(x.tp)/float64(x.p), 100*float64(x.tp)/float64(x.g)
	return fmt.Sprintf("P %.2f R %.2f F %.2f", P, R, 2*P*R/(P+R))
}

func load(data string) []*doc {
	docs, err := corpus.Read(filepath.Join(data, "polnear.train.jsonl.gz"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var out []*doc
	for i, d := range docs {
		out = append(out, build(d, i, i%5))
	}
	return out
}

func score(docs []*doc, fold int, rels func(e *relation.Example) []relation.Relation) (f [4]prf) {
	for _, d := range docs {
		if d.ex[0].Fold != fold {
			continue
		}
		var got [3]map[tokenize.Span]bool
		for r := range 3 {
			got[r] = map[tokenize.Span]bool{}
		}
		trip := map[[3]tokenize.Span]bool{}
		for pi, e := range d.ex {
			for _, x := range rels(e) {
				var t [3]tokenize.Span
				for r, s := range [3][2]int32{x.Source, x.Cue, x.Content} {
					if s[1] > 0 {
						t[r] = d.span(pi, s)
						got[r][t[r]] = true
					}
				}
				trip[t] = true
			}
		}
		for r := range 3 {
			f[r].p += len(got[r])
			f[r].g += len(d.gold[r])
			for s := range got[r] {
				if d.gold[r][s] {
					f[r].tp++
				}
			}
		}
		f[3].p += len(trip)
		f[3].g += len(d.trip)
		for s := range trip {
			if d.trip[s] {
				f[3].tp++
			}
		}
	}
	return f
}

func main() {
	var p, p2 relation.Params
	data := flag.String("data", "../shared/data", "")
	fold := flag.Int("fold", 0, "")
	cache := flag.String("cache", "", "")
	flag.IntVar(&p.Rounds, "rounds", 3, "")
	flag.IntVar(&p.Least, "least", 3, "")
	flag.Float64Var(&p.Rate, "rate", 0.02, "")
	flag.Float64Var(&p.L1, "l1", 1, "")
	flag.Float64Var(&p.L2, "l2", 0.0, "")
	flag.IntVar(&p2.Rounds, "rounds2", 4, "")
	flag.IntVar(&p2.Least, "least2", 4, "")
	flag.Float64Var(&p2.Rate, "rate2", 0.02, "")
	flag.Float64Var(&p2.L1, "l12", 1, "")
	flag.String("cache2", "", "")
	trees := flag.Int("trees", 100, "")
	flag.Parse()
	docs := load(*data)
	var ex []*relation.Example
	index := map[*relation.Example]int{}
	for _, d := range docs {
		for _, e := range d.ex {
			index[e] = len(ex)
			ex = append(ex, e)
		}
	}
	lab := relation.NewLab(ex)
	firsts := make([]relation.First, len(ex))
	if f, err := os.Open(*cache); err == nil {
		if err := gob.NewDecoder(f).Decode(&firsts); err != nil {
			panic(err)
		}
	} else {
		var wg sync.WaitGroup
		for g := range 2 {
			wg.Go(func() {
				for k := g; k < 5; k += 2 {
					lab.FirstPass(p, func(f int) bool { return f != *fold && f != k }, func(f int) bool { return f == k }, firsts)
					fmt.Fprintln(os.Stderr, "first pass", k)
				}
			})
		}
		wg.Wait()
		if *cache != "" {
			f, err := os.Create(*cache)
			if err != nil {
				panic(err)
			}
			if err := gob.NewEncoder(f).Encode(firsts); err != nil {
				panic(err)
			}
			f.Close()
		}
	}
	items := lab.Items(firsts, 0.1)
	fmt.Println(len(items), "items")
	cache2 := flag.Lookup("cache2").Value.String()
	if f, err := os.Open(cache2); err == nil {
		if err := gob.NewDecoder(f).Decode(&items); err != nil {
			panic(err)
		}
	} else {
		var wg sync.WaitGroup
		for g := range 2 {
			wg.Go(func() {
				for k := g; k < 5; k += 2 {
					lab.Links(p2, firsts, items, func(f int) bool { return f != *fold && f != k }, func(f int) bool { return f == k })
					fmt.Fprintln(os.Stderr, "second pass", k)
				}
			})
		}
		wg.Wait()
		if cache2 != "" {
			f, err := os.Create(cache2)
			if err != nil {
				panic(err)
			}
			if err := gob.NewEncoder(f).Encode(items); err != nil {
				panic(err)
			}
			f.Close()
		}
	}
	pg := gbdt.Params{Rate: 0.1, Depth: 6, MinWeight: 8, Lambda: 2, Sample: 0.7, Features: 0.7, Trees: *trees, Leaves: 24, Seed: 1}
	pred, base := lab.Rank(firsts, items, *fold, pg)
	fmt.Println("gold cues, as is ", score(docs, *fold, func(e *relation.Example) (out []relation.Relation) {
		for _, s := range base[index[e]] {
			if s.Gold {
				out = append(out, s.Relation)
			}
		}
		return out
	}))
	fmt.Println("gold cues, ranked", score(docs, *fold, func(e *relation.Example) (out []relation.Relation) {
		for _, s := range pred[index[e]] {
			if s.Gold {
				out = append(out, s.Relation)
			}
		}
		return out
	}))
	for name, m := range map[string]map[int][]relation.Scored{"as is ": base, "ranked": pred} {
		for _, th := range []float32{0.25, 0.3, 0.35, 0.4, 0.45, 0.5} {
			fmt.Println(name, "threshold", th, score(docs, *fold, func(e *relation.Example) (out []relation.Relation) {
				return relation.Choose(m[index[e]], th)
			}))
		}
	}
}
