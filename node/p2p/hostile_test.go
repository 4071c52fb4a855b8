package p2p

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"github.com/casto-network/casto/node/wire"
)

// raw sends bytes on a protocol and returns what comes back.
func (w *world) raw(n *node, id protocol.ID, send []byte) ([]byte, error) {
	w.t.Helper()
	p, err := peer.Decode(n.ID())
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := w.stranger(n).NewStream(w.t.Context(), p, id)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := s.Write(send); err != nil {
		w.t.Fatal(err)
	}
	return io.ReadAll(s)
}

func framed(t *testing.T, m wire.Message) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := wire.Write(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMalformedRequestsAreRefused(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		handled := atomic.Int32{}
		h := &handlers{
			view: func(string, *wire.ViewRequest) (*wire.ViewReply, error) {
				handled.Add(1)
				return &wire.ViewReply{}, nil
			},
			join: func(context.Context, string, *wire.Join) (*wire.JoinReply, error) {
				handled.Add(1)
				return accepted(), nil
			},
		}
		n := w.add(h.all)
		for name, send := range map[string][]byte{
			"noise":         {3, 0xff, 0xff, 0xff},
			"empty message": {0},
			"short id":      {4, 0x0a, 2, 1, 2},
			"huge length":   binary.AppendUvarint(nil, 1<<40),
			"other message": framed(t, &wire.PayAck{Cumulative: []byte{1}}),
		} {
			got, err := w.raw(n, viewProtocol, send)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			var rep wire.ViewReply
			if err := wire.Read(bufio.NewReader(bytes.NewReader(got)), &rep); err != nil || rep.GetError().GetCode() != wire.ErrorCode_ERROR_CODE_BAD {
				t.Errorf("%s: got %v, %v", name, &rep, err)
			}
		}
		if got := handled.Load(); got != 0 {
			t.Errorf("%d reached the handler", got)
		}
	})
}

func TestAckOfAnotherAmountIsNone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		h := &handlers{pay: func(*wire.PayRequest) (*wire.PayReply, error) { return vouched(7), nil }}
		n := w.add(h.all)
		if _, err := w.raw(n, payProtocol, append(framed(t, somePay(2)), framed(t, &wire.PayAck{Cumulative: []byte{8}})...)); err == nil {
			t.Error("the stream was closed in good order")
		}
		if h.acknowledged() != 0 {
			t.Error("acknowledged")
		}
		if _, err := w.raw(n, payProtocol, append(framed(t, somePay(2)), framed(t, &wire.PayAck{Cumulative: []byte{7}})...)); err != nil {
			t.Error(err)
		}
		if h.acknowledged() != 1 {
			t.Error("not acknowledged")
		}
	})
}

// TestSlowPeersAreGivenUp keeps a stream open without a word, and half a message: each ends after the time for a message.
func TestSlowPeersAreGivenUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		n := w.add((&handlers{view: viewOf()}).all)
		for _, send := range [][]byte{nil, framed(t, &wire.ViewRequest{StreamId: make([]byte, 32)})[:20]} {
			begin := time.Now()
			_, err := w.raw(n, viewProtocol, send)
			if err == nil {
				t.Error("answered")
			}
			if took := time.Since(begin); took < requestTimeout || took > requestTimeout+time.Second {
				t.Errorf("given up after %v, want %v", took, requestTimeout)
			}
		}
	})
}

// TestLyingAnswerersAreErrors has a peer answer with what is no reply.
func TestLyingAnswerersAreErrors(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		n := w.add(nil)
		liar := w.stranger(n)
		for name, answer := range map[string][]byte{"noise": {2, 0xff, 0xff}, "huge": {0xff, 0xff, 0xff, 0x7f}, "empty": {0}, "cut off": {9, 1}, "nothing": nil} {
			liar.SetStreamHandler(signalProtocol, func(s network.Stream) {
				_, _ = io.ReadAll(s)
				_, _ = s.Write(answer)
				_ = s.Close()
			})
			rep, err := n.Join(t.Context(), liar.ID().String(), someJoin())
			if err == nil || rep != nil {
				t.Errorf("%s: got %v", name, rep)
			}
			if whole := name != "cut off" && name != "nothing"; whole != errors.Is(err, ErrProtocol) {
				t.Errorf("%s: %v, want ErrProtocol: %v", name, err, whole)
			}
		}
	})
}
