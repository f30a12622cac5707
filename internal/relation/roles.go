package relation

import (
	"github.com/whosaid/whosaid/internal/linear"
)

// appendRoles appends the features of word i by which its role is found.
func (c *context) appendRoles(f []uint64, i int32) []uint64 {
	a := adder{Example: linear.Example{Features: f}, without: c.without}
	x := c.node(i)
	w, p1, p2, n1, n2 := c.form(i), c.form(i-1), c.form(i-2), c.form(i+1), c.form(i+2)
	t, t1, t2, u1, u2 := c.tag(i), c.tag(i-1), c.tag(i-2), c.tag(i+1), c.tag(i+2)
	cl := uint64(w.Class)
	m := uint64(x.marks)
	s := c.Sentences[x.sent]
	a.group("words")
	a.of(w, 0)
	a.of(w, pack(t, 1))
	a.of(w, p1.Hash)
	a.of(w, n1.Hash)
	a.of(w, linear.Mix(p1.Hash, n1.Hash))
	a.of(w, linear.Mix(p2.Hash, p1.Hash))
	a.of(w, linear.Mix(n1.Hash, n2.Hash))
	a.of(w, t1)
	a.of(w, u1)
	a.of(w, pack(t1, u1))
	a.group("marks")
	a.of(w, m)
	a.group("words")
	a.of(p1, 0)
	a.of(p1, n1.Hash)
	a.of(n1, 0)
	a.of(p2, 0)
	a.of(n2, 0)
	a.of(c.form(i-3), 0)
	a.of(c.form(i+3), 0)
	a.group("position")
	a.of(c.form(int32(s[0])), bucket(i-int32(s[0])))
	a.group("words")
	a.Of(w.Suffix[2], t)
	a.Of(w.Suffix[3], 0)
	a.Of(w.Prefix[2], t)
	a.add(0)
	a.add(cl<<8 | t)
	a.add(cl)
	a.add(pack(t, uint64(w.Shape)))
	a.add(uint64(p1.Class)<<8 | cl)
	a.add(cl<<8 | uint64(n1.Class))
	a.add(uint64(p1.Class)<<16 | cl<<8 | uint64(n1.Class))
	a.add(uint64(p1.Class))
	a.add(uint64(n1.Class))
	a.add(uint64(p2.Class))
	a.add(uint64(n2.Class))
	a.add(pack(t1, t))
	a.add(pack(t, u1))
	a.add(pack(t1, t, u1))
	a.add(pack(t2, t1, t))
	a.add(pack(t, u1, u2))
	a.add(pack(t2, t1, t, u1, u2))
	a.group("lexicon")
	for _, k := range x.near {
		if k < 0 {
			a.add(0)
			a.Template++
			continue
		}
		a.add(pack(bucket(i-k), c.node(k).verb, t))
		a.of(c.form(k), bucket(i-k))
	}
	a.add(pack(c.node(i-1).verb, x.verb, c.node(i+1).verb, t))
	a.group("marks")
	a.add(pack(m, t))
	a.add(pack(uint64(c.node(i-1).marks), m, uint64(c.node(i+1).marks)))
	a.add(pack(uint64(c.node(i-2).marks), uint64(c.node(i-1).marks), m, uint64(c.node(i+1).marks), uint64(c.node(i+2).marks), t))
	a.add(pack(m, x.verb, c.markDistance(i)))
	a.group("position")
	a.add(pack(bucket(i-int32(s[0])), bucket(int32(s[1])-i)))
	a.add(pack(bucket(i-int32(s[0])), t))
	a.add(pack(uint64(min(x.sent, 3)), uint64(min(len(c.Sentences), 4)), m))
	a.add(pack(uint64(min(c.Position, 2)), t))
	a.group("names")
	a.add(pack(uint64(w.Case), uint64(w.Name), uint64(p1.Name), uint64(n1.Name), t))
	a.add(pack(uint64(w.Shape), uint64(p1.Shape), uint64(n1.Shape), t))
	return a.Features
}

func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// markDistance tells how far the next marked words are, before and after.
func (c *context) markDistance(i int32) uint64 {
	before, after := int32(0), int32(0)
	for k := int32(1); k <= 6; k++ {
		if before == 0 && i-k >= 0 && c.nodes[i-k].marks != 0 {
			before = k
		}
		if after == 0 && i+k < c.n() && c.nodes[i+k].marks != 0 {
			after = k
		}
	}
	return uint64(before*8 + after)
}
