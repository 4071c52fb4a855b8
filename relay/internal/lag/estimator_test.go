package lag

import (
	"testing"
	"time"
)

// loop runs turns of one length, each after a wait, one every period, for some seconds of a clock of its own.
func loop(e *Estimator, now time.Time, period, wait, turn time.Duration, turns int) time.Time {
	for range turns {
		e.Woken(func() time.Time { return now })
		e.Began(now.Add(wait))
		e.Ended(now.Add(wait + turn))
		now = now.Add(max(period, wait+turn))
	}
	return now
}

func TestEstimator(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name               string
		period, wait, turn time.Duration
		turns              int
		lag                time.Duration
		busy               float64
	}{
		{"idle", 33 * ms, 0, 0, 100, 0, 0},
		{"at ease", 33 * ms, ms, 2 * ms, 200, 3 * ms, 0.06},
		{"behind", 33 * ms, 50 * ms, 50 * ms, 100, 100 * ms, 0.5},
		{"never done", 33 * ms, 0, 80 * ms, 100, 80 * ms, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			var e Estimator
			now := loop(&e, time.Unix(1e9, 0), test.period, test.wait, test.turn, test.turns)
			if got := e.Lag(now); got < test.lag*9/10-ms || got > test.lag*11/10+ms {
				t.Errorf("lag is %v, want %v", got, test.lag)
			}
			if got := e.Busy(now); got < test.busy-0.1 || got > test.busy+0.1 {
				t.Errorf("busy is %.2f, want %.2f", got, test.busy)
			}
		})
	}
}

func TestOneLongTurnIsNoAlarm(t *testing.T) {
	var e Estimator
	now := loop(&e, time.Unix(1e9, 0), 33*time.Millisecond, 0, time.Millisecond, 100)
	now = loop(&e, now, 33*time.Millisecond, 0, 100*time.Millisecond, 1)
	if got := e.Lag(now); got > 15*time.Millisecond {
		t.Errorf("lag is %v after one turn of 100 ms", got)
	}
}

func TestNewsThatWaitsCounts(t *testing.T) {
	var e Estimator
	now := loop(&e, time.Unix(1e9, 0), 33*time.Millisecond, 0, time.Millisecond, 100)
	e.Woken(func() time.Time { return now })
	e.Woken(func() time.Time { t.Error("the clock is asked again"); return now })
	if got := e.Lag(now.Add(300 * time.Millisecond)); got != 300*time.Millisecond {
		t.Errorf("lag is %v, want the 300 ms that news waits", got)
	}
}

func TestAveragesFade(t *testing.T) {
	var e Estimator
	now := loop(&e, time.Unix(1e9, 0), 0, 0, 100*time.Millisecond, 100)
	if got := e.Lag(now.Add(10 * time.Second)); got > time.Millisecond {
		t.Errorf("lag is %v after ten quiet seconds", got)
	}
	if got := e.Busy(now.Add(10 * time.Second)); got > 0.01 {
		t.Errorf("busy is %v after ten quiet seconds", got)
	}
	if got := new(Estimator).Lag(now); got != 0 {
		t.Errorf("lag is %v before the first turn", got)
	}
}

func TestEstimatorAllocatesNothing(t *testing.T) {
	var e Estimator
	now := time.Unix(1e9, 0)
	if n := testing.AllocsPerRun(100, func() {
		e.Woken(time.Now)
		e.Began(now)
		e.Ended(now.Add(time.Millisecond))
	}); n != 0 {
		t.Errorf("%v allocations a turn", n)
	}
}
