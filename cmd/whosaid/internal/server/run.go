package server

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"github.com/whosaid/whosaid/attribution"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the address is taken, or requests were cut off at the end
	exitUsage  = 2
)

// A Reader returns the text of an article in HTML or ninjs. contentType is the
// whole header field, with its charset if there is one. It is called by several
// goroutines at once. The client is told its error.
type Reader func(contentType string, body []byte) (text string, err error)

// config holds the flags; the package's comment says what they bound.
type config struct {
	maxSize     int64 // bytes
	timeout     time.Duration
	concurrency int
	queue       int
}

// Run serves until ctx is done or the process is told to end (SIGTERM,
// SIGINT), then lets the requests at work finish. It writes the page's address
// to stdout once it listens, and its log to stderr. It returns the exit code:
// 0 after an orderly end, 1 if it could not listen or cut off requests at the
// end, 2 for wrong arguments.
func Run(ctx context.Context, args []string, read Reader, stdout, stderr io.Writer) int {
	var (
		cfg         config
		flags       = flag.NewFlagSet("whosaid serve", flag.ContinueOnError)
		addr        = flags.String("addr", "127.0.0.1:8080", "listen on this `address`; a port of 0 takes a free one")
		readTimeout = flags.Duration("read-timeout", 15*time.Second, "`time` in which a request must have arrived")
		connections = flags.Int("max-connections", 512, "open connections; others wait to be accepted")
		drain       = flags.Duration("drain", 15*time.Second, "at the end, `time` for the requests at work")
		logFormat   = flags.String("log", "text", "`form` of the log: text or json")
	)
	flags.Int64Var(&cfg.maxSize, "max-size", 1<<20, "`bytes` that an article may have")
	flags.DurationVar(&cfg.timeout, "timeout", 10*time.Second, "`time` for an article, from its last byte to the answer")
	flags.IntVar(&cfg.concurrency, "concurrency", runtime.GOMAXPROCS(0), "articles analysed at once")
	flags.IntVar(&cfg.queue, "queue", 256, "articles that may wait for their turn")
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
		fmt.Fprint(stderr, examples)
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage
	}
	var wrong string
	switch {
	case flags.NArg() > 0:
		wrong = fmt.Sprintf("unexpected argument %q", flags.Arg(0))
	case cfg.maxSize < 1 || cfg.concurrency < 1 || *connections < 1 || cfg.queue < 0:
		wrong = "-max-size, -concurrency and -max-connections must be at least 1, -queue at least 0"
	case cfg.timeout <= 0 || *readTimeout <= 0 || *drain <= 0:
		wrong = "-timeout, -read-timeout and -drain must be more than 0"
	case *logFormat != "text" && *logFormat != "json":
		wrong = fmt.Sprintf("unknown form of log %q: want text or json", *logFormat)
	}
	if wrong != "" {
		fmt.Fprintln(stderr, "whosaid serve:", wrong)
		return exitUsage
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	if *logFormat == "json" {
		log = slog.New(slog.NewJSONHandler(stderr, nil))
	}

	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	attribution.Extract("“Ready,” said Ida Moss.") // loads the models
	s := newService(cfg, read, log)
	srv := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: min(5*time.Second, *readTimeout),
		ReadTimeout:       *readTimeout,
		WriteTimeout:      *readTimeout + cfg.timeout + 15*time.Second, // from the end of the header
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		fmt.Fprintln(stderr, "whosaid serve:", err)
		return exitFailed
	}
	at := listener.Addr()
	if tcp, ok := at.(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		log.Warn("everybody who can reach this address can use the service", "addr", at.String())
	}
	fmt.Fprintf(stdout, "http://%s/\n", at)
	log.Info("listening", "addr", at.String(), "concurrency", cfg.concurrency)

	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(netutil.LimitListener(listener, *connections)) }()
	select {
	case err := <-ended:
		log.Error("serving ended", "error", err.Error())
		return exitFailed
	case <-ctx.Done():
	}
	stop() // a second signal ends the process at once
	s.draining.Store(true)
	log.Info("shutting down", "drain", drain.String())
	last, cancel := context.WithTimeout(context.Background(), *drain)
	defer cancel()
	if err := srv.Shutdown(last); err != nil {
		_ = srv.Close() // its connections are cut off either way
		log.Error("requests were cut off", "error", err.Error())
		return exitFailed
	}
	log.Info("ended")
	return exitOK
}

const usage = `NAME
  whosaid serve - a page and an HTTP service that find quotations

SYNOPSIS
  whosaid serve [flags]

DESCRIPTION
  Serves a page on which an article is pasted or dropped: every quotation has
  its speaker's colour, a click on a speaker lists all they said, and what is
  wrong can be corrected by hand and downloaded. The page's address is printed.

  Programs send articles to POST /v1/quotations, as text, HTML, IPTC ninjs or
  {"id", "text"} in JSON; /openapi.json describes it. /healthz, /readyz and
  /metrics are for those who run the service. It listens on the loopback
  interface unless -addr says otherwise, needs no network beyond its own
  address, and keeps and logs nothing of an article.

FLAGS
`

const examples = `
EXAMPLES
  The page, at http://127.0.0.1:8080/:
      whosaid serve
  An article by a program:
      curl -H 'Content-Type: text/plain' --data-binary @article.txt \
          'http://127.0.0.1:8080/v1/quotations?offsets=rune'
  A web page, with the text that the offsets are in:
      curl -H 'Content-Type: text/html' --data-binary @page.html \
          http://127.0.0.1:8080/v1/quotations

EXIT STATUS
  0  it was ended (SIGTERM, SIGINT), and all requests at work were answered
  1  it could not listen, or had to cut off requests at the end
  2  the arguments are wrong
`
