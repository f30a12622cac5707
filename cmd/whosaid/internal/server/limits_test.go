package server

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

// slowHTML makes the service's reader wait for HTML, until release is closed.
func slowHTML(s *service) (entered chan struct{}, release chan struct{}) {
	entered, release = make(chan struct{}, 100), make(chan struct{})
	s.read = func(string, []byte) (string, error) {
		entered <- struct{}{}
		<-release
		return "“Late,” said Ida Moss.", nil
	}
	return entered, release
}

func TestBusy(t *testing.T) {
	s := testService(t, func(c *config) { c.concurrency, c.queue = 1, 2 })
	entered, release := slowHTML(s)
	h := s.handler()
	var wg sync.WaitGroup
	codes := make(chan int, 3)
	for range 3 { // one at work, two in the queue
		wg.Go(func() { codes <- ask(t, h, post("", "text/html", "x")).Code })
	}
	<-entered
	for s.gate.waiting.Load() < 2 {
		time.Sleep(time.Millisecond)
	}
	w := ask(t, h, post("", "text/plain", "x"))
	refused(t, w, 503, "busy")
	if w.Header().Get("Retry-After") != "1" {
		t.Errorf("Retry-After: %q", w.Header().Get("Retry-After"))
	}
	if w := ask(t, h, httptest.NewRequest("GET", "/healthz", nil)); w.Code != 200 {
		t.Errorf("/healthz is %d while the service is busy", w.Code)
	}
	close(release)
	wg.Wait()
	for range 3 {
		if c := <-codes; c != 200 {
			t.Errorf("one that waited got %d", c)
		}
	}
}

func TestTimeout(t *testing.T) {
	s := testService(t, func(c *config) { c.concurrency, c.queue, c.timeout = 1, 1, 50*time.Millisecond })
	_, release := slowHTML(s)
	h := s.handler()
	w := ask(t, h, post("", "text/html", "x")) // its work takes too long
	refused(t, w, 503, "not done in 50ms")
	if w.Header().Get("Retry-After") != "5" {
		t.Errorf("Retry-After: %q", w.Header().Get("Retry-After"))
	}
	refused(t, ask(t, h, post("", "text/plain", "x")), 503, "not done in 50ms") // it waits for its place too long
	close(release)
	for len(s.gate.places) > 0 { // the place is free once the work has ended
		time.Sleep(time.Millisecond)
	}
	s.timeout = time.Minute
	decode(t, ask(t, h, post("", "text/plain", "x")))
}

func TestClientGone(t *testing.T) {
	s := testService(t, func(c *config) { c.concurrency = 1 })
	entered, release := slowHTML(s)
	defer close(release)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-entered
		cancel()
	}()
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, post("", "text/html", "x").WithContext(ctx))
	if w.Code != statusClientGone {
		t.Errorf("status %d", w.Code)
	}
}

func TestPanic(t *testing.T) {
	s := testService(t, nil)
	var log bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range []any{"the secret words", io.EOF} {
		s.read = func(string, []byte) (string, error) { panic(v) }
		refused(t, ask(t, s.handler(), post("", "text/html", "x")), 500, "has failed")
	}
	s.read = func(string, []byte) (string, error) { return string([]byte{}[:len(v)-3]), nil }
	refused(t, ask(t, s.handler(), post("", "text/html", "x")), 500, "has failed")
	if s := log.String(); strings.Contains(s, "secret") || !strings.Contains(s, "slice bounds") || !strings.Contains(s, "limits_test.go") {
		t.Errorf("the log: %s", s)
	}
	decode(t, ask(t, s.handler(), post("", "text/plain", "x")))
	h := s.observe("broken", func(http.ResponseWriter, *http.Request) *problem { panic("again") })
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	refused(t, w, 500, "has failed")
}

var v = []int{}

// Whatever happens to an article, its words are not written down, nor is what
// a client writes into a URL or a header.
func TestLogHoldsNoText(t *testing.T) {
	s := testService(t, nil)
	var log bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h := s.handler()
	const secret = "Zanzibar"
	requests := []*http.Request{
		post("", "text/plain", "“"+secret+",” said Ida."),
		post("?lang="+secret, "text/plain", "x"),
		post("", "application/json", `{"`+secret+`":1}`),
		post("", "application/json", secret),
		post("", "text/plain", secret+"\xff"),
		post("", "text/html", "<p>“"+secret+",” said Ida."),
		post("", "application/ninjs+json", secret),
		post("", secret+"/x", secret),
		httptest.NewRequest("GET", "/"+secret, nil),
		httptest.NewRequest(secret, "/", nil),
	}
	for _, r := range requests {
		r.Header.Set("X-Request-ID", secret+" "+secret) // no ID: it has a space
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	if got := strings.Count(log.String(), "msg=request"); got != len(requests) {
		t.Errorf("%d lines for %d requests", got, len(requests))
	}
	if strings.Contains(log.String(), secret) {
		t.Errorf("the log: %s", &log)
	}
	w := ask(t, h, httptest.NewRequest("GET", "/metrics", nil))
	if strings.Contains(w.Body.String(), secret) {
		t.Error("the metrics hold what a client wrote")
	}
	for _, want := range []string{
		`whosaid_http_requests_total{method="POST",route="/v1/quotations",status="200"} 2`,
		`whosaid_http_requests_total{method="other",route="other",status="404"} 0`,
		`whosaid_quotations_total{attributed="true",kind="direct"} 2`,
		"whosaid_article_bytes_count 2", "whosaid_panics_total 0", "whosaid_http_requests_in_flight 1", "process_resident_memory_bytes",
	} {
		if name, n, _ := strings.Cut(want, "} "); n == "0" {
			if strings.Contains(w.Body.String(), name) {
				t.Errorf("the metrics have %s", want)
			}
		} else if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

func TestMetricsAreWellNamed(t *testing.T) {
	s := testService(t, nil)
	decode(t, ask(t, s.handler(), post("", "text/plain", "“Late,” said Ida Moss.")))
	problems, err := testutil.GatherAndLint(s.metrics.registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestRequestID(t *testing.T) {
	h := testService(t, nil).handler()
	r := post("", "text/plain", "x")
	r.Header.Set("X-Request-ID", "desk-7:42")
	if id := ask(t, h, r).Header().Get("X-Request-ID"); id != "desk-7:42" {
		t.Errorf("the client's ID became %q", id)
	}
	a, b := ask(t, h, post("", "text/plain", "x")).Header().Get("X-Request-ID"), ask(t, h, post("", "text/plain", "x")).Header().Get("X-Request-ID")
	if a == b || len(a) < 20 {
		t.Errorf("IDs %q, %q", a, b)
	}
}

// run starts the service on a free port and returns its address, what it logs,
// and its exit code once ctx is done.
func run(ctx context.Context, t *testing.T, args ...string) (addr string, log *lockedBuffer, code chan int) {
	t.Helper()
	out, in := io.Pipe()
	log, code = new(lockedBuffer), make(chan int, 1)
	go func() {
		code <- Run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), readPage, in, log)
		_ = in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the service did not start: %v\n%s", err, log)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "http://"), "/"), log, code
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// raw sends bytes and returns what comes back until the service hangs up, for
// at most 20 s.
func raw(t *testing.T, addr string, send ...string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close() //nolint:errcheck // it is read to its end
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for _, s := range send {
		_, _ = io.WriteString(c, s) // the service may have hung up already
	}
	b, err := io.ReadAll(c)
	if ne, ok := err.(net.Error); ok && ne.Timeout() { //nolint:errorlint // as net documents it
		t.Errorf("the service did not hang up within 20 s after %.60q", send)
	}
	return string(b)
}

// Nothing that a client does takes the service down or fills its memory.
func TestHostile(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	addr, log, code := run(ctx, t, "-read-timeout", "1s", "-max-connections", "40", "-timeout", "5s", "-queue", "100", "-max-size", "300000")
	const head = "POST /v1/quotations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
	var wg sync.WaitGroup
	expect := func(name, status string, send ...string) {
		wg.Go(func() {
			if got := raw(t, addr, send...); !strings.HasPrefix(got, "HTTP/1.1 "+status) {
				t.Errorf("%s: %.200q, want status %s", name, got, status)
			}
		})
	}
	for range 8 { // those who open a connection and say little or nothing
		wg.Go(func() { raw(t, addr) })
		wg.Go(func() { raw(t, addr, "POST /v1/quo") })
		wg.Go(func() { raw(t, addr, head) })
		expect("a body that does not come", "408", head+"Content-Length: 1000\r\n\r\n", "ab")
	}
	expect("a body that ends early, in pieces", "408", head+"Transfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n")
	expect("a huge body, announced", "413", head+"Content-Length: 999999999999\r\n\r\n", "x")
	expect("a malformed length", "400", head+"Content-Length: -5\r\n\r\n")
	expect("a malformed piece", "400", head+"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n", "zz\r\nabcde\r\n")
	expect("two lengths", "400", head+"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")
	expect("a huge header", "431", "GET / HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	expect("no HTTP", "400", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 HELO\r\n\r\n")
	expect("a NUL", "400", "GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n")
	wg.Go(func() { // a body that never ends
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close() //nolint:errcheck // the other side has closed it
		_, err = io.WriteString(c, head+"Transfer-Encoding: chunked\r\n\r\n")
		piece := "8000\r\n" + strings.Repeat("x", 0x8000) + "\r\n"
		sent := 0
		for ; err == nil && sent < 1000; sent++ {
			_, err = io.WriteString(c, piece)
		}
		if err == nil {
			t.Errorf("the service took an endless body: %d MB of it", sent*0x8000>>20)
		}
	})
	wg.Wait()

	// Texts that are hard on the analysis, several at a time.
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]rune, 50_000)
	for i := range noise {
		noise[i] = rune("“”\"'‘’«»—\n aA.,Ida said"[random.IntN(20)])
	}
	client := &http.Client{Timeout: 30 * time.Second}
	for i, text := range []string{
		strings.Repeat("“", 100_000), strings.Repeat("\"a", 100_000), strings.Repeat("“a” said Ida. ", 15_000), strings.Repeat("x", 299_999),
		strings.Repeat("\n", 299_999), strings.Repeat("\x00", 299_999), strings.Repeat("Mr. ", 70_000), strings.Repeat("‘“", 40_000), string(noise),
		strings.Repeat("he said that ", 20_000), strings.Repeat("<div>", 59_000),
	} {
		for _, contentType := range []string{"text/plain", "text/html"} {
			wg.Go(func() {
				res, err := client.Post("http://"+addr+"/v1/quotations", contentType, strings.NewReader(text))
				if err != nil {
					t.Errorf("text %d: %v", i, err)
					return
				}
				defer res.Body.Close() //nolint:errcheck // it is read to its end
				_, _ = io.Copy(io.Discard, res.Body)
				if c := res.StatusCode; c != 200 && c != 400 && c != 503 {
					t.Errorf("text %d as %s: status %d", i, contentType, c)
				}
			})
		}
	}
	wg.Wait()

	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) { // until what timed out has ended
		res, err := client.Post("http://"+addr+"/v1/quotations", "text/plain", strings.NewReader("“Late,” said Ida Moss."))
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode == 200 && strings.Contains(string(b), "Ida Moss") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the service does not work any more: %d %s", res.StatusCode, b)
		}
	}
	cancel()
	if c := <-code; c != exitOK {
		t.Errorf("exit code %d\n%s", c, log)
	}
	if strings.Contains(log.String(), "panic") {
		t.Errorf("the log: %s", log)
	}
}

// A slow client gets its answer's end or a closed connection, and holds nobody up.
func TestSlowReader(t *testing.T) {
	addr, _, _ := run(t.Context(), t, "-concurrency", "1", "-queue", "1")
	text := strings.Repeat("“Late,” said Ida Moss.\n\n", 2000)
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close() //nolint:errcheck // nothing is read
	if _, err := fmt.Fprintf(c, "POST /v1/quotations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", len(text), text); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	for range 5 {
		res, err := http.Post("http://"+addr+"/v1/quotations", "text/plain", strings.NewReader("“Late,” said Ida Moss."))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != 200 {
			t.Errorf("status %d", res.StatusCode)
		}
	}
}

func TestShutdown(t *testing.T) {
	for _, c := range []struct {
		name, drain string
		work        time.Duration
		code        int
	}{
		{"requests at work are answered", "10s", 300 * time.Millisecond, exitOK},
		{"those that take too long are cut off", "100ms", 3 * time.Second, exitFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			entered := make(chan struct{})
			read := func(string, []byte) (string, error) {
				close(entered)
				time.Sleep(c.work)
				return "“Late,” said Ida Moss.", nil
			}
			out, in := io.Pipe()
			code := make(chan int, 1)
			go func() {
				code <- Run(ctx, []string{"-addr", "127.0.0.1:0", "-drain", c.drain, "-log", "json"}, read, in, io.Discard)
			}()
			line, err := bufio.NewReader(out).ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			url := strings.TrimSpace(line)
			answer := make(chan error, 1)
			go func() {
				res, err := http.Post(url+"v1/quotations", "text/html", strings.NewReader("x"))
				if err == nil {
					_ = res.Body.Close()
					if res.StatusCode != 200 {
						err = fmt.Errorf("status %d", res.StatusCode)
					}
				}
				answer <- err
			}()
			<-entered
			cancel()
			if err := <-answer; (err == nil) != (c.code == exitOK) {
				t.Errorf("the request at work: %v", err)
			}
			if got := <-code; got != c.code {
				t.Errorf("exit code %d, want %d", got, c.code)
			}
			if _, err := http.Get(url + "healthz"); err == nil {
				t.Error("it still listens")
			}
		})
	}
}

func TestDraining(t *testing.T) {
	s := testService(t, nil)
	s.draining.Store(true)
	refused(t, ask(t, s.handler(), httptest.NewRequest("GET", "/readyz", nil)), 503, "shutting down")
	if w := ask(t, s.handler(), httptest.NewRequest("GET", "/healthz", nil)); w.Code != 200 {
		t.Errorf("/healthz: %d", w.Code)
	}
}

// The process ends in order on SIGTERM and SIGINT.
func TestSignals(t *testing.T) {
	if os.Getenv("WHOSAID_TEST_SERVE") != "" {
		os.Exit(Run(context.Background(), []string{"-addr", "127.0.0.1:0"}, readPage, os.Stdout, os.Stderr))
	}
	if runtime.GOOS == "windows" {
		t.Skip("no such signals")
	}
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSignals$")
		cmd.Env = append(os.Environ(), "WHOSAID_TEST_SERVE=1")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^http://127\.0\.0\.1:\d+/$`).MatchString(strings.TrimSpace(line)) {
			t.Errorf("it listens at %q", line)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v", sig, err)
		}
	}
}

func TestRunArguments(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() //nolint:errcheck // the test is over
	for _, c := range []struct {
		args   []string
		code   int
		stderr string
	}{
		{[]string{"-h"}, exitOK, "SYNOPSIS\n  whosaid serve"},
		{[]string{"-colour"}, exitUsage, "not defined"},
		{[]string{"extra"}, exitUsage, `unexpected argument "extra"`},
		{[]string{"-concurrency", "0"}, exitUsage, "at least 1"},
		{[]string{"-max-size", "0"}, exitUsage, "at least 1"},
		{[]string{"-timeout", "0s"}, exitUsage, "more than 0"},
		{[]string{"-log", "xml"}, exitUsage, `"xml"`},
		{[]string{"-addr", taken.Addr().String()}, exitFailed, "in use"},
		{[]string{"-addr", "nowhere"}, exitFailed, "nowhere"},
	} {
		var stdout, stderr bytes.Buffer
		if code := Run(context.Background(), c.args, readPage, &stdout, &stderr); code != c.code || !strings.Contains(stderr.String(), c.stderr) || stdout.Len() > 0 {
			t.Errorf("%v: exit code %d, want %d: %s%s", c.args, code, c.code, &stdout, &stderr)
		}
	}
}
