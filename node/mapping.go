package node

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/p2p/net/nat"

	"github.com/casto-network/casto/relay/turn"
)

const (
	// searchRouter bounds the search for a router that maps ports, which is repeated after searchAgain: there may be another network by then.
	searchRouter, searchAgain = 10 * time.Second, 10 * time.Minute
	// lookAtMapping is how often is looked whether the router has given the media port another port, or has itself another address.
	lookAtMapping = 5 * time.Second
)

// opened are the addresses at which a router lets others in to the media port.
type opened struct{ udp, tcp []netip.AddrPort }

func (o opened) equal(p opened) bool { return slices.Equal(o.udp, p.udp) && slices.Equal(o.tcp, p.tcp) }

// keepOpen has the router, if it speaks UPnP or NAT-PMP (RFC 6886), let others in to the media port, UDP and TCP, until ctx ends. libp2p
// does so for its own ports by itself.
func (s *surroundings) keepOpen(ctx context.Context) error {
	if !s.translated() {
		return nil
	}
	for {
		searching, cancel := context.WithTimeout(ctx, searchRouter)
		router, err := nat.DiscoverNAT(searching)
		cancel()
		if err == nil {
			s.hold(ctx, router)
			return nil
		}
		s.node.log.Debug("no router that maps ports", "err", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(searchAgain):
		}
	}
}

// hold keeps the mappings, and takes them back at the end.
func (s *surroundings) hold(ctx context.Context, router *nat.NAT) {
	defer router.Close()
	port := int(s.node.relay.MediaAddr().Port())
	protocols := []string{"udp", "tcp"}
	if s.node.opts.NoMediaTCP {
		protocols = protocols[:1]
	}
	for _, protocol := range protocols {
		if err := router.AddMapping(ctx, protocol, port); err != nil {
			s.node.log.Warn("router does not map the media port", "protocol", protocol, "port", port, "err", err)
		}
	}
	tick := time.NewTicker(lookAtMapping)
	defer tick.Stop()
	for {
		var now opened
		for _, protocol := range protocols {
			at, ok := router.GetMapping(protocol, port)
			at = netip.AddrPortFrom(at.Addr().Unmap(), at.Port())
			switch {
			case !ok || !s.leadsHere(at.Addr()):
			case protocol == "udp":
				now.udp = append(now.udp, at)
			default:
				now.tcp = append(now.tcp, at)
			}
		}
		s.found(func() bool {
			news := !s.opened.equal(now)
			if s.opened = now; news {
				s.node.log.Info("router lets others in to the media port", "udp", now.udp, "tcp", now.tcp)
			}
			return news
		})
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// leadsHere tells whether others reach a router at an address: one behind another translator has only that one's.
func (s *surroundings) leadsHere(a netip.Addr) bool {
	return turn.Public(a) || s.node.opts.TURNPrivate && a.IsPrivate()
}
