package relay_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

func TestOptionsThatCannotBeUsed(t *testing.T) {
	for name, o := range map[string]relay.Options{
		"max viewers": {MaxViewers: -1}, "max publishers": {MaxPublishers: -1}, "max streams": {MaxStreams: -1}, "max layers": {MaxLayers: -1},
		"max lag": {MaxLag: -1}, "shards": {Shards: -1}, "hold": {Hold: time.Second}, "public address": {PublicIPs: []string{"nowhere"}},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimitsOfSources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		few, _ := w.relay(relay.Options{MaxPublishers: 1})
		one, _ := w.relay(relay.Options{MaxStreams: 1})
		p, q := w.newPublisher(1, 1), w.newPublisher(1, 1)
		w.start()
		p.publish(t, few, "first")
		q.publish(t, one, "first")
		spare := offer(t, w.newPublisher(1, 1).pc)
		for name, r := range map[string]*relay.Relay{"publishers": few, "streams": one} {
			_, err := r.Publish(t.Context(), "second", spare)
			if !errors.Is(err, relay.ErrFull) || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "use another relay") {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := r.Publish(t.Context(), "first", spare); !errors.Is(err, relay.ErrBusy) {
				t.Errorf("%s: a second publisher of a stream gets %v", name, err)
			}
			if l := r.Load(); l.Publishers != 1 || l.Streams != 1 || l.Refused != 1 {
				t.Errorf("%s: load is %+v", name, l)
			}
		}
		_ = p.Close()
		<-p.Done()
		if _, err := few.Publish(t.Context(), "second", spare); err != nil {
			t.Errorf("after the first has left: %v", err)
		}
	})
}

// What is refused at the bound is refused before those who watch lose anything.
func TestBitrateIsHeldAndNobodySuffers(t *testing.T) {
	const viewers = 8
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		// A viewer takes 4 packets of 500 and 2 of 80 bytes every 33 ms: 0.6 Mbit/s with headers.
		r, _ := w.relay(relay.Options{MaxBitrate: 2_500_000})
		p := w.newPublisher(1, 1)
		var vs []*viewer
		for range viewers {
			vs = append(vs, w.newViewer(defaults(t)))
		}
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		done := make(chan struct{})
		go func() { p.send(400); close(done) }()
		time.Sleep(2 * time.Second)
		admitted := 0
		for _, v := range vs {
			o := offer(t, v.pc)
			s, err := r.Subscribe(t.Context(), "s", o, relay.SubscribeOptions{})
			if err == nil {
				v.Session = s
				accept(t, v.pc, s.AnswerSDP())
				admitted++
				continue
			}
			if !errors.Is(err, relay.ErrOverloaded) || !strings.Contains(err.Error(), "Mbit/s of 2.5") || !strings.Contains(err.Error(), "try again later") {
				t.Errorf("refused with %v", err)
			}
		}
		<-done
		if admitted < 3 || admitted > 5 {
			t.Errorf("%d viewers admitted, want as many as 2.5 Mbit/s are enough for", admitted)
		}
		for _, v := range vs[:admitted] {
			if n := contiguous(t, v.received("video")); n < 250*packetsPerFrame {
				t.Errorf("a viewer got %d packets", n)
			}
		}
		if l := r.Load(); l.Bitrate == 0 || l.Bitrate > 2_500_000 || l.Refused != uint64(viewers-admitted) {
			t.Errorf("load is %+v", l)
		}
	})
}

// FFmpeg's WHIP muxer waits for the server to begin DTLS.
func TestPublisherThatWaitsForDTLS(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		w.start()
		s, err := r.Publish(t.Context(), "s", strings.ReplaceAll(offer(t, p.pc), "a=setup:actpass", "a=setup:passive"))
		if err != nil {
			t.Fatal(err)
		}
		p.Session = s
		if !strings.Contains(s.AnswerSDP(), "a=setup:active") {
			t.Error("the answer does not say that the relay begins")
		}
		accept(t, p.pc, s.AnswerSDP())
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(60)
		if n := contiguous(t, v.received("video")); n < 40*packetsPerFrame {
			t.Errorf("%d packets came through", n)
		}
	})
}

func TestViewersAreToldWhatToChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		whole := offer(t, v.pc)
		for _, test := range []struct {
			name, old, new string
			want           error
			says           string
		}{
			{"no ICE credentials", "a=ice-ufrag", "a=x", relay.ErrBadSDP, "no a=ice-ufrag and a=ice-pwd"},
			{"no bundle", "a=group:BUNDLE", "a=x:", relay.ErrUnsupported, "set the bundle policy to max-bundle"},
			{"another codec", "VP8/90000", "X/90000", relay.ErrNoCodec, "; watch with a player that decodes it"},
			{"only sending", "a=recvonly", "a=sendonly", relay.ErrNoCodec, "; add a transceiver whose direction is recvonly"},
		} {
			_, err := r.Subscribe(t.Context(), "s", strings.ReplaceAll(whole, test.old, test.new), relay.SubscribeOptions{})
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: got %v, want %v saying %q", test.name, err, test.want, test.says)
			}
		}
	})
}
