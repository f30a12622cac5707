package train

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/whosaid/whosaid/internal/corpus"
	"github.com/whosaid/whosaid/internal/mentions"
	"github.com/whosaid/whosaid/tokenize"
)

// A marked text has the gold mentions of a document, of people and
// organisations, at its tokens.
type marked struct {
	*tokenize.Text
	sentences map[int][]mentions.Mention // by number; their words count from the sentence's first
	spans     map[tokenize.Span]mentions.Kind
}

// mark marks the mentions of d. Where only some are annotated, they have no
// types and forms, which their words then tell.
func mark(d *corpus.Document, t tokenize.Tagger, some bool) marked {
	text := tokenize.Parse(d.Text, tokenize.WithTagger(t))
	out := marked{text, map[int][]mentions.Mention{}, map[tokenize.Span]mentions.Kind{}}
	off := corpus.NewOffsets(d.Text)
	types := map[string]string{}
	for _, e := range d.Entities {
		types[e.ID] = e.Type
	}
	who := whoOf(d)
	for _, m := range d.Mentions {
		kind := kindOf(types[m.Entity], m.Form)
		span := off.Bytes(m.Span)
		if some {
			kind = kindOfWords(text, span)
		}
		if kind == mentions.None {
			continue
		}
		out.spans[span] = kind
		first, last := text.TokenAt(span.Start), text.TokenAt(span.End-1)+1
		s := text.SentenceAt(first)
		sent := text.Sentences()[s]
		if last > sent.Last || text.Tokens()[first].Start != span.Start || text.Tokens()[last-1].End != span.End {
			continue // not of whole tokens of one sentence: 7 of 16,829 in LitBank
		}
		x := mentions.Mention{First: first - sent.First, Last: last - sent.First, Kind: kind}
		x.Head = mentions.Head(text.Tags(s), x.First, x.Last)
		if x.Who = who[m.Entity]; kind == mentions.PersonPronoun {
			x.Who = pronouns[strings.ToLower(span.In(d.Text))]
		}
		out.sentences[s] = append(out.sentences[s], x)
	}
	return out
}

// kindOfWords returns the kind of person that a span mentions, by its words.
func kindOfWords(text *tokenize.Text, span tokenize.Span) mentions.Kind {
	first, last := text.TokenAt(span.Start), text.TokenAt(span.End-1)+1
	s := text.SentenceAt(first)
	sent := text.Sentences()[s]
	if last > sent.Last {
		return mentions.None
	}
	switch t := text.Tag(sent.First + mentions.Head(text.Tags(s), first-sent.First, last-sent.First)); {
	case t == tokenize.PRP || t == tokenize.PRPS:
		return mentions.PersonPronoun
	case t.Proper():
		return mentions.PersonName
	case t.Noun():
		return mentions.PersonNominal
	}
	return mentions.None
}

// pronouns tell whom they stand for; those that are not here do not.
var pronouns = map[string]mentions.Who{
	"he": mentions.Man, "him": mentions.Man, "his": mentions.Man, "himself": mentions.Man,
	"she": mentions.Woman, "her": mentions.Woman, "hers": mentions.Woman, "herself": mentions.Woman,
	"they": mentions.Several, "them": mentions.Several, "their": mentions.Several, "theirs": mentions.Several, "themselves": mentions.Several,
	"we": mentions.Several, "us": mentions.Several, "our": mentions.Several, "ours": mentions.Several, "ourselves": mentions.Several,
}

// whoOf tells of each entity what its annotated gender, or else nearly all
// its pronouns, say.
func whoOf(d *corpus.Document) map[string]mentions.Who {
	const most = 0.8
	off := corpus.NewOffsets(d.Text)
	counts := map[string]*[4]int{}
	for _, m := range d.Mentions {
		w := pronouns[strings.ToLower(off.Bytes(m.Span).In(d.Text))]
		if w == mentions.Anybody {
			continue
		}
		if counts[m.Entity] == nil {
			counts[m.Entity] = new([4]int)
		}
		counts[m.Entity][w]++
	}
	who := map[string]mentions.Who{}
	for e, c := range counts {
		for w, n := range c {
			if float64(n) >= most*float64(c[1]+c[2]+c[3]) {
				who[e] = mentions.Who(w)
			}
		}
	}
	for _, e := range d.Entities {
		switch e.Gender {
		case "F":
			who[e.ID] = mentions.Woman
		case "M":
			who[e.ID] = mentions.Man
		}
	}
	return who
}

func (m marked) words(s int) []string {
	var w []string
	for i := m.Sentences()[s].First; i < m.Sentences()[s].Last; i++ {
		w = append(w, m.Word(i))
	}
	return w
}

// textExamples returns the sentences of documents with their mentions: all
// sentences, or those with some.
func textExamples(docs []*corpus.Document, t tokenize.Tagger, some bool) (out []mentions.Example) {
	for _, d := range docs {
		text := mark(d, t, some)
		for s := range text.Sentences() {
			if e := (mentions.Example{Words: text.words(s), Tags: text.Tags(s), Mentions: text.sentences[s], Some: some, Who: true}); !some || len(e.Mentions) > 0 {
				out = append(out, e)
			}
		}
	}
	return out
}

func kindOf(typ, form string) mentions.Kind {
	switch typ + " " + form {
	case "PER PRON":
		return mentions.PersonPronoun
	case "PER NOM":
		return mentions.PersonNominal
	case "PER PROP":
		return mentions.PersonName
	case "ORG NOM":
		return mentions.OrganizationNominal
	case "ORG PROP":
		return mentions.OrganizationName
	}
	return mentions.None
}

// gumExamples returns the sentences of a treebank whose last column has the
// entities: "Entity=(12-person-new(13-place-giv)" opens two spans,
// "Entity=13)12)" closes them.
func gumExamples(trees []*corpus.Tree, t tokenize.Tagger) (out []mentions.Example) {
	for _, tree := range trees {
		if joined := retokenize(tree); joined != nil {
			tree = joined
		}
		e := mentions.Example{Words: tree.Words, Tags: make([]tokenize.Tag, len(tree.Words))}
		t.Tag(e.Words, e.Tags)
		var spans opened
		for i, misc := range tree.Misc {
			for field := range strings.SplitSeq(misc, "|") {
				if v, ok := strings.CutPrefix(field, "Entity="); ok {
					for _, o := range spans.read(v, i) {
						if m := gumMention(o, i+1, e.Tags); m.Kind != mentions.None {
							e.Mentions = append(e.Mentions, m)
						}
					}
				}
			}
		}
		out = append(out, e)
	}
	return out
}

// An opening is a span that begins at a word.
type opening struct {
	id, kind string
	first    int
}

// opened has the spans that have not ended yet, the innermost last.
type opened []opening

// read reads what a field says of word i, and returns the spans that end there.
func (o *opened) read(field string, i int) (closed []opening) {
	id := ""
	for _, part := range brackets.FindAllString(field, -1) {
		switch {
		case part[0] == '(':
			f := append(strings.Split(part[1:], "-"), "")
			id = f[0]
			*o = append(*o, opening{id, f[1], i})
		case len(part) > 1: // with its number, or the brackets of one that opened just now
			id = part[:len(part)-1]
			fallthrough
		default:
			for k, x := range slices.Backward(*o) {
				if x.id == id {
					*o = slices.Delete(*o, k, k+1)
					closed = append(closed, x)
					break
				}
			}
		}
	}
	return closed
}

var brackets = regexp.MustCompile(`\([^()]*|[^()]*\)`)

func gumMention(o opening, last int, tags []tokenize.Tag) mentions.Mention {
	head := mentions.Head(tags, o.first, last)
	form := "NOM"
	switch {
	case tags[head] == tokenize.PRP || tags[head] == tokenize.PRPS:
		form = "PRON"
	case tags[head].Proper():
		form = "PROP"
	}
	kind := kindOf(map[string]string{"person": "PER", "organization": "ORG"}[o.kind], form)
	return mentions.Mention{First: o.first, Last: last, Head: head, Kind: kind}
}

// trainMentions makes internal/mentions/english.model.
func (s *settings) trainMentions(out io.Writer) error {
	train, err := corpus.Read(filepath.Join(s.data, "litbank.train.jsonl.gz"))
	if err != nil {
		return err
	}
	trees, err := s.trees("train")
	if err != nil {
		return err
	}
	t := s.loadTagger()
	examples := textExamples(train, t, false)
	novels, err := corpus.Read(filepath.Join(s.data, "pdnc.train.jsonl.gz"))
	if err != nil {
		return err
	}
	examples = append(examples, textExamples(novels, t, true)...)
	for _, bank := range trees {
		if hasEntities(bank) {
			examples = append(examples, gumExamples(bank, t)...)
		}
	}
	h := sha256.New()
	for _, e := range examples {
		fmt.Fprintln(h, e.Words, e.Mentions)
	}
	m := mentions.Train(t.Words(), examples, mentions.Params{Rounds: 8, Least: s.leastOr(3), Weak: 2, Seed: s.params.Seed})
	b, err := m.AppendFile(nil, hex.EncodeToString(h.Sum(nil)[:8]), s.params.Seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "mentions: %d bytes\n", len(b))
	dev, err := corpus.Read(filepath.Join(s.data, "litbank.dev.jsonl.gz"))
	if err != nil {
		return err
	}
	reportMentions(out, m, dev, t)
	return s.write("internal/mentions/english.model", b)
}

func hasEntities(bank []*corpus.Tree) bool {
	return slices.ContainsFunc(bank, func(t *corpus.Tree) bool {
		return slices.ContainsFunc(t.Misc, func(m string) bool { return strings.Contains(m, "Entity=") })
	})
}

// reportMentions prints how well the mentions of documents are found, by the
// kind that they have; a person found as another kind of person is right.
func reportMentions(out io.Writer, m *mentions.Model, docs []*corpus.Document, t tokenize.Tagger) {
	people := mentions.Kind.Person
	var all, heads, who tally
	kinds := map[mentions.Kind]*tally{}
	for k := mentions.PersonPronoun; k <= mentions.OrganizationName; k++ {
		kinds[k] = new(tally)
	}
	var spent time.Duration
	bytes := 0
	for _, d := range docs {
		text := mark(d, t, false)
		bytes += len(d.Text)
		for _, g := range text.spans {
			kinds[g].gold++
			if people(g) {
				all.gold++
			}
		}
		for s, sent := range text.Sentences() {
			gold := map[int]bool{}
			refers := map[int]mentions.Who{}
			for _, x := range text.sentences[s] {
				if people(x.Kind) {
					gold[x.Head] = true
					if x.Kind != mentions.PersonPronoun && x.Who != mentions.Anybody {
						refers[x.Head] = x.Who
						who.gold++
					}
				}
			}
			heads.gold += len(gold)
			w, tags := text.words(s), text.Tags(s)
			start := time.Now()
			found := m.Append(nil, w, tags)
			spent += time.Since(start)
			for _, x := range found {
				k := kinds[x.Kind]
				k.found++
				g := text.spans[tokenize.Span{Start: text.Tokens()[sent.First+x.First].Start, End: text.Tokens()[sent.First+x.Last-1].End}]
				if people(g) == people(x.Kind) && g != mentions.None {
					kinds[g].right++
				}
				if w, ok := refers[x.Head]; ok && x.Who != mentions.Anybody {
					who.found++
					if w == x.Who {
						who.right++
					}
				}
				if people(x.Kind) {
					all.found++
					heads.found++
					if people(g) {
						all.right++
					}
					if gold[x.Head] {
						heads.right++
					}
				}
			}
		}
	}
	fmt.Fprintf(out, "people                %v  %.1f MB/s\npeople, heads only    %v\nnumber and gender     %v\n", all, float64(bytes)/1e6/spent.Seconds(), heads, who)
	for k := mentions.PersonPronoun; k <= mentions.OrganizationName; k++ {
		fmt.Fprintf(out, "%-21s %v\n", k, kinds[k])
	}
}

// A tally counts what is right of what should be found and what was.
type tally struct{ right, gold, found int }

func (t tally) String() string {
	return fmt.Sprintf("P %.2f R %.2f F1 %.2f (%d)", 100*float64(t.right)/float64(t.found), 100*float64(t.right)/float64(t.gold), 200*float64(t.right)/float64(t.found+t.gold), t.gold)
}
