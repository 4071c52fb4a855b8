package node

import (
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"testing"
)

func TestAlternativesAreRanked(t *testing.T) {
	outside := netip.MustParseAddr("203.0.113.5")
	list := []alternative{{"https://full.example", carries, 7, 1}, {"https://own.example", carries, 0, 1}, {"https://a.example", carries, 1, 1}, {"https://a.example", carries, 3, 1}, {"https://idle.example", carries, 0, 1}}
	got := rank(slices.Clone(list), "https://own.example", outside, 0, "")
	if want := []string{"https://idle.example", "https://a.example", "https://full.example"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	var equals []alternative
	for c := byte('a'); c < 'z'; c++ {
		equals = append(equals, alternative{"https://" + string(c) + ".example", carries, 2, 1})
	}
	first := map[string]bool{}
	for seed := byte(0); seed < 50; seed++ {
		urls := rank(slices.Clone(equals), "", outside, 0, string(seed))
		if len(urls) != 8 || !slices.Equal(urls, rank(slices.Clone(equals), "", outside, 0, string(seed))) {
			t.Fatalf("seed %d gives %q", seed, urls)
		}
		first[urls[0]] = true
	}
	if len(first) < 10 {
		t.Errorf("50 viewers are sent to %d relays of 25", len(first))
	}
}

// TestViewersOfOneRelayFindRoomForAll: the best alternative is not the first of more viewers than it takes.
func TestViewersOfOneRelayFindRoomForAll(t *testing.T) {
	outside := netip.MustParseAddr("203.0.113.5")
	list := []alternative{{"https://best.example", carries, 0, 25}, {"https://large.example", carries, 1, 150}, {"https://next.example", carries, 2, 25}, {"https://last.example", carries, 3, 1000}}
	first := map[string]int{}
	for viewer := range 1000 {
		first[rank(slices.Clone(list), "", outside, 100, strconv.Itoa(viewer))[0]]++
	}
	for url, want := range map[string][2]int{"https://best.example": {80, 170}, "https://large.example": {700, 800}, "https://next.example": {80, 170}, "https://last.example": {0, 0}} {
		if got := first[url]; got < want[0] || got > want[1] {
			t.Errorf("%s comes first for %d viewers of 1000, want %d to %d", url, got, want[0], want[1])
		}
	}
}

// TestWhoFailsTogetherIsNoAlternative: a relay that gets the stream from here has none when this one dies.
func TestWhoFailsTogetherIsNoAlternative(t *testing.T) {
	outside := netip.MustParseAddr("203.0.113.5")
	full, empty := alternative{"https://full.example", carries, 9, 1}, alternative{"https://empty.example", fetches, 0, 500}
	child, grandchild := alternative{"https://child.example", dependent, 0, 500}, alternative{"https://grandchild.example", dependent, 1, 500}
	local := alternative{"http://127.0.0.1:8787", carries, 0, 1}
	for _, c := range []struct {
		name string
		list []alternative
		want []string
	}{
		{"there is another that carries it", []alternative{child, empty, full, grandchild}, []string{full.url, empty.url}},
		{"others would have to fetch it", []alternative{grandchild, child, empty}, []string{empty.url, child.url, grandchild.url}},
		{"they are all there is", []alternative{grandchild, child}, []string{child.url, grandchild.url}},
		{"the other is out of reach", []alternative{local, child}, []string{child.url}},
	} {
		for seed := range 20 {
			if got := rank(slices.Clone(c.list), "", outside, 1, strconv.Itoa(seed)); !slices.Equal(got, c.want) {
				t.Errorf("%s: got %q, want %q", c.name, got, c.want)
			}
		}
	}
}

func TestHowFullARelayIsMattersWhenItNearlyIs(t *testing.T) {
	if fullness(0) != fullness(3) || fullness(6) >= elsewhere || fullness(7) <= elsewhere || fullness(9) != fullness(7) {
		t.Errorf("loads of 0, 3, 6, 7 and 9 eighths add %d, %d, %d, %d and %d", fullness(0), fullness(3), fullness(6), fullness(7), fullness(9))
	}
}

func TestWhoIsToldWhichAddress(t *testing.T) {
	here, lan, outside := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("192.168.0.9"), netip.MustParseAddr("203.0.113.5")
	for base, want := range map[string][3]bool{ // here, lan, outside
		"http://127.0.0.1:8787":        {true, false, false},
		"http://localhost:8787":        {true, false, false},
		"http://[::1]:8787":            {true, false, false},
		"http://192.168.0.2:8787":      {true, true, false},
		"http://[fd00::1]:8787":        {true, true, false},
		"http://198.51.100.1:8787":     {true, true, true},
		"https://relay.example":        {true, true, true},
		"https://[2001:db8::1]:8443":   {true, true, true},
		"https://[2001:db8::1%25eth0]": {true, true, true},
	} {
		for i, viewer := range []netip.Addr{here, lan, outside} {
			if got := within(base, viewer); got != want[i] {
				t.Errorf("%s for %s: %v", base, viewer, got)
			}
		}
	}
	if within("http://192.168.0.2", netip.Addr{}) {
		t.Error("a viewer of unknown address is told a private one")
	}
}

func TestViewersOfOneNetworkAreOneAddress(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.1:5": "192.0.2.1", "[::ffff:192.0.2.1]:5": "192.0.2.1", "[2001:db8:1:2:3::4]:5": "2001:db8:1:2::", "[::1]:5": "::1", "": "invalid IP",
	} {
		if got := viewerAddr(&http.Request{RemoteAddr: remote}).String(); got != want {
			t.Errorf("%q is %s, want %s", remote, got, want)
		}
	}
}
