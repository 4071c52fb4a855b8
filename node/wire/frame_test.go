package wire

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"google.golang.org/protobuf/proto"
)

func TestFramesKeepMessages(t *testing.T) {
	all := append(samples(), largest()...)
	var stream bytes.Buffer
	for _, m := range all {
		if err := Write(&stream, m); err != nil {
			t.Fatalf("%s: %v", nameOf(m), err)
		}
	}
	in := bufio.NewReader(iotest.OneByteReader(&stream))
	for _, m := range all {
		got := m.ProtoReflect().New().Interface().(Message)
		if err := Read(in, got); err != nil {
			t.Fatalf("%s: %v", nameOf(m), err)
		}
		if !proto.Equal(got, m) {
			t.Errorf("%s: got %v, want %v", nameOf(m), got, m)
		}
	}
	if err := Read(in, new(PayAck)); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame: %v, want io.EOF", err)
	}
}

func TestBadFramesAreRefused(t *testing.T) {
	valid, err := proto.Marshal(&ViewRequest{StreamId: fill(32, 1)})
	if err != nil {
		t.Fatal(err)
	}
	framed := binary.AppendUvarint(nil, uint64(len(valid)))
	framed = append(framed, valid...)
	tests := []struct {
		name  string
		bytes []byte
		want  error
	}{
		{"nothing", nil, io.EOF},
		{"length cut off", []byte{0x80}, io.ErrUnexpectedEOF},
		{"payload missing", framed[:1], io.ErrUnexpectedEOF},
		{"payload cut off", framed[:len(framed)-1], io.ErrUnexpectedEOF},
		{"length above the limit", binary.AppendUvarint(nil, MaxMessage+1), ErrTooLarge},
		{"length of ten bytes", binary.AppendUvarint(nil, 1<<63), ErrTooLarge},
		{"length in a long form", append([]byte{0x80 | byte(len(valid)), 0}, valid...), ErrInvalid},
		{"length without end", bytes.Repeat([]byte{0x80}, 20), ErrTooLarge},
		{"not protobuf", []byte{2, 0xff, 0xff}, ErrInvalid},
		{"empty message", []byte{0}, ErrInvalid},
		{"text that is not UTF-8", []byte("\x04\x12\x02\xff\xfe"), ErrInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var m Message = new(ViewRequest)
			if strings.Contains(tt.name, "UTF-8") {
				m = new(Join)
			}
			if err := Read(bufio.NewReader(bytes.NewReader(tt.bytes)), m); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestSendersRefuseWhatReadersWould(t *testing.T) {
	if err := Write(io.Discard, new(ViewRequest)); !errors.Is(err, ErrInvalid) {
		t.Errorf("malformed message: %v, want ErrInvalid", err)
	}
	big := sampleAnnounce()
	for range MaxEntryRelays - 1 {
		big.EntryRelays = append(big.EntryRelays, &Peer{PeerId: fill(64, 1), Addrs: [][]byte{fill(200, 1)}})
	}
	if _, err := Encode(big, MaxGossip); !errors.Is(err, ErrTooLarge) {
		t.Errorf("large message: %v, want ErrTooLarge", err)
	}
	payload, err := Encode(big, MaxMessage)
	if err != nil {
		t.Fatal(err)
	}
	if err := Decode(payload, new(StreamAnnounce), MaxGossip); !errors.Is(err, ErrTooLarge) {
		t.Errorf("large payload: %v, want ErrTooLarge", err)
	}
}

func TestFitKeepsWhatMatters(t *testing.T) {
	m := sampleAnnounce()
	m.Signature = nil
	m.Origin.Addrs, m.EntryRelays = nil, nil
	for i := range MaxAddrs {
		m.Origin.Addrs = append(m.Origin.Addrs, fill(12, byte(i)))
	}
	shared := &Peer{PeerId: fill(38, 1), Addrs: m.Origin.Addrs}
	for range MaxEntryRelays {
		m.EntryRelays = append(m.EntryRelays, shared)
	}
	m.Fit()
	m.Signature = fill(SignatureSize, 1)
	if b, err := Encode(m, MaxGossip); err != nil || len(b) < MaxGossip*3/4 {
		t.Errorf("%d bytes, %v; want nearly %d", len(b), err, MaxGossip)
	}
	if len(m.Origin.Addrs) != MaxAddrs || len(m.EntryRelays) < 2 || len(m.EntryRelays[0].Addrs) != 2 {
		t.Errorf("left %d of the origin's addresses, %d entry relays", len(m.Origin.Addrs), len(m.EntryRelays))
	}
	if len(shared.Addrs) != MaxAddrs {
		t.Error("changed a peer that other messages share")
	}
	small := sampleAnnounce()
	small.Fit()
	if !proto.Equal(small, sampleAnnounce()) {
		t.Error("changed what was small enough")
	}
}
