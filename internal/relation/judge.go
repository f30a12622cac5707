package relation

import "math"

// A judge tells how likely a cue is one: it chooses between it and nothing.
type judge struct {
	*chooser
	nothing float32 // the score of nothing, whose features are all 0
}

func newJudge(c *chooser) *judge {
	var score [1]float32
	c.trees.Scores([][]float32{make([]float32, c.trees.Features())}, score[:])
	return &judge{c, score[0]}
}

// hear adds the row of the cue to f.verdicts.
func (j *judge) hear(f *finder) {
	f.verdicts.flat = f.appendVerdict(f.verdicts.flat, j.words)
	f.verdicts.n++
}

// appendVerdict appends the features of the cue, with its score by its words.
func (f *finder) appendVerdict(row []float32, words *lexical) []float32 {
	f.features = f.appendJudgeWords(f.features[:0])
	return append(f.appendJudge(row), words.score(f.features))
}

// probabilities returns those of the cues that were heard.
func (j *judge) probabilities(r *rows) []float32 {
	out := r.score(j.trees)
	for i, s := range out {
		// Three decimals are the same on every processor.
		out[i] = float32(math.Round(1000/(1+math.Exp(float64(j.nothing-s)))) / 1000)
	}
	return out
}

// appendJudge appends what tells whether the cue is one.
func (f *finder) appendJudge(row []float32) []float32 {
	v, r := &f.view, &f.chances
	x, src := f.rel.Content, f.rel.Source
	add := func(f ...float32) { row = append(row, f...) }
	rival, rivalP := f.rival(), float32(0)
	if rival != nil {
		rivalP = rival.P
	}
	add(logp(f.rel.P), logp(rivalP), f.contents.margin, f.sources.margin, flag(x[1] > 0), flag(src[1] > 0))
	share, other := float32(0), float32(0)
	for i := range v.n() {
		if i >= src[0] && i < src[1] {
			share += r.source[i] / float32(src[1]-src[0])
		} else {
			other += r.begins[i]
		}
	}
	mean := func(s [2]int32, role int32) float32 {
		sum := float32(0)
		for i := s[0]; i < s[1]; i++ {
			sum += f.probs[4*i+role+1]
		}
		return sum / float32(max(1, s[1]-s[0]))
	}
	least := float32(1)
	for i := v.cue[0]; i < v.cue[1]; i++ {
		least = min(least, f.probs[4*i+cue+1])
	}
	add(share, other, mean(src, source), mean(x, content), least)
	n := v.n()
	if x[1] > 0 {
		add(r.miss[x[1]]-r.miss[x[0]], r.inside[x[0]]+r.inside[n]-r.inside[x[1]], logp(r.starts[x[0]]), logp(r.ends[x[1]-1]), float32(x[1]-x[0]), r.finite[x[1]]-r.finite[x[0]])
	} else {
		add(0, r.inside[n], -9, -9, 0, 0)
	}
	row = v.treeOfCue(row)
	add(float32(v.node(v.key).verb), float32(v.tag(v.key)), float32(v.cue[1]-v.cue[0]))
	add(float32(v.nodes[v.cue[0]].marks), float32(v.Position), float32(len(v.Sentences)), float32(n))
	add(float32(v.cue[0]-v.base), float32(v.end-v.cue[1]), v.opener(v.cue[0]), v.opener(v.cue[1]-1), v.opener(v.cue[0]-1), v.opener(v.cue[1]))
	around := float32(0)
	for _, i := range []int32{v.cue[0] - 1, v.cue[1]} {
		if i >= 0 && i < n {
			around = max(around, f.probs[4*i+cue+1])
		}
	}
	add(around, float32(v.cues[n]))
	return f.appendAround(f.appendRivals(row, rival), x)
}
