package congestion

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/gcc"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/logging"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// pions is Pion's estimator. Its clock is the bubble's.
type pions struct {
	t        *testing.T
	bwe      *gcc.SendSideBWE
	writer   interceptor.RTPWriter
	recorder *twcc.Recorder
}

func newPions(t *testing.T) *pions {
	t.Helper()
	quiet := logging.NewDefaultLoggerFactory()
	quiet.DefaultLogLevel = logging.LogLevelDisabled
	bwe, err := gcc.NewSendSideBWE(gcc.SendSideBWEInitialBitrate(2_000_000), gcc.SendSideBWEMinBitrate(Floor),
		gcc.SendSideBWEPacer(gcc.NewNoOpPacer()), gcc.WithLoggerFactory(quiet))
	if err != nil {
		t.Fatal(err)
	}
	p := &pions{t: t, bwe: bwe, recorder: twcc.NewRecorder(1)}
	info := &interceptor.StreamInfo{SSRC: 1, RTPHeaderExtensions: []interceptor.RTPHeaderExtension{{
		URI: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", ID: 1,
	}}}
	p.writer = bwe.AddStream(info, interceptor.RTPWriterFunc(func(*rtp.Header, []byte, interceptor.Attributes) (int, error) { return 0, nil }))
	return p
}

func (p *pions) Sent(seq uint16, size int, _ time.Duration) {
	h := &rtp.Header{Version: 2, SSRC: 1, SequenceNumber: seq}
	if err := h.SetExtension(1, []byte{byte(seq >> 8), byte(seq)}); err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.writer.Write(h, make([]byte, size-h.MarshalSize()), nil); err != nil {
		p.t.Fatal(err)
	}
}

func (p *pions) report(reports []report, _, _ time.Duration) {
	for _, r := range reports {
		if r.ok {
			p.recorder.Record(1, r.seq, r.arrival.Microseconds())
		}
	}
	var packets []rtcp.Packet
	packets = append(packets, p.recorder.BuildFeedbackPacket()...)
	if err := p.bwe.WriteRTCP(packets, nil); err != nil {
		p.t.Fatal(err)
	}
	synctest.Wait()
}

func (p *pions) Estimate() uint64                { return uint64(p.bwe.GetTargetBitrate()) }
func (*pions) Probe(uint64, time.Duration) bool  { return false }
func (*pions) Padding(time.Duration) (int, bool) { return 0, false }

// journey is how a session fares on a path that narrows from 2 Mbit/s to 300 kbit/s and widens again.
type journey struct {
	down, up time.Duration // until the layer that fits
	changes  int           // of layer, in 30 s on each path, 3 at best: down, and up in two steps
	narrow   time.Duration // delay that 95 % of packets stay below on the narrow path
}

func travel(s *session) (j journey) {
	s.l.rate = 2_500_000
	s.run(10 * time.Second)
	s.measure()
	s.l.rate = 300_000
	j.down = s.until(30*time.Second, func() bool { return s.layer == 0 })
	s.run(30*time.Second - j.down)
	j.changes = s.changes
	s.measure()
	s.run(10 * time.Second)
	j.narrow = s.delayAt(0.95)
	s.l.rate = 2_500_000
	j.up = s.until(time.Minute, func() bool { return s.layer == 2 })
	s.run(max(0, 30*time.Second-j.up))
	j.changes += s.changes
	return j
}

// Layers go down within a second, and come back, which without probes they do not. Loss that is no congestion does not collapse them.
func TestBesidePions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mine := travel(newSession(link{}))
		theirs := newSession(link{})
		p := newPions(t)
		defer func() { _ = p.bwe.Close() }()
		theirs.e, theirs.tick = p, func() { time.Sleep(time.Millisecond) }
		pion := travel(theirs)
		t.Logf("2.5 Mbit/s, 300 kbit/s, 2.5 Mbit/s: %+v; with Pion's estimator: %+v", mine, pion)
		if mine.down > time.Second || mine.up > 15*time.Second || mine.up > pion.up || mine.changes > 4 || mine.narrow > 200*time.Millisecond {
			t.Errorf("got %+v, Pion's %+v", mine, pion)
		}
		for _, loss := range []float64{0.02, 0.05, 0.1} {
			mine := newSession(link{rate: 3_000_000, loss: loss})
			mine.run(60 * time.Second)
			theirs := newSession(link{rate: 3_000_000, loss: loss})
			p := newPions(t)
			theirs.e, theirs.tick = p, func() { time.Sleep(time.Millisecond) }
			theirs.run(60 * time.Second)
			if err := p.bwe.Close(); err != nil {
				t.Error(err)
			}
			t.Logf("%2.0f %% loss on 3 Mbit/s: %3.0f %% of a minute in the highest layer, %d changes; with Pion's estimator %3.0f %%, %d",
				100*loss, 100*mine.share(2), mine.changes, 100*theirs.share(2), theirs.changes)
			if mine.share(2) < theirs.share(2)-0.01 {
				t.Errorf("%.0f %% loss: %.2f of the time in the highest layer, Pion's %.2f", 100*loss, mine.share(2), theirs.share(2))
			}
		}
	})
}
