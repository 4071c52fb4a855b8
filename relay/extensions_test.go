package relay_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// Header extensions reach viewers under their own ids: past Pion, through Pion, and through a second relay; and none that they do not
// know.
func TestHeaderExtensionsPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newLayered(scalability{"AV1 L3T3", webrtc.MimeTypeAV1, 3, 3, false})
		near, far := w.newWatcher(p.mime, orientationURI, dependencyURI), w.newWatcher(p.mime, orientationURI, dependencyURI)
		plain := w.newWatcher(p.mime)
		upright := w.newWatcher(p.mime, orientationURI)
		w.profiles = []dtls.SRTPProtectionProfile{dtls.SRTP_AES128_CM_HMAC_SHA1_80}
		through := w.newWatcher(p.mime, orientationURI, dependencyURI)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		s, err := child.Pull(t.Context(), "s", exchange(parent, "s", relay.SubscribeOptions{Child: true}), relay.PullOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p.send(20)
		far.watch(t, child, relay.Layers{Spatial: 2})
		for _, v := range []*watcher{near, plain, upright, through} {
			v.watch(t, parent, relay.Layers{Spatial: 2})
		}
		p.send(60)
		time.Sleep(time.Second)
		for name, v := range map[string]*watcher{"near": near, "far": far, "through Pion": through, "without descriptor": upright, "without any": plain} {
			for _, packet := range v.inOrder(t) {
				x, ok := partOf(packet)
				if !ok {
					t.Fatalf("%s: packet without payload", name)
				}
				if want := byte(x.picture % 4); v.orientation != 0 {
					if e := packet.GetExtension(v.orientation); len(e) != 1 || e[0] != want {
						t.Fatalf("%s: %+v turned by % x, want %x", name, x, e, want)
					}
				}
				want := 0
				for _, id := range []uint8{v.orientation, v.id} {
					if id != 0 {
						want++
					}
				}
				got := 0
				for _, id := range packet.GetExtensionIDs() {
					if id == v.orientation || id == v.id {
						got++
					}
				}
				if got != want {
					t.Fatalf("%s: %+v has %d of %d extensions: %v", name, x, got, want, packet.GetExtensionIDs())
				}
			}
			if v.id != 0 {
				v.exactly(t, p, 1, 2)
			}
		}
		if near.orientation == 0 || plain.orientation != 0 || upright.id != 0 {
			t.Errorf("negotiated %d, %d, %d", near.orientation, plain.orientation, upright.id)
		}
		_ = s.Close()
	})
}
