package keyframe

import "time"

// Interval is the least time between two requests to one sender. Encoders spend several times the bits of an ordinary
// frame on a key frame, so a crowd of joining viewers must not set its rate.
const Interval = 500 * time.Millisecond

// Throttle decides when to send the requests of one layer. The zero Throttle is ready. It is not safe for concurrent use.
type Throttle struct {
	sent    time.Time
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
	return true
}

// KeyFrame notes the arrival of a key frame, which answers what is pending.
func (t *Throttle) KeyFrame() { t.pending = false }
