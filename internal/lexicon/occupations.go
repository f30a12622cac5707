package lexicon

import "strings"

// Occupation reports whether word, in any case, names one person by what he does, or by
// what he is to others: "economist", "coroner", "tenant". The roles of [PersonRole] are among
// these; the others may stand before a name and are no part of it.
func Occupation(word string) bool {
	w := strings.TrimSuffix(Lower(word), ".")
	for _, before := range []string{"co-", "ex-", "vice-"} {
		w = strings.TrimPrefix(w, before)
	}
	if strings.Contains(w, "-of-") || strings.HasSuffix(w, "-general") {
		return true // "mum-of-three", "auditor-general"
	}
	if r, ok := roles()[w]; ok {
		return r.Noun
	}
	if occupations[w] {
		return true
	}
	for _, end := range occupational {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) && !Surname(w) {
			return true
		}
	}
	return false
}

// occupational are endings that hardly any other nouns have.
var occupational = []string{"ologist", "ographer", "ician", "omist", "keeper", "maker", "worker", "owner", "dealer", "seller", "holder", "grower",
	"breeder", "trader", "fighter", "woman", "person", "trepreneur"}

var occupations = wordSet(`taoiseach tánaiste tanaiste garda insp supt det con dc wpc td mla mlc mna mpp mep msp shri mallam malam smt adv alhaji hajia otunba oba hon datuk mwalimu engr arc mdm mx reeve
	consul provost bursar verger curate sheikh ayatollah mullah emir sultan swami guru pandit academic accountant administrator advocate ambulanceman anaesthetist anchorman angler announcer apprentice archaeologist
	archivist assessor assistant astronaut astronomer athlete auctioneer auditor backbencher baker barber bargeman barista barrister
	batsman bassist biographer blogger bookseller botanist bowler boxer brewer broadcaster broker builder buyer bystander cabbie
	cameraman campaigner caretaker carpenter cartoonist cellist chairperson champion chaplain chef chemist choreographer
	choirmaster cleaner clerk climber collector columnist comedian commander commentator commuter composer
	conductor congressman conservationist consultant contractor controller convener cook coordinator coroner counsellor courier craftsman critic crofter
	curator custodian customer cyclist dancer defender defendant delegate demonstrator dentist designer developer dietitian diplomat director diver
	drummer ecologist educator electrician engraver envoy ethicist examiner explorer farmhand fellow ferryman
	filmmaker firefighter fireman florist footballer forager forecaster foreman forester forward fundraiser gardener
	goalkeeper goldsmith golfer governess graduate guard guide guitarist gunman hacker hairdresser handyman harpist headmaster headmistress
	headteacher helper hiker historian hotelier housewife hydrologist illustrator immunologist innkeeper inspector instructor insurer interpreter
	inventor investigator investor jeweller jockey joiner juror keeper landlady landlord lawmaker lecturer legislator librarian lifeguard linguist
	lobbyist locksmith magician magistrate maintainer mathematician mechanic mediator medic merchant metalworker midfielder midwife miner
	moderator motorist mountaineer musician naturalist navigator negotiator neighbour neighbor neurosurgeon newcomer novelist nutritionist
	ombudsman operator optician organiser organist osteopath paramedic parishioner participant partner passenger passer-by pastor pathologist patient
	pediatrician paediatrician pensioner percussionist petitioner pharmacist philanthropist philosopher photographer physician physicist physiotherapist
	pianist planner plasterer playwright plumber poet policymaker politician porter potter practitioner
	presenter president-elect printer prisoner producer programmer proprietor protester psychiatrist psychologist publican publicist
	publisher pupil quarterback racer ranger reader realtor receptionist recorder referee refugee registrar regulator
	resident restaurateur retailer retiree rider rower runner saxophonist sculptor seamstress shepherd shopkeeper signalman
	singer skier skipper sociologist solicitor songwriter soprano spectator speechwriter sprinter staffer statistician stockbroker
	storyteller striker student subscriber superintendent supervisor supplier supporter surveyor survivor swimmer tailor technician
	technologist tenant tenor therapist tiler translator traveller trainer treasurer trustee tutor umpire undersecretary undertaker
	understudy undergraduate valuer vet veteran veterinarian vicar villager violinist visitor vocalist volunteer waiter warden
	watchmaker weaver weightlifter whistleblower winemaker winger winner witness zoologist zookeeper`)
