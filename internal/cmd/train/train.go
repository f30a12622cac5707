// Command train makes the models of the library from annotated texts. The same
// texts give the same files.
//
//	go run ./internal/cmd/train -data ../shared/data
package main

import (
	"os"

	"github.com/whosaid/whosaid/internal/train"
)

func main() { os.Exit(train.Run(os.Args[1:], os.Stdout, os.Stderr)) }
