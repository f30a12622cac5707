package words

import (
	"encoding/binary"
	"fmt"

	"github.com/whosaid/whosaid/internal/linear"
)

const smallFlag = 8 // beside Case and Name

// AppendBinary appends a table that was learnt, not read: the number of
// words, then these in the order of their hashes, each as the distance to the
// one before and its entry.
func (t *Table) AppendBinary(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(t.rows)))
	last := uint64(0)
	for _, r := range t.rows {
		b = binary.AppendUvarint(b, r.hash-last)
		flags := r.Case<<4 | r.Name
		if r.Small {
			flags |= smallFlag
		}
		b = append(b, r.Class, r.Tags, flags, r.Only)
		last = r.hash
	}
	return b
}

// Decode reads a table from r.
func Decode(r *linear.Reader) (*Table, error) {
	n := r.Uvarint()
	if r.Err == nil && n > uint64(len(r.B)) {
		return nil, fmt.Errorf("%d words cannot be", n)
	}
	rows := make([]known, 0, n)
	last := uint64(0)
	for range n {
		last += r.Uvarint()
		e := Entry{Class: r.Byte(), Tags: r.Byte()}
		c := r.Byte()
		e.Case, e.Name, e.Small, e.Only = c>>4, c&(smallFlag-1), c&smallFlag != 0, r.Byte()
		rows = append(rows, known{last, e})
	}
	if r.Err != nil {
		return nil, r.Err
	}
	return build(rows), nil
}
