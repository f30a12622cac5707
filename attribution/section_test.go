package attribution

import (
	"testing"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

func TestSections(t *testing.T) {
	for _, c := range []struct {
		between string
		divides bool
	}{
		{"* * *", true},
		{"——", true},
		{"II.", true},
		{"CHAPTER TWO", true},
		{"THE FERRY", true},
		{"Chapter 2. The Ferry", true},
		{"Chapter two was what Ida read?", false},
		{"The chapter was long.", false},
		{"“NEVER!”", false},
		{"“...”", false},
		{"CHAPTER II. OF THE MANY AND LONG ADVENTURES THAT THE FERRY OF NORHAVEN HAD IN THE WINTER AND OF BO", false}, // too long for a heading
	} {
		text := tokenize.Parse("Ida rowed.\n\n" + c.between + "\n\nBo slept.")
		a := newAnalysis(&config{}, text, "en", quotes.Find(text))
		got := a.sections()
		if len(got) != 3 || (got[2] == 1) != c.divides || got[0] != 0 {
			t.Errorf("%s: %v, want a division: %v", c.between, got, c.divides)
		}
	}
}
