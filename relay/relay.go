package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/transport/v5"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/gate"
	"github.com/casto-network/casto/relay/internal/udp"
)

// Relay forwards streams between WebRTC peers. All methods are safe for concurrent use.
type Relay struct {
	o       Options
	log     *slog.Logger
	port    *port
	tcp     *gate.Listener // nil without ICE-TCP
	mux     ice.UDPMux     // set before started is closed
	tcpMux  ice.TCPMux     // likewise; nil without ICE-TCP
	mapped  atomic.Pointer[mapped]
	shards  []*shard
	started chan struct{}
	once    sync.Once
	wg      sync.WaitGroup // sessions

	mu        sync.Mutex // guards the fields below, and what stream says it guards
	closed    bool
	sessions  map[*Session]struct{}
	streams   map[string]*stream
	viewers   int
	standbys  int
	admission admission

	systemMu sync.Mutex // guards the fields below
	system   transport.Net
	systemAt time.Time

	certMu sync.Mutex // guards cert
	cert   *webrtc.Certificate
}

// socketBuffer is the size asked for the UDP socket's buffers: a key frame of 100 packets to each of 30 viewers. The kernel
// may grant less (net.core.wmem_max).
const socketBuffer = 4 << 20

// New binds the media port, UDP and TCP. It starts nothing; Run does the work and releases the port. A busy port is ErrAddrInUse.
func New(o Options) (*Relay, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("relay options: %w", err)
	}
	conn, tcp, err := listenBoth(o)
	if err != nil {
		return nil, fmt.Errorf("listen for media on %q: %w", o.MediaAddr, err)
	}
	r := &Relay{
		o: o, log: o.Logger, port: newPort(conn), tcp: tcp,
		started:  make(chan struct{}),
		sessions: map[*Session]struct{}{},
		streams:  map[string]*stream{},
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	n := o.Shards
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	for i := range n {
		r.shards = append(r.shards, newShard(i, newSender(udp.NewWriter(conn, &r.port.sent))))
	}
	return r, nil
}

// anyPort is the address to listen on for a session of ours with a parent: the media port's host, any port.
func (r *Relay) anyPort() string {
	return netip.AddrPortFrom(r.MediaAddr().Addr(), 0).String()
}

// newMux lets Pion use a port for ICE and DTLS.
func (r *Relay) newMux(p *port) ice.UDPMux {
	return ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: p, Net: r.o.Net, Logger: pionLogs{r.log}.NewLogger("mux")})
}

// listenBoth binds the media port's number for UDP and, unless there is to be none, for TCP.
func listenBoth(o Options) (net.PacketConn, *gate.Listener, error) {
	for tries := 1; ; tries++ {
		conn, err := listen(o, o.MediaAddr)
		if err != nil || o.NoTCP || o.Net != nil {
			return conn, nil, err
		}
		tcp, err := listenTCP(boundTo(conn))
		if err == nil {
			return conn, tcp, nil
		}
		_ = conn.Close()
		// A number that the system chose may be taken for TCP.
		if _, number, _ := net.SplitHostPort(o.MediaAddr); tries == 8 || o.MediaAddr != "" && number != "0" {
			return nil, nil, err
		}
	}
}

func listen(o Options, at string) (net.PacketConn, error) {
	if at == "" {
		at = ":0"
	}
	addr, err := net.ResolveUDPAddr("udp", at)
	if err != nil {
		return nil, err
	}
	if o.Net != nil {
		return o.Net.ListenUDP("udp4", addr)
	}
	conn, err := net.ListenUDP("udp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%w: %w", ErrAddrInUse, err)
	}
	if err != nil {
		return nil, err
	}
	// Smaller buffers work, with more loss under load.
	_ = conn.SetReadBuffer(socketBuffer)
	_ = conn.SetWriteBuffer(socketBuffer)
	return conn, nil
}

// MediaAddr returns the bound UDP address.
func (r *Relay) MediaAddr() netip.AddrPort { return boundTo(r.port) }

func boundTo(c net.PacketConn) netip.AddrPort {
	if a, ok := c.LocalAddr().(*net.UDPAddr); ok {
		p := a.AddrPort()
		return netip.AddrPortFrom(p.Addr().Unmap(), p.Port())
	}
	return netip.AddrPort{}
}

// Run forwards media until ctx ends, then closes every session and returns after all of its goroutines have ended. It may
// be called once; sessions can be made while it runs.
func (r *Relay) Run(ctx context.Context) error {
	first := false
	r.once.Do(func() { first = true })
	if !first {
		return fmt.Errorf("run relay: %w", ErrClosed)
	}
	r.mux = r.newMux(r.port)
	if r.tcp != nil {
		r.tcpMux = r.newTCPMux(r.tcp)
	}
	stop := make(chan struct{})
	var shards sync.WaitGroup
	for _, s := range r.shards {
		shards.Go(func() { s.run(stop) })
	}
	close(r.started)

	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case now := <-tick.C:
			r.expire(now)
			r.assess(now)
		}
	}

	r.mu.Lock()
	r.closed = true
	for _, st := range r.streams {
		st.notify()
	}
	for s := range r.sessions {
		s.closeFor("relay stops")
	}
	r.mu.Unlock()
	r.wg.Wait()
	close(stop)
	shards.Wait()
	err := r.mux.Close()
	if r.tcpMux != nil {
		// First the connections, whose readers the mux waits for.
		err = errors.Join(err, r.tcp.Close())
		_ = r.tcpMux.Close() // fails because the listener is closed
	}
	if err != nil {
		return fmt.Errorf("release media port: %w", err)
	}
	return nil
}

// ready waits for Run to begin.
func (r *Relay) ready(ctx context.Context) error {
	select {
	case <-r.started:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// serve begins the life of s, which is negotiated. Run waits for its end.
func (r *Relay) serve(s *Session) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	r.sessions[s] = struct{}{}
	r.wg.Add(1)
	s.open()
	return nil
}

// forget drops a session that has ended.
func (r *Relay) forget(s *Session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.sessions, s)
}
