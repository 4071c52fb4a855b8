package keyframe

import (
	"testing"
	"time"
)

func TestRequestsAreMerged(t *testing.T) {
	t0 := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	type step struct {
		at   int // ms
		what string
		want bool
	}
	for _, test := range []struct {
		name  string
		steps []step
	}{
		{"first goes out at once", []step{{0, "request", true}, {0, "due", false}}},
		{"a crowd makes one", []step{{0, "request", true}, {1, "request", false}, {2, "request", false}, {3, "request", false}}},
		{"a later wish waits its turn", []step{{0, "request", true}, {100, "request", false}, {499, "due", false}, {500, "due", true}, {501, "due", false}}},
		{"a key frame answers it", []step{{0, "request", true}, {100, "request", false}, {200, "key", false}, {600, "due", false}}},
		{"a wish after the key frame counts", []step{{0, "request", true}, {100, "key", false}, {200, "request", false}, {500, "due", true}}},
		{"an old request does not hold back", []step{{0, "request", true}, {700, "request", true}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var th Throttle
			for _, s := range test.steps {
				now := t0.Add(time.Duration(s.at) * time.Millisecond)
				got := false
				switch s.what {
				case "request":
					got = th.Request(now)
				case "due":
					got = th.Due(now)
				case "key":
					th.KeyFrame()
				}
				if got != s.want {
					t.Errorf("%s at %d ms: %v, want %v", s.what, s.at, got, s.want)
				}
			}
		})
	}
}

func TestUnansweredRequestsAreTimedFromTheFirst(t *testing.T) {
	t0 := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	var th Throttle
	if got := th.Unanswered(t0); got != 0 {
		t.Errorf("%v before any request", got)
	}
	for ms := range 12 {
		th.Request(t0.Add(time.Duration(ms) * time.Second))
	}
	if got := th.Unanswered(t0.Add(12 * time.Second)); got != 12*time.Second {
		t.Errorf("%v, want 12 s", got)
	}
	th.KeyFrame()
	if got := th.Unanswered(t0.Add(13 * time.Second)); got != 0 {
		t.Errorf("%v after a key frame", got)
	}
}
