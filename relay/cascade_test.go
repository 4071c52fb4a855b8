package relay_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/sdpfrag"
)

func TestManyWhoWantAStreamShareOnePull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(2)

		var calls atomic.Int32
		ex := func(ctx context.Context, offer string) (string, error) {
			calls.Add(1)
			time.Sleep(200 * time.Millisecond)
			return exchange(parent, "s", relay.SubscribeOptions{})(ctx, offer)
		}
		var wg sync.WaitGroup
		sessions := make([]*relay.Session, 5)
		for i := range sessions {
			wg.Go(func() {
				s, err := child.Pull(t.Context(), "s", ex, relay.PullOptions{})
				if err != nil {
					t.Error(err)
				}
				sessions[i] = s
			})
		}
		wg.Wait()
		late, err := child.Pull(t.Context(), "s", ex, relay.PullOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sessions {
			if s != late {
				t.Error("not the same session")
			}
		}
		if n := calls.Load(); n != 1 {
			t.Errorf("%d exchanges, want 1", n)
		}
		if late.Role() != relay.RoleParent || late.Stream() != "s" || len(late.ID()) != 32 {
			t.Errorf("session %s of %q, id %q", late.Role(), late.Stream(), late.ID())
		}
	})
}

func TestPullOutlivesTheCallerThatBeganIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(2)

		ex := func(ctx context.Context, offer string) (string, error) {
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
				return "", ctx.Err()
			}
			return exchange(parent, "s", relay.SubscribeOptions{})(ctx, offer)
		}
		impatient, cancel := context.WithCancel(t.Context())
		go func() {
			if _, err := child.Pull(impatient, "s", ex, relay.PullOptions{}); !errors.Is(err, context.Canceled) {
				t.Errorf("impatient caller: %v", err)
			}
		}()
		time.Sleep(50 * time.Millisecond)
		time.AfterFunc(50*time.Millisecond, cancel)
		if _, err := child.Pull(t.Context(), "s", ex, relay.PullOptions{}); err != nil {
			t.Errorf("patient caller: %v", err)
		}
	})
}

func TestPullFailsCleanly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		w.start()
		boom := errors.New("boom")
		for _, test := range []struct {
			name string
			ex   relay.Exchange
			want error
		}{
			{"exchange fails", func(context.Context, string) (string, error) { return "", boom }, boom},
			{"parent has no such stream", exchange(parent, "s", relay.SubscribeOptions{}), relay.ErrNoStream},
			{"answer is no SDP", func(context.Context, string) (string, error) { return "hello", nil }, relay.ErrBadSDP},
			{"answer is the offer", func(_ context.Context, o string) (string, error) { return o, nil }, relay.ErrUnsupported},
		} {
			if _, err := child.Pull(t.Context(), "s", test.ex, relay.PullOptions{}); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
			if got := child.Streams(); len(got) != 0 {
				t.Errorf("%s: leaves %+v", test.name, got)
			}
		}
	})
}

// The two parents forward the same source, so the child's viewers see one stream with a short break.
func TestViewersOutliveTheirParent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		a, _ := w.relay(relay.Options{})
		b, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1000, 5000), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(2)
		up := pull(t, a, origin, "s")
		pull(t, b, origin, "s")
		down := pull(t, child, a, "s")
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(60)

		_ = up.Close() // a loses its source; the child leaves it
		_ = down.Close()
		<-down.Done()
		lost := p.frame
		pull(t, child, b, "s")
		p.send(60)
		time.Sleep(100 * time.Millisecond)

		video := v.received("video")
		contiguous(t, video)
		contiguous(t, v.received("audio"))
		slices.SortStableFunc(video, func(a, b got) int { return int(int16(a.seq - b.seq)) }) // one may overtake another on its way
		for i := 1; i < len(video); i++ {
			if d := int32(video[i].ts - video[i-1].ts); d < 0 || d > 90000 {
				t.Errorf("timestamp moves by %d at frame %d", d, video[i].frame)
			}
		}
		first := 0
		for _, g := range video {
			if g.frame > lost {
				first = g.frame
				break
			}
		}
		if first == 0 || first-lost > 20 {
			t.Errorf("source lost at frame %d, resumed at %d", lost, first)
		}
		if last := video[len(video)-1].frame; last < 118 {
			t.Errorf("stopped at frame %d", last)
		}
		t.Logf("lost at frame %d, resumed at %d", lost, first)
	})
}

func TestTrickle(t *testing.T) {
	watching(t, func(w *world, r *relay.Relay, p *publisher, v *viewer) {
		good := "a=ice-ufrag:" + sdpfrag.Of(v.pc.LocalDescription().SDP).Ufrag + "\r\na=ice-pwd:x\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n"
		for _, test := range []struct {
			name, fragment string
			want           error
		}{
			{"candidate", good + "a=candidate:1 1 udp 2130706431 10.0.0.99 4000 typ host\r\n", nil},
			{"name that cannot be resolved", good + "a=candidate:1 1 udp 1 x.local 4000 typ host\r\n", nil},
			{"nonsense candidate", good + "a=candidate:what\r\n", nil},
			{"end of candidates", good + "a=end-of-candidates\r\n", nil},
			{"no fragment", "hello", relay.ErrBadSDP},
			{"other credentials", "a=ice-ufrag:other\r\na=ice-pwd:x\r\n", relay.ErrUnsupported},
		} {
			if err := v.Trickle(test.fragment); !errors.Is(err, test.want) {
				w.t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
		}
		v.reset()
		p.send(10)
		if len(v.received("video")) == 0 {
			w.t.Error("media stopped")
		}
	})
}

func TestRestart(t *testing.T) {
	watching(t, func(w *world, r *relay.Relay, p *publisher, v *viewer) {
		for _, bad := range []string{
			"hello", "a=ice-ufrag:abcd\r\n", "a=ice-ufrag:a\r\na=ice-pwd:0123456789012345678901\r\n", sdpfrag.Of(v.pc.LocalDescription().SDP).String(),
		} {
			if _, err := v.Restart(bad); !errors.Is(err, relay.ErrBadSDP) {
				w.t.Errorf("%q: %v", bad, err)
			}
		}
		before := sdpfrag.Of(v.AnswerSDP())
		p.send(10)
		o, err := v.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: true})
		if err != nil {
			w.t.Fatal(err)
		}
		if err := v.pc.SetLocalDescription(o); err != nil {
			w.t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
		answer, err := v.Restart(sdpfrag.Of(v.pc.LocalDescription().SDP).String())
		if err != nil {
			w.t.Fatal(err)
		}
		ours, err := sdpfrag.Parse(answer)
		if err != nil || ours.Ufrag == before.Ufrag || len(ours.Candidates) == 0 || !ours.End {
			w.t.Fatalf("answer %q, %v", answer, err)
		}
		accept(w.t, v.pc, ours.Apply(v.AnswerSDP()))
		p.send(30)
		v.reset()
		from := p.frame
		p.send(60)
		video := slices.DeleteFunc(v.received("video"), func(g got) bool { return g.frame < from }) // repairs of the pause
		if n := contiguous(w.t, video); n < 55*packetsPerFrame {
			w.t.Errorf("%d packets after the restart", n)
		}
		select {
		case <-v.Done():
			w.t.Error("session ended")
		default:
		}
	})
}
