package linear

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// version is that of the file format.
const version = 3

// A Header is the first line of a file, in JSON: what the model is, and what
// it was made from.
type Header struct {
	Format  string   `json:"format"` // "whosaid tagger" and so on
	Version int      `json:"version"`
	Data    string   `json:"data"` // hash of the texts that it learnt from
	Seed    uint64   `json:"seed"`
	Classes []string `json:"classes,omitempty"`
	Size    int      `json:"size"`     // of what follows the line, in bytes
	Sum     uint32   `json:"checksum"` // CRC-32 (IEEE) of that
}

// AppendFile appends a file with a header and a body.
func AppendFile(b []byte, h Header, body []byte) ([]byte, error) {
	h.Version, h.Size, h.Sum = version, len(body), crc32.ChecksumIEEE(body)
	line, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	return append(append(append(b, line...), '\n'), body...), nil
}

// ReadFile checks a file of a format, whose classes have these names unless
// there are none, and returns its header and its body. The error says what is
// wrong with it.
func ReadFile(b []byte, format string, classes ...string) (Header, []byte, error) {
	var h Header
	line, body, ok := bytes.Cut(b, []byte("\n"))
	if err := json.Unmarshal(line, &h); err != nil {
		return h, nil, fmt.Errorf("the header is damaged: %w", err)
	}
	if !ok {
		return h, nil, errors.New("the header is damaged: it has no end")
	}
	if h.Format != format || h.Version != version {
		return h, nil, fmt.Errorf("it is %q version %d, want %q version %d", h.Format, h.Version, format, version)
	}
	if len(classes) > 0 && !slices.Equal(h.Classes, classes) {
		return h, nil, fmt.Errorf("its classes are %q, want %q", h.Classes, classes)
	}
	if len(body) != h.Size {
		return h, nil, fmt.Errorf("%d bytes follow the header, want %d", len(body), h.Size)
	}
	if sum := crc32.ChecksumIEEE(body); sum != h.Sum {
		return h, nil, fmt.Errorf("the checksum is %08x, want %08x", sum, h.Sum)
	}
	return h, body, nil
}

// AppendBinary appends a model that was trained, not read: the numbers of
// classes and of features, then the features in increasing order, each as the
// distance to the one before, the number of classes that it has weights for,
// and a number for each of these: the class, and as many times the number of
// classes as the weight says, 0, -1, 1, -2 and so on being 0, 1, 2 and 3.
func (m *Model) AppendBinary(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(m.classes))
	b = binary.AppendUvarint(b, uint64(len(m.rows)))
	last := uint64(0)
	for _, r := range m.rows {
		b = binary.AppendUvarint(b, r.feature-last)
		last = r.feature
		b = append(b, byte(len(r.cells)))
		for _, c := range r.cells {
			w := int(c.weight)
			b = binary.AppendUvarint(b, uint64(c.class)+uint64(w<<1^w>>31)*uint64(m.classes))
		}
	}
	return b
}

var errShort = errors.New("the model ends too soon")

// A Reader reads numbers from the front of a slice; after the first error all are zero.
type Reader struct {
	B   []byte
	Err error
}

// Uvarint reads an unsigned number.
func (r *Reader) Uvarint() uint64 {
	if len(r.B) > 0 && r.B[0] < 0x80 { // as most are
		return uint64(r.Byte())
	}
	v, n := binary.Uvarint(r.B)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.B = r.B[n:]
	return v
}

// Byte reads a byte.
func (r *Reader) Byte() byte {
	if len(r.B) == 0 {
		r.fail()
		return 0
	}
	c := r.B[0]
	r.B = r.B[1:]
	return c
}

// Take reads n bytes.
func (r *Reader) Take(n int) []byte {
	if n < 0 || n > len(r.B) {
		r.fail()
		return nil
	}
	c := r.B[:n]
	r.B = r.B[n:]
	return c
}

func (r *Reader) fail() {
	r.B = nil
	if r.Err == nil {
		r.Err = errShort
	}
}

// Decode reads a model from r.
func Decode(r *Reader) (*Model, error) {
	classes := r.Uvarint()
	n := r.Uvarint()
	if r.Err != nil {
		return nil, r.Err
	}
	if classes == 0 || classes > math.MaxUint8 || n > uint64(len(r.B)) {
		return nil, fmt.Errorf("%d classes and %d features cannot be", classes, n)
	}
	var err error
	m := build(int(classes), int(n), func(yield func(uint64, []cell) bool) {
		var feature uint64
		var cells []cell
		for range n {
			feature += r.Uvarint()
			cells = cells[:0]
			for range r.Byte() {
				v := r.Uvarint()
				w := v / classes
				if w > math.MaxUint8 {
					err = fmt.Errorf("a weight is %d", w)
					return
				}
				cells = append(cells, cell{uint8(v - w*classes), int8(w>>1) ^ -int8(w&1)})
			}
			if r.Err != nil || !yield(feature, cells) {
				return
			}
		}
	})
	if err = cmp.Or(err, r.Err); err != nil {
		return nil, err
	}
	return m, nil
}
