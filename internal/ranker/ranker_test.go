package ranker

import (
	"slices"
	"strings"
	"testing"

	"github.com/whosaid/whosaid/internal/gbdt"
)

func TestDecode(t *testing.T) {
	pass := gbdt.Train([]gbdt.Group{{Rows: [][]float32{{0, 1}, {1, 0}}, Right: []bool{true, false}, Weight: 9}}, gbdt.Params{Trees: 2, Leaves: 2, Depth: 1, Rate: 1, Sample: 1, Features: 1})
	good, err := (&Model{Pronouns: pass, Taking: pass, Passes: []*gbdt.Model{pass, pass}, Temperature: 1.5, News: 0.5, Seed: 3, Data: "abc"}).AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Decode(good, 2, 2, 2, 2)
	if err != nil || len(m.Passes) != 2 || m.Temperature != 1.5 || m.News != 0.5 || m.Seed != 3 || m.Data != "abc" {
		t.Fatalf("%+v, %v", m, err)
	}
	s := string(good)
	for _, c := range []struct{ want, file string }{
		{"header is damaged", ""},
		{"header is damaged", strings.Replace(s, "{", "", 1)},
		{"want \"whosaid speaker ranker\"", strings.Replace(s, "speaker", "writer", 1)},
		{"version 5", strings.Replace(s, `"version":4`, `"version":5`, 1)},
		{"temperatures 0 and", strings.Replace(s, "1.5", "0.0", 1)},
		{"and 0 cannot be", strings.Replace(s, ":0.5", ":0.0", 1)},
		{"pass 2: gbdt: the model ends", strings.Replace(s, `"passes":2`, `"passes":3`, 1)},
		{"bytes follow", s + "x"},
		{"checksum", s[:len(s)-1] + string(s[len(s)-1]^1)},
	} {
		if _, err := Decode([]byte(c.file), 2, 2, 2, 2); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
	}
	if _, err := Decode(good, 2, 2, 2, 3); err == nil || !strings.Contains(err.Error(), "pass 1: it scores 2 features, want 3") {
		t.Error(err)
	}
}

func TestTemper(t *testing.T) {
	for _, c := range []struct {
		probs []float32
		t     float32
		want  []float32
	}{
		{[]float32{0.6, 0.3}, 1, []float32{0.6, 0.3}},
		{[]float32{0.8, 0.2}, 0.5, []float32{16. / 17, 1. / 17}},
		{[]float32{0.64, 0}, 2, []float32{0.8 / 1.4, 0}}, // what is left of nobody counts too
		{[]float32{0, 0}, 2, []float32{0, 0}},
		{nil, 2, nil},
	} {
		got := slices.Clone(c.probs)
		Temper(got, c.t)
		for i := range got {
			if d := got[i] - c.want[i]; d > 1e-5 || d < -1e-5 {
				t.Errorf("%v at %v: %v, want %v", c.probs, c.t, got, c.want)
			}
		}
	}
}
