package relay

import (
	"sync"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

const (
	// feedbackInterval is the time between two transport-wide reports to a source, as congestion control at the sender wants them.
	feedbackInterval = 100 * time.Millisecond
	// receiverReportInterval is the time between two receiver reports to a source.
	receiverReportInterval = time.Second
)

// arrivals are when a source's packets came, of all its tracks, by their transport-wide sequence numbers
// (draft-holmer-rmcat-transport-wide-cc-extensions-01).
type arrivals struct {
	mu       sync.Mutex // guards the fields below
	recorder *twcc.Recorder
	tracks   []*upTrack
}

func newArrivals() *arrivals { return &arrivals{recorder: twcc.NewRecorder(1)} }

func (a *arrivals) record(ssrc uint32, seq uint16, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.recorder.Record(ssrc, seq, now.UnixMicro())
}

func (a *arrivals) add(u *upTrack) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tracks = append(a.tracks, u)
}

// all returns the tracks.
func (a *arrivals) all() []*upTrack {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.tracks
}

// feedback returns what is due to the source's congestion control.
func (a *arrivals) feedback() []rtcp.Packet {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.recorder.BuildFeedbackPacket()
}

// receiverReport returns one report about all tracks, or nil.
func (a *arrivals) receiverReport(now time.Time) []rtcp.Packet {
	rr := &rtcp.ReceiverReport{SSRC: 1}
	for _, u := range a.all() {
		u.mu.Lock()
		block, ok := u.reception.Report(u.ssrc, now)
		u.mu.Unlock()
		if ok && len(rr.Reports) < 31 {
			rr.Reports = append(rr.Reports, block)
		}
	}
	if len(rr.Reports) == 0 {
		return nil
	}
	return []rtcp.Packet{rr}
}

// reportToSource tells the source what arrives until the session ends.
func (s *Session) reportToSource() {
	tick := time.NewTicker(feedbackInterval)
	defer tick.Stop()
	next := time.Now().Add(receiverReportInterval)
	for {
		select {
		case <-s.closing:
			return
		case now := <-tick.C:
			packets := s.arrivals.feedback()
			if !now.Before(next) {
				next = now.Add(receiverReportInterval)
				packets = append(s.arrivals.receiverReport(now), packets...)
			}
			if len(packets) > 0 {
				_ = s.pc.WriteRTCP(packets) // fails only when the session is ending
			}
		}
	}
}
