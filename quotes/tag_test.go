package quotes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// What stands beside a quotation, and who speaks according to it.
func TestTags(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"a verb known by its place", "“Or the other key,” tapped Bo Marsh, “the small one.”", "Bo Marsh/tapped"},
		{"the same, subject first", "“I never row,” Ida shivered.", "Ida/shivered"},
		{"after a question, in small letters", "“In this weather?” she persevered, and took her hat.", "she/persevered"},
		{"with a particle", "“What time is it?” put in the General sternly.", "the General/put in"},
		{"an adverb that looks like a noun", "“Must we row?” asked Mr. Hart plaintively.", "Mr. Hart/asked"},
		{"an answer", "“I know it,” was Ida's only answer.", "Ida/answer"},
		{"his answer", "“I know it,” was his reply.", "his/reply"},
		{"a name in bold", "_“Boats sink,”_ said **Bo Marsh**.", "Bo Marsh/said"},
		{"in somebody's words", "“Boats sink,” in the words of Bo Marsh.", "Bo Marsh/in the words of"},
		{"the same before", "In the words of Bo Marsh, “boats sink.”", "Bo Marsh/In the words of"},
		{"heard", "“I like boats,” he heard Ida say.", "Ida/say"},
		{"going on", "“Cut again,” he was saying, “and look.”", "he/saying"},
		{"somebody named before", "“Quite so,” said the other.", "the other/said"},
		{"marks at the end of the words", "“They sang 'The Ferry,'” Bo Marsh said.", "Bo Marsh/said"},
		{"a new sentence is no tag", "“Really?” Ida walked to the door.", "/"},
		{"nor one that agrees to what was said", "“No rowing.” Her brother, Bo Marsh, agreed.", "/"},
		{"nor is one without words", "“Now go.” Was his answer late?", "/"},

		{"a verb with its particle, subject first", "“What time is it?” Mrs. Hart put in.", "Mrs. Hart/put in"},
		{"without it, it says nothing", "“What time is it?” Mrs. Hart put the box on the table.", "/"},
		{"an adverb first", "“It is empty,” feebly repeated Bo Marsh.", "Bo Marsh/repeated"},
		{"the present of a verb that may be a noun", "“It is empty,” whispers Bo Marsh.", "Bo Marsh/whispers"},
		{"the same of a verb of manner", "“It is empty,” sighs Marsh.", "Marsh/sighs"},
		{"the same, somebody described", "“It is empty,” replies the porter.", "the porter/replies"},
		{"a noun after all", "“It is empty,” answers of that kind were short.", "/"},
		{"a name that is a number", "“It is empty,” said Five, in a sulky tone.", "Five/said"},
		{"a noun without article", "“You won't see any boats,” said nanny.", "nanny/said"},
		{"somebody described, by the place of the verb", "“It is an old boat,” the captain stretched his arms.", "the captain/stretched"},
		{"a participle in the phrase", "“No, indeed,” rejoined the now mollified General.", "the now mollified General/rejoined"},
		{"somebody's answer, long ago", "“I know it,” had been Ida's reply.", "Ida/reply"},
		{"a passive", "“Good heavens!” was uttered at the same moment by Ida; and they ran.", "Ida/uttered"},
		{"who it was", "“There is a later letter.” It was Bo Marsh who spoke.", "Bo Marsh/spoke"},
		{"what goes on is no tag", "Ida said to the porter, “Drive on!” and he went on in these words:", "Ida/said"},
		{"nor what happens meanwhile", "When Ida remarked:\n\n“It is empty,” Bo Marsh's courage deserted him.", "Ida/remarked"},

		{"a question is what somebody wants to know", "“Where is the oar?” Ida wanted to know, as soon as they had rowed out.", "Ida/wanted to know"},
		{"the same of a verb of manner", "“It is empty,” sighs Marsh.", "Marsh/sighs"},
		{"the same, somebody described", "“Where is the oar?” the puzzled captain wanted to know. He sat down.", "the puzzled captain/wanted to know"},
		{"what is no question is not asked", "“The oar is gone!” Ida wanted to know the way.", "/"},
		{"nor is what somebody wants to know of other things", "“Where is the oar?” Ida wanted to know the way home.", "/"},

		{"what somebody keeps saying", "“It is empty,” my aunt used to say.", "my aunt/say"},
		{"a clipped auxiliary", "“It is empty,” she’d always tell us.", "she/tell"},
		{"still saying it", "“It is empty,” she was always saying.", "she/saying"},
		{"several at once", "“It is empty,” they all cried.", "they/cried"},
		{"one of several", "“It is empty,” said one of them.", "one of them/said"},
		{"the eldest", "“It is empty,” said the eldest.", "the eldest/said"},
		{"a note after the marks", "“It is empty,”12 wrote Bo Marsh.", "Bo Marsh/wrote"},
		{"in her words", "The boat was, in Ida's words, “empty.”", "Ida/words"},
		{"as somebody put it", "The boat was, as one porter put it, “empty.”", "one porter/put it"},
		{"the verb first", "Said Marsh: “It is empty.”", "Marsh/Said"},
		{"a book before who writes", "In her new book Ida Marsh writes: “It is empty.”", "Ida Marsh/writes"},
		{"a particle of a surname", "“It is empty,” van der Meer said.", "van der Meer/said"},
		{"a surname with an article", "“It is empty,” said Faisal al-Hamdani.", "Faisal al-Hamdani/said"},
		{"a tag in small letters, before a colon", "“A fine boat!” cried Ida: “we must row it home.”", "Ida/cried"},
		{"second: words that a colon joins", "“A fine boat!” cried Ida: “we must row it home.”", "Ida/cried"},
		{"second: words that a comma joins", "“Oars!” cried Bo Marsh, “and a rope for the boat.”", "Bo Marsh/cried"},
		{"second: after the end of the tag", "“A boat!” repeated the porter, as if it were news. “There is none here.”", "the porter/repeated"},
		{"not after a sentence of its own", "“Three!” Ida laughed. “Five, surely.”", "/"},
		{"nor after another sentence", "“Three,” said Ida. The porter looked up. “Five, surely.”", "/"},

		{"an adjective for somebody", "“The boat is mine,” said the stranded.", "the stranded/said"},
		{"words burst from somebody", "“Not the boat!” burst from Bo Marsh, who rose.", "Bo Marsh/burst"},
		{"or come from lips", "“Not the boat!” came slowly from Ida's lips.", "Ida/came"},
		{"or break from her", "“Not the boat,” broke from her in a low tone.", "her/broke"},
		{"things that come are no words", "“Not the boat!” Bo Marsh came from the house.", "/"},
		{"nor do words come from things", "“Not the boat!” came from the hall.", "/"},
		{"somebody's assurance", "“It does not leak,” was Ida's cheerful assurance, and they rowed on.", "Ida/assurance"},
		{"a verb of breaking in", "“The oar is his,” Aunt Rose intervened, taking it away.", "Aunt Rose/intervened"},
		{"an inversion without a sign", "“One does not row so” rebuked Ida, taking the oar.", "Ida/rebuked"},

		{"at length", "“The boat is here,” the porter at length announced.", "the porter/announced"},
		{"suddenly", "“The boat is here,” suddenly she announced.", "she/announced"},
		{"all her answer", "“Not today,” was all her answer, and she rowed on.", "her/answer"},
		{"how somebody spoke, in a sentence", "“It leaked last year.” Ida spoke hurriedly, with her eyes on the water.", "Ida/spoke"},
		{"not to whom", "“It leaked last year.” Ida spoke to the porter at the door and left.", "/"},
		{"to whom a question is", "“Does it leak?” Ida turned to the porter.", "Ida/turned"},
		{"where somebody turns", "“Does it leak?” Ida turned to the left and was gone.", "/"},
		{"second: of the sentence before it", "“Does it leak?” Then Ida said with great calm, “It never has.”", "Ida/said"},

		{"an adverb is no noun", "“It is empty,” said the captain blandly.", "the captain/said"},
		{"how it was said", "“It is empty,” said the captain with a smile.", "the captain/said"},
		{"to whom it was said", "“It is empty,” said the porter to Ida.", "the porter/said"},
		{"which one it was", "“It is empty,” said the man with the red hat.", "the man with the red hat/said"},

		{"before: the verb first", "It was late. Said Ida, “No doubt it is another boat.”", "Ida/Said"},
		{"its adverb beside the marks", "The porter looked at them, and Ida said severely “Who is this?”", "Ida/said"},
		{"its particle", "When they had rowed for an hour, the porter suddenly called out “It is over!”", "the porter/called out"},
		{"a colon and a dash", "In a low voice, he said:--\n\n“We must go.”", "he/said"},
		{"no time speaks", "So Ida stopped and after a time said, “We must go.”", "Ida/said"},
		{"nor a subject", "He began to question her on the boats, when Ida interrupted him by saying, “We must go.”", "Ida/saying"},
		{"a voice is somebody's", "Then the voice of Bo Marsh was heard saying: “We must go.”", "Bo Marsh/saying"},
		{"whose voice it is", "Ida's voice came: “We must go.”", "Ida/came"},
		{"at once", "He opened his door. She began at once.\n\n“We must go.”", "She/began"},
		{"to speak", "The porter began to speak hurriedly.\n\n“We must go.”", "The porter/began"},

		{"at last", "Nobody knew the way. At last Ida spoke. “We must go.”", "Ida/spoke"},
		{"in a voice", "Bo Marsh sat down. In a low voice he began.\n\n“We must go.”", "he/began"},
		{"how somebody spoke", "Ida stammered in great distress.\n\n“The boat–”", "Ida/stammered"},
		{"the last clause", "The boat was late, but Ida ran on in great joy.\n\n“We must go.”", "Ida/ran"},
		{"somebody cut short", "At once Bo Marsh cut me short.\n\n“We must go.”", "Bo Marsh/cut"},
		{"a retort", "The boat was late. Ida's retort came. “We must go.”", "Ida/retort"},
		{"second: after a paragraph of words", "“He rows well.”\n\nIda interrupted him. “He never rows.”", "Ida/interrupted"},
		{"second: who cuts in has the next word", "“He rows in such storms–” Ida interrupted him. “He never rows.”", "Ida/interrupted"},
		{"no words need follow", "“Shall we go?”\n\nThey assented.\n\n“Then come.”", "/"},
		{"somebody walks", "“Shall we go?”\n\nWe went on.\n\n“Look there.”", "/"},
		{"no one begins", "The boat was late and his troubles began.\n\n“Look there.”", "/"},
		{"a tag of what goes before", "The boat was late, Ida said.\n\n“Look there.”", "/"},

		{"a name that is a number, at the beginning", "Five began in a low voice, “We must go.”", "Five/began"},
		{"with words", "The boat was late, but Ida interrupted the talk with--\n\n“We must go.”", "Ida/interrupted"},
		{"a question repeated", "Ida repeated her question.\n\n“Must we go?”", "Ida/repeated"},

		{"a time before a name", "After half an hour Ida said, “We must go.”", "Ida/said"},
		{"that", "It was so late that Ida said, “We must go.”", "Ida/said"},
		{"a time is nobody", "Ida sat down, and after a few moments added, “We must go.”", "Ida/added"},

		{"one of two verbs", "Ida pointed to the boat and went on.\n\n“We must go.”", "Ida/went on"},
		{"somebody breaks in", "The boat was late. The porter broke in.\n\n“We must go.”", "The porter/broke in"},
		{"something breaks", "The boat was late. The porter broke down.\n\n“We must go.”", "/"},

		{"to oneself", "Ida shut the box and said to herself “It is empty.”", "Ida/said"},
		{"relative clause, of its verb", "The silence was broken by Ida, who in a cold voice said, “It is empty.”", "Ida/said"},
		{"relative clause, after it", "At last the porter, who seemed to know the house, called out, “Sit down.”", "the porter/called out"},
		{"somebody's saying", "It was broken by Bo Marsh's saying abruptly, “It is empty.”", "Bo Marsh/saying"},
		{"far from the verb", "It was late. Ida, going to the window, where the porter was standing, said gently:\n\n“It is empty.”", "Ida/said"},
		{"what somebody does, before a colon", "He was always there. Ida turned to him:\n\n“Thank you.”", "Ida/turned"},
		{"a paragraph without an end", "Ida rose from her chair, and said\n\n“There is no use in it.”", "Ida/said"},
		{"a sentence that says no more", "It was cold. Ida went on.\n\n“Do you see?”", "Ida/went on"},
		{"not the tag of another", "“Will you?” Ida asked.\n\n“Yes, I will.”", "/"},
		{"not said", "Ida did not answer.\n\n“Yes, I will.”", "/"},
	} {
		var given [][]tokenize.Span
		for i, r := range c.text {
			switch r {
			case '“':
				given = append(given, []tokenize.Span{{Start: i + len("“")}})
			case '”':
				given[len(given)-1][0].End = i
			}
		}
		qs := quotes.Describe(tokenize.Parse(c.text), given, quotes.WithLanguage("en"))
		q := qs[0]
		if c.want == "/" || strings.HasPrefix(c.reason, "second: ") {
			q = qs[len(qs)-1]
		}
		if d := cmp.Diff(c.want, q.Mention.In(c.text)+"/"+q.Cue.In(c.text)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, d)
		}
	}
}
