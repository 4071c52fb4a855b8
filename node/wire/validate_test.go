package wire

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

func TestWellFormedMessagesAreValid(t *testing.T) {
	for _, m := range append(samples(), largest()...) {
		if err := m.Validate(); err != nil {
			t.Errorf("%s: %v", nameOf(m), err)
		}
	}
}

// spoil is a change of one field that nobody may get away with.
type spoil struct {
	field string
	apply func(protoreflect.Message, protoreflect.FieldDescriptor)
}

// TestNoFieldIsUnbounded makes every field of every message, at every depth, far too large, and where a value is needed takes
// it away: each time the error has to name the field.
func TestNoFieldIsUnbounded(t *testing.T) {
	tried := 0
	for _, m := range samples() {
		walk(m.ProtoReflect(), nil, func(path []step) {
			last := path[len(path)-1].field
			for _, s := range spoils(last) {
				clone := proto.Clone(m).(Message)
				at := follow(clone.ProtoReflect(), path)
				s.apply(at, last)
				err := clone.Validate()
				name := fmt.Sprintf("%s %s: %s", nameOf(m), last.FullName(), s.field)
				switch {
				case err == nil:
					t.Errorf("%s: valid", name)
				case !errors.Is(err, ErrInvalid):
					t.Errorf("%s: %v is not ErrInvalid", name, err)
				case !strings.Contains(err.Error(), string(last.Name())):
					t.Errorf("%s: error does not name the field: %v", name, err)
				}
				tried++
			}
		})
	}
	if tried < 250 {
		t.Errorf("only %d fields tried", tried)
	}
}

// step is one way down into a message.
type step struct {
	field protoreflect.FieldDescriptor
	index int // in a list
}

// walk visits every field that is set in m, and those within.
func walk(m protoreflect.Message, path []step, visit func([]step)) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		here := append(path[:len(path):len(path)], step{field: f})
		visit(here)
		switch {
		case f.IsList() && f.Message() != nil:
			walk(v.List().Get(0).Message(), here, visit)
		case !f.IsList() && f.Message() != nil:
			walk(v.Message(), here, visit)
		}
		return true
	})
}

// follow returns the message that holds the last field of path.
func follow(m protoreflect.Message, path []step) protoreflect.Message {
	for _, s := range path[:len(path)-1] {
		if s.field.IsList() {
			m = m.Mutable(s.field).List().Get(s.index).Message()
		} else {
			m = m.Mutable(s.field).Message()
		}
	}
	return m
}

// free are numbers that may have any value: counters and limits that only their users can judge.
func free(f protoreflect.FieldDescriptor) bool {
	switch f.FullName().Parent().Name() + "." + f.FullName().Name() {
	case "Binding.chain_id", "Binding.not_after_s", "Domain.chain_id", "StreamAnnounce.seq", "RelayAdvert.seq", "RelayAdvert.slots",
		"Track.id", "Layer.id", "Channel.nonce", "SessionGrant.not_before_s", "SessionGrant.not_after_s", "SessionGrant.max_kbps",
		"Receipt.seq", "Receipt.bytes_total", "Receipt.time_ms", "UsageReport.epoch", "UsageReport.bytes_total", "UsageReport.sessions",
		"Voucher.nonce", "RelayTerms.valid_until_s", "StreamKey.not_after_s", "Acknowledged.bytes", "Keepalive.beacon_seq", "Beacon.seq":
		return true
	}
	return false
}

// optional may be absent.
func optional(f protoreflect.FieldDescriptor) bool {
	switch f.FullName().Parent().Name() + "." + f.FullName().Name() {
	case "Join.binding", "RelayAdvert.terms", "AdmitRequest.terms", "ViewReply.announce", "ViewReply.error", "DirectoryReply.error", "PayRequest.latest",
		"Join.role", "Keepalive.role":
		return true
	}
	return f.ContainingOneof() != nil
}

func spoils(f protoreflect.FieldDescriptor) []spoil {
	set := func(v protoreflect.Value) func(protoreflect.Message, protoreflect.FieldDescriptor) {
		return func(m protoreflect.Message, f protoreflect.FieldDescriptor) { m.Set(f, v) }
	}
	var out []spoil
	switch {
	case f.IsList():
		out = append(out, spoil{"200 elements", func(m protoreflect.Message, f protoreflect.FieldDescriptor) {
			for l := m.Mutable(f).List(); l.Len() < 200; {
				l.Append(l.Get(0))
			}
		}})
		if f.Kind() == protoreflect.BytesKind {
			out = append(out, spoil{"huge element", func(m protoreflect.Message, f protoreflect.FieldDescriptor) {
				m.Mutable(f).List().Set(0, protoreflect.ValueOfBytes(make([]byte, MaxMessage)))
			}}, spoil{"empty element", func(m protoreflect.Message, f protoreflect.FieldDescriptor) {
				m.Mutable(f).List().Set(0, protoreflect.ValueOfBytes(nil))
			}})
		}
	case f.Kind() == protoreflect.MessageKind && !optional(f):
		out = append(out, spoil{"missing", func(m protoreflect.Message, f protoreflect.FieldDescriptor) { m.Clear(f) }})
	case f.Kind() == protoreflect.BytesKind:
		out = append(out, spoil{"huge", set(protoreflect.ValueOfBytes(bytes.Repeat([]byte{1}, MaxMessage)))})
	case f.Kind() == protoreflect.StringKind:
		out = append(out, spoil{"huge", set(protoreflect.ValueOfString(strings.Repeat("x", MaxMessage)))})
	case f.Kind() == protoreflect.EnumKind:
		out = append(out, spoil{"unknown", set(protoreflect.ValueOfEnum(99))})
		if !optional(f) {
			out = append(out, spoil{"unspecified", set(protoreflect.ValueOfEnum(0))})
		}
	case f.Kind() == protoreflect.Uint32Kind && !free(f):
		out = append(out, spoil{"largest", set(protoreflect.ValueOfUint32(1<<32 - 1))})
	case f.Kind() == protoreflect.Uint64Kind && !free(f):
		out = append(out, spoil{"largest", set(protoreflect.ValueOfUint64(1<<64 - 1))})
	}
	return out
}

func TestBoundsAreExact(t *testing.T) {
	announce := func(change func(*StreamAnnounce)) Message { m := sampleAnnounce(); change(m); return m }
	advert := func(change func(*RelayAdvert)) Message { m := sampleAdvert(); change(m); return m }
	accepted := func(path ...[]byte) Message {
		return &JoinReply{Result: &JoinReply_Accept{Accept: &JoinAccept{Answer: "v=0", Path: path, Session: "s"}}}
	}
	path := func(n int) (p [][]byte) {
		for i := range n {
			p = append(p, fill(8, byte(i)))
		}
		return p
	}
	tests := []struct {
		name  string
		m     Message
		fault string // what the error says, or nothing
	}{
		{"ttl at the limit", announce(func(m *StreamAnnounce) { m.TtlS = 120 }), ""},
		{"ttl above", announce(func(m *StreamAnnounce) { m.TtlS = 121 }), "ttl_s: 121, want at most 120"},
		{"stream that ends", announce(func(m *StreamAnnounce) { m.TtlS = 0 }), ""},
		{"seq zero", announce(func(m *StreamAnnounce) { m.Seq = 0 }), "seq: 0, want at least 1"},
		{"title at the limit", announce(func(m *StreamAnnounce) { m.Title = strings.Repeat("t", 80) }), ""},
		{"title above", announce(func(m *StreamAnnounce) { m.Title = strings.Repeat("t", 81) }), "title: 81 bytes"},
		{"name of one letter", announce(func(m *StreamAnnounce) { m.Name = "a" }), ""},
		{"name that begins with a dot", announce(func(m *StreamAnnounce) { m.Name = ".a" }), "name"},
		{"name in capitals", announce(func(m *StreamAnnounce) { m.Name = "Demo" }), "name"},
		{"amount that is zero", announce(func(m *StreamAnnounce) { m.PriceCeiling = nil }), ""},
		{"amount with a leading zero", announce(func(m *StreamAnnounce) { m.PriceCeiling = []byte{0, 1} }), "price_ceiling: leading zero"},
		{"amount of 13 bytes", announce(func(m *StreamAnnounce) { m.PriceCeiling = fill(13, 1) }), "price_ceiling: 13 bytes"},
		{"pool", announce(func(m *StreamAnnounce) { m.Domain = &Domain{} }), ""},
		{"pool with contract", announce(func(m *StreamAnnounce) { m.Domain.ChainId = 0 }), "verifying_contract: 20 bytes, want 0"},
		{"chain without contract", announce(func(m *StreamAnnounce) { m.Domain.VerifyingContract = nil }), "verifying_contract: 0 bytes, want 20"},
		{"nine entry relays", announce(func(m *StreamAnnounce) {
			for len(m.EntryRelays) < 9 {
				m.EntryRelays = append(m.EntryRelays, samplePeer())
			}
		}), "entry_relays: 9, want 0 to 8"},
		{"entry relay that is nobody", announce(func(m *StreamAnnounce) { m.EntryRelays = append(m.EntryRelays, &Peer{}) }), "entry_relays[1]"},
		{"media address of 7 bytes", advert(func(m *RelayAdvert) { m.MediaAddrs[0] = fill(7, 1) }), "media_addrs[0]: 7 bytes"},
		{"TURN address of 7 bytes", advert(func(m *RelayAdvert) { m.TurnAddrs = [][]byte{fill(7, 1)} }), "turn_addrs[0]: 7 bytes"},
		{"three TURN addresses", advert(func(m *RelayAdvert) { m.TurnAddrs = [][]byte{fill(6, 1), fill(6, 2), fill(6, 3)} }), "turn_addrs: 3"},
		{"no TURN server", &TurnServers{Username: "a", Password: "b"}, "addrs: 0"},
		{"TURN without password", &TurnServers{Addrs: [][]byte{fill(6, 1)}, Username: "a"}, "password: missing"},
		{"TURN user with a line break", &TurnServers{Addrs: [][]byte{fill(6, 1)}, Username: "a\nb", Password: "b"}, "username: byte 0x0a"},
		{"empty TURN reply", &TurnReply{}, "result: missing"},
		{"no fingerprint", advert(func(m *RelayAdvert) { m.DtlsFingerprint = nil }), ""},
		{"url of another scheme", advert(func(m *RelayAdvert) { m.HttpUrl = "javascript:alert(1)" }), "http_url"},
		{"url with a line break", advert(func(m *RelayAdvert) { m.HttpUrl = "https://a\r\nb" }), "http_url"},
		{"region with a slash", advert(func(m *RelayAdvert) { m.Region = "a/b" }), "region"},
		{"load above full", advert(func(m *RelayAdvert) { m.LoadBucket = 8 }), "load_bucket"},
		{"no terms", advert(func(m *RelayAdvert) { m.Terms = nil }), ""},
		{"path of twelve", accepted(path(12)...), ""},
		{"path of thirteen", accepted(path(13)...), "path: 13"},
		{"path of none", accepted(), "path: 0"},
		{"path that loops", accepted(fill(8, 1), fill(8, 2), fill(8, 1)), "path[2]: stands there twice"},
		{"offer at the limit", &Join{StreamId: fill(32, 1), Offer: strings.Repeat("v", MaxSDP), PathId: fill(8, 1), Nonce: fill(16, 1)}, ""},
		{"offer above", &Join{StreamId: fill(32, 1), Offer: strings.Repeat("v", MaxSDP+1), PathId: fill(8, 1), Nonce: fill(16, 1)}, "offer"},
		{"role that nobody knows", &Join{StreamId: fill(32, 1), Offer: "v", PathId: fill(8, 1), Nonce: fill(16, 1), Role: 4}, "role: unknown value 4"},
		{"thirteen to avoid", &Join{StreamId: fill(32, 1), Offer: "v", PathId: fill(8, 1), Nonce: fill(16, 1), Avoid: path(13)}, "avoid: 13"},
		{"empty signal", &Signal{}, "message: missing"},
		{"keepalive whose path loops", &Keepalive{Path: [][]byte{fill(8, 1), fill(8, 1)}}, "path[1]: stands there twice"},
		{"keepalive whose path is too deep", &Keepalive{Path: path(13)}, "path: 13"},
		{"keepalive without path", &Keepalive{}, ""},
		{"keepalive with a role that nobody knows", &Keepalive{Role: 4}, "role: unknown value 4"},
		{"nine to move to", &Move{Alternatives: make([]*Carrier, 9)}, "alternatives: 9"},
		{"beacon without number", &Beacon{StreamId: fill(32, 1), Signature: fill(65, 1)}, "seq: 0"},
		{"beacon without signature", &Beacon{StreamId: fill(32, 1), Seq: 1}, "signature: 0 bytes"},
		{"no offer", &Join{StreamId: fill(32, 1), PathId: fill(8, 1), Nonce: fill(16, 1)}, "offer"},
		{"grant that ends before it begins", &SessionGrant{StreamId: fill(32, 1), Relay: fill(20, 1), ViewerKey: fill(20, 1), NotBeforeS: 2, NotAfterS: 1}, "not_after_s"},
		{"report without sessions", &PayRequest{Report: sampleReport()}, "sessions: 0"},
		{"report with nobody's session", &PayRequest{Report: sampleReport(), Sessions: []*Acknowledged{nil}}, "sessions[0]: missing"},
		{"empty join reply", &JoinReply{}, "result: missing"},
		{"join reply of nothing", &JoinReply{Result: &JoinReply_Accept{}}, "accept: missing"},
		{"empty admit reply", &AdmitReply{}, "result: missing"},
		{"empty pay reply", &PayReply{}, "result: missing"},
		{"nothing at all", (*StreamAnnounce)(nil), "stream_id"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.m.Validate()
			switch {
			case tt.fault == "" && err != nil:
				t.Errorf("got %v", err)
			case tt.fault != "" && (err == nil || !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tt.fault)):
				t.Errorf("got %v, want %q in it", err, tt.fault)
			}
		})
	}
}
