package extract

import (
	"context"
	"iter"
	"sync"

	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
)

// found is what the inputs give: an item or an error.
type found struct {
	item input.Item
	err  error
}

// window is how many results, for each text that is worked on, may wait for
// one before them. It bounds the memory: a long text holds up those after it.
const window = 8

// inOrder works on items with several goroutines and gives the results to emit
// in the order of the items. It calls idle when there is nothing to emit yet.
// It returns the error of emit, which ends the work, or ctx's.
func inOrder(ctx context.Context, jobs int, items iter.Seq2[input.Item, error], work func(context.Context, found) result, idle func() error, emit func(result) error) error {
	type job struct {
		in   found
		out  result
		done chan struct{}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		queue   = make(chan *job, window*jobs) // in order, for emit
		todo    = make(chan *job)              // for whoever is free
		workers sync.WaitGroup
	)
	defer workers.Wait()
	defer cancel()
	go func() { // nobody waits for it: it may be reading from a pipe that is silent
		defer close(queue)
		defer close(todo)
		for item, err := range items {
			j := &job{in: found{item, err}, done: make(chan struct{})}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range jobs {
		workers.Go(func() {
			for {
				select {
				case j, ok := <-todo:
					if !ok {
						return
					}
					j.out = work(ctx, j.in)
					close(j.done)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	for {
		var j *job
		var ok bool
		select {
		case j, ok = <-queue:
		default:
			if err := idle(); err != nil {
				return err
			}
			select {
			case j, ok = <-queue:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if !ok {
			return ctx.Err()
		}
		select {
		case <-j.done:
		default:
			if err := idle(); err != nil {
				return err
			}
			select {
			case <-j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := emit(j.out); err != nil {
			return err
		}
	}
}
