package turn

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/pion/turn/v5"

	"github.com/casto-network/casto/relay/internal/gate"
)

// realm is what passwords are hashed with. It is short because every refusal carries it, to addresses that may be forged.
const realm = "casto"

// maxFrom is how many allocations one address has, whoever they are: behind one there may be a company.
const maxFrom = 32

// Bounds of connections over TCP.
const (
	maxTCP     = 1024
	maxTCPFrom = 32
	tcpFirst   = 10 * time.Second
	tcpIdle    = 6 * time.Minute // clients refresh permissions every few minutes
	tcpBacklog = 256 << 10
)

// Server is a STUN and TURN server. All methods are safe for concurrent use.
type Server struct {
	o      Options
	lender *lender
	udp    []net.PacketConn
	tcp    []*gate.Listener
	port   uint16

	relays sync.WaitGroup // sockets of allocations
	mu     sync.Mutex     // guards the fields below
	total  int
	of     map[string]int // by id
	known  map[string]int // allocations by client's address and id
	from   map[netip.Prefix]int
}

// New binds the ports. It serves nothing before Run; Close releases what Run was never called for. A busy port is an error that wraps
// syscall.EADDRINUSE.
func New(o Options) (*Server, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o.defaults()
	s := &Server{o: o, lender: newLender(o.Life), of: map[string]int{}, known: map[string]int{}, from: map[netip.Prefix]int{}}
	host, text, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return nil, fmt.Errorf("TURN address %q: %w", o.Addr, err)
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("TURN address %q: %w", o.Addr, err)
	}
	s.port = uint16(port)
	for _, a := range o.Public {
		if err := s.listen(host, a.Is4()); err != nil {
			s.Close()
			return nil, fmt.Errorf("TURN on %q: %w", o.Addr, err)
		}
	}
	if len(s.udp) == 0 {
		return nil, fmt.Errorf("TURN on %q: none of %v is of that kind of address", o.Addr, o.Public)
	}
	return s, nil
}

// listen binds UDP and TCP of one family. A host of the other family is none.
func (s *Server) listen(host string, four bool) error {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is4() != four && !(ip.IsUnspecified() && ip.Is6()) {
		return nil
	} else if err == nil && ip.IsUnspecified() {
		host = ""
	}
	family := "6"
	if four {
		family = "4"
	}
	for tries := 1; ; tries++ {
		udp, err := net.ListenPacket("udp"+family, net.JoinHostPort(host, strconv.Itoa(int(s.port))))
		if err != nil {
			return err
		}
		bound, _ := udp.LocalAddr().(*net.UDPAddr)
		tcp, err := net.Listen("tcp"+family, net.JoinHostPort(host, strconv.Itoa(bound.Port)))
		if err != nil {
			_ = udp.Close()
			if s.port == 0 && tries < 8 {
				continue // the number that the system chose may be taken for TCP
			}
			return err
		}
		s.port = uint16(bound.Port)
		s.udp = append(s.udp, udp)
		s.tcp = append(s.tcp, gate.New(tcp.(*net.TCPListener), gate.Options{Most: maxTCP, MostOf: maxTCPFrom, Buffer: tcpBacklog, First: tcpFirst, Idle: tcpIdle}))
		return nil
	}
}

// Close releases the ports of a Server that does not run.
func (s *Server) Close() {
	for _, c := range s.udp {
		_ = c.Close()
	}
	for _, l := range s.tcp {
		_ = l.Close()
	}
}

// Public says whether an address is one of the public internet.
func Public(a netip.Addr) bool { return mayRelayTo(a, false) }

// Addrs returns where others reach the server.
func (s *Server) Addrs() []netip.AddrPort {
	var addrs []netip.AddrPort
	for _, a := range s.o.Public {
		addrs = append(addrs, netip.AddrPortFrom(a, s.port))
	}
	return addrs
}

// Lend returns a new credential for id: what names its holder, whose allocations are counted together.
func (s *Server) Lend(id string) Credential { return s.lender.lend(id, time.Now()) }

// Allocations returns how many there are now.
func (s *Server) Allocations() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total
}

// Run serves until ctx ends, and returns once every allocation has ended. It can be called once.
func (s *Server) Run(ctx context.Context) error {
	config := turn.ServerConfig{Realm: realm, AuthHandler: s.authenticate, LoggerFactory: logs{s.o.Logger},
		QuotaHandler: func(id, _ string, client net.Addr) bool { return s.room(id, client) },
		EventHandler: turn.EventHandler{OnAllocationCreated: s.created, OnAllocationDeleted: s.deleted}}
	permit := func(_ net.Addr, peer net.IP) bool { return s.permits(peerAddr(peer)) }
	for _, c := range s.udp {
		config.PacketConnConfigs = append(config.PacketConnConfigs, turn.PacketConnConfig{PacketConn: c, RelayAddressGenerator: generator{s}, PermissionHandler: permit})
	}
	for _, l := range s.tcp {
		config.ListenerConfigs = append(config.ListenerConfigs, turn.ListenerConfig{Listener: l, RelayAddressGenerator: generator{s}, PermissionHandler: permit})
	}
	server, err := turn.NewServer(config)
	if err != nil {
		s.Close()
		return fmt.Errorf("TURN: %w", err)
	}
	s.o.Logger.Info("STUN and TURN are served", "addrs", s.Addrs())
	<-ctx.Done()
	err = server.Close()
	s.relays.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// authenticate returns the key of a user. Once something is allocated it may be kept for longer than the credential lasts.
func (s *Server) authenticate(r *turn.RequestAttributes) (id string, key []byte, ok bool) {
	id, password, stale, ok := s.lender.check(r.Username, time.Now())
	if !ok || stale && !s.holds(r.SrcAddr, id) {
		return "", nil, false
	}
	return id, turn.GenerateAuthKey(r.Username, r.Realm, password), true
}

func holder(client net.Addr, id string) string {
	return client.Network() + " " + client.String() + " " + id
}

func (s *Server) holds(client net.Addr, id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[holder(client, id)] > 0
}

func (s *Server) created(client, _ net.Addr, _, id, _ string, _ net.Addr, _ int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[holder(client, id)]++
	s.from[household(client)]++
}

// household is whom a client's address is counted with.
func household(client net.Addr) netip.Prefix {
	a, _ := netip.ParseAddrPort(client.String())
	return gate.Household(a.Addr())
}

func (s *Server) deleted(client, _ net.Addr, _, id, _ string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := holder(client, id)
	if s.known[h]--; s.known[h] <= 0 {
		delete(s.known, h)
	}
	at := household(client)
	if s.from[at]--; s.from[at] <= 0 {
		delete(s.from, at)
	}
}

// room says whether one more allocation would be within the bounds.
func (s *Server) room(id string, client net.Addr) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total < s.o.Most && s.of[id] < s.o.Allocations && s.from[household(client)] < maxFrom
}

// take counts an allocation in, unless there are as many as may be.
func (s *Server) take(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total >= s.o.Most || s.of[id] >= s.o.Allocations {
		return false
	}
	s.total++
	s.of[id]++
	return true
}

func (s *Server) giveBack(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total--
	if s.of[id]--; s.of[id] <= 0 {
		delete(s.of, id)
	}
}

// permits says whether clients may exchange packets with a peer.
func (s *Server) permits(peer netip.Addr) bool {
	if s.own(peer) {
		return true
	}
	return mayRelayTo(peer, s.o.LAN) && s.o.Known(peer)
}

func (s *Server) own(a netip.Addr) bool {
	for _, p := range s.o.Public {
		if p == a {
			return true
		}
	}
	return false
}

// peerAddr is what a net.IP stands for. An IPv4 address of 16 bytes is an IPv4 address: Pion does not say in which form it came.
func peerAddr(ip net.IP) netip.Addr {
	a, _ := netip.AddrFromSlice(ip)
	return a.Unmap()
}

// logs passes Pion's log lines on at level debug.
type logs struct{ *slog.Logger }
