package keyframe

import "time"

// Interval is the least time between two requests to one sender. Encoders spend several times the bits of an ordinary
// frame on a key frame, so a crowd of joining viewers must not set its rate.
const Interval = 500 * time.Millisecond

// Throttle decides when to send the requests of one layer. The zero Throttle is ready. It is not safe for concurrent use.
type Throttle struct {
	sent    time.Time
	since   time.Time // when the first request went out that no key frame has answered
	pending bool
}

// Request notes a wish for a key frame. It is true if a request goes out now; else one goes out when Due says so.
func (t *Throttle) Request(now time.Time) (send bool) {
	t.pending = true
	return t.Due(now)
}

// Due says whether a request is still wanted and may go out now.
func (t *Throttle) Due(now time.Time) (send bool) {
	if !t.pending || !t.sent.IsZero() && now.Sub(t.sent) < Interval {
		return false
	}
	t.pending, t.sent = false, now
	if t.since.IsZero() {
		t.since = now
	}
	return true
}

// KeyFrame notes the arrival of a key frame, which answers what is pending.
func (t *Throttle) KeyFrame() { t.pending, t.since = false, time.Time{} }

// Unanswered returns for how long requests have been without an answer.
func (t *Throttle) Unanswered(now time.Time) time.Duration {
	if t.since.IsZero() {
		return 0
	}
	return now.Sub(t.since)
}
