// Command loadtest sends articles to "whosaid serve" at a steady rate, on this
// machine only, and prints how long the answers took and how much memory the
// service held. From the root of the repository:
//
//	go run ./cmd/whosaid/internal/server/loadtest -rate 200 -for 5m
//
// It starts a service of its own, in a second process, unless -url names one.
// A request's time counts from the moment at which it was due, not from when
// it was sent, so that a service that falls behind is not spared.
//
// It exits with 1 if any answer was not 200, or differed from the first
// answer to the same article.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/whosaid/whosaid/cmd/whosaid/internal/server"
)

// serveEnv makes the program the service.
const serveEnv = "WHOSAID_LOADTEST_SERVE"

func main() {
	if os.Getenv(serveEnv) != "" {
		noReader := func(string, []byte) (string, error) { return "", errors.New("only text is sent") }
		os.Exit(server.Run(context.Background(), os.Args[1:], noReader, os.Stdout, io.Discard))
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

func run() error {
	var (
		rate = flag.Float64("rate", 200, "articles a second")
		last = flag.Duration("for", time.Minute, "how long")
		dir  = flag.String("articles", "testdata/articles", "folder with the articles, files *.txt, sent in turn")
		at   = flag.String("url", "", "a service that runs already, on the loopback interface")
	)
	flag.Parse()
	if *rate <= 0 || *last <= 0 || *last > time.Hour || flag.NArg() > 0 {
		return errors.New("-rate must be more than 0, -for at most an hour, and there are no arguments")
	}
	articles, err := load(*dir)
	if err != nil {
		return err
	}
	if *at == "" {
		stop, address, err := start()
		if err != nil {
			return err
		}
		defer stop()
		*at = address
	}
	u, err := url.Parse(*at)
	if err != nil || !net.ParseIP(u.Hostname()).IsLoopback() {
		return fmt.Errorf("%s is not an address of the loopback interface", *at)
	}
	return newTest(strings.TrimSuffix(*at, "/"), articles).send(*rate, *last)
}

// load reads the articles.
func load(dir string) ([][]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var articles [][]byte
	size := 0
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			return nil, err
		}
		articles = append(articles, b)
		size += len(b)
	}
	if len(articles) == 0 {
		return nil, fmt.Errorf("no *.txt in %s", dir)
	}
	fmt.Printf("%d articles of %d bytes on average; %d cores for service and client\n", len(articles), size/len(articles), runtime.NumCPU())
	return articles, nil
}

// start starts the service in a process of its own.
func start() (stop func(), address string, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	cmd := exec.Command(self, "-addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), serveEnv+"=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	stop = func() {
		if err := errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()); err != nil {
			fmt.Fprintln(os.Stderr, "loadtest: the service did not end in order:", err)
		}
	}
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return nil, "", fmt.Errorf("the service did not start: %w", err)
	}
	return stop, strings.TrimSpace(address), nil
}

// A test is what was sent and what came back.
type test struct {
	url      string
	articles [][]byte
	client   *http.Client

	mu      sync.Mutex
	times   []time.Duration
	trouble map[string]int // what went wrong, and how often
	first   map[int][sha256.Size]byte
	memory  []float64 // the service's resident set in bytes, every interval
	cpu     []float64 // the seconds that its cores had worked by then
}

const interval = 10 * time.Second

func newTest(url string, articles [][]byte) *test {
	return &test{
		url: url, articles: articles, first: map[int][sha256.Size]byte{}, trouble: map[string]int{},
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 200, MaxConnsPerHost: 200}},
	}
}

// send sends articles at a rate until last is over, and prints the figures.
func (t *test) send(rate float64, last time.Duration) error {
	before, err := t.figure("process_cpu_seconds_total")
	if err != nil {
		return err
	}
	n := int(rate * last.Seconds())
	begin := time.Now()
	next, seen := begin.Add(interval), 0
	var wg sync.WaitGroup
	for i := range n {
		due := begin.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		time.Sleep(time.Until(due))
		wg.Go(func() { t.one(i%len(t.articles), due) })
		if time.Now().After(next) {
			next = next.Add(interval)
			seen = t.interim(time.Since(begin), seen)
		}
	}
	wg.Wait()
	took := time.Since(begin)
	t.interim(took, seen)

	slices.Sort(t.times)
	fmt.Printf("sent %d in %s: %.1f a second\n", n, took.Round(time.Millisecond), float64(n)/took.Seconds())
	fmt.Printf("answer time: %s\n", quantiles(t.times))
	fmt.Printf("resident memory of the service: %.1f MB after the first %v, %.1f MB at the end, at most %.1f MB\n",
		t.memory[0]/1e6, interval, t.memory[len(t.memory)-1]/1e6, slices.Max(t.memory)/1e6)
	fmt.Printf("processor time of the service: %.2f ms an article, %.2f cores\n", 1e3*(t.cpu[len(t.cpu)-1]-before)/float64(n), (t.cpu[len(t.cpu)-1]-before)/took.Seconds())
	if len(t.trouble) > 0 {
		return fmt.Errorf("trouble: %v", t.trouble) // fmt sorts it
	}
	fmt.Printf("all %d answers were 200, and the same for the same article\n", n)
	return nil
}

// one sends an article and takes the time from when it was due.
func (t *test) one(article int, due time.Time) {
	res, err := t.client.Post(t.url+"/v1/quotations", "text/plain; charset=utf-8", bytes.NewReader(t.articles[article]))
	var body []byte
	if err == nil {
		body, err = io.ReadAll(res.Body)
		_ = res.Body.Close() // it is read
	}
	took := time.Since(due)
	sum := sha256.Sum256(body)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.times = append(t.times, took)
	switch {
	case err != nil:
		t.trouble[err.Error()]++
	case res.StatusCode != http.StatusOK:
		t.trouble[res.Status]++
	default:
		if old, ok := t.first[article]; !ok {
			t.first[article] = sum
		} else if old != sum {
			t.trouble["another answer to the same article"]++
		}
	}
}

// interim prints the figures since the one before; seen is how many times
// that had seen.
func (t *test) interim(at time.Duration, seen int) int {
	t.mu.Lock()
	times := slices.Clone(t.times[seen:])
	t.mu.Unlock()
	slices.Sort(times)
	memory, err := t.figure("process_resident_memory_bytes")
	cpu, err2 := t.figure("process_cpu_seconds_total")
	if err := errors.Join(err, err2); err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
	}
	t.memory, t.cpu = append(t.memory, memory), append(t.cpu, cpu)
	fmt.Printf("%6.0f s  %6d answers  %s  %6.1f MB\n", at.Seconds(), len(times), quantiles(times), memory/1e6)
	return seen + len(times)
}

// figure asks the service for one of its metrics.
func (t *test) figure(name string) (float64, error) {
	res, err := t.client.Get(t.url + "/metrics")
	if err != nil {
		return 0, err
	}
	defer res.Body.Close() //nolint:errcheck // it is read
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if v, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			return strconv.ParseFloat(v, 64)
		}
	}
	return 0, fmt.Errorf("the service's metrics lack %s", name)
}

// quantiles describes times, which are sorted.
func quantiles(times []time.Duration) string {
	var b strings.Builder
	for _, q := range []struct {
		name string
		p    float64
	}{{"p50", .5}, {"p95", .95}, {"p99", .99}, {"max", 1}} {
		ms := 0.0
		if n := len(times); n > 0 {
			ms = float64(times[max(0, int(q.p*float64(n)+.9999999)-1)]) / 1e6
		}
		fmt.Fprintf(&b, "%s %.1f ms  ", q.name, ms)
	}
	return strings.TrimSpace(b.String())
}
