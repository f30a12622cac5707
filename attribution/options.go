package attribution

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

type config struct {
	lang      string // base language, "" to detect
	kinds     [16]bool
	allKinds  bool           // the caller chose the kinds
	classes   []quotes.Class // nil for what quotes.Find takes by itself
	threshold float64
	tagger    tokenize.Tagger
	cast      []Speaker
}

// DefaultThreshold is the confidence below which no speaker is named, unless
// [WithMinConfidence] says otherwise.
const DefaultThreshold = 0.25

func defaultConfig() config {
	c := config{threshold: DefaultThreshold}
	c.kinds[quotes.Direct], c.kinds[quotes.Indirect], c.kinds[quotes.Mixed] = true, true, true
	return c
}

// An Option configures [New].
type Option func(*config) error

// WithLanguage sets the language of the texts, as a BCP 47 tag such as "en"
// or "de-CH". Without it, or with "und", the language is detected.
func WithLanguage(tag string) Option {
	return func(c *config) error {
		t, err := language.Parse(tag)
		if err != nil {
			return fmt.Errorf("attribution: language %q: %w", tag, err)
		}
		base, _ := t.Base()
		if c.lang = base.String(); c.lang == "und" {
			c.lang = ""
		}
		return nil
	}
}

// WithKinds sets which kinds of quotation are returned. The default is
// Direct, Mixed and, in news, Indirect; see [quotes.WithKinds].
func WithKinds(kinds ...quotes.Kind) Option {
	return func(c *config) error {
		clear(c.kinds[:])
		for _, k := range kinds {
			if k == quotes.Unknown || int(k) >= len(c.kinds) {
				return fmt.Errorf("attribution: %v is not a kind of quotation", k)
			}
			c.kinds[k] = true
		}
		c.allKinds = true
		return nil
	}
}

// WithClasses sets which classes of cues reported speech may have. The default
// is Speech, Writing, and a Thought that is told as a clause or in marks.
func WithClasses(classes ...quotes.Class) Option {
	return func(c *config) error {
		for _, k := range classes {
			if k > quotes.Attitude {
				return fmt.Errorf("attribution: %v is not a class of cues", k)
			}
		}
		c.classes = append([]quotes.Class{}, classes...)
		return nil
	}
}

// find returns the options of [quotes.Find]. Marked words that are nobody's
// are asked for too: they are not narration.
func (c *config) find(lang string) []quotes.Option {
	opts := []quotes.Option{quotes.WithLanguage(lang), quotes.WithAll()}
	if c.allKinds {
		opts = append(opts, quotes.WithKinds(quotes.Direct, quotes.Indirect, quotes.Mixed))
	}
	if c.classes != nil {
		opts = append(opts, quotes.WithClasses(c.classes...))
	}
	return opts
}

// WithMinConfidence sets the confidence, a probability from 0 to 1, below
// which a quotation keeps Speaker 0. The default is [DefaultThreshold].
func WithMinConfidence(p float64) Option {
	return func(c *config) error {
		if !(p >= 0 && p <= 1) {
			return fmt.Errorf("attribution: confidence %v is not between 0 and 1", p)
		}
		c.threshold = p
		return nil
	}
}

// WithTagger sets the part-of-speech tagger. The default is
// [tokenize.DefaultTagger].
func WithTagger(t tokenize.Tagger) Option {
	return func(c *config) error {
		if t == nil {
			return errors.New("attribution: the tagger is nil")
		}
		c.tagger = t
		return nil
	}
}

// WithSpeakers names people who may speak in the texts: the cast of a novel,
// a newsroom's list. Name, Aliases, Gender, Kind and Roles of each are used;
// Mentions are not. A speaker of the text who answers to one of these names
// gets the list's Name and ID; a speaker of the list whose ID is 0 gets the
// place in the list, from 1. Other speakers of the text get IDs above all of
// the list's. A name with an article describes somebody: in an English text "The
// Caretaker" is also "a caretaker" and "his caretaker". It is an error if a name
// is empty or an ID negative or used twice.
func WithSpeakers(cast ...Speaker) Option {
	return func(c *config) error {
		used := make(map[SpeakerID]int, len(cast))
		cast = slices.Clone(cast)
		for i := range cast {
			s := &cast[i]
			if s.Name == "" {
				return fmt.Errorf("attribution: speaker %d of the list has no name", i)
			}
			if s.ID == 0 {
				s.ID = SpeakerID(i + 1)
			}
			if j, dup := used[s.ID]; dup || s.ID < 0 {
				return fmt.Errorf("attribution: speaker %d of the list has ID %d, which is negative or that of speaker %d", i, s.ID, j)
			}
			used[s.ID] = i
		}
		c.cast = cast
		return nil
	}
}
