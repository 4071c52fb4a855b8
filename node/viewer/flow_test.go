package viewer

import (
	"testing"
	"time"
)

func TestWhatPauseIsOutOfTheOrdinary(t *testing.T) {
	const ms = time.Millisecond
	every := func(gap time.Duration, n int) (gaps []time.Duration) {
		for range n {
			gaps = append(gaps, gap)
		}
		return gaps
	}
	for name, c := range map[string]struct {
		gaps []time.Duration
		most time.Duration // that is ordinary
		not  time.Duration
	}{
		"sound and pictures":           {every(10*ms, 200), 149 * ms, 150 * ms},
		"pictures in bursts":           {append(every(33*ms, 30), every(ms/10, 30)...), 149 * ms, 150 * ms},
		"five pictures a second":       {every(200*ms, 40), 590 * ms, 610 * ms},
		"a pause on a bad link":        {append(every(10*ms, 100), 300*ms, 10*ms), 299 * ms, 301 * ms},
		"a pause that is long past":    {append(append(every(10*ms, 10), 300*ms), every(10*ms, 1200)...), 149 * ms, 150 * ms},
		"a picture every four seconds": {every(4*time.Second, 5), 1490 * ms, 1500 * ms},
	} {
		var f flow
		now := time.Unix(0, 0)
		if _, odd := f.silent(now); odd {
			t.Errorf("%s: silent before the first packet", name)
		}
		f.packet(now)
		for _, gap := range c.gaps {
			now = now.Add(gap)
			f.packet(now)
		}
		if pause, odd := f.silent(now.Add(c.most)); odd || pause != c.most {
			t.Errorf("%s: %v is out of the ordinary", name, pause)
		}
		if pause, odd := f.silent(now.Add(c.not)); !odd || pause != c.not {
			t.Errorf("%s: %v is ordinary", name, pause)
		}
		f.excuse()
		now = now.Add(time.Hour)
		f.packet(now)
		if _, odd := f.silent(now.Add(c.not)); !odd {
			t.Errorf("%s: a pause that had its reason makes others ordinary", name)
		}
	}
}
