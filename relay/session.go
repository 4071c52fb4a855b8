package relay

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/seal"
)

// connectTimeout ends a session whose peer does not complete ICE and DTLS.
const connectTimeout = 15 * time.Second

// Role says what a session's peer is to this relay.
type Role uint8

// The roles of a session's peer.
const (
	RolePublisher Role = iota + 1 // sends the stream by WHIP
	RoleViewer                    // receives the stream: a viewer or a child relay
	RoleParent                    // a relay that this one pulls the stream from
)

// String returns the role's name.
func (r Role) String() string {
	switch r {
	case RolePublisher:
		return "publisher"
	case RoleViewer:
		return "viewer"
	case RoleParent:
		return "parent"
	}
	return "unknown"
}

// Limit bounds what a viewer is sent.
type Limit uint8

// The limits, from none to all.
const (
	LimitNone   Limit = iota // everything, in the highest layer
	LimitLowest              // the lowest layer
	LimitPaused              // nothing
)

// Session is one peer connection. All methods are safe for concurrent use.
type Session struct {
	id, name string
	role     Role
	relay    *Relay
	st       *stream // set before the session is handed out
	pc       *webrtc.PeerConnection
	control  *control
	viewer   *viewer // of RoleViewer
	payload  atomic.Uint64
	limit    atomic.Uint32
	aside    atomic.Bool // on standby; the relay's mutex guards changes
	advised  advised     // of RolePublisher
	log      *slog.Logger
	answer   string // set before negotiated is closed
	err      error  // likewise: why negotiation failed

	restarting sync.Mutex // held through a restart

	connectedAt atomic.Pointer[time.Time] // nil before

	ice       ICE              // of RoleParent
	mapped    []netip.AddrPort // that lead to a port of its own
	port      *port            // the relay's, or one of its own for RoleParent
	mux       ice.UDPMux       // on a port of its own
	handshake seal.Handshake
	path      atomic.Pointer[path]
	arrivals  *arrivals // of RolePublisher and RoleParent
	origin    *origin   // likewise: who numbers its packets; the relay's mutex guards it once the session is negotiated
	link      *link     // of RoleParent, if the parent carries the source's numbers

	duty      atomic.Uint32 // of RoleParent: Standby; the relay's mutex guards changes
	barred    atomic.Bool   // of a standby: it has contradicted the source
	conflicts atomic.Uint64
	heard     atomic.Int64 // when media last came, in Unix nanoseconds; zero before the first
	watch     *watch       // of RolePublisher and RoleParent

	negotiated chan struct{}
	closing    chan struct{}
	closeOnce  sync.Once
	reason     string // set before closing is closed
	done       chan struct{}

	mu        sync.Mutex // guards the fields below and the start of goroutines
	opened    time.Time  // zero until serve
	timeout   *time.Timer
	connected bool
	finished  bool           // done is closed
	after     []func()       // to be called then
	ended     bool           // no goroutine may start any more
	wg        sync.WaitGroup // goroutines that read from the peer connection
}

func (r *Relay) newSession(role Role, name string, h ControlHandler) *Session {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	s := &Session{
		id: hex.EncodeToString(id[:]), name: name, role: role, relay: r,
		negotiated: make(chan struct{}),
		closing:    make(chan struct{}),
		done:       make(chan struct{}),
	}
	// The whole id is the key to the session's URL, and stays out of the log.
	s.log = r.log.With("stream", name, "session", s.id[:8], "role", role.String())
	s.control = newControl(s, h)
	if role != RoleViewer {
		s.arrivals, s.origin, s.watch = newArrivals(), newOrigin(), newWatch(s)
	}
	return s
}

// ID returns 128 random bits in hexadecimal.
func (s *Session) ID() string { return s.id }

// Stream returns the name of the session's stream.
func (s *Session) Stream() string { return s.name }

// Role says what the peer is to this relay.
func (s *Session) Role() Role { return s.role }

// AnswerSDP returns the answer, with all candidates: ours to the peer, or for RoleParent the parent's to us.
func (s *Session) AnswerSDP() string { return s.answer }

// PayloadBytes returns the unique media payload bytes sent to a viewer or received from a source: the RTP payload
// after header and extensions, without padding, each packet once, no retransmissions. It only rises, and stands still
// once the session is done.
func (s *Session) PayloadBytes() uint64 { return s.payload.Load() }

// SendControl sends one text frame of at most 4 KiB on the data channel "casto", or keeps it until the channel opens. It
// returns ErrControl if the frame cannot be taken: too long, no channel, or a peer that does not read.
func (s *Session) SendControl(frame []byte) error {
	if err := s.control.send(message{bytes: frame}); err != nil {
		return fmt.Errorf("send control frame: %w", err)
	}
	return nil
}

// SendSignal sends one binary message of at most 4 KiB on the data channel "casto", as SendControl does with frames. The peer's
// SignalHandler gets it.
func (s *Session) SendSignal(signal []byte) error {
	if err := s.control.send(message{signal, true}); err != nil {
		return fmt.Errorf("send signal: %w", err)
	}
	return nil
}

// SetLimit changes what a viewer is sent; on other sessions it does nothing. The layer changes at a key frame; a pause takes
// effect at once.
func (s *Session) SetLimit(l Limit) {
	if s.viewer != nil && Limit(s.limit.Swap(uint32(l))) != l {
		s.st.wake()
	}
}

// Close ends the session. It does not wait; Done tells when everything has ended. Later calls do nothing.
func (s *Session) Close() error {
	s.closeFor("closed here")
	return nil
}

// Done is closed once the session has ended, for whatever reason.
func (s *Session) Done() <-chan struct{} { return s.done }

// OnDone has f called once the session has ended, at once if it has. Run waits for it, so f must not wait for Run. It spares its caller
// a goroutine that waits for Done.
func (s *Session) OnDone(f func()) {
	s.mu.Lock()
	finished := s.finished
	if !finished {
		s.after = append(s.after, f)
	}
	s.mu.Unlock()
	if finished {
		f()
	}
}

// closeFor begins the session's end, for the first reason given.
func (s *Session) closeFor(reason string) {
	s.closeOnce.Do(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.reason = reason
		close(s.closing)
		if !s.opened.IsZero() {
			go s.end()
		}
	})
}

// spawn runs f in a goroutine that the session's end waits for.
func (s *Session) spawn(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.wg.Go(f)
	}
}

// open begins the session's life after negotiation. From here on closeFor leads to end, in a goroutine of its own; while a
// session lives it needs none.
func (s *Session) open() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened = time.Now()
	select {
	case <-s.closing:
		go s.end()
	default:
		if !s.connected {
			s.timeout = time.AfterFunc(connectTimeout, func() { s.closeFor("not connected in time") })
		}
	}
}

// end frees what the session holds, and closes Done.
func (s *Session) end() {
	defer s.relay.wg.Done()
	s.teardown()
	s.log.Info("session closed", "reason", s.reason, "lasted", time.Since(s.opened).Round(time.Millisecond), "bytes", s.PayloadBytes())
}

// teardown frees whatever the session holds, in the order in which others may miss it.
func (s *Session) teardown() {
	s.mu.Lock()
	s.ended = true
	if s.timeout != nil {
		s.timeout.Stop()
	}
	s.mu.Unlock()
	s.watch.stop()
	switch {
	case s.st == nil:
	case s.role == RoleViewer:
		s.viewer.detach()
		s.relay.leave(s)
	default:
		s.relay.release(s)
	}
	s.closePath()
	if s.pc != nil {
		if err := s.pc.GracefulClose(); err != nil {
			s.log.Debug("close peer connection", "err", err)
		}
	}
	if s.mux != nil {
		if err := s.mux.Close(); err != nil {
			s.log.Debug("close port", "err", err)
		}
	}
	s.wg.Wait()
	s.relay.forget(s)
	close(s.done)
	s.mu.Lock()
	s.finished = true
	after := s.after
	s.after = nil
	s.mu.Unlock()
	for _, f := range after {
		f()
	}
}

// onState follows the peer connection.
func (s *Session) onState(state webrtc.PeerConnectionState) {
	switch state {
	case webrtc.PeerConnectionStateConnected:
		s.connect()
		s.leaveTCP()
		if s.watch != nil {
			s.watch.measure()
			s.watch.expect()
		}
	case webrtc.PeerConnectionStateFailed:
		s.closeFor("peer unreachable")
	case webrtc.PeerConnectionStateClosed:
		s.closeFor("closed by peer")
	}
}

// connect notes that media can flow.
func (s *Session) connect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.connected || s.ended {
		return
	}
	s.connected = true
	now := time.Now()
	s.connectedAt.Store(&now)
	if s.timeout != nil {
		s.timeout.Stop()
	}
	s.log.Info("session connected")
	s.openPath()
	if s.viewer != nil {
		s.viewer.attach()
	}
	s.enterPath()
}

// RTT returns the path's round trip time as ICE checks last measured it, zero if it is unknown.
func (s *Session) RTT() time.Duration { return s.roundTrip() }

// roundTrip returns the path's round trip time as ICE checks last measured it, zero if unknown.
func (s *Session) roundTrip() time.Duration {
	if s.connectedAt.Load() == nil {
		return 0 // Pion may not be asked while it starts
	}
	stats, ok := s.iceTransport().GetSelectedCandidatePairStats()
	if !ok {
		return 0
	}
	return time.Duration(stats.CurrentRoundTripTime * float64(time.Second))
}
