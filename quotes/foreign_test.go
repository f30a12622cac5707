package quotes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whosaid/whosaid/quotes"
	"github.com/whosaid/whosaid/tokenize"
)

// What is read in languages without a tagger.
func TestForeign(t *testing.T) {
	for _, c := range []struct{ lang, reason, text, want string }{
		{"de", "a reflexive beside the verb", "„Wir warten noch ab“, äußerte sich gestern Petra Vogt.", "direct: Wir warten noch ab <- Petra Vogt/äußerte"},
		{"de", "what tells where", "„Damals fehlte das Geld“, erklärte Petra Vogt am Mittwoch im Stadtrat. „Heute nicht.“", "direct: Damals fehlte das Geld | Heute nicht. <- Petra Vogt/erklärte"},
		{"it", "an apposition", "«Abbiamo perso il raccolto», racconta Luca Neri, che coltiva agrumi. «Tutto.»", "direct: Abbiamo perso il raccolto | Tutto. <- Luca Neri/racconta"},
		{"es", "so called", "El llamado “impuesto de la basura” entró en vigor.", ""},
		{"es", "according to, inside", "El incendio fue, según Luz Ibarra, “el más difícil”.", "mixed: el más difícil <- Luz Ibarra/según"},
		{"es", "the next paragraph", "—No me gusta este sitio —dijo Robles—. Huele a pólvora.\n\n»Mi padre estuvo aquí antes.", "direct: No me gusta este sitio | Huele a pólvora. | Mi padre estuvo aquí antes. <- Robles/dijo"},
		{"ru", "an adverb before the verb", "— Возьми, — тихо проговорила она, — и молчи.", "direct: Возьми, | и молчи. <- она/проговорила"},
		{"no", "a title in small letters", "I dommen skriver tingrettsdommer Eva Lunde at han var «lite troverdig».", "mixed: lite troverdig <- Eva Lunde/skriver"},
		{"fi", "the subject first", "– Päätös oli vaikea, kaupunginjohtaja Helena Rantanen sanoo.", "direct: Päätös oli vaikea, <- kaupunginjohtaja Helena Rantanen/sanoo"},
		{"sv", "a dash after what was said", "Polisen misstänker ingen, säger Jonna Wiklund.\n\n– Vi har hört ett tiotal vittnen, men det är tidigt.", "direct: Vi har hört ett tiotal vittnen, men det är tidigt."},
		{"hu", "according to", "Az igazgató szerint a döntés „kizárólag szakmai” volt.", "mixed: kizárólag szakmai <- Az igazgató/szerint"},
		{"tr", "who, comma, what", "Demir, “Esnafımıza teşekkür ederiz” diye konuştu.", "direct: Esnafımıza teşekkür ederiz <- Demir/diye"},
		{"zh", "how it is said", "老人摇摇头，笑着说：“你们喝不惯。”", "direct: 你们喝不惯。 <- 老人/说"},
		{"ja", "a topic and a subject", "環境省の担当者は、今回の措置は「前例のない対応」だと説明した。", "mixed: 前例のない対応 <- 環境省の担当者/説明した"},
		{"de", "so", "„Ich komme“, so Jan Wolf, „aber erst morgen.“", "direct: Ich komme | aber erst morgen. <- Jan Wolf/so"},
		{"de", "so, and no speaker", "„Rote Fäden“, so lautet der Titel.", ""},
		{"de", "a verb known by its place", "„Die Frist ist lange vorbei“, begründet das Gericht.", "direct: Die Frist ist lange vorbei <- das Gericht/begründet"},
		{"de", "manner between the verb and who speaks", "»Das sind viele Boote«, sprach verwundert der Gast.", "direct: Das sind viele Boote <- der Gast/sprach"},
		{"de", "a time first", "Am Montag sagte Petra Vogt: „Wir prüfen das.“", "direct: Wir prüfen das. <- Petra Vogt/sagte"},
		{"de", "manner first", "Besorgt äußerte sich Petra Vogt: „Wir prüfen das.“", "direct: Wir prüfen das. <- Petra Vogt/äußerte"},
		{"de", "no verb", "Petra Vogt dazu: „Wir prüfen das.“", "direct: Wir prüfen das. <- Petra Vogt/"},
		{"de", "a stop after the mark", "Er schrieb: „Wir prüfen das alles“.", "direct: Wir prüfen das alles <- Er/schrieb"},
		{"de", "a clause before a comma", "„Wir prüfen das alles“, ohne jede Frist.", "direct: Wir prüfen das alles"},
		{"de", "single low marks", "‚Es reicht‘, sagte Uwe Brandt.", "direct: Es reicht <- Uwe Brandt/sagte"},
		{"de", "a straight mark closes a low one", "„So ist es \"sagte Uwe Brandt.", "direct: So ist es <- Uwe Brandt/sagte"},
		{"de", "a clause that ends in marks", "Der Plan sei „eine Farce“, sagte Petra Vogt.", "mixed: eine Farce <- Petra Vogt/sagte"},
		{"de", "the perfect", "„Wir warten noch ab“, hat Petra Vogt erklärt.", "direct: Wir warten noch ab <- Petra Vogt/erklärt"},
		{"de", "whose sprecher", "„Wir warten noch ab“, sagte der Sprecher des Ministeriums, Jan Wolf.", "direct: Wir warten noch ab <- der Sprecher des Ministeriums, Jan Wolf/sagte"},
		{"fr", "an auxiliary with its pronoun", "« On attend la suite », a-t-elle simplement déclaré.", "direct: On attend la suite <- elle/déclaré"},
		{"fr", "the same inside the marks", "« On attend la suite, a-t-il tranché. Encore un peu. »", "direct: On attend la suite, | Encore un peu. <- il/tranché"},
		{"fr", "a participle by its ending", "« On attend la suite », a tonné le maire de Norhaven.", "direct: On attend la suite <- le maire de Norhaven/tonné"},
		{"fr", "what tells more of a name", "« Le sel, explique Luc Roy, paludier, c'est la mer. »", "direct: Le sel, | c'est la mer. <- Luc Roy/explique"},
		{"it", "the perfect", "«Va tutto bene», ha detto Anna Neri. «Non è vero», ha replicato Luca Tosi.", "direct: Va tutto bene <- Anna Neri/detto; direct: Non è vero <- Luca Tosi/replicato"},
		{"it", "without a pronoun", "«Avevo bisogno di soldi», ha confessato.", "direct: Avevo bisogno di soldi <- /confessato"},
		{"es", "a noun without an article", "«No existe ninguna orden», dijeron fuentes municipales.", "direct: No existe ninguna orden <- fuentes municipales/dijeron"},
		{"es", "a dash glued to narration", "—No sé. —Julián calló un rato—. Pregúntale.", "direct: No sé. | Pregúntale."},
		{"pl", "narration between dashes", "– W kuchni. – Marek milczał. – Chodź.", "direct: W kuchni. | Chodź."},
		{"pl", "inside a paragraph", "Inaczej widzą to sąsiedzi. – Kupuję wodę – mówi Zofia Bąk. – Nikt nic nie wie.", "direct: Kupuję wodę | Nikt nic nie wie. <- Zofia Bąk/mówi"},
		{"ru", "inside the marks", "«Рейс отменён, — сказал Олег Гусев. — Ждите».", "direct: Рейс отменён, | Ждите <- Олег Гусев/сказал"},
		{"ru", "a dash after a colon", "Инна сказала:\n— Это не мой дом.\nСледователь закрыл папку.", "direct: Это не мой дом. <- Инна/сказала"},
		{"zh", "two characters", "发言人林海波表示：“我们关切。”", "direct: 我们关切。 <- 发言人林海波/表示"},
		{"de", "laut", "Laut Petra Vogt ist das „ein Skandal“.", "mixed: ist das „ein Skandal“ <- Petra Vogt/Laut"},
		{"de", "laut and a publication", "Laut „Hafenblatt“ ist das Boot leck.", ""},
		{"de", "called something", "Petra Vogt (SPD) nannte den Plan „überzogen und teuer“.", "mixed: überzogen und teuer <- Petra Vogt/nannte"},
		{"de", "who calls it comes later", "Den Plan bezeichnete Vogt als „Fehler“.", "mixed: Fehler <- Vogt/bezeichnete"},
		{"de", "a participle", "Petra Vogt hat vor einem „gefährlichen Irrweg“ gewarnt.", "mixed: gefährlichen Irrweg <- Petra Vogt/gewarnt"},
		{"de", "a passive", "Das Boot wurde als „seetüchtig“ bezeichnet.", "mixed: seetüchtig <- /bezeichnet"},
		{"de", "a name in marks", "Vogt sprach mit dem „Hafenblatt“ über das Boot.", ""},
		{"de", "a title", "Das Buch „Die Stadt am Meer“ nennt sie nicht.", ""},
		{"de", "a clause", "Vogt sagte am 3. Mai, dass der Hafen schließt.", "indirect: dass der Hafen schließt <- Vogt/sagte"},
		{"de", "the mood of reports", "Vogt sagte, der Hafen werde im Mai schließen. Man habe keine Wahl.", "indirect: der Hafen werde im Mai schließen <- Vogt/sagte; indirect: Man habe keine Wahl <- Vogt/"},
		{"de", "the tag last", "Der Hafen sei zu, sagte der Bürgermeister.", "indirect: Der Hafen sei zu <- der Bürgermeister/sagte"},
		{"de", "an apposition before its verb", "Der Bürgermeister von Norhafen, Jan Wolf, kritisierte den Plan.", ""},
		{"de", "a source first", "Laut Petra Vogt schließt der Hafen im Mai.", "indirect: schließt der Hafen im Mai <- Petra Vogt/Laut"},
		{"de", "marked words in a clause", "Vogt sagte, dass der Hafen „sehr bald“ schließt.", "mixed: dass der Hafen „sehr bald“ schließt <- Vogt/sagte"},
		{"fr", "a clause", "Claire Petit a déclaré mardi que le port fermera.", "indirect: que le port fermera <- Claire Petit/déclaré"},
		{"fr", "the tag last", "Le port fermera en mai, a déclaré Luc Roy.", "indirect: Le port fermera en mai <- Luc Roy/déclaré"},
		{"ru", "a clause", "Иван Петров сказал, что порт закроется.", "indirect: что порт закроется <- Иван Петров/сказал"},
		{"fr", "an auxiliary", "« Nous attendons », a déclaré la ministre Claire Petit.", "direct: Nous attendons <- la ministre Claire Petit/déclaré"},
		{"fr", "a pronoun beside the verb", "« Reste ici », lui cria sa mère.", "direct: Reste ici <- sa mère/cria"},
		{"fr", "called something", "Le maire a qualifié le projet de « folie ».", "mixed: folie <- Le maire/qualifié"},
		{"fr", "a verb by its place", "— Il pleut, grogna-t-il. Entre !", "direct: Il pleut, | Entre ! <- il/grogna"},
		{"fr", "but no question", "— Le vieux, pleura-t-il hier ? demanda Luc.", "direct: Le vieux, pleura-t-il hier ? <- Luc/demanda"},
		{"de", "a newspaper", "Wien, 3. August. (Tel. der „Norh. Allg. Ztg.“) Der Hafen ist zu.", ""},
		{"de", "ditto marks", "Das Brot kostet 50 Pfennig, ditto „2 Mark. Die Butter kostet mehr.", ""},
		{"de", "a mark too few", "Ich sagte: »Ja. Ich sagte: »Nein.« Der Herr sagte: »Doch.«", "direct: Ja. Ich sagte:! <- Ich/sagte; direct: Nein.; direct: Doch. <- Der Herr/sagte"},
		{"de", "a tag between dashes inside the marks", "„Wir warten – sagte Vogt müde – noch ab.“", "direct: Wir warten | noch ab. <- Vogt/sagte"},
		{"de", "words in small letters after a comma", "„Ach!“ hob sie an, „ich warte noch immer darauf.“", "direct: Ach! | ich warte noch immer darauf. <- sie/hob"},
		{"nl", "what calls somebody is no tag", "--Mooi zoo, zegt je dat? vroeg Jan.\n\n--Ja, ik dacht dat het mooi was.", "direct: Mooi zoo, zegt je dat? <- Jan/vroeg; direct: Ja, ik dacht dat het mooi was."},
		{"es", "a source with more to it", "Según un informe publicado en abril, el puerto de Norhaven es caro.", "indirect: el puerto de Norhaven es caro <- un informe publicado/Según"},
		{"fr", "selon lui", "Selon lui, le texte est « bancal ».", "mixed: bancal <- lui/Selon"},
		{"fr", "what tells how, after a question", "— Que dis-tu ? demanda Luc, en posant la rame.\n\n— Rien, dit Anne.", "direct: Que dis-tu ? <- Luc/demanda; direct: Rien, <- Anne/dit"},
		{"es", "an apposition", "El alcalde, Pedro Gil, aseguró que “no hay dinero”.", "mixed: que “no hay dinero” <- El alcalde, Pedro Gil/aseguró"},
		{"es", "a verb without subject", "“No iremos”, añadió ante la prensa.", "direct: No iremos <- /añadió"},
		{"es", "a verb between dashes", "—¿Qué? —dijo Pablo.\n\n—No hay nadie —gruñó él—. Duérmete.", "direct: ¿Qué? <- Pablo/dijo; direct: No hay nadie | Duérmete. <- él/gruñó"},
		{"es", "an apposition between dashes", "—Nadie preguntó —se quejó Lucía Mar, dueña del bar—. Nadie.", "direct: Nadie preguntó | Nadie. <- Lucía Mar/quejó"},
		{"es", "two verbs of a subject", "Gil criticó el plan y aseguró que pedirá ayuda.", "indirect: que pedirá ayuda <- Gil/aseguró"},
		{"de", "the mood after marked words", "„Nein“, sagte Lena Marsch. Ein Drittel sei weggeblieben.", "direct: Nein <- Lena Marsch/sagte; indirect: Ein Drittel sei weggeblieben <- Lena Marsch/"},
		{"it", "an auxiliary", "«Non lo so», ha detto Anna Rossi. «Vedremo.»", "direct: Non lo so | Vedremo. <- Anna Rossi/detto"},
		{"pt", "segundo", "Segundo o prefeito, Paulo Gil, “nada está perdido”.", "direct: nada está perdido <- o prefeito, Paulo Gil/Segundo"},
		{"nl", "a noun without article", "“Het is klaar”, aldus minister Jan Smit.", "direct: Het is klaar <- Jan Smit/aldus"},
		{"nl", "a name with a particle", "“Het is klaar”, zei Van Houten.", "direct: Het is klaar <- Van Houten/zei"},
		{"sv", "enligt", "Enligt borgmästaren är det ”inte för sent”.", "mixed: är det ”inte för sent” <- borgmästaren/Enligt"},
		{"fi", "subject first", "– Me odotamme, Anna Virtanen sanoo.", "direct: Me odotamme, <- Anna Virtanen/sanoo"},
		{"pl", "called something", "Minister nazwał plan „szaleństwem”.", "mixed: szaleństwem <- Minister/nazwał"},
		{"cs", "after a mark that closes", "„Počkáme,“ řekla Anna Nováková.", "direct: Počkáme, <- Anna Nováková/řekla"},
		{"hu", "dashes around the words", "– Hová mész? – kérdezte Péter.", "direct: Hová mész? <- Péter/kérdezte"},
		{"ro", "an auxiliary", "„Așteptăm”, a spus Ana Popescu.", "direct: Așteptăm <- Ana Popescu/spus"},
		{"el", "an article before a name", "«Θα περιμένουμε», είπε η Άννα Παππά.", "direct: Θα περιμένουμε <- η Άννα Παππά/είπε"},
		{"tr", "no comma", "“Bekleyeceğiz” dedi Ayşe Kaya.", "direct: Bekleyeceğiz <- Ayşe Kaya/dedi"},
		{"ru", "words of somebody", "По словам Ивана Петрова, это «позор».", "mixed: это «позор» <- Ивана Петрова/По словам"},
		{"uk", "a dash after the mark", "«Ми почекаємо», — сказала Анна Коваль.", "direct: Ми почекаємо <- Анна Коваль/сказала"},
		{"ja", "the verb last, the topic between", "「待ちましょう」と田中さんは言った。", "direct: 待ちましょう <- 田中/言った"},
		{"ja", "no verb of saying", "「寂しい」と小川美咲は肩を落とした。", "direct: 寂しい <- 小川美咲/"},
		{"ja", "the topic first", "田中さんは「待ちましょう」と述べた。", "direct: 待ちましょう <- 田中/述べた"},
		{"ko", "a title after the name", "이정호 시장은 “기다리겠다”고 말했다.", "direct: 기다리겠다 <- 이정호 시장/말했다"},
		{"zh", "the whole of a verb", "何静认为，这项政策“来得太晚”。", "mixed: 来得太晚 <- 何静/认为"},
		{"ko", "a particle on the name", "김민수는 “기다리겠다”고 말했다.", "direct: 기다리겠다 <- 김민수/말했다"},
		{"hi", "a particle after the name", "राम ने कहा, “हम इंतज़ार करेंगे।”", "direct: हम इंतज़ार करेंगे। <- राम/कहा"},
		{"ar", "the verb first", "قالت آنا رويز: «سننتظر».", "direct: سننتظر <- آنا رويز/قالت"},
		{"ar", "another comma", "\"سننتظر\"، قال أحمد علي.", "direct: سننتظر <- أحمد علي/قال"},
		{"he", "after the quotation", "\"נחכה\", אמרה אנה כהן.", "direct: נחכה <- אנה כהן/אמרה"},
		{"zh", "traditional characters", "「再見。」她說。", "direct: 再見。 <- 她/說"},
	} {
		var got []string
		for _, q := range quotes.Find(tokenize.Parse(c.text), quotes.WithLanguage(c.lang)) {
			got = append(got, show(c.text, q))
		}
		if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s: %s: %s (-want +got):\n%s", c.lang, c.reason, c.text, d)
		}
	}
}
