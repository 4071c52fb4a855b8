package node

import (
	"testing"
	"time"
)

// TestViewersAreAskedToGoOneAfterTheOther, so that the next relays are not all asked at once, and in time all the same.
func TestViewersAreAskedToGoOneAfterTheOther(t *testing.T) {
	for _, c := range []struct {
		viewers int
		left    time.Duration
		want    time.Duration
	}{
		{0, 30 * time.Second, movePace},
		{50, 30 * time.Second, movePace},
		{1500, 30 * time.Second, 10 * time.Millisecond},
		{100, 0, 0},
		{100, -time.Second, 0},
	} {
		if got := paceOf(c.viewers, c.left); got != c.want {
			t.Errorf("%d viewers in %v: one every %v, want %v", c.viewers, c.left, got, c.want)
		}
	}
}
