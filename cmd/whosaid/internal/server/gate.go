package server

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// errBusy says that the queue is full.
var errBusy = errors.New("the queue is full")

// A gate lets a number of goroutines work at once and some more wait.
type gate struct {
	places  chan struct{}
	queue   int64
	waiting atomic.Int64
}

func newGate(places, queue int) *gate {
	return &gate{places: make(chan struct{}, places), queue: int64(queue)}
}

// enter takes a place, to be given back with leave. Its errors are errBusy and
// ctx's.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	if g.waiting.Add(1) > g.queue {
		g.waiting.Add(-1)
		return errBusy
	}
	defer g.waiting.Add(-1)
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) leave() { <-g.places }

// A panicError is a panic in work, with the stack it had.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic of type %T", e.value) }

// work runs f in a place of g and returns what it returns. If ctx is done
// before, work returns ctx's error; the place stays taken until f ends.
func work[T any](ctx context.Context, g *gate, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	var zero T
	if err := g.enter(ctx); err != nil {
		return zero, err
	}
	done := make(chan result, 1)
	go func() {
		defer g.leave()
		defer func() {
			if p := recover(); p != nil {
				done <- result{err: &panicError{p, debug.Stack()}}
			}
		}()
		v, err := f()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return zero, ctx.Err()
	}
}
