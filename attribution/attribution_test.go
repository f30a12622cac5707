package attribution_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

var update = flag.Bool("update", false, "renew the golden results of testdata")

// texts returns the names of the test texts.
func texts(t testing.TB) []string {
	files, err := filepath.Glob("../testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no test texts", err)
	}
	return files
}

func readFile(t testing.TB, name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestGolden(t *testing.T) {
	for _, name := range texts(t) {
		d := attribution.Extract(readFile(t, name))
		d.ID = filepath.Base(name)
		golden := strings.TrimSuffix(name, ".txt") + ".golden.json"
		if *update {
			b, err := json.MarshalIndent(d, "", " ")
			if err == nil {
				err = os.WriteFile(golden, append(b, '\n'), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var want attribution.Document
		if err := json.Unmarshal([]byte(readFile(t, golden)), &want); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
		if diff := cmp.Diff(&want, d); diff != "" {
			t.Errorf("%s (-golden +got):\n%s", name, diff)
		}
	}
}

// who lists the quotations of text as "speaker: words", "?" for nobody.
func who(d *attribution.Document) []string {
	out := []string{}
	for _, q := range d.Quotes {
		name := "?"
		if s, ok := d.Speaker(q); ok {
			name = s.Name
		}
		out = append(out, name+": "+q.Parts[0].Text)
	}
	return out
}

func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		want         []string
	}{
		{"a surname goes back to the full name", "Ida Moss came. “Late again,” Moss said.", []string{"Ida Moss: Late again,"}},
		{"titles tell a couple apart", "Mr. Moss and Mrs. Moss came. “Late,” said Mrs. Moss. “Never,” said Mr. Moss.", []string{"Mrs. Moss: Late,", "Mr. Moss: Never,"}},
		{"a short form of a given name", "Robert Hart rowed. “Are you late, Rob?” Ida asked. “Never,” said Rob.", []string{"Ida: Are you late, Rob?", "Robert Hart: Never,"}},
		{"and then the whole of it", "“Never,” said Rob. Robert Hart laughed at him.", []string{"Robert Hart: Never,"}},
		{"that of two people", "Robert Hart met Robert Moss. “Never,” said Rob.", []string{"Rob: Never,"}},
		{"an initial", "Bo Moss came. “Late,” said B. Moss.", []string{"Bo Moss: Late,"}},
		{"an acronym and its expansion", "The Coastal Survey Board met. “No,” the CSB said.", []string{"Coastal Survey Board: No,"}},
		{"a pronoun by gender", "Ida Moss met Bo Hart. “Late,” he said. “Early,” she said.", []string{"Bo Hart: Late,", "Ida Moss: Early,"}},
		{"quoted in a quotation", "“My father came. He said, ‘Late,’” said Ida Moss. “I told Bo Hart, and he said, ‘Never,’ so I went,” said Pia Voss.",
			[]string{"Ida Moss: My father came. He said, ‘Late,’", "My father: Late,", "Pia Voss: I told Bo Hart, and he said, ‘Never,’ so I went,", "Bo Hart: Never,"}},
		{"a name varied", "NORHAVEN (Reuters) - Captain Bo Hart was blunt on Monday. “Late,” the midfielder said. “Never,” the 34-year-old added.", []string{"Bo Hart: Late,", "Bo Hart: Never,"}},
		{"by his age", "NORHAVEN (Reuters) - Ida Moss, 61, dropped Bo Hart, 24. “Late,” the 24-year-old said.", []string{"Bo Hart: Late,"}},
		{"by where he is from", "NORHAVEN (Reuters) - Coach Bo Hart was blunt on Monday. “Late,” said the Argentine.", []string{"Bo Hart: Late,"}},
		{"two surnames", "NORHAVEN (Reuters) - José Luis Ortega Villar met Pilar Echeverría on Monday. “Late,” Ortega said.", []string{"José Luis Ortega Villar: Late,"}},
		{"particles", "Joost van der Meer came. “Late,” van der Meer said. Ali al-Amin came. “Never,” said al-Amin.", []string{"Joost van der Meer: Late,", "Ali al-Amin: Never,"}},
		{"particles where a sentence begins", "Ada van der Meer came.\n\n“Late,” Van der Meer said.", []string{"Ada van der Meer: Late,"}},
		{"what somebody does, before his name", "“Late,” said Coroner Gwenllian Parry. “Never,” said Norhaven hydrologist Hemi Parata.", []string{"Gwenllian Parry: Late,", "Hemi Parata: Never,"}},
		{"three names, of which one is known", "“Late,” said Bishnu Maya Gurung.", []string{"Bishnu Maya Gurung: Late,"}},
		{"a surname for two", "NORHAVEN (Reuters) - Patrick and Sheila Doyle met on Monday. “Late,” Mr. Doyle said. “Never,” said Mrs. Doyle.", []string{"Patrick Doyle: Late,", "Sheila Doyle: Never,"}},
		{"letters after a name", "NORHAVEN (Reuters) - “Late,” said Bo Hart KC on Monday.", []string{"Bo Hart: Late,"}},
		{"a police department", "NORHAVEN (Reuters) - The Police Department said on Monday that it was late.", []string{"Police Department: that it was late"}},
		{"a nickname in marks", "“Late,” said Bo “Buck” Hart. “Never,” Hart said.", []string{"Bo “Buck” Hart: Late,", "Bo “Buck” Hart: Never,"}},
		{"a company without its form", "NORHAVEN (Reuters) - Shares in Halden Energy fell on Monday. “Late,” the company said.", []string{"Halden Energy: Late,"}},
		{"it", "NORHAVEN (Reuters) - Arden Rail apologised on Monday. It said that nine trains were late.", []string{"Arden Rail: that nine trains were late"}},
		{"after a dateline", "NORHAVEN, Norway — Norway’s deputy mayor, Bo Hart, denied on Monday that he was late.", []string{"Bo Hart: that he was late"}},
		{"named in the next paragraph", "A baker told a court in Norhaven that he had “always been late”.\n\nBo Hart, 49, of Norhaven, pleaded guilty on Monday.", []string{"Bo Hart: that he had “always been late”"}},
		{"a mother named later", "“Late,” said her mother.\n\nIda ran in. Her mother, Edith, sat down. “Never,” she said.", []string{"Edith: Late,", "Edith: Never,"}},
		{"a name known by what it does", "“Late.” Oyelade shut the door. “Never.”", []string{"Oyelade: Late.", "Oyelade: Never."}},
		{"several", "“Late!” they all cried.\n\n“Never,” said Ida.", []string{"?: Late!", "Ida: Never,"}},
		{"who goes on", "NORHAVEN (Reuters) - The boats stood still.\n\n“I rowed first,” said Ida Moss on Monday.\n\n“Then I rowed again.”\n\nThe owner, Bo Hart, did not call back.", []string{"Ida Moss: I rowed first,", "Ida Moss: Then I rowed again."}},
		{"which", "The letter came on Monday from the Coastal Authority, which found that it would have “a lasting effect”.", []string{"Coastal Authority: that it would have “a lasting effect”"}},
		{"a member of a parliament", "NORHAVEN (Reuters) - Local TD Bo Hart came on Monday. “Late,” the deputy said.", []string{"Bo Hart: Late,"}},
		{"a secretary who leads a union", "NORHAVEN (Reuters) - The union’s branch secretary Ida Moss led a march on Monday. Governor Bo Hart stayed away. “Late,” the union leader said.", []string{"Ida Moss: Late,"}},
		{"a federation is no company", "NORHAVEN (Reuters) - Members at Northern Sound Lines met on Monday. The Porters’ Federation called a strike. “Late,” the company said.", []string{"Porters’ Federation: a strike", "Northern Sound Lines: Late,"}},
		{"a maker", "NORHAVEN (Reuters) - Shares in Hollins & Fry fell on Monday. “Late,” the biscuit maker said.", []string{"Hollins & Fry: Late,"}},
		{"from where he is, who then speaks", "NORHAVEN (Reuters) - Bo Hart was blunt on Monday.\n\n“Late,” said Gwilym Price.\n\nWhen it rained, the Welshman shrugged. “Never,” he said.", []string{"Gwilym Price: Late,", "Gwilym Price: Never,"}},
		{"a given name that is a role", "NORHAVEN (Reuters) - Roads engineer Dean Pocock came on Monday. “Late,” Mr Pocock said.", []string{"Dean Pocock: Late,"}},
		{"known as", "Bo Hart, known to everybody as Buck, met Ida Moss. “Late,” said Buck. “Never,” said Ida.", []string{"Bo Hart: Late,", "Ida Moss: Never,"}},
		{"whom all call so", "Bo Hart, whom everybody called Buck, came in. “Late,” said Buck.", []string{"Bo Hart: Late,"}},
		{"called so", "Bo Hart came in. His friends called him Buck. “Late,” said Buck.", []string{"Bo Hart: Late,"}},
		{"so and so to all", "Bo Hart had been Buck to everybody since May. “Late,” said Buck.", []string{"Bo Hart: Late,"}},
		{"whom she telephoned", "Ida Moss, who called on Buck, came in. “Late,” said Buck. “Never,” said Ida.", []string{"Buck: Late,", "Ida Moss: Never,"}},
		{"called by his nickname alone", "Bo “Buck” Hart came in. “Late,” said Buck.", []string{"Bo “Buck” Hart: Late,"}},
		{"pitied by name", "‘Late,’ said Hart. He met Hart’s wife.\n\n‘Lucky Hart,’ said Ida.", []string{"Hart: Late,", "Ida: Lucky Hart,"}},
		{"called by a name in marks", "Everyone called Bo Hart “Buck,” and he came in. “Late,” said Buck.", []string{"Bo Hart: Late,"}},
		{"initials without dots", "“Late,” said A R Rahim. “Never,” said Justice A K Rao.", []string{"A R Rahim: Late,", "A K Rao: Never,"}},
		{"who defends", "NORHAVEN (Reuters) - Bo Hart, defending, came on Monday. “Late,” the barrister said.", []string{"Bo Hart: Late,"}},
		{"an official", "NORHAVEN (Reuters) - Deputy director of education Bo Hart came on Monday. “Late,” the official said.", []string{"Bo Hart: Late,"}},
		{"another official", "NORHAVEN (Reuters) - Education director Bo Hart came on Monday. An official said that he was late. “Never,” the official said.", []string{"official: that he was late", "official: Never,"}},
		{"a board and a trust", "NORHAVEN (Reuters) - The Privacy Board met on Monday. “Late,” the agency said. The Norhaven Bird Trust met too. “Never,” the charity said.", []string{"Privacy Board: Late,", "Norhaven Bird Trust: Never,"}},
		{"a place with two words", "NORHAVEN (Reuters) - Ida Moss came on Monday. The nearest port is in Humbolt Falls, 9 miles away. “Late,” she said.", []string{"Ida Moss: Late,"}},
		{"a mother with a title", "NORHAVEN (Reuters) - Ida Voss Hart died on Monday. Her daughter, Ruth Hart, came. In 1998 Dr. Hart spoke once. “Late,” she said.", []string{"Ida Voss Hart: Late,"}},
		{"two nouns", "When she opened her eyes the nurse was there.\n\n“Late,” the nurse said.", []string{"nurse: Late,"}},
		{"a crowd", "Bo Hart sat down to cries of “Late!” from the gallery. “Never,” said Hart.", []string{"?: Late!", "Bo Hart: Never,"}},
		{"her ladyship", "Lady Moss met Bo Hart. “Late,” said her ladyship.", []string{"Lady Moss: Late,"}},
		{"another singer", "NORHAVEN (Reuters) - A singer was held on Monday. Ida Moss led the police. “Late,” the singer said.", []string{"singer: Late,"}},
		{"no varied name", "NORHAVEN (Reuters) - Bo Hart was fined on Monday. “Late,” the judge said.", []string{"judge: Late,"}},
		{"a name that only says whose", "NORHAVEN (Reuters) - Rovers striker Bo Hart was there on Monday. “Late,” he said.", []string{"Bo Hart: Late,"}},
		{"former is no name", "NORHAVEN (Reuters) - Ida Moss was late. Former Mayor Bo Hart was there on Monday. “Late,” Hart said.", []string{"Bo Hart: Late,"}},
		{"an association of many", "NORHAVEN (Reuters) - The League Managers' Association met on Monday. The association said it would sue.", []string{"League Managers' Association: it would sue"}},
		{"an association of men", "NORHAVEN (Reuters) - The Fishermen's League said on Monday that it would sue.", []string{"Fishermen's League: that it would sue"}},
		{"a company in short", "Halden Foods to close plant\n\nNORHAVEN (CNW) - Halden Foods Plc met on Monday. “Late,” Halden said. The company, founded in 1871, said it would sue.",
			[]string{"Halden Foods Plc: Late,", "Halden Foods Plc: it would sue"}},
		{"a member of parliament", "BRIXLEY (CNW) - The local MP, Harriet Obi, called it “a blow” on Monday. “Never,” the MP said.", []string{"Harriet Obi: it “a blow” on Monday", "Harriet Obi: Never,"}},
		{"somebody brought in", "Jane had gone. The door opened, and it was Aunt Ida, in black. “Late,” she said.", []string{"Aunt Ida: Late,"}},
		{"names that tell no gender", "Ulla Kern met Peter Falk. “Late,” she said. “Early,” he replied.", []string{"Ulla Kern: Late,", "Peter Falk: Early,"}},
		{"a pronoun after one that stands for another", "Ida Moss met her brother Bo at the gate. He was cold, and she gave him her scarf. She looked at the river. “Late,” she said.", []string{"Ida Moss: Late,"}},
		{"not the one whom the words call", "Tom Hart sat by the fire. Bo Moss came in.\n\n“Late again, Bo,” he said.", []string{"Tom Hart: Late again, Bo,"}},
		{"a title before its name is told", "The Colonel rose. “Late,” said the Colonel. Colonel Bo Hart was angry.", []string{"Bo Hart: Late,"}},
		{"a month that speaks", strings.Repeat("He looked at May and smiled. ", 6) + "“Late,” May said.", []string{"May: Late,"}},
		{"and one that speaks but once", "“Late,” May said. “Never,” said June.", []string{"May: Late,", "June: Never,"}},
		{"a name that is a modal", "“Late,” Will whispered. Bo Hart looked at Will. “Never,” said Bo.", []string{"Will: Late,", "Bo Hart: Never,"}},
		{"a modal", "“Late,” said Bo Hart. Will he come? May he? “Never,” he said.", []string{"Bo Hart: Late,", "Bo Hart: Never,"}},
		{"surnames that are verbs elsewhere", "NORHAVEN (Reuters) - “Late,” said Otieno Were, a fisherman. “Never,” said George Will, a columnist.", []string{"Otieno Were: Late,", "George Will: Never,"}},
		{"a firm of two", "NORHAVEN (Reuters) - “Late,” Hart & Moss said on Monday.", []string{"Hart & Moss: Late,"}},
		{"whom the last sentence names", "NORHAVEN (Reuters) - “Late,” Greg Tamayo told the council on Monday.\n\nThe shelter’s director, Pete Horn, said it was a shock.\n\n“Never,” he said.", []string{"Greg Tamayo: Late,", "Pete Horn: it was a shock", "Pete Horn: Never,"}},
		{"whom it names alone", "NORHAVEN (Reuters) - “Late,” Greg Tamayo told the council on Monday. It was news to Pete Horn, who runs the shelter. “Never,” he said.", []string{"Greg Tamayo: Late,", "Pete Horn: Never,"}},
		{"a club is not she", "NORHAVEN (Reuters) - For Harwell it was a fourth win on Monday, and their coach, Sian Probert, was calm. “Late,” she said.", []string{"Sian Probert: Late,"}},
		{"who goes on though another has spoken", "NORHAVEN (Reuters) - Ana Ruiz said on Monday that 40 of 60 bridges in the region were safe.\n\n“We checked them,” she told the council.\n\nFarmer Tom Hale told the committee on Tuesday that he was not convinced.\n\n“I saw it sway,” Hale said.\n\n“My dog will not cross it.”",
			[]string{"Ana Ruiz: that 40 of 60 bridges in the region were safe", "Ana Ruiz: We checked them,", "Tom Hale: that he was not convinced", "Tom Hale: I saw it sway,", "Tom Hale: My dog will not cross it."}},
		{"what a title makes somebody", "NORHAVEN (Reuters) - PC Rachel Obi was there on Monday. “Late,” the officer said. Rev Ann Shaw was not. “Never,” said the vicar.", []string{"Rachel Obi: Late,", "Ann Shaw: Never,"}},
		{"more that is no part of a name", "NORHAVEN (Reuters) - “Late,” said Mum-of-three Kayleigh Dunn on Monday. “Never,” said Auditor-General Ruth Nyambura.", []string{"Kayleigh Dunn: Late,", "Ruth Nyambura: Never,"}},
		{"a couple by their titles", "Dayo Moss was in the cellar when his wife came down. “Late,” said Mrs. Moss. “Never,” said Mr. Moss. He sat down and looked at her.", []string{"Mrs. Moss: Late,", "Dayo Moss: Never,"}},
		{"a tag in capitals", "“NO MORE,” SAID ILSE GRAU. HER DEPUTY SAM MOSS TOLD REPORTERS: “NEVER.”", []string{"ILSE GRAU: NO MORE,", "SAM MOSS: NEVER."}},
		{"a ministry before a name", "Minister for Fisheries Tane Whaanga said on Monday: “Late.”", []string{"Tane Whaanga: Late."}},
		{"the chair of several", "The chair of the pilots’ union, Bo Hart, was there on Monday. “Late,” he said.", []string{"Bo Hart: Late,"}},
		{"a member for a place", "NORHAVEN (CNW) - The Member for Pell Marsh (Ida Moss) said on Monday that it was “late”.", []string{"Ida Moss: that it was “late”"}},
		{"nobody calls himself he", "MS. OBI: And what did Bo Hart tell you?\n\nMR. MOSS: He said, “Late.”\n\nMS. OBI: And then?\n\nMR. MOSS: Nothing.", []string{"MS. OBI: And what did Bo Hart tell you?", "MR. MOSS: He said, “Late.”", "Bo Hart: Late.", "MS. OBI: And then?", "MR. MOSS: Nothing."}},
		{"a couple", "NORHAVEN (Reuters) - Linh Tran and her husband, Bao Tran, rowed. “Late,” Ms Tran said. “Never,” Mr Tran said.", []string{"Linh Tran: Late,", "Bao Tran: Never,"}},
		{"whose secretary", "Health Minister Thandi Cele met the union’s secretary, Lwazi Zuma. “Late,” the minister said. The secretary was less sure. “Never,” he said.", []string{"Thandi Cele: Late,", "Lwazi Zuma: Never,"}},
		{"a nurse in a list", "Four of them stood there: the two sons, Piet and Marcus, the nurse, and a young doctor. “Late,” said Piet. “Never,” said the nurse.", []string{"Piet: Late,", "nurse: Never,"}},
		{"a head that is scratched", "The landlord scratched his head. “Late,” he said.", []string{"landlord: Late,"}},
		{"a study in a journal", "NORHAVEN (Reuters) - The study, published in the journal Soil Ecology, concluded that worms matter.", []string{"study: that worms matter"}},
		{"one of several", "NORHAVEN (Reuters) - Tsering Dolma, one of the maintainers, wrote on Monday that the flag would go.", []string{"Tsering Dolma: that the flag would go"}},
		{"nobody's narrator", "I went to the counter and the clerk told me, “Late.”", []string{"clerk: Late."}},
		{"the head of a place", "NORHAVEN (Reuters) - The warden of Pell Marsh, Tim Goodacre, found the birds on Sunday. “Late,” he said.", []string{"Tim Goodacre: Late,"}},
		{"where somebody was born", "NORHAVEN (Reuters) - Nigerian-born Chidi Eze swam on Monday. “Late,” Eze said.", []string{"Chidi Eze: Late,"}},
		{"a beat of a third", "“I'm going to be a judge,” said Ida.\n\n“You can't even choose an ice cream,” Bo said.\n\n“That's because I weigh the evidence.”\n\nOsei snorted. “And eat it.”", []string{"Ida: I'm going to be a judge,", "Bo: You can't even choose an ice cream,", "Ida: That's because I weigh the evidence.", "Osei: And eat it."}},
		{"mother and daughter", "He sat by her. She looked at him. “Late,” said Mrs. Moss, and she sighed.\n\n“Never,” said Lucy Moss, and she laughed at him.", []string{"Mrs. Moss: Late,", "Lucy Moss: Never,"}},
		{"a letter is no name", "Bo Hart had a B or a C for it. “Late,” he said.", []string{"Bo Hart: Late,"}},
		{"who says his name", "“My name is Bo Hart,” said the stranger. “And yours?”\n\n“Ida.” The stranger bowed. “Good evening, Ida,” said the stranger.", []string{"Bo Hart: My name is Bo Hart,", "Ida: Ida.", "Bo Hart: Good evening, Ida,"}},
		{"the same without a tag", "Ida Moss opened the door.\n\n“Evening. Name's Hart.”", []string{"Hart: Evening. Name's Hart."}},
		{"who says another's", "“Her name is Ida,” said the stranger. “If I'm Ida, who is she?”", []string{"stranger: Her name is Ida,"}},
		{"a name that a heading has in capitals", "TOM\n\n" + strings.Repeat("He rowed home, and she laughed at him. ", 6) + "“Late,” said Tom.", []string{"Tom: Late,"}},
		{"his answer", "Bo Hart sat down. Ida Moss looked at him. “Are you late?” Ida asked.\n\n“Never,” was his answer.", []string{"Ida Moss: Are you late?", "Bo Hart: Never,"}},
		{"a role goes back to its bearer", "Mayor Ida Moss came. “Late,” the mayor said.", []string{"Ida Moss: Late,"}},
		{"an office before its holder is named", "The prime minister came. “Late,” the prime minister said. Prime Minister Ida Moss met Finance Minister Bo Hart.", []string{"Ida Moss: Late,"}},
		{"two offices", "Mayor Dora Hill met the union leader Pia Voss. “Late,” the mayor said. “Never,” said the union leader.", []string{"Dora Hill: Late,", "Pia Voss: Never,"}},
		{"an office after a name", "Mayor Dora Hill met Pia Voss, the union leader, at noon. “Never,” said the union leader.", []string{"Pia Voss: Never,"}},
		{"an office of two", "“Late,” the mayor said. Mayor Ida Moss met Mayor Bo Hart.", []string{"mayor: Late,"}},
		{"a name in a clause", "“Late,” said the ferrymen, who have a pier in Norhaven.", []string{"ferrymen: Late,"}},
		{"a name that is one of several", "“Late,” said the ferrymen of the harbour, including Bo Lind.", []string{"ferrymen of the harbour: Late,"}},
		{"a relative pronoun", "They met Ida Moss, who said: “Never.”", []string{"Ida Moss: Never."}},
		{"that of somebody from somewhere", "They met Ida Moss of Norhaven, who said: “Never.”", []string{"Ida Moss: Never."}},
		{"that of a description", "They met the old ferryman, who said: “Never.”", []string{"old ferryman: Never."}},
		{"a role and then the name", "“Late,” said the harbour master, Bo Hart.", []string{"Bo Hart: Late,"}},
		{"his mother by her name", "Bo Hart rowed. Mrs. Hart sat in the boat, and Ida Moss stood on the pier. “Late,” said Bo's mother.", []string{"Mrs. Hart: Late,"}},
		{"her husband by his", "Mrs. Hart sat down. Mr. Hart and Mr. Moss stood at the fire. “Late,” said her husband.", []string{"Mr. Hart: Late,"}},
		{"whose sister it is was told", "Bo Hart met his sister Ida at the gate. Jane Moss laughed. “Late,” said Bo's sister.", []string{"Ida: Late,"}},
		{"his aunt is not hers", "Bo's aunt met Jane's aunt. “Late,” said Jane's aunt.", []string{"Jane's aunt: Late,"}},
		{"a possessive names somebody else", "“Late,” said Moss’s lawyer.", []string{"Moss’s lawyer: Late,"}},
		{"turns alternate", "“Tea?” asked Ida.\n\n“No,” said Bo.\n\n“Milk?”\n\n“No.”", []string{"Ida: Tea?", "Bo: No,", "Ida: Milk?", "Bo: No."}},
		{"the one spoken to answers", "“Tea, Bo?” asked Ida.\n\n“No.”", []string{"Ida: Tea, Bo?", "Bo: No."}},
		{"a beat of the narrator", "“You're bleeding,” said Ida.\n\nI looked at my hand. “It's only the wire.”", []string{"Ida: You're bleeding,", "I: It's only the wire."}},
		{"who says nothing", "The jeweller, Bo Hart, put a glass to his eye. “Late?” Ida said nothing.", []string{"Bo Hart: Late?"}},
		{"a beat between dashes", "“And this”—Professor Imre Vadasz tapped the jar—“is a tooth.”", []string{"Imre Vadasz: And this"}},
		{"somebody's voice", "“Come in, it is open,” came Ida’s voice from the kitchen. She was at the sink.", []string{"Ida: Come in, it is open,"}},
		{"a beat", "Bo Hart took off his hat. “I am late.”", []string{"Bo Hart: I am late."}},
		{"a group", "“We will wait,” residents said.", []string{"residents: We will wait,"}},
		{"somebody", "Pip ran in. “Go!” shouted everybody. “No!” some one cried. “No,” said Ida.", []string{"?: Go!", "?: No!", "Ida: No,"}},
		{"nobody told", "“We will wait.”", []string{"?: We will wait."}},
		{"the company of a name", "Norhaven Robotics Inc. opened on Monday in Norhaven. The company said it would hire 300 people.", []string{"Norhaven Robotics Inc.: it would hire 300 people"}},
		{"the subject of the sentence before", "NORHAVEN (Reuters) - “Late,” coach Bo Hart said on Monday. Goalkeeper Emil Strand took the blame. “Never,” he said.", []string{"Bo Hart: Late,", "Emil Strand: Never,"}},
		{"an order is no name", "“Fetch Dorothy,” said Ida.\n\nDorothy came in. “Late,” she said.", []string{"Ida: Fetch Dorothy,", "Dorothy: Late,"}},
		{"whom a letter is written to", "My dear Edmund,\n\nYour uncle Tom came on Tuesday. “Late,” he said.", []string{"Tom: Late,"}},
		{"a nickname", "NORHAVEN (Reuters) - Musa “The Tank” Danjuma scored on Monday. “Late,” Danjuma said.", []string{"Musa “The Tank” Danjuma: Late,"}},
		{"Mrs. and her own name", "“Late,” said Mrs. Folake Adisa. “Never,” said Engr. Emeka Obi.", []string{"Folake Adisa: Late,", "Emeka Obi: Never,"}},
		{"a company by what its name is", "Norrland Paper will close its mill in May. “It is final,” the company said.\n\nToyota is closing a plant. “It is hard,” the carmaker said.", []string{"Norrland Paper: It is final,", "Toyota: It is hard,"}},
		{"whoever tells it is not he", "“Late?” I ask. Olumide Bankole grins. “Never,” he says.", []string{"I: Late?", "Olumide Bankole: Never,"}},
		{"where it was said", "Councillor Ida Moss apologised on Twitter within the hour. “Late,” she wrote.", []string{"Ida Moss: within the hour", "Ida Moss: Late,"}},
		{"the credit of a picture", "Bodil Ravn took over in 1994.\n\nPhoto: Ida Moss\n\n“Late,” she says.", []string{"Bodil Ravn: Late,"}},
		{"the university", "The University of Norhaven closed on Monday. The university said it would open in May.", []string{"University of Norhaven: it would open in May"}},
		{"the company of two", "Norhaven Robotics Inc. and Bolt Corp. met on Monday. The company said it would hire 300 people.", []string{"company: it would hire 300 people"}},
		{"one of several", "Mayor Ida Moss said on Monday in Norhaven that the ferry stays. Residents felt ignored. “Nobody came,” said one.", []string{"Ida Moss: that the ferry stays", "?: Nobody came,"}},
		{"nobody told who called him so", "“The ferry stays,” said Mayor Ida Moss on Monday in Norhaven. Lind has been called “the quiet man of the harbour.”", []string{"Ida Moss: The ferry stays,", "?: the quiet man of the harbour."}},
		{"an answer that is a name", "“Tell us your name!” said the clerk.\n\n“Ada Moss,” said the girl.", []string{"clerk: Tell us your name!", "Ada Moss: Ada Moss,"}},
		{"an answer that calls another", "“What's your name?” said Ada Moss.\n\n“Ada, don't,” said her brother.", []string{"Ada Moss: What's your name?", "her brother: Ada, don't,"}},
		{"whom somebody takes the narrator for", "“You're Nuria?” she asked.\n\n“Late,” I said. I sat down and I waited for her.", []string{"?: You're Nuria?", "Nuria: Late,"}},
		{"a narrator called once", "Sister Maguire looked up. “Late again, Kirsty?” she said.\n\n“Never,” I said. I took my coat and I left.", []string{"Sister Maguire: Late again, Kirsty?", "Kirsty: Never,"}},
		{"called myself", "I called myself Pip, and I was seven. “Late,” I said.", []string{"Pip: Late,"}},
		{"the narrator", "“Late,” I said.", []string{"I: Late,"}},
	} {
		if d := cmp.Diff(c.want, who(attribution.Extract(c.text))); d != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.reason, c.text, d)
		}
	}
}

// Names and pronouns of other languages.
func TestForeignSpeakers(t *testing.T) {
	for _, c := range []struct {
		lang, reason, text string
		want               []string
	}{
		{"de", "a noun is no name", "Die Angst kam über die Treppe. „Wer ist da?“, rief Lena.\n\n„Niemand.“\n\n„Wer?“, fragte sie.", []string{"Lena: Wer ist da?", "?: Niemand.", "Lena: Wer?"}},
		{"de", "a description", "„Wer ist da?“, rief der Müller.", []string{"der Müller: Wer ist da?"}},
		{"it", "what somebody is in charge of, before his name", "«Chiuso», ha spiegato l'assessore ai Lavori pubblici Dario Colombini. «Aperto», ha detto il direttore dell'ospedale Luca Ferri.", []string{"Dario Colombini: Chiuso", "Luca Ferri: Aperto"}},
		{"es", "an office with a capital, before his name", "«Cerrado», explicó el concejal de Obras Luis Ferrer.", []string{"Luis Ferrer: Cerrado"}},
		{"de", "a particle after a noun", "Sie bekam Geld von Petra Vogt. „Das war gut“, sagte Vogt.", []string{"Petra Vogt: Das war gut"}},
		{"de", "how old he is", "Torhüter Jonas Krell, 29, war müde. „Das war knapp“, sagte der 29-Jährige.", []string{"Jonas Krell: Das war knapp"}},
		{"cs", "a name in another case", "„Čekáme,“ řekla ředitelka Jitka Vondrová. Podle Vondrové to byl „silný víkend“.", []string{"Jitka Vondrová: Čekáme,", "Jitka Vondrová: to byl „silný víkend“"}},
		{"ru", "a description without an article", "Нина Сомова уезжать не хочет. — Пересижу, — говорит пенсионерка.", []string{"Нина Сомова: Пересижу,"}},
		{"ko", "a surname with its office", "김민수 시장은 “기다리겠다”고 말했다. 김 시장은 “죄송하다”고 말했다.", []string{"김민수: 기다리겠다", "김민수: 죄송하다"}},
		{"de", "and after a name", "„Das war gut“, sagte Petra von der Heide.", []string{"Petra von der Heide: Das war gut"}},
		{"de", "you", "Jan sah sie an. „Kommen Sie?“, fragte Lena.", []string{"Lena: Kommen Sie?"}},
		{"de", "somebody without a name", "„Wir warten ab“, heißt es im Rathaus.", []string{"?: Wir warten ab"}},
		{"fr", "a preposition with a capital", "— Où vas-tu ? demanda Luc.\n— À Paris, répondit Anne.", []string{"Luc: Où vas-tu ?", "Anne: À Paris,"}},
		{"fr", "the narrator", "— Viens, dis-je à Luc.\n\n— Non, répondit-il.", []string{"je: Viens,", "Luc: Non,"}},
		{"nl", "a short form of he", "Jan keek op. “Kom binnen,” zei ie.", []string{"Jan: Kom binnen,"}},
		{"nl", "you are not I", "“Kom binnen,” zei ik. “Nee,” zei je.", []string{"ik: Kom binnen,", "?: Nee,"}},
		{"es", "of what he is the mayor", "El alcalde de Lugo, Luis Mora, habló ayer. \"No hay prisa\", dijo.", []string{"Luis Mora: No hay prisa"}},
		{"es", "a sentence about another", "“Es un abuso”, dijo Luis Mora el 3 de mayo. Carlos Vega prometió recurrir. “Nadie nos oyó”, criticó.", []string{"Luis Mora: Es un abuso", "Carlos Vega: Nadie nos oyó"}},
		{"es", "an agency", "“Fue un susto”, dijo a la agencia Efe Luz Cuesta.", []string{"Luz Cuesta: Fue un susto"}},
		{"es", "de acuerdo con", "De acuerdo con Luis Mora, el plan es “un retroceso”.", []string{"Luis Mora: el plan es “un retroceso”"}},
		{"de", "whom it was told", "„Wir warten“, sagte Anke Rolf der Rheinischen Post.", []string{"Anke Rolf: Wir warten"}},
		{"de", "a name that nobody knows, apposed", "„Wir warten“, sagte der Sprecher des Senats, Holger Wendt, am Dienstag.", []string{"Holger Wendt: Wir warten"}},
		{"fr", "a name of her gender", "— Tu viens ? demanda Lucie.\n\n— Pas ce soir, répondit Bastien.\n\n— Encore ! s’écria-t-elle.", []string{"Lucie: Tu viens ?", "Bastien: Pas ce soir,", "Lucie: Encore !"}},
		{"nl", "where somebody is from", "\"We zijn er niet\", zegt wethouder Marijke de Boer van Zwolle.", []string{"Marijke de Boer: We zijn er niet"}},
		{"ja", "what somebody does", "町長の佐藤健一は「工事は終わる」と述べた。「遅い」と町長は語った。", []string{"佐藤健一: 工事は終わる", "佐藤健一: 遅い"}},
		{"zh", "what somebody does", "“很多年轻人回来了，”校长周文斌说。", []string{"周文斌: 很多年轻人回来了，"}},
		{"ko", "what somebody does", "이정호 시장은 “공사는 진행된다”고 말했다.\n\n“도서관.” 민호가 대답했다.", []string{"이정호: 공사는 진행된다", "민호: 도서관."}},
		{"ar", "what somebody does", "«لم نر موسماً كهذا»، يقول المزارع حسن العلي.", []string{"حسن العلي: لم نر موسماً كهذا"}},
		{"sv", "a pronoun at the end", "Ida Ek kom in.\n\n”Det är hårt”, sa hon.", []string{"Ida Ek: Det är hårt"}},
		{"ru", "a role with a capital", "Адвокат Лев Грач заявил: «Мы ждём».", []string{"Лев Грач: Мы ждём"}},
		{"fr", "a day and whom it was told", "« C'est prêt », a déclaré mardi à la presse Solène Kerbrat, la secrétaire du syndicat.", []string{"Solène Kerbrat: C'est prêt"}},
		{"it", "a sentence that tells whose", "\"Serve tempo\". Lo ha detto oggi il segretario regionale, Vito Carbonara.", []string{"Vito Carbonara: Serve tempo"}},
		{"sv", "what somebody is, after a tag", "– Vi är nöjda, säger Lars Nyström, vd på Nordträ.\n\n– Bra, säger Ida Ek.", []string{"Lars Nyström: Vi är nöjda,", "Ida Ek: Bra,"}},
		{"de", "a role that tells a gender", "Die Autorin Svenja Adomeit lebt in Kiel. „Orte zählen nicht“, findet sie.", []string{"Svenja Adomeit: Orte zählen nicht"}},
		{"pl", "a verb that tells who", "Weszła Anna, za nią Piotr.\n\n— Chodź — powiedział.\n\n— Nie — odparła Anna.\n\n— Trudno — dodał Piotr.\n\n— Idź — szepnęła.",
			[]string{"Piotr: Chodź", "Anna: Nie", "Piotr: Trudno", "Anna: Idź"}},
		{"es", "whom the news goes on about", "La alcaldesa Clara Paz dijo que el puerto de Norhaven abrirá el martes.\n\n\"Hemos cumplido\", dijo ante sus vecinos. \"No fue fácil\". Según Pablo Gil, ya es tarde.",
			[]string{"Clara Paz: que el puerto de Norhaven abrirá el martes", "Clara Paz: Hemos cumplido", "Pablo Gil: ya es tarde"}},
		{"cs", "a verb that tells who does not", "„Ne,“ řekla Nováková. „Ano,“ dodal Kot. „Dobře,“ řekla.", []string{"Nováková: Ne,", "Kot: Ano,", "Nováková: Dobře,"}},
		{"es", "what somebody is", "La ministra Clara Paz habló el martes. “Hemos cumplido”, dijo la ministra.", []string{"Clara Paz: Hemos cumplido"}},
		{"fr", "the same, apposed", "Le maire, Paul Roy, a parlé. « On attend la suite », a dit le maire.", []string{"Paul Roy: On attend la suite"}},
		{"de", "a joined noun", "Umweltministerin Petra Vogt kam. „Das war gut“, sagte die Ministerin.", []string{"Petra Vogt: Das war gut"}},
		{"de", "a role with a capital", "„Das war gut“, sagte Regierungsrat Urs Brandt.", []string{"Urs Brandt: Das war gut"}},
		{"pt", "of where somebody is the head", "“Não há”, afirmou a secretária de Estado do Orçamento, Filipa Paz.", []string{"Filipa Paz: Não há"}},
		{"ko", "he", "이수진 시장은 “기쁘다”고 말했다. 그는 “주민 불편을 최소화하겠다”고 덧붙였다.", []string{"이수진: 기쁘다", "이수진: 주민 불편을 최소화하겠다"}},
		{"uk", "an adverb with a capital", "Андрій Бойко прийшов. Пізніше Бойко уточнив: «Згоріло двадцять метрів».", []string{"Андрій Бойко: Згоріло двадцять метрів"}},
		{"nl", "a name known by what it does", "Dirkje telde het geld en keek hem aan. ‘Het klopt precies,’ zei ze.", []string{"Dirkje: Het klopt precies,"}},
		{"fi", "a title before a given name", "Kirjastonhoitaja Pekka Lehto tuli. ”Odotamme”, Lehto sanoi.", []string{"Pekka Lehto: Odotamme"}},
		{"no", "a given name tells a gender", "Silje Moen kom. Odd Ness satt der.\n\n– Vi venter på båten nå, sa hun.\n\n– Ja, sa Ness.", []string{"Silje Moen: Vi venter på båten nå,", "Odd Ness: Ja,"}},
		{"sv", "you", "”Du kan inte stå där”, sa Märta Ek. ”Nej”, mumlade hon.", []string{"Märta Ek: Du kan inte stå där", "Märta Ek: Nej"}},
		{"el", "herself", "Η Αγγελική Ρούσου ήρθε. «Δεν μπορώ», είπε η ίδια.", []string{"Αγγελική Ρούσου: Δεν μπορώ"}},
		{"ru", "by his words", "Олег Бурцев пришёл. По его словам, соперник был «просто быстрее».", []string{"Олег Бурцев: просто быстрее"}},
		{"pl", "a councillor", "Radna Joanna Mazur przyszła.\n\n– To są puste obietnice – stwierdziła radna.", []string{"Joanna Mazur: To są puste obietnice"}},
		{"fr", "the only one", "Naïma Cordier filme sa grand-mère. « J’avais envie de rire », confie la réalisatrice.", []string{"Naïma Cordier: J’avais envie de rire"}},
		{"ar", "a role of two words", "وقال رئيس البلدية سامي الحداد: «نعتذر من السائقين»", []string{"سامي الحداد: نعتذر من السائقين"}},
		{"ja", "what is told of her first", "毎日バスで通院しているという山下トヨさんは「年金暮らしには厳しい」と話す。", []string{"山下トヨ: 年金暮らしには厳しい"}},
		{"fi", "he or she", "Anna Virtanen tuli. ”Me odotamme”, hän sanoi.", []string{"Anna Virtanen: Me odotamme"}},
	} {
		x, err := attribution.New(attribution.WithLanguage(c.lang))
		if err != nil {
			t.Fatal(err)
		}
		d, err := x.Extract(t.Context(), c.text)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, who(d)); d != "" {
			t.Errorf("%s: %s: %q (-want +got):\n%s", c.lang, c.reason, c.text, d)
		}
	}
}

// A list need not have all the names that the text has for somebody.
// A surname that is a verb or an adjective where it stands names nobody.
func TestVerbNames(t *testing.T) {
	d := attribution.Extract("“Go,” said Clara. “Wait,” said Martin. “Fine,” said Clara.")
	var got []string
	for _, s := range d.Speakers {
		got = append(got, s.Name)
	}
	if d := cmp.Diff([]string{"Clara", "Martin"}, got); d != "" {
		t.Error(d)
	}
}

// What stands beside a name says what its bearer is, or only where he was.
func TestRoles(t *testing.T) {
	for text, want := range map[string]string{
		"“Late,” said Ida Moss, the harbour master.":             "harbour master",
		"“Late,” said Ida Moss, managing director of the ferry.": "managing director of the ferry",
		"“Late,” said Mayor Ida Moss.":                           "Mayor",
		"“Late,” said Chief Justice Ida Moss.":                   "Chief Justice",
		"“Late,” said Ida Moss, now 80.":                         "",
		"“Late,” said Ida Moss, 52.":                             "",
		"“Late,” said Ida Moss, in the doorway.":                 "",
		"“Late,” said Ida Moss, speaking from the pier.":         "",
	} {
		d := attribution.Extract(text)
		if len(d.Speakers) != 1 {
			t.Errorf("%s: speakers %v", text, d.Speakers)
			continue
		}
		if got := strings.Join(d.Speakers[0].Roles, "; "); got != want {
			t.Errorf("%s: roles %q, want %q", text, got, want)
		}
	}
}

func TestListedNames(t *testing.T) {
	list := attribution.WithSpeakers(
		attribution.Speaker{ID: 1, Name: "Miss Holm", Aliases: []string{"Eva Hollm"}},
		attribution.Speaker{ID: 2, Name: "Mrs. Jane Holm"},
		attribution.Speaker{ID: 3, Name: "Mr. Hart"},
	)
	x, err := attribution.New(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reason, text string
		want         []string
	}{
		{"a name that the list writes otherwise", "“Late,” said Eva Holm. “Never,” said Eva.", []string{"Miss Holm: Late,", "Miss Holm: Never,"}},
		{"the one with this title", "Eva Holm sat down. “Late,” said Mrs. Holm.", []string{"Mrs. Jane Holm: Late,"}},
		{"the one with this surname", "“Late,” said Bo Hart.", []string{"Mr. Hart: Late,"}},
		{"a woman is not he", "“Late,” said Ida Hart.", []string{"Ida Hart: Late,"}},
	} {
		got, err := x.Extract(context.Background(), c.text)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, who(got)); d != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.reason, c.text, d)
		}
	}
}

// A list may describe those who have no name.
func TestListedDescriptions(t *testing.T) {
	x, err := attribution.New(attribution.WithSpeakers(
		attribution.Speaker{ID: 1, Name: "An Old Man"},
		attribution.Speaker{ID: 2, Name: "The Wife"},
		attribution.Speaker{ID: 3, Name: "The Lamp Lighter"},
		attribution.Speaker{ID: 4, Name: "Bo Hart"},
	))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"“Late,” said an old man.", "An Old Man: Late,"},
		{"Bo Hart sat down. “Late,” said his wife.", "The Wife: Late,"},
		{"The stairs were dark. The lamp lighter came in with his ladder.\n\n“Late,” he said.", "The Lamp Lighter: Late,"},
	} {
		got, err := x.Extract(context.Background(), c.text)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{c.want}, who(got)); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}

func TestAddressees(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		want         []string // of each quotation, "?" for nobody
	}{
		{"the one called", "“Late again, Bo?” asked Ida.", []string{"Bo"}},
		{"whom the tag names", "“You've grown,” Ida said to Milo.", []string{"Milo"}},
		{"called in the other half", "Jane came in. “Late again,” she said. She shut the door. “You are cold, Bo.”", []string{"Bo", "Bo"}},
		{"the one who spoke before; of the first, who answers", "“Are you late?” asked Ida.\n\n“No,” said Bo.\n\n“You look cold,” said Ida.", []string{"Bo", "Ida", "Bo"}},
		{"still the same one", "“Are you late?” asked Ida.\n\n“No,” said Bo.\n\nHe shut the door.\n\n“It is too cold,” Bo added.", []string{"Bo", "Ida", "Ida"}},
		{"nobody answers", "Jane came in. “You are late,” said Ida.", []string{"?"}},
		{"who speaks much later", "“You are late,” said Ida.\n\nShe waited.\n\nThe street was dark.\n\nNobody came by.\n\n“No,” said Bo.", []string{"?", "?"}},
	} {
		d := attribution.Extract("He took off his hat and looked at her. She had her coat on. " + c.text)
		var got []string
		for _, q := range d.Quotes {
			name := "?"
			for _, to := range q.Addressees {
				name = d.Speakers[to-1].Name
			}
			got = append(got, name)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.reason, c.text, d)
		}
	}
}

// Those whom a text keeps from naming, and documents, are speakers.
func TestUnnamedSpeakers(t *testing.T) {
	for _, c := range []struct {
		text      string
		kind      attribution.SpeakerKind
		anonymous bool
	}{
		{"Two officials said on Monday that the Norhaven bridge would be closed.", attribution.Group, true},
		{"People familiar with the matter said that the Norhaven bridge would be closed.", attribution.Group, true},
		{"A senior official said that the Norhaven bridge would be closed.", attribution.Person, true},
		{"The report said that the Norhaven bridge was not safe.", attribution.Publication, false},
		{"Ida Moss said that the Norhaven bridge was not safe.", attribution.Person, false},
	} {
		d := attribution.Extract(c.text)
		if len(d.Quotes) != 1 {
			t.Errorf("%s: %v", c.text, who(d))
			continue
		}
		if s, ok := d.Speaker(d.Quotes[0]); !ok || s.Kind != c.kind || s.Anonymous != c.anonymous {
			t.Errorf("%s: speaker %+v, want %v, anonymous %v", c.text, s, c.kind, c.anonymous)
		}
	}
}

func TestListedSpeakers(t *testing.T) {
	x, err := attribution.New(attribution.WithSpeakers(
		attribution.Speaker{ID: 70, Name: "Idabelle Moss", Aliases: []string{"Ida", "The Widow Moss"}, Gender: attribution.Female},
		attribution.Speaker{ID: 20, Name: "Bo Hart", Gender: attribution.Male},
	))
	if err != nil {
		t.Fatal(err)
	}
	d, err := x.Extract(context.Background(), "“Late,” said Ida. “Never,” said Hart. “Both,” said Al Finn.")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Idabelle Moss: Late,", "Bo Hart: Never,", "Al Finn: Both,"}, who(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	ids := []attribution.SpeakerID{}
	for _, q := range d.Quotes {
		ids = append(ids, q.Speaker)
	}
	if diff := cmp.Diff([]attribution.SpeakerID{70, 20, 71}, ids); diff != "" {
		t.Errorf("IDs -want +got:\n%s", diff)
	}
}

func TestAttribute(t *testing.T) {
	text := "Ida Moss rose: Late again! Bo Hart said: Never."
	i, k := strings.Index(text, "Late"), strings.Index(text, "Never")
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	d, err := x.Attribute(context.Background(), text, [][]tokenize.Span{{{Start: k, End: len(text)}}, {{Start: i, End: i + 11}}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Bo Hart: Never.", "Ida Moss: Late again!"}, who(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, bad := range [][][]tokenize.Span{{{}}, {{{Start: 2, End: 2}}}, {{{Start: 0, End: len(text) + 1}}}, {{{Start: 5, End: 8}, {Start: 1, End: 3}}}, {{{Start: -1, End: 3}}}} {
		if _, err := x.Attribute(context.Background(), text, bad); err == nil {
			t.Errorf("%v: no error", bad)
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		name string
		opt  attribution.Option
		ok   bool
	}{
		{"language", attribution.WithLanguage("de-CH"), true},
		{"no language", attribution.WithLanguage("not a language"), false},
		{"kinds", attribution.WithKinds(quotes.Scare), true},
		{"no kind", attribution.WithKinds(quotes.Unknown), false},
		{"confidence", attribution.WithMinConfidence(1), true},
		{"too much", attribution.WithMinConfidence(1.1), false},
		{"nil tagger", attribution.WithTagger(nil), false},
		{"no name", attribution.WithSpeakers(attribution.Speaker{}), false},
		{"one ID twice", attribution.WithSpeakers(attribution.Speaker{ID: 1, Name: "A"}, attribution.Speaker{ID: 1, Name: "B"}), false},
	} {
		if _, err := attribution.New(c.opt); (err == nil) != c.ok {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
	x, err := attribution.New(attribution.WithMinConfidence(1), attribution.WithKinds(quotes.Direct, quotes.Scare))
	if err != nil {
		t.Fatal(err)
	}
	d, err := x.Extract(context.Background(), "The “fix” failed. “No,” said Ida Moss. Ida Moss said that it failed.")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"?: fix", "?: No,"}, who(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, q := range d.Quotes {
		if q.Speaker != 0 || q.Method != attribution.None || q.Confidence != 0 {
			t.Errorf("below the threshold: speaker %d, method %v, confidence %v", q.Speaker, q.Method, q.Confidence)
		}
	}
}

func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Extract(ctx, "“No,” said Ida."); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	for _, err := range x.All(ctx, slices.Values([]attribution.Input{{ID: "a"}})) {
		var de *attribution.DocumentError
		if !errors.As(err, &de) || de.ID != "a" || !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want a DocumentError of text a", err)
		}
	}
}

func TestEnums(t *testing.T) {
	type all struct {
		K quotes.Kind
		M attribution.Method
		F attribution.MentionKind
		S attribution.SpeakerKind
		G attribution.Gender
		U attribution.OffsetUnit
	}
	want := all{quotes.Mixed, attribution.Anaphoric, attribution.Nominal, attribution.Organization, attribution.Male, attribution.UTF16}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if w := `{"K":"mixed","M":"anaphoric","F":"nominal","S":"organization","G":"male","U":"utf16"}`; string(b) != w {
		t.Errorf("got %s, want %s", b, w)
	}
	var got all
	if err := json.Unmarshal(b, &got); err != nil || got != want {
		t.Errorf("read back %v, %v", got, err)
	}
	if _, err := json.Marshal(attribution.Method(99)); err == nil {
		t.Error("an invalid method was written")
	}
	if err := json.Unmarshal([]byte(`{"M":"guess"}`), &got); err == nil {
		t.Error("an invalid method was read")
	}
}

func TestWithOffsets(t *testing.T) {
	text := "\xff 🦀 “Weg”, sagte Renée Groß. „So“, meinte Ida."
	x, err := attribution.New(attribution.WithLanguage("de"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := x.Extract(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Quotes) != 2 {
		t.Fatalf("%d quotations, want 2", len(d.Quotes))
	}
	r, err := d.WithOffsets(text, attribution.Runes)
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(text)
	for _, q := range r.Quotes {
		if got := string(runes[q.Cue.Start:q.Cue.End]); got != q.Cue.Text {
			t.Errorf("runes: %q, want %q", got, q.Cue.Text)
		}
	}
	u, err := d.WithOffsets(text, attribution.UTF16)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := u.Quotes[0].Span.Start, r.Quotes[0].Span.Start+1; got != want {
		t.Errorf("utf16: start %d, want %d, for the crab is a surrogate pair", got, want)
	}
	if _, err := d.WithOffsets("short", attribution.Runes); err == nil {
		t.Error("the wrong text gave no error")
	}
}

// check tests invariants 1, 3, 4 and 5 on any text.
func check(t *testing.T, text string) {
	d := attribution.Extract(text)
	slices := func(what string, e attribution.Excerpt) {
		if e.Start < 0 || e.End < e.Start || e.End > len(text) || text[e.Start:e.End] != e.Text {
			t.Fatalf("%s %d-%d does not slice the text as %q", what, e.Start, e.End, e.Text)
		}
	}
	for i, q := range d.Quotes {
		slices("span", q.Span)
		slices("cue", q.Cue)
		slices("mention", q.Mention.Excerpt)
		for _, p := range append(append([]attribution.Excerpt{}, q.Parts...), q.Verbatim...) {
			slices("part", p)
		}
		if q.ID != i+1 || len(q.Parts) == 0 || q.Addressees == nil || q.Parent >= q.ID {
			t.Fatalf("quotation %d: %+v", i, q)
		}
		_, known := d.Speaker(q)
		if known != (q.Speaker != 0) || known != (q.Method != attribution.None) || known != (q.Confidence > 0) || q.Confidence > 1 {
			t.Fatalf("quotation %d: speaker %d, method %v, confidence %v", i, q.Speaker, q.Method, q.Confidence)
		}
	}
	for i, s := range d.Speakers {
		if int(s.ID) != i+1 || s.Name == "" || s.Aliases == nil || s.Roles == nil || s.Mentions == nil {
			t.Fatalf("speaker %d: %+v", i, s)
		}
		for _, m := range s.Mentions {
			slices("mention of a speaker", m.Excerpt)
		}
	}
	if diff := cmp.Diff(d, attribution.Extract(text)); diff != "" {
		t.Fatalf("a second run differs:\n%s", diff)
	}
}

func FuzzExtract(f *testing.F) {
	for _, name := range texts(f) {
		f.Add(readFile(f, name))
	}
	f.Add("who said “A,” and “B.” Q. C?\n\nA. D.\n\nQ. E?")
	f.Add("\u009cA,\xff” said Mr. & Mrs. 'X```'’s.\n\n“B” — C")
	f.Add("“어디 가니?” 가 물었다.\n\n수진은 .")
	f.Add("– A. – b\n– C, d “E” “F” g — H")
	f.Add("\x00“A,\xff” said Mr. & Mrs. 'X'’s.\n\n“B” — C")
	f.Fuzz(check)
}

// hostile returns texts that are built to be slow or deep.
func hostile(n int) map[string]string {
	return map[string]string{
		"unclosed marks":  strings.Repeat("“", n),
		"unclosed quotes": strings.Repeat("“a ", n),
		"nested":          strings.Repeat("“a ", n) + strings.Repeat("b” ", n),
		"straight":        strings.Repeat(`"`, n),
		"singles":         strings.Repeat("'a ", n),
		"elisions":        strings.Repeat("'tis ", n),
		"one line":        strings.Repeat("a", 20*n),
		"one sentence":    strings.Repeat("Ida said “a” and Bo told Al ", n/5),
		"cues":            strings.Repeat("said ", n),
		"names":           strings.Repeat("Ida Moss A. Moss ", n/4),
		"dashes":          strings.Repeat("— a, said Bo — ", n/4),
		"acronym":         strings.Repeat("a.", n),
		"stops":           strings.Repeat(". — ", n),
		"paragraphs":      strings.Repeat("“a\n\n", n),
		"two paragraphs":  strings.Repeat("“Go, Ida.” ", n/8) + "\n\n" + strings.Repeat("“No, Bo.” ", n/8),
		"described":       strings.Repeat("The old man saw a girl. I ran. ", n/12) + "“A,” I said.",
		"pronouns":        strings.Repeat("Ida Moss. “A,” she said. ", n/6),
		"german":          strings.Repeat("er sagte laut „x y“ und nannte Anna als „z w“ hat ", n/12),
		"japanese":        strings.Repeat("「待」と田中は言った", n/8),
		"interview":       strings.Repeat("Ida Moss ran. ", n/20) + strings.Repeat("\n\nQ: Is it late?\n\nA: It is.", n/20),
		"introductions":   strings.Repeat("“My name is Bo Hart,” said a man. ", n/20),
		"epithets":        "NORHAVEN (CNW) - On 3 May 2020 " + strings.Repeat("Ida Moss ran. “A,” the singer said. ", n/20),
		"ages":            "NORHAVEN (CNW) - On 3 May 2020 " + strings.Repeat("Ida Moss, 34, ran. “A,” the 34-year-old said. ", n/20),
		"companies":       "NORHAVEN (CNW) - On 3 May 2020 " + strings.Repeat("Halden Energy fell. “A,” the company said. It said a. ", n/20),
		"lines":           "“" + strings.Repeat("a b\n", n/4),
		"open lines":      strings.Repeat("“a b\nc d\n", n/8),
		"polish":          strings.Repeat("– Tak, – rzekł Jan. ", n/8),
		"called":          strings.Repeat("what the old man called “a b” and ", n/12),
		"bold":            strings.Repeat("\n\n**Ida Moss:** Is it late?\n\n**Bo Hart:** It is.", n/20),
		"signatures":      strings.Repeat("> “A b c.”\n>\n> — Ida Moss, nurse\n", n/16),
		"works":           "“A,” Ida Moss wrote in her memoir, “B C.” " + strings.Repeat("“D E.” called “F G” ", n/12),
		"references":      strings.Repeat("Moss, Ida. “A B.” ", n/12),
		"open tags":       strings.Repeat("“A, said Ida, said Bo, said Al", n/20) + "\n\n“B,” said Bo.",
		"dropped":         strings.Repeat("Ida Paz “a b c”, dijo, y Luis Mora ", n/16) + " el 3 de mayo que no para los",
		"korean":          strings.Repeat("이정호 시장은 “가”고 말했다 ", n/12),
		"invalid":         strings.Repeat("\xff\x00", n),
	}
}

// TestHostile tests invariant 2; a quadratic step would outlast any patience.
func TestHostile(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 5_000
	}
	for name, text := range hostile(n) {
		t.Run(name, func(t *testing.T) {
			d := attribution.Extract(text)
			for _, q := range d.Quotes {
				if q.Span.Text != text[q.Span.Start:q.Span.End] {
					t.Fatal("a span does not slice the text")
				}
			}
		})
	}
}

// TestConcurrent tests invariants 3 and 6; run it with -race.
func TestConcurrent(t *testing.T) {
	x, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	text := readFile(t, "../testdata/articles/wire.txt")
	want := attribution.Extract(text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d, err := x.Extract(context.Background(), text)
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(want, d); diff != "" {
				t.Errorf("another goroutine's result differs:\n%s", diff)
			}
		})
	}
	wg.Wait()
}

func ExampleExtract() {
	doc := attribution.Extract("“We are ready,” said Ida Moss, the harbour master. She said that the boats would sail at noon.")
	for _, q := range doc.Quotes {
		s, _ := doc.Speaker(q)
		fmt.Printf("%s (%v, %v): %s\n", s.Name, q.Kind, q.Method, q.Parts[0].Text)
	}
	// Output:
	// Ida Moss (direct, explicit): We are ready,
	// Ida Moss (indirect, anaphoric): that the boats would sail at noon
}

func ExampleWithSpeakers() {
	x, err := attribution.New(attribution.WithSpeakers(attribution.Speaker{
		ID: 1204, Name: "Idabelle Moss", Aliases: []string{"Ida"}, Gender: attribution.Female,
	}))
	if err != nil {
		panic(err)
	}
	doc, err := x.Extract(context.Background(), "“We are ready,” said Ida.")
	if err != nil {
		panic(err)
	}
	fmt.Println(doc.Quotes[0].Speaker, doc.Speakers[0].Name)
	// Output: 1204 Idabelle Moss
}

func ExampleExtractor_Attribute() {
	text := "Ida Moss rose to reply. We are ready, she said."
	x, err := attribution.New()
	if err != nil {
		panic(err)
	}
	i := strings.Index(text, "We are ready")
	doc, err := x.Attribute(context.Background(), text, [][]tokenize.Span{{{Start: i, End: i + len("We are ready")}}})
	if err != nil {
		panic(err)
	}
	s, _ := doc.Speaker(doc.Quotes[0])
	fmt.Println(s.Name)
	// Output: Ida Moss
}

func ExampleExtractor_All() {
	x, err := attribution.New()
	if err != nil {
		panic(err)
	}
	texts := slices.Values([]attribution.Input{{ID: "a", Text: "“Yes,” said Ida Moss."}, {ID: "b", Text: "It rained."}})
	for doc, err := range x.All(context.Background(), texts) {
		if err != nil {
			panic(err)
		}
		fmt.Println(doc.ID, len(doc.Quotes))
	}
	// Output:
	// a 1
	// b 0
}

// Who tells it is "I", whatever form comes first.
func TestNarrator(t *testing.T) {
	d := attribution.Extract("“Where is he?” said my brother’s wife. “Out,” I said. I sat down by the lamp, and I took my book. I read.")
	if d := cmp.Diff([]string{"my brother’s wife: Where is he?", "I: Out,"}, who(d)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// Friends and strangers call the narrator by different names.
func TestNarratorNames(t *testing.T) {
	var b strings.Builder
	for range 8 {
		b.WriteString("“Sit down, Tom,” said Ida.\n\n“I will,” I said, and I sat down.\n\n")
	}
	for range 3 {
		b.WriteString("“A letter, Mr. Moss,” said the porter.\n\n“For me?” I said.\n\n")
	}
	d := attribution.Extract(b.String())
	for _, q := range d.Quotes {
		if q.Mention.Text != "I" {
			continue
		}
		s, ok := d.Speaker(q)
		if !ok || !slices.Contains(append(s.Aliases, s.Name), "Tom") || !slices.Contains(append(s.Aliases, s.Name), "Mr. Moss") {
			t.Fatalf("%q was said by %q, also called %q; want one man who is called Tom and Mr. Moss", q.Parts[0].Text, s.Name, s.Aliases)
		}
	}
}

// Interviews and transcripts, which need no marks.
func TestTranscripts(t *testing.T) {
	for _, c := range []struct {
		reason, text string
		want         []string
	}{
		{"names before colons", "JAKE HART: When will it open?\n\nIDA MOSS: In May.\n\nHART: And the money?\n\nMOSS: It is there.\n\nI have seen it.",
			[]string{"JAKE HART: When will it open?", "IDA MOSS: In May.", "JAKE HART: And the money?", "IDA MOSS: It is there."}},
		{"questions and answers", "Ida Moss runs the ferry of Norhaven. Moss met us there.\n\nQ: Is it late?\n\nA: Always. “Late” is its name.\n\nQ: Why?\n\nA: The tide.",
			[]string{"?: Is it late?", "Ida Moss: Always. “Late” is its name.", "?: Why?", "Ida Moss: The tide."}},
		{"in bold", "**Ida Moss:** Is it late?\n\n**Bo Hart:** Always.\n\n**Ida Moss:** Why?\n\n**Bo Hart:** “Late” is its name. I know.",
			[]string{"Ida Moss: Is it late?", "Bo Hart: Always.", "Ida Moss: Why?", "Bo Hart: “Late” is its name. I know."}},
		{"in court", "BY MR. HART:\n\nQ. Was it late?\n\nA. Always.\n\nQ. Why?\n\nA. The tide.", []string{"?: Was it late?", "?: Always.", "?: Why?", "?: The tide."}},
		{"a list", "Ferry: 12.\n\nTrain: 14.\n\nFerry: 15.", []string{}},
		{"a table", "Ferry: 12 % 4 seats (2001: 15 %; 1997: 6 %)\n\nTrain: 14 % 5 seats (2001: 11 %; 1997: 9 %)\n\nFerry: 15 % 6 seats (2001: 10 %; 1997: 8 %)", []string{}},
		{"notes", "Note: it is late.\n\nUpdate: it is here.\n\nNote: it left.", []string{}},
	} {
		if d := cmp.Diff(c.want, who(attribution.Extract(c.text))); d != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.reason, c.text, d)
		}
	}
}
