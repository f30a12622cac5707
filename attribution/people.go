package attribution

import (
	"sort"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/tokenize"
)

// mentionsIn returns the mentions that the detector finds in sentence s; their
// words count from its first. It looks at a sentence once.
func (a *analysis) mentionsIn(s int) []mentions.Mention {
	if a.detected == nil {
		a.detected = make([][]mentions.Mention, len(a.sents))
	}
	if a.detected[s] != nil {
		return a.detected[s]
	}
	sent := a.sents[s]
	a.sentence = a.sentence[:0]
	for i := sent.First; i < sent.Last; i++ {
		a.sentence = append(a.sentence, a.word(i))
	}
	const chunk = 256
	if cap(a.arena)-len(a.arena) < chunk/4 {
		a.arena = make([]mentions.Mention, 0, chunk)
	}
	from := len(a.arena)
	a.arena = mentions.English().Append(a.arena, a.sentence, a.t.Tags(s))
	a.detected[s] = a.arena[from:len(a.arena):len(a.arena)]
	return a.detected[s]
}

// mentionsFrom returns those mentions of sentence s whose head is its word i or
// a later one, in the order of their heads.
func (a *analysis) mentionsFrom(s, i int) []mentions.Mention {
	ms := a.mentionsIn(s)
	return ms[sort.Search(len(ms), func(k int) bool { return ms[k].Head >= i }):]
}

// describes returns the noun of a person who is described from token i of
// sentence s on ("the old captain", "his aunt"), -1 if there is none: who is so
// described in the caller's list, in fiction also what the detector finds,
// elsewhere what people do.
func (a *analysis) describes(i, s int, fiction bool) int {
	first, end := a.sents[s].First, a.sents[s].Last
	if head := a.listedFrom(i, end); head >= 0 {
		return head
	}
	if fiction && !a.spoken(s) {
		for _, m := range a.mentionsFrom(s, i-first) {
			if m.Head > i-first+mentions.MaxSide {
				break
			}
			if m.Kind != mentions.PersonNominal || m.First+first != i {
				continue
			}
			head := m.Head + first
			if n := a.namedAfter(head); n >= 0 && head+1 < end {
				return -1 // "their mother, Ida Moss": the name says more
			}
			for k := i + 2; k <= head; k++ {
				t := a.tag(k)
				if t == tokenize.DT && a.tag(k-1).Noun() {
					return -1 // "she opened | her eyes | the nurse was there"
				}
				if t == tokenize.PRPS || t == tokenize.DT && a.tag(k-1) == tokenize.VBN {
					head = k - 2 // "The landlord | scratched his head"
				}
			}
			for k := i; k <= head; k++ {
				if a.toks[k].Kind != tokenize.Word || a.nameAt[k] != 0 || a.quoteAt[k] != 0 {
					return -1
				}
			}
			return head
		}
	}
	if a.news && a.lower(i) == "the" && i+1 < end && aged(a.word(i+1)) {
		return i + 1
	}
	return a.roleFrom(i, end)
}

// organizes returns the noun of an organisation or a document with which a sentence begins at
// token i, before its verb: "The company cut". It is -1 if there is none.
func (a *analysis) organizes(i, end int) int {
	if !a.news || a.lower(i) != "the" {
		return -1
	}
	for k := i + 1; k <= i+2 && k+1 < end; k++ {
		w := a.lower(k)
		if a.nameAt[k] != 0 || a.quoteAt[k] != 0 || a.toks[k].Kind != tokenize.Word {
			return -1
		}
		if (lexicon.Organization(w) || lexicon.Publication(w) || companyNouns[w]) && (a.tag(k+1).Finite() || a.tag(k+1) == tokenize.MD) {
			return k
		}
	}
	return -1
}

// namedAfter returns the index of the name that stands right after the noun at head, or after
// it and a comma and before another: "his wife Ida", "his wife, Ida, sat". It is -1 if there
// is none.
func (a *analysis) namedAfter(head int) int {
	const most = 8 // tokens of what somebody is the head of
	if w := a.lower(head + 1); w == "of" || w == "for" || w == "at" {
		for k := head + 2; k < min(len(a.toks)-1, head+most); k++ {
			if a.word(k) == "," {
				return a.namedAfter(k - 1) // "The warden of Pell Marsh, Tim Goodacre,"
			}
			if a.toks[k].Kind != tokenize.Word && !lexicon.Genitive(a.word(k)) || a.tag(k).Verb() {
				return -1
			}
		}
		return -1
	}
	if n := int(a.nameAt[head+1]) - 1; n >= 0 {
		return n
	}
	if a.word(head+1) != "," || head+2 >= len(a.toks) {
		return -1
	}
	n := int(a.nameAt[head+2]) - 1
	if n < 0 || a.names[n].first != head+2 || a.word(a.names[n].last) != "," {
		return -1
	}
	return n
}

// listedFrom returns the last word of a description in the caller's list that
// begins, with an article or whose it is, at token i; -1 if there is none.
func (a *analysis) listedFrom(i, end int) int {
	if len(a.described) == 0 || !determiner(a.lower(i)) {
		return -1
	}
	last, phrase := -1, ""
	for k := i + 1; k < end && k <= i+a.longest && a.toks[k].Kind == tokenize.Word && a.nameAt[k] == 0 && a.quoteAt[k] == 0; k++ {
		if phrase += a.lower(k); a.described[phrase] {
			last = k
		}
		phrase += " "
	}
	return last
}

// spoken reports whether all of sentence s stands in one quotation.
func (a *analysis) spoken(s int) bool {
	q := a.quoteAt[a.sents[s].First]
	return q != 0 && q == a.quoteAt[a.sents[s].Last-1]
}

// personhood returns which share of the first names of an entity the detector
// takes for a person's; -1 if it has none.
func (a *analysis) personhood(e *entity) float32 {
	const most = 12 // names that are looked at
	if e.person != nil {
		return *e.person
	}
	e.person = new(float32)
	*e.person = -1
	if a.lang != "en" || len(e.seen) == 0 {
		return -1
	}
	person := 0
	seen := e.seen[:min(most, len(e.seen))]
	for _, token := range seen {
		n := &a.names[a.nameAt[token]-1]
		s := a.t.SentenceAt(n.first)
		for _, m := range a.mentionsFrom(s, n.first-a.sents[s].First) {
			if m.Head+a.sents[s].First >= n.last {
				break
			}
			if m.Kind == mentions.PersonName {
				person++
				break
			}
		}
	}
	*e.person = float32(person) / float32(len(seen))
	return *e.person
}
