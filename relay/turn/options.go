package turn

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"time"
)

// Options configure a Server.
type Options struct {
	// Addr is the "host:port" to listen on, UDP and TCP. Needed.
	Addr string
	// Public are the addresses that others reach this machine at, at most one of IPv4 and one of IPv6. Relayed addresses are among them.
	// Needed: at least one.
	Public []netip.Addr
	// Media is where this machine's own media port answers; peers reach it by Public and the same port. Needed.
	Media netip.AddrPort
	// Known says whether an address is that of a relay to which peers may send. Only addresses of the public internet are asked for.
	// Nil knows none. It is called concurrently and must not block.
	Known func(netip.Addr) bool
	// LAN asks Known for private addresses as well: for a network of its own, or a lab.
	LAN bool
	// Kbps is the rate of an allocation in each direction, in kilobits per second. Zero means 24,000.
	Kbps uint32
	// Allocations is how many a credential bears at a time, Most how many there are in all. Zero means 4 and 256.
	Allocations, Most int
	// Life is how long a credential can be used to allocate. Zero means 10 minutes, which is the most.
	Life time.Duration
	// Logger gets one line when the server begins, and Pion's lines at level debug. Nil discards.
	Logger *slog.Logger
}

// maxLife is the longest that credentials are lent for.
const maxLife = 10 * time.Minute

// Validate says what is missing or malformed.
func (o *Options) Validate() error {
	switch {
	case o.Addr == "":
		return errors.New("TURN: no address to listen on")
	case !o.Media.IsValid() || o.Media.Port() == 0:
		return errors.New("TURN: no media address")
	case o.Allocations < 0 || o.Most < 0 || o.Life < 0:
		return errors.New("TURN: bounds cannot be negative")
	case o.Life > maxLife:
		return fmt.Errorf("TURN: credentials for %v, want at most %v", o.Life, maxLife)
	}
	var four, six int
	for _, a := range o.Public {
		switch {
		case !a.IsValid() || a.IsUnspecified() || a.IsMulticast() || a.Is4In6() || a.Zone() != "":
			return fmt.Errorf("TURN: %v is no address that others could reach", a)
		case a.Is4():
			four++
		default:
			six++
		}
	}
	if four+six == 0 || four > 1 || six > 1 {
		return fmt.Errorf("TURN: %d public addresses of IPv4 and %d of IPv6, want one of either or of both", four, six)
	}
	return nil
}

func (o *Options) defaults() {
	if o.Known == nil {
		o.Known = func(netip.Addr) bool { return false }
	}
	if o.Kbps == 0 {
		o.Kbps = 24_000
	}
	if o.Allocations == 0 {
		o.Allocations = 4
	}
	if o.Most == 0 {
		o.Most = 256
	}
	if o.Life == 0 {
		o.Life = maxLife
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}
