package ntp

import (
	"testing"
	"time"
)

func TestTime(t *testing.T) {
	at := time.Date(2030, 5, 6, 7, 8, 9, 500_000_000, time.UTC)
	n := FromTime(at)
	if n&(1<<32-1) != 1<<31 {
		t.Errorf("half a second is %#x", n&(1<<32-1))
	}
	if got := FromTime(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)) >> 32; got != epoch {
		t.Errorf("1970 is %d s", got)
	}
	for _, d := range []time.Duration{0, time.Second, -time.Second, 1500 * time.Millisecond, -1500 * time.Millisecond, 72 * time.Hour} {
		if got := n.Add(d).Sub(n); got-d > time.Nanosecond || d-got > time.Nanosecond {
			t.Errorf("adding %v gives %v", d, got)
		}
		if got := FromTime(at.Add(d)).Sub(n); got-d > time.Nanosecond || d-got > time.Nanosecond {
			t.Errorf("%v later is %v later", d, got)
		}
	}
	if n.Middle() != uint32(n>>16) {
		t.Error("middle bits")
	}
}

func TestReportRelatesTheTwoClocks(t *testing.T) {
	arrival := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	r := Report{NTP: FromTime(arrival.Add(-time.Hour)), Timestamp: 1<<32 + 5, Arrival: arrival}
	for _, rate := range []uint32{90000, 48000} {
		for _, d := range []time.Duration{0, time.Second, -time.Second, 40 * time.Millisecond, time.Hour} {
			now := r.Now(arrival.Add(d))
			ts := r.TimestampAt(now, rate)
			if want := int64(1<<32+5) + int64(d.Seconds()*float64(rate)); int64(ts)-want > 1 || want-int64(ts) > 1 {
				t.Errorf("%v later at %d Hz: %d, want %d", d, rate, ts, want)
			}
			tick := time.Second/time.Duration(rate) + time.Microsecond
			if back := r.Instant(ts, rate).Sub(now); back > tick || -back > tick {
				t.Errorf("%v later at %d Hz comes back %v off", d, rate, back)
			}
		}
	}
}
