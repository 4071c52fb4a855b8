package relay

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// maxTold bounds the numbers that a parent may claim, far from where arithmetic wraps.
const maxTold = 1 << 62

// errCascade: the parent's account of the stream cannot be true.
var errCascade = errors.New("parent contradicts itself")

// link is the child's side of a session with a parent that carries all layers under the source's numbers. Each of its sections is a
// slot; the parent says which layer is in which.
type link struct {
	session *Session
	keep    Keep
	held    string // epoch of what the child holds already
	woken   chan struct{}
	sending sync.Mutex  // held from making up a demand until it is sent
	hasty   atomic.Bool // it has been promoted a moment ago: the parent would tire of hearing everything many times

	mu         sync.Mutex // guards the fields below
	since      time.Time  // this origin is carried
	follows    bool       // this session takes the place of another
	kinds      []string   // of track that the parent sends
	media      map[string]negotiate.Media
	slots      map[string]*linkSlot // by MID
	said       cascade.Layers       // the parent's last account
	generation uint64
	asked      cascade.Demand // the last sent
	looked     time.Time      // when the shards last were made to look at their viewers
	taking     bool           // the next demand says where to go on
	takes      uint64         // how many have
	took       cascade.Demand // the last that has
	numbered   uint64         // demands sent
	until      time.Time      // a former source goes on sending until the present one does, but no longer than that
	promoted   time.Time      // this one was made the source
	retired    bool           // the session ends
}

// linkSlot is one section of the session, and the layer in it.
type linkSlot struct {
	said   cascade.Layer // the parent's last account of it
	epoch  string        // likewise
	layer  *layer        // nil for one that this relay does not have, of a standby
	first  uint64
	track  *upTrack // nil until the first packet
	wanted bool
}

func newLink(s *Session, keep Keep) *link {
	return &link{session: s, keep: keep, since: time.Now(), woken: make(chan struct{}, 1), slots: map[string]*linkSlot{}}
}

// offer returns what an offer says to the parent: what the child holds of the stream already, and what it needs.
func (k *link) offer() cascade.Offer {
	o := cascade.Offer{Version: cascade.Version}
	layers := map[*layer]string{}
	for _, kind := range []string{"video", "audio"} {
		f := k.session.st.feed(kind).Load()
		if f == nil {
			continue
		}
		for _, l := range f.layers {
			layers[l] = kind
			if p := l.ring.Last(); p != nil {
				o.Epoch, k.held, k.follows = f.origin.epoch, f.origin.epoch, true
				o.Resume = append(o.Resume, cascade.Resume{Kind: kind, RID: l.rid, Serial: l.serial, Seq: p.Seq + 1})
			}
		}
	}
	o.Demand = k.need(layers, time.Now())
	return o
}

// start takes the parent's answer.
func (k *link) start(answer negotiate.Offer, l cascade.Layers) error {
	k.media = map[string]negotiate.Media{}
	kinds := map[string]bool{}
	var expected []string
	for _, m := range answer.Media {
		if m.Kind == "application" || !m.Sends || m.MID == "" || len(m.Codecs) == 0 {
			continue
		}
		k.media[m.MID] = m
		if !kinds[m.Kind] {
			kinds[m.Kind] = true
			expected = append(expected, m.Kind)
		}
	}
	if len(expected) == 0 {
		return fmt.Errorf("%w: answer sends no media", ErrUnsupported)
	}
	s := k.session
	k.kinds = expected
	s.relay.expect(s, expected)
	if err := k.accept(l); err != nil {
		return fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	s.pc.OnTrack(k.track)
	s.spawn(s.reportToSource)
	s.spawn(k.run)
	return nil
}

// accept takes the parent's account of the stream.
func (k *link) accept(l cascade.Layers) error {
	r, s := k.session.relay, k.session
	r.mu.Lock()
	defer r.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, x := range l.Layers {
		m, ok := k.media[x.MID]
		if !ok || m.Kind != x.Kind || x.Seq >= maxTold || x.Timestamp >= maxTold || x.From >= maxTold {
			return fmt.Errorf("%w: layer %q in section %q", errCascade, x.RID, x.MID)
		}
		if c := m.Codecs[0]; codec.FromMIME(x.MIME) != c.Kind {
			return fmt.Errorf("%w: section %q is %s, its layer %.40q", errCascade, x.MID, c, x.MIME)
		}
	}
	if s.st.source != s && s.Duty() == StandbyNone {
		return nil // it has been the source
	}
	k.said = l
	for mid, slot := range k.slots {
		if !slices.ContainsFunc(l.Layers, func(x cascade.Layer) bool { return x.MID == mid }) {
			slot.said.Live = false
		}
	}
	k.generation = max(k.generation, l.Generation)
	if s.st.source == s {
		k.lead()
	} else {
		k.follow()
	}
	k.nudge()
	return nil
}

// lead makes what the parent says true here: it is the source. The caller holds both mutexes.
func (k *link) lead() {
	r, s := k.session.relay, k.session
	if l := k.said; s.origin.epoch != l.Epoch {
		k.since, k.follows = time.Now(), k.held == l.Epoch
		s.origin = s.st.originOf(l.Epoch)
		s.log.Info("stream carried", "epoch", l.Epoch)
	}
	quiet := false
	for _, x := range k.said.Layers {
		c := k.media[x.MID].Codecs[0]
		c.Fmtp = x.Fmtp
		l := r.layerOf(s, x, c)
		l.link.Store(k)
		was := l.tell(&told{seq: x.Seq, timestamp: x.Timestamp, live: x.Live, quiet: x.Quiet}, time.Now())
		l.rate.Store(x.Rate)
		quiet = quiet || x.Quiet && (was == nil || !was.quiet)
		k.place(x, l, true)
	}
	if quiet {
		s.st.notify() // the children shall know at once that this relay is not the reason
	}
}

// follow notes what a standby's parent says, which counts for nothing here until it is promoted. The caller holds both mutexes.
func (k *link) follow() {
	newer := false
	for _, x := range k.said.Layers {
		l := k.session.st.known(k.said.Epoch, x)
		k.place(x, l, false)
		if l != nil && x.Live && !x.Quiet {
			if last := l.ring.Last(); last != nil && x.Seq > last.Seq+overtaken {
				newer = true
			}
		}
	}
	if source := k.session.st.source; newer && source != nil {
		source.watch.overrule()
	}
}

// place notes what the parent says of one layer. L is nil if there is none such here. The caller holds both mutexes.
func (k *link) place(x cascade.Layer, l *layer, leads bool) {
	slot := k.slots[x.MID]
	if slot == nil {
		slot = &linkSlot{wanted: leads, epoch: k.said.Epoch, said: x}
		k.slots[x.MID] = slot
	}
	same := slot.epoch == k.said.Epoch && slot.said.RID == x.RID && slot.said.Serial == x.Serial && slot.said.Shift == x.Shift
	if !same {
		// Half of generationGap: what a parent still sends of the layer before, after it has reckoned the shift, is below.
		slot.first = max(x.Seq, videoRing) - videoRing
	}
	if !x.Quiet && (slot.said.Quiet || !slot.said.Live && x.Live) {
		k.session.watch.expect() // from now on
	}
	slot.said, slot.epoch = x, k.said.Epoch
	if slot.layer != l || !same {
		if slot.layer != nil && slot.layer != l {
			slot.layer.link.CompareAndSwap(k, nil)
			if slot.track != nil {
				slot.layer.leave(slot.track)
			}
		}
		slot.layer = l
		if slot.track != nil {
			k.carry(slot)
		}
	}
	if slot.track != nil {
		slot.track.enter(slot.layer != nil && k.feeds(), slot.layer != nil && leads)
		slot.track.hear(x.Seq, x.Timestamp, x.From)
	}
}

// carry has a slot's track receive its layer, or for want of one something that nobody sees. The caller holds the mutex.
func (k *link) carry(slot *linkSlot) {
	l := slot.layer
	if l == nil {
		c := k.media[slot.said.MID].Codecs[0]
		l = newLayer(&origin{slot.epoch}, c, slot.said.RID)
	}
	slot.track.carry(l, slot.said.Shift, slot.first, slot.layer != nil && k.feeds(), slot.layer != nil && k.session.Duty() == StandbyNone)
	if !slot.wanted {
		slot.track.rest(true, slot.layer != nil && k.session.Duty() == StandbyNone)
	}
}

// track begins to read a slot, of which the first packet has come.
func (k *link) track(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
	s := k.session
	mid := ""
	for _, tr := range s.pc.GetTransceivers() {
		if tr.Receiver() == r {
			mid = tr.Mid()
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	slot := k.slots[mid]
	if slot == nil || slot.track != nil || k.retired {
		s.log.Debug("track in a slot of no layer", "mid", mid)
		return
	}
	m := k.media[mid]
	s.log.Info("track", "codec", m.Codecs[0].MIME, "rid", slot.said.RID)
	slot.track = newUpTrack(s, t, m.Codecs[0], slot.layer)
	k.carry(slot)
	slot.track.hear(slot.said.Seq, slot.said.Timestamp, slot.said.From)
	s.begin(slot.track, r)
}

// frame takes a control frame of the parent.
func (k *link) frame(b []byte) {
	l, err := cascade.DecodeLayers(b)
	if err == nil {
		err = k.accept(l)
	}
	if err != nil {
		k.session.log.Warn("parent not understood", "err", err)
		k.session.closeFor("parent not understood")
	}
}

// nudge has run look at the demand again.
func (k *link) nudge() {
	select {
	case k.woken <- struct{}{}:
	default:
	}
}

// originOf returns the origin of an epoch: the one known, or a new one. The caller holds the relay's mutex.
func (st *stream) originOf(epoch string) *origin {
	for _, kind := range []string{"video", "audio"} {
		if f := st.feed(kind).Load(); f != nil && f.origin != nil && f.origin.epoch == epoch {
			return f.origin
		}
	}
	return &origin{epoch}
}

// known returns the stream's layer that a standby's parent names, or nil. The caller holds the relay's mutex.
func (st *stream) known(epoch string, x cascade.Layer) *layer {
	if f := st.feed(x.Kind).Load(); f != nil && f.origin != nil && f.origin.epoch == epoch {
		for _, l := range f.layers {
			if l.rid == x.RID && l.serial == x.Serial {
				return l
			}
		}
	}
	return nil
}

// layerOf returns the layer of s that a parent names: the one there is, so that its ring goes on, or a new one. The caller holds the
// relay's mutex.
func (r *Relay) layerOf(s *Session, x cascade.Layer, c negotiate.Codec) *layer {
	slot := s.st.feed(x.Kind)
	if f := slot.Load(); f != nil && f.origin == s.origin {
		for _, l := range f.layers {
			if l.rid == x.RID && l.serial == x.Serial {
				return l
			}
		}
	}
	l := newLayer(s.origin, c, x.RID)
	l.serial = x.Serial
	r.addLayerLocked(s, x.Kind, l)
	return l
}

// pullCarried offers a parent's answer to the link. It is false if the parent serves plainly.
func (s *Session) pullCarried(answer string, parsed negotiate.Offer) (bool, error) {
	m := cascade.Find(answer)
	if m == nil {
		return false, nil
	}
	l, err := cascade.DecodeLayers(m)
	if err != nil || l.Version != cascade.Version {
		return false, nil // it says something else
	}
	return true, s.link.start(parsed, l)
}

// run tells the parent what is needed, until the session ends.
func (k *link) run() {
	tick := time.NewTicker(demandInterval)
	defer tick.Stop()
	for ticks := 0; ; {
		select {
		case <-k.session.closing:
			return
		case <-k.woken:
		case <-tick.C:
			if ticks++; ticks%10 == 0 {
				k.session.watch.measure()
			}
		}
		k.settle(time.Now())
		k.demand(time.Now())
	}
}
