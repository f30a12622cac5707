package attribution

import (
	"context"

	"github.com/whosaid/whosaid/internal/genre"
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/probe"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// run is the pipeline. given is nil to look for quotations.
func (x *Extractor) run(ctx context.Context, text string, given [][]tokenize.Span) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var opts []tokenize.Option
	if x.cfg.tagger != nil {
		opts = append(opts, tokenize.WithTagger(x.cfg.tagger))
	}
	t := tokenize.Parse(text, opts...)
	lang := x.cfg.lang
	if lang == "" {
		lang = quotes.DetectLanguage(t)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var qs []quotes.Quote
	if given != nil {
		qs = quotes.Describe(t, given, quotes.WithLanguage(lang))
	} else {
		qs = quotes.Find(t, x.cfg.find(lang)...)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a := newAnalysis(&x.cfg, t, lang, qs)
	a.news, a.clearly = genre.News(t, a.language, func(i int) bool { return a.quoteAt[i] != 0 })
	a.findNames(qs)
	a.trimNames()
	a.inferGenders()
	a.clusterNames()
	links := a.link(qs, probe.FromContext(ctx))
	d := a.document(qs, links, given != nil)
	d.Lang = lang
	return d, ctx.Err()
}

func newAnalysis(cfg *config, t *tokenize.Text, lang string, qs []quotes.Quote) *analysis {
	if lang == "und" {
		lang = "en"
	}
	a := &analysis{
		cfg: cfg, t: t, toks: t.Tokens(), sents: t.Sentences(), lang: lang, language: lexicon.LanguageOf(lang),
		phrases: make(map[string]int), stands: make(map[int][]antecedent), narrator: -1, lastSent: -1,
	}
	a.quoteAt = make([]int32, len(a.toks)+1)
	for i, q := range qs {
		spans := q.Parts
		switch q.Kind {
		case quotes.Indirect, quotes.Scare, quotes.Title:
			continue // narration, for what stands in it
		case quotes.Mixed:
			spans = q.Verbatim
		}
		for _, s := range spans {
			for k := t.TokenAt(s.Start); k < len(a.toks) && a.toks[k].Start < s.End; k++ {
				a.quoteAt[k] = int32(i + 1)
			}
			// The marks belong to the quotation.
			if k := t.TokenAt(s.Start) - 1; k >= 0 && a.toks[k].Kind == tokenize.Mark {
				a.quoteAt[k] = int32(i + 1)
			}
			if k := t.TokenAt(s.End); k < len(a.toks) && a.toks[k].Kind == tokenize.Mark && a.toks[k].Start <= s.End+1 {
				a.quoteAt[k] = int32(i + 1)
			}
		}
	}
	return a
}

// document writes the result: the quotations of the kinds asked for, and the
// speakers that they have, numbered in the order of their first quotation.
func (a *analysis) document(qs []quotes.Quote, links []link, all bool) *Document {
	d := &Document{Quotes: []Quote{}, Speakers: []Speaker{}}
	text := a.t.Source()
	id := make([]int, len(qs)) // ID of a quotation, 0 if left out
	n := 0
	for i, q := range qs {
		if all || a.cfg.kinds[q.Kind] {
			n++
			id[i] = n
		}
	}
	ids := make(map[int]SpeakerID) // entity to speaker
	next := SpeakerID(0)
	for _, e := range a.cast {
		next = max(next, e.listed)
	}
	speaker := func(e int) SpeakerID {
		if s, ok := ids[e]; ok {
			return s
		}
		s := a.cast[e].listed
		if s == 0 {
			next++
			s = next
		}
		ids[e] = s
		return s
	}
	for i, q := range qs {
		if id[i] == 0 {
			continue
		}
		out := Quote{
			ID: id[i], Kind: q.Kind, Span: excerpt(text, q.Span), Cue: excerpt(text, q.Cue),
			Parts: []Excerpt{}, Addressees: []SpeakerID{}, Unclosed: q.Unclosed, Class: q.Class, Factuality: q.Factuality,
		}
		for _, p := range q.Parts {
			out.Parts = append(out.Parts, excerpt(text, p))
		}
		for _, p := range q.Verbatim {
			out.Verbatim = append(out.Verbatim, excerpt(text, p))
		}
		if q.Parent > 0 {
			out.Parent = id[q.Parent-1]
		}
		l := links[i]
		if !l.mention.IsZero() {
			kind := l.kind
			if kind == NoMention {
				kind = Nominal
				if a.standsFor(a.lower(a.t.TokenAt(l.mention.Start))) {
					kind = Pronoun
				}
			}
			out.Mention = Mention{excerpt(text, l.mention), kind}
		}
		if l.entity >= 0 && l.confidence >= a.cfg.threshold {
			out.Speaker, out.Method, out.Confidence = speaker(l.entity), l.method, l.confidence
		}
		for _, to := range l.addressees {
			out.Addressees = append(out.Addressees, speaker(to))
		}
		d.Quotes = append(d.Quotes, out)
	}
	a.speakers(d, ids)
	return d
}
