package relay

import (
	"errors"
	"net/netip"
	"testing"

	"github.com/pion/srtp/v3"

	"github.com/casto-network/casto/relay/internal/seal"
)

// discard is a writer to nowhere.
type discard [2048]byte

func (d *discard) Reserve(_ netip.AddrPort, n int) []byte { return d[:n] }
func (d *discard) Flush() error                           { return nil }

// Under one index only one packet goes out, however often: under AES-GCM, two would give the key away.
func TestNoIndexIsSealedForTwoPackets(t *testing.T) {
	sealer, err := seal.New(seal.Keys{Profile: srtp.ProtectionProfileAeadAes128Gcm, Key: make([]byte, 16), Salt: make([]byte, 12)})
	if err != nil {
		t.Fatal(err)
	}
	to := netip.MustParseAddrPort("127.0.0.1:9")
	p := &path{sealer: sealer}
	p.remote.Store(&to)
	s := newSender(&discard{})
	d := &downTrack{path: p, ssrc: 7, sums: new(sums)}
	packet := func(seq uint64, again bool, payload string) outgoing {
		return outgoing{ssrc: 7, payloadType: 96, seq: seq, again: again, payload: []byte(payload)}
	}
	const first = 1<<16 + 65530
	for i, step := range []struct {
		o  outgoing
		ok bool
	}{
		{packet(first, false, "a"), true},
		{packet(first, false, "a"), false}, // not said to go again
		{packet(first, true, "a"), true},
		{packet(first, true, "b"), false}, // another payload
		{packet(first+1, true, "b"), false},
		{packet(first+10, false, "c"), true},
		{packet(first+9, false, "late"), true},
		{packet(first-65530-1, false, "before all"), false},
		{packet(first+10+sumsKept, false, "d"), true},
		{packet(first+10, true, "c"), false}, // nobody knows any more what that was
	} {
		if err := s.Send(d, &step.o); (err == nil) != step.ok || err != nil && !errors.Is(err, errIndexUsed) {
			t.Errorf("step %d: %v", i, err)
		}
	}
	marked := packet(first+10+sumsKept, true, "d")
	marked.marker = true
	if err := s.Send(d, &marked); !errors.Is(err, errIndexUsed) {
		t.Errorf("another header: %v", err)
	}
}
