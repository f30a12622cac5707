package extract

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
)

// numbered yields n items and counts how many were asked for.
func numbered(n int, asked *atomic.Int64) iter.Seq2[input.Item, error] {
	return func(yield func(input.Item, error) bool) {
		for i := range n {
			asked.Add(1)
			if !yield(input.Item{Name: fmt.Sprint(i)}, nil) {
				return
			}
		}
	}
}

func nothing() error { return nil }

func TestInOrder(t *testing.T) {
	var asked atomic.Int64
	var got []string
	work := func(_ context.Context, in found) result {
		if strings.HasSuffix(in.item.Name, "3") {
			time.Sleep(time.Millisecond) // others overtake it
		}
		return result{name: in.item.Name}
	}
	err := inOrder(t.Context(), 4, numbered(1000, &asked), work, nothing, func(r result) error {
		got = append(got, r.name)
		return nil
	})
	var want []string
	for i := range 1000 {
		want = append(want, fmt.Sprint(i))
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v: %d results, want 1000 in order", err, len(got))
	}
}

// However long one text takes, and however many follow it, only so many wait.
func TestWindow(t *testing.T) {
	var asked atomic.Int64
	const jobs = 3
	hold := make(chan struct{})
	work := func(_ context.Context, in found) result {
		if in.item.Name == "0" {
			<-hold
		}
		return result{name: in.item.Name}
	}
	done := make(chan error)
	go func() {
		done <- inOrder(t.Context(), jobs, numbered(100000, &asked), work, nothing, func(result) error { return nil })
	}()
	for last := int64(-1); last != asked.Load(); time.Sleep(50 * time.Millisecond) {
		last = asked.Load()
	}
	if n := asked.Load(); n > jobs*window+3 { // and one in each of the three hands
		t.Errorf("%d texts wait for the first, want at most %d", n, jobs*window+3)
	}
	close(hold)
	if err := <-done; err != nil || asked.Load() != 100000 {
		t.Errorf("%v after %d", err, asked.Load())
	}
}

// Neither an error of the output nor an interruption waits for the input.
func TestStops(t *testing.T) {
	full := errors.New("full")
	work := func(context.Context, found) result { return result{} }
	silent := func(yield func(input.Item, error) bool) {
		if yield(input.Item{}, nil) {
			select {} // a pipe from which nothing comes
		}
	}
	if err := inOrder(t.Context(), 2, silent, work, nothing, func(result) error { return full }); !errors.Is(err, full) {
		t.Errorf("error %v, want that of the output", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := inOrder(ctx, 2, silent, work, nothing, func(result) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestProgress(t *testing.T) {
	p := newProgress(new(strings.Builder), nil)
	if p.w != nil {
		t.Error("a line of progress for what is no terminal")
	}
	p.total.Store(2000)
	p.read(500)
	for range 30 {
		p.done(nil)
	}
	p.done(errors.New("bad"))
	if got, want := p.line(10*time.Second), "[######..................]  25%  30 texts  3/s  30s left  1 failed"; got != want {
		t.Errorf("the line is %q, want %q", got, want)
	}
	p.total.Store(0)
	if got, want := p.line(10*time.Second), "30 texts  3/s  1 failed"; got != want {
		t.Errorf("the line is %q, want %q", got, want)
	}
	p.end()
}
