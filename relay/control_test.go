package relay_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// recorder is a control handler that keeps what it is told.
type recorder struct {
	mu     sync.Mutex
	events []string
	reply  string
}

func (r *recorder) Open(s *relay.Session) {
	r.note("open")
	_ = s.SendControl([]byte("welcome"))
}

func (r *recorder) Frame(s *relay.Session, frame []byte) {
	r.note(string(frame))
	if r.reply != "" {
		_ = s.SendControl([]byte(r.reply))
	}
}

func (r *recorder) note(e string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, e)
}

func (r *recorder) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

// talk gives v the data channel and returns what comes back on it.
func (v *viewer) talk(t *testing.T, label string) *recorder {
	t.Helper()
	dc, err := v.pc.CreateDataChannel(label, nil)
	if err != nil {
		t.Fatal(err)
	}
	heard := &recorder{}
	dc.OnMessage(func(m webrtc.DataChannelMessage) { heard.note(string(m.Data)) })
	dc.OnClose(func() { heard.note("closed") })
	v.dc = dc
	return heard
}

func TestControlFramesPassInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		heard := v.talk(t, "casto")
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(2)

		h := &recorder{reply: "ack"}
		v.watch(t, parent, "s", relay.SubscribeOptions{Control: h})
		for i := range 3 { // before the channel is open
			if err := v.SendControl(fmt.Appendf(nil, "early %d", i)); err != nil {
				t.Error(err)
			}
		}
		time.Sleep(time.Second)
		if err := v.dc.SendText("hello"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if got, want := h.all(), []string{"open", "hello"}; !slices.Equal(got, want) {
			t.Errorf("relay heard %q, want %q", got, want)
		}
		if got, want := heard.all(), []string{"early 0", "early 1", "early 2", "welcome", "ack"}; !slices.Equal(got, want) {
			t.Errorf("viewer heard %q, want %q", got, want)
		}

		// A child relay talks to its parent the same way.
		above, below := &recorder{reply: "ack"}, &recorder{}
		s, err := child.Pull(t.Context(), "s", exchange(parent, "s", relay.SubscribeOptions{Control: above}), relay.PullOptions{Control: below})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SendControl([]byte("receipt")); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Second)
		if got, want := above.all(), []string{"open", "receipt", "welcome"}; !sameSet(got, want) {
			t.Errorf("parent heard %q, want %q", got, want)
		}
		if got, want := below.all(), []string{"open", "welcome", "ack", "ack"}; !sameSet(got, want) {
			t.Errorf("child heard %q, want %q", got, want)
		}
	})
}

// sameSet compares without order: what two sides say at once may cross.
func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func TestMisusedControlChannelIsClosedWithoutTheSession(t *testing.T) {
	for _, test := range []struct {
		name   string
		misuse func(v *viewer)
	}{
		{"frame too long", func(v *viewer) { _ = v.dc.SendText(strings.Repeat("x", 4097)) }},
		{"flood", func(v *viewer) {
			for range 1000 {
				_ = v.dc.SendText("x")
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := &recorder{}
			var heard *recorder
			withStream(t, relay.Options{}, func(w *world) *viewer {
				v := oneViewer(w)
				heard = v.talk(w.t, "casto")
				return v
			}, func(w *world, r *relay.Relay, _ string, p *publisher, v *viewer) {
				time.Sleep(500 * time.Millisecond)
				p.send(5)
				v.watch(w.t, r, "s", relay.SubscribeOptions{Control: h})
				p.send(30)
				test.misuse(v)
				time.Sleep(500 * time.Millisecond)
				if got := heard.all(); !slices.Contains(got, "closed") {
					w.t.Errorf("channel stays open: %q", got)
				}
				if n := len(h.all()); n > 100 {
					w.t.Errorf("handler saw %d frames of a flood", n)
				}
				if err := v.SendControl([]byte("x")); !errors.Is(err, relay.ErrControl) {
					w.t.Errorf("send on the closed channel: %v", err)
				}
				v.reset()
				p.send(10)
				if len(v.received("video")) == 0 {
					w.t.Error("media stopped with the channel")
				}
			})
		})
	}
}

func TestControlWithoutAChannelIsAnError(t *testing.T) {
	watching(t, func(w *world, r *relay.Relay, p *publisher, v *viewer) {
		if err := v.SendControl([]byte("x")); !errors.Is(err, relay.ErrControl) {
			w.t.Errorf("no data channel offered, yet: %v", err)
		}
		if err := p.SendControl(make([]byte, 5000)); !errors.Is(err, relay.ErrControl) {
			w.t.Errorf("long frame: %v", err)
		}
	})
}

// signaller also takes signals.
type signaller struct{ recorder }

func (s *signaller) Signal(from *relay.Session, b []byte) {
	s.note(fmt.Sprintf("signal %x", b))
	if len(b) == 1 {
		_ = from.SendSignal([]byte{b[0], 0xff})
	}
}

func TestSignalsPassBetweenRelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		other, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(2)

		above, below, deaf := &signaller{}, &signaller{}, &recorder{}
		for _, test := range []struct {
			child *relay.Relay
			h     relay.ControlHandler
		}{{child, below}, {other, deaf}} {
			s, err := test.child.Pull(t.Context(), "s", exchange(parent, "s", relay.SubscribeOptions{Control: above, Child: true}), relay.PullOptions{Control: test.h})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SendSignal([]byte{0x7b}); err != nil { // before the channel is open
				t.Error(err)
			}
			time.Sleep(time.Second)
			if err := s.SendSignal([]byte{1, 2, 3}); err != nil {
				t.Error(err)
			}
			if err := s.SendSignal(make([]byte, 5000)); !errors.Is(err, relay.ErrControl) {
				t.Errorf("long signal: %v", err)
			}
			time.Sleep(time.Second)
			if rtt := s.RTT(); rtt < 20*time.Millisecond || rtt > 30*time.Millisecond {
				t.Errorf("round trip of %v", rtt)
			}
		}
		want := []string{"open", "signal 7b", "signal 010203", "welcome"}
		if got := above.all(); !sameSet(got, append(want, want...)) {
			t.Errorf("parent heard %q", got)
		}
		if got := below.all(); !sameSet(got, []string{"open", "welcome", "signal 7bff"}) {
			t.Errorf("child heard %q", got)
		}
		if got := deaf.all(); !sameSet(got, []string{"open", "welcome"}) {
			t.Errorf("a handler without signals heard %q", got)
		}
	})
}
