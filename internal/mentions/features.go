package mentions

import (
	"github.com/whosaid/whosaid/internal/lexicon"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/words"
	"github.com/whosaid/whosaid/tokenize"
)

// A sentence as features see it.
type sentence struct {
	forms    []words.Form
	tags     []tokenize.Tag
	features []uint64
}

var outside = words.Form{Hash: 1}

func (s *sentence) form(i int) *words.Form {
	if i < 0 || i >= len(s.forms) {
		return &outside
	}
	return &s.forms[i]
}

func (s *sentence) tag(i int) uint64 {
	if i < 0 || i >= len(s.forms) {
		return 255
	}
	return uint64(s.tags[i])
}

func pack(values ...uint64) uint64 {
	h := uint64(0)
	for _, v := range values {
		h = h<<8 | v
	}
	return h
}

// appendHead appends the features by which word i is taken for a head; last
// is what the word before it was taken for.
func (s *sentence) appendHead(f []uint64, i int, last Kind) []uint64 {
	e := linear.Example{Features: f}
	w, p1, p2, n1, n2 := s.form(i), s.form(i-1), s.form(i-2), s.form(i+1), s.form(i+2)
	t, tp, tp2, tn, tn2 := s.tag(i), s.tag(i-1), s.tag(i-2), s.tag(i+1), s.tag(i+2)
	class := uint64(w.Class)
	look := uint64(w.Shape)<<4 | uint64(w.Name)<<2 | uint64(b2i(i == 0))
	e.Add(t, 0)
	e.Of(w.Hash, 0)
	e.Of(w.Hash, t)
	e.Add(class, t)
	e.Of(w.Suffix[1], t)
	e.Of(w.Suffix[2], t)
	e.Of(w.Suffix[3], t)
	e.Of(w.Prefix[2], t)
	e.Add(look, t)
	e.Add(look, class)
	e.Add(uint64(w.Case), pack(look, t))
	e.Of(p1.Hash, t)
	e.Of(n1.Hash, t)
	e.Of(p1.Hash, w.Hash)
	e.Of(n1.Hash, w.Hash)
	e.Of(p1.Hash, n1.Hash)
	e.Of(p2.Hash, t)
	e.Of(n2.Hash, t)
	e.Add(pack(tp, t, tn), 0)
	e.Add(pack(tp2, tp, t), 0)
	e.Add(pack(t, tn, tn2), 0)
	e.Add(pack(tp, t, tn), class)
	e.Add(uint64(p1.Class), class)
	e.Add(uint64(n1.Class), class)
	e.Add(uint64(p1.Class), t)
	e.Add(uint64(n1.Class), t)
	e.Add(pack(uint64(last), t, tp), 0)
	e.Of(w.Hash, pack(uint64(last), t))
	e.Add(pack(look, uint64(n1.Shape), uint64(n1.Name), uint64(p1.Shape), uint64(p1.Name)), t)
	e.Add(pack(uint64(p1.Shape), tp), look)
	e.Add(pack(uint64(n1.Shape), tn), look)
	// The verb that follows, and the one before: what people do.
	v := i + 1
	for v < len(s.tags) && v < i+4 && !s.tags[v].Verb() {
		v++
	}
	if v < i+4 && v < len(s.tags) {
		e.Of(s.forms[v].Hash, t)
		e.Add(uint64(s.forms[v].Class), class)
	} else {
		e.Template += 2
	}
	d := i - 1
	for d >= 0 && d > i-5 && s.tags[d] != tokenize.DT && s.tags[d] != tokenize.PRPS && !s.tags[d].Verb() {
		d--
	}
	if d >= 0 && d > i-5 {
		e.Of(s.forms[d].Hash, w.Hash)
		e.Of(s.forms[d].Hash, class)
	}
	return e.Features
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// appendLeft appends the features by which x takes in the word before it.
func (s *sentence) appendLeft(f []uint64, x *Mention) []uint64 {
	e := linear.Example{Features: f}
	i := x.First - 1
	w, in, h := s.form(i), s.form(x.First), s.form(x.Head)
	t, tin, th := s.tag(i), s.tag(x.First), s.tag(x.Head)
	tp := s.tag(i - 1)
	d := uint64(min(x.Head-i, 6))
	k := uint64(x.Kind)
	e.Add(pack(t, tin, k), 0)
	e.Add(pack(t, tin, tp, k), 0)
	e.Of(w.Hash, pack(tin, k))
	e.Of(w.Hash, in.Hash)
	e.Of(w.Hash, h.Hash)
	e.Add(pack(t, d, k), 0)
	e.Add(pack(t, tin, th, d), 0)
	e.Add(pack(uint64(w.Shape), uint64(in.Shape), t, tin, k), 0)
	e.Of(s.form(i-1).Hash, pack(t, tin))
	e.Add(uint64(w.Class), pack(tin, k))
	e.Of(in.Hash, pack(t, k))
	e.Add(pack(s.tag(i-2), tp, t, tin), k)
	return e.Features
}

// appendRight appends the features by which x takes in the word after it.
func (s *sentence) appendRight(f []uint64, x *Mention) []uint64 {
	e := linear.Example{Features: f}
	i := x.Last
	w, last, h := s.form(i), s.form(i-1), s.form(x.Head)
	t, tl, th := s.tag(i), s.tag(i-1), s.tag(x.Head)
	tn := s.tag(i + 1)
	d := uint64(min(i-x.Head, 12))
	k := uint64(x.Kind)
	// What began the part after the head, and the verbs and commas in it.
	trigger := &outside
	verbs, commas, tt := uint64(0), uint64(0), uint64(255)
	if i > x.Head+1 {
		trigger, tt = s.form(x.Head+1), s.tag(x.Head+1)
		for j := x.Head + 1; j < i; j++ {
			if s.tags[j].Finite() || s.tags[j] == tokenize.MD {
				verbs = min(verbs+1, 2)
			}
			if s.tags[j] == tokenize.PUNCT {
				commas = min(commas+1, 2)
			}
		}
	}
	began := uint64(b2i(x.First == x.Head))
	e.Add(pack(t, tl, k), d)
	e.Add(pack(t, tl, tn, k), 0)
	e.Of(w.Hash, pack(tl, k))
	e.Of(w.Hash, h.Hash)
	e.Of(w.Hash, trigger.Hash)
	e.Of(w.Hash, s.form(i+1).Hash)
	e.Of(w.Hash, pack(tn, s.tag(i+2)))
	e.Of(trigger.Hash, pack(t, tl, tn))
	e.Of(trigger.Hash, pack(t, verbs, commas, uint64(min(d, 4))))
	e.Add(pack(tt, t, tl, verbs, commas), 0)
	e.Add(pack(tt, t, tn, verbs, commas), d)
	e.Of(last.Hash, pack(tt, verbs, commas))
	e.Add(pack(th, t, d, k), began)
	e.Of(h.Hash, pack(t, d))
	e.Of(w.Hash, uint64(h.Class))
	e.Of(s.form(x.First).Hash, pack(t, tn))
	e.Of(s.form(x.First).Hash, w.Hash)
	e.Add(pack(uint64(w.Shape), uint64(last.Shape), t, tl, k), d)
	e.Add(pack(t, tn, s.tag(i+2), s.tag(i+3)), pack(tt, tl))
	return e.Features
}

// appendWho appends the features by which it is decided whom x refers to.
func (s *sentence) appendWho(f []uint64, sent []string, x *Mention) []uint64 {
	e := linear.Example{Features: f}
	h, first, last := s.form(x.Head), s.form(x.First), s.form(x.Last-1)
	t, k := s.tag(x.Head), uint64(x.Kind)
	e.Add(k, t)
	e.Of(h.Hash, k)
	e.Of(h.Hash, t)
	e.Add(uint64(h.Class), t)
	e.Of(h.Suffix[1], t)
	e.Of(h.Suffix[2], k)
	e.Of(h.Suffix[3], t)
	e.Of(h.Prefix[2], k)
	e.Of(first.Hash, k)
	e.Of(first.Hash, t)
	e.Of(first.Hash, h.Hash)
	e.Add(pack(s.tag(x.First), t, k), uint64(min(x.Last-x.First, 4)))
	e.Of(s.form(x.Head-1).Hash, k)
	e.Of(s.form(x.Head-1).Hash, h.Hash)
	e.Of(last.Hash, k)
	// Words inside: "and" makes several, a title or a given name tells its bearer.
	male := uint64(0)
	for i := x.First; i < x.Last; i++ {
		w := &s.forms[i]
		if i <= x.Head {
			e.Features = append(e.Features, linear.Owned(w.Hash, 40, k))
		}
		if tokenize.Tag(s.tag(i)) == tokenize.CC {
			e.Features = append(e.Features, linear.Owned(w.Hash, 41, uint64(b2i(i < x.Head))))
		}
		if male == 0 && x.Kind == PersonName && w.Name&words.Given != 0 {
			if share, ok := lexicon.GivenName(sent[i]); ok {
				male = 1 + uint64(share*10)
			}
		}
	}
	e.Add(male, k)
	e.Of(first.Hash, male)
	return e.Features
}
