package quotes

import (
	"cmp"
	"slices"
)

// sortBy sorts indexes by the number that key gives each.
func sortBy(s []int, key func(int) int) {
	slices.SortStableFunc(s, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}
