package server

import (
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestPageFilesServed(t *testing.T) {
	h := testService(t, nil).handler()
	for path, contentType := range map[string]string{
		"/": "text/html", "/style.css": "text/css", "/icon.svg": "image/svg+xml", "/app.js": "text/javascript", "/analysis.js": "text/javascript", "/article.js": "text/javascript",
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), contentType) || (w.Body.Len() > 0) != (method == "GET") {
				t.Errorf("%s %s: %d, %s, %d bytes", method, path, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
			}
			if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("%s: policy %q", path, csp)
			}
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("DELETE", path, nil))
		refused(t, w, http.StatusMethodNotAllowed, "GET, HEAD")
	}
	for _, path := range []string{"/page/index.html", "/index.html", "/..%2fservice.go", "/v1", "/v1/quotations/"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		refused(t, w, http.StatusNotFound, "no such resource")
	}
}

// The page loads nothing from elsewhere.
func TestPageIsWhole(t *testing.T) {
	for _, name := range []string{"index.html", "style.css", "app.js", "analysis.js", "article.js"} {
		b, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`(https?:)?//[a-z0-9]+\.[a-z]+|@import|\burl\(|<script>| on[a-z]+="|style="`).Find(b); m != nil {
			t.Errorf("%s has %q", name, m)
		}
	}
}

var (
	colour     = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	speakerRow = regexp.MustCompile(`\.c(\d) \{ --strong: (#[0-9a-f]{6}); --tint: (#[0-9a-f]{6}); \}`)
)

// Text and signs stand out from what they stand on, in light and dark: 4.5 to
// 1 for text and 3 to 1 for signs (WCAG 2.2, 1.4.3 and 1.4.11).
func TestContrast(t *testing.T) {
	b, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, ok := strings.Cut(string(b), "@media (prefers-color-scheme: dark) {")
	dark, _, ok2 := strings.Cut(rest, "\n}\n")
	if !ok || !ok2 {
		t.Fatal("the style has no dark colours")
	}
	for scheme, css := range map[string]string{"light": light, "dark": dark} {
		c := make(map[string]string)
		root, speakers, _ := strings.Cut(css, "}")
		for _, m := range colour.FindAllStringSubmatch(root, -1) {
			c[m[1]] = m[2]
		}
		check := func(front, back string, want float64) {
			t.Helper()
			if got := contrast(t, front, back); got < want {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", scheme, front, back, got, want)
			}
		}
		for _, pair := range [][2]string{{"ink", "page"}, {"ink", "card"}, {"quiet", "page"}, {"quiet", "card"}, {"accent", "card"}, {"on-accent", "accent"}, {"warn", "warn-tint"}} {
			check(c[pair[0]], c[pair[1]], 4.5)
		}
		check(c["field"], c["card"], 3)
		rows := speakerRow.FindAllStringSubmatch(speakers, -1)
		if len(rows) != 9 {
			t.Fatalf("%s: %d colours of speakers", scheme, len(rows))
		}
		for _, m := range rows {
			check(c["chip-ink"], m[2], 4.5)
			check(c["ink"], m[3], 4.5)
			check(m[2], c["card"], 4.5) // the letter of one who is not sure
			check(m[2], m[3], 3)        // the line below the words
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{.0722, .7152, .2126} {
		v := float64(n>>(8*i)&255) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
