package linear

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// train makes a model that knows two words of each of three classes.
func train() *Model {
	t := NewTrainer(3)
	scores := make([]float32, 3)
	for range 10 {
		for i, w := range []string{"gull", "tern", "net", "rope", "pier", "quay"} {
			t.Learn(scores, []uint64{Feature(0, 0), Owned(uint64(w[0])<<32|uint64(w[1]), 1, 0)}, i/2, 1)
		}
	}
	return t.Model(1, 1)
}

func TestRoundTrip(t *testing.T) {
	m := train()
	b := m.AppendBinary(nil)
	if !bytes.Equal(b, train().AppendBinary(nil)) {
		t.Error("the same examples gave two models")
	}
	r := &Reader{B: b}
	got, err := Decode(r)
	if err != nil || len(r.B) > 0 {
		t.Fatal(err, len(r.B))
	}
	for i, w := range []string{"gull", "tern", "net", "rope", "pier", "quay"} {
		scores := make([]int32, 3)
		got.Score(scores, []uint64{Feature(0, 0), Owned(uint64(w[0])<<32|uint64(w[1]), 1, 0)})
		if best, ahead := Best(scores); best != i/2 || ahead <= 0 {
			t.Errorf("%s: class %d by %d, want %d", w, best, ahead, i/2)
		}
	}
}

func TestDamaged(t *testing.T) {
	b := train().AppendBinary(nil)
	for n := range b {
		if _, err := Decode(&Reader{B: b[:n]}); err == nil {
			t.Errorf("the first %d of %d bytes were read without an error", n, len(b))
		}
	}
	b = append(b[:len(b)-1], 0x80, 0x0f) // 1920 is the last weight
	if _, err := Decode(&Reader{B: b}); err == nil || !strings.Contains(err.Error(), "a weight is 640") {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(train().AppendBinary(nil))
	f.Fuzz(func(_ *testing.T, b []byte) {
		if m, err := Decode(&Reader{B: b}); err == nil {
			m.Score(make([]int32, m.Classes()), []uint64{Feature(0, 0), Feature(1, 0)})
		}
	})
}

// Score adds up what the rows say, for few classes and for many, also of
// features that the model does not know.
func TestScore(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, classes := range []int{1, 3, 4, 5, 13, 38} {
		var features []uint64
		var weights []float32
		feature := func(owner, template, value int) uint64 {
			switch {
			case owner == 0:
				return Feature(template, uint64(value))
			case owner <= 10: // small numbers stand for what is no word
				return Owned(uint64(owner-1), template, uint64(value))
			}
			return Owned(uint64(owner)*0x9e3779b97f4a7c15, template, uint64(value))
		}
		for owner := range 40 {
			for template := range 3 {
				for value := range 5 + owner*owner/8 {
					features = append(features, feature(owner, template, value))
					for range classes {
						w := rng.IntN(255) - 127
						if rng.IntN(2) == 0 {
							w = 0
						}
						weights = append(weights, float32(w))
					}
				}
			}
		}
		m := New(classes, features, weights, 1)
		known := map[uint64][]float32{}
		for i, f := range features {
			known[f] = weights[i*classes : (i+1)*classes]
		}
		scores := make([]int32, classes)
		for range 2000 {
			want := make([]int32, classes)
			var example []uint64
			for range rng.IntN(maxFeatures) {
				f := feature(rng.IntN(60), rng.IntN(3), rng.IntN(200))
				example = append(example, f)
				for c, w := range known[f] {
					want[c] += int32(w)
				}
			}
			if m.Score(scores, example); !slices.Equal(scores, want) {
				t.Fatalf("%d classes: %v, want %v", classes, scores, want)
			}
		}
	}
}
