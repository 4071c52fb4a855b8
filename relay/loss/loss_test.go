package loss

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp/codecs"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestEveryPacketOfAFrameHoldsAStampOfItsOwn(t *testing.T) {
	cut := &codecs.VP8Payloader{EnablePictureID: true}
	s := &source{}
	for n := range uint32(200) { // past the picture ids that take one byte
		s.start = time.Now().Add(-time.Hour) // frames are due at once
		f, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if f.KeyFrame != (n%keyFrames == 0) {
			t.Errorf("frame %d: key frame %v", n, f.KeyFrame)
		}
		packets := cut.Payload(1140, f.Data)
		if len(packets) != framePackets {
			t.Fatalf("frame %d is %d packets", n, len(packets))
		}
		offsets := map[uint32]bool{}
		for i, p := range packets {
			got, ok := findStamp(p)
			if !ok || got.frame != n || time.Since(got.sent) > time.Hour || offsets[got.offset] {
				t.Fatalf("frame %d, packet %d: stamp %+v, %v", n, i, got, ok)
			}
			offsets[got.offset] = true
		}
	}
	if _, ok := findStamp(make([]byte, 1200)); ok {
		t.Error("a stamp in a packet without")
	}
}

// TestReportCountsLatenessByTheStamps plays frames 0 to 299, ten seconds, of which some packets come late or never.
func TestReportCountsLatenessByTheStamps(t *testing.T) {
	begin := time.Unix(1000, 0)
	tally := newTally()
	for n := range uint32(300) {
		sent := begin.Add(time.Duration(n) * frameTime)
		frame := make([]byte, framePackets*1000)
		putStamps(frame, n, sent)
		for i := range framePackets {
			after := 40 * time.Millisecond
			switch {
			case n == 150: // the whole frame is lost
				continue
			case n%100 == 99 && i == 3: // comes late: frames 99 and 199; 299 is too recent to count
				after = 301 * time.Millisecond
			case n == 120 && i == 0: // exactly in time
				after = InTime
			}
			tally.packet(sent.Add(after), frame[i*1000:(i+1)*1000])
			tally.packet(sent.Add(after+time.Second), frame[i*1000:(i+1)*1000]) // a copy
		}
	}
	got := tally.report(begin, begin.Add(10*time.Second))
	want := Report{
		Packets: 2100, InTime: 2088, Late: 2, Missing: 10, Frames: 210, FramesInTime: 207,
		LatencyMedian: 40 * time.Millisecond, Latency99: 40 * time.Millisecond,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := newTally().report(begin, begin); got != (Report{}) || got.Share() != 0 {
		t.Errorf("nothing came: %+v", got)
	}
}

// TestStreamsArriveOverLoopback sends for five seconds through both relays. How long packets take depends on what else the
// machine does; that all come does not.
func TestStreamsArriveOverLoopback(t *testing.T) {
	for name, stock := range map[string]bool{"relay": false, "stock": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp4", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			url := "http://" + listener.Addr().String()
			ctx, stop := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() {
				if err := Serve(ctx, ServeOptions{Listener: listener, Stock: stock}); err != nil {
					t.Error(err)
				}
			})
			live := make(chan struct{})
			running.Go(func() {
				if err := Publish(ctx, url+"/whip/s", func() { close(live) }); err != nil {
					t.Error(err)
				}
			})
			<-live
			watch := Watch
			if stock {
				watch = WatchStock
			}
			connected := false
			r, err := watch(ctx, WatchOptions{Endpoint: url + "/whep/s", Lasting: 5 * time.Second, Connected: func() { connected = true }})
			if err != nil || r.Frames == 0 || r.Missing > 0 || !connected {
				t.Errorf("%+v, %v, connected %v", r, err, connected)
			}
			stop()
			running.Wait()
			http.DefaultClient.CloseIdleConnections()
		})
	}
}
