package attribution

import (
	"cmp"
	"slices"
)

// speakers fills d.Speakers with the entities that ids numbers.
func (a *analysis) speakers(d *Document, ids map[int]SpeakerID) {
	for e, id := range ids {
		ent := a.cast[e]
		s := Speaker{
			ID: id, Name: ent.name, Kind: ent.kind, Gender: ent.gender, Anonymous: ent.anonymous && len(ent.words) == 0,
			Aliases: []string{}, Roles: []string{}, Mentions: []Mention{},
		}
		if s.Kind == UnknownKind && (ent.gender != UnknownGender || ent.listed != 0) {
			s.Kind = Person
		}
		s.Aliases = append(s.Aliases, ent.aliases...)
		s.Roles = append(s.Roles, ent.roles...)
		s.Mentions = append(s.Mentions, ent.mentions...)
		slices.SortFunc(s.Mentions, func(x, y Mention) int {
			return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
		})
		d.Speakers = append(d.Speakers, s)
	}
	slices.SortFunc(d.Speakers, func(x, y Speaker) int { return cmp.Compare(x.ID, y.ID) })
}
