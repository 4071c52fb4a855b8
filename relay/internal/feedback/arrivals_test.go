package feedback

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// reported returns what the transport-wide feedback in a compound says, of each well-formed report.
func reported(compound []byte) (arrivals []Arrival, reports int) {
	Each(compound, func(m Message) {
		if m.Kind == Transport {
			before := len(arrivals)
			if m.Report.Arrivals(func(a Arrival) { arrivals = append(arrivals, a) }) {
				reports++
			} else {
				arrivals = arrivals[:before]
			}
		}
	})
	return arrivals, reports
}

// pions returns what Pion's parser reads in a report: its chunks, unrolled, with the times of its deltas.
func pions(r *rtcp.TransportLayerCC) (arrivals []Arrival) {
	var symbols []uint16
	for _, chunk := range r.PacketChunks {
		switch c := chunk.(type) {
		case *rtcp.RunLengthChunk:
			symbols = append(symbols, slices.Repeat([]uint16{c.PacketStatusSymbol}, int(c.RunLength))...)
		case *rtcp.StatusVectorChunk:
			symbols = append(symbols, c.SymbolList...)
		}
	}
	at, deltas := time.Duration(r.ReferenceTime)*referenceUnit, r.RecvDeltas
	for i, symbol := range symbols[:min(len(symbols), int(r.PacketStatusCount))] {
		a := Arrival{Seq: r.BaseSequenceNumber + uint16(i)}
		if symbol == rtcp.TypeTCCPacketReceivedSmallDelta || symbol == rtcp.TypeTCCPacketReceivedLargeDelta {
			if len(deltas) == 0 {
				return nil
			}
			at += time.Duration(deltas[0].Delta) * time.Microsecond
			deltas = deltas[1:]
			a.Arrived, a.At = true, at
		}
		arrivals = append(arrivals, a)
	}
	return arrivals
}

// What Pion's recorder reports, of packets lost and late, over the wrap of the numbers, is read as it was, and as Pion reads it.
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
				arrivals, reports := reported(compound(t, &rtcp.ReceiverReport{SSRC: 3}, p))
				if reports != 1 {
					t.Fatalf("%d reports found", reports)
				}
				if want := pions(p.(*rtcp.TransportLayerCC)); !slices.Equal(arrivals, want) {
					t.Fatalf("got %v, Pion reads %v", arrivals, want)
				}
				first := slices.IndexFunc(arrivals, func(a Arrival) bool { return a.Arrived })
				for _, a := range arrivals {
					f, known := sent[a.Seq]
					if !known || a.Arrived && !f.arrived {
						t.Errorf("packet %d: reported as arrived %v, sent %+v", a.Seq, a.Arrived, f)
					}
					if !a.Arrived {
						continue
					}
					seen[a.Seq] = true
					if d := (a.At - arrivals[first].At - f.at + sent[arrivals[first].Seq].at).Abs(); d > time.Millisecond {
						t.Errorf("packet %d is reported %v off its time", a.Seq, d)
					}
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

// Every kind of chunk, as Pion writes them.
func TestArrivalsOfEveryChunk(t *testing.T) {
	small, large := uint16(rtcp.TypeTCCPacketReceivedSmallDelta), uint16(rtcp.TypeTCCPacketReceivedLargeDelta)
	delta := func(symbol uint16, us int64) *rtcp.RecvDelta { return &rtcp.RecvDelta{Type: symbol, Delta: us} }
	r := &rtcp.TransportLayerCC{
		SenderSSRC: 1, MediaSSRC: 2, BaseSequenceNumber: 65533, PacketStatusCount: 26, ReferenceTime: 0x800001, FbPktCount: 3,
		PacketChunks: []rtcp.PacketStatusChunk{
			&rtcp.RunLengthChunk{Type: rtcp.TypeTCCRunLengthChunk, PacketStatusSymbol: small, RunLength: 2},
			&rtcp.RunLengthChunk{Type: rtcp.TypeTCCRunLengthChunk, PacketStatusSymbol: rtcp.TypeTCCPacketNotReceived, RunLength: 4},
			&rtcp.StatusVectorChunk{Type: rtcp.TypeTCCStatusVectorChunk, SymbolSize: rtcp.TypeTCCSymbolSizeTwoBit, SymbolList: []uint16{small, large, 0, 0, large, 0, 0}},
			&rtcp.StatusVectorChunk{Type: rtcp.TypeTCCStatusVectorChunk, SymbolSize: rtcp.TypeTCCSymbolSizeOneBit, SymbolList: []uint16{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0}},
		},
		RecvDeltas: []*rtcp.RecvDelta{delta(small, 0), delta(small, 63_750), delta(small, 250), delta(large, -8_000_000), delta(large, 8_191_750),
			delta(small, 1000), delta(small, 2000), delta(small, 3000)},
	}
	size := 20 + 2*len(r.PacketChunks) + 6 + 2*2
	r.Header = rtcp.Header{Count: rtcp.FormatTCC, Type: rtcp.TypeTransportSpecificFeedback, Padding: size%4 != 0, Length: uint16((size+3)/4 - 1)}
	got, reports := reported(compound(t, r))
	if want := pions(r); reports != 1 || !slices.Equal(got, want) {
		t.Errorf("%d reports\n got %v\nwant %v", reports, got, want)
	}
	if n := len(got); n != 26 || got[0].Seq != 65533 || got[25].Seq != 22 {
		t.Errorf("%d packets, %v", n, got)
	}
}

func TestRemote(t *testing.T) {
	remote := func(b []byte) (rate uint64, ok bool) {
		Each(b, func(m Message) {
			if m.Kind == Remote {
				rate, ok = m.Rate, true
			}
		})
		return rate, ok
	}
	for _, want := range []uint64{50_000, 262_143, 1_000_000, 3_000_000_000} {
		b := compound(t, &rtcp.ReceiverReport{SSRC: 1}, &rtcp.ReceiverEstimatedMaximumBitrate{Bitrate: float32(want), SSRCs: []uint32{1}})
		got, ok := remote(b)
		if !ok || got < want*99/100 || got > want*101/100 {
			t.Errorf("got %d, %v, want %d", got, ok, want)
		}
	}
	if _, ok := remote([]byte{0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 'R', 'E', 'M', 'X', 1, 2, 3, 4}); ok {
		t.Error("another application's message is taken for REMB")
	}
}

// recorded returns a compound as a viewer sends it: a receiver report, and feedback about 40 packets.
func recorded(t testing.TB) []byte {
	r := twcc.NewRecorder(1)
	for i := range uint16(40) {
		if i%5 != 0 {
			r.Record(7, i, int64(i)*9000)
		}
	}
	return compound(t, append([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: 1, Reports: []rtcp.ReceptionReport{{SSRC: 7}}}}, r.BuildFeedbackPacket()...)...)
}

func TestReadingAllocatesNothing(t *testing.T) {
	b := recorded(t)
	b = append(b, compound(t, &rtcp.TransportLayerNack{MediaSSRC: 7, Nacks: []rtcp.NackPair{{PacketID: 1, LostPackets: 5}}})...)
	n, messages := 0, 0
	count := func(Arrival) { n++ }
	if allocs := testing.AllocsPerRun(100, func() {
		Each(b, func(m Message) {
			messages++
			if m.Kind == Transport {
				m.Report.Arrivals(count)
			}
		})
	}); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
	if n != 101*39 || messages != 101*3 {
		t.Errorf("%d packets in %d messages", n, messages)
	}
}

// FuzzArrivals compares what is read with Pion, wherever Pion accepts a report and reads all of its chunks.
func FuzzArrivals(f *testing.F) {
	b := recorded(f)
	f.Add(b[32:]) // without the receiver report
	f.Add([]byte{0x8f, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 'R', 'E', 'M', 'B', 1, 0xff, 3, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, reports := reported(b)
		if len(got) > maxReported*(len(b)/20+1) {
			t.Fatalf("%d packets out of %d bytes", len(got), len(b))
		}
		var r rtcp.TransportLayerCC
		if padded(b) || r.Unmarshal(b) != nil || 4*(int(r.Header.Length)+1) != len(b) || r.PacketStatusCount > maxReported {
			return
		}
		want := pions(&r)
		if reports == 1 && len(want) == int(r.PacketStatusCount) && !slices.Equal(got, want) {
			t.Fatalf("got %v, Pion reads %v", got, want)
		}
	})
}

// BenchmarkEach reads a viewer's report about 40 packets.
func BenchmarkEach(b *testing.B) {
	compound, n := recorded(b), 0
	count := func(Arrival) { n++ }
	b.ReportAllocs()
	for b.Loop() {
		Each(compound, func(m Message) {
			if m.Kind == Transport {
				m.Report.Arrivals(count)
			}
		})
	}
}
