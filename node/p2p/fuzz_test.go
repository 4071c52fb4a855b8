package p2p

import (
	"testing"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// FuzzJudge plays any payloads as gossip. Whatever comes, nothing that the verify functions refuse is taken, and nothing in the
// directory is older than what it had.
func FuzzJudge(f *testing.F) {
	sound, err := wire.Encode(fuzzAnnouncement(), wire.MaxGossip)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound, sound)
	f.Add([]byte{}, sound)
	f.Fuzz(func(t *testing.T, first, second []byte) {
		j := testJudge(0xf0, 0xe0)
		var last uint64
		for _, payload := range [][]byte{first, second} {
			var a wire.StreamAnnounce
			if wire.Decode(payload, &a, wire.MaxGossip) == nil {
				v, err := j.announce(&a, wire.Shard(a.GetStreamId()), noon)
				if v == accept && (err != nil || a.GetStreamer()[0] == 0xf0 || a.GetStreamer()[0] == 0xe0) {
					t.Fatalf("accepted %v, %v", &a, err)
				}
				if v == accept && string(first) == string(second) && a.GetSeq() <= last {
					t.Fatalf("accepted seq %d after %d", a.GetSeq(), last)
				}
				if v == accept {
					last = a.GetSeq()
				}
			}
			var r wire.RelayAdvert
			if wire.Decode(payload, &r, wire.MaxGossip) == nil {
				if v, _ := j.advert(&r, r.GetRegion(), noon); v == accept && VerifyBinding(r.GetBinding()) != nil {
					t.Fatalf("accepted %v", &r)
				}
			}
		}
		for _, a := range j.dir.streams.page("", -1, noon) {
			if a.Validate() != nil {
				t.Fatalf("directory holds %v", a)
			}
		}
	})
}

func fuzzAnnouncement() *wire.StreamAnnounce {
	id, account, sig := make([]byte, 32), make([]byte, 20), make([]byte, 65)
	return &wire.StreamAnnounce{
		StreamId: id, Streamer: account, Name: "demo", Domain: &wire.Domain{}, Seq: 1, Issued: uint64(noon.UnixMilli()), TtlS: 60,
		StreamKey: &wire.SignedStreamKey{Key: &wire.StreamKey{Streamer: account, StreamId: id, Key: account}, Signature: sig},
		Origin:    &wire.Peer{PeerId: account}, Signature: sig,
	}
}

// FuzzLearn takes any peer id and address that a message may carry.
func FuzzLearn(f *testing.F) {
	h, err := New(Options{Key: testKey(1), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = h.Close() })
	id, err := EncodePeer("12D3KooWMm1c4pzeLPGkkCJMAgFbsfQ8xmVDusg272icWsaNHWzN")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(id, []byte{4, 127, 0, 0, 1, 6, 0x22, 0x51})
	f.Add([]byte(h.host.ID()), []byte{})
	f.Fuzz(func(t *testing.T, id, addr []byte) {
		for _, c := range h.Learn([]*wire.Carrier{{PeerId: id, Addrs: [][]byte{addr}, Seen: uint64(time.Now().UnixMilli())}}) {
			if c.Peer == h.ID() {
				t.Fatal("learned itself")
			}
			again, err := EncodePeer(c.Peer)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := DecodePeer(again); err != nil {
				t.Fatal(err)
			}
		}
	})
}
