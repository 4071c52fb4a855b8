package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/proto"
)

// ErrTooLarge is returned for a message beyond its limit.
var ErrTooLarge = errors.New("message too large")

// Message is one of the messages of casto.proto.
type Message interface {
	proto.Message
	// Validate holds every field against its bounds; its errors wrap ErrInvalid.
	Validate() error
}

// Encode validates m and returns its payload for gossip, ErrTooLarge when that exceeds limit bytes.
func Encode(m Message, limit int) ([]byte, error) {
	if err := m.Validate(); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	if size := proto.Size(m); size > limit {
		return nil, fmt.Errorf("encode %s: %w: %d bytes, want at most %d", nameOf(m), ErrTooLarge, size, limit)
	}
	b, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", nameOf(m), err)
	}
	return b, nil
}

// Decode fills m from a payload of at most limit bytes, then validates it. What m held before is gone, whatever is returned.
func Decode(b []byte, m Message, limit int) error {
	if len(b) > limit {
		return fmt.Errorf("decode %s: %w: %d bytes, want at most %d", nameOf(m), ErrTooLarge, len(b), limit)
	}
	// No message nests deeper than five.
	if err := (proto.UnmarshalOptions{RecursionLimit: 8}).Unmarshal(b, m); err != nil {
		return fmt.Errorf("decode %s: %w: %w", nameOf(m), ErrInvalid, err)
	}
	if err := m.Validate(); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return nil
}

// Write validates m and writes it to w in one call: its length as an unsigned varint, then its payload, ErrTooLarge beyond
// MaxMessage.
func Write(w io.Writer, m Message) error {
	payload, err := Encode(m, MaxMessage)
	if err != nil {
		return err
	}
	frame := binary.AppendUvarint(make([]byte, 0, len(payload)+3), uint64(len(payload)))
	if _, err := w.Write(append(frame, payload...)); err != nil {
		return fmt.Errorf("write %s: %w", nameOf(m), err)
	}
	return nil
}

// Read fills m from one frame of r, then validates it. A length above MaxMessage, or one that is not in its shortest form,
// fails before anything of the payload is read. io.EOF means that r ended before the frame began; io.ErrUnexpectedEOF, within.
func Read(r *bufio.Reader, m Message) error {
	size, err := readLength(r)
	if err != nil {
		return fmt.Errorf("read %s: %w", nameOf(m), err)
	}
	payload := make([]byte, size)
	if _, err := io.ReadFull(r, payload); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return fmt.Errorf("read %s: %w", nameOf(m), err)
	}
	return Decode(payload, m, MaxMessage)
}

// readLength reads an unsigned varint of at most MaxMessage, whose three bytes it never exceeds.
func readLength(r *bufio.Reader) (int, error) {
	size := 0
	for i := range 3 {
		b, err := r.ReadByte()
		switch {
		case err == io.EOF && i > 0:
			return 0, io.ErrUnexpectedEOF
		case err != nil:
			return 0, err
		}
		size |= int(b&0x7f) << (7 * i)
		switch {
		case size > MaxMessage:
			return 0, fmt.Errorf("%w: at least %d bytes, want at most %d", ErrTooLarge, size, MaxMessage)
		case b == 0 && i > 0:
			return 0, fmt.Errorf("%w: length not in its shortest form", ErrInvalid)
		case b < 0x80:
			return size, nil
		}
	}
	return 0, fmt.Errorf("%w: length of more than three bytes", ErrTooLarge)
}

func nameOf(m Message) string { return string(m.ProtoReflect().Descriptor().Name()) }
