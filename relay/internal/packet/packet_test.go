package packet

import (
	"bytes"
	"errors"
	"testing"

	"github.com/pion/rtp"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name    string
		in      []byte
		payload []byte
		err     error
	}{
		{"plain", []byte{0x80, 0xe0, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 9, 9}, []byte{9, 9}, nil},
		{"empty payload", []byte{0x80, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4}, nil, nil},
		{"padding", []byte{0xa0, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 9, 0, 2}, []byte{9}, nil},
		{"padding only", []byte{0xa0, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 2}, nil, nil},
		{"CSRC", []byte{0x81, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 1, 1, 1, 1, 9}, []byte{9}, nil},
		{"extension", []byte{0x90, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xbe, 0xde, 0, 1, 1, 1, 1, 1, 9}, []byte{9}, nil},
		{"short", make([]byte, 11), nil, ErrMalformed},
		{"version 1", []byte{0x40, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4}, nil, ErrMalformed},
		{"CSRC cut off", []byte{0x82, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 1, 1, 1, 1}, nil, ErrMalformed},
		{"extension cut off", []byte{0x90, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xbe, 0xde, 0}, nil, ErrMalformed},
		{"extension too long", []byte{0x90, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xbe, 0xde, 0xff, 0xff}, nil, ErrMalformed},
		{"padding of zero", []byte{0xa0, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 9, 0}, nil, ErrMalformed},
		{"padding beyond the payload", []byte{0xa0, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 9, 200}, nil, ErrMalformed},
	} {
		t.Run(test.name, func(t *testing.T) {
			h, payload, err := Parse(test.in)
			if !errors.Is(err, test.err) || !bytes.Equal(payload, test.payload) {
				t.Fatalf("got % x, %v, want % x, %v", payload, err, test.payload, test.err)
			}
			if err == nil && (h.Seq != 0x0102 || h.Timestamp != 3 || h.SSRC != 4 || h.PayloadType != 0x60) {
				t.Errorf("header %+v", h)
			}
		})
	}
}

// FuzzParse compares with Pion's parser wherever both accept.
func FuzzParse(f *testing.F) {
	f.Add([]byte{0x90, 0xe0, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 9})
	f.Add([]byte{0xa0, 0x60, 1, 2, 0, 0, 0, 3, 0, 0, 0, 4, 9, 0, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		h, payload, err := Parse(b)
		if err != nil {
			return
		}
		var p rtp.Packet
		if p.Unmarshal(b) != nil {
			return // Pion also reads the extensions, which may be bad
		}
		if h.Seq != p.SequenceNumber || h.Timestamp != p.Timestamp || h.SSRC != p.SSRC || h.PayloadType != p.PayloadType || h.Marker != p.Marker {
			t.Errorf("header %+v, Pion reads %+v", h, p.Header)
		}
		if !bytes.Equal(payload, p.Payload) {
			t.Errorf("payload % x, Pion reads % x", payload, p.Payload)
		}
		for id := range uint8(15) {
			if got, want := h.Extension(id+1), p.GetExtension(id+1); len(want) > 0 && !bytes.Equal(got, want) {
				t.Errorf("extension %d is % x, Pion reads % x", id+1, got, want)
			}
		}
	})
}
