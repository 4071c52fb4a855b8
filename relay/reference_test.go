package relay_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/ntp"
)

// A receiver asks for a lost packet once a round trip, and only its sender can tell it how long that is.
func TestViewersLearnTheRoundTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 40*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		v := w.newViewer(func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
			defaults(t)(me, reg)
			me.RegisterFeedback(webrtc.RTCPFeedback{Type: "rrtr"}, webrtc.RTPCodecTypeVideo)
		})
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		if !strings.Contains(v.AnswerSDP(), " rrtr\r\n") {
			t.Error("the answer does not take reference times, which were offered")
		}
		p.send(30)
		const asked = 5
		for range asked {
			v.mu.Lock()
			report := &rtcp.ReceiverReport{SSRC: 7, Reports: []rtcp.ReceptionReport{{SSRC: v.ssrc["video"]}}}
			v.mu.Unlock()
			err := v.pc.WriteRTCP([]rtcp.Packet{report, &rtcp.ExtendedReport{SenderSSRC: 7, Reports: []rtcp.ReportBlock{
				&rtcp.ReceiverReferenceTimeReportBlock{NTPTimestamp: uint64(ntp.FromTime(time.Now()))},
			}}})
			if err != nil {
				t.Fatal(err)
			}
			p.send(40)
		}
		p.send(40)
		v.mu.Lock()
		defer v.mu.Unlock()
		if len(v.trips) < asked {
			t.Fatalf("%d answers to %d reference times", len(v.trips), asked)
		}
		for _, trip := range v.trips {
			if trip < 79*time.Millisecond || trip > 90*time.Millisecond {
				t.Errorf("a round trip of %v on a path of 80 ms", trip)
			}
		}
	})
}
