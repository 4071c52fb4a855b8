package viewer

import (
	"net/url"
	"testing"
	"time"
)

// TestASecondConnectionStandsOnItsOwn: a relay that gets the stream from the one in use fails with it.
func TestASecondConnectionStandsOnItsOwn(t *testing.T) {
	endpoint, err := url.Parse("http://a/whep/0x00/live")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, c := range []struct {
		name   string
		above  []string
		others []string
		failed string
		want   bool
	}{
		{"it depends on nobody known", nil, []string{"http://b", "http://c"}, "", false},
		{"it depends on another", []string{"http://d"}, []string{"http://b", "http://c"}, "", false},
		{"it depends on the one in use", []string{"http://d", "http://a"}, []string{"http://b", "http://c"}, "", true},
		{"it does, and is not named any more", []string{"http://a"}, []string{"http://c"}, "", true},
		{"it does, and the other has just failed", []string{"http://a"}, []string{"http://b", "http://c"}, "http://c", false},
		{"it does, and is all there is", []string{"http://a"}, []string{"http://a", "http://b"}, "", false},
	} {
		k := &keeper{v: &Viewer{endpoint: endpoint}, others: c.others, current: &connection{base: "http://a"}, retry: map[string]failure{},
			next: &connection{base: "http://b", above: c.above}}
		if c.failed != "" {
			k.fail(c.failed, now, time.Second)
		}
		if got := k.dependent(now); got != c.want {
			t.Errorf("%s: replaced %v, want %v", c.name, got, c.want)
		}
	}
}
