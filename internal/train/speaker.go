package train

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/eval"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/internal/ranker"
)

// trainSpeaker makes attribution/speaker.model.
func (s *settings) trainSpeaker(out io.Writer) error {
	s.loadTagger() // before goroutines ask
	docs, err := s.read(s.corpora...)
	if err != nil {
		return err
	}
	m, err := s.train(docs, out)
	if err != nil {
		return err
	}
	if s.out == "" {
		return nil // there are only models that have not seen everything
	}
	m.Seed, m.Data = s.params.Seed, hash(docs)
	b, err := m.AppendBinary(nil)
	if err != nil {
		return err
	}
	return s.write("attribution/speaker.model", b)
}

// hash identifies the texts that a model learns from.
func hash(docs []text) string {
	h := sha256.New()
	for _, d := range docs {
		fmt.Fprintf(h, "%s\n%d\n%s\n", d.ID, len(d.Quotes), d.Text)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// A text is a document and the fold that it is held out in.
type text struct {
	*corpus.Document
	fold     int
	names    eval.Names
	narrator string // ID of the entity that says "I" in the narration, if one does
	coref    *coref
}

// read returns the train parts of the corpora. Samples of one book are in one
// fold.
func (s *settings) read(names ...string) ([]text, error) {
	var out []text
	folds := map[string]int{}
	for _, name := range names {
		docs, err := corpus.Read(filepath.Join(s.data, name+".train.jsonl.gz"))
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			work := d.Work
			if work == "" {
				work = d.ID
			}
			if _, ok := folds[work]; !ok {
				folds[work] = len(folds) % s.folds
			}
			names, narrator := eval.NamesOf(d), narratorOf(d)
			out = append(out, text{d, folds[work], names, narrator, newCoref(d)})
			if utf8.RuneCountInString(d.Text) > 4*excerptSize {
				for _, size := range []int{excerptSize, sceneSize} {
					for _, x := range excerpts(d, size) {
						out = append(out, text{x, folds[work], names, narrator, newCoref(x)})
					}
				}
			}
		}
	}
	return out, nil
}

// narratorOf returns the entity that is annotated as "I" outside quotations.
func narratorOf(d *corpus.Document) string {
	const least = 5 // times
	text := []rune(d.Text)
	says := func(spans ...corpus.Span) bool {
		return len(spans) == 1 && string(text[spans[0][0]:spans[0][1]]) == "I"
	}
	count := map[string]int{}
	total := 0
	add := func(entity string) {
		count[entity]++
		total++
	}
	for _, q := range d.Quotes {
		if q.Speaker != "" && says(q.Mention...) {
			add(q.Speaker)
		}
	}
	for _, m := range d.Mentions {
		if says(m.Span) && !slices.ContainsFunc(d.Quotes, func(q corpus.Quote) bool {
			return slices.ContainsFunc(q.RawSpans, func(s corpus.Span) bool { return s[0] <= m.Span[0] && m.Span[1] <= s[1] })
		}) {
			add(m.Entity)
		}
	}
	for e, n := range count {
		if n >= least && 10*n > 9*total {
			return e
		}
	}
	return ""
}

// excerptSize is how many code points an excerpt has at least: some 2,000
// words, as the samples of LitBank. sceneSize is that of shorter ones, in which
// people have hardly been brought in.
const (
	excerptSize = 11_000
	sceneSize   = 4_000
)

const excerptSuffix = " excerpts" // of the name of the corpus

// excerpts cuts a novel at the ends of paragraphs, into pieces of some size, so that
// the ranker also learns to do with little text.
func excerpts(d *corpus.Document, size int) []*corpus.Document {
	var out []*corpus.Document
	text := []rune(d.Text)
	quotes := d.Quotes
	for from := 0; from < len(text); {
		to := min(from+size, len(text))
		for to < len(text) && !(text[to-1] == '\n' && text[to-2] == '\n') {
			to++
		}
		x := &corpus.Document{
			ID: fmt.Sprintf("%s#%d/%d", d.ID, size, len(out)), Corpus: d.Corpus + excerptSuffix, Lang: d.Lang, Work: d.Work,
			Text: string(text[from:to]), Entities: d.Entities,
		}
		for len(quotes) > 0 && quotes[0].Spans[0][0] < to {
			if q, ok := within(quotes[0], from, to); ok {
				x.Quotes = append(x.Quotes, q)
			}
			quotes = quotes[1:]
		}
		out = append(out, x)
		from = to
	}
	return out
}

// within returns q with the offsets of an excerpt; ok is false if it is not all in it.
func within(q corpus.Quote, from, to int) (_ corpus.Quote, ok bool) {
	ok = true
	move := func(spans []corpus.Span) []corpus.Span {
		spans = slices.Clone(spans)
		for i := range spans {
			ok = ok && spans[i][0] >= from && spans[i][1] <= to
			spans[i][0] -= from
			spans[i][1] -= from
		}
		return spans
	}
	q.Spans, q.RawSpans, q.Cue, q.Mention = move(q.Spans), move(q.RawSpans), move(q.Cue), move(q.Mention)
	return q, ok
}

// A sample is one decision that a model learns from.
type sample struct {
	doc *text
	gbdt.Group
}

// sampled is what has a sample.
type sampled interface{ base() *sample }

func (s sample) base() *sample { return &s }

// outside returns the decisions of all texts but those of a fold.
func outside[E sampled](examples []E, fold int) []gbdt.Group {
	var groups []gbdt.Group
	for _, e := range examples {
		if s := e.base(); s.doc.fold != fold {
			groups = append(groups, s.Group)
		}
	}
	return groups
}

// An example is one decision about the speaker of a quotation.
type example struct {
	sample
	quote  int
	cast   bool // the list of characters was given
	news   bool
	probs  []float32 // of the candidates, after the last model
	scored []bool    // which of them are of the right ones; the pass after may drop candidates
}

// train fits the passes. Each pass learns from what the models of the passes
// before, fitted without the same fold, say of a text (Wolpert 1992, stacked
// generalization).
func (s *settings) train(docs []text, out io.Writer) (*ranker.Model, error) {
	annotated := slices.DeleteFunc(slices.Clone(docs), func(d text) bool { return len(d.Entities) == 0 })
	pronouns, err := s.trainPronouns(annotated, out)
	if err != nil {
		return nil, err
	}
	taking, err := s.trainTaking(annotated, pronouns, out)
	if err != nil {
		return nil, err
	}
	held := make([][]*gbdt.Model, s.folds) // models of the passes so far, by the fold that they have not seen
	var all []*gbdt.Model
	for pass := range s.passes {
		examples, err := s.collect(docs, pronouns, taking, held, true)
		if err != nil {
			return nil, err
		}
		report(out, fmt.Sprintf("before pass %d", pass), examples)
		for f := range s.folds {
			held[f] = append(held[f], s.fit(examples, pass, f))
		}
		if s.out != "" { // else only the scores are asked for
			all = append(all, s.fit(examples, pass, -1))
		}
	}
	examples, err := s.collect(docs, pronouns, taking, held, false)
	if err != nil {
		return nil, err
	}
	report(out, "cross-validation", examples)
	m := &ranker.Model{Pronouns: pronouns[s.folds], Taking: taking[s.folds], Passes: all, Temperature: temperature(examples, false), News: temperature(examples, true)}
	fmt.Fprintf(out, "temperature %.2f, in news %.2f\n", m.Temperature, m.News)
	return m, nil
}

// temperature returns the one with which the confidence in whole held-out texts,
// news or others, has the least calibration error (Guo et al. 2017, section 2); 1
// if there are none. The list of characters is left out: users seldom have one.
func temperature(examples []example, news bool) float32 {
	best, least := float32(1), math.Inf(1)
	examples = slices.DeleteFunc(slices.Clone(examples), func(e example) bool {
		return e.news != news || e.cast || len(e.probs) == 0 || strings.HasSuffix(e.doc.Corpus, excerptSuffix)
	})
	if len(examples) == 0 {
		return best
	}
	outcomes := make([]eval.Outcome, len(examples))
	for t := 50; t <= 300; t += 5 {
		for i, e := range examples {
			probs := slices.Clone(e.probs)
			ranker.Temper(probs, float32(t)/100)
			top := slices.Index(probs, slices.Max(probs))
			outcomes[i] = eval.Outcome{Answered: true, Right: e.scored[top], Confidence: float64(probs[top])}
		}
		c := eval.Calibrate(outcomes)
		if c != nil && c.ECE < least {
			best, least = float32(t)/100, c.ECE
		}
	}
	return best
}

// fit fits a pass to all texts but those of a fold. The passes after the first
// have twice as many trees, each of which counts half: they see so few
// candidates that it takes no longer.
func (s *settings) fit(examples []example, pass, without int) *gbdt.Model {
	p := s.params
	p.Trees = cmp.Or(p.Trees, 120)
	if pass > 0 {
		p.Trees, p.Rate = 2*p.Trees, p.Rate/2
	}
	return gbdt.Train(outside(examples, without), p)
}

// collect runs the library over docs, with and without the list of
// characters, and returns every decision, as the models of the text's fold take
// it; if there is one more pass to fit, with the rows of that.
func (s *settings) collect(docs []text, pronouns, taking []*gbdt.Model, held [][]*gbdt.Model, more bool) ([]example, error) {
	type job struct {
		doc  *text
		cast bool
	}
	var jobs []job
	for i := range docs {
		jobs = append(jobs, job{&docs[i], false})
		if docs[i].Corpus == "pdnc" {
			jobs = append(jobs, job{&docs[i], true})
		}
	}
	return parallel(jobs, func(j *job) ([]example, error) {
		return s.observe(j.doc, j.cast, pronouns[j.doc.fold], taking[j.doc.fold], held[j.doc.fold], more)
	})
}

// parallel calls f for each of jobs, on all cores, and returns what it returns in
// their order.
func parallel[J, T any](jobs []J, f func(*J) ([]T, error)) ([]T, error) {
	results := make([][]T, len(jobs))
	errs := make([]error, len(jobs))
	var wg sync.WaitGroup
	queue := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range queue {
				results[i], errs[i] = f(&jobs[i])
			}
		})
	}
	for i := range jobs {
		queue <- i
	}
	close(queue)
	wg.Wait()
	return slices.Concat(results...), errors.Join(errs...)
}

// sampleWeight is what a quotation of LitBank counts, of which there are few: its
// samples are short, and much in them is said by people without a name.
const sampleWeight = 3

func (t *text) weight() float64 {
	if t.Corpus == "litbank" {
		return sampleWeight
	}
	return 1
}

// watch runs the library over a text.
func (s *settings) watch(p *probe.Probe, doc *text, given eval.Given) error {
	_, err := eval.PredictOne(probe.NewContext(context.Background(), p), doc.Document, given, []attribution.Option{attribution.WithTagger(s.loadTagger())})
	return err
}

func (s *settings) observe(doc *text, cast bool, pronouns, taking *gbdt.Model, models []*gbdt.Model, more bool) ([]example, error) {
	index, _ := eval.Direct(doc.Document)
	byQuote := map[int]*example{}
	var order []int
	p := &probe.Probe{Pronouns: pronouns, Taking: taking, Models: models, More: more, Observe: func(pass int, d probe.Decision) {
		if pass < len(models)-1 {
			return
		}
		right, ok := label(doc, cast, doc.Quotes[index[d.Quote]], d.Candidates)
		if !ok {
			return
		}
		e := byQuote[d.Quote]
		if e == nil {
			e = &example{sample: sample{doc: doc}, quote: index[d.Quote], cast: cast, news: d.News}
			byQuote[d.Quote] = e
			order = append(order, d.Quote)
		}
		if pass < len(models) {
			e.probs, e.scored = slices.Clone(d.Probabilities), right
			if !more {
				e.Right = right // for the report; else the pass to fit has its own
			}
			return
		}
		e.Weight, e.Right = doc.weight(), right
		for _, row := range d.Rows {
			row = slices.Clone(row)
			for i := range row {
				if d.Groups[i] == s.without {
					row[i] = 0
				}
			}
			e.Rows = append(e.Rows, row)
		}
	}}
	given := eval.Quotes
	if cast {
		given = eval.QuotesAndSpeakers
	}
	if err := s.watch(p, doc, given); err != nil {
		return nil, err
	}
	var out []example
	for _, q := range order {
		out = append(out, *byQuote[q])
	}
	return out, nil
}

// label says which of the candidates, or nobody after them, spoke q; ok is
// false if the annotation does not tell.
func label(doc *text, cast bool, q corpus.Quote, candidates []probe.Candidate) (right []bool, ok bool) {
	mention := doc.mention(q)
	if q.Speaker == "" && mention == "" {
		return nil, false
	}
	nobody := true
	for _, c := range candidates {
		var r bool
		switch {
		case q.Speaker == "":
			r = names(mention, c)
		case cast:
			r = c.Listed > 0 && doc.Entities[c.Listed-1].ID == q.Speaker
		case c.Name == "I": // who has no name here
			r = q.Speaker == doc.narrator
		default:
			r = doc.names.Same(q, c.Name, c.Aliases) || doc.coref.is(c, q.Speaker)
		}
		right = append(right, r)
		nobody = nobody && !r
	}
	// A mention that names nobody may be a pronoun.
	return append(right, nobody), !nobody || q.Speaker != ""
}

// mention returns the words of the mention of q's speaker.
func (t *text) mention(q corpus.Quote) string {
	if len(q.Mention) == 0 {
		return ""
	}
	return string([]rune(t.Text)[q.Mention[0][0]:q.Mention[len(q.Mention)-1][1]])
}

// names reports whether a mention is built on a name of c: "Mayor Ida Moss",
// "Ida Moss, the mayor".
func names(mention string, c probe.Candidate) bool {
	return slices.ContainsFunc(append([]string{c.Name}, c.Aliases...), func(n string) bool {
		return mention == n || strings.HasSuffix(mention, " "+n) || strings.HasPrefix(mention, n+",")
	})
}

// report prints how often the scores are right, and could be: whether the
// right one is among the candidates.
func report(w io.Writer, title string, examples []example) {
	var t table
	for _, e := range examples {
		best := -1
		for i, p := range e.probs {
			if best < 0 || p > e.probs[best] {
				best = i
			}
		}
		k := e.doc.Corpus
		if e.cast {
			k += " with cast"
		}
		right, possible := best >= 0 && e.scored[best], len(e.Right) > 0 && !e.Right[len(e.Right)-1]
		t.add(k+" all", right, possible)
		if x := e.doc.Quotes[e.quote].Explicitness; x != "" {
			t.add(k+" "+x, right, possible)
		}
	}
	t.print(w, title)
}

// A table counts decisions by their kind, in the order of the first of each.
type table struct {
	kinds []string
	sums  map[string]*outcome
}

// An outcome is how many decisions were right, and could be.
type outcome struct{ n, right, possible int }

func (t *table) add(kind string, right, possible bool) {
	if t.sums == nil {
		t.sums = make(map[string]*outcome)
	}
	x := t.sums[kind]
	if x == nil {
		x = &outcome{}
		t.sums[kind] = x
		t.kinds = append(t.kinds, kind)
	}
	x.n++
	if right {
		x.right++
	}
	if possible {
		x.possible++
	}
}

func (t *table) print(w io.Writer, title string) {
	fmt.Fprintln(w, title)
	for _, k := range t.kinds {
		x := t.sums[k]
		fmt.Fprintf(w, "  %-26s %6d  right %6.2f  possible %6.2f\n", k, x.n, 100*float64(x.right)/float64(x.n), 100*float64(x.possible)/float64(x.n))
	}
}
