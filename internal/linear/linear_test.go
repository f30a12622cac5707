package linear

import (
	"bytes"
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
