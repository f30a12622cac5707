package format

import (
	"bytes"
	"encoding/json"

	"github.com/whosaid/whosaid/attribution"
)

// A textDocument is a Document in JSON, with its text if that is asked for.
type textDocument struct {
	*attribution.Document
	Text string `json:"text,omitempty"`
}

func newJSON(o Options) layout { return jsonLayout("  ", documents(o)) }

func newJSONLines(o Options) layout {
	encode := jsonLayout("", documents(o)).encode
	return layout{encode: func(b *bytes.Buffer, it Item, n int, others bool) error {
		err := encode(b, it, n, others)
		b.WriteByte('\n')
		return err
	}}
}

func documents(o Options) func(Item, int) (any, error) {
	return func(it Item, _ int) (any, error) {
		doc, err := it.Doc.WithOffsets(it.Text, o.Offsets)
		d := textDocument{Document: doc}
		if o.WithText {
			d.Text = it.Text
		}
		return d, err
	}
}

// jsonLayout is the layout of the formats that have one JSON value a text.
func jsonLayout(indent string, value func(Item, int) (any, error)) layout {
	return layout{
		encode: func(b *bytes.Buffer, it Item, n int, _ bool) error {
			v, err := value(it, n)
			if err != nil {
				return err
			}
			enc := json.NewEncoder(b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", indent)
			if err := enc.Encode(v); err != nil {
				return err
			}
			b.Truncate(b.Len() - 1) // Encode ends the line
			return nil
		},
		alone: true, after: "\n",
		open: "[\n", between: ",\n", close: "\n]\n",
		none: "[]\n",
	}
}
