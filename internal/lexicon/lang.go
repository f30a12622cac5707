package lexicon

import "strings"

// Function words that are frequent in one language and rare in the others:
// enough to tell newspaper languages apart (Grefenstette 1995, "Comparing two
// language identification schemes").
var functionWords = map[string]string{
	"en": "the and of to in that was he his with is she for had at her you but not said it this they have from were be which would",
	"de": "der die und das ist nicht ich sie er mit dem den ein eine auf für von sich auch war wir aber wie sagte es zu im des",
	"fr": "le la les et des est une dans que qui il elle pas pour sur avec ce était vous nous je mais au du dit ne sont cette",
	"nl": "het een van en dat niet ik hij zijn voor met ze maar aan ook was op te zei naar bij had haar deze wordt",
	"es": "el los las que una por con para del se su pero como más fue está había muy también dijo y al lo era",
	"it": "il che di una per non con sono gli del della più anche come era ha questo nel alla si ma ho lo è",
	"pt": "o que não uma com os para do da em por mais foi como mas ele ela disse seu sua também ao dos já é",
	"sv": "och att det som en på är av för inte jag med den han hon var till ett sade har men om ska",
	"da": "og at det som en på er af for ikke jeg med den han hun var til et sagde har men om blev",
	"no": "og at det som en på er av for ikke jeg med den han hun var til et sa har men om ble",
	"pl": "i w nie na się że z do to jest jak po co ale był była powiedział tak o przez dla od",
	"ru": "и в не на что он с как это но она я по к его из был все у за от так же",
}

var languagesOf = func() map[string][]string {
	m := make(map[string][]string)
	for lang, words := range functionWords {
		for w := range strings.FieldsSeq(words) {
			m[w] = append(m[w], lang)
		}
	}
	return m
}()

// Detect returns the language, as an ISO 639-1 code, whose function words
// weigh most among the given words, or "und". A word that several
// languages share counts for each with its share.
func Detect(words func(yield func(string) bool)) string {
	score := make(map[string]float64)
	han, kana, n := 0, 0, 0
	for w := range words {
		n++
		r := []rune(w)[0]
		switch {
		case r >= 0x3040 && r <= 0x30ff:
			kana++
		case r >= 0x4e00 && r <= 0x9fff:
			han++
		default:
			langs := languagesOf[Lower(w)]
			for _, l := range langs {
				score[l] += 1 / float64(len(langs))
			}
		}
	}
	if han+kana > n/3 {
		if kana*10 > han {
			return "ja"
		}
		return "zh"
	}
	best, top := "und", 0.0
	for _, l := range [...]string{"en", "de", "fr", "nl", "es", "it", "pt", "sv", "da", "no", "pl", "ru"} {
		if score[l] > top {
			best, top = l, score[l]
		}
	}
	if top < 1 && n > 40 {
		return "und"
	}
	return best
}
