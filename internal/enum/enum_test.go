package enum

import "testing"

var units = &Type{Package: "sea", Name: "DepthUnit", Values: []string{"metre", "fathom"}}

func TestRoundTrip(t *testing.T) {
	for v, name := range units.Values {
		b, err := units.Marshal(uint8(v))
		if err != nil || string(b) != name || units.String(uint8(v)) != name {
			t.Errorf("%d: %q, %v", v, b, err)
		}
		var got uint8
		if err := units.Unmarshal(b, &got); err != nil || int(got) != v {
			t.Errorf("%s: %d, %v", name, got, err)
		}
	}
}

func TestErrors(t *testing.T) {
	if s := units.String(7); s != "DepthUnit(7)" {
		t.Error(s)
	}
	if _, err := units.Marshal(7); err == nil || err.Error() != "sea: DepthUnit(7) is not valid" {
		t.Error(err)
	}
	v := uint8(1)
	if err := units.Unmarshal([]byte("foot"), &v); err == nil || err.Error() != `sea: unknown depth unit "foot", want one of ["metre" "fathom"]` || v != 1 {
		t.Error(err, v)
	}
}
