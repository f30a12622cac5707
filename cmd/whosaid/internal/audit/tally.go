package audit

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/quotes"
)

// Counts say how much is quoted.
type Counts struct {
	Quotations int `json:"quotations"`
	Words      int `json:"words"`
	// Direct, Mixed and Indirect add up to Quotations.
	Direct   int `json:"direct"`
	Mixed    int `json:"mixed"`
	Indirect int `json:"indirect"`
}

func (c *Counts) add(kind quotes.Kind, words int) {
	c.Quotations++
	c.Words += words
	switch kind {
	case quotes.Direct:
		c.Direct++
	case quotes.Mixed:
		c.Mixed++
	case quotes.Indirect:
		c.Indirect++
	}
}

// The classes of a gender table: the genders of persons, and what stands in
// their place where there is no one person.
const (
	female    = "female"
	male      = "male"
	unknown   = "unknown"
	notPerson = "group or org."
	nobody    = "unattributed"
)

var genderClasses = []string{female, male, unknown, notPerson, nobody}

// kindOrder has the kinds that are counted.
var kindOrder = []quotes.Kind{quotes.Direct, quotes.Mixed, quotes.Indirect}

// A Class is one part of all quotations.
type Class struct {
	Name string `json:"name"`
	// Speakers is how many speak here; one without a name counts anew in each
	// article. 0 where it is not counted.
	Speakers int `json:"speakers,omitempty"`
	Counts
}

func (c *Class) merge(speakers int, o Counts) {
	c.Speakers += speakers
	c.Quotations += o.Quotations
	c.Words += o.Words
	c.Direct += o.Direct
	c.Mixed += o.Mixed
	c.Indirect += o.Indirect
}

// A Speaker is one who is quoted in one or more articles.
type Speaker struct {
	Name   string                  `json:"name"` // as its first article has it
	Kind   attribution.SpeakerKind `json:"kind"`
	Gender attribution.Gender      `json:"gender"`
	Role   string                  `json:"role"` // the first that an article gives; may be empty
	// Article is the one in which the speaker stands, if others with the same
	// name were not joined to it.
	Article  string `json:"article"`
	Articles int    `json:"articles"`
	Counts

	contradicted bool // articles tell different genders
}

// An Article is what one article has.
type Article struct {
	ID       string `json:"id"`
	Speakers int    `json:"speakers"`
	Counts
	// Quotations by gender and by naming; each set adds up to Quotations.
	Female       int `json:"female"`
	Male         int `json:"male"`
	Unknown      int `json:"unknown"`
	NotPerson    int `json:"group_or_organization"`
	Named        int `json:"named"`
	Anonymous    int `json:"anonymous"`
	Unattributed int `json:"unattributed"`
}

// A Report is the audit of a body of articles.
type Report struct {
	Note     string `json:"note"`
	Articles int    `json:"articles"`
	Counts
	// Nested are the quotations inside others, which no other figure counts.
	Nested    int       `json:"nested"`
	Gender    []Class   `json:"by_gender,omitzero"`
	Naming    []Class   `json:"by_naming,omitzero"`
	Kinds     []Class   `json:"by_kind,omitzero"`
	Speakers  []Speaker `json:"by_speaker,omitzero"` // those with a name, most words first
	ByArticle []Article `json:"by_article,omitzero"` // in the order they were read
}

const note = "Speakers are joined across articles by full name only; a person with one name, and anybody without a name, counts anew in each article. " +
	"Gender is what the articles tell of a speaker, and unknown where they do not. Quotations inside others are left out."

// A tally adds up articles. It holds a row for each article and each speaker
// with a name, and nothing of the texts.
type tally struct {
	articles     []Article
	nested       int
	total        Counts
	kinds        map[quotes.Kind]*Class
	named        map[string]*Speaker // by the key of their name
	order        []*Speaker          // as they came
	anonymous    map[string]*Class   // by gender class
	unattributed Counts
}

func newTally() *tally {
	kinds := make(map[quotes.Kind]*Class)
	for _, k := range kindOrder {
		kinds[k] = &Class{Name: k.String()}
	}
	return &tally{kinds: kinds, named: map[string]*Speaker{}, anonymous: map[string]*Class{}}
}

// add counts the quotations of one article.
func (t *tally) add(d *attribution.Document) {
	a := Article{ID: d.ID}
	seen := make(map[attribution.SpeakerID]*Speaker) // its row; nil for one without a name
	for _, q := range d.Quotes {
		if q.Parent != 0 {
			t.nested++
			continue
		}
		n := words(q)
		t.total.add(q.Kind, n)
		t.kinds[q.Kind].add(q.Kind, n)
		a.add(q.Kind, n)
		s, ok := d.Speaker(q)
		if !ok {
			t.unattributed.add(q.Kind, n)
			a.Unattributed++
			continue
		}
		row, again := seen[s.ID]
		if !again {
			a.Speakers++
			if isNamed(s) {
				row = t.speaker(d.ID, s)
				row.Articles++
			}
			seen[s.ID] = row
		}
		class := genderClass(s.Kind, s.Gender)
		switch class {
		case female:
			a.Female++
		case male:
			a.Male++
		case unknown:
			a.Unknown++
		case notPerson:
			a.NotPerson++
		}
		if row != nil {
			a.Named++
			row.add(q.Kind, n)
			continue
		}
		a.Anonymous++
		c := t.anonymous[class]
		if c == nil {
			c = &Class{Name: class}
			t.anonymous[class] = c
		}
		if !again {
			c.Speakers++
		}
		c.add(q.Kind, n)
	}
	t.articles = append(t.articles, a)
}

// speaker returns the row of s, who has a name in the article.
func (t *tally) speaker(article string, s attribution.Speaker) *Speaker {
	name := own(s.Name)
	key := strings.ToLower(norm.NFC.String(name))
	if !joined(name, s.Kind) {
		key += "\x00" + strconv.Itoa(len(t.articles)) + "\x00" + strconv.Itoa(int(s.ID))
	} else {
		article = ""
	}
	row := t.named[key]
	if row == nil {
		row = &Speaker{Name: name, Article: article}
		t.named[key] = row
		t.order = append(t.order, row)
	}
	if row.Kind == attribution.UnknownKind {
		row.Kind = s.Kind
	}
	if row.Role == "" && len(s.Roles) > 0 {
		row.Role = own(s.Roles[0])
	}
	switch g := s.Gender; {
	case g == attribution.UnknownGender || row.contradicted:
	case row.Gender == attribution.UnknownGender:
		row.Gender = g
	case row.Gender != g:
		row.Gender, row.contradicted = attribution.UnknownGender, true
	}
	return row
}

// own returns s on one line, and in memory of its own: a row must not hold the
// text that s is a part of.
func own(s string) string { return strings.Clone(strings.Join(strings.Fields(s), " ")) }

// joined reports whether a name says across articles who is meant.
func joined(name string, kind attribution.SpeakerKind) bool {
	if kind == attribution.Organization || kind == attribution.Group || kind == attribution.Publication {
		return true
	}
	n := 0
	for w := range strings.FieldsSeq(name) {
		if r, ok := lexicon.PersonRole(w); !ok || !r.Title {
			n++
		}
	}
	return n >= 2
}

// isNamed reports whether the text names s, rather than only describes.
func isNamed(s attribution.Speaker) bool {
	return slices.ContainsFunc(s.Mentions, func(m attribution.Mention) bool { return m.Kind == attribution.Name })
}

func genderClass(k attribution.SpeakerKind, g attribution.Gender) string {
	switch {
	case k == attribution.Group || k == attribution.Organization || k == attribution.Publication:
		return notPerson
	case g == attribution.Female:
		return female
	case g == attribution.Male:
		return male
	}
	return unknown
}

// words counts the words of q.
func words(q attribution.Quote) int {
	n := 0
	for _, p := range q.Parts {
		for w := range strings.FieldsSeq(p.Text) {
			if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				n++
			}
		}
	}
	return n
}

// report returns what has been counted.
func (t *tally) report() *Report {
	r := &Report{
		Note: note, Articles: len(t.articles), Counts: t.total, Nested: t.nested, ByArticle: t.articles,
		Naming:   []Class{{Name: "named"}, {Name: "anonymous"}, {Name: nobody, Counts: t.unattributed}},
		Speakers: make([]Speaker, 0, len(t.order)),
	}
	if r.ByArticle == nil {
		r.ByArticle = []Article{}
	}
	gender := make(map[string]*Class)
	for _, name := range genderClasses {
		r.Gender = append(r.Gender, Class{Name: name})
	}
	for i := range r.Gender {
		gender[r.Gender[i].Name] = &r.Gender[i]
	}
	gender[nobody].merge(0, t.unattributed)
	for _, s := range t.order {
		r.Speakers = append(r.Speakers, *s)
		r.Naming[0].merge(1, s.Counts)
		gender[genderClass(s.Kind, s.Gender)].merge(1, s.Counts)
	}
	for _, name := range genderClasses {
		if c := t.anonymous[name]; c != nil {
			r.Naming[1].merge(c.Speakers, c.Counts)
			gender[name].merge(c.Speakers, c.Counts)
		}
	}
	for _, k := range kindOrder {
		r.Kinds = append(r.Kinds, *t.kinds[k])
	}
	slices.SortStableFunc(r.Speakers, func(a, b Speaker) int {
		return cmp.Or(cmp.Compare(b.Words, a.Words), cmp.Compare(b.Quotations, a.Quotations), cmp.Compare(a.Name, b.Name))
	})
	return r
}
