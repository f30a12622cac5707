package server

import (
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"time"
)

//go:embed openapi.json
var openAPI []byte

//go:embed page
var pageFiles embed.FS

// A service is what the handlers share.
type service struct {
	config
	read     Reader
	log      *slog.Logger
	gate     *gate
	metrics  *metrics
	draining atomic.Bool
}

func newService(cfg config, read Reader, log *slog.Logger) *service {
	g := newGate(cfg.concurrency, cfg.queue)
	return &service{config: cfg, read: read, log: log, gate: g, metrics: newMetrics(g)}
}

// A handler answers, or returns the problem to answer with.
type handler func(http.ResponseWriter, *http.Request) *problem

// handler returns the routes.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	route := func(method, path string, h handler) {
		mux.Handle(method+" "+path, s.observe(path, h))
		allow := method
		if method == http.MethodGet {
			allow += ", HEAD"
		}
		mux.Handle(path, s.observe(path, func(w http.ResponseWriter, _ *http.Request) *problem {
			w.Header().Set("Allow", allow)
			return &problem{Status: http.StatusMethodNotAllowed, Detail: "this resource takes " + allow}
		}))
	}
	route("POST", "/v1/quotations", s.quotations)
	route("GET", "/openapi.json", func(w http.ResponseWriter, _ *http.Request) *problem {
		return answer(w, "application/json", openAPI)
	})
	route("GET", "/healthz", func(w http.ResponseWriter, _ *http.Request) *problem {
		return answer(w, "text/plain; charset=utf-8", []byte("ok\n"))
	})
	route("GET", "/readyz", func(w http.ResponseWriter, _ *http.Request) *problem {
		if s.draining.Load() {
			return &problem{Status: http.StatusServiceUnavailable, Detail: "the service is shutting down"}
		}
		return answer(w, "text/plain; charset=utf-8", []byte("ready\n"))
	})
	scrape := s.metrics.handler()
	route("GET", "/metrics", func(w http.ResponseWriter, r *http.Request) *problem {
		scrape.ServeHTTP(w, r)
		return nil
	})
	page, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded
	}
	for _, file := range []string{"index.html", "style.css", "icon.svg", "app.js", "analysis.js", "article.js"} {
		path := "/" + file
		if file == "index.html" {
			path = "/{$}"
		}
		route("GET", path, func(w http.ResponseWriter, r *http.Request) *problem {
			w.Header().Set("Cache-Control", "no-cache")
			http.ServeFileFS(w, r, page, file)
			return nil
		})
	}
	mux.Handle("/", s.observe("other", func(http.ResponseWriter, *http.Request) *problem {
		return &problem{Status: http.StatusNotFound, Detail: "no such resource; /openapi.json lists them"}
	}))
	return mux
}

// answer writes a body and returns no problem.
func answer(w http.ResponseWriter, contentType string, body []byte) *problem {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // if it fails, the client is gone
	return nil
}

// The page may load and send only to where it came from, and no other page
// may frame it.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// A client's own ID of a request is kept if it looks like one.
var requestID = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,64}$`)

// observe wraps h: it gives the request an ID, keeps pages of other sites
// from sending work, writes the answer if there is a problem or a panic, and
// writes the request down.
func (s *service) observe(route string, h handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := r.Header.Get("X-Request-ID")
		if !requestID.MatchString(id) {
			id = rand.Text()
		}
		header := w.Header()
		header.Set("X-Request-ID", id)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", contentSecurityPolicy)
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		rec := &recorder{ResponseWriter: w}
		body := &counter{ReadCloser: r.Body}
		r.Body = body
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()

		p := func() (p *problem) {
			defer func() {
				if v := recover(); v != nil {
					p = s.panicked(id, v, debug.Stack())
				}
			}()
			if err := origin.Check(r); err != nil {
				return &problem{Status: http.StatusForbidden, Detail: "a page of another site may not use this service"}
			}
			return h(rec, r)
		}()
		if p != nil && rec.status == 0 {
			p.RequestID = id
			p.write(rec)
		}
		if rec.status == 0 {
			rec.status = http.StatusOK
		}
		took := time.Since(start)
		s.metrics.observe(route, r.Method, rec.status, took)
		s.log.LogAttrs(context.Background(), level(rec.status), "request",
			slog.String("id", id), slog.String("method", knownMethod(r.Method)), slog.String("route", route), slog.Int("status", rec.status),
			slog.Int64("bytes_in", body.n), slog.Int64("bytes_out", rec.n), slog.Duration("took", took), slog.String("remote", r.RemoteAddr))
	})
}

func level(status int) slog.Level {
	if status >= 500 {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// panicked writes a panic down. What it says may hold words of an article, so
// only an error of the runtime is quoted.
func (s *service) panicked(id string, v any, stack []byte) *problem {
	attrs := []slog.Attr{slog.String("id", id), slog.String("stack", string(stack))}
	if err, ok := v.(runtime.Error); ok {
		attrs = append(attrs, slog.String("panic", err.Error()))
	}
	s.log.LogAttrs(context.Background(), slog.LevelError, "panic", attrs...)
	s.metrics.panics.Inc()
	return &problem{Status: http.StatusInternalServerError, Detail: "the service has failed on this request; the log has more under its ID"}
}

// problemOf turns an error of work into what the client is told.
func (s *service) problemOf(id string, err error) *problem {
	var p *problem
	var panicked *panicError
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, errBusy):
		return &problem{Status: http.StatusServiceUnavailable, RetryAfter: 1, Detail: "the service is busy; try again later"}
	case errors.Is(err, context.DeadlineExceeded):
		return &problem{Status: http.StatusServiceUnavailable, RetryAfter: 5, Detail: "the article was not done in " + s.timeout.String()}
	case errors.Is(err, context.Canceled):
		return &problem{Status: statusClientGone, Detail: "the client has gone"}
	case errors.As(err, &panicked):
		return s.panicked(id, panicked.value, panicked.stack)
	}
	return &problem{Status: http.StatusInternalServerError, Detail: "the service has failed on this request"}
}

// statusClientGone is what nginx writes down for a client that hung up; nobody
// receives it.
const statusClientGone = 499

// A recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	n      int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.n += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// A counter counts the bytes read.
type counter struct {
	io.ReadCloser
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	c.n += int64(n)
	return n, err
}

// knownMethod keeps what clients invent out of the log and the metrics.
func knownMethod(m string) string {
	switch m {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return m
	}
	return "other"
}
