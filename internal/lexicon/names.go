package lexicon

import (
	_ "embed"
	"iter"
	"maps"
	"strings"
	"sync"
)

//go:generate go run ../cmd/names -data ../../../shared/data/names -out .

//go:embed given_names.txt
var givenNames string

//go:embed surnames.txt
var surnames string

var given = sync.OnceValue(func() map[string]uint8 {
	m := make(map[string]uint8, strings.Count(givenNames, "\n"))
	for line := range strings.Lines(givenNames) {
		if name, share, ok := strings.Cut(strings.TrimSpace(line), " "); ok && line[0] != '#' {
			m[name] = share[0] - '0'
		}
	}
	return m
})

var surname = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, strings.Count(surnames, "\n"))
	for line := range strings.Lines(surnames) {
		if line[0] != '#' {
			m[strings.TrimSpace(line)] = true
		}
	}
	return m
})

// GivenName returns the share of men, 0 to 1, among those who bear the given
// name in the United States; known is false for names that few or none bear.
// Case does not matter, nor do the accents that those counts lack.
func GivenName(name string) (male float64, known bool) {
	share, ok := given()[fold(name)]
	if !ok {
		return 0, false
	}
	return (float64(share) + 0.5) / 10, true
}

// GivenNames returns all given names that are known, in small letters and in no order.
func GivenNames() iter.Seq[string] { return maps.Keys(given()) }

// Surnames returns all surnames that are known, likewise.
func Surnames() iter.Seq[string] { return maps.Keys(surname()) }

// Surname reports whether name is a frequent surname in the United States.
func Surname(name string) bool { return surname()[fold(name)] }

// fold lower-cases a name and drops the accents of Latin letters.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	s = Lower(s)
	if ascii {
		return s
	}
	return accents.Replace(s)
}

var accents = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c", "č", "c", "ć", "c",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ě", "e", "ę", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
	"ñ", "n", "ń", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "ř", "r", "š", "s", "ś", "s",
	"ú", "u", "ù", "u", "û", "u", "ü", "u", "ů", "u", "ý", "y", "ž", "z", "ż", "z", "ł", "l", "ß", "ss", "’", "'",
)

// Nickname returns the given name, in small letters, that an English short
// form in any case most often stands for; it is empty if none is known.
func Nickname(short string) string { return nicknames().full[Lower(short)] }

// GivenForms returns, in small letters, the given name that name in any case is an
// English short form of, or the short forms of it; nil if none are known.
func GivenForms(name string) []string {
	if full := Nickname(name); full != "" {
		return []string{full}
	}
	return nicknames().short[Lower(name)]
}

// nicknameTable has the given names of short forms, and the short forms of given names.
type nicknameTable struct {
	full  map[string]string
	short map[string][]string
}

var nicknames = sync.OnceValue(func() nicknameTable {
	t := nicknameTable{make(map[string]string), make(map[string][]string)}
	for line := range strings.Lines(nicknameList) {
		if f := strings.Fields(line); len(f) > 1 {
			t.short[f[0]] = f[1:]
			for _, short := range f[1:] {
				t.full[short] = f[0]
			}
		}
	}
	return t
})

const nicknameList = `
abigail abby
albert bertie
alexander alec alex sandy
andrew andy
anthony tony
arthur artie
barbara babs
benjamin ben benny
catherine cathy kate kitty
charles charlie charley chuck
christopher kit
daniel dan danny
david dave davy
dorothy dolly dot dottie
edward eddie ned ted teddy
eleanor nell nelly
elizabeth bess betsy betty eliza lizzie lizzy
emily em
francis frank
frederick fred freddie freddy
george georgie
gerald gerry
henrietta etta hetty
henry hal hank harry
isabella bella
jacob jake
james jamie jem jim jimmy
jeremiah jerry
john jack johnny
joseph joe joey
josephine josie
katherine kathy katie
lawrence larry
leonard len lenny
louisa lou
margaret maggie madge meg peggy
martha patty
mary molly polly
matthew matt
michael mick mickey mike
nicholas nick
patrick paddy pat
peter pete
philip phil
rebecca becky
richard dick dickie rick
robert bob bobby rob robbie robin
ronald ron ronnie
samuel sam sammy
sarah sadie sally
stephen steve
susan sue susie
theodore theo
theresa tess tessie
thomas tom tommy
timothy tim
victoria vicky
walter wally walt
william bill billy willie
`
