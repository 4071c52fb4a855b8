package congestion

import "time"

// Parameters of the delay detector, as libwebrtc has them after years of tuning.
const (
	groupLength     = 5 * time.Millisecond // packets sent within it are one group
	trendWindow     = 20                   // groups
	trendSmoothing  = 0.9
	trendGain       = 4
	trendDeltas     = 60 // the detector's gain grows over as many groups
	firstThreshold  = 12.5
	leastThreshold  = 6
	mostThreshold   = 600
	thresholdUp     = 0.0087 // per ms
	thresholdDown   = 0.039
	thresholdJump   = 15
	overuseTime     = 10 * time.Millisecond
	restartInterval = 3 * time.Second // of silence, after which the past says nothing
)

// signal is what the delay says about the path.
type signal uint8

const (
	normal signal = iota
	overuse
	underuse
)

// group is a burst of packets, by its last one.
type group struct {
	firstSent, sent, arrival time.Duration
	valid                    bool
}

// trend detects a queue that grows or drains, from the slope of the one-way delay over the last groups.
type trend struct {
	current, before group

	deltas      int
	accumulated float64 // ms of delay since the first group
	smoothed    float64
	begun       time.Duration
	x, y        [trendWindow]float64
	n           int // points in all

	threshold float64
	updated   time.Duration
	over      time.Duration // in overuse for so long
	overs     int
	last      float64 // slope
	state     signal
	overused  bool // overuse has been found since this was reset
}

// received takes one packet, in the order of sending.
func (t *trend) received(sentAt, arrival time.Duration) {
	c := &t.current
	switch {
	case !c.valid:
		*c = group{sentAt, sentAt, arrival, true}
		return
	case sentAt < c.firstSent:
		return // reordered
	case sentAt-c.firstSent <= groupLength, arrival-c.arrival <= groupLength && arrival-c.arrival < sentAt-c.sent:
		c.sent = max(c.sent, sentAt)
		c.arrival = max(c.arrival, arrival)
		return
	}
	if b := t.before; b.valid {
		if c.sent-b.sent > restartInterval || (c.arrival-b.arrival).Abs() > restartInterval+c.sent-b.sent {
			*t = trend{threshold: t.threshold}
		} else {
			t.delta(c.sent-b.sent, c.arrival-b.arrival, c.arrival)
		}
	}
	t.before, t.current = t.current, group{sentAt, sentAt, arrival, true}
}

// delta takes how much further apart two groups arrived than they were sent.
func (t *trend) delta(sentDelta, arrivalDelta, arrival time.Duration) {
	if t.deltas == 0 {
		t.begun = arrival
	}
	t.deltas++
	t.accumulated += ms(arrivalDelta - sentDelta)
	t.smoothed = trendSmoothing*t.smoothed + (1-trendSmoothing)*t.accumulated
	t.x[t.n%trendWindow], t.y[t.n%trendWindow] = ms(arrival-t.begun), t.smoothed
	t.n++
	slope := t.last
	if t.n >= trendWindow {
		slope = t.slope(slope)
	}
	t.detect(slope, sentDelta, arrival)
}

// slope is the least squares fit of the window.
func (t *trend) slope(otherwise float64) float64 {
	var sx, sy float64
	for i := range trendWindow {
		sx += t.x[i]
		sy += t.y[i]
	}
	mx, my := sx/trendWindow, sy/trendWindow
	var above, below float64
	for i := range trendWindow {
		above += (t.x[i] - mx) * (t.y[i] - my)
		below += (t.x[i] - mx) * (t.x[i] - mx)
	}
	if below == 0 {
		return otherwise
	}
	return above / below
}

// detect compares the slope with a threshold that adapts to the path's own variation.
func (t *trend) detect(slope float64, sentDelta, now time.Duration) {
	if t.threshold == 0 {
		t.threshold = firstThreshold
	}
	modified := slope * float64(min(t.deltas, trendDeltas)) * trendGain
	switch {
	case t.deltas < 2:
		t.state = normal
	case modified > t.threshold:
		if t.overs == 0 {
			t.over = sentDelta / 2
		} else {
			t.over += sentDelta
		}
		t.overs++
		if t.over > overuseTime && t.overs > 1 && slope >= t.last {
			t.state, t.over, t.overs, t.overused = overuse, 0, 0, true
		}
	case modified < -t.threshold:
		t.state, t.over, t.overs = underuse, 0, 0
	default:
		t.state, t.over, t.overs = normal, 0, 0
	}
	t.last = slope
	t.adapt(modified, now)
}

func (t *trend) adapt(modified float64, now time.Duration) {
	m := max(modified, -modified)
	if t.updated == 0 {
		t.updated = now
	}
	elapsed := min(ms(now-t.updated), 100)
	t.updated = now
	if m > t.threshold+thresholdJump {
		return // a jump, as of a route that changes, is not the path's variation
	}
	k := thresholdUp
	if m < t.threshold {
		k = thresholdDown
	}
	t.threshold = min(max(t.threshold+k*(m-t.threshold)*elapsed, leastThreshold), mostThreshold)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
