package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"

	"github.com/whosaid/whosaid/attribution"
)

func main() {
	flag.String("format", "", "")
	lang := flag.String("lang", "", "")
	flag.Parse()
	x, _ := attribution.New(attribution.WithLanguage(*lang + map[bool]string{true: "und"}[*lang == ""]))
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	for _, f := range flag.Args() {
		b, _ := os.ReadFile(f)
		d, _ := x.Extract(context.Background(), string(b))
		d.ID = f
		enc.Encode(d)
	}
}
