package extract

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/whosaid/whosaid/attribution/format"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
)

// NOTE: How interrupted work goes on. The results go to FILE.partial. Now and
// then what was written is forced to the disk, and then FILE.resume is replaced
// by one that says how many inputs that were and how long the file is. Who goes
// on cuts the file to that length, passes over as many inputs, and checks that
// they have the same names. So FILE.resume never promises what is not on the
// disk, and what was written after it is written again.

// A state is the content of FILE.resume.
type state struct {
	Settings string `json:"settings"` // of the call; others would give another output
	Inputs   int    `json:"inputs"`   // that are done
	Items    int    `json:"items"`    // that are written: inputs that could be read
	Bytes    int64  `json:"bytes"`    // of FILE.partial
	Names    string `json:"names"`    // a hash of the names of the inputs
}

// saveEvery is the time between two states, and so how much work is done again
// at most.
const saveEvery = 250 * time.Millisecond

// A destination is where results go.
type destination struct {
	writer *format.Writer
	buffer *bufio.Writer
	stderr io.Writer
	failed int
	pipe   *os.File // or device

	// For a file:
	name  string
	file  *os.File
	state state
	begun state // from where this call goes on
	names hash.Hash
	added bool // something, by this call
	saved time.Time
	skip  error // why the inputs are not those of the interrupted call
}

func (c *command) open() (*destination, error) {
	d := &destination{stderr: c.stderr, name: c.out, names: sha256.New(), state: state{Settings: c.settings}, saved: time.Now()}
	if c.out == "" {
		return d.to(c, c.stdout), nil
	}
	if info, err := os.Stat(c.out); err == nil {
		switch {
		case info.IsDir():
			return nil, fmt.Errorf("%s is a folder", c.out)
		case !info.Mode().IsRegular() && c.resume:
			return nil, fmt.Errorf("%s is no file that -resume can go on with", c.out)
		case !info.Mode().IsRegular(): // a device or a pipe, which must not be replaced
			f, err := os.OpenFile(c.out, os.O_WRONLY, 0)
			if err != nil {
				return nil, err
			}
			d.pipe = f
			return d.to(c, f), nil
		}
		if d.name, err = filepath.EvalSymlinks(c.out); err != nil { // the file is replaced, and not the link
			return nil, err
		}
	}
	if c.resume {
		if err := d.readState(c.settings); err != nil {
			return nil, err
		}
	} else if err := os.Remove(d.stateName()); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is no longer true
		return nil, err
	}
	if err := d.openPart(); err != nil {
		return nil, err
	}
	d.state.Items, d.state.Bytes = d.begun.Items, d.begun.Bytes
	d.failed = d.begun.Inputs - d.begun.Items
	c.output.Done = d.begun.Items
	return d.to(c, &counting{d.file, &d.state.Bytes}), nil
}

// readState reads how far an interrupted call was, if there is one.
func (d *destination) readState(settings string) error {
	b, err := os.ReadFile(d.stateName())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(b, &d.begun)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", d.stateName(), err)
	}
	if d.begun.Settings != settings {
		return fmt.Errorf("%s was begun with other flags (%s); without -resume it begins anew", d.partName(), d.begun.Settings)
	}
	return nil
}

// openPart opens the file of the results and cuts it to where to go on.
func (d *destination) openPart() (err error) {
	if d.file, err = os.OpenFile(d.partName(), os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return err
	}
	end, err := d.file.Seek(0, io.SeekEnd)
	if err == nil && end < d.begun.Bytes {
		err = fmt.Errorf("%s is shorter than when it was left; without -resume it begins anew", d.partName())
	}
	if err == nil {
		err = d.file.Truncate(d.begun.Bytes)
	}
	if err == nil {
		_, err = d.file.Seek(d.begun.Bytes, io.SeekStart)
	}
	if err != nil {
		return errors.Join(err, d.file.Close())
	}
	return nil
}

// to lets d write to w, with nothing to go on with.
func (d *destination) to(c *command, w io.Writer) *destination {
	d.buffer = bufio.NewWriterSize(w, 64<<10)
	d.writer = c.format.NewWriter(d.buffer, c.output)
	return d
}

func (d *destination) partName() string  { return d.name + ".partial" }
func (d *destination) stateName() string { return d.name + ".resume" }

type counting struct {
	w io.Writer
	n *int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	*c.n += int64(n)
	return n, err
}

// skipDone returns the inputs after those that are done.
func (d *destination) skipDone(items iter.Seq2[input.Item, error]) iter.Seq2[input.Item, error] {
	if d.begun.Inputs == 0 {
		return items
	}
	return func(yield func(input.Item, error) bool) {
		n := 0
		for item, err := range items {
			if n++; n > d.begun.Inputs {
				if !yield(item, err) {
					return
				}
				continue
			}
			name := item.Name
			if e, ok := errors.AsType[*input.Error](err); ok {
				name = e.Name
			}
			d.count(name)
			if n == d.begun.Inputs && d.sum() != d.begun.Names {
				d.skip = fmt.Errorf("the first %d inputs are not those of the interrupted call; without -resume it begins anew", n)
				yield(input.Item{}, d.skip)
				return
			}
		}
		if n < d.begun.Inputs {
			d.skip = fmt.Errorf("there are only %d inputs, but the interrupted call had done %d; without -resume it begins anew", n, d.begun.Inputs)
			yield(input.Item{}, d.skip)
		}
	}
}

func (d *destination) count(name string) {
	d.state.Inputs++
	fmt.Fprintf(d.names, "%q\n", name)
}

func (d *destination) sum() string { return hex.EncodeToString(d.names.Sum(nil)) }

// add writes a result, or reports that there is none.
func (d *destination) add(r result) error {
	if d.skip != nil && errors.Is(r.err, d.skip) {
		return d.skip
	}
	d.added = true
	d.count(r.name)
	if r.err != nil {
		d.failed++
		fmt.Fprintln(d.stderr, "whosaid extract:", r.err)
		return nil
	}
	if err := d.writer.Write(r.item); err != nil {
		return err
	}
	d.state.Items++
	if d.file != nil && time.Since(d.saved) >= saveEvery {
		return d.save()
	}
	return nil
}

// idle shows what is there while the next result takes its time.
func (d *destination) idle() error { return d.buffer.Flush() }

// save makes what was done until now last.
func (d *destination) save() error {
	d.saved = time.Now()
	if d.state.Items == 1 { // a format may hold it back, see format.Options.Done
		return nil
	}
	if err := d.buffer.Flush(); err != nil {
		return err
	}
	if err := d.file.Sync(); err != nil {
		return err
	}
	s := d.state
	s.Names = d.sum()
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	next := d.stateName() + ".new"
	if err := os.WriteFile(next, append(b, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(next, d.stateName())
}

// finish ends the output after the work ended with err, which may be nil. It
// returns what goes wrong with that.
func (d *destination) finish(err error) error {
	if d.file == nil {
		var bad error
		if err == nil {
			bad = d.writer.Close()
		}
		bad = errors.Join(bad, d.buffer.Flush())
		if d.pipe != nil {
			bad = errors.Join(bad, d.pipe.Close())
		}
		return bad
	}
	if err != nil {
		var saved error
		if d.added { // else what is on the disk is still true, and skipDone may be counting
			saved = d.save()
		}
		return errors.Join(saved, d.file.Close())
	}
	if err := errors.Join(d.writer.Close(), d.buffer.Flush(), d.file.Sync(), d.file.Close()); err != nil {
		return err
	}
	// In this order, so that a state never speaks of a file that is not there.
	if err := os.Remove(d.stateName()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(d.partName(), d.name)
}
