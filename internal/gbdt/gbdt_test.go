package gbdt

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// groups returns decisions in which the candidate with the largest feature 0
// is right, but never one whose feature 1 is negative.
func groups(n int) []Group {
	rng := rand.New(rand.NewPCG(7, 7))
	var out []Group
	for range n {
		g := Group{Weight: 1}
		best, top := -1, float32(-1)
		for i := range 2 + rng.IntN(6) {
			x := []float32{rng.Float32(), rng.Float32() - 0.4, rng.Float32()}
			if x[1] >= 0 && x[0] > top {
				best, top = i, x[0]
			}
			g.Rows, g.Right = append(g.Rows, x), append(g.Right, false)
		}
		if best >= 0 {
			g.Right[best] = true
		}
		out = append(out, g)
	}
	return out
}

var params = Params{Trees: 40, Leaves: 16, Depth: 5, Rate: 0.2, MinWeight: 1, Lambda: 1, Sample: 0.8, Features: 1, Seed: 1}

func encode(t *testing.T, m *Model) []byte {
	t.Helper()
	b, err := m.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTrainLearns(t *testing.T) {
	m := Train(groups(2000), params)
	right, all := 0, 0
	for _, g := range groups(2600)[2000:] { // not seen
		scores := make([]float32, len(g.Rows))
		m.Scores(g.Rows, scores)
		best := 0
		for i, s := range scores {
			if s > scores[best] {
				best = i
			}
		}
		for i, r := range g.Right {
			if r {
				all++
				if i == best {
					right++
				}
			}
		}
	}
	if right*10 < all*9 {
		t.Errorf("%d of %d right: it has not learnt a simple rule", right, all)
	}
}

func TestDeterministicAndDecodes(t *testing.T) {
	a, b := encode(t, Train(groups(300), params)), encode(t, Train(groups(300), params))
	if !bytes.Equal(a, b) {
		t.Fatal("the same groups gave two models")
	}
	m, rest, err := Decode(append(a, "tail"...))
	if err != nil || string(rest) != "tail" {
		t.Fatalf("rest %q, %v", rest, err)
	}
	if c := encode(t, m); !bytes.Equal(a, c) {
		t.Error("decoding changes the model")
	}
	// A row scores the same alone and among others.
	rows := groups(1)[0].Rows
	rows = append(rows, groups(2)[1].Rows...)
	together := make([]float32, len(rows))
	m.Scores(rows, together)
	alone := make([]float32, len(rows))
	for i := range rows {
		m.Scores(rows[i:i+1], alone[i:i+1])
	}
	if d := cmp.Diff(alone, together); d != "" {
		t.Error(d)
	}
}

func TestDecodeDamaged(t *testing.T) {
	good := encode(t, Train(groups(50), params))
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2+1] ^= 1
	deep := []byte{1, 0, 1, 0}
	deep = append(deep, bytes.Repeat([]byte{0, 0, 0, 0, 0}, 100)...)
	for want, b := range map[string][]byte{
		"ends too soon": good[:len(good)-5],
		"checksum":      append(bytes.Clone(good[:len(good)-1]), good[len(good)-1]^1),
		"too deep":      deep,
		"gbdt":          flipped,
	} {
		if _, _, err := Decode(b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if _, _, err := Decode(nil); err == nil {
		t.Error("nothing is decoded as a model")
	}
}

func TestSoftmax(t *testing.T) {
	p := []float32{1, 1, -1e30}
	Softmax(p)
	if d := cmp.Diff([]float32{0.5, 0.5, 0}, p); d != "" {
		t.Error(d)
	}
}

func FuzzDecode(f *testing.F) {
	b, _ := Train(groups(20), params).AppendBinary(nil)
	f.Add(b)
	f.Fuzz(func(_ *testing.T, b []byte) {
		m, _, err := Decode(b)
		if err == nil && m.Features() > 0 {
			m.Scores([][]float32{make([]float32, m.Features())}, make([]float32, 1))
		}
	})
}

// Rank scores as Scores does, but for those that are hopeless after the first trees.
func TestRank(t *testing.T) {
	m := Train(groups(2000), params)
	first := &Model{m.features, m.trees[:len(m.trees)/early]}
	var rows [][]float32
	var ends []int
	for _, g := range groups(2600)[2000:] {
		rows = append(rows, g.Rows...)
		ends = append(ends, len(rows))
	}
	got, all, begun := make([]float32, len(rows)), make([]float32, len(rows)), make([]float32, len(rows))
	m.Rank(rows, ends, got)
	m.Scores(rows, all)
	first.Scores(rows, begun)
	dropped, from := 0, 0
	for _, end := range ends {
		for i := from; i < end; i++ {
			want := all[i]
			if slices.Max(begun[from:end])-begun[i] >= hopeless {
				want = begun[i]
				dropped++
			}
			if got[i] != want {
				t.Fatalf("row %d: %v, want %v", i, got[i], want)
			}
		}
		from = end
	}
	if dropped == 0 {
		t.Error("no row was dropped")
	}
	m.Rank(nil, nil, nil)
}

func BenchmarkScores(b *testing.B) {
	m := Train(groups(2000), params)
	var rows [][]float32
	for _, g := range groups(16) {
		rows = append(rows, g.Rows...)
	}
	scores := make([]float32, len(rows))
	b.ReportAllocs()
	for b.Loop() {
		m.Scores(rows, scores)
	}
}
