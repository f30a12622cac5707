package linear

import "math"

// A feature is a number of 56 bits: 32 of a hash of its owner, which is a word
// mostly, and 24 of a hash of what it tells of that. So those of one owner
// follow each other in a file, which makes it small.
const restBits = 24

// Owned returns the feature of a template that tells a value of an owner.
func Owned(owner uint64, template int, value uint64) uint64 {
	o := uint32(owner ^ owner>>32)
	if o == 0 {
		o = math.MaxUint32 // 0 is nobody's
	}
	return uint64(o)<<restBits | rest(template, value)
}

// Feature returns the feature of a template that tells a value of no word.
func Feature(template int, value uint64) uint64 {
	return uint64(1<<31|uint32(template))<<restBits | rest(template, value)
}

func rest(template int, value uint64) uint64 {
	const k = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio, which spreads well (Knuth 1973, section 6.4)
	h := (value ^ uint64(template)*k) * 0xff51afd7ed558ccd
	return (h ^ h>>32) * k >> (64 - restBits)
}

// Mix returns a hash of two numbers: the finalizer of splitmix64 (Steele et al. 2014).
func Mix(a, b uint64) uint64 {
	x := a ^ (b+0x9e3779b97f4a7c15)*0xff51afd7ed558ccd
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// An Example collects the features of an example. Each call has the number of
// its template, one after another.
type Example struct {
	Features []uint64
	Template int
}

// Of adds the feature that tells a value of an owner.
func (e *Example) Of(owner, value uint64) {
	e.Features = append(e.Features, Owned(owner, e.Template, value))
	e.Template++
}

// Add adds the feature that tells two values together.
func (e *Example) Add(a, b uint64) {
	e.Features = append(e.Features, Feature(e.Template, Mix(a, b)))
	e.Template++
}
