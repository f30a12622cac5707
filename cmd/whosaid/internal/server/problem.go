package server

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// A problem is an error as the client is told it (RFC 9457). Its type is
// about:blank: the status says what sort of problem it is.
type problem struct {
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
	// RetryAfter is when to try again, in seconds; 0 if that is no use.
	RetryAfter int `json:"-"`
}

func (p *problem) Error() string { return p.Detail }

func badRequest(detail string) *problem {
	return &problem{Status: http.StatusBadRequest, Detail: detail}
}

func (p *problem) write(w http.ResponseWriter) {
	p.Title = http.StatusText(p.Status)
	if p.Status == statusClientGone {
		p.Title = "Client Closed Request"
	}
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(body) // if it fails, the client is gone
}
