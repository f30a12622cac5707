package main

import (
	"context"
	"io"
	"iter"

	"github.com/whosaid/whosaid/attribution"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/audit"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/input"
	"github.com/whosaid/whosaid/cmd/whosaid/internal/server"
)

func serve(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
	return server.Run(ctx, args, func(contentType string, body []byte) (string, error) {
		d, err := input.FromBody(contentType, body)
		return d.Text, err
	}, stdout, stderr)
}

func auditArticles(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return audit.Run(ctx, args, func(paths []string) iter.Seq2[attribution.Input, error] {
		return func(yield func(attribution.Input, error) bool) {
			for d, err := range input.Documents(paths, input.Options{Stdin: stdin}) {
				if !yield(attribution.Input{ID: d.ID, Text: d.Text}, err) {
					return
				}
			}
		}
	}, stdout, stderr)
}
