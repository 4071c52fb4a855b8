package p2p

import (
	"context"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
)

// searchLocally finds nodes of the same network name on the local network (RFC 6762, 6763) and keeps connections to them,
// until ctx ends.
func (h *Host) searchLocally(ctx context.Context) error {
	service := mdns.NewMdnsService(h.host, "_casto-"+h.opts.Network+"._udp", found{h.links})
	if err := service.Start(); err != nil {
		h.log.Warn("no search on the local network", "error", err)
		return nil
	}
	<-ctx.Done()
	return service.Close()
}

// found takes the peers that mDNS finds.
type found struct{ links *links }

// HandlePeerFound implements mdns.Notifee.
func (f found) HandlePeerFound(info peer.AddrInfo) { f.links.keep(info, false) }
