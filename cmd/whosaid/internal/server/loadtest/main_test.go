package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The test sees what goes wrong.
func TestSend(t *testing.T) {
	var n atomic.Int64
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"well":    {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("same")) }, ""},
		"busy":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, "503 Service Unavailable:20"},
		"changes": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte{byte(n.Add(1))}) }, "another answer to the same article:18"},
	} {
		t.Run(name, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("/v1/quotations", c.answer)
			mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte("process_resident_memory_bytes 1.5e+07\nprocess_cpu_seconds_total 2\n"))
			})
			srv := httptest.NewServer(mux)
			defer srv.Close()
			test := newTest(srv.URL, [][]byte{[]byte("a"), []byte("b")})
			err := test.send(100, 200*time.Millisecond)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if len(test.times) != 20 || test.memory[0] != 1.5e7 {
				t.Errorf("%d times, memory %v", len(test.times), test.memory)
			}
		})
	}
}

func TestQuantiles(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1)*time.Millisecond)
	}
	if got := quantiles(times); got != "p50 50.0 ms  p95 95.0 ms  p99 99.0 ms  max 100.0 ms" {
		t.Error(got)
	}
}
