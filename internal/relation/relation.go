// Package relation finds who is reported to have said what: source, cue and content.
package relation

import (
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
)

type resources struct {
	words  *words.Table
	parser *parser.Model
}
