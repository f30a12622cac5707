package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/whosaid/whosaid/attribution"
)

// metrics are the figures at /metrics.
type metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.CounterVec
	seconds    *prometheus.HistogramVec
	inFlight   prometheus.Gauge
	panics     prometheus.Counter
	bytes      prometheus.Histogram
	quotations *prometheus.CounterVec
}

func newMetrics(g *gate) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "whosaid_http_requests_total", Help: "Requests answered.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "whosaid_http_request_seconds", Help: "Time from a request's header to the end of its answer.",
			Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "whosaid_http_requests_in_flight", Help: "Requests being received, analysed or answered.",
		}),
		panics: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "whosaid_panics_total", Help: "Requests on which the service has failed.",
		}),
		bytes: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "whosaid_article_bytes", Help: "Size of the texts analysed.",
			Buckets: prometheus.ExponentialBuckets(256, 4, 8),
		}),
		quotations: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "whosaid_quotations_total", Help: "Quotations found.",
		}, []string{"kind", "attributed"}),
	}
	m.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.requests, m.seconds, m.inFlight, m.panics, m.bytes, m.quotations,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "whosaid_articles_at_work", Help: "Articles being analysed.",
		}, func() float64 { return float64(len(g.places)) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "whosaid_articles_waiting", Help: "Articles in the queue.",
		}, func() float64 { return float64(g.waiting.Load()) }),
	)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) observe(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, knownMethod(method), strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) article(text string, d *attribution.Document) {
	m.bytes.Observe(float64(len(text)))
	for _, q := range d.Quotes {
		m.quotations.WithLabelValues(q.Kind.String(), strconv.FormatBool(q.Speaker != 0)).Inc()
	}
}
