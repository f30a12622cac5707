// Package audit is "whosaid audit": who is quoted in a body of articles, how
// much, by name or without one, in their own words or reported.
//
// # What is counted
//
// Quotations that stand by themselves. One inside another is part of what the
// other's speaker says; how many there are is told apart. Words are what has a
// letter or a digit in it, between white space; those of a mixed quotation
// are all that is reported, in marks or not.
//
// A speaker is named if the text names them anywhere, anonymous if it only
// describes them ("officials", "a nurse"); a quotation without a speaker is
// unattributed.
//
// The gender of a speaker is what the articles tell of them, as
// [attribution.Speaker] has it. Nothing is guessed beyond that: where they do
// not tell, or contradict each other, the gender is unknown. The figures of
// one article go by that article alone.
//
// # Who is the same across articles
//
// Speakers are joined by full name only, whatever its capitals. An
// organization or group has the same name or it has not; a person's name is
// full if it has two words besides titles. "Brekke" in one article and
// "Mr. Brekke" in another are two speakers, of one article each, and may be
// one person; "Torvald Brekke" in both is one speaker, and may be two people.
package audit
