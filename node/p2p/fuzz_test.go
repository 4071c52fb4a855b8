package p2p

import (
	"bufio"
	"bytes"
	"context"
	"log/slog"
	"testing"
	"time"

	pubsub "github.com/libp2p/go-libp2p-pubsub"
	pb "github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/multiformats/go-multiaddr"

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

// fuzzHost is a host that answers every protocol; it fails the test when a handler sees a message that breaks its rules.
func fuzzHost(f *testing.F) *Host {
	sound := func(m wire.Message) {
		if err := m.Validate(); err != nil {
			f.Errorf("a handler was given %v: %v", m, err)
		}
	}
	h := &handlers{
		view: func(_ string, req *wire.ViewRequest) (*wire.ViewReply, error) {
			sound(req)
			return &wire.ViewReply{}, nil
		},
		join: func(_ context.Context, _ string, req *wire.Join) (*wire.JoinReply, error) {
			sound(req)
			return accepted(), nil
		},
		admit: func(req *wire.AdmitRequest) (*wire.AdmitReply, error) { sound(req); return nil, errTrouble },
		pay:   func(req *wire.PayRequest) (*wire.PayReply, error) { sound(req); return vouched(1), nil },
	}
	o := Options{Key: testKey(1), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert}
	h.all(&o)
	o.Turn = lender{}
	host, err := New(o)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = host.Close() })
	return host
}

// fuzzStream is a stream that a peer has written all of its bytes on.
type fuzzStream struct {
	network.Stream
	in   *bytes.Reader
	out  bytes.Buffer
	conn fuzzConn
}

func (s *fuzzStream) Read(b []byte) (int, error)       { return s.in.Read(b) }
func (s *fuzzStream) Write(b []byte) (int, error)      { return s.out.Write(b) }
func (s *fuzzStream) SetReadDeadline(time.Time) error  { return nil }
func (s *fuzzStream) SetWriteDeadline(time.Time) error { return nil }
func (s *fuzzStream) Protocol() protocol.ID            { return "fuzz" }
func (s *fuzzStream) Conn() network.Conn               { return s.conn }

type fuzzConn struct{ network.Conn }

func (fuzzConn) RemotePeer() peer.ID { return "fuzz" }
func (fuzzConn) RemoteMultiaddr() multiaddr.Multiaddr {
	return multiaddr.StringCast("/ip4/5.5.5.5/udp/1/quic-v1")
}

// fuzzAnswer has one protocol answer whatever comes. What it answers is one well-formed reply, or nothing.
func fuzzAnswer[Rep any, PRep message[Rep]](f *testing.F, answer func(*Host) func(context.Context, *exchange) error, seeds ...wire.Message) {
	h := fuzzHost(f)
	for _, m := range seeds {
		var b bytes.Buffer
		if err := wire.Write(&b, m); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte{0xff, 0xff, 0x03})
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := &fuzzStream{in: bytes.NewReader(raw)}
		err := answer(h)(t.Context(), newExchange(s))
		if s.out.Len() == 0 {
			if err == nil {
				t.Fatal("neither reply nor error")
			}
			return
		}
		rep := PRep(new(Rep))
		in := bufio.NewReader(&s.out)
		if err := wire.Read(in, rep); err != nil || in.Buffered() > 0 {
			t.Fatalf("reply %v, %v, and %d bytes more", rep, err, in.Buffered())
		}
	})
}

// FuzzView asks for views with any bytes.
func FuzzView(f *testing.F) {
	fuzzAnswer[wire.ViewReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerView },
		&wire.ViewRequest{StreamId: make([]byte, 32), Want: 3, Carries: true})
}

// FuzzDirectory asks for the directory with any bytes.
func FuzzDirectory(f *testing.F) {
	fuzzAnswer[wire.DirectoryReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerDirectory },
		&wire.DirectoryRequest{Streams: 24, Relays: 24, Peers: [][]byte{{1}}})
}

// FuzzAdmit asks for admissions with any bytes.
func FuzzAdmit(f *testing.F) {
	fuzzAnswer[wire.AdmitReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerAdmit }, someAdmit())
}

// FuzzPay sends usage reports of any bytes.
func FuzzPay(f *testing.F) {
	fuzzAnswer[wire.PayReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerPay }, somePay(2), &wire.PayAck{Cumulative: []byte{1}})
}

// FuzzJoin asks to become a child with any bytes.
func FuzzJoin(f *testing.F) {
	fuzzAnswer[wire.JoinReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerSignal }, someJoin())
}

// FuzzDialback asks to be dialled with any bytes.
func FuzzDialback(f *testing.F) {
	fuzzAnswer[wire.DialbackReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerDialback },
		&wire.DialbackRequest{Addrs: [][]byte{multiaddr.StringCast("/ip4/5.5.5.5/udp/1/quic-v1").Bytes()}})
}

// FuzzTurn asks for TURN servers with any bytes.
func FuzzTurn(f *testing.F) {
	fuzzAnswer[wire.TurnReply](f, func(h *Host) func(context.Context, *exchange) error { return h.answerTurn }, &wire.TurnRequest{})
}

// FuzzAttestations holds any attestations in an advert against the rules: nothing but two sound ones of other regions counts.
func FuzzAttestations(f *testing.F) {
	h := fuzzHost(f)
	id, addr := peer.ID("relay"), multiaddr.StringCast("/ip4/5.5.0.1/udp/1/quic-v1")
	f.Add([]byte("peer"), addr.Bytes(), []byte{6, 6, 0, 1}, uint64(noon.UnixMilli()), make([]byte, 64))
	f.Add([]byte{}, []byte{4}, []byte{1}, uint64(1)<<63, []byte{})
	f.Fuzz(func(t *testing.T, attester, at, from []byte, issued uint64, signature []byte) {
		a := &wire.Attestation{PeerId: attester, Addr: at, From: from, Issued: issued, Signature: signature}
		advert := &wire.RelayAdvert{Attestations: []*wire.Attestation{a, a}}
		if got := h.prover.attested(advert, id, map[string]multiaddr.Multiaddr{string(addr.Bytes()): addr}, noon); got != "" {
			t.Fatalf("one attestation twice shows %q", got)
		}
	})
}

// FuzzGossip plays any payload as what a topic brought: it is never passed on unless the directory took it.
func FuzzGossip(f *testing.F) {
	sound, err := wire.Encode(fuzzAnnouncement(), wire.MaxGossip)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(0), sound)
	f.Fuzz(func(t *testing.T, shard uint8, payload []byte) {
		j := testJudge(0xf0, 0xe0)
		g := &gossip{region: "world", self: "self", judge: j, standing: newStanding(), log: slog.New(slog.DiscardHandler)}
		m := &pubsub.Message{Message: &pb.Message{Data: payload}}
		took := g.checkAnnounce(int(shard)%wire.Shards, "other", m) == pubsub.ValidationAccept
		if len(j.dir.streams.byKey) > 0 != took {
			t.Fatalf("passed on: %v, taken: %d", took, len(j.dir.streams.byKey))
		}
		took = g.checkAdvert(t.Context(), "other", m) == pubsub.ValidationAccept
		if len(j.dir.relays.byKey) > 0 != took {
			t.Fatalf("passed on: %v, taken: %d", took, len(j.dir.relays.byKey))
		}
	})
}
