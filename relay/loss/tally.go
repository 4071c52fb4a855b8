package loss

import (
	"slices"
	"sync"
	"time"
)

const (
	// InTime is how late a packet may come and still be of use: what a viewer of live video waits for the picture.
	InTime = 300 * time.Millisecond
	// settle is left out at the beginning: a join replays what is old already.
	settle = 2 * time.Second
	// recent is left out at the end: what is on its way yet.
	recent = time.Second
)

// Report is what has come of a stream. Shares are from 0 to 1.
type Report struct {
	Packets       int           `json:"packets"`       // that were sent, lost ones included
	InTime        int           `json:"inTime"`        // of these came within InTime
	Late          int           `json:"late"`          // came later
	Missing       int           `json:"missing"`       // never came
	Frames        int           `json:"frames"`        // that were sent
	FramesInTime  int           `json:"framesInTime"`  // of these came whole within InTime
	LatencyMedian time.Duration `json:"latencyMedian"` // of the packets that came
	Latency99     time.Duration `json:"latency99"`
}

// Share is the share of packets that came in time.
func (r Report) Share() float64 { return float64(r.InTime) / float64(max(r.Packets, 1)) }

// FrameShare is the share of frames that came in time and whole.
func (r Report) FrameShare() float64 { return float64(r.FramesInTime) / float64(max(r.Frames, 1)) }

// tally notes the packets that arrive. Its methods are safe for concurrent use.
type tally struct {
	mu     sync.Mutex // guards the fields below
	frames map[uint32]*frameTally
}

type frameTally struct {
	sent      time.Time
	offsets   []uint32
	latencies []time.Duration // of the packets at these offsets
}

func newTally() *tally { return &tally{frames: map[uint32]*frameTally{}} }

// packet notes one packet. A copy of one that has come already counts for nothing.
func (t *tally) packet(arrival time.Time, payload []byte) {
	s, ok := findStamp(payload)
	if !ok {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.frames[s.frame]
	if f == nil {
		f = &frameTally{sent: s.sent}
		t.frames[s.frame] = f
	}
	if !slices.Contains(f.offsets, s.offset) {
		f.offsets = append(f.offsets, s.offset)
		f.latencies = append(f.latencies, arrival.Sub(s.sent))
	}
}

// report counts the frames that were sent from settle after begin until recent before now. Frames of which nothing came are
// known by their numbers.
func (t *tally) report(begin, now time.Time) Report {
	t.mu.Lock()
	defer t.mu.Unlock()
	var numbers []uint32
	for n, f := range t.frames {
		if f.sent.After(begin.Add(settle)) && f.sent.Before(now.Add(-recent)) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return Report{}
	}
	first, last := slices.Min(numbers), slices.Max(numbers)
	r := Report{Frames: int(last - first + 1)}
	r.Packets = r.Frames * framePackets
	var latencies []time.Duration
	for n := first; n <= last; n++ {
		f := t.frames[n]
		if f == nil {
			continue
		}
		in := 0
		for _, l := range f.latencies {
			if l <= InTime {
				in++
			}
		}
		latencies = append(latencies, f.latencies...)
		r.InTime += in
		r.Late += len(f.latencies) - in
		if in == framePackets {
			r.FramesInTime++
		}
	}
	r.Missing = r.Packets - r.InTime - r.Late
	slices.Sort(latencies)
	r.LatencyMedian, r.Latency99 = latencies[len(latencies)/2], latencies[len(latencies)*99/100]
	return r
}
