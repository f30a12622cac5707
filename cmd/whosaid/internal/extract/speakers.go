package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/whosaid/whosaid/attribution"
)

// readSpeakers returns the speakers of a file: an array of JSON as the output
// has it under "speakers", or a line for each with the name and, after
// semicolons, aliases.
func readSpeakers(name string) ([]attribution.Speaker, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var list []attribution.Speaker
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("[")) {
		if err := json.Unmarshal(b, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return list, nil
	}
	for line := range strings.Lines(strings.TrimPrefix(string(b), "\ufeff")) {
		var s attribution.Speaker
		for i, field := range strings.Split(line, ";") {
			field = strings.TrimSpace(field)
			switch {
			case i == 0:
				s.Name = field
			case field != "":
				s.Aliases = append(s.Aliases, field)
			}
		}
		if s.Name != "" {
			list = append(list, s)
		}
	}
	return list, nil
}
