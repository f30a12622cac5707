package attribution

import (
	"sort"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

// epithets are nouns by which the news varies the name of somebody whom it has just
// named, rather than bring in another: Lee Mbeki was blunt. “…,” the midfielder said.
var epithets = wordSet(`midfielder striker goalkeeper wicketkeeper centre-half centre-back full-back defender forward winger quarterback pitcher batsman bowler spinner player footballer golfer
	boxer swimmer sprinter athlete cyclist jockey olympian champion medallist medalist skier rower racer
	singer songwriter rapper musician guitarist drummer composer conductor soprano tenor pianist violinist dancer choreographer
	actor actress comedian star entertainer presenter broadcaster pundit author novelist poet playwright filmmaker designer sculptor
	billionaire millionaire tycoon entrepreneur businessman businesswoman philanthropist inventor
	veteran pensioner widow widower grandmother grandfather teenager newcomer rookie incumbent frontrunner front-runner challenger
	politician lawmaker legislator congressman congresswoman republican democrat conservative liberal`)

// namedByEpithet returns who is meant by the description of the tokens first to last, whose
// noun varies a name in the news: whom alone its paragraph names before, else the last
// subject there; or whom alone the paragraph before names. It is -1 if there is none.
func (a *analysis) namedByEpithet(first, last, head int) int {
	old := aged(a.word(last - 1))
	if old {
		head = last - 1
	}
	word := a.lower(head)
	parent := (word == "father" || word == "mother") && a.lower(head+1) == "of" && a.tag(head+2) == tokenize.CD
	titles := titledAs[word]
	if two := a.lower(head-1) + " " + word; head > first+1 && titledAs[two] != nil {
		titles = titledAs[two]
	}
	if !a.news || a.lang != "en" || a.lower(first) != "the" || head+1 < last && !parent || !epithets[word] && !demonyms[word] && titles == nil && !old && !parent {
		return -1
	}
	if old {
		if e, told := a.ofAge(first, a.word(head)); told {
			return e
		}
	}
	const (
		near = 80  // mentions
		back = 300 // tokens in which another may have been brought in: "a 34-year-old"
	)
	for k := max(2, first-back); k < first; k++ {
		if a.lower(k) == word && (indefiniteArticles[a.lower(k-1)] || indefiniteArticles[a.lower(k-2)]) {
			return -1
		}
	}
	for i, from := len(a.events)-1, len(a.events)-near; i >= 0 && i > from; i-- {
		if ev := &a.events[i]; ev.kind == Name && a.person(ev.entity) && a.cast[ev.entity].hasRole(word) {
			return ev.entity // Bridget Fallow, the novelist
		}
	}
	if titles != nil {
		if e := a.namedByTitle(first, titles); e >= 0 || !epithets[word] {
			return e
		}
	}
	role, _ := lexicon.PersonRole(word)
	here := a.t.ParagraphAt(first)
	one, subject, several := -1, -1, false
	paragraph := here
	for i := len(a.events) - 1; i >= 0 && i > len(a.events)-near; i-- {
		ev := &a.events[i]
		if ev.token >= first || ev.quoted || ev.kind != Name {
			continue
		}
		p := a.t.ParagraphAt(ev.token)
		if p < paragraph && one >= 0 || p < here-1 {
			break
		}
		paragraph = p
		if !a.person(ev.entity) || agree(Gender(role.Sex), a.cast[ev.entity].gender) < 0 {
			continue
		}
		several = several || one >= 0 && one != ev.entity
		one = ev.entity
		if subject < 0 && ev.subject {
			subject = ev.entity
		}
	}
	switch {
	case !several:
		return one
	case paragraph == here:
		return subject
	}
	return -1
}

var indefiniteArticles = wordSet("a an one another")

// titledAs has for what somebody is called the titles before his name that say so: PC Rachel Obi,
// "the officer".
var titledAs = map[string]map[string]bool{
	"officer":        wordSet("pc wpc dc ds di det detective con constable sgt sergeant insp inspector supt superintendent"),
	"detective":      wordSet("dc ds di det detective"),
	"constable":      wordSet("pc wpc con constable"),
	"sergeant":       wordSet("sgt ds"),
	"inspector":      wordSet("insp di"),
	"superintendent": wordSet("supt superintendent"),
	"judge":          wordSet("justice recorder sheriff judge hhj"),
	"vicar":          wordSet("rev revd reverend canon vicar"),
	"priest":         wordSet("rev revd fr father"),
	"councillor":     wordSet("cllr coun councillor"),
	"official":       wordSet("collector secretary commissioner director chief officer superintendent registrar administrator"),
	"deputy":         legislators, "legislator": legislators, "lawmaker": legislators, "parliamentarian": legislators, "backbencher": legislators,
	"union leader": wordSet("secretary"),
	"barrister":    advocates, "lawyer": advocates, "solicitor": advocates, "silk": advocates, "advocate": advocates, "counsel": advocates, "attorney": advocates,
}

// advocates are words before and after the names of those who speak for others in court.
var advocates = wordSet("kc qc sc defending prosecuting appearing representing attorney advocate counsel barrister lawyer solicitor")

// legislators are titles of those who sit in a parliament.
var legislators = wordSet("td mp mla mlc mna mpp mep msp tánaiste senator sen representative rep congressman congresswoman assemblyman assemblywoman deputy")

// namedByTitle returns who was named last before token i after one of these titles, or right before it:
// Ida Moss, defending. It is -1 if nobody was.
func (a *analysis) namedByTitle(i int, titles map[string]bool) int {
	const near, before = 80, 3 // mentions, and words of a title
	from := a.eventsFrom(i)
	for k := from - 1; k >= 0 && k >= from-near; k-- {
		n := int(a.nameAt[a.events[k].token]) - 1
		if n < 0 || a.events[k].quoted {
			continue
		}
		nm := &a.names[n]
		for w := max(0, nm.first-before); w < nm.core+1 && w < nm.last; w++ {
			if titles[key(a.word(w))] && (w >= nm.first || a.toks[w].Kind == tokenize.Word && !a.sentBreak(w+1)) {
				return nm.entity
			}
		}
		after := nm.last
		if a.word(after) == "," {
			after++
		}
		if titles[key(a.word(after))] {
			return nm.entity
		}
	}
	return -1
}

// ofAge returns whose age before token i is that of a word like "34-year-old", -1 if it is
// that of nobody; told says whether the text there tells anybody's: "Lee Mbeki, 34,".
func (a *analysis) ofAge(i int, old string) (e int, told bool) {
	const near = 40 // names
	age, _, _ := strings.Cut(old, "-")
	before := sort.Search(len(a.names), func(k int) bool { return a.names[k].last+2 >= i })
	for k := before - 1; k >= 0 && k >= before-near; k-- {
		nm := &a.names[k]
		if a.word(nm.last) != "," || a.toks[nm.last+1].Kind != tokenize.Number || a.toks[nm.last+2].Kind != tokenize.Punct {
			continue
		}
		told = true
		if a.word(nm.last+1) == age {
			return nm.entity, true
		}
	}
	return -1, told
}

// leadPerson returns who is meant by the description of somebody at token first, with which
// the news begins, if the next paragraphs begin with his name and age, as reports from courts
// do: “I was late,” a driver told the inquest. ¶ Lee Mbeki, 34, …. It is -1 if there is none.
func (a *analysis) leadPerson(first int, gender Gender) int {
	const (
		most  = 3  // paragraphs
		names = 30 // that are looked at
	)
	paras := a.t.Paragraphs()
	p := a.t.ParagraphAt(first)
	if !a.news || a.lang != "en" || p > 1 {
		return -1
	}
	for i := range a.names[:min(names, len(a.names))] {
		if nm := &a.names[i]; nm.first < first && nm.quote == 0 && a.person(nm.entity) {
			return -1 // somebody else has been named
		} else if nm.first > first {
			break
		}
	}
	for q := p + 1; q < len(paras) && q <= p+most; q++ {
		n := int(a.nameAt[paras[q].First]) - 1
		if n < 0 {
			continue
		}
		nm := &a.names[n]
		if a.word(nm.last) == "," && nm.last+1 < len(a.toks) && a.toks[nm.last+1].Kind == tokenize.Number && agree(gender, a.cast[nm.entity].gender) >= 0 {
			return nm.entity
		}
		return -1
	}
	return -1
}

// demonyms are what somebody is called by where he comes from.
var demonyms = wordSet(`argentine argentinian spaniard frenchman frenchwoman italian brazilian portuguese dutchman dutchwoman belgian dane swede norwegian finn
	icelander scot scotsman welshman irishman irishwoman englishman englishwoman briton american canadian australian zealander german austrian swiss pole czech
	slovak croat serb slovene bosnian albanian greek turk russian ukrainian romanian bulgarian hungarian egyptian moroccan algerian tunisian nigerian ghanaian
	kenyan ugandan ethiopian cameroonian senegalese ivorian malian gambian congolese angolan zambian zimbabwean mexican colombian chilean uruguayan peruvian
	ecuadorian venezuelan paraguayan jamaican cuban iranian iraqi syrian israeli saudi pakistani indian bangladeshi indonesian malaysian filipino korean japanese
	chinese vietnamese thai texan californian londoner yorkshireman parisian muscovite`)

// aged reports whether a description says no more than how old somebody is.
func aged(phrase string) bool { return strings.HasSuffix(phrase, "-year-old") }
