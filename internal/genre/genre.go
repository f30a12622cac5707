// Package genre tells news from fiction.
package genre

import (
	"strings"
	"sync"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// News reports whether the narration of a text, which is what is not quoted, is
// that of news rather than of fiction. In English it is if what news has outnumbers
// what fiction has by half. News has words with a capital inside sentences, which are
// mostly names, numbers, words of public life, tells in the present what somebody
// has done or says, and reports without marks ("said the bridge was safe"); fiction has "he", "she" and "I", words for what people do
// and look like, and quotations that ask, cry out or speak to "you". Where nothing is quoted it may have two such words more: a few
// words without marks are news rather than fiction. Of excerpts of 80 tokens from the
// train parts it is so in 94% of PolNeAR and in 23% of PDNC, LitBank and RiQuA; of those
// of 400 tokens in 99% and in 10%. In other languages numbers must be at least half as many as
// these pronouns: so it is in 588 of 622 texts of the German Wikinews (train, 80
// words or more), in 193 of 671 of Redewiedergabe, of which two in five are from
// newspapers and magazines, and in none of French and Dutch novels.
//
// It is clearly so if there is so much of news that it is hardly a short piece of
// fiction: of other languages than English no text is.
func News(t *tokenize.Text, lang *lexicon.Language, quoted func(token int) bool) (news, clearly bool) {
	if lang.Code != "en" {
		return foreignNews(t, lang, quoted), false
	}
	const much = 30
	m := margin(t, quoted)
	return m >= 0, m >= much
}

// margin returns by how much news outweighs fiction in an English text.
func margin(t *tokenize.Text, quoted func(token int) bool) int {
	news, fiction, talk := 0, 0, 0
	asked, called, marked := false, false, false // in the quotation around or before token i
	toks, words := t.Tokens(), weights()
	for i := 1; i < len(toks); i++ {
		w := t.Word(i)
		if quoted(i) {
			marked = true
			switch w {
			case "?", "!":
				asked = true
			case "you", "You", "your", "Your":
				called = true
			}
			continue
		}
		talk += one(asked) + one(called)
		asked, called = false, false
		switch {
		case toks[i].Kind == tokenize.Number:
			news += 4
		case toks[i].Kind != tokenize.Word:
		default:
			x := words[lexicon.Lower(w)]
			name := x.news == 0 && x.fiction == 0 && lexicon.Capital(w) && (toks[i-1].Kind == tokenize.Word || t.Word(i-1) == ",")
			if x.says && i+1 < len(toks) && words[lexicon.Lower(t.Word(i+1))].opens && reports(t, i, quoted) {
				x.news += 3
			}
			news, fiction = news+x.news+one(name), fiction+x.fiction
		}
	}
	fiction += min(talk+one(asked)+one(called), mostTalk)
	if !marked {
		fiction -= 2
	}
	return 2*news - 3*fiction
}

// reports reports whether the verb of saying at token i leads to the clause that the next word opens
// without marks: nothing is quoted beside it. In PolNeAR (train) there are seven times as many such
// verbs as in fiction.
func reports(t *tokenize.Text, i int, quoted func(token int) bool) bool {
	if quoted(i+1) || t.Tokens()[i-1].Kind != tokenize.Word {
		return false
	}
	for k := max(0, i-3); k < i; k++ {
		if quoted(k) {
			return false
		}
	}
	return true
}

// mostTalk is how much quotations that ask or speak to "you" count: interviews have them too.
const mostTalk = 3

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A weight is how much a word in small letters tells of news and of fiction.
type weight struct {
	news, fiction int
	says, opens   bool // a verb of saying, a word that may open a clause after it
}

var weights = sync.OnceValue(func() map[string]weight {
	m := make(map[string]weight)
	for _, l := range []struct {
		words string
		weight
	}{
		{persons, weight{fiction: 1}}, {acts, weight{fiction: 1}}, {looks, weight{fiction: 2}}, {public, weight{news: 2}}, {present, weight{news: 1}}, {"has", weight{news: 3}},
		{verbs, weight{says: true}}, {openers, weight{opens: true}},
	} {
		for w := range strings.FieldsSeq(l.words) {
			x := m[w]
			m[w] = weight{x.news + l.news, x.fiction + l.fiction, x.says || l.says, x.opens || l.opens}
		}
	}
	return m
})

// The lists were written by hand, from what is frequent in one kind of the train parts and
// not bound to what they tell of.
const (
	persons = "he she him her his i my me"
	present = "is are its will says"
	verbs   = "said says told added noted warned insisted argued claimed announced confirmed"
	openers = "that the he she it they there a an his her their its most some this these"
	// acts are frequent in the narration of fiction, looks hardly found elsewhere.
	acts  = "then upon seemed thought knew walked suddenly"
	looks = `eyes looked stood felt herself himself door smiled smile nodded shrugged sighed whispered murmured muttered laughed
		frowned glanced stared gazed leaned stepped exclaimed lips shoulder shoulders cheek hair tears stairs kitchen lamp`
	// public are words of news, which fiction hardly has in its narration.
	public = `minister ministry mayor council councillor councillors police official officials spokesman spokeswoman spokesperson government agency
		court lawmakers residents committee department authorities authority director percent reporters statement
		monday tuesday wednesday thursday friday saturday sunday
		prosecutors investigators researchers union parliament commission campaign budget project firm company
		season league striker goalkeeper coach club clubs tournament championship stadium fans squad midfielder injury
		hospital patients scientists study survey report data university campus schools pupils charity campaigners customers
		shares profits sales market markets prices investors economy economic inflation tax taxes industry export exports factory workers strike wages airline airport
		climate security policy political national federal public programme program
		election elections voters vote candidate candidates senator democrats republicans lawmaker legislation mp mps tribunal regulator ombudsman
		inquest coroner jury prosecution prosecutor defendant trial sentenced pleaded convicted charged crash firefighters emergency
		million billion annual weekly recent recently including according former also nearly earlier whose
		interview media online website email app internet video
		president executive chairman chairwoman chief founder analyst analysts economist economists expert experts professor`
)

func foreignNews(t *tokenize.Text, lang *lexicon.Language, quoted func(token int) bool) bool {
	numbers, people := 0, 0
	for i, tok := range t.Tokens() {
		switch w := t.Word(i); {
		case quoted(i):
		case tok.Kind == tokenize.Number:
			numbers++
		case tok.Kind == tokenize.Word && !lexicon.Capital(w) && (lang.I[w] || lang.He[w] || lang.She[w]):
			people++
		}
	}
	return 2*numbers >= people
}
