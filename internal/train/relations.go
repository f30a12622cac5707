package train

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/eval"
	"github.com/whosaid/whosaid/internal/relation"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// An article is a text of PolNeAR with its paragraphs, as the library sees them.
type article struct {
	*corpus.Document
	text       *tokenize.Text
	paragraphs []*relation.Example
	first      []int                     // token of each
	gold       [3]map[tokenize.Span]bool // edges as score.py trims them
	triples    map[[3]tokenize.Span]bool
}

func newArticle(d *corpus.Document, t tokenize.Tagger, fold int) *article {
	a := &article{Document: d, text: tokenize.Parse(d.Text, tokenize.WithTagger(t)), triples: map[[3]tokenize.Span]bool{}}
	var at []int // paragraph of each token
	quotes.Paragraphs(a.text, func(first int, p *relation.Paragraph) {
		e := &relation.Example{Paragraph: p.Clone(), Fold: fold}
		for range p.Words {
			at = append(at, len(a.paragraphs))
		}
		a.paragraphs, a.first = append(a.paragraphs, e), append(a.first, first)
	}, quotes.WithLanguage("en"))
	for r := range a.gold {
		a.gold[r] = map[tokenize.Span]bool{}
	}
	off := corpus.NewOffsets(d.Text)
	for _, q := range d.Quotes {
		var spans [3]tokenize.Span
		for r, parts := range [3][]corpus.Span{q.Mention, q.Cue, q.RawSpans} {
			for _, s := range parts {
				spans[r] = spans[r].Cover(off.Bytes(s))
			}
			if len(parts) > 0 {
				spans[r] = trimEdges(d.Text, spans[r])
				a.gold[r][spans[r]] = true
			}
		}
		a.triples[spans] = true
		if len(q.Cue) == 0 {
			continue
		}
		p := at[a.text.TokenAt(spans[1].Start)]
		e := a.paragraphs[p]
		var rel relation.Relation
		for r, to := range []*[2]int32{&rel.Source, &rel.Cue, &rel.Content} {
			s := spans[r]
			if s.IsZero() {
				continue
			}
			from := a.text.TokenAt(s.Start)
			end := a.text.TokenAt(max(s.Start, s.End-1)) + 1
			from, end = max(from, a.first[p]), min(end, a.first[p]+len(e.Words))
			if from < end {
				*to = [2]int32{int32(from - a.first[p]), int32(end - a.first[p])}
			}
		}
		if rel.Cue[1] > 0 {
			e.Relations = append(e.Relations, rel)
		}
	}
	return a
}

// span returns words of a paragraph in bytes, trimmed.
func (a *article) span(p int, s [2]int32) tokenize.Span {
	toks := a.text.Tokens()
	return trimEdges(a.Text, tokenize.Span{Start: toks[a.first[p]+int(s[0])].Start, End: toks[a.first[p]+int(s[1])-1].End})
}

// trimEdges takes from a span what the corpora's scoring does not count.
func trimEdges(text string, s tokenize.Span) tokenize.Span {
	const lead = " \t\n\r\u00a0_*\"'`“”„‟«»‹›‘’‚‛「」『』〝〞—–―-"
	x := s.In(text)
	y := strings.TrimLeft(x, lead)
	s.Start += len(x) - len(y)
	s.End = s.Start + len(strings.TrimRight(y, lead+",.;:"))
	return s
}

// trainRelations makes internal/relation/english.model.
func (s *settings) trainRelations(out io.Writer) error {
	docs, err := corpus.Read(filepath.Join(s.data, "polnear.train.jsonl.gz"))
	if err != nil {
		return err
	}
	t := s.loadTagger()
	h := sha256.New()
	var articles []*article
	var examples []*relation.Example
	for i, d := range docs {
		fmt.Fprintf(h, "%s\n%d\n%s\n", d.ID, len(d.Quotes), d.Text)
		a := newArticle(d, t, i%s.folds)
		articles, examples = append(articles, a), append(examples, a.paragraphs...)
	}
	m, held := relation.Train(t.Words(), s.loadParser(), examples, relation.Params{
		Folds: s.folds, Least: s.leastOr(3), Trees: cmp.Or(s.params.Trees, 160), Seed: s.params.Seed, Without: s.without,
	})
	b, err := m.AppendFile(nil, hex.EncodeToString(h.Sum(nil)[:8]), s.params.Seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "relations: %d bytes\n", len(b))
	reportRelations(out, articles, held)
	if s.held != "" {
		if err := eval.WritePredictions(s.held, predictions(articles, held)); err != nil {
			return err
		}
	}
	return s.write("internal/relation/english.model", b)
}

// predictions writes relations as the library's output has them.
func predictions(articles []*article, held [][]relation.Relation) (out []*eval.Prediction) {
	k := 0
	for _, a := range articles {
		p := &eval.Prediction{ID: a.ID, Lang: "en", Quotes: []eval.Quote{}, Speakers: []attribution.Speaker{}}
		for i, e := range a.paragraphs {
			for _, x := range relation.Disjoint(nil, held[k], relation.DefaultP) {
				excerpt := func(s [2]int32) (e attribution.Excerpt) {
					if s[1] > s[0] {
						b := a.span(i, s)
						e = attribution.Excerpt{Start: b.Start, End: b.End, Text: b.In(a.Text)}
					}
					return e
				}
				var q eval.Quote
				q.Kind, q.Cue, q.Mention.Excerpt = quotes.Indirect, excerpt(x.Cue), excerpt(x.Source)
				q.Confidence = float64(x.P)
				if c := excerpt(x.Content); c.Text != "" {
					q.Parts = []attribution.Excerpt{c}
				}
				for w := x.Content[0]; w < x.Content[1]; w++ {
					if e.Pieces[w] != 0 {
						q.Kind = quotes.Mixed
					}
				}
				p.Quotes = append(p.Quotes, q)
			}
			k++
		}
		out = append(out, p)
	}
	return out
}

// reportRelations prints how well the relations are found that models held
// which have not seen the article.
func reportRelations(out io.Writer, articles []*article, held [][]relation.Relation) {
	fmt.Fprintf(out, "%-10s %-38s %-38s %-38s %s\n", "threshold", "source", "cue", "content", "triple")
	for _, least := range []float32{0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6} {
		var sums [4]tally
		k := 0
		for _, a := range articles {
			var found [3]map[tokenize.Span]bool
			triples := map[[3]tokenize.Span]bool{}
			for r := range found {
				found[r] = map[tokenize.Span]bool{}
			}
			for p := range a.paragraphs {
				for _, x := range relation.Disjoint(nil, held[k], least) {
					var spans [3]tokenize.Span
					for r, w := range [3][2]int32{x.Source, x.Cue, x.Content} {
						if w[1] > w[0] {
							spans[r] = a.span(p, w)
							found[r][spans[r]] = true
						}
					}
					triples[spans] = true
				}
				k++
			}
			for r := range found {
				count(&sums[r], a.gold[r], found[r])
			}
			count(&sums[3], a.triples, triples)
		}
		fmt.Fprintf(out, "%-10.2f %-38v %-38v %-38v %v\n", least, sums[0], sums[1], sums[2], sums[3])
	}
}

func count[K comparable](t *tally, gold, found map[K]bool) {
	t.gold += len(gold)
	t.found += len(found)
	for k := range found {
		if gold[k] {
			t.right++
		}
	}
}
