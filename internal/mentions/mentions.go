// Package mentions finds the spans that refer to people, groups and
// organisations: names ("Ida Moss"), nominals ("his aunt", "the captain of the
// ferry") and pronouns. One linear model decides which words are heads of a
// mention and of what kind, two more how far it goes before its head and
// after, and one whom it refers to: a woman, a man or several.
package mentions

import (
	"errors"
	"fmt"
	"sync"

	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// Format is that of a model's file.
const Format = "whosaid mentions"

// A Kind is what a mention refers to, and how.
type Kind uint8

// The kinds. None is no mention.
const (
	None Kind = iota
	PersonPronoun
	PersonNominal
	PersonName
	OrganizationNominal
	OrganizationName
	numKinds
)

var kindNames = [numKinds]string{"none", "person pronoun", "person nominal", "person name", "organization nominal", "organization name"}

// String returns the name of k.
func (k Kind) String() string { return kindNames[k] }

// Person reports whether such mentions refer to people, who are animate.
func (k Kind) Person() bool { return k >= PersonPronoun && k <= PersonName }

// Who is the number and gender of those whom a mention refers to.
type Who uint8

// The values of Who. Anybody does not tell.
const (
	Anybody Who = iota
	Woman
	Man
	Several
	numWhos
)

var whoNames = [numWhos]string{"anybody", "woman", "man", "several"}

// least is by how much a woman, a man or several must win: half of the margin
// by which they should in training.
const least = margin / 2

// String returns the name of w.
func (w Who) String() string { return whoNames[w] }

// A Mention is a span of the words of a sentence.
type Mention struct {
	First, Last int // its words are words[First:Last]
	Head        int
	Kind        Kind
	Who         Who
}

// A Model finds mentions. It is immutable and safe for concurrent use.
type Model struct {
	words *words.Table
	weights
	pool sync.Pool
}

// weights are those of the four decisions.
type weights struct{ heads, left, right, who *linear.Model }

func newModel(table *words.Table, w weights) *Model {
	m := &Model{words: table, weights: w}
	m.pool.New = func() any { return new(sentence) }
	return m
}

// MaxSide is how many words a mention may have on either side of its head.
const MaxSide = 40

// Append appends the mentions of a sentence to buf, in the order of their
// heads. Its words have been given tags.
func (m *Model) Append(buf []Mention, sent []string, tags []tokenize.Tag) []Mention {
	s := m.pool.Get().(*sentence)
	s.forms = m.words.AppendForms(s.forms[:0], sent)
	s.tags = tags
	var scores [numKinds]int32
	last := None
	for i := range sent {
		if !candidate(tags[i]) {
			last = None
			continue
		}
		s.features = s.appendHead(s.features[:0], i, last)
		m.heads.Score(scores[:], s.features)
		best, _ := linear.Best(scores[:])
		last = Kind(best)
		if last == None {
			continue
		}
		x := Mention{First: i, Last: i + 1, Head: i, Kind: last}
		if last != PersonPronoun {
			for x.First > 0 && i-x.First < MaxSide {
				s.features = s.appendLeft(s.features[:0], &x)
				m.left.Score(scores[:2], s.features)
				if scores[1] <= scores[0] {
					break
				}
				x.First--
			}
			for x.Last < len(sent) && x.Last-i < MaxSide {
				s.features = s.appendRight(s.features[:0], &x)
				m.right.Score(scores[:2], s.features)
				if scores[1] <= scores[0] {
					break
				}
				x.Last++
			}
		}
		if s.features = s.appendWho(s.features[:0], sent, &x); x.Kind.Person() {
			m.who.Score(scores[:numWhos], s.features)
			if best, ahead := linear.Best(scores[:numWhos]); ahead >= least {
				x.Who = Who(best)
			}
		}
		buf = append(buf, x)
	}
	s.tags = nil
	m.pool.Put(s)
	return buf
}

// candidate reports whether a word with this tag may be the head of a mention.
func candidate(t tokenize.Tag) bool {
	switch t {
	case tokenize.PRP, tokenize.PRPS, tokenize.JJ, tokenize.JJS, tokenize.CD, tokenize.DT, tokenize.UH, tokenize.FW, tokenize.VBN, tokenize.VBG, tokenize.WP:
		return true
	}
	return t.Noun()
}

func decode(b []byte, table *words.Table) (*Model, error) {
	r := &linear.Reader{B: b}
	var w weights
	for _, part := range []struct {
		name    string
		model   **linear.Model
		classes int
	}{{"heads", &w.heads, int(numKinds)}, {"left", &w.left, 2}, {"right", &w.right, 2}, {"who", &w.who, int(numWhos)}} {
		m, err := linear.Decode(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
		if n := m.Classes(); n != part.classes {
			return nil, fmt.Errorf("%s: weights of %d classes, want %d", part.name, n, part.classes)
		}
		*part.model = m
	}
	if len(r.B) > 0 {
		return nil, errors.New("something follows its end")
	}
	return newModel(table, w), nil
}
