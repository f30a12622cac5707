package quotes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

func reported(text string, opts ...quotes.Option) []quotes.Quote {
	return quotes.Find(tokenize.Parse(text), append(opts, quotes.WithLanguage("en"))...)
}

var everyClass = quotes.WithClasses(quotes.Speech, quotes.Writing, quotes.Thought, quotes.Attitude)

func TestClassAndFactuality(t *testing.T) {
	for text, want := range map[string]string{
		"Governor Ida Moss said on Monday that the bridge would be closed.":             "speech asserted",
		"Governor Ida Moss wrote that the bridge would be closed in May.":               "writing asserted",
		"Governor Ida Moss believes that the bridge will be closed in May.":             "thought asserted",
		"Governor Ida Moss supports closing the bridge in May.":                         "attitude asserted",
		"According to Governor Ida Moss, the bridge will be closed in May.":             "speech asserted",
		"Governor Ida Moss did not say whether the bridge would be closed.":             "speech negated",
		"Governor Ida Moss did not, as is often claimed, say that the bridge was safe.": "speech negated",
		"Governor Ida Moss never said that the bridge would be closed.":                 "speech negated",
		"Governor Ida Moss declined to say whether the bridge would be closed.":         "speech negated",
		"Governor Ida Moss will tell lawmakers that the bridge must be closed.":         "speech future",
		"If Governor Ida Moss says that the bridge is safe, the ferry will stop.":       "speech conditional",
		"Governor Ida Moss might say that the bridge is safe.":                          "speech conditional",
		"Did Governor Ida Moss say that the bridge was safe?":                           "speech questioned",
		"What did Governor Ida Moss say? “The bridge is not safe.”":                     "speech asserted",
		"“The bridge is safe,” said Governor Ida Moss.":                                 "speech asserted",
		"“The bridge will not be closed and never was,” said Governor Ida Moss.":        "speech asserted",
		"Governor Ida Moss, who will retire in May, said that the bridge was safe.":     "speech asserted",
	} {
		var got []string
		for _, q := range reported(text, everyClass) {
			if strings.Contains(q.Mention.In(text), "Moss") {
				got = append(got, q.Class.String()+" "+q.Factuality.String())
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s\n got %s\nwant %s", text, s, want)
		}
	}
}

// Where a report's words end: what the model takes in too much is left out.
func TestReportEdges(t *testing.T) {
	for text, want := range map[string]string{
		"The jury was told by Sgt. Ruth Pell that petrol cans had been found in the van.":                                           "Sgt. Ruth Pell: that petrol cans had been found in the van",
		"The driver, Bo Lind, who said he had not slept for two nights, was taken to hospital.":                                     "who: he had not slept for two nights",
		"After Mayor Ida Moss said that the hall was booked, the committee left.":                                                   "Mayor Ida Moss: that the hall was booked",
		"Mayor Ida Moss said that the merger would go ahead and added that no jobs would be lost.":                                  "Mayor Ida Moss: that the merger would go ahead; Mayor Ida Moss: that no jobs would be lost",
		"Rents in Norhaven, Mayor Ida Moss told the committee, have doubled since 2019.":                                            "Mayor Ida Moss: Rents in Norhaven … have doubled since 2019",
		"The fire, according to police, started in a kitchen.":                                                                      "police: The fire … started in a kitchen",
		"The sheets were, according to Ida Moss, never insured.":                                                                    "Ida Moss: The sheets were … never insured",
		"The road, according to the council, is “safe and open”.":                                                                   "the council: The road … is “safe and open”",
		"The vaccine, said the agency, had been stored at the wrong temperature.":                                                   "the agency: The vaccine … had been stored at the wrong temperature",
		"A former bookkeeper stole 40,000 kroner from the club, a court heard on Monday.":                                           "a court: A former bookkeeper stole 40,000 kroner from the club",
		"Farmers are angry about what Commissioner Bo Lind called “a modest cut” to the subsidy.":                                   "Commissioner Bo Lind: a modest cut",
		"The boy was described by his teacher, Ida Moss, as “quiet but never absent”.":                                              "his teacher, Ida Moss: quiet but never absent",
		"Foreign Minister Arman Sarkis was quoted by state media as saying the border would “stay open”.":                           "Foreign Minister Arman Sarkis: the border would “stay open”",
		"While Mayor Ida Moss said the plan was “fair”, few believed her.":                                                          "Mayor Ida Moss: the plan was “fair”",
		"In the words of its conductor, Ida Moss, the orchestra is “too poor to be bad”.":                                           "its conductor, Ida Moss: the orchestra is “too poor to be bad”",
		"Analysts at Norhaven Bank cut their rating to “hold” from “buy”.":                                                          "",
		"The first single, “Overnight to Norhaven”, has been described by one critic as “a hymn to diesel”.":                        "one critic: a hymn to diesel",
		"A label inside the coat reads “Mallory”, which may be the name of its owner.":                                              "A label inside the coat: Mallory",
		"Ida Moss said goodbye to her colleagues in the spring and moved to Porto.":                                                 "",
		"Investors were told that the plan would fail.":                                                                             ": that the plan would fail",
		"The islanders have been warned that the dam may burst.":                                                                    ": that the dam may burst",
		"“We are sure,” said Ida Moss, who took over in March, “that fares will rise.”":                                             "Ida Moss, who took over in March: We are sure, … that fares will rise.",
		"Prime Minister Joan Moss said in Norhaven that she will go. Asked what she will do next, Moss sighed.":                     "Prime Minister Joan Moss: that she will go; : what she will do next",
		"Mayor Ida Moss sang “Blue River” at the funeral in Norhaven on Monday.":                                                    "",
		"“We wait,” said Mayor Ida Moss Jr. “Not long,” said Moss.":                                                                 "Mayor Ida Moss Jr.: We wait,; Moss: Not long,",
		"“We wait,” said Mayor Ida Moss. “👍,” said Bo Hart.":                                                                        "Mayor Ida Moss: We wait,; Bo Hart: 👍,",
		"The plan was called “reckless” by Mayor Ida Moss on Monday in Norhaven.":                                                   "Mayor Ida Moss: reckless",
		"The board met on Monday in Norhaven. “Shut it,” said a woman known as “Ma.”":                                               "a woman: Shut it,",
		"The board met on Monday in Norhaven. “Is it true?” “Yes,” said Ida Moss.":                                                  ": Is it true?; Ida Moss: Yes,",
		"Norhaven Robotics makes “robots that help.”":                                                                               "",
		"The Norhaven Board today announced that the ferry will stop.":                                                              "The Norhaven Board: that the ferry will stop",
		"15:44 Our correspondent Jo Reed writes: The sea wall at Norhaven has gone.":                                                "Our correspondent Jo Reed: The sea wall at Norhaven has gone",
		"The Norhaven Herald said on Tuesday that it would close.":                                                                  "The Norhaven Herald: that it would close",
		"“It is over,” Chief Justice Ida Moss wrote, “for us.” She added in a footnote that she “would have granted the petition.”": "Chief Justice Ida Moss: It is over, … for us.; She: that she “would have granted the petition.”",
		"Governor Ida Moss, asked if the bridge was safe, said: “Never.”":                                                           ": if the bridge was safe; Governor Ida Moss: Never.",
		"Governor Ida Moss said that the debt was “paid in full”, a claim Bo Lind called “simply false”.":                           "Governor Ida Moss: that the debt was “paid in full”; Bo Lind: simply false",
		"What did Ida Moss say? “I said, ‘Sit down, you look hungry.’”":                                                             "Ida Moss: I said, ‘Sit down, you look hungry.’; I: Sit down, you look hungry.",
		"“Two years?” said Ida Moss as she waited for the 7:10 a.m. boat. “I'll still be here.”":                                    "Ida Moss: Two years? … I'll still be here.",
		"Cats know their own names, researchers in Norhaven reported Thursday. Whether they care is another matter.":                "researchers in Norhaven: Cats know their own names",
		"“We will fight,” Ida Moss told a crowd that had come to the harbour on Tuesday. “We will win.”":                            "Ida Moss: We will fight, … We will win.",
		"“You row,” as Ida Moss puts it, “or you swim.”":                                                                            "Ida Moss: You row, … or you swim.",
		"The ferryman Bo Lind has been called “the quiet man of the harbour”.":                                                      ": The ferryman Bo Lind … the quiet man of the harbour",
		"“Ask me in June,” Ida Moss said, according to two people who were in the room.":                                            "two people who were in the room: “Ask me in June,” Ida Moss said; Ida Moss: Ask me in June,",
		"Mayor Bo Lind of Norhaven told the harbour porters that the key was lost.":                                                 "Mayor Bo Lind of Norhaven: that the key was lost",
		"“He never saw it float again,” Bo Lind told the court. “I was there.”":                                                     "Bo Lind: He never saw it float again, … I was there.",
		"“He never saw it float again,” Bo Lind said of the boat in Norhaven.":                                                      "Bo Lind: He never saw it float again,",
		"The last ferry to Norhaven, the operator said on Tuesday, will stop sailing in March and not come back.":                   "the operator: The last ferry to Norhaven … will stop sailing in March and not come back",
		"Ida Moss said, “I left the gate open,” and burst into tears.":                                                              "Ida Moss: I left the gate open,",
		"“Late,” said Ida Moss of Norhaven, feeling for a penny.":                                                                   "Ida Moss of Norhaven: Late,",
		"“Late,” said Ida Moss from the back, and the form howled.":                                                                 "Ida Moss: Late,",
		"Mayor Ida Moss told the board on Monday that the bridge was safe. “We tested it twice.”":                                   "Mayor Ida Moss: that the bridge was safe; : We tested it twice.",
		"Ida Moss of Norhaven had just finished “The Long Way Home.” It took a month.":                                              "",
		"Her favourite poem was “The Lady of the Well.” The house in Norhaven was called “The Laurels.” It had no garden.":          "",
		"The button “Save as draft” is now called “Keep for later”.":                                                                "",
		"It is funnier than either “Tin” or “The Widow’s Compass.” Ida Moss wrote it in Norhaven.":                                  "",
		"“I had no ear,” Ida Moss wrote in her 1979 memoir, “Nothing to Declare.” “I still have none.”":                             "Ida Moss: I had no ear, … I still have none.",
		"State media in Norhaven quoted Foreign Minister Ida Moss as saying the talks had been “frank and useful”.":                 "Foreign Minister Ida Moss: the talks had been “frank and useful”",
		"Mayor Ida Moss of Norhaven said there were no deaths but warned: “It is too early to tell.”":                               "Mayor Ida Moss of Norhaven: there were no deaths; Mayor Ida Moss of Norhaven: It is too early to tell.",
		"“Presently,” said Ida Moss to the tailor in Norhaven on Monday.":                                                           "Ida Moss: Presently,",
		"In her new book Ida Moss of Norhaven writes: “Nobody rows.”":                                                               "Ida Moss of Norhaven: Nobody rows.",
		"Brothers 'argued over boat' before fire, court told":                                                                       "court: Brothers 'argued over boat' before fire",
		// The model leaves these out, or takes too much or too little.
		"The offer was labelled “an insult with a form attached” by Rural Voice president Bo Lind.":                         "Rural Voice president Bo Lind: an insult with a form attached",
		"The plan was dismissed last week as “nonsense” by the union.":                                                      "the union: nonsense",
		"The storm, dubbed “the beast”, hit Norhaven on Monday.":                                                            ": the beast",
		"While Mayor Ida Moss described the figures as “encouraging”, few believed her.":                                    "Mayor Ida Moss: the figures as “encouraging”",
		"Night buses will return to the city in September, the transport authority announced on Wednesday.":                 "the transport authority: Night buses will return to the city in September",
		"Flights will resume on Friday, the airline confirmed last night.":                                                  "the airline: Flights will resume on Friday",
		"Last month she had told staff the opposite.":                                                                       "",
		"Patients were told of the result by letter.":                                                                       "",
		"Residents said they had waited since 4 a.m.":                                                                       "Residents: they had waited since 4 a.m.",
		"Bo Lind, whose lawyer told the judge that he could not afford the fine, arrived at court in a hired car.":          "whose lawyer: that he could not afford the fine",
		"Noting that the river had risen two metres, the mayor closed the bridge.":                                          "the mayor: that the river had risen two metres",
		"His claim that the accounts had been audited twice was rejected by the tribunal in March.":                         "His: that the accounts had been audited twice",
		"Despite warnings from the engineers that the bridge was unsafe, the council kept it open.":                         "the engineers: that the bridge was unsafe",
		"Shopkeepers had an assurance from the developer, Bo Lind, that rents would be frozen.":                             "the developer, Bo Lind: that rents would be frozen",
		"Foreign Minister Arman Sarkis was quoted by the state news agency as saying the airport would reopen within days.": "Foreign Minister Arman Sarkis: the airport would reopen within days",
		"Foreign Minister Arman Sarkis was quoted by the agency as saying: “We go.”":                                        "Foreign Minister Arman Sarkis: We go.",
		"A man accused of killing his wife told the court he was asleep.":                                                   "A man accused of killing his wife: he was asleep",
		"Mayor Ida Moss told the caller the clinic was full, hung up and drove to the next town.":                           "Mayor Ida Moss: the clinic was full",
		"NEW DELHI: The Opposition on Wednesday accused the government of “sleeping through” a rise in onion prices.":       "The Opposition: the government of “sleeping through” a rise in onion prices",
		"Mumbai: Two people were hurt when a wall fell on Monday.":                                                          "",
		"Paris: Police said two men had been arrested in the city on Monday.":                                               "Police: two men had been arrested in the city on Monday",
		"When Mayor Ida Moss complained in May the council told her \"the pump is new\".":                                   "the council: the pump is new",
		"“The hinges are the first to go,” said Irena Novak as she locked the shop in Norhaven.":                            "Irena Novak: The hinges are the first to go,",
	} {
		var got []string
		for _, q := range reported(text) {
			var parts []string
			for _, p := range q.Parts {
				parts = append(parts, p.In(text))
			}
			got = append(got, q.Mention.In(text)+": "+strings.Join(parts, " … "))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s\n got %s\nwant %s", text, s, want)
		}
	}
}

func TestWithClasses(t *testing.T) {
	text := "Governor Ida Moss supports closing the bridge. Mayor Bo Lind said that the ferry would sail."
	for _, c := range []struct {
		reason string
		opts   []quotes.Option
		want   string
	}{
		{"an attitude is not voiced", nil, "Mayor Bo Lind"},
		{"asked for", []quotes.Option{everyClass}, "Governor Ida Moss, Mayor Bo Lind"},
		{"attitudes only", []quotes.Option{quotes.WithClasses(quotes.Attitude)}, "Governor Ida Moss"},
		{"no class", []quotes.Option{quotes.WithClasses()}, ""},
	} {
		var got []string
		for _, q := range reported(text, c.opts...) {
			got = append(got, q.Mention.In(text))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.reason, s, c.want)
		}
	}
}

func TestWithKinds(t *testing.T) {
	news := "Governor Ida Moss said in Norhaven that the bridge was closed. “It is not safe,” said Mayor Bo Lind."
	story := "She said that she was tired, and he put his hand on her arm. He said that he knew. “We wait,” she said to him, and her voice was low."
	for _, c := range []struct {
		reason, text string
		opts         []quotes.Option
		want         string
	}{
		{"news", news, nil, "indirect direct"},
		{"fiction", story, nil, "direct"},
		{"fiction, indirect asked for", story, []quotes.Option{quotes.WithKinds(quotes.Indirect)}, "indirect"},
		{"news, direct only", news, []quotes.Option{quotes.WithKinds(quotes.Direct)}, "direct"},
	} {
		var got []string
		for _, q := range reported(c.text, c.opts...) {
			if k := q.Kind.String(); len(got) == 0 || got[len(got)-1] != k {
				got = append(got, k)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.reason, s, c.want)
		}
	}
}

func TestClassText(t *testing.T) {
	for c := quotes.NoClass; c <= quotes.Attitude; c++ {
		b, err := c.MarshalText()
		var got quotes.Class
		if err != nil || got.UnmarshalText(b) != nil || got != c || string(b) != c.String() {
			t.Errorf("%v: %s, %v, back %v", c, b, err, got)
		}
	}
	for f := quotes.Asserted; f <= quotes.Future; f++ {
		b, err := f.MarshalText()
		var got quotes.Factuality
		if err != nil || got.UnmarshalText(b) != nil || got != f || string(b) != f.String() {
			t.Errorf("%v: %s, %v, back %v", f, b, err, got)
		}
	}
	var c quotes.Class
	var f quotes.Factuality
	_, err1 := quotes.Class(99).MarshalText()
	_, err2 := quotes.Factuality(99).MarshalText()
	for _, err := range []error{err1, err2, c.UnmarshalText([]byte("x")), f.UnmarshalText([]byte("x"))} {
		if err == nil {
			t.Error("no error")
		}
	}
	if d := cmp.Diff("Class(99) Factuality(99)", quotes.Class(99).String()+" "+quotes.Factuality(99).String()); d != "" {
		t.Error(d)
	}
}

func TestHeadline(t *testing.T) {
	text := "BRIDGE TO CLOSE IN MAY, GOVERNOR SAYS\n\nGovernor Ida Moss said on Monday that the bridge would be closed."
	got := reported(text, quotes.WithKinds(quotes.Indirect))
	if len(got) != 1 || got[0].Mention.In(text) != "Governor Ida Moss" {
		t.Errorf("%+v", got)
	}
}

// What is found in a text does not depend on the texts before it.
func TestTextsBefore(t *testing.T) {
	texts := []string{
		"What did Ida Moss say? “I said, ‘Sit down, you look hungry.’”",
		"Governor Ida Moss believes that the bridge will be closed in May.",
		"Mayor Bo Lind of Norhaven told the harbour porters that the key was lost.",
		"“Two years?” said Ida Moss as she waited for the 7:10 a.m. boat. “I'll still be here.”",
		"The board met. It said it would shut the ferry. Why? “It is old,” said Bo Lind. He did not say when.",
	}
	for _, text := range texts {
		var want []quotes.Quote
		for i, before := range texts {
			reported(before)
			got := reported(text)
			if i == 0 {
				want = got
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%q after %q (-want +got):\n%s", text, before, d)
			}
		}
	}
}
