// Package attribution says who said what: it finds the quotations of a text
// and links each to its speaker. It is the front door of this module.
//
//	doc := attribution.Extract(text)
//	for _, q := range doc.Quotes {
//		if s, ok := doc.Speaker(q); ok {
//			fmt.Println(s.Name, "said", q.Parts[0].Text)
//		}
//	}
//
// # How a speaker is found
//
// names.go finds the names of the text and entity.go clusters them: full
// names, surnames, titles with names, initials, acronyms. resolve.go decides
// whom the mention beside a cue means: a name, a description ("the head of
// NATO") or a pronoun. conversation.go names those who speak without a cue,
// from beats, headings and the order of turns. [Quote.Method] tells which way
// it was, and [Quote.Confidence] how sure it is; below the threshold of
// [WithMinConfidence] the quotation has no speaker, rather than a guess.
//
// # Limits
//
// The confidences of this version are set by hand, by the method and the
// margin over the next candidate; they order answers but are not calibrated.
// Reported speech without marks is found in English only.
package attribution
