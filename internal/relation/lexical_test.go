package relation

import (
	"slices"
	"testing"

	"github.com/whosaid/whosaid/internal/linear"
)

// Of each two things that one is right whose word the other choices had right.
func TestFitLexical(t *testing.T) {
	const good, bad, both, rare = 1, 2, 3, 4
	tell := func(words ...uint64) (f []uint64) {
		for _, w := range words {
			f = append(f, linear.Owned(w, contentTemplate, 0))
		}
		return f
	}
	var choices []*options
	for i := range 40 {
		o := &options{right: []bool{i%2 == 0, i%2 == 1}}
		words := []uint64{good, bad}
		if i%2 == 1 {
			slices.Reverse(words)
		}
		for _, w := range words {
			o.add(append(o.features, tell(w, both)...))
		}
		choices = append(choices, o)
	}
	unknown := &options{}
	for range 2 * lexicalLeast {
		unknown.add(append(unknown.features, tell(rare)...))
	}
	m := fitLexical(append(choices, unknown), 1)
	if g, b := m.score(tell(good, both)), m.score(tell(bad, both)); g <= b || g <= 0 || b >= 0 {
		t.Errorf("good %v, bad %v", g, b)
	}
	if s := m.score(tell(rare)); s != 0 {
		t.Errorf("a word of which nothing is known weighs %v", s)
	}
	if s := fitLexical(nil, 1).score(tell(good)); s != 0 {
		t.Errorf("a model of nothing says %v", s)
	}
}

func TestView(t *testing.T) {
	p := paragraph("The bridge , Ida Moss said on Monday , will be closed .")
	m := English()
	var f finder
	f.read(m, p)
	f.look(m.parser, &f.context, [2]int32{5, 6}, make([]uint8, len(p.Words)))
	for _, x := range []struct {
		span [2]int32
		side uint64
		head string
	}{
		{[2]int32{}, absent, ""},
		{[2]int32{3, 5}, before, "Ida"},
		{[2]int32{6, 8}, after, "Monday"},
		{[2]int32{0, 12}, around, "closed"},
		{[2]int32{0, 2}, before, "bridge"},
	} {
		if got := f.sideOf(x.span); got != x.side {
			t.Errorf("%v is on side %d, want %d", x.span, got, x.side)
		}
		if x.head == "" {
			continue
		}
		if got := p.Words[f.headOf(x.span)]; got != x.head {
			t.Errorf("%v hangs by %q, want %q", x.span, got, x.head)
		}
	}
}
