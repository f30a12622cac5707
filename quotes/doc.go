// Package quotes finds the quotations of a text: where the words stand, what
// kind of quotation they are, and which cue and mention stand beside them. It
// does not know who speaks; that is the work of package attribution.
//
// # What counts as a quotation
//
// The numbers are those of decisions_test.go, which has a test for each.
//
//  1. Words inside marks that make a clause of their own, beside a tag ("said
//     Ruiz") or alone, are [Direct]. So are words after a dialogue dash, and in
//     a transcript those after who speaks and a colon.
//  2. Marked words inside a reporting sentence make it [Mixed]: its parts are
//     all that is reported, its Verbatim the words inside marks. If all that is
//     reported is marked, it is [Direct], but a fragment, as of what somebody
//     calls something, stays Mixed; so does a clause that begins before its tag
//     and ends in marks: His letters, he said, “went into a hole.”
//  3. Reported speech without marks is [Indirect]. Without [WithKinds] it is
//     returned of news only.
//  4. Other marked words are [Scare] or, written like the name of a work,
//     [Title]. They are left out unless [WithAll] asks for them.
//  5. A tag inside or after the first sentence of an utterance does not end
//     it: “We wait,” said Ruiz in a low voice. “Not long.” has two parts. What
//     follows those without a word between is somebody else's: “Why?”
//  6. Every paragraph of a long quotation may be opened again; the whole is one
//     utterance, unless both paragraphs have a tag of their own. Lines of verse
//     are one part.
//  7. A quotation without a closing mark ends with its paragraph and is
//     flagged Unclosed.
//  8. A quotation inside another has it as Parent.
//  9. 6'2" and 'tis are no quotations, nor does the s of the workers' close one.
//  10. What somebody wants, supports or does is no speech: without [WithClasses]
//     only speech, writing, and thoughts told as a clause or in marks are reported.
//  11. What was not said, or is asked, conditional or still to come, is returned
//     with its [Factuality].
//
// The marks of all languages are one table, in marks.go.
package quotes
