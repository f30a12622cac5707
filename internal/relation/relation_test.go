package relation

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// paragraph makes a paragraph of one sentence, whose marks stand alone.
func paragraph(text string) *Paragraph {
	p := &Paragraph{Words: strings.Fields(text)}
	p.Tags = make([]tokenize.Tag, len(p.Words))
	tokenize.EnglishTagger().Tag(p.Words, p.Tags)
	p.Sentences = [][2]int{{0, len(p.Words)}}
	piece, n := int32(0), int32(0)
	for _, w := range p.Words {
		if w == "“" {
			n++
			piece = n
		}
		p.Pieces = append(p.Pieces, piece)
		if w == "”" {
			piece = 0
		}
	}
	return p
}

func find(text string) []string {
	p := paragraph(text)
	words := func(s [2]int32) string { return strings.Trim(strings.Join(p.Words[s[0]:s[1]], " "), " ,“”") }
	out := []string{}
	for _, r := range English().Append(nil, p, DefaultP) {
		out = append(out, words(r.Source)+" | "+words(r.Cue)+" | "+words(r.Content))
	}
	return out
}

func TestAppend(t *testing.T) {
	for text, want := range map[string]string{
		"Governor Ida Moss said on Monday that the bridge would be closed .":  "Governor Ida Moss | said | that the bridge would be closed",
		"The bridge will be closed , Moss told reporters .":                   "Moss | told | The bridge will be closed",
		"According to two officials , the bridge will be closed in May .":     "two officials | According to | the bridge will be closed in May",
		"“ We will close it , ” said Ida Moss , the governor .":               "Ida Moss , the governor | said | We will close it",
		"The senator has said she opposes the bill .":                         "The senator | has said | she opposes the bill",
		"The rain fell all night on the long roof of the ferry at the quay .": "",
	} {
		if got := strings.Join(find(text), "; "); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	if got := English().Append(nil, &Paragraph{}, 0); len(got) > 0 {
		t.Error(got)
	}
}

// What is found lies in the paragraph, in order, and cues do not overlap.
func TestLongParagraph(t *testing.T) {
	for _, text := range []string{"said ", "Ida said that Bo said ", "“ a ” said Bo , ", ", "} {
		p := paragraph(strings.Repeat(text, 400))
		last := int32(0)
		for _, r := range English().Append(nil, p, 0) {
			n := int32(len(p.Words))
			for _, s := range [][2]int32{r.Source, r.Cue, r.Content} {
				if s[0] < 0 || s[1] < s[0] || s[1] > n {
					t.Fatalf("%q: %+v of %d words", text, r, n)
				}
			}
			if r.Cue[0] < last || r.Key < r.Cue[0] || r.Key >= r.Cue[1] || !(r.P >= 0 && r.P <= 1) {
				t.Fatalf("%q: %+v after %d", text, r, last)
			}
			last = r.Cue[1]
		}
	}
}

func TestDisjoint(t *testing.T) {
	found := []Relation{{Cue: [2]int32{2, 4}, P: 0.5}, {Cue: [2]int32{3, 4}, P: 0.6}, {Cue: [2]int32{3, 5}, P: 0.6}, {Cue: [2]int32{5, 6}, P: 0.2}, {Cue: [2]int32{7, 8}, P: 0.4}}
	want := []Relation{found[1], found[4]}
	if d := cmp.Diff(want, Disjoint(nil, found, 0.3)); d != "" {
		t.Error(d)
	}
}

// Spans that differ in a comma are one; a question mark is of what is asked.
func TestPropose(t *testing.T) {
	p := paragraph("Moss said , will it close ? , maybe")
	var c choice
	for _, s := range [][2]int32{{2, 6}, {3, 6}, {2, 7}, {3, 8}, {0, 1}} {
		c.propose(p, s)
	}
	if d := cmp.Diff([][2]int32{{2, 6}, {2, 7}, {0, 1}}, c.spans); d != "" {
		t.Error(d)
	}
}

// The ends of a span are tried where they are likely, and where the guess has them.
func TestEdges(t *testing.T) {
	probs := []float32{0.3, 0.01, 0.6, 0.1, 0.2}
	for _, c := range []struct {
		guessed [2]int32
		side    int
		want    []int32
	}{
		{[2]int32{}, 0, []int32{2, 0, 4}},
		{[2]int32{1, 4}, 0, []int32{2, 0, 4, 1}},
		{[2]int32{1, 4}, 1, []int32{2, 0, 4, 3}},
	} {
		if d := cmp.Diff(c.want, edges(probs, c.guessed, c.side, 0.15, 4)); d != "" {
			t.Errorf("%v, side %d: %s", c.guessed, c.side, d)
		}
	}
}

// The labels of a chain are legal, and their probabilities those of all
// sequences that are.
func TestChain(t *testing.T) {
	c := newChain(2)
	L, n := c.labels, 4
	const step = 0.25
	var b scratch
	b.resize(n, L)
	fill := func() {
		for i := range b.scores {
			b.scores[i] = int32((i * 7919) % 13)
		}
	}
	trans := make([]float32, L*L)
	for i := range trans {
		trans[i] = float32((i*31)%7) / 5
	}
	legal := map[[2]uint8]bool{}
	for l, before := range c.before {
		for _, a := range before {
			legal[[2]uint8{a, uint8(l)}] = true
		}
	}
	sum, best, likeliest := 0.0, math.Inf(-1), make([]uint8, n)
	want := make([]float64, n*L)
	fill()
	seq := make([]uint8, n)
	var walk func(i int, s float64)
	walk = func(i int, s float64) {
		if i == n {
			if !c.ends[seq[n-1]] {
				return
			}
			sum += math.Exp(s)
			for k, l := range seq {
				want[k*L+int(l)] += math.Exp(s)
			}
			if s > best {
				best = s
				copy(likeliest, seq)
			}
			return
		}
		for l := range L {
			if i == 0 && !c.begins[l] || i > 0 && !legal[[2]uint8{seq[i-1], uint8(l)}] {
				continue
			}
			x := s + float64(b.scores[i*L+l])*step
			if i > 0 {
				x += float64(trans[int(seq[i-1])*L+l])
			}
			seq[i] = uint8(l)
			walk(i+1, x)
		}
	}
	walk(0, 0)
	p := newPass(c, nil, step, trans)
	p.weigh(&b)
	p.marginals(&b, nil)
	for i, p := range b.probs {
		if math.Abs(float64(p)-want[i]/sum) > 1e-5 {
			t.Fatalf("word %d label %d: %v, want %v", i/L, i%L, p, want[i]/sum)
		}
	}
	p.viterbi(&b)
	if d := cmp.Diff(likeliest, b.labels); d != "" {
		t.Error(d)
	}
}

func BenchmarkAppend(b *testing.B) {
	text := "Governor Ida Moss said on Monday that the bridge , which two officials had called unsafe , would be closed until May ."
	p := paragraph(text)
	m := English()
	buf := m.Append(nil, p, DefaultP)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buf = m.Append(buf[:0], p, DefaultP)
	}
}

func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	m, _ := english.Tagger()

	for b.Loop() {
		if _, err := Read(EnglishFile, m.Words(), parser.English()); err != nil {
			b.Fatal(err)
		}
	}
}
