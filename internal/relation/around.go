package relation

// raise sets x to the probability of a guess, if that is more and it counts.
func raise(x *float32, g *guess, counts bool) {
	if counts {
		*x = max(*x, g.P)
	}
}

// extent returns the words from the first to the last of r.
func (r *Relation) extent() [2]int32 {
	e := r.Cue
	for _, s := range [2][2]int32{r.Source, r.Content} {
		if s[1] > s[0] {
			e[0], e[1] = min(e[0], s[0]), max(e[1], s[1])
		}
	}
	return e
}

// appendAround appends what the other guesses of the paragraph, and the first
// pass, tell of a span that may be the content: reports hardly ever lie in
// each other, and one ends where the next begins.
func (f *finder) appendAround(row []float32, x [2]int32) []float32 {
	var out [12]float32
	for i := range f.guesses {
		o := &f.guesses[i]
		if i == f.self || meets(o.Cue, f.cue) {
			continue
		}
		e := o.extent()
		for k, counts := range [len(out)]bool{
			holds(x, o.Cue),
			x == o.Content,
			x != o.Content && holds(o.Content, x),
			x != o.Content && holds(x, o.Content),
			meets(x, o.Content) && !holds(x, o.Content) && !holds(o.Content, x),
			o.Source[1] > 0 && meets(x, o.Source),
			e[0] >= x[1] && e[0] <= x[1]+2,
			e[1] <= x[0] && e[1] >= x[0]-2,
			o.Cue[0] >= f.cue[1] && o.Cue[1] <= x[0] || o.Cue[0] >= x[1] && o.Cue[1] <= f.cue[0], // between the cue and x
			holds(x, e),
			holds(o.Content, f.cue),
			o.Content[1] > 0 && o.Content[1] == x[1],
		} {
			raise(&out[k], o, counts)
		}
	}
	row = append(row, out[:]...)

	role := func(i int32, r int) float32 {
		if i < 0 || i >= f.n() || x[1] == 0 {
			return 0
		}
		return f.probs[4*i+int32(r)+1]
	}
	var in [3]float32 // of other words than the cue
	for i := x[0]; i < x[1]; i++ {
		if i < f.cue[0] || i >= f.cue[1] {
			for r := range in {
				in[r] += role(i, r)
			}
		}
	}
	row = append(row, in[source], in[cue], in[content]/float32(x[1]-x[0]+1))
	for _, i := range [5]int32{x[0] - 1, x[0], x[1] - 1, x[1], x[1] + 1} {
		row = append(row, role(i, content), role(i, source)+role(i, cue))
	}
	for _, i := range [6]int32{x[0] - 1, x[0], x[1] - 1, x[1], x[1] + 1, x[1] + 3} {
		p := float32(0)
		if i >= 0 && i < f.n() && x[1] > 0 {
			p = f.content[i]
		}
		row = append(row, p)
	}
	return row
}

// rival returns the likeliest of the other guesses that have words of the cue, nil if
// there is none.
func (f *finder) rival() *guess {
	var best *guess
	for i := range f.guesses {
		if o := &f.guesses[i]; i != f.self && meets(o.Cue, f.cue) && (best == nil || o.P > best.P) {
			best = o
		}
	}
	return best
}

// appendRivals appends what the other guesses tell of the cue: those with some of
// its words, of which one at most is a cue and the likeliest is rival, and those
// beside it.
func (f *finder) appendRivals(row []float32, rival *guess) []float32 {
	var out [8]float32
	src := f.rel.Source
	for i := range f.guesses {
		o := &f.guesses[i]
		if i == f.self {
			continue
		}
		beside := !meets(o.Cue, f.cue)
		if beside {
			out[7] += o.P
		}
		for k, counts := range [7]bool{
			!beside && holds(o.Cue, f.cue),
			!beside && o.Content == f.rel.Content,
			beside && src[1] > 0 && o.Source == src,
			beside && o.Source[1] > 0 && meets(o.Source, f.cue),
			beside && holds(o.Content, src),
			beside && o.Cue[1] <= f.cue[0] && o.Cue[1]+2 >= f.cue[0],
			beside && f.cue[1] <= o.Cue[0] && f.cue[1]+2 >= o.Cue[0],
		} {
			raise(&out[k], o, counts)
		}
	}
	row = append(row, out[:]...)
	if rival == nil {
		return append(row, 0, 0, 0, 0, 0)
	}
	// the word by which they differ, on each side
	differ := func(a, b int32) float32 {
		if a == b {
			return 0
		}
		return float32(f.Tags[min(a, b)]) + 1
	}
	return append(row, float32(rival.Cue[0]-f.cue[0]), float32(rival.Cue[1]-f.cue[1]), flag(rival.Source == src),
		differ(rival.Cue[0], f.cue[0]), differ(rival.Cue[1], f.cue[1]))
}
