package p2p

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

// TestRestartNeedsNoBootstrap stops a node that was told one peer, and starts it again without a word.
func TestRestartNeedsNoBootstrap(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		state := filepath.Join(t.TempDir(), "network.json")
		a := w.add((&handlers{view: viewOf(), join: func(context.Context, string, *wire.Join) (*wire.JoinReply, error) { return accepted(), nil }}).all)
		first := w.add(func(o *Options) { o.Peers, o.StateFile = []string{a.addr}, state })
		m := announced(t, 7, 1, 1, time.Now())
		m.Origin, _ = a.Describe(a.ID())
		if err := a.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		until(t, "stream", 5*time.Second, knows(first, m.StreamId))
		listen, _, _ := strings.Cut(first.addr, "/p2p/")
		first.stop()
		time.Sleep(10 * time.Minute) // records have ended meanwhile
		m = proto.CloneOf(m)
		m.Seq, m.Issued = 2, uint64(time.Now().UnixMilli())
		if err := a.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		again := w.addAt(2, listen, func(o *Options) { o.StateFile = state })
		took := until(t, "stream after the restart", 5*time.Second, knows(again, m.StreamId))
		t.Logf("stream known %v after the restart", took)
		found, err := again.FindCarriers(t.Context(), testID)
		if err != nil || len(found) == 0 {
			t.Fatalf("found %v, %v", found, err)
		}
		if rep, err := again.Join(t.Context(), found[0].Peer, someJoin()); err != nil || rep.GetAccept() == nil {
			t.Errorf("join: %v, %v", rep, err)
		}
	})
}

// TestRecordsOutliveARestart: what has not ended is known at once, before anybody is connected.
func TestRecordsOutliveARestart(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		state := filepath.Join(t.TempDir(), "network.json")
		n := w.add(func(o *Options) { o.StateFile = state })
		m := announced(t, 7, 1, 1, time.Now())
		if err := n.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		n.stop()
		listen, _, _ := strings.Cut(n.addr, "/p2p/")
		forger := w.addAt(1, listen, func(o *Options) {
			o.StateFile = state
			o.VerifyAnnounce = func(*wire.StreamAnnounce) error { return fmt.Errorf("forged") }
		})
		time.Sleep(time.Second)
		if knows(forger, m.StreamId)() {
			t.Error("what is in the file does not pass the gate")
		}
		forger.memory.path = ""
		forger.stop()
		again := w.addAt(1, listen, func(o *Options) { o.StateFile = state })
		until(t, "stream", time.Second, knows(again, m.StreamId))
	})
}

func TestDamagedMemoryIsBegunAnew(t *testing.T) {
	tests := map[string]string{
		"noise": "\x00\x01", "half": `{"version":1,"peers":[{"id":"12D3`, "of the future": `{"version":2}`, "empty": "",
		"too many": `{"version":1,"announces":[` + strings.Repeat(`"",`, maxKept) + `""]}`, "too large": strings.Repeat(" ", maxMemory+1),
	}
	for name, content := range tests {
		path := filepath.Join(t.TempDir(), "network.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		var told bytes.Buffer
		m, before := openMemory(path, slog.New(slog.NewTextHandler(&told, nil)))
		if !strings.Contains(told.String(), "level=WARN") || len(before.Peers) != 0 {
			t.Errorf("%s: told %q, %d peers", name, told.String(), len(before.Peers))
		}
		m.worked(acquaintanceID(t, 1), acquaintanceAddrs("5.5.0.1"), noon)
		if err := m.save(nil, nil); err != nil {
			t.Fatal(err)
		}
		told.Reset()
		if _, before := openMemory(path, slog.New(slog.NewTextHandler(&told, nil))); len(before.Peers) != 1 || told.Len() != 0 {
			t.Errorf("%s: after the next save %d peers, told %q", name, len(before.Peers), told.String())
		}
	}
	if _, before := openMemory(filepath.Join(t.TempDir(), "none"), slog.New(slog.NewTextHandler(failing{t}, nil))); len(before.Peers) != 0 {
		t.Error("peers of no file")
	}
}

// failing is where nothing may be written.
type failing struct{ t *testing.T }

func (f failing) Write(b []byte) (int, error) { f.t.Errorf("told %s", b); return len(b), nil }

func acquaintanceID(t *testing.T, n int) peer.ID {
	t.Helper()
	_, id := identity(t, n)
	return peer.ID(id)
}

func acquaintanceAddrs(ip string) []multiaddr.Multiaddr {
	return []multiaddr.Multiaddr{multiaddr.StringCast("/ip4/" + ip + "/udp/1/quic-v1")}
}

// TestAnchorsAreNotDisplaced: a crowd that comes later, however eager, takes no anchor's place, and no one /16 has many.
func TestAnchorsAreNotDisplaced(t *testing.T) {
	m, _ := openMemory(filepath.Join(t.TempDir(), "network.json"), slog.New(slog.DiscardHandler))
	anchors := func() (out []string) {
		for id, a := range m.known {
			if a.Anchor {
				out = append(out, id)
			}
		}
		return out
	}
	for n := range 5 {
		m.worked(acquaintanceID(t, n), acquaintanceAddrs(fmt.Sprintf("5.5.0.%d", n+1)), noon)
	}
	if got := len(anchors()); got != maxAnchorsOfOne {
		t.Fatalf("%d anchors of one /16, want %d", got, maxAnchorsOfOne)
	}
	for n := range 10 {
		m.worked(acquaintanceID(t, 10+n), acquaintanceAddrs(placeIP(n, 1)), noon)
	}
	before := anchors()
	if len(before) != maxAnchors {
		t.Fatalf("%d anchors, want %d", len(before), maxAnchors)
	}
	for n := range 2 * maxKnown {
		m.worked(acquaintanceID(t, 1000+n), acquaintanceAddrs(placeIP(1000+n, 1)), noon.Add(time.Hour))
	}
	for _, id := range before {
		if !m.known[id].Anchor {
			t.Errorf("%s is no anchor any more", id)
		}
	}
	if len(m.known) > maxKnown {
		t.Errorf("%d peers known, want at most %d", len(m.known), maxKnown)
	}
	if got := m.candidates(); len(got) != maxAnchors+dialledAtStart {
		t.Errorf("%d candidates", len(got))
	}
	m.worked(acquaintanceID(t, 9000), acquaintanceAddrs(placeIP(9000, 1)), noon.Add(anchorLife+time.Hour))
	if !m.known[acquaintanceID(t, 9000).String()].Anchor {
		t.Error("anchors that have been silent for long keep their place")
	}
}

// FuzzMemory reads any file. What is taken has bounds and can be dialled.
func FuzzMemory(f *testing.F) {
	f.Add([]byte(`{"version":1,"peers":[{"id":"12D3KooWMm1c4pzeLPGkkCJMAgFbsfQ8xmVDusg272icWsaNHWzN","addrs":["/ip4/1.2.3.4/udp/1/quic-v1"],"worked":5,"anchor":true}],"announces":["AAE="],"adverts":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := parseMemory(raw)
		if err != nil {
			return
		}
		anchors := 0
		for _, a := range r.Peers {
			if _, ok := a.info(); !ok {
				t.Fatalf("%v cannot be dialled", a)
			}
			if a.Anchor {
				anchors++
			}
		}
		if anchors > maxAnchors || len(r.Peers) > maxKnown {
			t.Fatalf("%d anchors of %d peers", anchors, len(r.Peers))
		}
	})
}
