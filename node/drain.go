package node

import (
	"context"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

// drainCheck is how often a node that drains looks whether it may stop.
const drainCheck = 50 * time.Millisecond

// draining is when a node that was told to stop does so at the latest; zero while it was not.
func (n *Node) draining() time.Time {
	if at := n.drainsUntil.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

// drain gives the children and viewers of other people's streams to other relays. It goes on to serve them until they have left, or
// have nowhere to go, for Options.Drain at most.
func (n *Node) drain(ctx context.Context) {
	if n.opts.Drain <= 0 {
		return
	}
	until := time.Now().Add(n.opts.Drain)
	n.drainsUntil.Store(&until)
	n.advertiseEnd(ctx) // adverts live long
	if n.movable() == 0 {
		return
	}
	n.log.Info("node drains", "within", n.opts.Drain, "children and viewers", n.movable())
	for _, b := range n.branches() {
		if !b.root {
			b.fact(func(_ time.Duration, do []tree.Action) []tree.Action { return b.member.Drain(do) })
		}
	}
	n.viewers.moving.Store(true) // from here on there will be no new ones
	n.tasks.start(func(ctx context.Context) { n.viewers.move(ctx, until, "the relay stops") })
	tick := time.NewTicker(drainCheck)
	defer tick.Stop()
	for time.Now().Before(until) && n.movable() > 0 {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
	n.log.Info("node has drained", "left", n.movable())
}

// movable counts the children and viewers that may be had by other relays.
func (n *Node) movable() (count int) {
	for _, b := range n.branches() {
		if !b.root {
			count += b.wanted()
		}
	}
	elsewhere := map[incentives.StreamID][]alternative{}
	for _, w := range n.viewers.audience() {
		w.set.mu.Lock()
		speaks := w.state != viewerSilent // a plain player never hears that it should move
		w.set.mu.Unlock()
		if !speaks || w.session.Standby() || n.own.has(w.stream) {
			continue
		}
		list, known := elsewhere[w.stream]
		if !known {
			list = n.elsewhere.of(w.stream)
			elsewhere[w.stream] = list
		}
		if len(rank(slices.Clone(list), n.baseURL(), w.addr, n.opts.MaxViewers, "")) > 0 {
			count++
		}
	}
	return count
}

// advertiseEnd tells the network that this relay stops.
func (n *Node) advertiseEnd(ctx context.Context) {
	now := uint64(time.Now().UnixMilli())
	err := n.host.Advertise(ctx, &wire.RelayAdvert{Binding: n.binding, Seq: now, Issued: now, Slots: uint32(n.opts.MaxViewers), LoadBucket: wire.MaxLoadBucket, Terms: n.terms})
	if err != nil {
		n.log.Debug("end is not advertised", "err", err)
	}
}
