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
	numContent = 89 + numLexical
	numSource  = 63 + numLexical
	numJudge   = 79 + 1
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
	var last *chooser
	for _, c := range []struct {
		to       **chooser
		features int
	}{{&m.contents, numContent}, {&m.sources, numSource}, {&last, numJudge}} {
		if *c.to, err = readChooser(r, c.features); err != nil {
			return nil, err
		}
	}
	if len(r.B) > 0 {
		return nil, errors.New("something follows its end")
	}
	m.judge = newJudge(last)
	return m.init(), nil
}

// readChooser reads the step and the weights of its words, and its trees, which must have
// so many features.
func readChooser(r *linear.Reader, features int) (*chooser, error) {
	step := readFloats(r, 1)
	weights, err := linear.Decode(r)
	if err != nil {
		return nil, err
	}
	if n := weights.Classes(); n != 1 {
		return nil, fmt.Errorf("the words of a choice have %d classes, want 1", n)
	}
	c := &chooser{words: &lexical{weights, step[0]}}
	if c.trees, r.B, err = gbdt.Decode(r.B); err != nil {
		return nil, err
	}
	if n := c.trees.Features(); n != features {
		return nil, fmt.Errorf("a choice has %d features, want %d", n, features)
	}
	return c, nil
}

func (c *chooser) appendBinary(b []byte) ([]byte, error) {
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(c.words.step))
	return c.trees.AppendBinary(c.words.weights.AppendBinary(b))
}

// readFloats reads n numbers; they are zero if there are not so many.
func readFloats(r *linear.Reader, n int) []float32 {
	out := make([]float32, n)
	if raw := r.Take(4 * n); raw != nil {
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	}
	return out
}

// readPass reads the step, the weights of one label after another, and those of features.
func readPass(r *linear.Reader, c *chain) (*pass, error) {
	numbers := readFloats(r, 1+c.labels*c.labels)
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
	for _, c := range []*chooser{m.contents, m.sources, m.judge.chooser} {
		if body, err = c.appendBinary(body); err != nil {
			return nil, err
		}
	}
	return linear.AppendFile(b, linear.Header{Format: Format, Data: data, Seed: seed, Classes: roleNames}, body)
}
