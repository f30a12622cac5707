package quotes

import (
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// maxParsed is how many tokens before a verb are parsed to find its subject.
const maxParsed = 60

// parsedSubject returns the tokens of the subject of the verb at k in the
// clause that begins at start, as the parser sees it: of the verb itself, or
// of the one that it is joined to ("She rose and said:", "He broke the silence
// by saying:"). The range is empty if there is none, or the text is not English.
func (f *finder) parsedSubject(start, k int) (first, last int) {
	if f.lang != "en" {
		return 0, 0
	}
	start = max(start, k-maxParsed, f.sents[f.t.SentenceAt(k)].First)
	end := k + 1
	for end < len(f.toks) && end < k+20 && !f.outside(end) && !f.isStop(end) && f.t.SentenceAt(end) == f.t.SentenceAt(k) {
		end++
	}
	f.words, f.wordTags = f.words[:0], f.wordTags[:0]
	for i := start; i < end; i++ {
		f.words, f.wordTags = append(f.words, f.word(i)), append(f.wordTags, f.tag(i))
	}
	parser.Parse(parser.English(), f.words, f.wordTags, &f.tree)
	head := f.subjectOf(int32(k - start))
	if head < 0 {
		return 0, 0
	}
	left := head
	for i := range head {
		for h := i; h >= 0; h = f.tree.Heads[h] {
			if h == head {
				left = min(left, i)
			}
		}
	}
	first = start + int(left)
	if last = f.mentionAt(first, end); last <= start+int(head) {
		first, last = start+int(head), f.phrase(start+int(head), end)
	}
	if last <= first || last > k && first < k {
		return 0, 0
	}
	return first, last
}

// subjectOf returns the head word of the subject of a verb in f.tree, -1 if it
// has none.
func (f *finder) subjectOf(verb int32) int32 {
	const most = 4 // verbs, each joined to the next
	for range most {
		for i, h := range f.tree.Heads {
			if l := f.tree.Labels[i]; h != verb || l != parser.Subject && l != parser.PassiveSubject {
				continue
			}
			if t := f.wordTags[i]; t != tokenize.WP && t != tokenize.WDT {
				return int32(i)
			}
		}
		head := f.tree.Heads[verb]
		if head < 0 {
			return -1
		}
		switch f.tree.Labels[verb] {
		case parser.RelativeClause, parser.NounClause:
			return head
		case parser.Conjunct, parser.OpenComplement, parser.AdverbClause, parser.Parataxis:
			verb = head
		default:
			return -1
		}
	}
	return -1
}
