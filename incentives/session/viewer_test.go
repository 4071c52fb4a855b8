package session_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/session"
)

func key(n byte) incentives.KeySigner {
	k, err := incentives.KeyFromBytes(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		panic(err)
	}
	return k
}

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

func start() time.Time { return time.Unix(1_790_000_000, 0) }

// grant is the frame of a grant for viewer that begins after some seconds and lasts for 600.
func grant(viewer byte, after uint64) control.Grant {
	g, err := incentives.SessionGrant{Relay: incentives.Address{9}, ViewerKey: key(viewer).Address(),
		NotBefore: uint64(start().Unix()) + after, NotAfter: uint64(start().Unix()) + after + 600, MaxKbps: 1000}.Sign(key(99), domain())
	if err != nil {
		panic(err)
	}
	return control.Grant{Grant: g, Domain: domain()}
}

func frame(f control.Frame) []byte {
	b, err := control.Encode(f)
	if err != nil {
		panic(err)
	}
	return b
}

func granted(t *testing.T, v *session.Viewer, g control.Grant) {
	t.Helper()
	if ev, err := v.Handle(frame(g)); err != nil || ev != (session.Granted{Grant: g.Grant}) {
		t.Fatalf("%v, %v", ev, err)
	}
}

// want asks for a receipt and compares its number and bytes; nought bytes mean none.
func want(t *testing.T, v *session.Viewer, total uint64, now time.Time, g control.Grant, seq, bytes uint64) {
	t.Helper()
	b, ok := v.Receipt(total, now)
	if !ok {
		if bytes != 0 {
			t.Fatalf("at %d: no receipt, want one for %d", total, bytes)
		}
		return
	}
	f, err := control.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	r := f.(control.Receipt).Receipt
	if r.Message.Seq != seq || r.Message.BytesTotal != bytes || r.Message.GrantHash != g.Grant.Message.Digest(domain()) ||
		r.Message.Relay != g.Grant.Message.Relay || r.Message.TimeMs != uint64(now.UnixMilli()) {
		t.Fatalf("at %d: %+v, want number %d for %d bytes", total, r.Message, seq, bytes)
	}
	if err := r.Verify(domain(), g.Grant.Message.ViewerKey); err != nil {
		t.Fatal(err)
	}
}

func TestReceiptsRise(t *testing.T) {
	v, g := session.New(key(1)), grant(1, 0)
	if f, err := control.Decode(v.Hello()); err != nil || f != (control.Hello{Viewer: key(1).Address()}) {
		t.Fatalf("hello: %v, %v", f, err)
	}
	want(t, v, 100, start(), g, 0, 0) // no grant yet
	granted(t, v, g)
	want(t, v, 100, start(), g, 1, 100)
	want(t, v, 100, start().Add(time.Second), g, 0, 0)
	want(t, v, 90, start(), g, 0, 0)
	want(t, v, 250, start().Add(2*time.Second), g, 2, 250)
	want(t, v, 300, start().Add(700*time.Second), g, 0, 0) // the grant is over
	if f, err := control.Decode(v.Bye()); err != nil || f != (control.Bye{}) {
		t.Fatalf("bye: %v, %v", f, err)
	}
}

func TestRenewalCountsFromTheLastReceipt(t *testing.T) {
	v, first, second := session.New(key(1)), grant(1, 0), grant(1, 450)
	v.Hello()
	granted(t, v, first)
	want(t, v, 100, start(), first, 1, 100)
	granted(t, v, second)
	want(t, v, 170, start().Add(460*time.Second), second, 1, 70)
	granted(t, v, second) // the same again changes nothing
	want(t, v, 200, start().Add(462*time.Second), second, 2, 100)
}

func TestReconnectionGoesOnFromWhatIsStored(t *testing.T) {
	v, g := session.New(key(1)), grant(1, 0)
	v.Hello()
	granted(t, v, g)
	want(t, v, 100, start(), g, 1, 100)
	want(t, v, 200, start(), g, 2, 200)
	if ev, err := v.Handle(frame(control.Ack{Seq: 1})); err != nil || ev != (session.Acked{Seq: 1}) {
		t.Fatalf("%v, %v", ev, err)
	}
	v.Hello() // a new connection, whose counter begins at nought; the second receipt may be lost
	want(t, v, 50, start(), g, 0, 0)
	granted(t, v, g)
	want(t, v, 50, start(), g, 3, 150)
	if _, err := v.Handle(frame(control.Ack{Seq: 3})); err != nil {
		t.Fatal(err)
	}
	v.Hello()
	granted(t, v, g)
	want(t, v, 10, start(), g, 4, 160)
}

func TestRenewalAfterReconnectionLosesNothing(t *testing.T) {
	v, first, second := session.New(key(1)), grant(1, 0), grant(1, 450)
	v.Hello()
	granted(t, v, first)
	want(t, v, 100, start(), first, 1, 100)
	if _, err := v.Handle(frame(control.Ack{Seq: 1})); err != nil {
		t.Fatal(err)
	}
	v.Hello()
	granted(t, v, first)
	want(t, v, 30, start(), first, 2, 130)
	granted(t, v, second)
	want(t, v, 50, start().Add(460*time.Second), second, 1, 20)
}

func TestNewsIsPassedOn(t *testing.T) {
	v, g := session.New(key(1)), grant(1, 0)
	for want, f := range map[session.Event]control.Frame{
		session.Limited{State: control.LimitLowest, Reason: "why"}: control.Limit{State: control.LimitLowest, Reason: "why"},
		session.Refused{Code: "c", Reason: "why"}:                  control.Error{Code: "c", Reason: "why"},
		session.Acked{Seq: 9}:                                      control.Ack{Seq: 9},
		control.Source{State: control.SourceLive}:                  control.Source{State: control.SourceLive},
		control.Move{DeadlineMs: 9, Reason: "why"}:                 control.Move{DeadlineMs: 9, Reason: "why"},
	} {
		if ev, err := v.Handle(frame(f)); err != nil || ev != want {
			t.Errorf("%T: %v, %v", f, ev, err)
		}
	}
	if ev, err := v.Handle([]byte(`{"type":"tomorrow"}`)); err != nil || ev != nil {
		t.Errorf("unknown type: %v, %v", ev, err)
	}
	granted(t, v, g)
	if ev, err := v.Handle(frame(control.Free{Reason: "pool"})); err != nil || ev != (session.Free{Reason: "pool"}) {
		t.Errorf("free: %v, %v", ev, err)
	}
	want(t, v, 100, start(), g, 0, 0)
}

func TestRelaysThatBreakTheProtocolAreLeft(t *testing.T) {
	v := session.New(key(1))
	unsigned := grant(1, 0)
	unsigned.Grant.Signature = incentives.Signature{}
	for name, b := range map[string][]byte{
		"rubbish":           []byte("rubbish"),
		"a viewer's frame":  frame(control.Bye{}),
		"another's grant":   frame(grant(2, 0)),
		"an unsigned grant": frame(unsigned),
	} {
		if ev, err := v.Handle(b); !errors.Is(err, session.ErrProtocol) || ev != nil {
			t.Errorf("%s: %v, %v", name, ev, err)
		}
	}
	if _, ok := v.Receipt(100, start()); ok {
		t.Error("a receipt under a refused grant")
	}
}

// FuzzHandle sends a viewer any frames: no panic, and receipts never fall.
func FuzzHandle(f *testing.F) {
	f.Add(string(frame(grant(1, 0)))+"\n"+string(frame(control.Ack{Seq: 1})), uint16(100))
	f.Add(string(frame(grant(1, 0)))+"\n"+string(frame(grant(1, 100)))+"\n"+string(frame(control.Free{})), uint16(1))
	f.Fuzz(func(t *testing.T, frames string, step uint16) {
		v := session.New(key(1))
		v.Hello()
		last := make(map[incentives.Hash]control.Receipt)
		total := uint64(0)
		for line := range strings.SplitSeq(frames, "\n") {
			_, _ = v.Handle([]byte(line))
			total += uint64(step)
			b, ok := v.Receipt(total, start())
			if !ok {
				continue
			}
			got, err := control.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			r := got.(control.Receipt)
			before := last[r.Receipt.Message.GrantHash].Receipt.Message
			if m := r.Receipt.Message; m.Seq <= before.Seq && before.Seq > 0 && m.BytesTotal <= before.BytesTotal || m.BytesTotal > total {
				t.Fatalf("after %+v comes %+v at %d bytes", before, m, total)
			}
			last[r.Receipt.Message.GrantHash] = r
		}
	})
}

func ExampleViewer() {
	key, err := incentives.KeyFromBytes(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		fmt.Println(err)
		return
	}
	v := session.New(key) // a new key for every viewing
	fmt.Printf("to the relay: %s\n", v.Hello())

	// The relay has asked the streamer, and hands its grant on.
	ev, err := v.Handle(frame(grant(1, 0)))
	fmt.Printf("from the relay: %T %v\n", ev, err)

	_, sent := v.Receipt(1_000_000, start().Add(session.Interval))
	fmt.Println("receipt for a million bytes:", sent)
	// Output:
	// to the relay: {"type":"hello","viewer":"0x1a642f0e3c3af545e7acbd38b07251b3990914f1"}
	// from the relay: session.Granted <nil>
	// receipt for a million bytes: true
}
