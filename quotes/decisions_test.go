package quotes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// show writes a quotation as "kind: part | part <- mention/cue", with ^ before
// a nested one, ! after an unclosed one, and ~ before a factuality.
func show(text string, q quotes.Quote) string {
	var b strings.Builder
	if q.Parent > 0 {
		b.WriteString("^")
	}
	b.WriteString(q.Kind.String() + ": ")
	for i, p := range q.Parts {
		if i > 0 {
			b.WriteString(" | ")
		}
		b.WriteString(p.In(text))
	}
	if q.Unclosed {
		b.WriteString("!")
	}
	if !q.Cue.IsZero() || !q.Mention.IsZero() {
		b.WriteString(" <- " + q.Mention.In(text) + "/" + q.Cue.In(text))
	}
	if q.Factuality != quotes.Asserted {
		b.WriteString(" ~" + q.Factuality.String())
	}
	return b.String()
}

// Each case is one of the decisions that doc.go numbers.
func TestDecisions(t *testing.T) {
	for _, c := range []struct {
		rule         int
		lang, reason string
		text         string
		want         []string
	}{
		{1, "en", "inversion", "“We lost the key,” said Bo Marsh.", []string{"direct: We lost the key, <- Bo Marsh/said"}},
		{1, "en", "subject first", `"We lost it," the old porter muttered.`, []string{"direct: We lost it, <- the old porter/muttered"}},
		{1, "en", "apposition", "“We lost it,” Bo Marsh, the porter, said.", []string{"direct: We lost it, <- Bo Marsh, the porter/said"}},
		{1, "en", "before, with a colon", "Bo Marsh said: “We lost it.”", []string{"direct: We lost it. <- Bo Marsh/said"}},
		{1, "en", "alone", "“We lost it.”", []string{"direct: We lost it."}},
		{1, "en", "passive", "“Wait,” she was told by Bo Marsh.", []string{"direct: Wait, <- Bo Marsh/told"}},
		{1, "en", "dialogue dash", "— The key is lost, said Bo.", []string{"direct: The key is lost, <- Bo/said"}},
		{1, "en", "dialogue dash, and on after the tag", "—I won't, he said, if I can help it.\n\n—Bo Marsh, she said, get that animal off my new brass scales.", []string{"direct: I won't, | if I can help it. <- he/said", "direct: Bo Marsh, | get that animal off my new brass scales. <- she/said"}},
		{1, "en", "dialogue dash, you", "—He never rings, you know that. Sit down.\n\n—I will, said Bo.", []string{"direct: He never rings, you know that. Sit down.", "direct: I will, <- Bo/said"}},
		{1, "en", "transcript", "Q: Is the key lost?\n\nA: It is “lost.”\n\nQ: Since when?", []string{"direct: Is the key lost? <- Q/:", "direct: It is “lost.” <- A/:", "direct: Since when? <- Q/:"}},
		{1, "en", "transcript of somebody who quotes", "Q: Bo Marsh said last week, \"It is lost.\" Did you know?\n\nA: He says that a lot.\n\nQ: Since when?", []string{"direct: Bo Marsh said last week, \"It is lost.\" Did you know? <- Q/:", "^direct: It is lost. <- Bo Marsh/said", "direct: He says that a lot. <- A/:", "direct: Since when? <- Q/:"}},
		{1, "en", "letters lost inside single marks", "'Mind the 'orses,' said Bo Marsh. 'Don't you go 'way. I'll come down to 'ee.'", []string{"direct: Mind the 'orses, | Don't you go 'way. I'll come down to 'ee. <- Bo Marsh/said"}},
		{1, "en", "lost ends, too", "'Get along o' 'un,' said Bo Marsh.", []string{"direct: Get along o' 'un, <- Bo Marsh/said"}},
		{1, "en", "a block quotation in Markdown", "As Bo Marsh wrote in May:\n\n> \"We lost it for good.\"\n\nHe did.", []string{"direct: We lost it for good. <- Bo Marsh/wrote"}},
		{1, "en", "posts in small letters", "Bo Marsh: \"the key is lost again\"\nIda Moss: \"get another then\"", []string{"direct: the key is lost again <- Bo Marsh/:", "direct: get another then <- Ida Moss/:"}},
		{1, "en", "trailing name", "“We lost it.” —Bo Marsh", []string{"direct: We lost it. <- Bo Marsh/"}},
		{1, "en", "names in brackets", "“We lost it.” (Bo Marsh, porter)\n\n“It is here.” (Ida Moss)", []string{"direct: We lost it. <- Bo Marsh/", "direct: It is here. <- Ida Moss/"}},
		{1, "en", "a handle", "The inn posted a note:\n\n“We lost it and we are sorry” — Bo Marsh (@bomarsh) May 3, 2022", []string{"direct: We lost it and we are sorry <- Bo Marsh/"}},
		{1, "en", "a tag in the next paragraph", "“We lost it,”\n\nsaid Bo Marsh, who ran the inn\n\nfor years.", []string{"direct: We lost it, <- Bo Marsh/said"}},
		{1, "en", "times of turns", "[00:12] BO MARSH: Is it lost?\n\n[00:14] IDA MOSS: It is lost.\n\n[00:19] BO MARSH: Since when?", []string{"direct: Is it lost? <- BO MARSH/:", "direct: It is lost. <- IDA MOSS/:", "direct: Since when? <- BO MARSH/:"}},
		{1, "en", "a link", "“We lost it,” said [Bo Marsh](https://norhaven.no/bo), “and we left.”", []string{"direct: We lost it, | and we left. <- Bo Marsh/said"}},
		{1, "en", "single marks before I", "'I thought it was thunder': the porters look back\n\nIt was late.", []string{"direct: I thought it was thunder"}},
		{1, "de", "low and high marks", "„Der Schlüssel ist weg“, sagte Bo Marsch.", []string{"direct: Der Schlüssel ist weg <- Bo Marsch/sagte"}},
		{1, "de", "inward guillemets", "»Weg«, sagte Bo. »Schade«, meinte Ida.", []string{"direct: Weg <- Bo/sagte", "direct: Schade <- Ida/meinte"}},
		{1, "sv", "one mark for both ends", "”Nyckeln är borta”, sade Bo.", []string{"direct: Nyckeln är borta <- Bo/sade"}},
		{1, "zh", "corner brackets", "李先生说:「钥匙丢了。」", []string{"direct: 钥匙丢了。 <- 李先生/说"}},
		{2, "en", "works that they open with", "The choir opened with “The Lark” and closed with “Salt Road”.", []string{}},
		{2, "en", "a marked fragment", "Bo Marsh praised the “quiet work” of the porters.", []string{"mixed: the “quiet work” of the porters <- Bo Marsh/praised"}},
		{2, "en", "with its verb outside", "Bo Marsh said it was “quiet and steady work.”", []string{"mixed: it was “quiet and steady work.” <- Bo Marsh/said"}},
		{3, "en", "that-clause", "Bo Marsh said on Monday that the key was lost.", []string{"indirect: that the key was lost <- Bo Marsh/said"}},
		{3, "en", "tag last", "The key was lost, Bo Marsh said.", []string{"indirect: The key was lost <- Bo Marsh/said"}},
		{3, "en", "according to", "According to Bo Marsh, the key was lost.", []string{"indirect: the key was lost <- Bo Marsh/According to"}},
		{4, "en", "scare quote and title", "The so-called “key” opened the play “A Door of One’s Own” in May.", []string{}},
		{4, "en", "titles side by side", "Her novel, “Salt Hours,” sold; the study, “Sleep and Work,” did not.", []string{}},
		{4, "en", "a word explained", "“Delivery Date” means the day on which the key is brought.", []string{}},
		{4, "en", "a nickname", "“Lost,” said Bo “Buck” Marsh.", []string{"direct: Lost, <- Bo “Buck” Marsh/said"}},
		{2, "en", "the tag stands inside", "His letters, he said, “went into a hole.”", []string{"mixed: His letters | went into a hole. <- he/said"}},
		{2, "en", "what somebody calls something", "It was a key that the porter called “a long sigh.” Bo Marsh left.", []string{"mixed: a long sigh. <- the porter/called"}},
		{2, "en", "who calls it so", "Bo Marsh, who called the key “a gift to thieves,” said he would go.", []string{"mixed: the key “a gift to thieves,” <- who/called"}},
		{5, "en", "interrupted", "“We lost it,” said Bo, “in the snow.”", []string{"direct: We lost it, | in the snow. <- Bo/said"}},
		{5, "en", "a colon after the tag", "“We lost it,” said Bo: “it was in the snow.”", []string{"direct: We lost it, | it was in the snow. <- Bo/said"}},
		{5, "en", "after the tag's sentence", "“We lost it,” said Bo. “In the snow.”", []string{"direct: We lost it, | In the snow. <- Bo/said"}},
		{5, "en", "a beat in dashes", "“We lost”—he sat down—“everything.”", []string{"direct: We lost | everything."}},
		{5, "fr", "tag inside the marks", "« La clé est perdue, dit Bo. Hélas. »", []string{"direct: La clé est perdue, | Hélas. <- Bo/dit"}},
		{5, "en", "how it was said", "“We lost it,” he said in a low voice. “In the snow.”", []string{"direct: We lost it, | In the snow. <- he/said"}},
		{5, "en", "manner after a noun", "“Wait,” said the trucker in a tired voice. “Why?” said their mother without turning round.", []string{"direct: Wait, <- the trucker/said", "direct: Why? <- their mother/said"}},
		{5, "en", "and at last", "“Gone!” exclaimed both ladies together. “Gone!” said the porter at last.", []string{"direct: Gone! <- both ladies/exclaimed", "direct: Gone! <- the porter/said"}},
		{5, "en", "a clause after the mention", "“Again!” shouted the children, and Mr. Moss wound the handle.", []string{"direct: Again! <- the children/shouted"}},
		{5, "en", "whom somebody quotes", "“We will not move,” the agency quoted Ida Moss as saying.", []string{"direct: We will not move, <- Ida Moss/saying"}},
		{5, "en", "is how", "“A kettle that never boils” is how Ida Moss, who lives below, describes it.", []string{"direct: A kettle that never boils <- Ida Moss/describes"}},
		{5, "en", "the verdict of", "“Rubbish” was the verdict of Ida Moss.", []string{"direct: Rubbish <- Ida Moss/verdict"}},
		{5, "en", "whom somebody recalls", "Ida recalled her father telling her: “Never sell the field.”", []string{"direct: Never sell the field. <- her father/telling"}},
		{5, "en", "the same after the words", "“Sit down,” he remembers the coach telling him.", []string{"direct: Sit down, <- the coach/telling"}},
		{5, "en", "what several shout", "There were cries of “Shame!” from the benches.", []string{"direct: Shame!"}},
		{5, "en", "what everybody calls it", "They called it the “good room,” though nobody had been happy in it.", []string{}},
		{5, "en", "so says", "“Rain is applause you can’t see.” So says Ida Moss, who sells umbrellas.", []string{"direct: Rain is applause you can’t see. <- Ida Moss/says"}},
		{5, "en", "a statement", "“We are providing assistance,” its statement read.", []string{"direct: We are providing assistance, <- its statement/read"}},
		{5, "en", "a question after a dash", "—Did you lock it? Nora Tighe asked.\n\n—I did, said Fintan.\n\n—You said that last time.", []string{"direct: Did you lock it? <- Nora Tighe/asked", "direct: I did, <- Fintan/said", "direct: You said that last time."}},
		{5, "en", "another clause", "I went to the counter and the clerk told me, “Come back on Monday.”", []string{"direct: Come back on Monday. <- the clerk/told"}},
		{5, "en", "a name after a dash", "“I lost nine kilos!” – Ida Moss", []string{"direct: I lost nine kilos! <- Ida Moss/"}},
		{5, "en", "a time of day", "16:11 “The pitch is fine,” says Ida Moss.", []string{"direct: The pitch is fine, <- Ida Moss/says"}},
		{5, "en", "works with what tells of them", "“The Salt Road,” the third novel by Ida Moss, opens on a ferry. “Low Water,” which opened on Friday, won.", []string{}},
		{5, "en", "a headline in small letters", "‘I never saw the water coming’: farmers count cost of flood\n\nIda Moss was asleep.", []string{"direct: I never saw the water coming"}},
		{5, "en", "on with a capital", "“We lost it,” he went on, “I said.”", []string{"direct: We lost it, | I said. <- he/went on"}},
		{5, "en", "no more than one answer", "“We lost it,” said Bo. “In the snow?” “Yes.”", []string{"direct: We lost it, | In the snow? <- Bo/said", "direct: Yes."}},
		{5, "en", "a work beside whose words they are", "“No river is late.” — Ida Moss, “Salt Hours”", []string{"direct: No river is late. <- Ida Moss/"}},
		{5, "en", "signed in the next paragraph", "“No river is late.”\n\n— Ida Moss, a ferryman\n\n“Some are.”\n\n— Bo Hart", []string{"direct: No river is late. <- Ida Moss/", "direct: Some are. <- Bo Hart/"}},
		{5, "en", "before a colon in a headline", "“It sounded like a train”: Villagers count the cost", []string{"direct: It sounded like a train"}},
		{5, "en", "in brackets", "The plan has critics (“a car park with a flag,” as the architect Bo Marsh put it), but it stays.", []string{"direct: a car park with a flag, <- the architect Bo Marsh/put it"}},
		{3, "en", "that lady", "“I suppose,” observed that lady, “you are late.”", []string{"direct: I suppose, | you are late. <- that lady/observed"}},
		{5, "en", "a reference in brackets", "“Enclosure,” writes Ida Moss (p. 77), “was the last argument.”", []string{"direct: Enclosure, | was the last argument. <- Ida Moss/writes"}},
		{2, "en", "lists with dashes", "What to bring:\n- Two tables\n- Why Bo Marsh calls the inn \"the last hole\"\n- A kettle", []string{"mixed: the inn \"the last hole\" <- Bo Marsh/calls"}},
		{2, "en", "works in lists", "Moss, Ida. “Salt Roads of the Delta.” Journal of Trade 12.\n\n“A heron on the weir at noon” . . . . . 14\n\n“Paper Boats” – 3:14", []string{}},
		{2, "en", "definitions", "In this Agreement, “Premises” means the ground floor; “Term” means a period of five years.", []string{}},
		{5, "en", "signed in the next line", "“The roof leaks on the violins.”\nIda Moss, conductor\n\nIt rained.", []string{"direct: The roof leaks on the violins. <- Ida Moss/"}},
		{5, "en", "in quoted lines", "> “No river is late.”\n>\n> — Ida Moss, ferryman", []string{"direct: No river is late. <- Ida Moss/"}},
		{2, "en", "in small letters, before a sure tag", "She had seen the book her sister was reading, ‘and what is the use of it,’ thought Ida ‘without pictures?’", []string{"direct: and what is the use of it, | without pictures? <- Ida/thought"}},
		{7, "en", "a tag inside marks that nothing closes", "“The lease runs out, said Ida Moss, who was tired.\n\n“It is over,” said Bo Marsh.", []string{"direct: The lease runs out,! <- Ida Moss/said", "direct: It is over, <- Bo Marsh/said"}},
		{6, "en", "paragraphs of one utterance", "“We lost it.\n\n“We never found it,” said Bo.", []string{"direct: We lost it. | We never found it, <- Bo/said"}},
		{6, "en", "two tags, two utterances", "Bo said: “We lost it.\n\n“I found it,” said Ida.", []string{"direct: We lost it.! <- Bo/said", "direct: I found it, <- Ida/said"}},
		{7, "en", "a stray mark in a heading, before a dialogue dash", "“Bo Marsh called for more money by all means\n\n– Careless behaviour, said Bo.", []string{"direct: Careless behaviour, <- Bo/said"}},
		{6, "en", "verse", "Bo recited:\n\n“The crow is black,\nThe snow is white,\nAnd so is night.”\n\nNobody spoke.", []string{"direct: The crow is black,\nThe snow is white,\nAnd so is night. <- Bo/recited"}},
		{7, "en", "unclosed", "Bo said: “We lost it. All of it.", []string{"direct: We lost it. All of it.! <- Bo/said"}},
		{8, "en", "nested single marks", "“He said, ‘Lost,’ and left,” said Bo.", []string{"direct: He said, ‘Lost,’ and left, <- Bo/said", "^direct: Lost, <- He/said"}},
		{9, "en", "feet and inches", `He was 6'2" tall. "Lost," said Bo.`, []string{"direct: Lost, <- Bo/said"}},
		{9, "en", "apostrophes", "'It's the porters' key,' said Bo.", []string{"direct: It's the porters' key, <- Bo/said"}},
		{9, "en", "elision", "'Tis the porters' key and 'twas lost.", []string{}},
		{9, "en", "years", "‘I lost it in ’83, in the snow,’ said Bo.", []string{"direct: I lost it in ’83, in the snow, <- Bo/said"}},
		{9, "en", "a clipped word first", "''Tis lost,' said Bo. 'I know.'", []string{"direct: Tis lost, | I know. <- Bo/said"}},
		{9, "en", "inches inside marks", `"It was a 12" key," said Bo.`, []string{`direct: It was a 12" key, <- Bo/said`}},
		{9, "en", "an opening mark that closes", "“Lost,“ said Bo.", []string{"direct: Lost, <- Bo/said"}},
		{10, "en", "an attitude", "Bo Marsh supports closing the bridge in May.", []string{}},
		{10, "en", "a thought told as a clause", "Bo Marsh believes that the key was lost.", []string{"indirect: that the key was lost <- Bo Marsh/believes"}},
		{11, "en", "not said", "Bo Marsh did not say that the key was lost.", []string{"indirect: that the key was lost <- Bo Marsh/did not say ~negated"}},
		{11, "en", "still to come", "Bo Marsh will tell the porters that the key was lost.", []string{"indirect: that the key was lost <- Bo Marsh/will tell ~future"}},
	} {
		got := []string{}
		for _, q := range quotes.Find(tokenize.Parse(c.text), quotes.WithLanguage(c.lang)) {
			got = append(got, show(c.text, q))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("rule %d, %s: %s (-want +got):\n%s", c.rule, c.reason, c.text, d)
		}
	}
}

func TestWithAll(t *testing.T) {
	text := "The so-called “key” opened the play “A Door of Her Own” in May."
	got := []string{}
	for _, q := range quotes.Find(tokenize.Parse(text), quotes.WithAll()) {
		got = append(got, show(text, q))
	}
	if d := cmp.Diff([]string{"scare: key", "title: A Door of Her Own"}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestDescribe(t *testing.T) {
	text := "“Lost,” said Bo. “All of it.” Ida asked: “When?”"
	span := func(s string) tokenize.Span {
		i := strings.Index(text, s)
		return tokenize.Span{Start: i, End: i + len(s)}
	}
	given := [][]tokenize.Span{{span("When?")}, {span("Lost,"), span("All of it.")}}
	got := []string{}
	for _, q := range quotes.Describe(tokenize.Parse(text), given) {
		got = append(got, show(text, q))
	}
	if d := cmp.Diff([]string{"direct: When? <- Ida/asked", "direct: Lost, | All of it. <- Bo/said"}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// check tests invariant 4: parts are ordered, disjoint, not empty and inside
// their span, and a child lies inside a part of its parent.
func check(t *testing.T, lang, text string) {
	opts := []quotes.Option{quotes.WithAll()}
	if lang != "" {
		opts = append(opts, quotes.WithLanguage(lang))
	}
	qs := quotes.Find(tokenize.Parse(text), opts...)
	start := 0
	for i, q := range qs {
		if q.Span.Start < start {
			t.Fatalf("quotation %d begins at %d, before the one before it", i, q.Span.Start)
		}
		start = q.Span.Start
		if len(q.Parts) == 0 || q.Kind == quotes.Unknown {
			t.Fatalf("quotation %d has %d parts and kind %v", i, len(q.Parts), q.Kind)
		}
		end := q.Span.Start
		for _, p := range q.Parts {
			if p.Start < end || p.End <= p.Start || p.End > q.Span.End {
				t.Fatalf("quotation %d: part %v is not in order inside %v", i, p, q.Span)
			}
			end = p.End
		}
		for _, v := range q.Verbatim {
			if q.Kind != quotes.Mixed || !q.Span.Contains(v) || v.Len() == 0 {
				t.Fatalf("quotation %d, %v: verbatim %v outside %v", i, q.Kind, v, q.Span)
			}
		}
		for _, s := range []tokenize.Span{q.Cue, q.Mention} {
			if s.Start < 0 || s.End > len(text) || s.Start > s.End {
				t.Fatalf("quotation %d: %v is no span of the text", i, s)
			}
		}
		if q.Parent < 0 || q.Parent > i {
			t.Fatalf("quotation %d has parent %d", i, q.Parent)
		}
		if q.Parent > 0 {
			inside := false
			for _, p := range qs[q.Parent-1].Parts {
				inside = inside || p.Contains(q.Span)
			}
			if !inside {
				t.Fatalf("quotation %d, %v, is not inside a part of its parent %v", i, q.Span, qs[q.Parent-1].Parts)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"“A “b ‘c’ d” e,” said Bo. 'It's 6'2\".'", "\"a\n\n\"b\" c\"", "»a« «b» „c“ ”d”", "– a, said Bo – b\n\n— c",
		"« a, dit-il. b »", "“a”—x—“b”; “‘c’”", "\x00“\xff”''``", "Bo said “a” and “b,” Ida said. According to Al, c.",
	} {
		f.Add("", s)
	}
	for lang, s := range map[string]string{
		"de": "„a“, so Bo. Laut Bo hat Ida „a b“ genannt; ‚c‘ (d) nannte sie „e“", "fr": "« a », a dit Bo, « b. » Selon lui — c, dit-il, d",
		"ja": "「a」と田中さんは言った。田中さんは「b」と述べた", "ar": "قال علي: «a»، قال", "hi": "राम ने कहा, “a”", "nl": "--a! zei ie, b. c",
	} {
		f.Add(lang, s)
	}
	f.Fuzz(check)
}
