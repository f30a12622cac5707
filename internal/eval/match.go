package eval

import (
	"cmp"
	"slices"

	"github.com/whosaid/whosaid/internal/corpus"
)

func iou(a, b corpus.Span) float64 {
	i := min(a[1], b[1]) - max(a[0], b[0])
	if i <= 0 {
		return 0
	}
	return float64(i) / float64(max(a[1], b[1])-min(a[0], b[0]))
}

type pair struct {
	v    float64
	g, p int
}

// pairs matches gold with predicted spans one to one, best intersection over
// union first and no worse than least; of equals the later ones come first.
func pairs(gold, pred []corpus.Span, least float64) []pair {
	var c []pair
	x := newIndex(pred)
	for i, g := range gold {
		x.overlapping(g, func(j int) {
			if v := iou(g, pred[j]); v >= least {
				c = append(c, pair{v, i, j})
			}
		})
	}
	slices.SortFunc(c, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(b.g, a.g), cmp.Compare(b.p, a.p))
	})
	usedG, usedP := map[int]bool{}, map[int]bool{}
	return slices.DeleteFunc(c, func(x pair) bool {
		if usedG[x.g] || usedP[x.p] {
			return true
		}
		usedG[x.g], usedP[x.p] = true, true
		return false
	})
}

// An index finds the spans that overlap another.
type index struct {
	spans  []corpus.Span
	order  []int // indexes of spans by start
	maxEnd []int // of order[:i+1]
}

func newIndex(spans []corpus.Span) *index {
	x := &index{spans: spans, order: make([]int, len(spans)), maxEnd: make([]int, len(spans))}
	for i := range spans {
		x.order[i] = i
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return cmp.Compare(spans[a][0], spans[b][0]) })
	end := 0
	for i, k := range x.order {
		end = max(end, spans[k][1])
		x.maxEnd[i] = end
	}
	return x
}

func (x *index) overlapping(s corpus.Span, f func(i int)) {
	from, _ := slices.BinarySearchFunc(x.maxEnd, s[0]+1, cmp.Compare[int])
	for _, k := range x.order[from:] {
		if x.spans[k][0] >= s[1] {
			return
		}
		if x.spans[k][1] > s[0] {
			f(k)
		}
	}
}
