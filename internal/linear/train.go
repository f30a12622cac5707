package linear

import (
	"cmp"
	"math"
	"slices"
)

// A Trainer learns a model from mistakes. Its zero value is not usable; see
// [NewTrainer].
type Trainer struct {
	classes int
	index   map[uint64]int32
	rows    []learnt
	step    float64 // examples seen
}

type learnt struct {
	feature uint64
	updates int32
	cells   []average
}

// An average is a weight and the sum of its values after each example so far.
type average struct {
	class  uint8
	weight float32
	sum    float64
	since  float64 // the step from which the sum lacks the weight
}

// NewTrainer returns a trainer for a number of classes, at most 255.
func NewTrainer(classes int) *Trainer {
	if classes > math.MaxUint8 {
		panic("linear: too many classes")
	}
	return &Trainer{classes: classes, index: map[uint64]int32{}}
}

// Score sets scores to what the weights of now give to the features.
func (t *Trainer) Score(scores []float32, features []uint64) {
	clear(scores)
	for _, f := range features {
		if i, ok := t.index[f]; ok {
			for _, c := range t.rows[i].cells {
				scores[c.class] += c.weight
			}
		}
	}
}

// Learn shows an example: the class truth should win by a margin, in updates
// of one feature. It returns the class that wins; scores is scratch.
func (t *Trainer) Learn(scores []float32, features []uint64, truth int, margin float32) int {
	t.Tick()
	t.Score(scores, features)
	best, rival := 0, -1
	for c, v := range scores {
		if v > scores[best] {
			best = c
		}
		if c != truth && (rival < 0 || v > scores[rival]) {
			rival = c
		}
	}
	if scores[truth] < scores[rival]+margin {
		t.Update(features, truth, rival, 1)
	}
	return best
}

// Tick says that an example is over, whether its class was right or not.
func (t *Trainer) Tick() { t.step++ }

// Update moves weight from the class guess to the class truth.
func (t *Trainer) Update(features []uint64, truth, guess int, by float32) {
	for _, f := range features {
		i, ok := t.index[f]
		if !ok {
			i = int32(len(t.rows))
			t.index[f] = i
			t.rows = append(t.rows, learnt{feature: f})
		}
		r := &t.rows[i]
		r.updates++
		t.add(r, truth, by)
		t.add(r, guess, -by)
	}
}

func (t *Trainer) add(r *learnt, class int, by float32) {
	for i := range r.cells {
		if c := &r.cells[i]; int(c.class) == class {
			c.sum += float64(c.weight) * (t.step - c.since)
			c.weight += by
			c.since = t.step
			return
		}
	}
	r.cells = append(r.cells, average{class: uint8(class), weight: by, since: t.step})
}

// Model returns the averaged model, whose weights are 255 steps up to the
// largest but one in ten thousand. Features that took part in fewer than least
// updates are left out, and so are weights of fewer steps than weak: they
// decide little, and most weights are such.
func (t *Trainer) Model(least, weak int) *Model {
	var all []float64
	mean := func(c average) float64 { return (c.sum + float64(c.weight)*(t.step-c.since)) / max(1, t.step) }
	for _, r := range t.rows {
		if int(r.updates) < least {
			continue
		}
		for _, c := range r.cells {
			all = append(all, math.Abs(mean(c)))
		}
	}
	if len(all) == 0 {
		return newModel(t.classes, nil)
	}
	slices.Sort(all)
	scale := 127 / max(all[len(all)-1-len(all)/10000], 1e-9)
	var rows []row
	for _, r := range t.rows {
		if int(r.updates) < least {
			continue
		}
		out := row{feature: r.feature}
		for _, c := range r.cells {
			if w := math.Round(mean(c) * scale); math.Abs(w) >= float64(max(1, weak)) {
				out.cells = append(out.cells, cell{c.class, int8(min(127, max(-127, w)))})
			}
		}
		if len(out.cells) > 0 {
			slices.SortFunc(out.cells, func(a, b cell) int { return cmp.Compare(a.class, b.class) })
			rows = append(rows, out)
		}
	}
	return newModel(t.classes, rows)
}

// A row is what a feature weighs.
type row struct {
	feature uint64
	cells   []cell
}

// newModel makes a model of rows that were trained.
func newModel(classes int, rows []row) *Model {
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.feature, b.feature) })
	m := build(classes, len(rows), func(yield func(uint64, []cell) bool) {
		for _, r := range rows {
			if !yield(r.feature, r.cells) {
				return
			}
		}
	})
	m.rows = rows
	return m
}
