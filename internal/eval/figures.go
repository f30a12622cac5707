package eval

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Figures are what a [Report] adds up to: percentages with two decimals, and
// counts. In JSON they have the names of the corpora's own scoring script.
type Figures struct {
	Missing   int        `json:"documents_missing"`
	BadSpans  int        `json:"spans_that_do_not_slice_the_text"`
	Marked    *Marked    `json:"marked,omitempty"`
	Speaker   *Speaker   `json:"speaker,omitempty"`
	Relations *Relation  `json:"relations,omitempty"`
	Breakdown *Breakdown `json:"breakdown,omitempty"`
}

// PRF are precision, recall and F1.
type PRF struct {
	P         float64 `json:"p"`
	R         float64 `json:"r"`
	F1        float64 `json:"f1"`
	Gold      int     `json:"gold"`
	Predicted int     `json:"pred"`
}

// Marked are the figures of marked pieces.
type Marked struct {
	Exact PRF `json:"exact"`
	Close PRF `json:"close"`
}

// Speaker are the figures of speakers: by key, "all" among them.
type Speaker struct {
	By map[string]Accuracy
	B3 float64
}

// MarshalJSON writes B3 among the keys, as b3_f1.
func (s Speaker) MarshalJSON() ([]byte, error) {
	m := map[string]any{}
	for k, v := range s.By {
		m[k] = v
	}
	if s.B3 > 0 {
		m["b3_f1"] = s.B3
	}
	return json.Marshal(m)
}

// Accuracy are the figures of some outcomes.
type Accuracy struct {
	N         int     `json:"n"`
	Accuracy  float64 `json:"accuracy"`
	Found     float64 `json:"found"`
	Answered  float64 `json:"answered"`
	Precision float64 `json:"precision"`
}

// Relation are the figures of sources, cues and contents.
type Relation struct {
	Source  PRF     `json:"source"`
	Cue     PRF     `json:"cue"`
	Content PRF     `json:"content"`
	Triple  PRF     `json:"triple"`
	Speech  Matched `json:"speech"`
	All     Matched `json:"all"`
}

// Matched are the figures of contents found, and of their mentions.
type Matched struct {
	PRF
	MentionRight    float64 `json:"mention_right"`
	MentionAnswered float64 `json:"mention_answered"`
}

// A Breakdown shows the outcomes in parts.
type Breakdown struct {
	ByMethod   map[string]Accuracy `json:"by_method"`
	ByKind     map[string]Accuracy `json:"by_kind"`
	ByDocument []DocumentFigures   `json:"by_document"`
	// Addressees are the figures of quotations with one addressee.
	Addressees  *Accuracy    `json:"addressees,omitempty"`
	Calibration *Calibration `json:"calibration,omitempty"`
}

// DocumentFigures are those of one document.
type DocumentFigures struct {
	ID       string   `json:"id"`
	Marked   PRF      `json:"marked"`
	Speakers Accuracy `json:"outcomes"`
}

// round2 rounds to two decimals, a tie in the decimal form of x to even.
func round2(x float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	return r
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return round2(float64(100*part) / float64(whole))
}

func (c counts) f1() float64 {
	if c.right == 0 {
		return 0
	}
	p, r := float64(c.right)/float64(c.predicted), float64(c.right)/float64(c.gold)
	return 100 * 2 * p * r / (p + r)
}

func (c counts) prf() PRF {
	f := PRF{Gold: c.gold, Predicted: c.predicted, F1: round2(c.f1())}
	if c.predicted > 0 {
		f.P = round2(100 * (float64(c.right) / float64(c.predicted)))
	}
	if c.gold > 0 {
		f.R = round2(100 * (float64(c.right) / float64(c.gold)))
	}
	return f
}

func accuracy(os []Outcome) Accuracy {
	var found, answered, right int
	for _, o := range os {
		found += one(o.Found)
		answered += one(o.Answered)
		right += one(o.Right)
	}
	return Accuracy{len(os), percent(right, len(os)), percent(found, len(os)), percent(answered, len(os)), percent(right, answered)}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// accuracyBy returns the figures of the parts of os that key names.
func accuracyBy(os []Outcome, key func(Outcome) string) map[string]Accuracy {
	parts := map[string][]Outcome{}
	for _, o := range os {
		k := key(o)
		parts[k] = append(parts[k], o)
	}
	m := map[string]Accuracy{}
	for k, part := range parts {
		m[k] = accuracy(part)
	}
	return m
}

// Outcomes returns those of the document: of its speakers or, if it has none,
// of the mentions of its speech.
func (s *Score) Outcomes() []Outcome {
	if len(s.Speakers) == 0 && s.Relations != nil {
		return s.Relations.Speech.outcomes
	}
	return s.Speakers
}

// Figures adds up the report.
func (r *Report) Figures() *Figures {
	f := &Figures{Breakdown: &Breakdown{}}
	var marked, near counts
	var rel *Relations
	var speakers, outcomes, addressees []Outcome
	var b b3
	for _, s := range r.Documents {
		f.Missing += one(s.Missing)
		f.BadSpans += s.BadSpans
		c := count(s.Pieces)
		marked.add(c)
		near.add(counts{s.Close, c.predicted, c.gold})
		speakers = append(speakers, s.Speakers...)
		outcomes = append(outcomes, s.Outcomes()...)
		addressees = append(addressees, s.Addressees...)
		b.p, b.r, b.n = b.p+s.b3.p, b.r+s.b3.r, b.n+s.b3.n
		if s.Relations != nil {
			if rel == nil {
				rel = &Relations{}
			}
			rel.add(s.Relations)
		}
		f.Breakdown.ByDocument = append(f.Breakdown.ByDocument, DocumentFigures{s.Gold.ID, c.prf(), accuracy(s.Outcomes())})
	}
	if marked.gold > 0 {
		f.Marked = &Marked{marked.prf(), near.prf()}
	}
	if len(speakers) > 0 {
		f.Speaker = &Speaker{By: accuracyBy(speakers, func(o Outcome) string { return o.Key })}
		f.Speaker.By["all"] = accuracy(speakers)
		if b.n > 0 {
			p, r := b.p/float64(b.n), b.r/float64(b.n)
			f.Speaker.B3 = round2(100 * 2 * p * r / (p + r))
		}
	}
	if rel != nil {
		f.Relations = &Relation{
			rel.Source.prf(), rel.Cue.prf(), rel.Content.prf(), rel.Triple.prf(), rel.Speech.figures(), rel.All.figures(),
		}
	}
	f.Breakdown.ByMethod = accuracyBy(outcomes, func(o Outcome) string { return o.Method.String() })
	f.Breakdown.ByKind = accuracyBy(outcomes, func(o Outcome) string {
		if !o.Found {
			return "not found"
		}
		return o.Kind.String()
	})
	if len(addressees) > 0 {
		a := accuracy(addressees)
		f.Breakdown.Addressees = &a
	}
	f.Breakdown.Calibration = Calibrate(outcomes)
	return f
}

func (r *Relations) add(s *Relations) {
	r.Source.add(s.Source)
	r.Cue.add(s.Cue)
	r.Content.add(s.Content)
	r.Triple.add(s.Triple)
	r.Speech.add(s.Speech.counts)
	r.All.add(s.All.counts)
	r.Speech.outcomes = append(r.Speech.outcomes, s.Speech.outcomes...)
	r.All.outcomes = append(r.All.outcomes, s.All.outcomes...)
}

func (m matches) figures() Matched {
	a := accuracy(m.outcomes)
	return Matched{m.prf(), a.Accuracy, a.Answered}
}

// Keys returns the keys of m in order, "all" first.
func Keys(m map[string]Accuracy) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(one(b == "all")-one(a == "all"), cmp.Compare(a, b))
	})
}

// A Calibration compares the confidence of answers with how often they are
// right.
type Calibration struct {
	// ECE is the expected calibration error, from 0 to 1: the mean distance
	// between confidence and share right over ten bins of equal width, each
	// weighted by its answers (Guo et al. 2017, section 2).
	ECE  float64 `json:"ece"`
	Bins []Bin   `json:"bins"`
	// Thresholds tell what is left if less sure answers are not given.
	Thresholds []Threshold `json:"thresholds"`
}

// A Bin has the answers with a confidence from Low to Low+0.1.
type Bin struct {
	Low        float64 `json:"low"`
	N          int     `json:"n"`
	Confidence float64 `json:"confidence"` // mean, 0 to 1
	Right      float64 `json:"right"`      // share, 0 to 1
}

// A Threshold has the answers with a confidence of at least Confidence.
type Threshold struct {
	Confidence float64 `json:"confidence"`
	Precision  float64 `json:"precision"` // percent right of those answered
	Coverage   float64 `json:"coverage"`  // percent of all that are answered
}

const bins = 10

// Calibrate returns the calibration of os, nil if nothing was answered.
func Calibrate(os []Outcome) *Calibration {
	var n, right [bins]int
	var sum [bins]float64
	answered := 0
	for _, o := range os {
		if o.Answered && o.Confidence > 0 { // a mention without a speaker has none
			b := max(0, min(int(o.Confidence*bins), bins-1))
			n[b]++
			right[b] += one(o.Right)
			sum[b] += o.Confidence
			answered++
		}
	}
	if answered == 0 {
		return nil
	}
	c := &Calibration{}
	for b := range bins {
		if n[b] == 0 {
			continue
		}
		conf, share := sum[b]/float64(n[b]), float64(right[b])/float64(n[b])
		c.ECE += math.Abs(conf-share) * float64(n[b]) / float64(answered)
		c.Bins = append(c.Bins, Bin{float64(b) / bins, n[b], round2(conf), round2(share)})
	}
	c.ECE = math.Round(c.ECE*1e4) / 1e4
	for t := 50; t <= 95; t += 5 {
		at := float64(t) / 100
		answered, right := 0, 0
		for _, o := range os {
			if o.Answered && o.Confidence >= at {
				answered++
				right += one(o.Right)
			}
		}
		c.Thresholds = append(c.Thresholds, Threshold{at, percent(right, answered), percent(answered, len(os))})
	}
	return c
}
