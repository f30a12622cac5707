package quotes

import (
	"github.com/whosaid/whosaid/internal/relation"
	"github.com/whosaid/whosaid/tokenize"
)

// Paragraphs calls f with the paragraphs of t as the model of reported speech
// sees them, and the first token of each. What f gets is only good during the
// call. It is for internal/cmd/train.
func Paragraphs(t *tokenize.Text, f func(first int, p *relation.Paragraph), opts ...Option) {
	x := newFinder(t, opts)
	x.findPieces()
	x.paragraphs(nil, f)
}

// maxParagraph is how many tokens the model reads at once; what follows in a
// longer paragraph is read as if it were another.
const maxParagraph = 400

// paragraphs calls each with the paragraphs that are wanted; nil wants all.
func (f *finder) paragraphs(wanted func(paragraph int) bool, each func(first int, p *relation.Paragraph)) {
	var p relation.Paragraph
	start := 0
	flush := func() {
		if len(p.Words) > 0 {
			each(start, &p)
		}
		p.Words, p.Tags, p.Pieces, p.Sentences = p.Words[:0], p.Tags[:0], p.Pieces[:0], p.Sentences[:0]
	}
	for i, para := range f.t.Paragraphs() {
		if wanted != nil && !wanted(i) {
			continue
		}
		if p.Position = i; len(f.t.Paragraphs()) == 1 {
			p.Position = 1 // no headline
		}
		for s := para.FirstSent; s < para.LastSent; s++ {
			sent := f.sents[s]
			tags := f.t.Tags(s)
			for a := sent.First; a < sent.Last; a += maxParagraph { // a sentence that is longer still is cut
				b := min(a+maxParagraph, sent.Last)
				if len(p.Words)+b-a > maxParagraph {
					flush()
				}
				if len(p.Words) == 0 {
					start = a
				}
				p.Sentences = append(p.Sentences, [2]int{a - start, b - start})
				for k := a; k < b; k++ {
					p.Words, p.Pieces = append(p.Words, f.t.Word(k)), append(p.Pieces, f.outermost(k))
				}
				p.Tags = append(p.Tags, tags[a-sent.First:b-sent.First]...)
			}
		}
		flush()
	}
}

// outermost returns the number of the outermost piece that token k is in, 0 if none.
func (f *finder) outermost(k int) int32 {
	p := f.pieceAt[k]
	for p != 0 && f.pieces[p-1].parent != 0 {
		p = int32(f.pieces[p-1].parent)
	}
	return p
}
