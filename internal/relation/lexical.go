package relation

import (
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/tokenize"
)

// A lexical model scores what may be chosen by its words: which words begin and
// end a content, follow it or stand inside it after commas, with which cues.
// Trees cannot learn that, because they have no feature for each word.
type lexical struct {
	weights *linear.Model // of one class
	step    float32       // of its weights
}

func (l *lexical) score(features []uint64) float32 {
	var s [1]int32
	l.weights.Score(s[:], features)
	return float32(s[0]) * l.step
}

// The templates of the lexical models, after those of the passes.
const (
	contentTemplate = 300
	sourceTemplate  = 400
	nobodyTemplate  = 450
	judgeTemplate   = 500
)

// Sides of the cue that a span is on; around is that of one which has the cue in it,
// absent that of none.
const (
	before uint64 = iota
	after
	around
	absent
)

func (v *view) sideOf(x [2]int32) uint64 {
	switch {
	case x[1] == 0:
		return absent
	case x[1] <= v.cue[0]:
		return before
	case x[0] >= v.cue[1]:
		return after
	}
	return around
}

// place tells on which side of the cue a span is, and how far off.
func (v *view) place(x [2]int32) uint64 {
	side := v.sideOf(x)
	if side == before {
		return pack(side, bucket(v.cue[0]-x[1]))
	}
	return pack(side, bucket(x[0]-v.cue[1]))
}

// headOf returns the word of a span that hangs from outside it.
func (v *view) headOf(x [2]int32) int32 {
	if x[0] >= v.base && x[1] <= v.end {
		for i := x[0]; i < x[1]; i++ {
			if h := v.branches[i].head; (h < x[0] || h >= x[1]) && v.Tags[i] != tokenize.PUNCT {
				return i
			}
		}
	}
	return x[1] - 1
}

// hangs tells how word i hangs from the cue.
func (v *view) hangs(i int32) uint64 {
	j := v.joint(i)
	return pack(uint64(j.level), v.label(j.top))
}

// A teller appends what words tell, as seen from a cue.
type teller struct {
	linear.Example
	*view
	key  uint64 // the word of the cue that says most
	all  uint64 // all its words
	side uint64 // on which the span is
}

func (v *view) teller(features []uint64, template int, x [2]int32) teller {
	t := teller{linear.Example{Features: features, Template: template}, v, v.form(v.key).Hash, 7, v.sideOf(x)}
	for i := v.cue[0]; i < v.cue[1]; i++ {
		t.all = linear.Mix(t.all, v.form(i).Hash)
	}
	return t
}

// of tells a value of an owner, on this side of the cue.
func (t *teller) of(owner, value uint64) { t.Of(owner, linear.Mix(value, t.side)) }

func (t *teller) hash(i int32) uint64 { return t.form(i).Hash }

func (t *teller) class(i int32) uint64 { return uint64(t.form(i).Class) }

// edges tells the tags around the edges of a span.
func (t *teller) edges(a, b int32) {
	t.of(t.key, pack(t.tag(a-1), t.tag(a)))
	t.of(t.key, pack(t.tag(b), t.tag(b+1)))
	t.Add(pack(t.side, t.tag(a-2), t.tag(a-1), t.tag(a), t.tag(a+1)), 0)
	t.Add(pack(t.side, t.tag(b-1), t.tag(b), t.tag(b+1), t.tag(b+2)), 0)
	t.of(t.key, pack(t.hangs(a), uint64(t.joint(b).level), t.label(t.joint(b).top)))
	t.of(t.hash(b+1), t.hangs(b+1))
	t.of(t.hash(a-1), t.hangs(a-1))
}

// How many places inside a content and a source are told at which it could end.
const (
	maxContentStops = 6
	maxSourceStops  = 4
)

// appendContentWords appends what the words tell of a span that may be the content.
func (f *finder) appendContentWords(features []uint64, x [2]int32) []uint64 {
	t := f.teller(features, contentTemplate, x)
	a, b := x[0], x[1]-1
	t.of(t.hash(a), 0)
	t.of(t.hash(a), t.key)
	t.of(t.hash(a), t.class(t.view.key))
	t.of(t.hash(a-1), 0)
	t.of(t.hash(a-1), t.hash(a))
	t.of(t.hash(a-1), t.key)
	t.of(t.hash(b), 0)
	t.of(t.hash(b), t.hash(b+1))
	t.of(t.hash(b+1), 0)
	t.of(t.hash(b+1), t.key)
	t.of(t.hash(b+1), t.hash(b+2))
	t.of(t.hash(b+1), linear.Mix(t.hash(b+2), t.hash(b+3)))
	t.of(t.hash(b+1), t.class(b+2))
	where := t.place(x)
	t.Of(t.all, where)
	t.Of(t.key, where)
	t.edges(a, b)
	t.of(t.key, pack(t.tag(b+1), t.tag(b+2)))
	t.Add(pack(t.side, t.tag(b+1), t.tag(b+2), t.tag(b+3), t.tag(b+4)), 0)
	t.Add(t.class(a-1)<<16|t.class(a)<<8|t.class(a+1), t.side)
	t.Add(t.class(b)<<16|t.class(b+1)<<8|t.class(b+2), t.side)
	h := t.headOf(x)
	t.of(t.hash(h), 0)
	t.of(t.hash(h), t.key)
	t.of(t.key, pack(t.label(h), t.tag(h)))
	t.of(t.all, pack(t.label(h), t.tag(h)))
	first, last := t.Sentences[t.nodes[a].sent], t.Sentences[t.nodes[b].sent]
	whole := pack(uint64(min(a-int32(first[0]), 2)), uint64(min(int32(last[1])-1-b, 3)))
	t.of(t.key, whole)
	t.of(t.hash(b+1), whole)
	t.of(t.hash(b+2), t.hangs(b+2))
	template, stops := t.Template, 0
	for i := a + 1; i < b && stops < maxContentStops; i++ {
		if i >= t.cue[0]-1 && i <= t.cue[1] || t.Tags[i] != tokenize.PUNCT && t.Tags[i] != tokenize.CC {
			continue
		}
		stops++
		t.Template = template
		t.of(t.hash(i), t.hash(i+1))
		t.of(t.hash(i), pack(t.tag(i-1), t.tag(i+1), t.tag(i+2)))
		t.of(t.hash(i), t.key)
		t.of(t.hash(i+1), t.hangs(i+1))
		t.of(t.hash(i), pack(t.hangs(i+1), t.label(i+1)))
	}
	return t.Features
}

// appendSourceWords appends what the words tell of a span that may be the source,
// or of none.
func (f *finder) appendSourceWords(features []uint64, x [2]int32) []uint64 {
	t := f.teller(features, sourceTemplate, x)
	if x[1] == 0 {
		t.Template = nobodyTemplate
		t.Of(t.key, 0)
		t.Of(t.all, 0)
		t.Of(t.key, t.cueEdges())
		t.Of(t.key, t.label(t.head))
		t.Of(t.hash(t.cue[0]-1), t.tag(t.cue[0]))
		t.Of(t.hash(t.cue[1]), t.tag(t.cue[1]-1))
		return t.Features
	}
	a, b, h := x[0], x[1]-1, t.headOf(x)
	where := t.place(x)
	t.of(t.hash(h), 0)
	t.Of(t.hash(h), where)
	t.of(t.hash(h), t.key)
	t.of(t.key, t.class(h))
	t.Add(t.class(h), pack(t.side, t.label(h), t.tag(h)))
	t.of(t.hash(a), 0)
	t.of(t.hash(a-1), 0)
	t.of(t.hash(a-1), t.hash(a))
	t.of(t.hash(b), 0)
	t.of(t.hash(b+1), 0)
	t.of(t.hash(b), t.hash(b+1))
	t.of(t.hash(b+1), t.hash(b+2))
	t.Of(t.key, where)
	t.Of(t.all, where)
	t.of(t.key, pack(t.label(h), t.tag(h)))
	t.of(t.all, pack(t.label(h), t.tag(h)))
	t.edges(a, b)
	template, stops := t.Template, 0
	for i := a + 1; i < b && stops < maxSourceStops; i++ {
		if k := t.Tags[i]; k != tokenize.PUNCT && k != tokenize.CC && k != tokenize.IN {
			continue
		}
		stops++
		t.Template = template
		t.of(t.hash(i), t.hash(i+1))
		t.of(t.hash(i), pack(t.tag(i-1), t.tag(i+1)))
	}
	return t.Features
}

// maxChildren is how many words that hang from a cue are told.
const maxChildren = 6

// appendJudgeWords appends what the words tell of the cue, when content and source
// are chosen.
func (f *finder) appendJudgeWords(features []uint64) []uint64 {
	said, by := f.rel.Content, f.rel.Source
	t := f.teller(features, judgeTemplate, said)
	order := pack(t.side, t.sideOf(by))
	t.Add(0, 0)
	t.Of(t.key, 0)
	t.Of(t.all, 0)
	t.Of(t.all, order)
	t.Of(t.key, order)
	t.Of(t.key, pack(order, t.label(t.head)))
	if said[1] > 0 {
		a, b, h := said[0], said[1]-1, t.headOf(said)
		t.Of(t.key, t.hash(a))
		t.of(t.key, t.hash(a))
		t.Of(t.key, t.hash(h))
		t.Of(t.hash(a), order)
		t.Of(t.hash(b), order)
		t.Of(t.hash(h), order)
		t.Of(t.key, t.class(h))
		t.Of(t.all, pack(order, t.tag(h), t.label(h)))
	}
	t.Template = judgeTemplate + 20
	if by[1] > 0 {
		h := t.headOf(by)
		t.Of(t.key, t.hash(h))
		t.Of(t.hash(h), t.sideOf(by))
		t.Of(t.key, t.class(h))
	}
	t.Template = judgeTemplate + 30
	if up := t.branches[t.head].head; up >= 0 {
		t.Of(t.hash(up), t.label(t.head))
		t.Of(t.hash(up), linear.Mix(t.key, t.label(t.head)))
		t.Of(t.key, pack(t.tag(up), t.label(t.head)))
	}
	t.Template = judgeTemplate + 40
	a, b := t.cue[0], t.cue[1]-1
	t.Of(t.key, t.branches[t.head].children)
	t.Of(t.hash(a), t.hash(a-1))
	t.Of(t.hash(b), t.hash(b+1))
	t.Of(t.hash(a-1), t.tag(a))
	t.Of(t.hash(b+1), t.tag(b))
	t.Of(t.all, t.hash(a-1))
	t.Of(t.all, t.hash(b+1))
	t.Of(t.all, pack(t.tag(a-1), t.tag(b+1)))
	t.Add(pack(t.tag(a-1), t.tag(a), t.tag(b), t.tag(b+1), uint64(min(4, b-a))), order)
	t.Add(pack(t.tag(a-2), t.tag(a-1), t.tag(a)), 0)
	template, children := t.Template, 0
	for i := t.base; i < t.end && children < maxChildren; i++ {
		h := t.branches[i].head
		if h < a || h > b || i >= a && i <= b || t.Tags[i] == tokenize.PUNCT {
			continue
		}
		children++
		t.Template = template
		t.Of(t.hash(i), t.label(i))
		t.Of(t.hash(i), linear.Mix(t.key, t.label(i)))
		t.Of(t.key, pack(t.label(i), t.tag(i), b2u(i < a)))
	}
	return t.Features
}
