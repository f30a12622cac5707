package quotes

import (
	"slices"
	"strings"

	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/tokenize"
)

// An Option configures [Find].
type Option func(*finder)

// WithLanguage sets the language of the text, as an ISO 639-1 code such as
// "en"; without it, or with "" or "und", the language is detected.
func WithLanguage(lang string) Option {
	return func(f *finder) {
		if lang != "" && lang != "und" {
			f.lang = lang
		}
	}
}

// WithAll makes [Find] return marked words that are nobody's utterance too,
// as [Scare] and [Title].
func WithAll() Option { return func(f *finder) { f.all = true } }

// WithKinds sets which kinds [Find] returns. The default is Direct, Mixed and,
// in news, Indirect. A text is news if names outnumber "he", "she" and "I" in
// its narration by half. Scare and Title are returned if they are named, or by
// [WithAll].
func WithKinds(kinds ...Kind) Option {
	return func(f *finder) {
		f.kinds = make([]bool, numKinds)
		for _, k := range kinds {
			if int(k) < len(f.kinds) {
				f.kinds[k] = true
			}
		}
	}
}

// WithClasses sets which classes of cues reported speech may have. The default
// is Speech, Writing, and a Thought that is told as a clause or in marks.
// Marked words that stand by themselves are returned whatever their cue.
func WithClasses(classes ...Class) Option {
	return func(f *finder) {
		f.classes = make([]bool, numClasses)
		for _, c := range classes {
			if int(c) < len(f.classes) {
				f.classes[c] = true
			}
		}
	}
}

// Find returns the quotations of t in order of their start. Its passes, each
// of them linear in the length of the text:
//
//  1. pair.go, apostrophe.go, incise.go, dialogue.go: marks and dashes become pieces.
//  2. cue.go: the tag beside each piece.
//  3. utterance.go: pieces become utterances, or remain fragments.
//  4. report.go: the model of package relation reads what is reported, marked or not.
//  5. transcript.go: what follows a label and a colon in an interview.
func Find(t *tokenize.Text, opts ...Option) []Quote {
	f := newFinder(t, opts)
	f.findPieces()
	us := f.utterances()
	f.colons = f.labels()
	return f.quotes(f.transcript(f.reports(us)))
}

func (f *finder) findPieces() {
	f.inwards = inward(f.t)
	f.singlesFirst = f.prefersSingles()
	f.pairMarks()
	f.splitIncises()
	f.findDialogue()
	f.indexPieces()
}

// Describe returns the given quotations, one for one and in their order, with
// the cue and the mention that stand beside each. Each is given by the spans
// of its words, without marks, which must be ordered, not empty and inside
// the text; the result has them unchanged as Parts.
func Describe(t *tokenize.Text, given [][]tokenize.Span, opts ...Option) []Quote {
	f := newFinder(t, opts)
	return f.describe(given)
}

// DetectLanguage returns the ISO 639-1 code of the language of t, "und" if
// nothing tells.
func DetectLanguage(t *tokenize.Text) string {
	return lexicon.Detect(func(yield func(string) bool) {
		n := 0
		for i, tok := range t.Tokens() {
			if tok.Kind != tokenize.Word {
				continue
			}
			if n++; n > 3000 || !yield(t.Word(i)) {
				return
			}
		}
	})
}

// A finder holds the state of one call of Find.
type finder struct {
	t        *tokenize.Text
	toks     []tokenize.Token
	sents    []tokenize.Sentence
	lang     string
	language *lexicon.Language // what is known of it
	all      bool
	kinds    []bool // by Kind, nil for what suits the text
	// classes says which classes of cues reports may have; nil for what is voiced
	classes []bool
	news    bool

	inwards      bool // guillemets point inwards
	singlesFirst bool // single marks are the text's outer ones
	pieces       []piece
	pieceAt      []int32 // for each token, index+1 of the innermost piece with its marks
	colons       []int   // of a transcript, see labels
	ctx          int32   // the piece that look-ups walk in, 0 for the narration

	lastSent int
	lastTags []tokenize.Tag
	words    []string // scratch of the parser
	wordTags []tokenize.Tag
	tree     parser.Tree
	marks    []mark  // scratch
	region   []int32 // scratch
}

func newFinder(t *tokenize.Text, opts []Option) *finder {
	f := &finder{t: t, toks: t.Tokens(), sents: t.Sentences(), lastSent: -1}
	for _, o := range opts {
		o(f)
	}
	if f.lang == "" {
		if f.lang = DetectLanguage(t); f.lang == "und" {
			f.lang = "en" // names and marks are read all the same
		}
	}
	f.language = lexicon.LanguageOf(f.lang)
	f.pieceAt = make([]int32, len(f.toks)+1)
	return f
}

// wanted reports whether quotations of a kind are returned.
func (f *finder) wanted(k Kind) bool {
	switch {
	case f.kinds != nil && f.kinds[k]:
		return true
	case k == Scare || k == Title:
		return f.all
	case f.kinds != nil:
		return false
	}
	return k != Indirect || f.news
}

// outside reports whether token i is not in the piece that is walked in: it
// belongs to a quotation, seen from the narration around it.
func (f *finder) outside(i int) bool { return f.pieceAt[i] != f.ctx }

// prefersSingles reports whether the text's outer marks are single ones: more
// of them open at a paragraph's start or after a comma than double ones open.
func (f *finder) prefersSingles() bool {
	singles, doubles := 0, 0
	for _, p := range f.t.Paragraphs() {
		for i := p.First; i < p.Last; i++ {
			if f.toks[i].Kind != tokenize.Mark || !f.gapBefore(i, p.First) || i+1 >= p.Last || f.gapAfter(i, p.Last) {
				continue
			}
			switch row := marks[f.t.Word(i)]; {
			case row.role&opens == 0:
			case row.family == single && !f.clipped(i+1), f.t.Word(i) == "''" && f.clipped(i+1):
				singles++
			case row.family == double:
				doubles++
			}
		}
	}
	return singles > doubles
}

// indexPieces fills pieceAt; nested pieces overwrite those around them.
func (f *finder) indexPieces() {
	for i := range f.pieces {
		first, last := f.pieces[i].outer()
		for k := first; k < last; k++ {
			f.pieceAt[k] = int32(i + 1)
		}
	}
}

// quotes turns utterances into the result, in order of their start.
func (f *finder) quotes(us []utterance) []Quote {
	slices.SortStableFunc(us, func(a, b utterance) int {
		if c := a.span.Start - b.span.Start; c != 0 {
			return c
		}
		return b.span.End - a.span.End
	})
	qs := make([]Quote, 0, len(us))
	byPiece := make(map[int]int) // piece to index+1 of its quotation
	turn := 0                    // index+1 of the last of a transcript
	for _, u := range us {
		if u.kind == Unknown || !f.wanted(u.kind) {
			continue // a report has it, or nobody asks for it
		}
		q := Quote{Kind: u.kind, Span: u.span, Parts: u.parts, Cue: u.tag.cue, Mention: f.unmarked(u.tag.mention), Unclosed: u.unclosed}
		if !q.Cue.IsZero() {
			q.Cue = f.wholeCue(q.Cue)
			q.Class = Class(u.tag.class)
			key := u.tag.key
			if key == 0 {
				key = f.t.TokenAt(q.Cue.Start)
			}
			q.Factuality = f.factuality(key)
			if q.Factuality == Questioned && f.sents[f.t.SentenceAt(key)].Last <= f.t.TokenAt(q.Span.Start) {
				q.Factuality = Asserted // the answer
			}
		}
		if u.kind == Mixed {
			for _, p := range u.pieces {
				q.Verbatim = append(q.Verbatim, f.content(&f.pieces[p]))
			}
		}
		if len(u.pieces) > 0 {
			for par := f.pieces[u.pieces[0]].parent; par != 0; par = f.pieces[par-1].parent {
				if k := byPiece[par-1]; k != 0 && within(q.Span, qs[k-1].Parts) {
					q.Parent = k
					break
				}
			}
		}
		if turn > 0 && q.Parent == 0 && within(q.Span, qs[turn-1].Parts) {
			q.Parent = turn
		}
		qs = append(qs, q)
		if u.turn {
			turn = len(qs)
		}
		for _, p := range u.pieces {
			if byPiece[p] == 0 {
				byPiece[p] = len(qs)
			}
		}
	}
	return qs
}

func within(s tokenize.Span, parts []tokenize.Span) bool {
	return slices.ContainsFunc(parts, func(p tokenize.Span) bool { return p.Contains(s) })
}

// unmarked returns s without signs of italics and bold at its edges.
func (f *finder) unmarked(s tokenize.Span) tokenize.Span {
	const signs = "_*"
	text := f.t.Source()
	for s.End > s.Start && strings.IndexByte(signs, text[s.Start]) >= 0 {
		s.Start++
	}
	for s.End > s.Start && strings.IndexByte(signs, text[s.End-1]) >= 0 {
		s.End--
	}
	return s
}

// content returns the words of p without marks, dashes and space around them.
func (f *finder) content(p *piece) tokenize.Span { return f.span(p.first, p.last) }
