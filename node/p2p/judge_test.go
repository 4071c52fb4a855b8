package p2p

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// testJudge trusts every signature but those of the streams and wallets whose first byte it is told.
func testJudge(forged, unknown byte) *judge {
	verify := func(owner []byte) error {
		switch owner[0] {
		case forged:
			return errors.New("forged")
		case unknown:
			return fmt.Errorf("no deposit seen yet: %w", ErrIgnore)
		}
		return nil
	}
	return &judge{
		dir:            newDirectory("world"),
		log:            slog.New(slog.DiscardHandler),
		verifyAnnounce: func(a *wire.StreamAnnounce) error { return verify(a.GetStreamer()) },
		verifyAdvert:   func(a *wire.RelayAdvert) error { return verify(a.GetBinding().GetWallet()) },
	}
}

var noon = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

func TestAnnouncementsByGossip(t *testing.T) {
	const shard = 7
	change := func(f func(*wire.StreamAnnounce)) *wire.StreamAnnounce {
		a := announced(t, shard, 1, 5, noon)
		f(a)
		return a
	}
	tests := []struct {
		name string
		a    *wire.StreamAnnounce
		want verdict
	}{
		{"first", announced(t, shard, 1, 5, noon), accept},
		{"wrong shard", announced(t, shard+1, 1, 5, noon), reject},
		{"key for another stream", change(func(a *wire.StreamAnnounce) { a.StreamKey.Key.StreamId = make([]byte, 32) }), reject},
		{"key of another streamer", change(func(a *wire.StreamAnnounce) { a.StreamKey.Key.Streamer = make([]byte, 20) }), reject},
		{"forged", announced(t, shard, 0xf0, 5, noon), reject},
		{"unknown to this node's chain", announced(t, shard, 0xe0, 5, noon), ignore},
		{"slow clock", announced(t, shard, 1, 5, noon.Add(-clockSkew)), accept},
		{"replayed", announced(t, shard, 1, 5, noon.Add(-clockSkew-time.Millisecond)), ignore},
		{"fast clock", announced(t, shard, 1, 5, noon.Add(clockSkew)), accept},
		{"from the future", announced(t, shard, 1, 5, noon.Add(clockSkew+time.Millisecond)), ignore},
		{"end of a stream never seen", change(func(a *wire.StreamAnnounce) { a.TtlS = 0 }), ignore},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := testJudge(0xf0, 0xe0)
			got, err := j.announce(tt.a, shard, noon)
			if got != tt.want || (err == nil) != (got == accept) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
			if n := len(j.dir.streams.page("", -1, noon)); (n == 1) != (tt.want == accept) {
				t.Errorf("directory holds %d", n)
			}
		})
	}
}

// TestAnnouncementsOverTime plays one stream's announcements in order; each line is judged after all before it.
func TestAnnouncementsOverTime(t *testing.T) {
	const shard = 7
	j := testJudge(0xf0, 0xe0)
	steps := []struct {
		what string
		at   time.Duration
		seq  uint64
		ttl  uint32
		want verdict
	}{
		{"first", 0, 5, 60, accept},
		{"again", 0, 5, 60, ignore},
		{"older", 0, 4, 60, ignore},
		{"burst", 0, 6, 60, accept},
		{"burst", 0, 7, 60, accept},
		{"beyond the burst", 0, 8, 60, ignore},
		{"ten seconds on", announceEvery, 8, 60, accept},
		{"too soon", announceEvery, 9, 60, ignore},
		{"short-lived", 2 * announceEvery, 10, 1, accept},
		{"older once that has expired", 2*announceEvery + 5*time.Second, 9, 60, ignore},
		{"back again", 3 * announceEvery, 11, 60, accept},
		{"ended", 4 * announceEvery, 12, 0, accept},
		{"older after the end", 4*announceEvery + time.Second, 11, 60, ignore},
		{"live again", 5 * announceEvery, 13, 60, accept},
	}
	for _, s := range steps {
		a := announced(t, shard, 1, s.seq, noon.Add(s.at))
		a.TtlS = s.ttl
		if got, err := j.announce(a, shard, noon.Add(s.at)); got != s.want {
			t.Fatalf("%s: got %v, %v, want %v", s.what, got, err, s.want)
		}
		live := j.dir.streams.get(string(a.StreamId), noon.Add(s.at)) != nil
		if s.what == "ended" && live {
			t.Error("live after its end")
		}
	}
}

func TestOneStreamerCannotFillTheDirectory(t *testing.T) {
	j := testJudge(0xf0, 0xe0)
	take := func(number int, at time.Time, ttl uint32) verdict {
		a := announced(t, 7, number, 1, at)
		a.TtlS = ttl
		a.Streamer = make([]byte, wire.AccountSize)
		a.StreamKey.Key.Streamer = a.Streamer
		v, _ := j.announce(a, 7, at)
		return v
	}
	accepted := 0
	for i := range 100 {
		if take(i, noon, 60) == accept {
			accepted++
		}
	}
	if accepted != maxPerStreamer {
		t.Errorf("%d live streams of one streamer, want %d", accepted, maxPerStreamer)
	}
	// Streams that end at once are no way around: what has to be remembered of them is bounded too.
	later := noon.Add(time.Minute)
	for i := range 1000 {
		later = later.Add(10 * time.Millisecond)
		take(1000+i, later, 0)
		if take(3000+i, later, 1) == accept {
			accepted++
		}
		j.dir.sweep(later, later)
	}
	if most := maxPerStreamer * rememberedPerLive; len(j.dir.streams.byKey) > most {
		t.Errorf("%d records remembered of one streamer, want at most %d", len(j.dir.streams.byKey), most)
	}
	if v := take(9, noon.Add(10*time.Minute), 60); v == accept {
		t.Error("accepted a stream whose seq has not risen")
	}
	j.dir.sweep(later, noon.Add(10*time.Minute))
	if n := len(j.dir.streams.byKey) + len(j.dir.streams.byOwner); n != 0 {
		t.Errorf("%d entries left after everything expired", n)
	}
	if v := take(9, noon.Add(10*time.Minute), 60); v != accept {
		t.Errorf("after all is forgotten: %v", v)
	}
}

func TestFullDirectoryKeepsWhatItHas(t *testing.T) {
	j := testJudge(0xf0, 0xe0)
	j.dir.streams.most = 3
	for i := range 5 {
		want := accept
		if i >= 3 {
			want = ignore
		}
		if got, err := j.announce(announced(t, 7, i, 1, noon), 7, noon); got != want {
			t.Errorf("stream %d: got %v, %v, want %v", i, got, err, want)
		}
	}
	if got, err := j.announce(announced(t, 7, 1, 2, noon), 7, noon); got != accept {
		t.Errorf("newer record of a known stream: %v, %v", got, err)
	}
}

func TestForgedRecordsChangeNothing(t *testing.T) {
	j := testJudge(0xf0, 0xe0)
	genuine := true
	j.verifyAnnounce = func(*wire.StreamAnnounce) error {
		if !genuine {
			return errors.New("forged")
		}
		return nil
	}
	if v, err := j.announce(announced(t, 7, 1, 1, noon), 7, noon); v != accept {
		t.Fatal(v, err)
	}
	genuine = false
	for range 100 {
		if v, _ := j.announce(announced(t, 7, 1, 1<<60, noon), 7, noon); v != reject {
			t.Fatalf("forged: %v", v)
		}
	}
	genuine = true
	if v, err := j.announce(announced(t, 7, 1, 2, noon), 7, noon); v != accept {
		t.Errorf("the owner's next record: %v, %v: forgeries used up its seq or its rate", v, err)
	}
}

func TestAnnouncementsAskedFor(t *testing.T) {
	tests := []struct {
		name string
		age  time.Duration
		want verdict
	}{
		{"of now", 0, accept},
		{"of another shard and nearly over", 59 * time.Second, accept},
		{"expired", 60 * time.Second, ignore},
		{"from the future", -clockSkew - time.Second, ignore},
	}
	for _, tt := range tests {
		j := testJudge(0xf0, 0xe0)
		if got, err := j.announce(announced(t, 3, 1, 1, noon.Add(-tt.age)), askedFor, noon); got != tt.want {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
	j := testJudge(0xf0, 0xe0)
	if got, _ := j.announce(announced(t, 3, 0xf0, 1, noon), askedFor, noon); got != reject {
		t.Errorf("forged: %v", got)
	}
}

func TestAdverts(t *testing.T) {
	resigned := func(f func(*wire.RelayAdvert)) *wire.RelayAdvert { return advertised(t, 2, 1, noon, f) }
	spoiled := func(f func(*wire.RelayAdvert)) *wire.RelayAdvert {
		a := advertised(t, 2, 1, noon, nil)
		f(a)
		return a
	}
	_, other := identity(t, 3)
	tests := []struct {
		name string
		a    *wire.RelayAdvert
		want verdict
		why  string
	}{
		{"sound", advertised(t, 2, 1, noon, nil), accept, ""},
		{"of another region", resigned(func(a *wire.RelayAdvert) { a.Region = "moon" }), reject, "region"},
		{"changed after signing", spoiled(func(a *wire.RelayAdvert) { a.Slots = 1e6 }), reject, "not signed by its peer"},
		{"with another node's binding", resigned(func(a *wire.RelayAdvert) { a.Binding = bound(t, 3) }), reject, "not signed by its peer"},
		{"with a binding of a foreign wallet", resigned(func(a *wire.RelayAdvert) { a.Binding.Wallet[0] ^= 1 }), reject, "binding"},
		{"with a binding of a foreign peer", resigned(func(a *wire.RelayAdvert) { a.Binding.PeerId = other }), reject, "binding"},
		{"with a peer id that is none", resigned(func(a *wire.RelayAdvert) { a.Binding.PeerId = []byte{1, 2, 3} }), reject, "peer id"},
		{"with a peer id that hides its key", resigned(func(a *wire.RelayAdvert) {
			a.Binding.PeerId = append([]byte{0x12, 0x20}, make([]byte, 32)...)
		}), reject, "peer id"},
		{"of a wallet with a forged half", advertised(t, 0xf0, 1, noon, nil), reject, "forged"},
		{"of a relay that the chain does not show yet", advertised(t, 0xe0, 1, noon, nil), ignore, "deposit"},
		{"old", advertised(t, 2, 1, noon.Add(-time.Minute), nil), ignore, "ago"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := testJudge(0xf0, 0xe0).advert(tt.a, "world", noon)
			if got != tt.want || tt.why != "" && (err == nil || !strings.Contains(err.Error(), tt.why)) {
				t.Errorf("got %v, %v, want %v %q", got, err, tt.want, tt.why)
			}
		})
	}
	t.Run("binding has ended", func(t *testing.T) {
		late := time.Unix(1<<40+1, 0)
		a := advertised(t, 2, 1, late, nil)
		if got, err := testJudge(0xf0, 0xe0).advert(a, "world", late); got != ignore || !strings.Contains(err.Error(), "ended") {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestOneWalletHasFewRelays(t *testing.T) {
	j := testJudge(0xf0, 0xe0)
	accepted := 0
	for n := range 30 {
		a := advertised(t, 100+n, 1, noon, func(a *wire.RelayAdvert) {
			key, _ := identity(t, 100+n)
			a.Binding.Wallet = make([]byte, wire.AccountSize)
			payload, err := a.Binding.SigningBytes()
			if err != nil {
				t.Fatal(err)
			}
			if a.Binding.PeerSignature, err = key.Sign(signable(wire.BindingTag, payload)); err != nil {
				t.Fatal(err)
			}
		})
		if v, _ := j.advert(a, "world", noon); v == accept {
			accepted++
		}
	}
	if accepted != maxRelaysPerWallet {
		t.Errorf("%d relays of one wallet, want %d", accepted, maxRelaysPerWallet)
	}
}
