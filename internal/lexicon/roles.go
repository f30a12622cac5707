package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

// Sex is the gender that a word tells of whom it names.
type Sex uint8

// The values of Sex. The zero value says that the word does not tell.
const (
	AnySex Sex = iota
	FemaleSex
	MaleSex
)

// A Role is what a word says of a person whom it names.
type Role struct {
	Title  bool // it is written before the name and belongs to it: "Mrs.", "Captain"
	Noun   bool // it describes by itself: "the captain"
	Leader bool // heads of organisations, whom texts name in changing words
	Sex    Sex
}

//go:embed roles_en.txt
var rolesEN string

var roles = sync.OnceValue(func() map[string]Role {
	m := make(map[string]Role)
	for line := range strings.Lines(rolesEN) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0][0] == '#' {
			continue
		}
		r := m[f[0]]
		for _, w := range f[1:] {
			switch w {
			case "title":
				r.Title = true
			case "role":
				r.Noun = true
			case "leader":
				r.Leader = true
			case "male":
				r.Sex = MaleSex
			case "female":
				r.Sex = FemaleSex
			default:
				panic("lexicon: unknown word in roles_en.txt: " + w) // a fault in the embedded file
			}
		}
		m[f[0]] = r
	}
	return m
})

// PersonRole returns what word, in any case, says of a person.
func PersonRole(word string) (Role, bool) {
	w := Lower(word)
	r, ok := roles()[w]
	if of, great := strings.CutPrefix(w, "great-"); !ok && great { // "Great-Aunt"
		r, ok = roles()[of]
	}
	return r, ok
}

var organizationWords = wordSet(`firm bank ministry department council committee commission agency university college institute
	association company corporation inc. inc corp. corp co. ltd. ltd llc plc group party union court office bureau board
	authority foundation organization organisation alliance league federation service police army navy club team school
	hospital church times post journal news press tribune herald guardian network campaign administration government
	parliament congress senate house assembly center centre society trust fund industries holdings airlines partners
	coalition caucus pentagon kremlin vatican`)

var legalForms = wordSet("inc. inc corp. corp co. ltd. ltd llc plc gmbh ag s.a. n.v.")

var companyWords = wordSet(`company corporation inc. inc corp. corp co. ltd. ltd llc plc group holdings industries airlines partners rail railway railways
	foods motors energy airways electric pharma pharmaceuticals chemicals technologies software logistics brewery breweries supermarkets petroleum telecom`)

var groupNouns = wordSet(`officials aides sources people critics supporters opponents analysts experts lawyers prosecutors police
	researchers scientists authorities residents witnesses lawmakers republicans democrats voters reporters journalists
	others investigators doctors advocates leaders members activists economists allies advisers advisors strategists
	protesters families workers teachers parents neighbours neighbors fans organizers students men women children boys girls
	friends ladies gentlemen guests servants soldiers sisters brothers voices crowd public executives diplomats pollsters
	observers campaigners ministers senators councillors fishermen farmers players users readers customers`)

var publications = wordSet(`report poll study survey paper memo letter document documents lawsuit complaint ruling analysis filing email emails
	transcript article story editorial book indictment affidavit statement brief column op-ed tweet post headline ad review polls reports
	studies surveys resolution bill dossier audit letters sign notice banner poster placard plaque caption sticker inscription
	law section clause bylaw statute constitution card label screen billboard graffiti headline badge tombstone gravestone headstone`)

var unnamed = wordSet("official source aide person adviser advisor insider diplomat lawmaker operative strategist staffer executive lawyer prosecutor investigator")

// Publication reports whether word, in any case, names documents.
func Publication(word string) bool { return publications[Lower(word)] }

// Unnamed reports whether word, in any case, is what texts call those whom
// they keep from naming: "a senior official".
func Unnamed(word string) bool { return unnamed[Lower(word)] }

// OtherOne reports whether word, in any case, stands after "the" for somebody
// who has been named: "the other", "the latter".
func OtherOne(word string) bool { return otherOnes[Lower(word)] }

var otherOnes = wordSet("other others latter former")

// Platform reports whether word, in any case, is the name of a place where people publish or
// talk: "Twitter".
func Platform(word string) bool { return platforms[Lower(word)] }

var platforms = wordSet("twitter facebook instagram youtube tiktok whatsapp snapchat reddit linkedin bluesky mastodon telegram threads weibo wechat skype zoom netflix google spotify")

// Medium reports whether word, in any case, is the name of an agency, a paper or a station to which
// people talk: "Reuters".
func Medium(word string) bool { return media[Lower(word)] || platforms[Lower(word)] }

var media = wordSet(`afp ap reuters bloomberg upi dpa apa sda epd kna efe lusa ansa agi adnkronos lapresse belga anp tass ria interfax pap čtk ctk sita mti agerpres
	mediafax hina tanjug ntb tt ritzau stt bns leta elta xinhua kyodo yonhap aa anadolu unian ukrinform bbc cnn cbc nbc cbs abc arte zdf ard orf srf rtl rfi rtbf
	rte rtve rai sky nos nrc тасс риа интерфакс интерфаксу рбк бта укрінформ унн`)

// Organization reports whether word, in any case, heads the names of organisations.
func Organization(word string) bool { return organizationWords[Lower(word)] }

// Company reports whether a word, in any case, ends the names of companies.
func Company(word string) bool { return companyWords[Lower(word)] }

// LegalForm reports whether a word, in any case, is the legal form of a company, which
// its name may be told without.
func LegalForm(word string) bool { return legalForms[Lower(word)] }

// GroupNoun reports whether word, in any case, names several people.
func GroupNoun(word string) bool { return groupNouns[Lower(word)] }

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
