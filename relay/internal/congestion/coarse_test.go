package congestion

import (
	"testing"
	"time"
)

// receiver is an estimator whose receiver sends a receiver report a second, and nothing else, or REMB besides.
type receiver struct {
	*Controller
	sent    map[uint16]sentAt
	next    time.Duration
	last    time.Duration
	packets int
	lost    int
	bytes   uint64
	arrived uint64
	rtt     time.Duration
	remb    bool // it sends REMB besides
	mute    bool // it does not say when it has got which sender report
	claim   float64
	least   time.Duration
}

type sentAt struct {
	at   time.Duration
	size int
}

// reportedOnly makes a session of which the receiver reports no arrivals.
func reportedOnly(l link) (*session, *receiver) {
	s := newSession(l)
	r := &receiver{Controller: s.c, sent: map[uint16]sentAt{}}
	s.e = r
	return s, r
}

func (r *receiver) Sent(seq uint16, size int, now time.Duration) {
	r.sent[seq] = sentAt{now, size}
	r.bytes += uint64(size)
}

func (r *receiver) Probe(uint64, time.Duration) bool           { return false }
func (r *receiver) Padding(time.Duration) (bytes int, ok bool) { return 0, false }

func (r *receiver) report(reports []report, now, rtt time.Duration) {
	for _, p := range reports {
		r.packets++
		if !p.ok {
			r.lost++
			continue
		}
		r.arrived += uint64(r.sent[p.seq].size)
		r.rtt = p.arrival - r.sent[p.seq].at + rtt/2
		r.least = min(r.least, r.rtt)
	}
	if now < r.next || r.packets == 0 {
		return
	}
	seconds := (now - r.last).Seconds()
	if r.mute {
		r.rtt = 0
	}
	if r.last != 0 {
		r.ReceiverReport(Reception{
			Packets: r.packets, Loss: float64(r.lost*256/r.packets) / 256, RTT: r.rtt, Rate: uint64(float64(r.bytes) * 8 / seconds),
		}, now)
		if arrived := float64(r.arrived) * 8 / seconds; r.remb { // as libwebrtc makes it: by delay
			switch r.claim = min(r.claim*1.08, 1.5*arrived+10_000); {
			case r.least < time.Hour && r.least > rtt+50*time.Millisecond:
				r.claim = 0.85 * arrived
			case r.claim == 0:
				r.claim = arrived
			}
			r.Remote(uint64(r.claim), now)
		}
	}
	r.least = time.Hour
	r.last, r.next, r.packets, r.lost, r.bytes, r.arrived = now, now+time.Second, 0, 0, 0, 0
}

// Two minutes on each path, after half a minute to find out: the layer that fits, most of the time.
func TestLayersFitThePathByReceiverReports(t *testing.T) {
	for _, test := range []struct {
		name  string
		link  link
		layer int
		share float64 // of the time, at least
		lost  float64 // at most
	}{
		{"wide", link{rate: 5e6}, 2, 1, 0},
		{"jitter of 80 ms", link{rate: 5e6, jitter: 80 * time.Millisecond}, 2, 1, 0},
		{"stands still for 150 ms", link{rate: 5e6, stall: 150 * time.Millisecond}, 2, 1, 0},
		{"just wide enough for the highest", link{rate: 2e6}, 2, 0.95, 0.02},
		{"medium", link{rate: 8e5}, 1, 0.9, 0.05},
		{"medium, with a buffer of two seconds", link{rate: 7e5, queue: 2 * time.Second}, 1, 0.9, 0.03},
		{"narrow", link{rate: 3e5}, 0, 0.9, 0.05},
		{"hardly any buffer", link{rate: 7e5, queue: 60 * time.Millisecond}, 1, 0.9, 0.08},
		{"2 % loss", link{rate: 3e6, loss: 0.02}, 2, 1, 0.03},
		{"5 % loss", link{rate: 3e6, loss: 0.05}, 2, 1, 0.06},
		{"10 % loss", link{rate: 3e6, loss: 0.1}, 2, 0.95, 0.11},
		{"20 % loss", link{rate: 3e6, loss: 0.2}, 2, 0.9, 0.22},
	} {
		for _, remb := range []bool{false, true} {
			name := test.name
			if remb {
				name += ", REMB"
			}
			t.Run(name, func(t *testing.T) {
				s, r := reportedOnly(test.link)
				r.remb = remb
				s.run(30 * time.Second)
				s.measure()
				s.run(2 * time.Minute)
				lost := float64(s.lost) / float64(s.sent)
				t.Logf("layers %.0f %%, %.0f %%, %.0f %% of the time, %d changes; delay %v, %v; %.1f %% lost, %d gaps",
					100*s.share(0), 100*s.share(1), 100*s.share(2), s.changes, s.delayAt(0.5).Round(time.Millisecond),
					s.delayAt(0.95).Round(time.Millisecond), 100*lost, s.skipped)
				if s.share(test.layer) < test.share || s.changes > 16 || lost > test.lost {
					t.Errorf("want layer %d for %.0f %% of the time, loss up to %.0f %%", test.layer, 100*test.share, 100*test.lost)
				}
			})
		}
	}
}

// A path that narrows and widens again is followed, in seconds down and in a minute up.
func TestReceiverReportsFollowThePath(t *testing.T) {
	for _, remb := range []bool{false, true} {
		s, r := reportedOnly(link{rate: 3e6})
		r.remb = remb
		s.run(20 * time.Second)
		if s.layer != 2 {
			t.Fatalf("layer %d on a wide path", s.layer)
		}
		s.l.rate = 4e5
		down := s.until(30*time.Second, func() bool { return s.layer == 0 })
		s.run(20 * time.Second)
		s.l.rate = 3e6
		up := s.until(3*time.Minute, func() bool { return s.layer == 2 })
		t.Logf("REMB %v: down after %v, up after %v", remb, down, up)
		if down > 10*time.Second || up > 90*time.Second {
			t.Errorf("REMB %v: down after %v, up after %v", remb, down, up)
		}
	}
}

// A receiver's own estimate tells of a queue that its reports are silent about.
func TestRemoteEstimateTellsOfAQueue(t *testing.T) {
	share := func(remb bool) float64 {
		s, r := reportedOnly(link{rate: 7e5, queue: 10 * time.Minute})
		r.remb, r.mute = remb, true
		s.run(20 * time.Second)
		s.measure()
		s.run(time.Minute)
		return s.share(2)
	}
	if with, without := share(true), share(false); with > 0.7 || without < 0.95 {
		t.Errorf("a layer that does not fit is sent for %.0f %% of the time, without REMB for %.0f %%", 100*with, 100*without)
	}
}

// What receivers lose by chance, or claim once, limits nobody.
func TestSingleReportsOfLossLimitNobody(t *testing.T) {
	for _, test := range []struct {
		name string
		each []Reception // a report a second, over and over
		want bool        // limited
	}{
		{"none", []Reception{{Packets: 100, Rate: 1e6}}, false},
		{"8 % loss", []Reception{{Packets: 100, Loss: 0.08, Rate: 1e6}}, false},
		{"a burst of loss in few packets", []Reception{{Packets: 8, Loss: 0.5, Rate: 1e5}, {Packets: 100, Rate: 1e6}, {Packets: 100, Rate: 1e6}}, false},
		{"one slow sender report in five", []Reception{
			{Packets: 100, Rate: 1e6, RTT: 400e6}, {Packets: 100, Rate: 1e6, RTT: 5e7}, {Packets: 100, Rate: 1e6, RTT: 5e7}, {Packets: 100, Rate: 1e6, RTT: 5e7},
		}, false},
		{"an outage every five seconds", []Reception{
			{Packets: 100, Loss: 0.6, Rate: 1e6}, {Packets: 100, Rate: 1e6}, {Packets: 100, Rate: 1e6}, {Packets: 100, Rate: 1e6}, {Packets: 100, Rate: 1e6},
		}, false},
		{"30 % loss", []Reception{{Packets: 100, Loss: 0.3, Rate: 1e6}}, true},
		{"a queue that stands", []Reception{{Packets: 100, Rate: 1e6, RTT: 5e7}, {Packets: 100, Rate: 1e6, RTT: 6e8}, {Packets: 100, Rate: 1e6, RTT: 6e8}}, true},
		{"nothing sent", []Reception{{Packets: 0, Loss: 1}}, false},
	} {
		var c Controller
		for i := range 20 {
			c.ReceiverReport(test.each[i%len(test.each)], time.Duration(i+1)*time.Second)
		}
		if got := c.Estimate() != Unlimited; got != test.want {
			t.Errorf("%s: limited %v, want %v", test.name, got, test.want)
		}
	}
}

func TestReceiverReportsAllocateNothing(t *testing.T) {
	var c Controller
	now := time.Second
	if n := testing.AllocsPerRun(100, func() {
		c.ReceiverReport(Reception{Packets: 30, Loss: 0.3, Rate: 1e6, RTT: time.Second}, now)
		c.Remote(300_000, now)
		now += time.Second
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
