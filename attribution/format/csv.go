package format

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/whosaid/whosaid/attribution"
)

// csvColumns are the columns of csv, in order. Those with several values have
// them separated by "; ", parts by " … ". A cell that a spreadsheet would take
// for a formula has an apostrophe before it, because the texts are not trusted.
var csvColumns = []string{
	"document", "lang", "quote", "parent", "kind", "text", "start", "end",
	"speaker_id", "speaker", "speaker_kind", "gender", "roles", "method", "confidence",
	"mention", "mention_kind", "cue", "addressees", "unclosed", "class", "factuality",
}

func newCSV(o Options) layout {
	header := strings.Join(csvColumns, ",") + "\n"
	return layout{
		encode: func(b *bytes.Buffer, it Item, _ int, _ bool) error {
			doc, err := it.Doc.WithOffsets(it.Text, o.Offsets)
			if err != nil {
				return err
			}
			w := csv.NewWriter(b)
			for _, q := range doc.Quotes {
				if err := w.Write(csvRow(doc, q)); err != nil {
					return err
				}
			}
			w.Flush()
			return w.Error()
		},
		open: header, none: header,
	}
}

func csvRow(d *attribution.Document, q attribution.Quote) []string {
	var name, kind, gender, roles, mentionKind string
	if s, ok := d.Speaker(q); ok {
		name, kind, gender, roles = s.Name, s.Kind.String(), s.Gender.String(), strings.Join(s.Roles, "; ")
	}
	if q.Mention.Kind != attribution.NoMention {
		mentionKind = q.Mention.Kind.String()
	}
	var addressees []string
	for _, id := range q.Addressees {
		if s, ok := d.Speaker(attribution.Quote{Speaker: id}); ok {
			addressees = append(addressees, s.Name)
		}
	}
	row := []string{
		d.ID, d.Lang, strconv.Itoa(q.ID), strconv.Itoa(q.Parent), q.Kind.String(), words(q), strconv.Itoa(q.Span.Start), strconv.Itoa(q.Span.End),
		strconv.Itoa(int(q.Speaker)), name, kind, gender, roles, q.Method.String(), strconv.FormatFloat(q.Confidence, 'f', 3, 64),
		q.Mention.Text, mentionKind, q.Cue.Text, strings.Join(addressees, "; "), strconv.FormatBool(q.Unclosed),
		q.Class.String(), q.Factuality.String(),
	}
	for i := range row {
		if row[i] = clean(row[i]); row[i] != "" && strings.IndexByte("=+-@\t\r", row[i][0]) >= 0 {
			row[i] = "'" + row[i]
		}
	}
	return row
}

// words returns what q says, with an ellipsis between parts.
func words(q attribution.Quote) string {
	parts := make([]string, len(q.Parts))
	for i, p := range q.Parts {
		parts[i] = p.Text
	}
	return strings.Join(parts, " … ")
}
