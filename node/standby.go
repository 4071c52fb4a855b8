package node

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/relay"
)

const (
	// maxStandbys is how many viewers at one address may be on standby here: a conference behind one router has more viewers than that,
	// but its standbys are spread over all relays.
	maxStandbys = 64
	// silentAfter is after which silence of the source its viewers are told of their own accord.
	silentAfter = 2 * time.Second
	// alternativesEvery is how often new alternatives are sought.
	alternativesEvery = 5 * time.Second
	// fullFor is how long this node must have been full before it tells those who stand by: the next viewer to leave makes room.
	fullFor = 2 * time.Second
)

// told is what a viewer was told last.
type told struct {
	silent, full bool
	alternatives []string
	above        []string
	at           time.Time // of the alternatives
}

// standby puts a viewer on standby, or ends that.
func (w *viewer) standby(s *relay.Session, on bool) {
	n := w.set.node
	if on && !s.Standby() && !w.set.mayStandBy(w.addr) {
		send(s, control.Error{Code: "standby", Reason: "as many connections of your address are on standby here as may be"})
		return
	}
	err := s.SetStandby(on)
	if err == nil {
		n.log.Debug("viewer on standby", "session", s.ID(), "on", on)
		if !on {
			w.begin(s)
		}
		return
	}
	send(s, control.Error{Code: "full", Reason: clip(err.Error())})
}

// begin asks for the admission of a viewer that has waited on standby. It is served meanwhile.
func (w *viewer) begin(s *relay.Session) {
	w.set.mu.Lock()
	waited := w.waits && w.state == viewerAsking
	w.waits = false
	if waited {
		w.since = time.Now()
	}
	w.set.mu.Unlock()
	if waited {
		w.set.node.tasks.start(func(ctx context.Context) { w.admit(ctx, s) })
	}
}

// silent answers a viewer that nothing comes to. A packet may have been on its way to it when it asked.
func (w *viewer) silent(s *relay.Session, forMs uint32) {
	within := time.Duration(min(forMs, 10_000)) * time.Millisecond * 2 / 3
	send(s, control.Source{State: w.set.node.source(w.stream, within)})
}

// source is what this node gets of a stream, or got within a time.
func (n *Node) source(id incentives.StreamID, within time.Duration) control.SourceState {
	switch n.relay.Flows(id.String(), within) {
	case relay.FlowLive:
		return control.SourceLive
	case relay.FlowIdle:
		return control.SourceIdle
	default:
		return control.SourceSilent
	}
}

// mayStandBy says whether one more viewer at an address may be on standby. Viewers on this machine are free to.
func (v *viewers) mayStandBy(addr netip.Addr) bool {
	if !addr.IsValid() || addr.IsLoopback() {
		return true
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, w := range v.live {
		if w.addr == addr && w.session.Standby() {
			n++
		}
	}
	return n < maxStandbys
}

// streams are those that have viewers here; child relays are none.
func (v *viewers) streams() map[incentives.StreamID]bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	ids := map[incentives.StreamID]bool{}
	for _, w := range v.live {
		if w.peer == "" {
			ids[w.stream] = true
		}
	}
	return ids
}

// audience lists the viewers that are no child relays.
func (v *viewers) audience() []*viewer {
	v.mu.Lock()
	defer v.mu.Unlock()
	var list []*viewer
	for _, w := range v.live {
		if w.peer == "" {
			list = append(list, w)
		}
	}
	return list
}

// tell tells viewers what has changed: whether their source sends, and where else they may go. Only run calls it.
func (v *viewers) tell(now time.Time) {
	n, crowds := v.node, v.crowds.look()
	sources := map[incentives.StreamID]control.SourceState{}
	found := map[incentives.StreamID][]alternative{}
	for _, w := range v.audience() {
		source, ok := sources[w.stream]
		if !ok {
			source = n.source(w.stream, silentAfter)
			sources[w.stream] = source
		}
		if silent := source == control.SourceSilent; w.told.silent != silent {
			w.told.silent = silent
			send(w.session, control.Source{State: source})
		}
		v.tellFull(w, crowds.lasting(n.relay.Room, w.stream, now))
		if now.Sub(w.told.at) < alternativesEvery {
			continue
		}
		w.told.at = now
		list, ok := found[w.stream]
		if !ok {
			list = n.elsewhere.of(w.stream)
			found[w.stream] = list
		}
		urls := rank(slices.Clone(list), n.baseURL(), w.addr, n.opts.MaxViewers, w.session.ID())
		var above []string
		if w.session.Standby() {
			above = n.above(w.stream)
		}
		if !slices.Equal(urls, w.told.alternatives) || !slices.Equal(above, w.told.above) {
			w.told.alternatives, w.told.above = urls, above
			send(w.session, control.Alternatives{URLs: urls, Above: above})
		}
	}
}

// movePace is the time between two viewers that are asked to go: each is sent some seconds of media at once by the next relay.
const movePace = 20 * time.Millisecond

// paceOf is so much, or less where many are to go: half of the time that is left is theirs.
func paceOf(viewers int, left time.Duration) time.Duration {
	return max(0, min(movePace, left/2/time.Duration(max(1, viewers))))
}

// move asks all viewers to go to other relays, one after the other, because this one stops at the deadline. Child relays are asked by another
// message.
func (v *viewers) move(ctx context.Context, deadline time.Time, reason string) {
	list := v.audience()
	waits := func(w *viewer) bool { return w.session.Standby() }
	list = append(slices.DeleteFunc(slices.Clone(list), waits), slices.DeleteFunc(list, func(w *viewer) bool { return !waits(w) })...) // who plays goes first
	tick := time.NewTicker(max(time.Millisecond, paceOf(len(list), time.Until(deadline))))
	defer tick.Stop()
	found := map[incentives.StreamID][]alternative{}
	for _, w := range list {
		others, ok := found[w.stream]
		if !ok {
			others = v.node.elsewhere.of(w.stream)
			found[w.stream] = others
		}
		if urls := rank(slices.Clone(others), v.node.baseURL(), w.addr, v.node.opts.MaxViewers, w.session.ID()); len(urls) > 0 {
			send(w.session, control.Alternatives{URLs: urls})
		}
		send(w.session, control.Move{DeadlineMs: uint32(max(0, time.Until(deadline)).Milliseconds()), Reason: reason})
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// viewerAddr is the address that a viewer asks from; all of an IPv6 /64 are one.
func viewerAddr(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr := at.Addr().Unmap().WithZone("")
	if addr.Is6() && !addr.IsLoopback() {
		if net, err := addr.Prefix(64); err == nil {
			return net.Addr()
		}
	}
	return addr
}
