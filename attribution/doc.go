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
// names, surnames, titles with names, initials, acronyms. narration.go finds
// the name of a narrator. resolve.go decides whom a mention means: a name, a
// description ("the head of NATO") or a pronoun. For an outermost direct
// quotation a trained model (rank.go, MODEL.md) then chooses among those who
// stand near it, by its tag, the narration beside it, what it says, and who
// speaks around it; a mixed or indirect one has the speaker of its mention.
// [Quote.Method] tells which sort of evidence there was, and
// [Quote.Confidence] how likely the answer is; below the threshold of
// [WithMinConfidence] the quotation has no speaker, rather than a guess.
//
// # Limits
//
// The confidence of direct quotations is calibrated on held-out English
// novels and news (SCORES.md); that of mixed and indirect ones, and of tags in
// other languages, is set by hand. Of reported speech without marks only some is
// found in other languages than English (indirect.go in package quotes); where
// all nouns have a capital (German), a name is a known given name or stands
// beside a quotation.
package attribution
