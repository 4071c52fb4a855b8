package relay

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"time"

	"github.com/pion/transport/v5"
)

// Options configure a Relay. The zero value listens on a free port of every local address.
type Options struct {
	// MediaAddr is the UDP "host:port" that all media, ICE checks and DTLS share. The empty string means ":0". Peers whose network lets no
	// UDP through connect to the TCP port of the same number (ICE-TCP, RFC 6544).
	MediaAddr string
	// NoTCP takes no TCP connections.
	NoTCP bool
	// PublicIPs are the addresses that a 1:1 NAT maps to this host; they replace the host's own in ICE candidates.
	PublicIPs []string
	// MaxViewers bounds the sessions made by Subscribe, child relays included. Zero means no bound.
	MaxViewers int
	// MaxPublishers bounds the publishers' sessions. Zero means no bound.
	MaxPublishers int
	// MaxStreams bounds the streams, published here or pulled from parents. Zero means no bound.
	MaxStreams int
	// MaxLayers bounds the simulcast layers that a publisher may offer; each has a ring of 4096 packets. Zero means 8.
	MaxLayers int
	// MaxBitrate bounds what is sent to all viewers together, in bits per second with all headers: a viewer is refused whose stream would
	// exceed it. Those admitted are never cut. Zero means no bound.
	MaxBitrate uint64
	// MaxLag is how late packets may leave, on average over a second, because of the viewers there are: while they are later, no more
	// viewers are admitted. Zero means 50 ms.
	MaxLag time.Duration
	// Shards is the number of goroutines that share the viewers. Zero means one per core.
	Shards int
	// Hold is the longest that packets of an unfinished frame from a publisher wait for the rest of it; zero means 1 ms, the most is
	// 100 ms. Longer waits turn evenly paced packets into bursts, which cost this relay and all after it less to forward, and
	// add as much to the latency.
	Hold time.Duration
	// Logger receives one info line per change in a session's life. Nil discards.
	Logger *slog.Logger
	// Net replaces the host's network, so that a test can run in virtual time. Nil means the host's.
	Net transport.Net
}

// Validate reports the first option that cannot be used.
func (o Options) Validate() error {
	for _, n := range []struct {
		name string
		n    int
	}{
		{"max viewers", o.MaxViewers}, {"max publishers", o.MaxPublishers}, {"max streams", o.MaxStreams}, {"max layers", o.MaxLayers},
		{"shards", o.Shards},
	} {
		if n.n < 0 {
			return fmt.Errorf("%s %d: negative", n.name, n.n)
		}
	}
	if o.MaxLag < 0 {
		return fmt.Errorf("max lag %v: negative", o.MaxLag)
	}
	if o.Hold < 0 || o.Hold > maxHold {
		return fmt.Errorf("hold %v: not between 0 and %v", o.Hold, maxHold)
	}
	for _, ip := range o.PublicIPs {
		a, err := netip.ParseAddr(ip)
		if err != nil {
			return fmt.Errorf("public address: %w", err)
		}
		if a.IsUnspecified() || a.IsMulticast() {
			return fmt.Errorf("public address %s: %w", ip, errors.ErrUnsupported)
		}
	}
	return nil
}
