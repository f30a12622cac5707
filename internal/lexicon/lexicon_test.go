package lexicon

import (
	"slices"
	"testing"
)

func TestCue(t *testing.T) {
	for _, c := range []struct {
		lang, word, lemma string
		class             Class
		report            bool
		form              Form
	}{
		{"en", "said", "say", Speech, true, Past},
		{"en", "SAYS", "say", Speech, true, Third},
		{"en", "replied", "reply", Speech, true, Past},
		{"en", "announcing", "announce", Speech, true, Ing},
		{"en", "begged", "beg", Speech, true, Past},
		{"en", "written", "write", Writing, true, Participle},
		{"en", "laughed", "laugh", Speech, false, Past},
		{"en", "thought", "think", Thought, true, Past},
		{"en", "refuses", "refuse", Attitude, true, Third},
		{"de", "sagte", "sagte", Speech, true, Past},
		{"zh", "说", "说", Speech, true, Past},
	} {
		v, ok := LanguageOf(c.lang).Cue(c.word)
		if want := (Verb{c.lemma, c.class, c.report, c.form}); !ok || v != want {
			t.Errorf("%s %q: %+v, want %+v", c.lang, c.word, v, want)
		}
	}
	for _, w := range []string{"ferry", "", "saidest"} {
		if v, ok := English().Cue(w); ok {
			t.Errorf("%q is %+v", w, v)
		}
	}
	if _, ok := LanguageOf("xx").Cue("said"); ok {
		t.Error("a language without a list has a cue")
	}
}

func TestNames(t *testing.T) {
	for name, male := range map[string]bool{"Ada": false, "JENS": true, "José": true, "Renée": false} {
		if share, ok := GivenName(name); !ok || share > 0.5 != male {
			t.Errorf("%s: share of men %v, known %v", name, share, ok)
		}
	}
	if _, ok := GivenName("Harbour"); ok {
		t.Error("Harbour is a given name")
	}
	if !Surname("Smith") || Surname("xqzt") {
		t.Error("surnames are not those of the census")
	}
}

func TestRoles(t *testing.T) {
	for word, want := range map[string]Role{
		"Mrs.": {Title: true, Sex: FemaleSex}, "spokesman": {Noun: true, Sex: MaleSex},
		"Captain": {Title: true, Noun: true, Leader: true}, "head": {Noun: true, Leader: true}, "Great-Aunt": {Title: true, Noun: true, Sex: FemaleSex},
	} {
		if got, ok := PersonRole(word); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", word, got, want)
		}
	}
	if _, ok := PersonRole("lamp"); ok {
		t.Error("a lamp has a role")
	}
}

func TestDetect(t *testing.T) {
	for lang, words := range map[string][]string{
		"en":  {"the", "boat", "was", "late", "and", "she", "said", "so"},
		"de":  {"das", "Boot", "war", "nicht", "da", "und", "sie", "ging"},
		"fr":  {"le", "bateau", "est", "dans", "la", "mer"},
		"nl":  {"het", "schip", "was", "niet", "op", "zee", "zei", "hij"},
		"da":  {"båden", "kom", "og", "blev", "af", "med", "havnen"},
		"cs":  {"člun", "je", "dnes", "zase", "ale", "podle", "kapitána"},
		"uk":  {"човен", "був", "та", "для", "це"},
		"ko":  {"배가", "늦었다고", "말했다"},
		"pl":  {"powiedziała", "Anna"},
		"zh":  {"我", "们", "会", "等"},
		"ja":  {"わたし", "は", "待"},
		"und": {"Ida", "Moss"},
	} {
		if got := Detect(slices.Values(words)); got != lang {
			t.Errorf("%v: %s, want %s", words, got, lang)
		}
	}
}

// Each language can be told, and reads its quotations.
func TestLanguages(t *testing.T) {
	for _, l := range languages().inOrder {
		if len(l.verbs) == 0 {
			t.Errorf("%s has no verbs of saying", l.Code)
		}
		if len(l.I)+len(l.He)+len(l.Topics) == 0 {
			t.Errorf("%s has neither pronouns nor topics", l.Code)
		}
		for _, words := range []Words{l.Frequent, l.Begins, l.He, l.She, l.Determiners, l.Oblique, l.Calls} {
			for w := range words {
				if Lower(w) != w {
					t.Errorf("%s: %s is not in small letters", l.Code, w)
				}
			}
		}
	}
}
