// Command evaluate scores the library on annotated texts, with the figures
// that package eval defines.
//
//	go run ./internal/cmd/evaluate -data corpus.dev.jsonl.gz
//	go run ./internal/cmd/evaluate -data corpus.dev.jsonl.gz -given quotes,speakers -errors 20
//	go run ./internal/cmd/evaluate -data corpus.dev.jsonl.gz -predictions old.jsonl
//	go run ./internal/cmd/evaluate -data corpus.dev.jsonl.gz -compare old.jsonl
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/whosaid/whosaid/internal/evaluate"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(evaluate.Run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
