package relay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// FuzzOffer gives strangers' descriptions to both doors. Whatever they say, the answer is a session or an error of ours, and
// the relay goes on.
func FuzzOffer(f *testing.F) {
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		f.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	f.Cleanup(func() {
		cancel()
		<-done
	})
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = pc.GracefulClose() })
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		if _, err := pc.AddTransceiverFromKind(kind); err != nil {
			f.Fatal(err)
		}
	}
	if _, err := pc.CreateDataChannel("casto", nil); err != nil {
		f.Fatal(err)
	}
	o, err := pc.CreateOffer(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(o.SDP, "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=candidate:1 1 udp 9 192.0.2.1 5000 typ host\r\n")
	f.Add(receivingOffer, "a=candidate:x")
	f.Fuzz(func(t *testing.T, sdp, fragment string) {
		ctx, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		known := []error{relay.ErrBadSDP, relay.ErrUnsupported, relay.ErrBusy, relay.ErrNoStream, relay.ErrNoCodec, context.DeadlineExceeded}
		check := func(err error) {
			for _, k := range known {
				if err == nil || errors.Is(err, k) {
					return
				}
			}
			t.Errorf("error %v", err)
		}
		p, err := r.Publish(ctx, "s", sdp)
		check(err)
		v, err := r.Subscribe(ctx, "s", sdp, relay.SubscribeOptions{})
		check(err)
		for _, s := range []*relay.Session{v, p} {
			if s == nil {
				continue
			}
			check(s.Trickle(fragment))
			_, err := s.Restart(fragment)
			check(err)
			_ = s.Close()
			select {
			case <-s.Done():
			case <-time.After(20 * time.Second):
				t.Fatal("session does not end")
			}
		}
	})
}
