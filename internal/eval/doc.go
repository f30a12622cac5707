// Package eval scores predictions against an annotated corpus.
//
// # What is counted
//
// Offsets are code points. Before spans are compared, white space, marks,
// dashes and underscores at their edges are trimmed, and .,;: at their end.
// P is the share of predicted spans that are right, R the share of the gold
// ones that were found, F1 their harmonic mean.
//
// Marked: the pieces inside quotation marks or after a dialogue dash, which
// are the spans of gold direct quotations, and the parts of predicted direct
// and the verbatim pieces of predicted mixed ones. Predictions with a parent
// and gold quotations marked nested are left out. Exact: the same span. Close:
// one-to-one pairs, best first, whose intersection over union is at least 0.8.
//
// Speaker: for each gold direct quotation with a speaker, the prediction made
// from it (its "gold" index) or else the one that shares most code points with
// it, at least half of its content. It is right if the speaker's name is one
// of the gold speaker's, or if the name is nobody else's in the list of
// entities and an alias is one of the gold speaker's. Names are compared
// without case, articles, full stops, commas, "'s" and "-12" at their end.
// Accuracy: right among all. Found: has a prediction. Answered: has a speaker.
// Precision: right among answered. By explicitness, or form of the mention.
//
// B3: B-cubed F1 (Bagga and Baldwin 1998) of the clusters of quotations with
// the same speaker, over the quotations found, whatever the names; a
// quotation without a speaker is a cluster of its own.
//
// Relations, for corpora whose ID begins with "polnear": exact F1 of sources,
// cues and contents as sets of spans (from first to last, over gaps), and of
// the triples of them. Speech: for direct and mixed quotations, one-to-one
// pairs, best first, with an intersection over union of at least 0.5; mention
// right is the share of those pairs with a gold source whose mention overlaps
// it. All: the same with indirect ones. Of these corpora the library is asked
// for all kinds of quotation and all classes of cues, because they annotate
// beliefs and attitudes too.
//
// # What this package adds
//
// Breakdowns of the speaker figures by method, kind and document; the
// calibration of the confidence; the accuracy of the addressee, over gold
// direct quotations with exactly one, compared as speakers are; the difference between two runs. They use
// outcomes: one for each gold direct quotation with a speaker or, where a
// corpus has no speakers, for each speech pair with a gold source, which is
// then right if the mention is.
package eval
