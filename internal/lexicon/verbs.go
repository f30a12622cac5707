// Package lexicon holds the word lists that several packages share: verbs of
// saying, titles and roles, given names and surnames. Lists are sorted text
// files or tables, embedded, and read once.
package lexicon

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Class says what sort of reporting a cue signals.
type Class uint8

// The classes of cues. The zero value is no cue.
const (
	NoClass Class = iota
	Speech
	Writing
	Thought
	Attitude
)

// Form is the form of a verb.
type Form uint8

// The forms. A regular past is also the participle; it is listed as Past.
const (
	Base Form = iota
	Third
	Past
	Participle // only where it differs from the past
	Ing
)

// A Verb is one entry of the lexicon of cues.
type Verb struct {
	Lemma  string
	Class  Class
	Report bool // takes a reported clause; otherwise it only tags a quotation
	Form   Form
}

//go:embed verbs_en.txt
var verbsEN string

var englishVerbs = sync.OnceValue(func() map[string]Verb {
	m := make(map[string]Verb, 2048)
	add := func(word string, v Verb) {
		if _, ok := m[word]; !ok { // the first class listed wins
			m[word] = v
		}
	}
	var head Verb
	for line := range strings.Lines(verbsEN) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			head = parseHead(line)
		default:
			lemmas, irregular, ok := strings.Cut(line, ":")
			words := strings.Fields(lemmas)
			for i, w := range words {
				forms := regular(w)
				if ok && i == len(words)-1 {
					copy(forms[1:], strings.Fields(irregular))
				}
				for f, form := range forms {
					v := head
					v.Lemma, v.Form = w, Form(f)
					add(form, v)
				}
			}
		}
	}
	return m
})

func parseHead(line string) Verb {
	var v Verb
	for f := range strings.FieldsSeq(strings.Trim(line, "[]")) {
		switch f {
		case "speech":
			v.Class = Speech
		case "writing":
			v.Class = Writing
		case "thought":
			v.Class = Thought
		case "attitude":
			v.Class = Attitude
		case "report":
			v.Report = true
		case "manner":
		default:
			panic(fmt.Sprintf("lexicon: unknown class %q", f)) // a fault in the embedded file
		}
	}
	return v
}

// regular returns the base, third person, past, participle and -ing form of a
// regular English verb.
func regular(w string) []string {
	last := w[len(w)-1]
	third := w + "s"
	switch {
	case last == 'y' && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		stem := w[:len(w)-1]
		return []string{w, stem + "ies", stem + "ied", stem + "ied", w + "ing"}
	case last == 'e':
		return []string{w, third, w + "d", w + "d", w[:len(w)-1] + "ing"}
	case last == 's' || last == 'x' || last == 'h' && (strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh")):
		third = w + "es"
	}
	return []string{w, third, w + "ed", w + "ed", w + "ing"}
}

// Lower lower-cases a word; it allocates only if there is something to change.
func Lower(s string) string { return strings.ToLower(s) }

// Title returns a word with a capital and small letters after it.
func Title(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + strings.ToLower(s[n:])
}

// Be reports whether a word in small letters is a form of "be" that makes a passive.
func Be(word string) bool {
	switch word {
	case "was", "were", "is", "are", "been", "being", "be":
		return true
	}
	return false
}

// GivesName reports whether word, in small letters, is a form of a verb by which somebody is given a name:
// they "called" him Buck.
func GivesName(word string) bool { return givesName[word] }

var givesName = wordSet("called calls call nicknamed nicknames dubbed christened")

// Possessive reports whether word is the ending of a possessive.
func Possessive(word string) bool { return word == "'s" || word == "’s" }

// Genitive reports whether word is the ending of a possessive, or the apostrophe alone that
// is one after an s.
func Genitive(word string) bool { return Possessive(word) || word == "'" || word == "’" }

// Elided returns what stands before an apostrophe in a word, with a straight one: "qu'" of
// "qu’il". It is the word itself if there is none.
func Elided(word string) string {
	if k := strings.IndexAny(word, "'’"); k > 0 {
		return word[:k] + "'"
	}
	return word
}

// Capital reports whether a word begins with a capital.
func Capital(s string) bool {
	if k := strings.IndexByte(s, '-'); k >= 2 && k <= 3 && arabicArticles[s[:k]] {
		s = s[k+1:]
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// arabicArticles are those with which a name may begin that is written with a capital
// after them: al-Hamdani.
var arabicArticles = map[string]bool{"al": true, "el": true, "ad": true, "an": true, "ar": true, "as": true, "at": true, "az": true, "ash": true}

// SurnameParticle reports whether a surname may begin with the word in small letters where
// its bearer is called by that alone: van der Meer.
func SurnameParticle(w string) bool { return surnameParticles[w] }

var surnameParticles = map[string]bool{
	"van": true, "von": true, "de": true, "du": true, "di": true, "del": true, "della": true, "da": true, "dos": true, "das": true, "la": true,
	"bin": true, "ibn": true, "al": true, "el": true,
}

// Tells reports whether word, in any case, is a form of a verb whose object is whom somebody tells: "told", "warning".
func Tells(word string) bool { return tells[Lower(word)] }

var tells = wordSet(`tell tells told telling inform informs informed informing assure assures assured assuring warn warns warned warning
	remind reminds reminded reminding advise advises advised advising persuade persuades persuaded persuading convince convinces convinced convincing`)
