package p2p

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/multiformats/go-multiaddr"
	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

// Announce makes a signed announcement known: it goes into this node's directory, to the peers on its topic, and to whoever
// asks. It has to be newer than the last of its stream (ErrStale) and pass the checks that other nodes make. Announce again
// with a higher seq well before the time to live ends, and with ttl_s 0 when the stream ends; others take a stream's record every
// ten seconds, three at a time. a must not be changed after; a record that is too large says wire.ErrTooLarge, see its Fit.
func (h *Host) Announce(ctx context.Context, a *wire.StreamAnnounce) error {
	payload, err := wire.Encode(a, wire.MaxGossip)
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	if err := h.ready(ctx); err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	if v, err := h.judge.announce(a, askedFor, time.Now()); v != accept {
		return fmt.Errorf("announce: %w", err)
	}
	return h.gossip.publishAnnounce(ctx, wire.Shard(a.GetStreamId()), payload)
}

// Advertise signs an advert with the node's key and makes it known as Announce does; others take a relay's advert every 30
// seconds, three at a time, and more rarely where there are many: see Population. The binding has to be this node's, see SignBinding. Without addresses the host's own are filled in,
// as many as fit, and the region is the host's. a is not changed.
func (h *Host) Advertise(ctx context.Context, a *wire.RelayAdvert) error {
	a = proto.CloneOf(a)
	a.Region = h.opts.Region
	h.advertises.Store(true)
	if len(a.GetAddrs()) == 0 {
		a.Addrs = addrBytes(worldly(h.host.Addrs()))
	}
	a.Attestations = h.voices.fresh(a.GetAddrs(), attestationAge, time.Now())
	payload, err := h.signAdvert(a)
	for errors.Is(err, wire.ErrTooLarge) && len(a.Addrs) > 1 {
		a.Addrs = a.Addrs[:len(a.Addrs)-1]
		payload, err = h.signAdvert(a)
	}
	if err == nil {
		err = h.ready(ctx)
	}
	if err == nil {
		_, err = h.judge.advert(a, "", time.Now())
	}
	if err == nil {
		err = h.gossip.publishAdvert(ctx, payload)
	}
	if err != nil {
		return fmt.Errorf("advertise: %w", err)
	}
	return nil
}

// worldly returns the public addresses if there are any, else all: others take no mixture.
func worldly(addrs []multiaddr.Multiaddr) []multiaddr.Multiaddr {
	public := slices.DeleteFunc(slices.Clone(addrs), func(a multiaddr.Multiaddr) bool {
		_, ip := ipOf(a)
		return !ip || !isPublic(a)
	})
	if len(public) > 0 {
		return public
	}
	return addrs
}

// signAdvert signs a and returns its payload for gossip.
func (h *Host) signAdvert(a *wire.RelayAdvert) ([]byte, error) {
	unsigned, err := a.SigningBytes()
	if err != nil {
		return nil, err
	}
	if a.Signature, err = h.key.Sign(signable(wire.AdvertTag, unsigned)); err != nil {
		return nil, err
	}
	return wire.Encode(a, wire.MaxGossip)
}

// Population returns how many relays of this host's region are known, as of the last second; see wire.AdvertPace.
func (h *Host) Population() int {
	h.dir.mu.Lock()
	defer h.dir.mu.Unlock()
	return h.dir.population
}

// Streams returns the announcements that are valid now, in the order of the stream ids. They must not be changed.
func (h *Host) Streams() []*wire.StreamAnnounce {
	return pageOf(h.dir, &h.dir.streams, "", -1, time.Now())
}

// LookupStream returns the newest announcement of a stream if it is valid now. It must not be changed.
func (h *Host) LookupStream(id [wire.StreamIDSize]byte) (*wire.StreamAnnounce, bool) {
	a := recordOf(h.dir, &h.dir.streams, string(id[:]), time.Now())
	return a, a != nil
}

// Adverts returns the adverts that are valid now, in the order of the peer ids. They must not be changed.
func (h *Host) Adverts() []*wire.RelayAdvert {
	return pageOf(h.dir, &h.dir.relays, "", -1, time.Now())
}

// LookupAdvert returns the newest advert of a peer if it is valid now. It must not be changed.
func (h *Host) LookupAdvert(peerID string) (*wire.RelayAdvert, bool) {
	id, err := EncodePeer(peerID)
	if err != nil {
		return nil, false
	}
	a := recordOf(h.dir, &h.dir.relays, string(id), time.Now())
	return a, a != nil
}

// Notify makes every change of the directory send to ch, without waiting for it to take: a channel with room for one misses
// nothing. stop ends that.
func (h *Host) Notify(ch chan<- struct{}) (stop func()) { return h.dir.watch(ch) }
