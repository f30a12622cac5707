package relation

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/whosaid/whosaid/internal/english"
	"github.com/whosaid/whosaid/internal/gbdt"
	"github.com/whosaid/whosaid/internal/linear"
	"github.com/whosaid/whosaid/internal/parser"
	"github.com/whosaid/whosaid/internal/words"
)

// Format is that of a model's file.
const Format = "whosaid relations"

// EnglishFile is the file of [English].
//
//go:embed english.model
var EnglishFile []byte

// English returns the model of English, which is read when it is first needed.
var English = english.Once(func(table *words.Table) (*Model, error) { return Read(EnglishFile, table, parser.English()) })

var roleNames = []string{"source", "cue", "content"}

// The numbers of features of the choices.
const (
	numContent = 89
	numSource  = 63
	numJudge   = 79
)

// Read reads the file of a model that was trained with a table of words and
// a parser. The error says what is wrong with it.
func Read(b []byte, table *words.Table, trees *parser.Model) (*Model, error) {
	_, body, err := linear.ReadFile(b, Format, roleNames...)
	if err != nil {
		return nil, err
	}
	m := &Model{words: table, parser: trees}
	r := &linear.Reader{B: body}
	for _, p := range []struct {
		to    **pass
		chain *chain
	}{{&m.roles, roleChain}, {&m.links, linkChain}} {
		if *p.to, err = readPass(r, p.chain); err != nil {
			return nil, err
		}
	}
	rest := r.B
	var last *gbdt.Model
	for _, g := range []struct {
		to       **gbdt.Model
		features int
	}{{&m.contents, numContent}, {&m.sources, numSource}, {&last, numJudge}} {
		if *g.to, rest, err = gbdt.Decode(rest); err != nil {
			return nil, err
		}
		if n := (*g.to).Features(); n != g.features {
			return nil, fmt.Errorf("a choice has %d features, want %d", n, g.features)
		}
	}
	if len(rest) > 0 {
		return nil, errors.New("something follows its end")
	}
	m.judge = newJudge(last)
	return m.init(), nil
}

// readPass reads the step, the weights of one label after another, and those of features.
func readPass(r *linear.Reader, c *chain) (*pass, error) {
	numbers := make([]float32, 1+c.labels*c.labels)
	if raw := r.Take(4 * len(numbers)); raw != nil {
		for i := range numbers {
			numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	}
	weights, err := linear.Decode(r)
	if err != nil {
		return nil, err
	}
	if n := weights.Classes(); n != c.labels {
		return nil, fmt.Errorf("it has %d labels, want %d", n, c.labels)
	}
	return newPass(c, weights, numbers[0], numbers[1:]), nil
}

func (p *pass) appendBinary(b []byte) []byte {
	for _, x := range append([]float32{p.step}, p.trans...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return p.weights.AppendBinary(b)
}

// AppendFile appends the file of a model that was trained, not read.
func (m *Model) AppendFile(b []byte, data string, seed uint64) ([]byte, error) {
	body := m.links.appendBinary(m.roles.appendBinary(nil))
	var err error
	for _, g := range []*gbdt.Model{m.contents, m.sources, m.judge.Model} {
		if body, err = g.AppendBinary(body); err != nil {
			return nil, err
		}
	}
	return linear.AppendFile(b, linear.Header{Format: Format, Data: data, Seed: seed, Classes: roleNames}, body)
}
