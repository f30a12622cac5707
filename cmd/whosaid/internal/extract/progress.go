package extract

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
)

// A progress shows on a terminal how far the work is. Its methods do nothing
// if standard error is no terminal.
type progress struct {
	w       io.Writer
	begin   time.Time
	bytes   atomic.Int64 // read
	total   atomic.Int64 // bytes to read, 0 if not known (yet)
	texts   atomic.Int64
	failed  atomic.Int64
	stop    chan struct{}
	stopped sync.WaitGroup
}

const redraw = 200 * time.Millisecond

func newProgress(w io.Writer, names []string) *progress {
	p := &progress{w: w, begin: time.Now(), stop: make(chan struct{})}
	if !terminal(w) {
		p.w = nil
		return p
	}
	go func() { // a folder may be large
		if n, ok := input.Size(names); ok {
			p.total.Store(n)
		}
	}()
	p.stopped.Go(func() {
		tick := time.NewTicker(redraw)
		defer tick.Stop()
		drawn := false
		for {
			select {
			case <-tick.C:
				drawn = true
				fmt.Fprint(p.w, "\r\x1b[K"+p.line(time.Since(p.begin)))
			case <-p.stop:
				if drawn {
					fmt.Fprint(p.w, "\r\x1b[K")
				}
				return
			}
		}
	})
	return p
}

func (p *progress) read(n int) { p.bytes.Add(int64(n)) }

func (p *progress) done(err error) {
	if err != nil {
		p.failed.Add(1)
		if p.w != nil {
			fmt.Fprint(p.w, "\r\x1b[K") // the report has the line
		}
		return
	}
	p.texts.Add(1)
}

// line returns what is shown after some time.
func (p *progress) line(spent time.Duration) string {
	const width = 24
	var b strings.Builder
	texts, read, total := p.texts.Load(), p.bytes.Load(), p.total.Load()
	if total > 0 {
		share := min(1, float64(read)/float64(total))
		full := int(share * width)
		fmt.Fprintf(&b, "[%s%s] %3.0f%%  ", strings.Repeat("#", full), strings.Repeat(".", width-full), 100*share)
	}
	fmt.Fprintf(&b, "%d texts", texts)
	if s := spent.Seconds(); s > 0 {
		fmt.Fprintf(&b, "  %.0f/s", float64(texts)/s)
	}
	if total > 0 && read > 0 && read < total && spent > 2*time.Second {
		left := time.Duration(float64(spent) * float64(total-read) / float64(read))
		fmt.Fprintf(&b, "  %s left", left.Round(time.Second))
	}
	if failed := p.failed.Load(); failed > 0 {
		fmt.Fprintf(&b, "  %d failed", failed)
	}
	return b.String()
}

// end takes the line away.
func (p *progress) end() {
	if p.w != nil {
		close(p.stop)
		p.stopped.Wait()
	}
}
