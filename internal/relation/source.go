package relation

// How many places are tried for either end of a source, how likely the second pass
// must find them, and how many words a source may have.
const (
	numSourceEdges  = 5
	leastSourceEdge = 0.02
	maxSource       = 40
)

// listSources lists the spans that the source may be: none, then the guess, if
// there is one, then the others. The content has been chosen.
func (f *finder) listSources() {
	c, guessed := &f.sources, f.rel.Source
	c.spans = append(c.spans[:0], [2]int32{})
	if guessed[1] > 0 {
		c.spans = append(c.spans, guessed)
	}
	ends := edges(f.stops, guessed, 1, leastSourceEdge, numSourceEdges)
	for _, a := range edges(f.begins, guessed, 0, leastSourceEdge, numSourceEdges) {
		for _, b := range ends {
			if x := [2]int32{a, b + 1}; a <= b && b-a < maxSource && !meets(x, f.cue) {
				c.propose(f.Paragraph, x)
			}
		}
	}
}

var sourceOption = option{(*finder).appendSourceWords, (*finder).appendSource}

func (f *finder) chooseSource(m *chooser) {
	f.listSources()
	f.rel.Source = f.sources.choose(f, m, &sourceOption)
	if s, c := &f.rel.Source, f.rel.Content; s[0] < c[0] && c[0] < s[1] {
		s[1] = c[0] // it ran into the content
	}
}

// appendSource appends the features of a span that may be the source, or of none.
func (f *finder) appendSource(row []float32, x [2]int32) []float32 {
	v, s := &f.view, &f.chances
	guessed, said := f.rel.Source, f.rel.Content
	n, from := v.n(), len(row)
	add := func(f ...float32) { row = append(row, f...) }
	add(flag(x[1] == 0), flag(x == guessed), s.sourced[n], flag(guessed[1] > 0))
	row = v.treeOfCue(row)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)), float32(v.tag(v.cue[0])), float32(v.cue[1]-v.cue[0]))
	add(v.opener(v.cue[0]-1), v.opener(v.cue[1]), v.puncts(v.cue[1]), v.puncts(v.cue[0]-1))
	if x[1] == 0 {
		for len(row) < from+numSource-numLexical {
			row = append(row, 0)
		}
		return row
	}
	a, b := x[0], x[1]-1
	in := s.sourced[b+1] - s.sourced[a]
	add(logp(s.begins[a]), logp(s.stops[b]), in, float32(b+1-a)-in, s.sourced[n]-in)
	add(flag(a == guessed[0]), flag(b == guessed[1]-1), float32(b-a), float32(a-v.cue[1]), float32(v.cue[0]-1-b))
	add(flag(holds(said, x)), flag(said[1] > 0 && meets(said, x)), float32(a-said[0]), float32(a-said[1]))
	add(v.puncts(a-1), v.opener(a), v.opener(a-1), v.puncts(b+1), v.opener(b+1), v.opener(b), v.puncts(b+2))
	add(float32(v.nodes[a].marks), float32(v.nodes[b].marks), float32(v.tag(a)), float32(v.tag(b)), float32(v.tag(a-1)), float32(v.tag(b+1)))
	add(float32(v.comma[b+1] - v.comma[a]))
	row = v.treeOfSpan(row, a, b)
	add(float32(v.nodes[a].sent - v.nodes[v.cue[0]].sent))
	// roles of the first pass
	names := float32(0)
	for _, l := range v.roles[a : b+1] {
		names += flag(l != 0 && l <= uint8(label(source, alone)))
	}
	is := func(i int32, place int) bool { return v.roles[i] == uint8(label(source, place)) }
	add(names, flag(is(a, first) || is(a, alone)), flag(is(b, last) || is(b, alone)))
	// what the others are guessed to be
	var others [5]float32
	for i := range f.guesses {
		o := &f.guesses[i]
		if i == f.self {
			continue
		}
		beside := !meets(o.Cue, v.cue)
		raise(&others[0], o, beside && o.Source == x)
		raise(&others[1], o, !beside && o.Source == x)
		raise(&others[2], o, meets(o.Cue, x))
		raise(&others[3], o, o.Source != x && o.Source[1] > 0 && meets(o.Source, x))
		raise(&others[4], o, beside && holds(o.Content, x))
	}
	add(others[:]...)
	return row
}
