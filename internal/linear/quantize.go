package linear

import "math"

// New makes a model of weights that were fitted elsewhere: a row of classes
// for each feature. A weight becomes a whole number of steps, at most 127;
// those nearer to zero than half a step are left out.
func New(classes int, features []uint64, weights []float32, step float64) *Model {
	var rows []row
	for i, f := range features {
		r := row{feature: f}
		for c, w := range weights[i*classes : (i+1)*classes] {
			if q := math.Round(float64(w) / step); q != 0 {
				r.cells = append(r.cells, cell{uint8(c), int8(min(127, max(-127, q)))})
			}
		}
		if len(r.cells) > 0 {
			rows = append(rows, r)
		}
	}
	return newModel(classes, rows)
}
