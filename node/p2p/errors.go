package p2p

import (
	"errors"
	"fmt"

	"github.com/casto-network/casto/node/wire"
)

var (
	// ErrIgnore is wrapped by a verify function's error when the sender may be honest: the record is dropped and nobody
	// blamed. What depends on a chain belongs here, since nodes see different blocks.
	ErrIgnore = errors.New("record ignored")
	// ErrStale is returned for a record of one's own that is no newer than the last.
	ErrStale = errors.New("record is not newer than the last")
	// ErrRateLimited is returned when the peer says that it was asked too often.
	ErrRateLimited = errors.New("rate limited by peer")
	// ErrNotOffered is returned when the peer does not speak the protocol.
	ErrNotOffered = errors.New("protocol not offered by peer")
	// ErrProtocol is returned when the peer breaks the protocol.
	ErrProtocol = errors.New("protocol violated by peer")
	// ErrClosed is returned when Run has ended.
	ErrClosed = errors.New("p2p host closed")
)

// Refusal is a peer's no: a handler returns one to choose what the asker is told, and the asker gets it back as an error.
// Any other error of a handler reaches the asker as an internal error without its text.
type Refusal struct {
	Code wire.ErrorCode
	Text string // for people, at most 256 bytes; the rest is cut off
}

// Error implements error.
func (r *Refusal) Error() string {
	return fmt.Sprintf("refused: %s: %s", r.Code, r.Text)
}

// refusalOf returns what the asker is told about a handler's error.
func refusalOf(err error) *wire.Error {
	var r *Refusal
	if !errors.As(err, &r) {
		return &wire.Error{Code: wire.ErrorCode_ERROR_CODE_INTERNAL, Text: "internal error"}
	}
	code := r.Code
	if _, known := wire.ErrorCode_name[int32(code)]; !known || code == wire.ErrorCode_ERROR_CODE_UNSPECIFIED {
		code = wire.ErrorCode_ERROR_CODE_INTERNAL
	}
	return &wire.Error{Code: code, Text: clip(r.Text)}
}

// clip cuts a text to the length and the characters that messages allow.
func clip(text string) string {
	b := make([]rune, 0, len(text))
	size := 0
	for _, r := range text { // bytes that are no UTF-8 come as U+FFFD
		if size += len(string(r)); size > wire.MaxText {
			break
		}
		b = append(b, r)
	}
	return string(b)
}

// errorOf returns the refusal that a reply carries, or nil.
func errorOf(e *wire.Error) error {
	if e == nil {
		return nil
	}
	return &Refusal{Code: e.GetCode(), Text: e.GetText()}
}
