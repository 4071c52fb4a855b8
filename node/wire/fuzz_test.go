package wire

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"google.golang.org/protobuf/proto"
)

// kinds are empty messages of every kind that comes from the network.
func kinds() []Message {
	return []Message{
		new(StreamAnnounce), new(RelayAdvert), new(DirectoryRequest), new(DirectoryReply), new(ViewRequest), new(ViewReply),
		new(Join), new(JoinReply), new(AdmitRequest), new(AdmitReply), new(PayRequest), new(PayReply), new(PayAck),
		new(DialbackRequest), new(DialbackReply), new(TurnRequest), new(TurnReply), new(Signal),
	}
}

// FuzzDecode decodes any bytes as any message. What is valid can be sent on, is no larger than what came, and is read again as
// the same.
func FuzzDecode(f *testing.F) {
	for _, m := range samples() {
		payload, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		for i, k := range kinds() {
			if nameOf(k) == nameOf(m) {
				f.Add(uint8(i), payload)
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, payload []byte) {
		all := kinds()
		m := all[int(kind)%len(all)]
		if err := Decode(payload, m, MaxMessage); err != nil {
			if !errors.Is(err, ErrInvalid) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("%v is of no known kind", err)
			}
			return
		}
		again, err := Encode(m, len(payload))
		if err != nil {
			t.Fatalf("valid, but cannot be sent on: %v", err)
		}
		other := m.ProtoReflect().New().Interface().(Message)
		if err := Decode(again, other, MaxMessage); err != nil || !proto.Equal(m, other) {
			t.Fatalf("read as %v, sent on and read as %v, %v", m, other, err)
		}
		if s, ok := m.(signed); ok {
			if _, err := s.SigningBytes(); err != nil {
				t.Fatalf("valid, but nothing to sign: %v", err)
			}
		}
	})
}

// FuzzRead reads frames off any bytes. It never takes more than a frame, and a frame that it accepts comes out as it went in
// but for its payload's form.
func FuzzRead(f *testing.F) {
	var stream bytes.Buffer
	for range 2 {
		if err := Write(&stream, &ViewRequest{StreamId: fill(32, 1), Want: 3}); err != nil {
			f.Fatal(err)
		}
	}
	f.Add(stream.Bytes())
	f.Add([]byte{0x80, 0x80, 0x04})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		under := bytes.NewReader(b)
		in := bufio.NewReader(under)
		for {
			before := under.Len() + in.Buffered()
			var m ViewRequest
			err := Read(in, &m)
			taken := before - under.Len() - in.Buffered()
			size, n := binary.Uvarint(b[len(b)-before:])
			switch {
			case err == nil && (n <= 0 || taken != n+int(size)):
				t.Fatalf("took %d bytes of a frame of %d+%d", taken, n, size)
			case taken > MaxMessage+3:
				t.Fatalf("took %d bytes", taken)
			case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, ErrTooLarge):
				return
			case errors.Is(err, ErrInvalid) && taken <= n:
				return // the length is no length
			case err != nil && !errors.Is(err, ErrInvalid):
				t.Fatalf("%v is of no known kind", err)
			}
		}
	})
}
