// Package words tells what a word is like without its context: how it is
// written, which parts of speech it has, and the class of words that stand in
// the same contexts. The tagger, the parser and the detector of mentions share it.
package words

import (
	"unicode"
	"unicode/utf8"
)

// A Shape is how a word is written.
type Shape uint8

// The shapes. Unknown is that of words in a sentence whose letters are all
// small or all capital: there it means nothing.
const (
	Unknown Shape = iota
	Lower
	Capital
	Capitals
	Mixed
	Digits
	Link // an address, of the web or of mail
	Other
)

// A Form is what a word tells by itself.
type Form struct {
	Hash   uint64    // of the word in small letters, digits as 0
	Suffix [4]uint64 // hashes of its last bytes, one to four
	Prefix [3]uint64 // and of its first
	Shape  Shape
	Hyphen bool // has one inside
	Entry
}

// An Entry is what a table knows of a word.
type Entry struct {
	Class uint8 // words in the same contexts have the same; 0 if unknown
	Tags  uint8 // the parts of speech that it has, as a number of such sets; 0 if unknown
	Case  uint8 // 1 to 5 if it is written with a capital inside sentences never, seldom, often, mostly, always; 0 if unknown
	Name  uint8 // a set of Given and Surname
	Small bool  // it has been seen as one of a small set of words, such as the pronouns
	Only  uint8 // its tag, if it hardly ever has another; else 0
}

// Blind makes f that of a word which training has not seen; what its
// neighbours in untagged texts tell stays.
func (f *Form) Blind() { f.Hash, f.Tags, f.Only = 2, 0, 0 }

// Given and Surname are lists of names that a word may be in.
const (
	Given uint8 = 1 << iota
	Surname
)

// AppendForms appends the forms of the words of a sentence to buf.
func (t *Table) AppendForms(buf []Form, words []string) []Form {
	first := len(buf)
	var lower, upper, longer int
	for _, w := range words {
		f := t.form(w)
		switch f.Shape {
		case Lower:
			lower++
		case Capital, Mixed:
			lower++
			upper++
		case Capitals:
			upper++
			if len(w) > 1 {
				longer++
			}
		}
		buf = append(buf, f)
	}
	if upper == 0 || lower == 0 && longer > 1 {
		for i := range buf[first:] {
			if f := &buf[first+i]; f.Shape <= Mixed {
				f.Shape = Unknown
			}
		}
	}
	return buf
}

const (
	fnvSeed  = 14695981039346656037
	fnvPrime = 1099511628211
)

func (t *Table) form(w string) Form {
	var f Form
	var array [96]byte
	b := array[:0]
	var upper, lower, digits int
	first := false
	links := 0
	for i, r := range w {
		switch {
		case r >= 'a' && r <= 'z':
			lower++
		case r >= 'A' && r <= 'Z':
			first = first || i == 0
			upper++
			r += 'a' - 'A'
		case r >= '0' && r <= '9':
			digits++
			r = '0'
		case r == '@' && i > 0, r == ':' && i+2 < len(w) && w[i+1] == '/':
			links += 2
		case r == '.' && i > 1 && i+3 < len(w) && w[i+1] >= 'a' && w[i+1] <= 'z':
			links += 2
		case r == '-':
			f.Hyphen = f.Hyphen || i > 0 && i+1 < len(w)
		case r == '’' || r == '‘':
			r = '\''
		case r == '“' || r == '”':
			r = '"'
		case r >= utf8.RuneSelf && unicode.IsUpper(r):
			first = first || i == 0
			upper++
			r = unicode.ToLower(r)
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			lower++
		}
		if len(b)+utf8.UTFMax > cap(b) {
			b = append(b[:0], b[len(b)-8:]...) // only the end of such a word matters
		}
		b = utf8.AppendRune(b, r)
	}
	h := uint64(fnvSeed)
	for i, c := range b {
		h = (h ^ uint64(c)) * fnvPrime
		if i < len(f.Prefix) {
			f.Prefix[i] = h
		}
	}
	for i := len(b); i < len(f.Prefix); i++ {
		f.Prefix[i] = h + 1
	}
	f.Hash = h
	s := uint64(fnvSeed)
	for k := range f.Suffix {
		if k < len(b) {
			s = (s ^ uint64(b[len(b)-1-k])) * fnvPrime
		} else {
			s++
		}
		f.Suffix[k] = s
	}
	switch {
	case links > 1 && lower+upper > 2:
		f.Shape = Link
	case digits > 0 && lower+upper == 0:
		f.Shape = Digits
	case lower+upper == 0:
		f.Shape = Other
	case upper == 0:
		f.Shape = Lower
	case first && upper == 1 && (lower > 0 || len(w) > 1):
		f.Shape = Capital
	case lower == 0:
		f.Shape = Capitals
	default:
		f.Shape = Mixed
	}
	f.Entry = t.lookup(h)
	return f
}

// A Table knows frequent words by the hashes of their forms. Its zero value
// knows none. It is immutable and safe for concurrent use.
type Table struct {
	slots []slot
	rows  []known // only after training
}

type slot struct {
	key uint32
	Entry
}

type known struct {
	hash uint64
	Entry
}

// idOf returns the 40 bits by which a file knows a hash, and keyOf what tells
// those apart that share a place; it is never 0.
func idOf(hash uint64) uint64 { return hash >> 24 }

func keyOf(id uint64) uint32 { return uint32(id>>8) | 1 }

func (t *Table) lookup(hash uint64) Entry {
	if len(t.slots) == 0 {
		return Entry{}
	}
	id := idOf(hash)
	mask := uint32(len(t.slots) - 1)
	for i := uint32(id) & mask; ; i = (i + 1) & mask {
		switch s := &t.slots[i]; s.key {
		case keyOf(id):
			return s.Entry
		case 0:
			return Entry{}
		}
	}
}

func build(rows []known) *Table {
	size := 8
	for size*2 < len(rows)*3 {
		size *= 2
	}
	t := &Table{slots: make([]slot, size)}
	for _, r := range rows {
		i := uint32(r.hash) & uint32(size-1)
		for t.slots[i].key != 0 {
			i = (i + 1) & uint32(size-1)
		}
		t.slots[i] = slot{keyOf(r.hash), r.Entry}
	}
	return t
}
