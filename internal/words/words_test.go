package words

import (
	"testing"

	"github.com/whosaid/whosaid/internal/linear"
)

func TestShapes(t *testing.T) {
	var table Table
	for w, want := range map[string]Shape{
		"boat": Lower, "Boat": Capital, "BBC": Capitals, "iPhone": Mixed, "1,200": Digits, "—": Other, "Émile": Capital,
		"ida@example.org": Link, "example.org": Link, "U.S.": Capitals, "": Other, "\xff": Other,
	} {
		if got := table.form(w).Shape; got != want {
			t.Errorf("%q: shape %d, want %d", w, got, want)
		}
	}
	for _, s := range [][]string{{"the", "boat", "sank", "."}, {"THE", "BOAT", "SANK"}} {
		for _, f := range table.AppendForms(nil, s) {
			if f.Shape != Unknown && f.Shape != Other {
				t.Errorf("%q: shape %d, though all letters are alike", s, f.Shape)
			}
		}
	}
	if f := table.AppendForms(nil, []string{"Mary", "was", "late", "."}); f[0].Shape != Capital || f[1].Shape != Lower {
		t.Errorf("a capital at the beginning is not seen: %+v", f)
	}
	if f := table.AppendForms(nil, nil); len(f) > 0 {
		t.Errorf("forms of no words: %+v", f)
	}
	if table.form("Don’t").Hash != table.form("don't").Hash || table.form("1987").Hash != table.form("2020").Hash {
		t.Error("case, years or apostrophes make words differ")
	}
}

func TestLearn(t *testing.T) {
	learn := func() *Table {
		l := NewLearner()
		for range 30 {
			for _, a := range []string{"gull", "tern"} {
				for _, v := range []string{"cried", "dived"} {
					l.Sentence([]string{"the", a, v, "near", "Skagen"}, []uint8{1, 2, 3, 4, 5})
				}
			}
		}
		l.Name("Ida", Given)
		return l.Learn(5, 4, 20, 1<<4)
	}
	table := learn()
	b := table.AppendBinary(nil)
	if string(b) != string(learn().AppendBinary(nil)) {
		t.Error("the same sentences gave two tables")
	}
	table, err := Decode(&linear.Reader{B: b})
	if err != nil {
		t.Fatal(err)
	}
	f := table.AppendForms(nil, []string{"gull", "tern", "cried", "dived", "Skagen", "Ida", "unseen"})
	if f[0].Class == 0 || f[0].Class != f[1].Class || f[2].Class != f[3].Class || f[0].Class == f[2].Class {
		t.Errorf("classes %d %d, %d %d", f[0].Class, f[1].Class, f[2].Class, f[3].Class)
	}
	if f[0].Only != 2 || f[4].Case != 5 || f[2].Case != 1 || f[2].Small || f[0].Small || f[5].Name != Given || f[6].Entry != (Entry{}) {
		t.Errorf("%+v", f)
	}
	if _, err := Decode(&linear.Reader{B: b[:len(b)-1]}); err == nil {
		t.Error("a table that ends too soon was read")
	}
}
