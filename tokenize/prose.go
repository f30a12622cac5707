package tokenize

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// ProseTagger returns the part-of-speech tagger of github.com/jdkato/prose/v2:
// its weights, an averaged perceptron after Honnibal (2013, "A good
// part-of-speech tagger in about 200 lines of Python"), in a decoder of ours
// that keeps our tokens and does not allocate. It gives prose's own tags, with
// two differences: where two tags score the same it takes the first of prose's
// list, where prose takes either; and it knows no emoticons, which are no
// tokens here. Curly marks are looked up as the Treebank writes them.
//
// The weights are read once, when they are first needed.
func ProseTagger() Tagger { return proseTagger() }

var proseTagger = sync.OnceValue(func() Tagger {
	p, err := loadProse(prose.Asset)
	if err != nil {
		panic(err) // the assets are compiled in; a test reads them
	}
	return p
})

// A perceptron is prose's model. Features are known by their hash: rows maps
// it to a run of entries, each the weight that the feature gives one tag.
type perceptron struct {
	classes []Tag
	lexicon map[string]Tag // words that have one tag only
	rows    map[uint64]row
	entries []entry
	states  sync.Pool
}

type row struct{ first, last uint32 }

type entry struct {
	class  uint8
	weight float32
}

func loadProse(asset func(string) ([]byte, error)) (*perceptron, error) {
	var (
		classes []string
		lexicon map[string]string
		weights map[string]map[string]float64
	)
	for _, part := range []struct {
		name string
		to   any
	}{{"classes", &classes}, {"tags", &lexicon}, {"weights", &weights}} {
		b, err := asset("model/AveragedPerceptron/" + part.name + ".gob")
		if err == nil {
			err = gob.NewDecoder(bytes.NewReader(b)).Decode(part.to)
		}
		if err != nil {
			return nil, fmt.Errorf("tokenize: prose's %s: %w", part.name, err)
		}
	}
	p := &perceptron{
		lexicon: make(map[string]Tag, len(lexicon)),
		rows:    make(map[uint64]row, len(weights)),
	}
	index := make(map[string]uint8, len(classes))
	for i, c := range classes {
		p.classes = append(p.classes, ParseTag(c))
		index[c] = uint8(i)
	}
	for w, t := range lexicon {
		p.lexicon[w] = ParseTag(t)
	}
	for feature, byClass := range weights {
		first := uint32(len(p.entries))
		for c, w := range byClass {
			p.entries = append(p.entries, entry{index[c], float32(w)})
		}
		p.rows[hashString(hashSeed, feature)] = row{first, uint32(len(p.entries))}
	}
	if len(p.rows) != len(weights) {
		return nil, fmt.Errorf("tokenize: %d of prose's features share a hash", len(weights)-len(p.rows))
	}
	p.states.New = func() any {
		return &tagState{scores: make([]float32, len(p.classes)), names: classes}
	}
	return p, nil
}

// FNV-1a, 64 bits.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hashString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// The prefixes of prose's features, hashed.
var (
	hSuffix     = hashString(hashSeed, "i suffix ")
	hPrefix     = hashString(hashSeed, "i pref1 ")
	hTag1       = hashString(hashSeed, "i-1 tag ")
	hTag2       = hashString(hashSeed, "i-2 tag ")
	hTags       = hashString(hashSeed, "i tag+i-2 tag ")
	hWord       = hashString(hashSeed, "i word ")
	hTagWord    = hashString(hashSeed, "i-1 tag+i word ")
	hPrevWord   = hashString(hashSeed, "i-1 word ")
	hPrevSuffix = hashString(hashSeed, "i-1 suffix ")
	hPrev2Word  = hashString(hashSeed, "i-2 word ")
	hNextWord   = hashString(hashSeed, "i+1 word ")
	hNextSuffix = hashString(hashSeed, "i+1 suffix ")
	hNext2Word  = hashString(hashSeed, "i+2 word ")
	hBias       = hashString(hashSeed, "bias")
)

// tagState is the scratch of one call of Tag.
type tagState struct {
	scores  []float32
	names   []string
	context []string // normalised words, with two places on either side
}

// Tag implements [Tagger].
func (p *perceptron) Tag(words []string, tags []Tag) {
	s := p.states.Get().(*tagState)
	defer p.states.Put(s)
	s.context = append(s.context[:0], "-START-", "-START2-")
	for _, w := range words {
		s.context = append(s.context, normalize(treebank(w)))
	}
	s.context = append(s.context, "-END-", "-END2-")
	prev, prev2 := "-START-", "-START2-"
	for i, w := range words {
		var name string
		w = treebank(w)
		if t, ok := fixedTag(w); ok {
			tags[i], name = t, t.String()
			if w == "-" {
				name = "-"
			}
		} else if t, ok := p.lexicon[w]; ok {
			tags[i], name = t, t.String()
			if t == PUNCT {
				name = w
			}
		} else {
			c := p.predict(s, i+2, w, prev, prev2)
			tags[i], name = p.classes[c], s.names[c]
		}
		prev, prev2 = name, prev
	}
}

func (p *perceptron) predict(s *tagState, i int, w, prev, prev2 string) int {
	clear(s.scores)
	ctx := s.context
	p.add(s, hBias)
	p.add(s, hashString(hSuffix, suffix3(w)))
	if w != "" {
		p.add(s, hashByte(hPrefix, w[0]))
	}
	p.add(s, hashString(hTag1, prev))
	p.add(s, hashString(hTag2, prev2))
	p.add(s, hashString(hashString(hashString(hTags, prev), " "), prev2))
	p.add(s, hashString(hWord, ctx[i]))
	p.add(s, hashString(hashString(hashString(hTagWord, prev), " "), ctx[i]))
	p.add(s, hashString(hPrevWord, ctx[i-1]))
	p.add(s, hashString(hPrevSuffix, suffix3(ctx[i-1])))
	p.add(s, hashString(hPrev2Word, ctx[i-2]))
	p.add(s, hashString(hNextWord, ctx[i+1]))
	p.add(s, hashString(hNextSuffix, suffix3(ctx[i+1])))
	p.add(s, hashString(hNext2Word, ctx[i+2]))
	best := 0
	for c, score := range s.scores {
		if score > s.scores[best] {
			best = c
		}
	}
	return best
}

func (p *perceptron) add(s *tagState, feature uint64) {
	r := p.rows[feature]
	for _, e := range p.entries[r.first:r.last] {
		s.scores[e.class] += e.weight
	}
}

// hashByte hashes b as prose writes it: as the code point of that number.
func hashByte(h uint64, b byte) uint64 {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], rune(b))
	for _, c := range buf[:n] {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

func suffix3(s string) string { return s[len(s)-min(len(s), 3):] }

// treebank returns w with the marks of the Penn Treebank.
func treebank(w string) string {
	switch w {
	case "“", "„":
		return "``"
	case "”":
		return "''"
	case "’", "‘":
		return "'"
	case "n’t":
		return "n't"
	case "’s":
		return "'s"
	case "’re":
		return "'re"
	case "’ve":
		return "'ve"
	case "’ll":
		return "'ll"
	case "’d":
		return "'d"
	case "’m":
		return "'m"
	case "—", "–":
		return "--"
	case "…":
		return "..."
	}
	return w
}

// normalize is prose's: it folds case and groups numbers and compounds.
func normalize(w string) string {
	if w == "" {
		return w
	}
	switch b := w[0]; {
	case b != '-' && strings.Contains(w, "-"):
		return "!HYPHEN"
	case len(w) == 4 && allDigits(w):
		return "!YEAR"
	case '0' <= b && b <= '9':
		return "!DIGITS"
	}
	return strings.ToLower(w)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i == 0 && (s[0] == '+' || s[0] == '-') && allDigits(s[1:])
		}
	}
	return s != ""
}

// fixedTag gives the tags that prose gives by form alone.
func fixedTag(w string) (Tag, bool) {
	switch {
	case w == "-", w == "0":
		return PUNCT, true
	case strings.IndexByte(w, '@') >= 0 && len(w) > 1, linkLike(w):
		return NN, true
	}
	return NoTag, false
}

// linkLike reports whether prose takes w for a web address: letters, digits or
// dots, a dot, and at least two more characters, the last one no punctuation.
func linkLike(w string) bool {
	for i := 1; i < len(w)-2; i++ {
		if w[i] != '.' {
			continue
		}
		if b := w[i-1]; b != '.' && b != '-' && (b < 'a' || b > 'z') && (b < '0' || b > '9') {
			continue
		}
		rest := w[i+1:]
		if n := strings.IndexAny(rest, "()<>"); n >= 0 {
			rest = rest[:n]
		}
		if len(strings.TrimRight(rest, `!()[]{};:'".,<>?`)) >= 2 {
			return true
		}
	}
	return false
}
