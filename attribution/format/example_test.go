package format_test

import (
	"errors"
	"fmt"
	"os"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/attribution/format"
)

// Two texts go into one table.
func Example() {
	f, ok := format.Lookup("iob")
	if !ok {
		panic("there is no such format")
	}
	w := f.NewWriter(os.Stdout, format.Options{})
	for i, text := range []string{"“No,” said Ida.", "It rained."} {
		doc := attribution.Extract(text)
		doc.ID = fmt.Sprint("text ", i+1)
		if err := w.Write(format.Item{Text: text, Doc: doc}); err != nil {
			fmt.Println(errors.Join(err, w.Close()))
			return
		}
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # columns = token start end tag quote nested_tag nested_quote
	// # newdoc id = text 1
	// “	0	1	O	0	O	0
	// No	1	3	B-CONTENT	1	O	0
	// ,	3	4	I-CONTENT	1	O	0
	// ”	4	5	O	0	O	0
	// said	6	10	B-CUE	1	O	0
	// Ida	11	14	B-SOURCE	1	O	0
	// .	14	15	O	0	O	0
	//
	// # newdoc id = text 2
	// It	0	2	O	0	O	0
	// rained	3	9	O	0	O	0
	// .	9	10	O	0	O	0
}
