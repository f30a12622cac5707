package genre

import (
	"strings"
	"testing"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/tokenize"
)

func TestNews(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       bool
	}{
		{"en", "The council of Brackwater voted 7 to 2 on Monday to close the bridge. Mayor Ida Moss signed the order, and he left.", true},
		{"en", "She put down the lamp and looked at him. He had not slept. I took my coat, and he took hers, and we went out to the boat.", false},
		{"en", "He knew that her firm had lost 40 jobs and 3 yards since she left it, and he missed her.", true},
		{"en", "He knew that her firm had lost jobs and yards since she left it, and he missed her.", false},
		// A few words without marks are rather news.
		{"en", "Ida Moss said that she would appeal.", true},
		// Words of public life tell.
		{"en", "The mayor said that the bridge was safe. She said so twice.", true},
		// So does what somebody has done, and what people do with their eyes.
		{"en", "Ana Ruiz has run the shop for years. She said the rent had doubled. Her landlord never answers her letters.", true},
		{"en", "Ana Moss nodded and smiled. Bo Hart sighed.", false},
		// So does a report without marks.
		{"en", "Ana Ruiz said the bill was too long. He added that she had seen it. [You had two years.]", true},
		{"en", "Ana Ruiz said, and the bill was too long. He added, and she had seen it. [You had two years.]", false},
		// What is quoted does not count, but that it asks somebody.
		{"en", "Ida Moss came in with the soup. She put it on the table. [Do you want some?]", false},
		{"en", "The vote in Brackwater was close. [I told him and her and me that he and she and I would win.]", true},
		{"en", "", true},
		{"de", "Der Rat von Norhafen stimmte am Montag mit 7 zu 2 Stimmen zu. Er schließt die Brücke.", true},
		{"de", "Sie sah ihn an, und er schwieg. Um 9 ging sie, und er blieb.", false},
	} {
		text := tokenize.Parse(c.text)
		from := strings.IndexByte(c.text, '[')
		quoted := func(i int) bool { return from >= 0 && text.Tokens()[i].Start > from }
		if got, _ := News(text, lexicon.LanguageOf(c.lang), quoted); got != c.want {
			t.Errorf("%.40q: %v", c.text, got)
		}
	}
}
