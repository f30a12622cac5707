package attribution

import "github.com/whosaid/whosaid/internal/mentions"

// maxAsked bounds how many names of an entity the detector of mentions sees.
const maxAsked = 12

// people says for each entity which share of its names the detector of
// mentions takes for a person's; -1 if it has seen none.
func (a *analysis) people() []float32 {
	share := make([]float32, len(a.cast))
	for e := range share {
		share[e] = -1
	}
	if a.lang != "en" {
		return share
	}
	asked, person := make([]int, len(a.cast)), make([]int, len(a.cast))
	m := mentions.English()
	var found []mentions.Mention
	var words []string
	last := -1
	for i := range a.names {
		n := &a.names[i]
		if n.entity < 0 || asked[n.entity] == maxAsked {
			continue
		}
		s := a.t.SentenceAt(n.first)
		sent := a.sents[s]
		if s != last {
			words = words[:0]
			for k := sent.First; k < sent.Last; k++ {
				words = append(words, a.word(k))
			}
			found = m.Append(found[:0], words, a.t.Tags(s))
			last = s
		}
		asked[n.entity]++
		for _, x := range found {
			if h := x.Head + sent.First; h >= n.first && h < n.last && x.Kind == mentions.PersonName {
				person[n.entity]++
				break
			}
		}
	}
	for e, n := range asked {
		if n > 0 {
			share[e] = float32(person[e]) / float32(n)
		}
	}
	return share
}
