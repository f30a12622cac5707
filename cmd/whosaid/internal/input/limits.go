package input

import (
	"fmt"
	"io"
)

// What one input may need of memory. A book of a million words has 6 MB, and
// the analysis of a text needs some hundred times its size.
const (
	sniffed    = 64 << 10  // bytes that tell the kind of a file
	maxText    = 16 << 20  // bytes of a text
	maxPage    = 16 << 20  // bytes of a web page
	maxFile    = 64 << 20  // bytes of a file with one text, and of a JSON value
	maxZip     = 256 << 20 // bytes of a zip archive, which may have pictures
	maxUnzip   = 128 << 20 // bytes of all that is read from a zip archive, unpacked
	maxEntries = 20000     // files of a zip archive
	maxHeader  = 64 << 10  // bytes of the header of a WARC record or of HTTP
	maxNodes   = 500000    // elements of a web page of which the main article is looked for
)

// readAll reads to the end, which must come within limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("it is larger than %d MiB", limit>>20)
	}
	return b, err
}
