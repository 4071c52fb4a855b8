package p2p

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/multiformats/go-multistream"

	"github.com/casto-network/casto/node/wire"
)

// exchange is one stream of requests and replies, seen from either end. Each message has its own deadline.
type exchange struct {
	peer   peer.ID
	stream network.Stream
	in     *bufio.Reader
}

func newExchange(s network.Stream) *exchange {
	return &exchange{peer: s.Conn().RemotePeer(), stream: s, in: bufio.NewReader(s)}
}

func (x *exchange) read(m wire.Message) error {
	if err := x.stream.SetReadDeadline(time.Now().Add(requestTimeout)); err != nil {
		return err
	}
	return wire.Read(x.in, m)
}

func (x *exchange) write(m wire.Message) error {
	if err := x.stream.SetWriteDeadline(time.Now().Add(requestTimeout)); err != nil {
		return err
	}
	return wire.Write(x.stream, m)
}

// server answers requests until it is stopped.
type server struct {
	host *Host
	busy sync.WaitGroup

	mu      sync.Mutex // guards stopped and ids
	stopped bool
	ids     []protocol.ID
}

// begin counts an answer in unless the server is stopped.
func (s *server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopped {
		s.busy.Add(1)
	}
	return !s.stopped
}

// stop takes the protocols back and waits for the answers under way.
func (s *server) stop() {
	s.mu.Lock()
	s.stopped = true
	ids := s.ids
	s.mu.Unlock()
	for _, id := range ids {
		s.host.host.RemoveStreamHandler(id)
	}
	s.busy.Wait()
}

// answer offers a protocol. reply gets a context that ends with ctx or after the time that a request may take; when it fails,
// the peer sees the stream reset.
func (s *server) answer(ctx context.Context, id protocol.ID, may allowance, reply func(context.Context, *exchange) error) {
	s.mu.Lock()
	s.ids = append(s.ids, id)
	s.mu.Unlock()
	s.host.host.SetStreamHandler(id, func(stream network.Stream) {
		who := caller{stream.Conn().RemotePeer(), id}
		if !s.begin() {
			_ = stream.ResetWithError(network.StreamShutdown)
			return
		}
		defer s.busy.Done()
		if s.host.standing.shunned(who.peer, time.Now()) {
			_ = stream.ResetWithError(network.StreamRateLimited)
			return
		}
		if !s.host.calls.enter(who, may, time.Now()) {
			_ = stream.ResetWithError(network.StreamRateLimited)
			return
		}
		defer s.host.calls.leave(who)
		if place, ok := placeOf(stream.Conn().RemoteMultiaddr(), id); ok {
			if !s.host.calls.enter(place, may.ofPlace(), time.Now()) {
				_ = stream.ResetWithError(network.StreamRateLimited)
				return
			}
			defer s.host.calls.leave(place)
		}
		ctx, cancel := context.WithTimeout(ctx, 3*requestTimeout) // to read, to work, to write
		defer cancel()
		defer context.AfterFunc(ctx, func() { _ = stream.ResetWithError(network.StreamShutdown) })()
		if err := reply(ctx, newExchange(stream)); err != nil {
			s.host.log.Debug("request not answered", "protocol", id, "peer", who.peer, "error", err)
			_ = stream.ResetWithError(network.StreamProtocolViolation)
			return
		}
		_ = stream.Close()
	})
}

// message is a pointer to a message of package wire.
type message[M any] interface {
	*M
	wire.Message
}

// respond reads a request, has it handled and writes the reply, or what refuse makes of the error. The reply it returns is nil
// if it was a refusal.
func respond[Req, Rep any, PReq message[Req], PRep message[Rep]](ctx context.Context, h *Host, x *exchange,
	handle func(context.Context, string, PReq) (PRep, error), refuse func(*wire.Error) PRep) (PReq, PRep, error) {
	req := PReq(new(Req))
	if err := x.read(req); err != nil {
		if errors.Is(err, wire.ErrInvalid) || errors.Is(err, wire.ErrTooLarge) {
			h.standing.fault(x.peer, time.Now())
			err = x.write(refuse(&wire.Error{Code: wire.ErrorCode_ERROR_CODE_BAD, Text: clip(err.Error())}))
		}
		return nil, nil, err
	}
	working, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	rep, err := handle(working, x.peer.String(), req)
	if err == nil {
		if err = x.write(rep); !errors.Is(err, wire.ErrInvalid) && !errors.Is(err, wire.ErrTooLarge) {
			return req, rep, err
		}
	}
	if refusal := (*Refusal)(nil); !errors.As(err, &refusal) {
		h.log.Warn("request failed", "protocol", x.stream.Protocol(), "peer", x.peer, "error", err)
	}
	return nil, nil, x.write(refuse(refusalOf(err)))
}

// call opens a stream to a peer, dialling it if need be, sends req and has talk do the rest. The stream is reset when ctx ends.
func (h *Host) call(ctx context.Context, peerID string, id protocol.ID, req wire.Message, talk func(*exchange) error) error {
	p, err := peer.Decode(peerID)
	if err != nil {
		return fmt.Errorf("%s: peer id %.80q: %w", id, peerID, err)
	}
	if err := req.Validate(); err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	opening, cancel := context.WithTimeout(network.WithAllowLimitedConn(ctx, string(id)), requestTimeout)
	defer cancel()
	stream, err := h.host.NewStream(opening, p, id)
	if err != nil {
		return fmt.Errorf("%s with %s: %w", id, p, remote(ctx, err))
	}
	defer context.AfterFunc(ctx, func() { _ = stream.Reset() })()
	x := newExchange(stream)
	if err = x.write(req); err == nil {
		err = talk(x)
	}
	if err != nil {
		_ = stream.Reset()
		err = remote(ctx, err)
		if errors.Is(err, ErrProtocol) {
			h.standing.fault(p, time.Now())
		}
		return fmt.Errorf("%s with %s: %w", id, p, err)
	}
	h.worked(p)
	_ = stream.Close()
	return nil
}

// ask sends one request and reads one reply.
func ask[Rep any, PRep message[Rep]](ctx context.Context, h *Host, peerID string, id protocol.ID, req wire.Message) (PRep, error) {
	rep := PRep(new(Rep))
	err := h.call(ctx, peerID, id, req, func(x *exchange) error {
		_ = x.stream.CloseWrite() // if the stream is gone, the read tells why
		return x.read(rep)
	})
	if err != nil {
		return nil, err
	}
	return rep, nil
}

// remote puts this package's words to what libp2p says of the other end.
func remote(ctx context.Context, err error) error {
	var reset *network.StreamError
	var unsupported multistream.ErrNotSupported[protocol.ID]
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &unsupported):
		return fmt.Errorf("%w: %w", ErrNotOffered, err)
	case errors.As(err, &reset) && reset.Remote && reset.ErrorCode == network.StreamRateLimited:
		return fmt.Errorf("%w: %w", ErrRateLimited, err)
	case errors.Is(err, wire.ErrInvalid) || errors.Is(err, wire.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrProtocol, err)
	}
	return err
}
