package relation

import (
	"github.com/whosaid/whosaid/internal/linear"
)

// appendRoles appends the features of word i by which its role is found.
func (c *context) appendRoles(f []uint64, i int32) []uint64 {
	a := adder{f: f, without: c.without}
	x := c.node(i)
	w, p1, p2, n1, n2 := c.form(i), c.form(i-1), c.form(i-2), c.form(i+1), c.form(i+2)
	t, t1, t2, u1, u2 := c.tag(i), c.tag(i-1), c.tag(i-2), c.tag(i+1), c.tag(i+2)
	cl := uint64(w.Class)
	a.group("words")
	a.add(0, 0)
	a.add(w.Hash, 0)
	a.add(w.Hash, t)
	a.add(cl, t)
	a.add(cl, 0)
	a.add(t, uint64(w.Shape))
	a.add(w.Suffix[2], t)
	a.add(w.Suffix[3], 0)
	a.add(w.Prefix[2], t)
	a.add(p1.Hash, 0)
	a.add(p2.Hash, 0)
	a.add(n1.Hash, 0)
	a.add(n2.Hash, 0)
	a.add(c.form(i-3).Hash, 0)
	a.add(c.form(i+3).Hash, 0)
	a.add(p1.Hash, w.Hash)
	a.add(w.Hash, n1.Hash)
	a.add(p1.Hash, n1.Hash)
	a.add(linear.Mix(p1.Hash, w.Hash), n1.Hash)
	a.add(linear.Mix(p2.Hash, p1.Hash), w.Hash)
	a.add(linear.Mix(w.Hash, n1.Hash), n2.Hash)
	a.add(w.Hash, t1)
	a.add(w.Hash, u1)
	a.add(uint64(p1.Class), cl)
	a.add(cl, uint64(n1.Class))
	a.add(uint64(p1.Class)<<8|cl, uint64(n1.Class))
	a.add(uint64(p1.Class), 0)
	a.add(uint64(n1.Class), 0)
	a.add(uint64(p2.Class), 0)
	a.add(uint64(n2.Class), 0)
	a.add(t1, t)
	a.add(t, u1)
	a.add(pack(t1, t, u1), 0)
	a.add(pack(t2, t1, t), 0)
	a.add(pack(t, u1, u2), 0)
	a.add(pack(t2, t1, t, u1, u2), 0)
	a.add(w.Hash, pack(t1, u1))
	a.group("marks")
	m := uint64(x.marks)
	a.add(m, t)
	a.add(m, w.Hash)
	a.add(pack(uint64(c.node(i-1).marks), m, uint64(c.node(i+1).marks)), 0)
	a.add(pack(uint64(c.node(i-2).marks), uint64(c.node(i-1).marks), m, uint64(c.node(i+1).marks), uint64(c.node(i+2).marks)), t)
	a.add(pack(m, x.verb), c.markDistance(i))
	a.group("position")
	s := c.Sentences[x.sent]
	a.add(bucket(i-int32(s[0])), bucket(int32(s[1])-i))
	a.add(bucket(i-int32(s[0])), t)
	a.add(pack(uint64(min(x.sent, 3)), uint64(min(len(c.Sentences), 4))), m)
	a.add(uint64(min(c.Position, 2)), t)
	a.add(c.form(int32(s[0])).Hash, bucket(i-int32(s[0])))
	a.group("names")
	a.add(pack(uint64(w.Case), uint64(w.Name), uint64(p1.Name), uint64(n1.Name)), t)
	a.add(pack(uint64(w.Shape), uint64(p1.Shape), uint64(n1.Shape)), t)
	return a.f
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
