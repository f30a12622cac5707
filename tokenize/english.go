package tokenize

import (
	"fmt"
	"slices"
	"sync"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/tagger"
)

// EnglishTagger returns the tagger that was made for this library from the
// English Web Treebank and GUM (see MODEL.md): an averaged perceptron (Collins
// 2002) with classes of words. It knows words in small letters and in capitals
// nearly as well as in ordinary writing. Its weights are read once, when they
// are first needed.
func EnglishTagger() Tagger { return englishTagger() }

var englishTagger = sync.OnceValue(func() Tagger {
	m, names := english.Tagger()
	if !slices.Equal(names, tagNames[:]) {
		panic(fmt.Sprintf("tokenize: the tagger's tags are %q", names)) // it is compiled in
	}
	return perceptronTagger{m}
})

type perceptronTagger struct{ model *tagger.Model }

// Tag implements [Tagger].
func (p perceptronTagger) Tag(words []string, tags []Tag) { tagger.Tag(p.model, words, tags) }
