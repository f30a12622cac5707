package train

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/tokenize"
)

// treebanks of English, by their names in reports and those of their files.
var treebanks = []struct{ name, file string }{
	{"EWT", "en_ewt-ud-%s.conllu.gz"},
	{"GUM", "gum_permissive_%s.conllu.gz"},
}

// trees reads the train or dev part of the treebanks.
func (s *settings) trees(part string) ([][]*corpus.Tree, error) {
	var out [][]*corpus.Tree
	for _, t := range treebanks {
		trees, err := corpus.Trees(filepath.Join(s.data, "treebank", fmt.Sprintf(t.file, part)))
		if err != nil {
			return nil, err
		}
		out = append(out, trees)
	}
	return out, nil
}

// retokenize returns t with the tokens of package tokenize, which keeps
// "well-known" whole where the treebanks have three words. It returns nil if
// they are the same, or do not fit.
func retokenize(t *corpus.Tree) *corpus.Tree {
	text := tokenize.Parse(t.Text, tokenize.WithTagger(nil))
	out := &corpus.Tree{Document: t.Document, Text: t.Text}
	place := make([]int, len(t.Words)) // of each word among the tokens
	w := 0
	for i := range text.Tokens() {
		token := text.Word(i)
		first := w
		for rest := token; rest != ""; w++ {
			if w == len(t.Words) || !strings.HasPrefix(rest, t.Words[w]) {
				return nil
			}
			rest = rest[len(t.Words[w]):]
			place[w] = i
		}
		out.Words = append(out.Words, token)
		h := outermost(t, first, w)
		out.Tags = append(out.Tags, joinedTag(t, first, w, h))
		out.Heads = append(out.Heads, t.Heads[h])
		out.Labels = append(out.Labels, t.Labels[h])
		out.Features = append(out.Features, t.Features[h])
		out.Misc = append(out.Misc, strings.Join(t.Misc[first:w], "|"))
	}
	if w < len(t.Words) || len(out.Words) == len(t.Words) {
		return nil
	}
	for i, h := range out.Heads {
		if h >= 0 {
			out.Heads[i] = place[h]
		}
	}
	return out
}

// outermost returns the word from first to last whose head is not among them.
func outermost(t *corpus.Tree, first, last int) int {
	for i := first; i < last; i++ {
		if h := t.Heads[i]; h < first || h >= last {
			return i
		}
	}
	return first
}

// joinedTag returns the part of speech of the words first to last, written as
// one, as the Penn Treebank has it: "a well-known" is JJ, "Saint-Cyr" NNP.
func joinedTag(t *corpus.Tree, first, last, head int) string {
	if last-first == 1 {
		return t.Tags[first]
	}
	end := t.Tags[last-1]
	switch {
	case end == "VBN", end == "VBG", end == "JJ", t.Tags[first] == "CD" && end == "NN":
		return "JJ"
	case end == "NN" && (t.Labels[head] == "compound" || t.Labels[head] == "amod"):
		return "JJ"
	}
	return end
}
