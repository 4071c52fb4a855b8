package relay

import (
	"encoding/binary"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// linked is a session with a parent, without a peer behind it.
func linked(r *Relay, st *stream, duty Standby) *Session {
	s := &Session{relay: r, st: st, role: RoleParent, arrivals: newArrivals(), origin: newOrigin(), log: slog.New(slog.DiscardHandler)}
	s.watch = newWatch(s)
	s.link = newLink(s, KeepNothing)
	vp8 := negotiate.Codec{Kind: codec.VP8, MIME: codec.MIMEVP8, ClockRate: 90000, PayloadType: 96}
	s.link.media = map[string]negotiate.Media{
		"0": {Kind: "video", MID: "0", Codecs: []negotiate.Codec{vp8}}, "1": {Kind: "video", MID: "1", Codecs: []negotiate.Codec{vp8}},
		"2": {Kind: "audio", MID: "2", Codecs: []negotiate.Codec{{Kind: codec.Opus, MIME: codec.MIMEOpus, ClockRate: 48000, PayloadType: 60}}},
	}
	s.duty.Store(uint32(duty))
	return s
}

// listen gives the slots of a link tracks, as their first packets would.
func (k *link) listen() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for mid, slot := range k.slots {
		if slot.track != nil {
			continue
		}
		u := &upTrack{source: k.session, ssrc: 1, codec: k.media[mid].Codecs[0], stream: k.session.st, layer: slot.layer, hold: hold}
		u.flush, u.poll = time.AfterFunc(time.Hour, func() {}), time.AfterFunc(time.Hour, func() {})
		slot.track = u
		k.carry(slot)
	}
}

// FuzzStandby gives a standby's accounts and packets, whatever they are, to a relay beside those of an honest source. What the source
// says and sends is what the relay has.
func FuzzStandby(f *testing.F) {
	account := func(epoch string, seq uint64, layers string) []byte {
		return fmt.Appendf(nil, `{"n":"1","epoch":%q,"layers":[{"mid":"0","kind":"video","mime":"video/VP8","seq":"%d","ts":"%d","live":true}%s]}`, epoch, seq, seq, layers)
	}
	packet := func(seq uint16, payload ...byte) []byte {
		b := []byte{byte(12 + len(payload)), 0x80, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
		binary.BigEndian.PutUint16(b[3:], seq)
		return append(b, payload...)
	}
	f.Add(account("e", 70000, ""), packet(4464, 0x10, 0, 0x9d))
	f.Add(account("e", 1<<40, `,{"mid":"1","kind":"video","rid":"x","mime":"video/VP8","seq":"5","ts":"5","shift":9}`), packet(4465, 1))
	f.Add(account("other", 3, `,{"mid":"2","kind":"audio","mime":"audio/opus","seq":"5","ts":"5","quiet":true}`), packet(9, 1))
	f.Add([]byte(`{"n":"18446744073709551615","epoch":"e","layers":[{"mid":"0","kind":"video","mime":"video/VP8","seq":"4611686018427387903","ts":"0","from":"1"}]}`), packet(65535))
	f.Fuzz(func(t *testing.T, said, packets []byte) {
		r := &Relay{streams: map[string]*stream{}, log: slog.New(slog.DiscardHandler)}
		st := newStream("s", nil)
		source, standby := linked(r, st, StandbyNone), linked(r, st, StandbyHot)
		defer source.watch.stop()
		defer standby.watch.stop()
		st.source, st.standbys[standby] = source, struct{}{}
		honest, err := cascade.DecodeLayers(account("e", 70000, ""))
		if err != nil {
			t.Fatal(err)
		}
		if err := source.link.accept(honest); err != nil {
			t.Fatal(err)
		}
		source.link.listen()
		layers, origin := st.video.Load(), source.origin

		now := time.Unix(1e9, 0)
		say := func() {
			if l, err := cascade.DecodeLayers(said); err == nil && standby.link.accept(l) == nil {
				standby.link.listen()
			}
			standby.link.settle(now)
		}
		own := func(seq uint64) {
			b := packet(uint16(seq), 0x10, byte(seq))[1:]
			source.link.slots["0"].track.receive(b, now)
			p := layers.layers[0].ring.Find(seq)
			if p == nil || len(p.Payload) != 2 && standby.Conflicts() == 0 {
				t.Fatalf("the source's number %d became %v, with %d conflicts", seq, p, standby.Conflicts())
			}
		}
		say()
		own(70001)
		for seq := uint64(70002); len(packets) > 1; seq++ {
			n := min(int(packets[0]), len(packets)-1)
			for _, slot := range standby.link.slots {
				slot.track.receive(packets[1:1+n], now)
			}
			packets = packets[1+n:]
			own(seq)
			now = now.Add(time.Millisecond)
		}
		say()
		if st.video.Load() != layers || st.source != source || source.origin != origin || source.Conflicts() > 0 {
			t.Fatal("a standby changed the stream")
		}
		for _, s := range []*Session{source, standby} {
			for _, slot := range s.link.slots {
				if slot.track != nil {
					slot.track.end()
				}
			}
		}
		standby.link.stepUp(now, false) // nor does it come to harm when it is promoted after all
	})
}
