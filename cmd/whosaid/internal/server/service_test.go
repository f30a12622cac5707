package server

import (
	"bytes"
	b64 "encoding/base64"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

const testMaxSize = 100_000 // bytes

// testService returns a service with small limits; change may change it.
func testService(t *testing.T, change func(*config)) *service {
	t.Helper()
	cfg := config{maxSize: testMaxSize, timeout: 20 * time.Second, concurrency: 2, queue: 4}
	if change != nil {
		change(&cfg)
	}
	return newService(cfg, readPage, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

// readPage is a Reader that knows only what the tests need: the text of HTML,
// and the body of ninjs if it is at the start.
func readPage(contentType string, body []byte) (string, error) {
	if strings.HasPrefix(contentType, typeNinjs) {
		_, text, ok := strings.Cut(string(body), `"body_text":"`)
		text, _, end := strings.Cut(text, `"`)
		if !ok || !end {
			return "", errors.New("no body_text")
		}
		return text, nil
	}
	n, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String(), nil
}

func base64(s string) string { return b64.StdEncoding.EncodeToString([]byte(s)) }
