package congestion

import (
	"testing"
	"time"
	"unsafe"
)

// A path of its own accord, before anything is known, is not limited.
func TestUnknownPathIsUnlimited(t *testing.T) {
	var c Controller
	if c.Estimate() != Unlimited || c.Probe(1e6, time.Second) {
		t.Error("a new path is limited")
	}
	if n, probing := c.Padding(time.Second); n != 0 || probing {
		t.Error("a new path is probed")
	}
}

// What is reported as missing and arrives after all is no loss, however often it was reported.
func TestReorderingIsNoLoss(t *testing.T) {
	var c Controller
	now := time.Second
	for seq := range uint16(5000) {
		c.Sent(seq, 1200, now)
		if seq%2 == 0 {
			c.Lost(seq)
			c.Lost(seq)
		} else {
			c.Received(seq-1, now)
			c.Received(seq, now+time.Microsecond)
			c.Received(seq, now+time.Microsecond)
		}
		if seq%30 == 29 {
			c.Reported(now, 50*time.Millisecond)
		}
		now += 3 * time.Millisecond
	}
	if c.Estimate() != Unlimited {
		t.Errorf("estimate %d", c.Estimate())
	}
}

// Receivers' clocks start anywhere, wrap and jump.
func TestReceiversClockMayJump(t *testing.T) {
	var c Controller
	now, theirs := time.Second, -time.Hour
	for seq := range uint16(20000) {
		c.Sent(seq, 1200, now)
		c.Received(seq, theirs+now)
		if seq%30 == 29 {
			c.Reported(now, 50*time.Millisecond)
		}
		switch seq {
		case 5000:
			theirs += 12 * 24 * time.Hour
		case 10000:
			theirs -= 30 * 24 * time.Hour
		case 15000:
			theirs += 5 * time.Second
		}
		now += 3 * time.Millisecond
	}
	if c.Estimate() != Unlimited {
		t.Errorf("estimate %d", c.Estimate())
	}
}

func TestControllerIsSmall(t *testing.T) {
	if n := unsafe.Sizeof(Controller{}); n > 1280 {
		t.Errorf("%d bytes, of a path whose receiver reports no arrivals", n)
	}
	if n := unsafe.Sizeof(Controller{}) + unsafe.Sizeof(history{}); n > 10<<10 {
		t.Errorf("%d bytes", n)
	}
}

func TestPacer(t *testing.T) {
	leave := func(p *Pacer, estimate uint64, d time.Duration) (bytes int) {
		for now := time.Second; now < time.Second+d; now += time.Millisecond {
			p.Refill(estimate, now)
			for p.Ready() && bytes < 1<<20 {
				p.Spend(1200)
				bytes += 1200
			}
		}
		return bytes
	}
	if got := leave(&Pacer{}, Unlimited, time.Millisecond); got < 1<<20 {
		t.Errorf("on an unlimited path only %d bytes leave at once", got)
	}
	if got := leave(&Pacer{}, 1_000_000, 50*time.Millisecond); got < 12_000 || got > 22_000 {
		t.Errorf("%d bytes of a key frame leave within 50 ms at 1 Mbit/s", got)
	}
	if got := leave(&Pacer{}, 1_000_000, 2*time.Second); got < 290_000 || got > 350_000 {
		t.Errorf("%d bytes leave within 2 s at 1 Mbit/s", got)
	}
}

func TestFeedbackAllocatesNothing(t *testing.T) {
	s := newSession(link{rate: 300_000})
	s.run(5 * time.Second)
	seq, now := s.seq, s.now
	if n := testing.AllocsPerRun(100, func() {
		for range 20 {
			s.c.Sent(seq, 1200, now)
			s.c.Received(seq, now+20*time.Millisecond)
			seq++
			now += time.Millisecond
		}
		s.c.Reported(now, 50*time.Millisecond)
		s.c.Probe(5_000_000, now)
		s.c.Padding(now)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzController feeds whatever a receiver may claim.
func FuzzController(f *testing.F) {
	f.Add([]byte{1, 2, 3, 200, 100, 0, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Controller
		var p Pacer
		now := time.Second
		for i, v := range b {
			now += time.Duration(v) * time.Millisecond
			switch v % 7 {
			case 0:
				c.Received(uint16(i-int(v)), time.Duration(int64(v)-100)*time.Duration(i)*time.Second)
			case 1:
				c.Lost(uint16(i - 1))
			case 2:
				c.Reported(now, time.Duration(v)*time.Millisecond)
			case 3:
				c.Probe(uint64(v)*10_000, now)
				if n, _ := c.Padding(now); n < 0 || n > 1<<20 {
					t.Fatalf("%d bytes to be sent for a probe", n)
				}
			case 4:
				c.ReceiverReport(Reception{Packets: i, Loss: float64(v) / 255, Rate: uint64(v) << (i % 32), RTT: time.Duration(v) * time.Millisecond}, now)
			case 5:
				c.Remote(uint64(v)<<(i%64), now)
			default:
				c.Sent(uint16(i), int(v)*10, now)
			}
			if c.Estimate() < Floor {
				t.Fatal("below the floor")
			}
			p.Refill(c.Estimate(), now)
			p.Spend(int(v))
			p.Refill(c.Estimate(), now+time.Minute)
			if !p.Ready() {
				t.Fatal("nothing leaves after a minute")
			}
		}
	})
}

// BenchmarkController is a packet sent and reported, in reports of 30.
func BenchmarkController(b *testing.B) {
	var c Controller
	seq, now := uint16(0), time.Second
	b.ReportAllocs()
	for b.Loop() {
		c.Sent(seq, 1200, now)
		c.Received(seq, now+20*time.Millisecond)
		if seq++; seq%30 == 0 {
			c.Reported(now, 50*time.Millisecond)
		}
		now += 3 * time.Millisecond
	}
}

// BenchmarkConvergence is a path that narrows from 2.5 Mbit/s to 300 kbit/s and widens again: the seconds until the layer fits.
func BenchmarkConvergence(b *testing.B) {
	for b.Loop() {
		j := travel(newSession(link{}))
		b.ReportMetric(j.down.Seconds(), "s-down")
		b.ReportMetric(j.up.Seconds(), "s-up")
		b.ReportMetric(float64(j.narrow.Milliseconds()), "ms-p95-narrow")
	}
}
