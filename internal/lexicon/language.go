package lexicon

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"
	"sync"
)

// A Language is what is known of one: how it is written, and the words by which
// its quotations and their speakers are read. Words are in small letters.
// languages.txt says what each list holds.
type Language struct {
	Code string // ISO 639-1

	Incise   bool // tags stand inside the marks: « On attend, dit Luc Roy. »
	Hyphen   bool // a pronoun is joined to its verb: dit-il
	VerbLast bool // 「…」と田中さんは述べた
	Caseless bool // no capitals tell names
	Nouns    bool // all nouns have one
	Drops    bool // verbs need no pronoun: —Ven —dijo
	// Toggles says that after words said a dash begins narration, and the next one words again.
	Toggles bool
	// Raya says that a dash that is glued to the word after it begins narration.
	Raya bool
	// Compounds says that nouns are joined into one: Umweltministerin.
	Compounds bool

	Frequent, Begins, Never                                                  Words
	I, He, She, Either, They, You                                            Words
	Determiners, Auxiliaries, Participles, Of, Passives, Reflexives, Oblique Words
	HeSaid, SheSaid                                                          Words // endings
	Adverbs, Roles                                                           Words // likewise
	Manner                                                                   Words
	Calls, As, According, Thus, That, Reported, Topics, Days                 Words
	His, Hers, Postposed, Agents, Narrated, And, While                       Words

	givenNames func() (men, women Words) // read when first asked for

	verbs               map[string]Verb
	pronouns, functions Words // of several of these lists
}

// Words is a set of words in small letters. The zero value is empty.
type Words map[string]bool

// Pronoun reports whether a word in small letters may be the subject of a verb of
// saying and stand for somebody.
func (l *Language) Pronoun(word string) bool { return l.pronouns[word] }

// Function reports whether a word in small letters is a function word, or one with which
// sentences begin.
func (l *Language) Function(word string) bool { return l.functions[word] }

// Sex returns that of whom a pronoun in small letters stands for.
func (l *Language) Sex(pronoun string) Sex {
	switch he, she := l.He[pronoun] || l.His[pronoun], l.She[pronoun] || l.Hers[pronoun]; {
	case he && !she:
		return MaleSex
	case she && !he:
		return FemaleSex
	}
	return AnySex
}

// SaidBy returns the sex of whom a verb of saying in small letters is said, where the
// end of the verb tells it.
func (l *Language) SaidBy(verb string) Sex {
	for n := range verb { // the longest ending first
		switch end := verb[n:]; {
		case l.HeSaid[end]:
			return MaleSex
		case l.SheSaid[end]:
			return FemaleSex
		}
	}
	return AnySex
}

// Cue returns the verb of saying, writing or thinking that word, in any case, is a
// form of.
func (l *Language) Cue(word string) (Verb, bool) {
	v, ok := l.verbs[Lower(word)]
	return v, ok
}

// LanguageOf returns what is known of the language with an ISO 639-1 code. Of others it
// returns a Language without words.
func LanguageOf(code string) *Language {
	if l, ok := languages().of[code]; ok {
		return l
	}
	return &Language{Code: code}
}

// English returns what is known of English.
func English() *Language { return languages().of["en"] }

// GivenName returns the share of men, 0 to 1, among those who bear a given name where the
// language is spoken, as [GivenName] does where its names are not known.
func (l *Language) GivenName(name string) (male float64, known bool) {
	if l.givenNames != nil {
		men, women := l.givenNames()
		switch w := Lower(name); {
		case men[w] && women[w]:
			return 0.5, true
		case men[w]:
			return 1, true
		case women[w]:
			return 0, true
		}
	}
	return GivenName(name)
}

//go:embed languages.txt
var languagesTxt string

//go:embed given_names_by_language.txt
var givenNamesTxt string

type languageTable struct {
	inOrder []*Language
	of      map[string]*Language
	telling map[string][]*Language // of each frequent word and verb of saying, the languages that have it
}

var languages = sync.OnceValue(readLanguages)

func readLanguages() *languageTable {
	t := &languageTable{of: make(map[string]*Language), telling: make(map[string][]*Language)}
	var l *Language
	for line := range strings.Lines(languagesTxt) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			l = &Language{Code: strings.Trim(line, "[]"), verbs: make(map[string]Verb)}
			t.inOrder, t.of[l.Code] = append(t.inOrder, l), l
		default:
			name, words, _ := strings.Cut(line, ":")
			l.add(name, words)
		}
	}
	for section := range strings.SplitSeq(givenNamesTxt, "\n[") {
		if code, names, ok := strings.Cut(section, "]"); ok {
			t.of[code].givenNames = sync.OnceValues(func() (men, women Words) { return menAndWomen(names) })
		}
	}
	t.of["en"].verbs = englishVerbs()
	for _, l := range t.inOrder {
		l.pronouns = union(l.I, l.He, l.She, l.Either, l.They)
		l.functions = union(l.Frequent, l.Begins, l.Determiners, l.Auxiliaries, l.Reflexives, l.Oblique, l.According, l.Thus)
		for w := range l.Frequent {
			t.telling[w] = append(t.telling[w], l)
		}
		for w := range l.verbs {
			if !l.Frequent[w] {
				t.telling[w] = append(t.telling[w], l)
			}
		}
	}
	return t
}

// menAndWomen reads a section of given_names_by_language.txt.
func menAndWomen(section string) (men, women Words) {
	men, women = make(Words), make(Words)
	for line := range strings.Lines(section) {
		list, names, _ := strings.Cut(line, ":")
		of := men
		if list == "women" {
			of = women
		}
		for name := range strings.FieldsSeq(names) {
			of[name] = true
		}
	}
	return men, women
}

func union(lists ...Words) Words {
	all := make(Words)
	for _, l := range lists {
		maps.Copy(all, l)
	}
	return all
}

// Indefinite reports whether a word in small letters is an indefinite or a possessive
// determiner of Romance or Germanic languages.
func (l *Language) Indefinite(w string) bool { return indefinite[w] }

var indefinite = map[string]bool{
	"un": true, "une": true, "son": true, "sa": true, "ses": true, "una": true, "uno": true, "su": true, "sus": true, "suo": true, "sua": true, "um": true, "uma": true,
	"seu": true, "ein": true, "eine": true, "einer": true, "een": true, "zijn": true, "haar": true,
}

// EndsIn reports whether a word in small letters ends as one of a set does, and is longer.
func (w Words) EndsIn(word string) bool {
	for end := range w {
		if len(word) > len(end) && strings.HasSuffix(word, end) || word == end {
			return true
		}
	}
	return false
}

// add adds a list of words. It panics at a fault in the embedded file.
func (l *Language) add(name, list string) {
	words := strings.Fields(list)
	switch name {
	case "style":
		styles := map[string]*bool{
			"incise": &l.Incise, "hyphen": &l.Hyphen, "last": &l.VerbLast, "caseless": &l.Caseless, "nouns": &l.Nouns, "drops": &l.Drops, "compounds": &l.Compounds, "toggles": &l.Toggles, "raya": &l.Raya,
		}
		for _, w := range words {
			if styles[w] == nil {
				panic(fmt.Sprintf("lexicon: unknown style %q", w))
			}
			*styles[w] = true
		}
		return
	case "says":
		for _, w := range words {
			l.verbs[w] = Verb{Lemma: w, Class: Speech, Report: true, Form: Past}
		}
		return
	}
	to := map[string]*Words{
		"frequent": &l.Frequent, "begins": &l.Begins, "never": &l.Never, "i": &l.I, "he": &l.He, "she": &l.She, "either": &l.Either, "they": &l.They, "you": &l.You,
		"determiners": &l.Determiners, "auxiliaries": &l.Auxiliaries, "passives": &l.Passives, "participles": &l.Participles, "of": &l.Of, "reflexives": &l.Reflexives,
		"oblique": &l.Oblique, "hesaid": &l.HeSaid, "shesaid": &l.SheSaid, "manner": &l.Manner, "adverbs": &l.Adverbs, "roles": &l.Roles,
		"calls": &l.Calls, "as": &l.As, "according": &l.According, "thus": &l.Thus, "that": &l.That, "reported": &l.Reported, "topics": &l.Topics, "days": &l.Days, "his": &l.His, "hers": &l.Hers, "and": &l.And, "while": &l.While, "agents": &l.Agents, "narrated": &l.Narrated, "postposed": &l.Postposed,
	}[name]
	if to == nil {
		panic(fmt.Sprintf("lexicon: unknown list %q", name))
	}
	if *to == nil {
		*to = make(Words, len(words))
	}
	for _, w := range words {
		(*to)[w] = true
		if strings.Contains(w, "'") {
			(*to)[strings.ReplaceAll(w, "'", "’")] = true
		}
	}
}

// Detect returns the language, as an ISO 639-1 code, whose frequent words and verbs of
// saying weigh most among the given words, or "und". A word that several languages
// share counts for each with its share. Han and kana tell Chinese and Japanese, Hangul
// Korean.
func Detect(words func(yield func(string) bool)) string {
	t := languages()
	score := make(map[*Language]float64)
	han, kana, hangul, n := 0, 0, 0, 0
	for w := range words {
		n++
		r := []rune(w)[0]
		switch {
		case r >= 0x3040 && r <= 0x30ff:
			kana++
		case r >= 0x4e00 && r <= 0x9fff:
			han++
		case r >= 0xac00 && r <= 0xd7a3:
			hangul++
		default:
			w = Lower(w)
			for _, l := range t.telling[w] {
				score[l] += 1 / float64(len(t.telling[w]))
			}
		}
	}
	switch {
	case hangul > n/3:
		return "ko"
	case han+kana > n/3 && kana*10 > han:
		return "ja"
	case han+kana > n/3:
		return "zh"
	}
	best, top := "und", 0.0
	for _, l := range t.inOrder {
		if score[l] > top {
			best, top = l.Code, score[l]
		}
	}
	if top < 1 && n > 40 {
		return "und"
	}
	return best
}
