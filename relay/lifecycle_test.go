package relay_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// watching is a viewer with the first 30 frames behind it.
func watching(t *testing.T, f func(w *world, r *relay.Relay, p *publisher, v *viewer)) {
	t.Helper()
	withStream(t, relay.Options{}, oneViewer, func(w *world, r *relay.Relay, _ string, p *publisher, v *viewer) {
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(w.t, r, "s", relay.SubscribeOptions{})
		p.send(25)
		f(w, r, p, v)
	})
}

// steady checks that video timestamps and picture ids rise with the frames, without a gap in the ids.
func steady(t *testing.T, video []got) {
	t.Helper()
	for i := 1; i < len(video); i++ {
		a, b := video[i-1], video[i]
		if a.frame == b.frame && a.ts == b.ts {
			continue
		}
		if int32(b.ts-a.ts) <= 0 {
			t.Errorf("timestamp goes from %d to %d at frame %d", a.ts, b.ts, b.frame)
		}
		if b.pic != (a.pic+1)&0x7fff {
			t.Errorf("picture id goes from %d to %d at frame %d", a.pic, b.pic, b.frame)
		}
	}
}

func TestPausedViewerGetsNothingAndResumesAtAKeyFrame(t *testing.T) {
	watching(t, func(w *world, _ *relay.Relay, p *publisher, v *viewer) {
		v.SetLimit(relay.LimitPaused)
		time.Sleep(100 * time.Millisecond)
		v.reset()
		before := v.PayloadBytes()
		p.send(120)
		if n := len(v.received("video")) + len(v.received("audio")); n != 0 {
			w.t.Errorf("%d packets while paused", n)
		}
		if v.PayloadBytes() != before {
			w.t.Error("bytes counted while paused")
		}
		v.SetLimit(relay.LimitNone)
		p.send(60)
		video, audio := v.received("video"), v.received("audio")
		if len(video) == 0 || !video[0].key {
			w.t.Fatal("did not resume at a key frame")
		}
		contiguous(w.t, video)
		contiguous(w.t, audio)
		steady(w.t, video)
		// Audio resumes at once, video after a key frame was asked for: one round trip and a frame.
		if len(audio) == 0 || audio[0].frame-150 > 2 {
			w.t.Errorf("audio resumed at frame %d, want about 150", audio[0].frame)
		}
		if f := video[0].frame; f < 150 || f > 156 {
			w.t.Errorf("video resumed at frame %d, want a new key frame soon after 150", f)
		}
	})
}

func TestNumbersGoOnAcrossAPause(t *testing.T) {
	watching(t, func(w *world, _ *relay.Relay, p *publisher, v *viewer) {
		v.SetLimit(relay.LimitPaused)
		p.send(30)
		v.SetLimit(relay.LimitNone)
		p.send(60)
		for _, kind := range []string{"video", "audio"} {
			packets := v.received(kind)
			contiguous(w.t, packets)
			if last := packets[len(packets)-1]; last.frame < 115 {
				w.t.Errorf("%s stopped at frame %d", kind, last.frame)
			}
		}
		steady(w.t, v.received("video"))
	})
}

func TestReturningSourceResumesViewers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		first, second := w.newPublisher(1000, 1<<31), w.newPublisher(40000, 77)
		v := w.newViewer(defaults(t))
		w.start()
		first.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		first.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		first.send(40)
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		<-first.Done()
		if s := r.Streams(); len(s) != 1 || s[0].HasSource || s[0].Viewers != 1 {
			t.Errorf("after the source ended: %+v", s)
		}
		time.Sleep(3 * time.Second)
		second.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		second.send(40)
		time.Sleep(100 * time.Millisecond)

		video, audio := v.received("video"), v.received("audio")
		contiguous(t, video)
		contiguous(t, audio)
		steady(t, video)
		if len(video) != (45+40)*packetsPerFrame {
			t.Errorf("%d video packets, want all %d", len(video), (45+40)*packetsPerFrame)
		}
		// The pause shows in the timestamps.
		i := 45 * packetsPerFrame
		if i < len(video) {
			if !video[i].key {
				t.Error("second source does not begin with a key frame")
			}
			if gap := float64(video[i].ts-video[i-1].ts) / 90000; gap < 3 || gap > 5 {
				t.Errorf("timestamps jump %.1f s for a pause of 3.5 s", gap)
			}
		}
		select {
		case <-v.Done():
			t.Error("viewer was sent away")
		default:
		}
	})
}

func TestViewersAreSentAwayWhenTheSourceDoesNotReturn(t *testing.T) {
	watching(t, func(w *world, r *relay.Relay, p *publisher, v *viewer) {
		_ = p.Close()
		select {
		case <-v.Done():
			w.t.Error("viewer left before the grace period")
		case <-time.After(9 * time.Second):
		}
		select {
		case <-v.Done():
		case <-time.After(3 * time.Second):
			w.t.Error("viewer still there after the grace period")
		}
		if s := r.Streams(); len(s) != 0 {
			w.t.Errorf("streams left: %+v", s)
		}
	})
}

func TestReturningSourceOfAnotherCodecSendsViewersAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		other, _ := w.peer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(20)
		_ = p.Close()
		<-p.Done()

		track, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP9, ClockRate: 90000}, "v", "p")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.AddTrack(track); err != nil {
			t.Fatal(err)
		}
		s, err := r.Publish(t.Context(), "s", offer(t, other))
		if err != nil {
			t.Fatal(err)
		}
		accept(t, other, s.AnswerSDP())
		time.Sleep(time.Second)
		b := make([]byte, 300)
		b[0] = 0x80
		if _, err := track.Write(append([]byte{0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0}, b...)); err != nil {
			t.Fatal(err)
		}
		select {
		case <-v.Done():
		case <-time.After(time.Second):
			t.Error("VP8 viewer kept for a VP9 source")
		}
	})
}

func TestPeersThatLeaveAreNoticed(t *testing.T) {
	silence := func(w *world, v *viewer) {
		w.lose(func(from, to string, _ []byte) bool { return from == v.ip || to == v.ip })
	}
	goodbye := func(_ *world, v *viewer) { _ = v.pc.Close() }
	for _, test := range []struct {
		name    string
		channel bool
		leave   func(w *world, v *viewer)
		within  time.Duration
	}{
		{"by closing, without data channel", false, goodbye, 100 * time.Millisecond},
		{"by closing, with data channel", true, goodbye, time.Second},
		{"by silence", true, silence, 22 * time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			withStream(t, relay.Options{}, func(w *world) *viewer {
				v := oneViewer(w)
				if test.channel {
					v.talk(w.t, "casto")
				}
				return v
			}, func(w *world, r *relay.Relay, _ string, p *publisher, v *viewer) {
				time.Sleep(500 * time.Millisecond)
				p.send(5)
				v.watch(w.t, r, "s", relay.SubscribeOptions{})
				p.send(30)
				test.leave(w, v)
				left := time.Now()
				select {
				case <-v.Done():
				case <-time.After(test.within):
					w.t.Errorf("session still open after %v", time.Since(left))
				}
				if s := r.Streams(); len(s) != 1 || s[0].Viewers != 0 || !s[0].HasSource {
					w.t.Errorf("streams: %+v", s)
				}
			})
		})
	}
}

func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{MaxViewers: 1})
		p, second, v, late := w.newPublisher(1, 1), w.newPublisher(1, 1), w.newViewer(defaults(t)), w.newViewer(defaults(t))
		h264 := w.newViewer(func(me *webrtc.MediaEngine, _ *interceptor.Registry) {
			for _, c := range []webrtc.RTPCodecParameters{
				{PayloadType: 102, RTPCodecCapability: webrtc.RTPCodecCapability{
					MimeType: webrtc.MimeTypeH264, ClockRate: 90000, SDPFmtpLine: "packetization-mode=1;profile-level-id=42e01f",
				}},
			} {
				if err := me.RegisterCodec(c, webrtc.RTPCodecTypeVideo); err != nil {
					t.Fatal(err)
				}
			}
			if err := me.RegisterCodec(webrtc.RTPCodecParameters{PayloadType: 111, RTPCodecCapability: opus()}, webrtc.RTPCodecTypeAudio); err != nil {
				t.Fatal(err)
			}
		})
		w.start()
		ctx := t.Context()
		want := func(got, want error, mentions string) {
			t.Helper()
			if !errors.Is(got, want) || !strings.Contains(got.Error(), mentions) {
				t.Errorf("got %v, want %v mentioning %q", got, want, mentions)
			}
		}
		receiving := offer(t, v.pc)
		_, err := r.Subscribe(ctx, "s", receiving, relay.SubscribeOptions{})
		want(err, relay.ErrNoStream, "s")
		for _, bad := range []string{"", "v=0", "v=0\r\no=- 0 0 IN IP4 0\r\ns=-\r\nt=0 0\r\n", strings.Repeat("a=x\r\n", 20000)} {
			_, err := r.Publish(ctx, "s", bad)
			want(err, relay.ErrBadSDP, "publish")
		}
		_, err = r.Publish(ctx, "s", receiving)
		want(err, relay.ErrUnsupported, "sends no media")

		p.publish(t, r, "s")
		_, err = r.Publish(ctx, "s", offer(t, second.pc))
		want(err, relay.ErrBusy, "s")
		_, err = r.Pull(ctx, "s", nil, relay.PullOptions{})
		want(err, relay.ErrBusy, "s")

		soon, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		_, err = r.Subscribe(soon, "s", receiving, relay.SubscribeOptions{})
		want(err, context.DeadlineExceeded, "tracks")
		_, err = r.Subscribe(ctx, "s", receiving, relay.SubscribeOptions{})
		want(err, relay.ErrNoStream, "no media yet")

		p.send(20)
		_, err = r.Subscribe(ctx, "s", "v=0", relay.SubscribeOptions{})
		want(err, relay.ErrBadSDP, "subscribe")
		_, err = r.Subscribe(ctx, "s", offer(t, h264.pc), relay.SubscribeOptions{})
		want(err, relay.ErrNoCodec, "video/VP8")
		_, err = r.Subscribe(ctx, "s", receiving, relay.SubscribeOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Subscribe(ctx, "s", offer(t, late.pc), relay.SubscribeOptions{})
		want(err, relay.ErrFull, "s")
	})
}

func TestSourceThatNeverConnectsFreesTheStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		s, err := r.Publish(t.Context(), "s", offer(t, p.pc))
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-s.Done():
		case <-time.After(20 * time.Second):
			t.Error("session without a peer stays")
		}
		if got := r.Streams(); len(got) != 0 {
			t.Errorf("streams: %+v", got)
		}
	})
}
