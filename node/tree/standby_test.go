package tree

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestAStandbyIsChosenByFreshPaths: what a search found long ago may share relays with the way of the primary by now.
func TestAStandbyIsChosenByFreshPaths(t *testing.T) {
	for _, c := range []struct {
		name string
		at   time.Duration
		want Kind
	}{
		{"just found", fresh, Join},
		{"found long ago", fresh + ms, Find},
	} {
		m := New(Options{Self: 9, Children: 2, Rand: rand.New(rand.NewPCG(1, 2))})
		m.Found(0, []Candidate{{ID: 3, Path: []ID{1, 3}}, {ID: 4, RTT: 90 * ms, Path: []ID{1, 4}}}, nil)
		do := m.Accepted(c.at, 3, []ID{1, 3}, 0, 20*ms, nil)
		if last := do[len(do)-1]; last.Kind != c.want || last.Role != StandbyHot {
			t.Errorf("%s: got %v, want to %v a hot standby", c.name, do, c.want)
		}
	}
}
