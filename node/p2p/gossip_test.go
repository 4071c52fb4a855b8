package p2p

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	pubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/host"

	"github.com/casto-network/casto/node/wire"
)

// attacker publishes what it likes to one host.
type attacker struct {
	t      *testing.T
	host   host.Host
	pubsub *pubsub.PubSub
	topics map[string]*pubsub.Topic
}

func (w *world) attack(n *node) *attacker {
	w.t.Helper()
	h := w.stranger(n)
	ps, err := pubsub.NewGossipSub(w.t.Context(), h, pubsub.WithFloodPublish(true),
		pubsub.WithMessageSignaturePolicy(pubsub.StrictNoSign), pubsub.WithMessageIdFn(contentID))
	if err != nil {
		w.t.Fatal(err)
	}
	return &attacker{w.t, h, ps, make(map[string]*pubsub.Topic)}
}

func (a *attacker) publish(topic string, payload []byte) {
	a.t.Helper()
	if a.topics[topic] == nil {
		t, err := a.pubsub.Join(topic)
		if err != nil {
			a.t.Fatal(err)
		}
		if _, err := t.Subscribe(); err != nil {
			a.t.Fatal(err)
		}
		a.topics[topic] = t
		time.Sleep(2 * time.Second) // for the mesh
	}
	if err := a.topics[topic].Publish(a.t.Context(), payload); err != nil {
		a.t.Fatal(err)
	}
	time.Sleep(time.Second)
}

const dir7, dir8, relays = "/casto/1/casto/dir/7", "/casto/1/casto/dir/8", "/casto/1/casto/relays/world"

// TestAttacksByGossip sends each attack six times, then something sound. What nobody honest sends costs the attacker its
// standing, so that the sound record is not heard either; what an honest node may send does not. Neither is passed on.
func TestAttacksByGossip(t *testing.T) {
	forged := func(a *wire.StreamAnnounce) error {
		switch a.GetTitle() {
		case "forged":
			return errors.New("forged")
		case "unknown":
			return fmt.Errorf("no deposit: %w", ErrIgnore)
		}
		return nil
	}
	titled := func(title string, issued func() time.Time) func(t *testing.T, i int) []byte {
		return func(t *testing.T, i int) []byte {
			a := announced(t, 7, 10+i, 1, issued())
			a.Title = title
			return encoded(t, a)
		}
	}
	tests := []struct {
		name    string
		topic   string
		payload func(t *testing.T, i int) []byte
		heard   bool // the sound record that follows
	}{
		{"noise", dir7, func(_ *testing.T, i int) []byte { return []byte{0xff, byte(i)} }, false},
		{"nothing", dir7, func(*testing.T, int) []byte { return nil }, true}, // one message, however often it is sent
		{"too large", dir7, func(t *testing.T, i int) []byte { return make([]byte, wire.MaxGossip+1+i) }, false},
		{"an advert where announcements belong", dir7, func(t *testing.T, i int) []byte {
			return encoded(t, advertised(t, 50+i, 1, time.Now(), nil))
		}, false},
		{"wrong shard", dir8, titled("", time.Now), false},
		{"forged", dir7, titled("forged", time.Now), false},
		{"forged advert", relays, func(t *testing.T, i int) []byte {
			a := advertised(t, 50+i, 1, time.Now(), nil)
			a.Slots = 1e6
			return encoded(t, a)
		}, false},
		{"unknown to the chain", dir7, titled("unknown", time.Now), true},
		{"old", dir7, titled("", func() time.Time { return time.Now().Add(-time.Minute) }), true},
		{"of the future", dir7, titled("", func() time.Time { return time.Now().Add(time.Minute) }), true},
		{"replayed", dir7, func(t *testing.T, i int) []byte {
			return encoded(t, announced(t, 7, 1, 1, time.Now()))
		}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				var behind atomic.Int32 // records that came to the host behind the one attacked
				a := w.add(func(o *Options) { o.VerifyAnnounce = forged })
				b := w.add(func(o *Options) {
					o.Peers = []string{a.addr}
					o.VerifyAnnounce = func(a *wire.StreamAnnounce) error { behind.Add(1); return forged(a) }
				})
				time.Sleep(3 * time.Second)
				attacker := w.attack(a)
				for i := range 6 {
					attacker.publish(tt.topic, tt.payload(t, i))
				}
				passed := int32(len(a.Streams()))
				if got := len(a.Streams()) + len(a.Adverts()); got > 1 || got == 1 && tt.name != "replayed" {
					t.Errorf("%d records taken", got)
				}
				if got := behind.Load(); got != passed {
					t.Errorf("%d records passed on, want %d", got, passed)
				}
				sound := announced(t, 7, 99, 1, time.Now())
				attacker.publish(dir7, encoded(t, sound))
				if got := knows(a, sound.StreamId)(); got != tt.heard {
					t.Errorf("sound record after the attack heard: %v, want %v", got, tt.heard)
				}
				if got := knows(b, sound.StreamId)(); got != tt.heard {
					t.Errorf("sound record heard behind: %v, want %v", got, tt.heard)
				}
			})
		})
	}
}

// TestTooFrequentRecordsStayBehind announces one stream every second: beyond the burst a neighbour takes one in ten.
func TestTooFrequentRecordsStayBehind(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var taken atomic.Int32
		a := w.add(nil)
		w.add(func(o *Options) {
			o.Peers = []string{a.addr}
			o.VerifyAnnounce = func(*wire.StreamAnnounce) error { taken.Add(1); return nil }
		})
		time.Sleep(3 * time.Second)
		for seq := range 60 {
			if err := a.Announce(t.Context(), announced(t, 7, 1, uint64(seq+1), time.Now())); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if got := taken.Load(); got < 8 || got > 9 {
			t.Errorf("%d of 60 taken in a minute, want the burst of 3 and one in ten seconds", got)
		}
	})
}

// TestFloodsAreNobodysHonestRecords: what an honest node may send now and then costs nothing, as a flood it costs the standing.
func TestFloodsAreNobodysHonestRecords(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		attacker := w.attack(a)
		old := func(n int) []byte { return encoded(t, announced(t, 7, n, 1, time.Now().Add(-time.Minute))) }
		attacker.publish(dir7, old(0))
		from := attacker.host.ID()
		for n := range 3 * wastedBurst / 2 {
			if err := attacker.topics[dir7].Publish(t.Context(), old(1+n)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Millisecond) // ten times what is allowed
		}
		time.Sleep(2 * time.Second)
		if a.standing.score(from, time.Now()) < 0 {
			t.Error("records that an honest node may send were held against the sender one by one")
		}
		sound := announced(t, 7, 9999, 1, time.Now())
		attacker.publish(dir7, encoded(t, sound))
		if knows(a, sound.StreamId)() {
			t.Error("the flooder is still listened to")
		}
	})
}

func TestForeignTopicsAreNotJoined(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		attacker := w.attack(a)
		for _, topic := range []string{"/casto/1/casto/dir/64", "/casto/1/casto/dir/07", "/casto/1/other/dir/1", "/casto/1/casto/relays/UP", "spam"} {
			attacker.publish(topic, []byte("x"))
			if got := len(a.gossip.pubsub.ListPeers(topic)); got != 0 {
				t.Errorf("%s: %d peers tracked", topic, got)
			}
		}
		attacker.publish("/casto/1/casto/relays/moon", []byte("x"))
		if got := len(a.gossip.pubsub.ListPeers("/casto/1/casto/relays/moon")); got != 1 {
			t.Errorf("relays of another region: %d peers tracked, want 1", got)
		}
	})
}
