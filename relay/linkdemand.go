package relay

import (
	"slices"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/cascade"
)

// Keep is what a relay has its parent send although nobody here needs it, so that the next viewer begins at once.
type Keep uint8

// What to keep, from least to most.
const (
	KeepNothing Keep = iota // nobody watches, nothing is sent
	KeepLowest              // audio and the lowest video layer
	KeepAll                 // every layer
)

const (
	// demandInterval is how often a falling need is looked for. A rising one is passed on at once.
	demandInterval = 100 * time.Millisecond
	// linger is how long a layer is still sent that nobody needs any more: viewers who go back and forth between two layers, as
	// congestion control makes them, shall find both.
	linger = 2 * time.Second
	// warm is how long a new session is sent everything: viewers are usually why it was made. One that follows another is sent what
	// was needed up to that long ago, for a stream that stands still shows no needs.
	warm = 5 * time.Second
	// lookInterval is how often the shards look at their viewers, whatever comes: else a source that falls silent would make all needs
	// fade, and its return go unnoticed.
	lookInterval = linger / 4
)

// need returns what is needed of some layers.
func (k *link) need(layers map[*layer]string, now time.Time) (d cascade.Demand) {
	duty := k.session.Duty()
	if duty == StandbyWarm && k.until.IsZero() || k.session.barred.Load() {
		return d
	}
	within, keep := linger, k.keep
	if duty != StandbyNone {
		keep = KeepNothing // one to keep it is enough
	}
	all := keep == KeepAll
	if now.Sub(k.since) < warm && duty == StandbyNone {
		all = all || !k.follows
		within = grace + warm
	}
	d.All, d.Audio, d.Lowest = all, all || keep == KeepLowest, keep == KeepLowest && !all
	for l, kind := range layers {
		if now.UnixNano()-l.needed.Load() > int64(within) {
			continue
		}
		if kind == "audio" {
			d.Audio = true
		} else if !all {
			d.RIDs = append(d.RIDs, l.rid)
		}
	}
	slices.Sort(d.RIDs)
	return d
}

// demand tells the parent what is needed, if that has changed.
func (k *link) demand(now time.Time) {
	k.sending.Lock()
	defer k.sending.Unlock()
	d, changed := k.demanded(now)
	if !changed {
		return
	}
	b, err := cascade.Encode(d)
	if err == nil {
		if err = k.session.SendControl(b); d.Take != 0 {
			k.urge(b)
		}
	}
	if err != nil {
		k.session.log.Debug("demand not sent", "err", err)
		k.mu.Lock()
		k.asked = cascade.Demand{} // the next tick tries again
		k.taking = k.taking || d.Take != 0
		k.mu.Unlock()
	}
}

// demanded returns what is needed now, and whether that is news to the parent.
func (k *link) demanded(now time.Time) (d cascade.Demand, changed bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	leads := k.session.Duty() == StandbyNone
	if leads && now.Sub(k.looked) >= lookInterval {
		k.looked = now
		k.session.st.wake()
	}
	layers := map[*layer]string{}
	for _, slot := range k.slots {
		if slot.layer != nil {
			layers[slot.layer] = slot.said.Kind
		}
	}
	d = k.need(layers, now)
	d.Type, d.Seen = cascade.TypeDemand, k.generation
	if d.Equal(k.asked) && d.Seen == k.asked.Seen && !k.taking {
		return d, false
	}
	k.numbered++
	d.Number = k.numbered
	k.asked = d
	lowest := k.lowest()
	for _, slot := range k.slots {
		was := slot.wanted
		if slot.said.Kind == "audio" {
			slot.wanted = d.Audio
		} else {
			slot.wanted = d.All || d.Lowest && slot == lowest || slices.Contains(d.RIDs, slot.said.RID)
		}
		if slot.wanted && !was {
			k.session.watch.expect()
			k.taking = k.taking || leads && slot.layer != nil && slot.layer.wished(now) != 0
		}
		switch {
		case was == slot.wanted:
		case slot.track != nil:
			slot.track.rest(!slot.wanted, leads)
		case was && leads && slot.layer != nil: // before its first packet
			slot.layer.asleep.Store(true)
		}
	}
	if k.taking {
		k.takes++
		k.taking, d.Take, d.Epoch, d.Resume = false, k.takes, k.said.Epoch, k.resume(now)
		k.took = d
	}
	return d, true
}

// insistence is when a takeover is said again after a promotion, since the time before.
var insistence = [...]time.Duration{
	5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond,
	40 * time.Millisecond, 40 * time.Millisecond, 50 * time.Millisecond,
}

// insist repeats a takeover until media comes.
func (k *link) insist(promoted time.Time) {
	wait := time.NewTimer(insistence[0])
	defer wait.Stop()
	for i := range insistence {
		wait.Reset(insistence[i])
		select {
		case <-k.session.closing:
			return
		case <-wait.C:
		}
		if k.session.Duty() != StandbyNone || k.session.heard.Load() > promoted.UnixNano() {
			return
		}
		k.demandAgain()
	}
}

// demandAgain says the last takeover once more, with what is needed now.
func (k *link) demandAgain() {
	k.sending.Lock()
	defer k.sending.Unlock()
	k.mu.Lock()
	k.numbered++
	k.asked.Number = k.numbered
	d := k.asked
	d.Take, d.Epoch, d.Resume = k.took.Take, k.took.Epoch, k.took.Resume
	k.mu.Unlock()
	b, err := cascade.Encode(d)
	if err != nil || d.Take == 0 {
		return
	}
	k.urge(b)
	if !k.hasty.Load() {
		_ = k.session.SendControl(b) // it is a repetition
	}
}

// urge says a demand by RTCP as well. On the control channel nothing is read before what was lost has been sent again, which SCTP does after a second, or at
// once when it sees that three later messages have arrived; and if that is lost, after the second all the same.
func (k *link) urge(b []byte) {
	if len(b) <= cascade.MaxUrgent {
		for len(b)%4 != 0 {
			b = append(b, ' ')
		}
		_ = k.session.pc.WriteRTCP([]rtcp.Packet{&rtcp.ApplicationDefined{Name: cascade.Application, Data: b}}) // the channel has it too
	}
}

// resume says where each layer is to go on: at what is missing here, or in place of a child that takes over. The caller holds the mutex.
func (k *link) resume(now time.Time) (list []cascade.Resume) {
	for _, slot := range k.slots {
		if slot.layer == nil || !slot.wanted {
			continue
		}
		seq := slot.layer.wished(now)
		if seq == 0 {
			seq = lacks(slot.layer.ring, now)
		}
		if seq != 0 {
			list = append(list, cascade.Resume{Kind: slot.said.Kind, RID: slot.said.RID, Serial: slot.said.Serial, Seq: seq})
		}
	}
	return list
}

// lowest returns the slot of the video layer that Demand.Lowest means, as far as is known here. The caller holds the mutex.
func (k *link) lowest() (low *linkSlot) {
	for _, slot := range k.slots {
		if slot.said.Kind == "video" && slot.said.Live && slot.layer != nil &&
			(low == nil || slot.layer.rate.Load() < low.layer.rate.Load()) {
			low = slot
		}
	}
	return low
}
