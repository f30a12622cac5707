package relation

import "github.com/whosaid/whosaid/tokenize"

// How many places are tried for either end of a content, and how likely the
// second pass must find them.
const (
	numEdges  = 7
	leastEdge = 0.025
)

// listContents lists the spans that the content may be; the first is the guess, if
// there is one.
func (f *finder) listContents() {
	c, guessed := &f.contents, f.rel.Content
	c.spans = c.spans[:0]
	if guessed[1] > 0 {
		c.spans = append(c.spans, guessed)
	}
	ends := edges(f.ends, guessed, 1, leastEdge, numEdges)
	for _, a := range edges(f.starts, guessed, 0, leastEdge, numEdges) {
		for _, b := range ends {
			if a < b || a == b && f.Tags[a] != tokenize.PUNCT {
				c.propose(f.Paragraph, [2]int32{a, b + 1})
			}
		}
	}
}

func (f *finder) chooseContent(m *chooser) {
	f.listContents()
	f.rel.Content = f.contents.choose(f, m, &contentOption)
}

var contentOption = option{
	words: (*finder).appendContentWords,
	row: func(f *finder, row []float32, x [2]int32) []float32 {
		return f.appendAround(f.appendContent(row, x), x)
	},
}

// appendContent appends the features of a span that may be the content.
func (f *finder) appendContent(row []float32, x [2]int32) []float32 {
	v, s := &f.view, &f.chances
	guessed, src := f.rel.Content, f.rel.Source
	a, b := x[0], x[1]-1
	n := v.n()
	add := func(f ...float32) { row = append(row, f...) }
	add(logp(s.starts[a]), logp(s.ends[b]))
	add(s.miss[b+1]-s.miss[a], s.inside[a]+s.inside[n]-s.inside[b+1], s.inside[b+1]-s.inside[a])
	add(flag(x == guessed), flag(a == guessed[0]), flag(b == guessed[1]-1))
	// the cue
	add(float32(a-v.cue[1]), float32(v.cue[0]-1-b))
	add(flag(a <= v.cue[0] && b >= v.cue[1]), flag(src[1] > 0 && a <= src[0] && b >= src[1]), flag(src[1] > 0))
	add(float32(src[0]-v.cue[1]), float32(v.cue[1]-v.cue[0]))
	// edges
	add(v.puncts(a-1), v.opener(a), v.opener(a-1), v.puncts(b+1), v.opener(b+1), v.opener(b), v.puncts(b+2))
	add(float32(v.nodes[a].marks), float32(v.node(a-1).marks), float32(v.nodes[b].marks), float32(v.node(b+1).marks))
	cutA := v.Pieces[a] != 0 && v.nodes[a].marks == 1 && v.node(a-1).marks != 2
	cutB := v.Pieces[b] != 0 && v.nodes[b].marks == 1 && v.node(b+1).marks != 3
	add(flag(cutA), flag(cutB), flag(v.Pieces[a] != 0 && v.Pieces[a] == v.Pieces[b]))
	// sentences
	sa, sb := v.Sentences[v.nodes[a].sent], v.Sentences[v.nodes[b].sent]
	add(float32(v.nodes[b].sent-v.nodes[a].sent), float32(a-int32(sa[0])), float32(int32(sb[1])-1-b), float32(v.nodes[a].sent-v.nodes[v.cue[0]].sent))
	add(float32(b-a), s.finite[b+1]-s.finite[a])
	add(float32(v.cues[b+1]-v.cues[a]), float32(v.comma[b+1]-v.comma[a]))
	add(flag(b+1 < n && v.Words[b+1] == "," && v.cues[min(n, b+8)]-v.cues[b+1] > 0))
	row = v.treeOfSpan(row, a, b)
	row = v.treeOfCue(row)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)))
	// roles of the first pass inside and outside
	in, out := float32(0), float32(0)
	for i := a; i <= b; i++ {
		if r := v.roles[i]; r >= 5 && r < 9 && (i < v.cue[0] || i >= v.cue[1]) {
			in++
		}
	}
	for i := b + 1; i < n && v.roles[i] >= 9 && v.roles[i] != 9 && v.roles[i] != 12; i++ {
		out++
	}
	for i := a - 1; i >= 0 && v.roles[i+1] >= 10 && v.roles[i+1] <= 11; i-- {
		out++
	}
	add(in, out, flag(v.roles[a] == 9 || v.roles[a] == 12), flag(v.roles[b] == 11 || v.roles[b] == 12))
	return row
}
