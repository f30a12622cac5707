package words

import (
	"cmp"
	"math"
	"slices"
)

// A Learner counts words to make a table of them.
type Learner struct {
	index   map[uint64]int32
	count   []int32
	hash    []uint64
	tags    []map[uint8]int
	inside  []int32 // how often in a sentence that is neither all small nor all capital, not first
	capital []int32 // and with a capital
	names   []uint8
	bigrams map[[2]int32]int32
}

// NewLearner returns a learner that has seen nothing.
func NewLearner() *Learner {
	return &Learner{index: map[uint64]int32{}, bigrams: map[[2]int32]int32{}}
}

func (l *Learner) word(w string) int32 {
	h := (&Table{}).form(w).Hash
	i, ok := l.index[h]
	if !ok {
		i = int32(len(l.hash))
		l.index[h] = i
		l.hash = append(l.hash, h)
		l.count = append(l.count, 0)
		l.tags = append(l.tags, nil)
		l.inside = append(l.inside, 0)
		l.capital = append(l.capital, 0)
		l.names = append(l.names, 0)
	}
	return i
}

// Sentence counts the words of a sentence; tags is empty or has one for each.
func (l *Learner) Sentence(words []string, tags []uint8) {
	last := int32(-1)
	forms := (&Table{}).AppendForms(nil, words)
	for i, w := range words {
		k := l.word(w)
		if s := forms[i].Shape; i > 0 && forms[i-1].Shape != Other && s != Unknown {
			l.inside[k]++
			if s != Lower {
				l.capital[k]++
			}
		}
		l.count[k]++
		if len(tags) > 0 {
			if l.tags[k] == nil {
				l.tags[k] = map[uint8]int{}
			}
			l.tags[k][tags[i]]++
		}
		l.bigrams[[2]int32{last, k}]++
		last = k
	}
	l.bigrams[[2]int32{last, -1}]++
}

// Name says that a word is one in a list of names.
func (l *Learner) Name(w string, list uint8) { l.names[l.word(w)] |= list }

// Learn makes a table of the words that were seen at least least times, with
// at most classes classes, found in so many rounds. The bits of small are the
// tags of small sets of words, which new words do not join.
func (l *Learner) Learn(least, classes, rounds int, small uint64) *Table {
	var frequent []int32
	for i, n := range l.count {
		if int(n) >= least {
			frequent = append(frequent, int32(i))
		}
	}
	slices.SortFunc(frequent, func(a, b int32) int {
		return cmp.Or(cmp.Compare(l.count[b], l.count[a]), cmp.Compare(l.hash[a], l.hash[b]))
	})
	class := l.cluster(frequent, classes, rounds)
	kept := map[int32]Entry{}
	for i, w := range frequent {
		kept[w] = Entry{Class: uint8(class[i])}
	}
	sets := l.tagSets()
	for w := range l.hash {
		if l.tags[w] != nil && l.count[w] > 1 {
			e := kept[int32(w)]
			e.Tags = sets[setOf(l.tags[w])]
			e.Only = only(l.tags[w])
			kept[int32(w)] = e
		}
	}
	for w := range l.hash {
		e, seen := kept[int32(w)]
		if n, c := l.inside[w], l.capital[w]; n > 2 {
			switch share := float64(c) / float64(n); {
			case share == 0:
				e.Case = 1
			case share < 0.1:
				e.Case = 2
			case share < 0.5:
				e.Case = 3
			case share < 0.95:
				e.Case = 4
			default:
				e.Case = 5
			}
		}
		e.Name = l.names[w]
		for tag := range l.tags[w] {
			e.Small = e.Small || small>>tag&1 != 0
		}
		if seen || e.Name != 0 || e.Case > 2 || e.Small {
			kept[int32(w)] = e
		}
	}
	t := &Table{}
	for w, e := range kept {
		t.rows = append(t.rows, known{idOf(l.hash[w]), e})
	}
	slices.SortFunc(t.rows, func(a, b known) int { return cmp.Compare(a.hash, b.hash) })
	t.rows = slices.CompactFunc(t.rows, func(a, b known) bool { return a.hash == b.hash })
	rows := t.rows
	t = build(rows)
	t.rows = rows
	return t
}

// only returns the tag of a word that was seen at least twenty times with
// hardly any other.
func only(tags map[uint8]int) uint8 {
	total := 0
	for _, n := range tags {
		total += n
	}
	for t, n := range tags {
		if n >= 20 && float64(n) >= 0.995*float64(total) {
			return t
		}
	}
	return 0
}

// A set has the tags that a word has: the commonest, then whether there are
// others that it has at least one time in ten, or less often.
type set [3]uint8

func setOf(tags map[uint8]int) set {
	var s set
	total := 0
	type tally struct {
		tag uint8
		n   int
	}
	var all []tally
	for t, n := range tags {
		total += n
		all = append(all, tally{t, n})
	}
	slices.SortFunc(all, func(a, b tally) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.tag, b.tag)) })
	for i := range min(len(s), len(all)) {
		if i == 0 || all[i].n*12 >= total {
			s[i] = all[i].tag
		}
	}
	return s
}

// tagSets numbers the most frequent sets of tags from 1.
func (l *Learner) tagSets() map[set]uint8 {
	n := map[set]int{}
	for _, t := range l.tags {
		if t != nil {
			n[setOf(t)]++
		}
	}
	var sets []set
	for s := range n {
		sets = append(sets, s)
	}
	slices.SortFunc(sets, func(a, b set) int { return cmp.Or(cmp.Compare(n[b], n[a]), slices.Compare(a[:], b[:])) })
	out := map[set]uint8{}
	for i, s := range sets {
		if i < math.MaxUint8 {
			out[s] = uint8(i + 1)
		}
	}
	// A set that is too rare to have a number has that of its first tags.
	for _, s := range sets {
		if out[s] == 0 {
			out[s] = cmp.Or(out[set{s[0], s[1]}], out[set{s[0]}])
		}
	}
	return out
}

// cluster gives each word, the most frequent first, a class from 1, so that
// the classes tell most of each other as neighbours: the exchange algorithm
// (Kneser & Ney 1993; Martin, Liermann & Ney 1998), with classes of words
// that begin as those of similar frequency.
func (l *Learner) cluster(words []int32, classes, rounds int) []int {
	place := make(map[int32]int, len(words))
	for i, w := range words {
		place[w] = i
	}
	// Class 0 has the rare words and the ends of sentences.
	at := func(w int32) int {
		if i, ok := place[w]; ok {
			return i
		}
		return -1
	}
	type neighbour struct {
		word int32
		n    float64
	}
	left, right := make([][]neighbour, len(words)), make([][]neighbour, len(words))
	counts := map[[2]int32]float64{}
	for b, n := range l.bigrams {
		counts[[2]int32{int32(at(b[0])), int32(at(b[1]))}] += float64(n)
	}
	keys := make([][2]int32, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	class := make([]int, len(words))
	for i := range class {
		class[i] = 1 + i%classes
	}
	of := func(w int32) int {
		if w < 0 {
			return 0
		}
		return class[w]
	}
	k := classes + 1
	pair := make([]float64, k*k)
	asLeft, asRight := make([]float64, k), make([]float64, k)
	for _, key := range keys {
		n := counts[key]
		if key[0] >= 0 {
			right[key[0]] = append(right[key[0]], neighbour{key[1], n})
		}
		if key[1] >= 0 && key[0] != key[1] {
			left[key[1]] = append(left[key[1]], neighbour{key[0], n})
		}
		a, b := of(key[0]), of(key[1])
		pair[a*k+b] += n
		asLeft[a] += n
		asRight[b] += n
	}
	total := make([]float64, len(words))
	toLeft := make([]float64, len(words))
	for i := range words {
		for _, x := range right[i] {
			total[i] += x.n
		}
		for _, x := range left[i] {
			toLeft[i] += x.n
		}
		for _, x := range right[i] {
			if int(x.word) == i {
				toLeft[i] += x.n
			}
		}
	}
	xlogx := func(x float64) float64 {
		if x < 0.5 {
			return 0
		}
		return x * math.Log(x)
	}
	before, after := make([]float64, k), make([]float64, k)
	gain := make([]float64, k)
	for range rounds {
		moved := 0
		for i := range words {
			// Neighbours of the word by class, itself apart.
			clear(before)
			clear(after)
			var leftOf, rightOf []int
			self := 0.0
			for _, x := range right[i] {
				if int(x.word) == i {
					self += x.n
					continue
				}
				c := of(x.word)
				if after[c] == 0 {
					rightOf = append(rightOf, c)
				}
				after[c] += x.n
			}
			for _, x := range left[i] {
				c := of(x.word)
				if before[c] == 0 {
					leftOf = append(leftOf, c)
				}
				before[c] += x.n
			}
			// Take the word out of its class.
			old := class[i]
			for _, c := range rightOf {
				pair[old*k+c] -= after[c]
			}
			for _, c := range leftOf {
				pair[c*k+old] -= before[c]
			}
			pair[old*k+old] -= self
			asLeft[old] -= total[i]
			asRight[old] -= toLeft[i]
			// What each class would gain by it.
			best := old
			for c := 1; c < k; c++ {
				g := xlogx(asLeft[c]) - xlogx(asLeft[c]+total[i]) + xlogx(asRight[c]) - xlogx(asRight[c]+toLeft[i])
				for _, r := range rightOf {
					if r != c {
						g += xlogx(pair[c*k+r]+after[r]) - xlogx(pair[c*k+r])
					}
				}
				for _, r := range leftOf {
					if r != c {
						g += xlogx(pair[r*k+c]+before[r]) - xlogx(pair[r*k+c])
					}
				}
				g += xlogx(pair[c*k+c]+after[c]+before[c]+self) - xlogx(pair[c*k+c])
				gain[c] = g
			}
			for c := 1; c < k; c++ {
				if gain[c] > gain[best]+1e-9 {
					best = c
				}
			}
			if best != old {
				moved++
			}
			class[i] = best
			for _, c := range rightOf {
				pair[best*k+c] += after[c]
			}
			for _, c := range leftOf {
				pair[c*k+best] += before[c]
			}
			pair[best*k+best] += self
			asLeft[best] += total[i]
			asRight[best] += toLeft[i]
		}
		if moved*1000 < len(words) {
			break
		}
	}
	return class
}
