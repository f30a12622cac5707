// Package server is "whosaid serve": an HTTP service that finds the quotations
// of an article and says who said them, and a page to read and correct them.
//
//	POST /v1/quotations   the analysis of the article in the body
//	GET  /                the page
//	GET  /openapi.json    the description of the service (OpenAPI 3.1)
//	GET  /healthz         the process is up
//	GET  /readyz          it takes work: 200, or 503 once it shuts down
//	GET  /metrics         figures for Prometheus
//
// # What is bounded
//
// A body has at most -max-size bytes; it is read within -read-timeout and
// before the request takes a place among those at work, so a slow sender holds
// nobody up. At most -concurrency articles are analysed at once and -queue
// more wait; the next is told to come back (503, Retry-After). From its last
// byte an article has -timeout to be answered, waiting included. An analysis
// whose time is up keeps its place until it really ends, so there are never
// more than -concurrency of them. Open connections are at most
// -max-connections. Bodies thus take at most -max-connections times -max-size.
//
// # What the page saves
//
// The JSON is the service's answer with offsets in UTF-16 code units, its
// text, and the corrections made by hand. A quotation or speaker with
// "corrected": true was changed; its "found" says what the service had. The
// method of a quotation that was given to somebody by hand is none, its
// confidence 1 or, if it was marked as nobody's, 0. "corrections" lists the
// changes in order. The CSV has the columns of
// "whosaid extract -format csv", and corrected and found_speaker.
//
// # What is written down
//
// One line for each request: its ID, method, route, status, sizes and time.
// Never a word of an article, nor of what a client wrote into a URL.
package server
