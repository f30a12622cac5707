package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/quotes"
)

// The types of gold quotations.
const (
	direct   = "direct"
	indirect = "indirect"
	mixed    = "mixed"
)

// A Report is the score of a run over a corpus.
type Report struct {
	Documents []*Score
}

// A Score is that of one document.
type Score struct {
	Gold *corpus.Document
	// Missing says that there was no prediction.
	Missing bool
	// BadSpans counts spans that do not slice the text.
	BadSpans int
	// Pieces are the marked pieces, gold and predicted.
	Pieces []Piece
	// Close counts the pairs of pieces that are close.
	Close int
	// Speakers has an outcome for each gold direct quotation with a speaker.
	Speakers []Outcome
	b3       b3
	// Addressees has an outcome for each gold direct quotation with one
	// addressee.
	Addressees []Outcome
	// Relations is nil unless the corpus is annotated with them.
	Relations *Relations
}

// A Piece is a span that was annotated, predicted, or both.
type Piece struct {
	Span            corpus.Span
	Gold, Predicted bool
}

// Relations are the figures of a document with sources, cues and contents.
type Relations struct {
	Source, Cue, Content, Triple counts
	Speech, All                  matches
	// Contents are the spans of the contents.
	Contents []Piece
}

// counts are those of right, predicted and gold spans.
type counts struct{ right, predicted, gold int }

func (c *counts) add(d counts) {
	c.right += d.right
	c.predicted += d.predicted
	c.gold += d.gold
}

// matches are pairs of contents, with the outcome of those with a source.
type matches struct {
	counts
	outcomes []Outcome
}

// An Outcome is what became of one gold quotation.
type Outcome struct {
	Gold            int // index of the gold quotation
	Span            corpus.Span
	Key             string // explicitness, form of the mention or "unstated"
	Found           bool   // there is a prediction
	Answered, Right bool
	Want, Got       string // names, or mentions
	Confidence      float64
	Method          attribution.Method
	Kind            quotes.Kind
}

// predicted is a predicted quotation in code points.
type predicted struct {
	*Quote
	parts, marked []corpus.Span
	cue, mention  *corpus.Span
	speaker, to   *attribution.Speaker
}

// scorer scores one document.
type scorer struct {
	gold    *corpus.Document
	text    []rune
	offsets *corpus.Offsets
	score   *Score
	pred    []predicted
}

// Evaluate scores preds, which may be in any order, against gold.
func Evaluate(gold []*corpus.Document, preds []*Prediction) *Report {
	byID := make(map[string]*Prediction, len(preds))
	for _, p := range preds {
		byID[p.ID] = p
	}
	r := &Report{}
	for _, d := range gold {
		r.Documents = append(r.Documents, evaluate(d, byID[d.ID]))
	}
	return r
}

func evaluate(d *corpus.Document, p *Prediction) *Score {
	s := &scorer{gold: d, text: []rune(d.Text), offsets: corpus.NewOffsets(d.Text), score: &Score{Gold: d}}
	if p == nil {
		s.score.Missing = true
		p = &Prediction{}
	}
	s.read(p)
	s.marked()
	s.speakers()
	// Sources, cues and contents of all relations are annotated in PolNeAR only.
	if strings.HasPrefix(d.Corpus, "polnear") && slices.ContainsFunc(d.Quotes, func(q corpus.Quote) bool { return len(q.Cue) > 0 }) {
		s.relations()
	}
	return s.score
}

// span returns e in code points, nil if it does not slice the text.
func (s *scorer) span(e attribution.Excerpt) *corpus.Span {
	c, ok := s.offsets.CodePoints(e.Start, e.End)
	if !ok || c[1] < c[0] || e.Text != "" && s.gold.Text[e.Start:e.End] != e.Text {
		s.score.BadSpans++
		return nil
	}
	return &c
}

func (s *scorer) spans(es []attribution.Excerpt) []corpus.Span {
	var out []corpus.Span
	for _, e := range es {
		if c := s.span(e); c != nil {
			out = append(out, *c)
		}
	}
	return out
}

func (s *scorer) read(p *Prediction) {
	speakers := make(map[attribution.SpeakerID]*attribution.Speaker, len(p.Speakers))
	for i := range p.Speakers {
		speakers[p.Speakers[i].ID] = &p.Speakers[i]
	}
	for i := range p.Quotes {
		q := predicted{Quote: &p.Quotes[i]}
		q.parts = s.spans(q.Parts)
		switch q.Kind {
		case quotes.Direct:
			q.marked = q.parts
		case quotes.Mixed:
			q.marked = s.spans(q.Verbatim)
		}
		if q.Cue != (attribution.Excerpt{}) {
			q.cue = s.span(q.Cue)
		}
		if q.Mention.Excerpt != (attribution.Excerpt{}) {
			q.mention = s.span(q.Mention.Excerpt)
		}
		q.speaker = speakers[q.Speaker]
		if len(q.Addressees) > 0 {
			q.to = speakers[q.Addressees[0]]
		}
		s.pred = append(s.pred, q)
	}
}

// marked compares the marked pieces.
func (s *scorer) marked() {
	gold, pred := map[corpus.Span]bool{}, map[corpus.Span]bool{}
	add := func(set map[corpus.Span]bool, spans []corpus.Span) {
		for _, x := range spans {
			if x = trim(s.text, x); x[1] > x[0] {
				set[x] = true
			}
		}
	}
	for _, q := range s.gold.Quotes {
		if q.Type == direct && !q.Nested {
			add(gold, q.Spans)
		}
	}
	for _, p := range s.pred {
		if p.Parent == 0 {
			add(pred, p.marked)
		}
	}
	s.score.Pieces = pieces(gold, pred)
	s.score.Close = len(pairs(sorted(gold), sorted(pred), 0.8))
}

func compareSpans(a, b corpus.Span) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

func sorted(set map[corpus.Span]bool) []corpus.Span {
	return slices.SortedFunc(maps.Keys(set), compareSpans)
}

func pieces(gold, pred map[corpus.Span]bool) []Piece {
	all := maps.Clone(gold)
	maps.Copy(all, pred)
	out := make([]Piece, 0, len(all))
	for _, x := range sorted(all) {
		out = append(out, Piece{x, gold[x], pred[x]})
	}
	return out
}

// count returns the counts of exact matches.
func count(ps []Piece) counts {
	var c counts
	for _, p := range ps {
		if p.Gold {
			c.gold++
		}
		if p.Predicted {
			c.predicted++
		}
		if p.Gold && p.Predicted {
			c.right++
		}
	}
	return c
}

// speakers compares the speakers of direct quotations.
func (s *scorer) speakers() {
	names := NamesOf(s.gold)
	given := map[int]*predicted{}
	var parts []corpus.Span
	var owner []int // of each part
	for i := range s.pred {
		p := &s.pred[i]
		if p.Gold != nil {
			given[*p.Gold] = p
		}
		if p.Parent == 0 {
			for _, x := range p.parts {
				parts, owner = append(parts, x), append(owner, i)
			}
		}
	}
	x := newIndex(parts)
	addressees := make(map[string]corpus.Entity, len(s.gold.Entities))
	for _, e := range s.gold.Entities {
		addressees[e.ID] = e
	}
	var goldCluster, predCluster []string
	for i, q := range s.gold.Quotes {
		if q.Type != direct || q.Nested || q.Speaker == "" {
			continue
		}
		best := given[i]
		if len(given) == 0 {
			best = s.best(q.Spans, x, parts, owner)
		}
		o := Outcome{Gold: i, Key: cmp.Or(q.Explicitness, q.MentionForm, "unstated"), Want: q.Speaker, Span: cover(q.Spans)}
		if best != nil {
			o.Found, o.Kind = true, best.Kind
			cluster := fmt.Sprint("none ", i)
			if sp := best.speaker; sp != nil {
				o.Answered, o.Got, o.Confidence, o.Method = true, sp.Name, best.Confidence, best.Method
				o.Right = names.Same(q, sp.Name, sp.Aliases)
				cluster = fmt.Sprint("speaker ", sp.ID)
			}
			goldCluster, predCluster = append(goldCluster, q.Speaker), append(predCluster, cluster)
		}
		s.score.Speakers = append(s.score.Speakers, o)
		if len(q.Addressees) == 1 {
			s.addressee(q, addressees[q.Addressees[0]], best, names)
		}
	}
	s.score.b3 = bCubed(goldCluster, predCluster)
}

// addressee compares the one whom q is spoken to with the first of those whom
// the prediction p names.
func (s *scorer) addressee(q corpus.Quote, to corpus.Entity, p *predicted, names Names) {
	o := Outcome{Want: q.Addressees[0], Span: cover(q.Spans)}
	if p != nil {
		o.Found = true
		if sp := p.to; sp != nil {
			o.Answered, o.Got = true, sp.Name
			o.Right = names.Same(corpus.Quote{Speaker: o.Want, Aliases: append([]string{to.Name}, to.Aliases...)}, sp.Name, sp.Aliases)
		}
	}
	s.score.Addressees = append(s.score.Addressees, o)
}

// best returns the prediction that shares most code points with spans, if at
// least half; of equals the first.
func (s *scorer) best(spans []corpus.Span, x *index, parts []corpus.Span, owner []int) *predicted {
	total := 0
	shared := map[int]int{}
	for _, g := range spans {
		total += g[1] - g[0]
		x.overlapping(g, func(k int) {
			shared[owner[k]] += min(g[1], parts[k][1]) - max(g[0], parts[k][0])
		})
	}
	best, most := -1, 0
	for _, i := range slices.Sorted(maps.Keys(shared)) {
		if shared[i] > most {
			best, most = i, shared[i]
		}
	}
	if best < 0 || 2*most < total {
		return nil
	}
	return &s.pred[best]
}

// Names are the entities of a document by each of their names.
type Names map[string]map[string]bool

// NamesOf returns the names in the list of entities of d.
func NamesOf(d *corpus.Document) Names {
	names := Names{}
	for _, e := range d.Entities {
		for _, n := range append([]string{e.Name, e.ID}, e.Aliases...) {
			n = normName(n)
			if names[n] == nil {
				names[n] = map[string]bool{}
			}
			names[n][e.ID] = true
		}
	}
	return names
}

// Same reports whether a predicted speaker of that name and those aliases is
// the one who spoke q.
func (names Names) Same(q corpus.Quote, name string, aliases []string) bool {
	want := map[string]bool{normName(q.Speaker): true}
	for _, a := range q.Aliases {
		want[normName(a)] = true
	}
	n := normName(name)
	if want[n] {
		return true
	}
	for e := range names[n] {
		if e != q.Speaker {
			return false
		}
	}
	return slices.ContainsFunc(aliases, func(a string) bool { return want[normName(a)] })
}

// b3 are the sums of precision and recall over n quotations.
type b3 struct {
	p, r float64
	n    int
}

func bCubed(gold, pred []string) b3 {
	g, p, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for i := range gold {
		g[gold[i]]++
		p[pred[i]]++
		both[[2]string{gold[i], pred[i]}]++
	}
	b := b3{n: len(gold)}
	for i := range gold {
		n := float64(both[[2]string{gold[i], pred[i]}])
		b.p += n / float64(p[pred[i]])
		b.r += n / float64(g[gold[i]])
	}
	return b
}

func cover(spans []corpus.Span) corpus.Span {
	if len(spans) == 0 {
		return corpus.Span{}
	}
	s := spans[0]
	for _, x := range spans {
		s[0], s[1] = min(s[0], x[0]), max(s[1], x[1])
	}
	return s
}

// A relation has the spans of one attribution; one that is missing is noSpan.
type relation struct {
	source, cue, content corpus.Span
	kind                 string
	index                int // of the gold quotation, or the predicted one
}

var noSpan = corpus.Span{-1, -1}

func (s *scorer) relations() {
	trimmed := func(spans ...corpus.Span) corpus.Span {
		if len(spans) == 0 {
			return noSpan
		}
		return trim(s.text, cover(spans))
	}
	optional := func(x *corpus.Span) corpus.Span {
		if x == nil {
			return noSpan
		}
		return trim(s.text, *x)
	}
	var gold, pred []relation
	for i, q := range s.gold.Quotes {
		gold = append(gold, relation{trimmed(q.Mention...), trimmed(q.Cue...), trimmed(q.RawSpans...), q.Type, i})
	}
	for i, p := range s.pred {
		if p.Parent == 0 {
			pred = append(pred, relation{optional(p.mention), optional(p.cue), trimmed(p.parts...), p.Kind.String(), i})
		}
	}
	r := &Relations{}
	s.score.Relations = r
	role := func(of func(relation) corpus.Span) []Piece {
		sets := [2]map[corpus.Span]bool{{}, {}}
		for i, rs := range [][]relation{gold, pred} {
			for _, x := range rs {
				if x := of(x); x != noSpan {
					sets[i][x] = true
				}
			}
		}
		return pieces(sets[0], sets[1])
	}
	r.Contents = role(func(x relation) corpus.Span { return x.content })
	r.Content = count(r.Contents)
	r.Source = count(role(func(x relation) corpus.Span { return x.source }))
	r.Cue = count(role(func(x relation) corpus.Span { return x.cue }))
	r.Triple = triples(gold, pred)
	r.Speech = s.match(gold, pred, direct, mixed)
	r.All = s.match(gold, pred, direct, indirect, mixed)
}

func triples(gold, pred []relation) counts {
	set := func(rs []relation) map[[3]corpus.Span]bool {
		m := map[[3]corpus.Span]bool{}
		for _, x := range rs {
			m[[3]corpus.Span{x.source, x.cue, x.content}] = true
		}
		return m
	}
	g, p := set(gold), set(pred)
	c := counts{gold: len(g), predicted: len(p)}
	for x := range p {
		if g[x] {
			c.right++
		}
	}
	return c
}

// match pairs the contents of the kinds to keep.
func (s *scorer) match(gold, pred []relation, keep ...string) matches {
	filter := func(rs []relation) (kept []relation, contents []corpus.Span) {
		for _, x := range rs {
			if x.content != noSpan && slices.Contains(keep, x.kind) {
				kept, contents = append(kept, x), append(contents, x.content)
			}
		}
		return kept, contents
	}
	gold, gs := filter(gold)
	pred, ps := filter(pred)
	m := matches{counts: counts{gold: len(gold), predicted: len(pred)}}
	for _, pr := range pairs(gs, ps, 0.5) {
		m.right++
		g, p := gold[pr.g], pred[pr.p]
		if g.source == noSpan {
			continue
		}
		q := s.pred[p.index]
		o := Outcome{
			Gold: g.index, Span: g.content, Key: g.kind, Found: true, Kind: q.Kind,
			Want: string(s.text[g.source[0]:g.source[1]]),
		}
		if p.source != noSpan {
			o.Answered, o.Confidence, o.Method = true, q.Confidence, q.Method
			o.Got = string(s.text[p.source[0]:p.source[1]])
			o.Right = p.source[0] < g.source[1] && g.source[0] < p.source[1]
		}
		m.outcomes = append(m.outcomes, o)
	}
	slices.SortStableFunc(m.outcomes, func(a, b Outcome) int { return cmp.Compare(a.Gold, b.Gold) })
	return m
}
