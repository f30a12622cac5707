package tokenize

import "strings"

// Abbreviations that keep their dot, by what may follow them: a title never
// ends a sentence; the others end one where the next word can begin one.
var (
	titleAbbreviations = wordSet(`mr mrs ms messrs mme mlle mgr dr prof hon rev fr sr jr st ste gen col lt maj capt
		cmdr cpl sgt pvt adm brig supt det insp pres gov govs sen sens rep reps amb sec engr smt arc adv min del dep treas atty asst vp
		hr frl dott sig sra dra exc`)
	otherAbbreviations = wordSet(`inc corp co ltd llc plc bros dept univ assn ave blvd rd ft mt no nos vol vols fig figs
		pp ed eds est approx ca cf al etc vs viz esq jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat sun
		ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
		e.g i.e ph.d u.s.a d.c a.m p.m bzw usw ca z.b d.h u.a`)
	// Titles that languages write small.
	smallTitles = wordSet("mr mrs ms messrs mme mlle mgr dr prof sr sra dra jr st ste hr frl dott sig exc")
	// Words that are abbreviations only before a number.
	numbered = wordSet(`p no nos fig figs vol vols pp ed jan`)
	// Words that begin a sentence after an acronym more often than they go on
	// with its name ("the U.S. The talks…", but "the U.S. President").
	sentenceStarters = wordSet(`the a an he she it they we i you this that these those but and in on at as for his her
		their its our my if when while after before however there what who how why so yet then now with by from asked`)
)

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// lookup reports whether the ASCII-lower-cased word is in set, without
// allocating: entries are short.
func lookup(set map[string]bool, word string) bool {
	var buf [16]byte
	if len(word) > len(buf) {
		return false
	}
	for i := range len(word) {
		b := word[i]
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		buf[i] = b
	}
	return set[string(buf[:len(word)])]
}

// abbreviation reports whether word, given without its last dot, keeps it.
func abbreviation(word string) bool {
	if lookup(titleAbbreviations, word) {
		return word[0] < 'a' || smallTitles[word] // "det." and "hon." are words in Swedish, "del." in Spanish
	}
	if !lookup(otherAbbreviations, word) {
		return false
	}
	if word == "al" || word == "Al" {
		return word == "al" // "et al.", but Al is a name
	}
	// "no", "sat", "may" and the like are words unless capitalised.
	return word[0] < 'a' || strings.Contains(word, ".") || lookup(alwaysAbbreviations, word)
}

var alwaysAbbreviations = wordSet(`inc corp ltd plc dept univ assn ave blvd vol vols fig figs pp eds approx cf etc vs viz esq bzw usw`)
