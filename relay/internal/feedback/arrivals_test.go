package feedback

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// What Pion's recorder reports, of packets lost and late, over the wrap of the numbers, is read as it was.
func TestArrivalsAsRecorded(t *testing.T) {
	for _, loss := range []float64{0, 0.02, 0.3, 0.95} {
		rng := rand.New(rand.NewPCG(1, 2))
		r := twcc.NewRecorder(1)
		type fate struct {
			arrived bool
			at      time.Duration
		}
		sent, seen := map[uint16]fate{}, map[uint16]bool{}
		at := 10 * time.Second
		for i := range 2000 {
			seq := uint16(64000 + i)
			at += time.Duration(rng.IntN(40000)) * time.Microsecond
			arrived := rng.Float64() >= loss
			sent[seq] = fate{arrived, at}
			if arrived {
				r.Record(7, seq, at.Microseconds())
			}
			if i%50 != 49 {
				continue
			}
			for _, p := range r.BuildFeedbackPacket() {
				b, err := rtcp.Marshal([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: 3}, p})
				if err != nil {
					t.Fatal(err)
				}
				var base time.Duration
				first := true
				if !Arrivals(b, func(a Arrival) {
					f, known := sent[a.Seq]
					if !known || a.Arrived && !f.arrived {
						t.Errorf("packet %d: reported as arrived %v, sent %+v", a.Seq, a.Arrived, f)
					}
					if !a.Arrived {
						return
					}
					seen[a.Seq] = true
					if first {
						base, first = a.At-f.at, false
					}
					if d := (a.At - f.at - base).Abs(); d > time.Millisecond {
						t.Errorf("packet %d is reported %v off its time", a.Seq, d)
					}
				}) {
					t.Fatal("no feedback found")
				}
			}
		}
		missing := 0
		for seq, f := range sent {
			if f.arrived && !seen[seq] {
				missing++
			}
		}
		if missing > 1 {
			t.Errorf("%d packets that arrived are in no report, at %.0f %% loss", missing, 100*loss)
		}
	}
}

func TestRemote(t *testing.T) {
	for _, want := range []uint64{50_000, 262_143, 1_000_000, 3_000_000_000} {
		b, err := rtcp.Marshal([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: 1}, &rtcp.ReceiverEstimatedMaximumBitrate{Bitrate: float32(want), SSRCs: []uint32{1}}})
		if err != nil {
			t.Fatal(err)
		}
		got, ok := Remote(b)
		if !ok || got < want*99/100 || got > want*101/100 {
			t.Errorf("got %d, %v, want %d", got, ok, want)
		}
	}
	if _, ok := Remote([]byte{0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 'R', 'E', 'M', 'X', 1, 2, 3, 4}); ok {
		t.Error("another application's message is taken for REMB")
	}
}

func FuzzArrivals(f *testing.F) {
	r := twcc.NewRecorder(1)
	for i := range uint16(40) {
		if i%5 != 0 {
			r.Record(7, i, int64(i)*9000)
		}
	}
	for _, p := range r.BuildFeedbackPacket() {
		b, err := p.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte{0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 'R', 'E', 'M', 'B', 1, 0xff, 3, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		Arrivals(b, func(Arrival) { n++ })
		Remote(b)
		if n > maxReported*(len(b)/20+1) {
			t.Fatalf("%d packets out of %d bytes", n, len(b))
		}
		var report rtcp.TransportLayerCC
		if len(b) < 4 || report.Unmarshal(b) != nil || 4*(int(report.Header.Length)+1) != len(b) {
			return
		}
	})
}
