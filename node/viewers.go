package node

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

const (
	// helloGrace is how long a viewer may take to say hello before it counts as one that signs no receipts: ICE, DTLS and
	// SCTP need some round trips, a stranger's phone on a bad link a few seconds.
	helloGrace = 10 * time.Second
	// meterInterval is how often what was sent is booked: at 8 Mbit/s a quarter of a second is 250 kB.
	meterInterval = 250 * time.Millisecond
	// renewBefore is how long before its end a grant is renewed.
	renewBefore = time.Minute
	// admitPatience is how long a viewer is served while its admission is under way: a channel takes some blocks to open.
	admitPatience = 3 * time.Minute
	// admitRetry is the pause while the streamer's node cannot admit yet, above all because a channel is being opened.
	admitRetry = time.Second
)

// viewers is the place where media and money meet: it answers the control frames of every session that this node serves,
// has viewers admitted by the streamer's node, and tells the payee what was sent and acknowledged.
type viewers struct {
	node *Node

	mu   sync.Mutex // guards all below and the fields of live's values
	live map[string]*viewer
	paid uint64 // bytes sent to granted sessions that have ended

	moving atomic.Bool // this node stops
	crowds crowds      // of the goroutine of run
}

// viewer is one session served: a browser, a player, `casto-node watch` or a child relay. It implements
// relay.ControlHandler.
type viewer struct {
	set    *viewers
	stream incentives.StreamID
	peer   string     // libp2p id of a child relay, else empty
	addr   netip.Addr // of a viewer that came by HTTP
	since  time.Time

	session  *relay.Session // nil until the answer is made
	state    viewerState
	key      incentives.Address // its session key, after hello
	notAfter time.Time          // end of its grant
	waits    bool               // on standby since its hello: admission begins when it is not
	limit    relay.Limit
	reason   string // of the limit or the refusal

	told told // of the goroutine of run
}

// viewerState is how far a viewer has come.
type viewerState string

const (
	viewerSilent  viewerState = "silent"  // has not said hello
	viewerAsking  viewerState = "asking"  // admission is under way
	viewerFree    viewerState = "free"    // needs no receipts
	viewerGranted viewerState = "granted" // receipts are due
	viewerRefused viewerState = "refused" // the streamer's node does not pay for it
)

// handler returns the control handler of a session about to be made.
func (v *viewers) handler(stream incentives.StreamID, peer string) *viewer {
	return &viewer{set: v, stream: stream, peer: peer, since: time.Now(), state: viewerSilent}
}

// add starts to serve a session, until it is done.
func (v *viewers) add(w *viewer, session *relay.Session) {
	v.mu.Lock()
	w.session = session
	v.live[session.ID()] = w
	v.mu.Unlock()
	session.OnDone(func() {
		v.mu.Lock()
		delete(v.live, session.ID())
		if w.state == viewerGranted {
			v.paid += session.PayloadBytes()
		}
		v.mu.Unlock()
		if v.node.bank != nil {
			v.node.bank.payee.Sent(session.ID(), session.PayloadBytes())
			v.node.bank.payee.End(session.ID())
		}
	})
}

// watching is the number of viewers of a stream that are no relays.
func (v *viewers) watching(stream incentives.StreamID) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, w := range v.live {
		if w.stream == stream && w.peer == "" {
			n++
		}
	}
	return n
}

// paidBytes is what granted sessions were sent, in payload bytes, since the node started.
func (v *viewers) paidBytes() uint64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	sum := v.paid
	for _, w := range v.live {
		if w.state == viewerGranted {
			sum += w.session.PayloadBytes()
		}
	}
	return sum
}

// Open implements relay.ControlHandler.
func (w *viewer) Open(*relay.Session) {}

// Frame implements relay.ControlHandler. Malformed frames close the session.
func (w *viewer) Frame(s *relay.Session, frame []byte) {
	f, err := control.Decode(frame)
	if errors.Is(err, control.ErrUnknownType) {
		return
	}
	if err != nil {
		w.set.node.log.Debug("session closed: malformed control frame", "session", s.ID(), "err", err)
		_ = s.Close()
		return
	}
	switch f := f.(type) {
	case control.Hello:
		w.hello(s, f)
	case control.Receipt:
		w.receipt(s, frame)
	case control.Bye:
		_ = s.Close()
	case control.Standby:
		w.standby(s, f.On)
	case control.Layers:
		s.SetLayers(relay.Layers{RID: f.RID, Spatial: f.Spatial, Temporal: f.Temporal})
	case control.Silent:
		w.silent(s, f.ForMs)
	}
}

// hello settles whether the viewer's receipts are wanted, and by whom they are paid.
func (w *viewer) hello(s *relay.Session, f control.Hello) {
	n := w.set.node
	w.set.mu.Lock()
	again := w.state != viewerSilent
	if !again {
		w.key, w.state, w.waits = f.Viewer, viewerAsking, s.Standby()
	}
	waits := w.waits && n.bank != nil && !n.own.has(w.stream)
	w.set.mu.Unlock()
	switch {
	case again, waits:
		return // who is on standby costs the streamer nothing: no channel is opened for it
	case n.bank == nil:
		w.free(s, "pool")
	case n.own.has(w.stream):
		w.free(s, "origin")
	default:
		n.tasks.start(func(ctx context.Context) { w.admit(ctx, s) })
	}
}

func (w *viewer) free(s *relay.Session, reason string) {
	w.set.mu.Lock()
	w.state, w.reason = viewerFree, reason
	w.set.mu.Unlock()
	send(s, control.Free{Reason: reason})
}

// admit asks the streamer's node for a grant, again and again while it says that it cannot yet.
func (w *viewer) admit(ctx context.Context, s *relay.Session) {
	for {
		reply, err := w.set.node.admitViewer(ctx, w.stream, w.key)
		if err == nil {
			switch r := reply.GetResult().(type) {
			case *wire.AdmitReply_Admission:
				if err = w.grant(ctx, s, r.Admission); err == nil {
					return
				}
			case *wire.AdmitReply_Free:
				w.free(s, r.Free.GetReason())
				return
			}
		}
		var no *p2p.Refusal
		if errors.As(err, &no) && no.Code != wire.ErrorCode_ERROR_CODE_UNAVAILABLE {
			w.refuse(s, err)
			return
		}
		w.set.node.log.Debug("viewer not admitted yet", "session", s.ID(), "err", err)
		w.set.mu.Lock()
		w.reason = err.Error()
		w.set.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-s.Done():
			return
		case <-time.After(admitRetry):
		}
	}
}

// grant registers the admission with the payee and hands the grant to the viewer.
func (w *viewer) grant(ctx context.Context, s *relay.Session, a *wire.Admission) error {
	grant, err := grantFromWire(a.GetGrant())
	if err != nil {
		return err
	}
	if err := w.set.node.bank.open(ctx, w.stream, a); err != nil {
		return err
	}
	if err := w.set.node.bank.payee.Grant(s.ID(), grant); err != nil {
		return err
	}
	w.set.mu.Lock()
	w.state, w.reason = viewerGranted, ""
	w.notAfter = time.Unix(int64(grant.Message.NotAfter), 0)
	w.set.mu.Unlock()
	send(s, control.Grant{Grant: grant, Domain: w.set.node.domain})
	return nil
}

// refuse tells a viewer that nobody pays for it. It is served as one without receipts, if there is room.
func (w *viewer) refuse(s *relay.Session, err error) {
	w.set.mu.Lock()
	w.state, w.reason = viewerRefused, err.Error()
	w.set.mu.Unlock()
	send(s, control.Error{Code: "refused", Reason: clip(err.Error())})
}

// receipt hands an acknowledgement to the payee. What it rejects ends the session.
func (w *viewer) receipt(s *relay.Session, frame []byte) {
	n := w.set.node
	if n.bank == nil {
		return
	}
	n.bank.payee.Sent(s.ID(), s.PayloadBytes())
	verdict, ack, err := n.bank.payee.Receipt(s.ID(), frame)
	switch verdict {
	case payee.Accept:
		_ = s.SendControl(ack)
	case payee.Reject:
		n.log.Info("session closed: false receipt", "session", s.ID(), "err", err)
		send(s, control.Error{Code: "receipt", Reason: clip(err.Error())})
		_ = s.Close()
	default:
		n.log.Debug("receipt ignored", "session", s.ID(), "err", err)
	}
}

// run books what was sent, bounds the viewers without receipts and renews grants, until ctx ends.
func (v *viewers) run(ctx context.Context) error {
	tick := time.NewTicker(meterInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			v.meter(now)
			v.tell(now)
		}
	}
}

func (v *viewers) meter(now time.Time) {
	if v.node.bank == nil {
		return
	}
	v.mu.Lock()
	var unpaid []*viewer
	var granted, ending []*viewer
	for _, w := range v.live {
		switch {
		case w.state == viewerGranted:
			granted = append(granted, w)
			if w.notAfter.Sub(now) < renewBefore {
				w.notAfter = w.notAfter.Add(renewBefore) // ask once in that time
				ending = append(ending, w)
			}
		case w.state == viewerFree, w.waits:
		case w.state == viewerAsking && now.Sub(w.since) < admitPatience:
		case now.Sub(w.since) > helloGrace && !v.node.own.has(w.stream):
			unpaid = append(unpaid, w)
		}
	}
	v.mu.Unlock()
	for _, w := range granted {
		v.node.bank.payee.Sent(w.session.ID(), w.session.PayloadBytes())
	}
	for _, w := range ending {
		v.node.tasks.start(func(ctx context.Context) { w.admit(ctx, w.session) })
	}
	v.turnAway(unpaid)
}

// turnAway closes the youngest viewers without receipts that exceed the operator's allowance.
func (v *viewers) turnAway(unpaid []*viewer) {
	if len(unpaid) <= v.node.opts.FreeViewers {
		return
	}
	slices.SortFunc(unpaid, func(a, b *viewer) int { return a.since.Compare(b.since) })
	for _, w := range unpaid[v.node.opts.FreeViewers:] {
		v.node.log.Info("session closed: no receipts and no room for free viewers", "session", w.session.ID())
		send(w.session, control.Error{Code: "unpaid", Reason: "this relay serves no more viewers that sign no receipts"})
		_ = w.session.Close()
	}
}

// limited carries out a limit of the ledger.
func (v *viewers) limited(session string, limit relay.Limit, state control.LimitState, reason string) {
	v.mu.Lock()
	w := v.live[session]
	if w != nil {
		w.limit, w.reason = limit, reason
	}
	v.mu.Unlock()
	if w == nil {
		return
	}
	w.session.SetLimit(limit)
	send(w.session, control.Limit{State: state, Reason: reason})
}

// ViewerInfo is what the operator sees of one session.
type ViewerInfo struct {
	Session string              `json:"session"`
	Stream  incentives.StreamID `json:"stream"`
	Peer    string              `json:"peer,omitempty"`
	State   string              `json:"state"`
	Bytes   uint64              `json:"bytes"`
	Since   time.Time           `json:"since"`
	Reason  string              `json:"reason,omitempty"`
	Standby bool                `json:"standby,omitempty"` // it is sent nothing, by its own wish
}

func (v *viewers) list() []ViewerInfo {
	v.mu.Lock()
	defer v.mu.Unlock()
	list := []ViewerInfo{}
	for id, w := range v.live {
		list = append(list, ViewerInfo{Session: id, Stream: w.stream, Peer: w.peer, State: string(w.state),
			Bytes: w.session.PayloadBytes(), Since: w.since, Reason: w.reason, Standby: w.session.Standby()})
	}
	slices.SortFunc(list, func(a, b ViewerInfo) int { return a.Since.Compare(b.Since) })
	return list
}

// send encodes and sends a frame; one that cannot be sent belongs to a session that is ending.
func send(s *relay.Session, f control.Frame) {
	if b, err := control.Encode(f); err == nil {
		_ = s.SendControl(b)
	}
}
