// Command names writes the name tables of package lexicon from public-domain
// counts: given names of the US Social Security Administration with the share
// of boys, and surnames of the US Census.
//
//	go run ./internal/cmd/names -data ../shared/data/names -out internal/lexicon
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	minGiven   = 400  // births since 1880: rarer names are mostly misspellings
	minSurname = 2500 // bearers
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("names: ")
	data := flag.String("data", "../shared/data/names", "`folder` of the counts")
	out := flag.String("out", "internal/lexicon", "`folder` to write to")
	flag.Parse()
	given, err := table(filepath.Join(*data, "us_first_names.csv.gz"), func(rec []string) (string, error) {
		n, err := strconv.Atoi(rec[1])
		if err != nil || n < minGiven {
			return "", err
		}
		male, err := strconv.ParseFloat(rec[2], 64)
		return fmt.Sprintf("%s %d", strings.ToLower(rec[0]), min(int(male/10), 9)), err
	})
	if err == nil {
		err = write(filepath.Join(*out, "given_names.txt"), "# Given names with the share of boys in tenths, rounded down. US Social Security Administration, public domain.", given)
	}
	if err != nil {
		log.Fatal(err)
	}
	surnames, err := table(filepath.Join(*data, "us_surnames.csv.gz"), func(rec []string) (string, error) {
		n, err := strconv.Atoi(rec[1])
		if err != nil || n < minSurname {
			return "", err
		}
		return strings.ToLower(rec[0]), nil
	})
	if err == nil {
		err = write(filepath.Join(*out, "surnames.txt"), "# Frequent surnames. US Census Bureau, public domain.", surnames)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// table returns the sorted lines that row makes of the records of a gzipped
// CSV file; row returns "" to leave one out.
func table(file string, row func([]string) (string, error)) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var lines []string
	r := csv.NewReader(z)
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			slices.Sort(lines)
			return slices.Compact(lines), nil
		}
		var line string
		if err == nil {
			line, err = row(rec)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
}

func write(file, header string, lines []string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, header)
	for _, l := range lines {
		fmt.Fprintln(w, l)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
