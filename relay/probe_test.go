package relay_test

import (
	"encoding/binary"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// rawTrack lends its RTP stream to a test, which writes packets of any SSRC to it.
type rawTrack struct {
	*webrtc.TrackLocalStaticRTP
	writer webrtc.TrackLocalWriter
	ssrc   uint32
}

func (r *rawTrack) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	r.writer, r.ssrc = c.WriteStream(), uint32(c.SSRC())
	return r.TrackLocalStaticRTP.Bind(c)
}

// TestSourcesHearOfEveryPacket sends padding on an SSRC that belongs to no track, as browsers do to probe for bandwidth before the
// relay knows the SSRCs of their retransmissions. A packet that transport-wide feedback leaves out counts as lost.
func TestSourcesHearOfEveryPacket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		pc, _ := w.peer(func(me *webrtc.MediaEngine, _ *interceptor.Registry) {
			c := vp8()
			c.RTCPFeedback = []webrtc.RTCPFeedback{{Type: webrtc.TypeRTCPFBTransportCC}}
			if err := me.RegisterCodec(webrtc.RTPCodecParameters{PayloadType: 96, RTPCodecCapability: c}, webrtc.RTPCodecTypeVideo); err != nil {
				t.Fatal(err)
			}
			extension := webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}
			if err := me.RegisterHeaderExtension(extension, webrtc.RTPCodecTypeVideo); err != nil {
				t.Fatal(err)
			}
		})
		static, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "publisher")
		if err != nil {
			t.Fatal(err)
		}
		track := &rawTrack{TrackLocalStaticRTP: static}
		transceiver, err := pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			t.Fatal(err)
		}
		w.start()
		session, err := r.Publish(t.Context(), "s", offer(t, pc))
		if err != nil {
			t.Fatal(err)
		}
		accept(t, pc, session.AnswerSDP())
		var reported atomic.Int32
		go func() {
			for {
				packets, _, err := transceiver.Sender().ReadRTCP()
				if err != nil {
					return
				}
				for _, p := range packets {
					if feedback, ok := p.(*rtcp.TransportLayerCC); ok {
						reported.Add(int32(len(feedback.RecvDeltas)))
					}
				}
			}
		}()
		time.Sleep(time.Second)

		var number uint16
		send := func(ssrc uint32, payloadType uint8, seq uint16) {
			h := &rtp.Header{Version: 2, SSRC: ssrc, PayloadType: payloadType, SequenceNumber: seq, Timestamp: 3000 * uint32(seq), Marker: true}
			if err := h.SetExtension(uint8(transceiver.Sender().GetParameters().HeaderExtensions[0].ID), binary.BigEndian.AppendUint16(nil, number)); err != nil {
				t.Fatal(err)
			}
			number++
			if _, err := track.writer.WriteRTP(h, vp8Payload(seq, seq == 0, 0, int(seq))); err != nil {
				t.Fatal(err)
			}
		}
		const frames = 60
		for seq := range uint16(frames) {
			send(track.ssrc, 96, seq)
			if seq >= 5 { // the track is known by then
				send(0xabcd, 97, seq)
			}
			time.Sleep(frameTime)
		}
		time.Sleep(time.Second)
		if got := int(reported.Load()); got < int(number)-1 {
			t.Errorf("the source hears of %d packets of %d", got, number)
		}
	})
}
