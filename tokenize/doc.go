// Package tokenize finds the tokens, sentences and paragraphs of a text, and
// gives tokens their parts of speech when asked.
//
// # Offsets
//
// Every position is a [Span]: bytes of the text as it was given, from 0, half
// open. Nothing is normalised, and nothing is lost: the tokens and the gaps
// between them rebuild the text, whatever its bytes. Control characters, NUL
// among them, separate tokens as white space does; bytes that are not UTF-8
// become tokens of kind [Other].
//
// # Tokens
//
// Words are cut as in the Penn Treebank ("do" "n't", "Ada" "'s", but
// "well-known"), abbreviations, initials and acronyms keep their dots, every
// quotation mark is a token, and so is every Chinese character.
//
// # Paragraphs
//
// An empty line ends a paragraph. A single line break ends one too, unless the
// text is hard-wrapped as plain-text books are, which is told from the widths
// of its lines, or the line surely goes on in the next: with a small letter, or
// with the rest of a tag (“We go,” said / Ida Moss).
//
// # Parts of speech
//
// [Text.Tags] tags one sentence when it is first asked for it, so that a
// caller pays only for what it looks at. Who tags is up to [WithTagger].
package tokenize
