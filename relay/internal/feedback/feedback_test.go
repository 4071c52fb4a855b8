package feedback

import (
	"reflect"
	"slices"
	"testing"

	"github.com/pion/rtcp"
)

func compound(t testing.TB, packets ...rtcp.Packet) []byte {
	t.Helper()
	b, err := rtcp.Marshal(packets)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func collect(b []byte) (out []Message) {
	Each(b, func(m Message) { out = append(out, m) })
	return out
}

func TestEachReadsWhatPionWrites(t *testing.T) {
	report := rtcp.ReceptionReport{SSRC: 7, LastSenderReport: 0x11223344, Delay: 99}
	reception := Message{Kind: Reception, SSRC: 7, LastReport: 0x11223344, Delay: 99}
	for _, test := range []struct {
		name string
		in   []byte
		want []Message
	}{
		{"receiver report", compound(t, &rtcp.ReceiverReport{SSRC: 1, Reports: []rtcp.ReceptionReport{report, report}}), []Message{reception, reception}},
		{"sender report", compound(t, &rtcp.SenderReport{SSRC: 1, Reports: []rtcp.ReceptionReport{report}}), []Message{reception}},
		{"NACK", compound(t, &rtcp.TransportLayerNack{MediaSSRC: 7, Nacks: []rtcp.NackPair{{PacketID: 65535, LostPackets: 5}, {PacketID: 9}}}), []Message{
			{Kind: NACK, SSRC: 7, Seq: 65535, Mask: 5}, {Kind: NACK, SSRC: 7, Seq: 9},
		}},
		{"PLI", compound(t, &rtcp.PictureLossIndication{MediaSSRC: 7}), []Message{{Kind: PictureLost, SSRC: 7}}},
		{"FIR", compound(t, &rtcp.FullIntraRequest{MediaSSRC: 0, FIR: []rtcp.FIREntry{{SSRC: 7}, {SSRC: 8}}}), []Message{
			{Kind: PictureLost, SSRC: 7}, {Kind: PictureLost, SSRC: 8},
		}},
		{"behind what is skipped", compound(t,
			&rtcp.ReceiverReport{SSRC: 1},
			&rtcp.SourceDescription{Chunks: []rtcp.SourceDescriptionChunk{{Source: 1, Items: []rtcp.SourceDescriptionItem{{Type: 1, Text: "x"}}}}},
			&rtcp.ReceiverEstimatedMaximumBitrate{SenderSSRC: 1, Bitrate: 1e6, SSRCs: []uint32{7}},
			&rtcp.PictureLossIndication{MediaSSRC: 7},
		), []Message{{Kind: Remote, Rate: 1e6}, {Kind: PictureLost, SSRC: 7}}},
		{"padded", []byte{0xa1, 206, 0, 3, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 4}, []Message{{Kind: PictureLost, SSRC: 7}}},
		{"application's own", compound(t, &rtcp.ApplicationDefined{SSRC: 7, Name: "NAME", Data: []byte("datum")}), []Message{
			{Kind: Application, SSRC: 7, Name: []byte("NAME"), Data: []byte("datum")},
		}},
		{"application's own, of another subtype", compound(t, &rtcp.ApplicationDefined{SubType: 1, SSRC: 7, Name: "NAME"}), nil},
		{"application's own, without a name", []byte{0x80, 204, 0, 1, 0, 0, 0, 1}, nil},
		{"reference time, between blocks of other types", compound(t, &rtcp.ExtendedReport{SenderSSRC: 7, Reports: []rtcp.ReportBlock{
			&rtcp.DLRRReportBlock{Reports: []rtcp.DLRRReport{{SSRC: 1, LastRR: 2, DLRR: 3}}},
			&rtcp.ReceiverReferenceTimeReportBlock{NTPTimestamp: 0x1122334455667788},
			&rtcp.UnknownReportBlock{Bytes: []byte{1, 2, 3, 4}},
		}}), []Message{{Kind: Reference, SSRC: 7, LastReport: 0x33445566}}},
		{"reference time of another length", []byte{0x80, 207, 0, 3, 0, 0, 0, 7, 4, 0, 0, 1, 0, 0, 0, 1}, nil},
		{"reference time beyond the packet", []byte{0x80, 207, 0, 2, 0, 0, 0, 7, 4, 0, 0, 2}, nil},
		{"extended report without a block", []byte{0x80, 207, 0, 0}, nil},
		{"empty", nil, nil},
		{"cut off", compound(t, &rtcp.PictureLossIndication{MediaSSRC: 7})[:8], nil},
		{"wrong version", []byte{0x41, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 7}, nil},
		{"short PLI", []byte{0x81, 206, 0, 1, 0, 0, 0, 1}, nil},
		{"more reports than there are", []byte{0x9f, 201, 0, 1, 0, 0, 0, 1}, nil},
		{"padding beyond the packet", []byte{0xa1, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 99}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := collect(test.in); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

// padded says whether a part of a compound claims padding, which Pion does not check.
func padded(b []byte) bool {
	for len(b) >= 4 {
		if b[0]&0x20 != 0 {
			return true
		}
		b = b[min(len(b), 4*(int(b[2])<<8+int(b[3])+1)):]
	}
	return false
}

// FuzzEach compares the NACKs, picture losses and reference times with Pion's wherever Pion accepts the whole.
func FuzzEach(f *testing.F) {
	f.Add(compound(f, &rtcp.ReceiverReport{SSRC: 1}, &rtcp.TransportLayerNack{MediaSSRC: 7, Nacks: []rtcp.NackPair{{PacketID: 1, LostPackets: 5}}}))
	f.Add([]byte{0xa1, 206, 0, 3, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 4})
	f.Add(compound(f, &rtcp.ExtendedReport{SenderSSRC: 7, Reports: []rtcp.ReportBlock{&rtcp.ReceiverReferenceTimeReportBlock{NTPTimestamp: 1 << 40}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		got := collect(b)
		packets, err := rtcp.Unmarshal(b)
		if err != nil {
			return
		}
		for _, p := range packets {
			var want []Message
			switch p := p.(type) {
			case *rtcp.PictureLossIndication:
				want = []Message{{Kind: PictureLost, SSRC: p.MediaSSRC}}
			case *rtcp.TransportLayerNack:
				for _, n := range p.Nacks {
					want = append(want, Message{Kind: NACK, SSRC: p.MediaSSRC, Seq: n.PacketID, Mask: uint16(n.LostPackets)})
				}
			case *rtcp.ExtendedReport:
				for _, block := range p.Reports {
					if r, ok := block.(*rtcp.ReceiverReferenceTimeReportBlock); ok && r.BlockLength == 2 {
						want = append(want, Message{Kind: Reference, SSRC: p.SenderSSRC, LastReport: uint32(r.NTPTimestamp >> 16)})
					}
				}
			}
			for _, m := range want {
				if !padded(b) && !slices.ContainsFunc(got, func(g Message) bool { return reflect.DeepEqual(g, m) }) {
					t.Fatalf("%+v not found in %+v", m, got)
				}
			}
		}
	})
}
