package relay

import (
	"fmt"
	"time"
)

const (
	// settle is after how many seconds a new viewer shows in the measured rate: ICE, DTLS, a replay, and two measurements.
	settle = 5
	// headers are the bytes of a packet on the wire beside its payload: IPv4, UDP, RTP, two header extensions and SRTP's tag.
	headers = 28 + 12 + 8 + 16
	// usualPayload and audioPackets tell how many packets a payload rate makes.
	usualPayload, audioPackets = 1100, 50
	// unknownRate, in bits per second, stands for a video layer until it is measured.
	unknownRate = 2_000_000
	// defaultMaxLag is half as long again as a frame of 30 a second: turns that are late by more can never catch up.
	defaultMaxLag = 50 * time.Millisecond
	// leastBusy is the share of its time that a late shard must spend in turns for its viewers to be the reason. Else the machine is
	// busy with something else, and refusing viewers would not help.
	leastBusy = 0.25
	// complainEvery is the least time between two log lines about refusals.
	complainEvery = 10 * time.Second
)

// admission knows what the relay sends, and what it has promised to send. The relay's mutex guards it.
type admission struct {
	at      time.Time
	bytes   uint64       // sent until then
	seconds [settle]span // the present one first

	refused    uint64 // sessions, so far
	complained time.Time
}

// span is about one second: the rate measured as it began, and what was promised since, in bits per second.
type span struct{ rate, promised uint64 }

// measure takes the bytes sent so far, once a second.
func (a *admission) measure(now time.Time, bytes uint64) {
	rate := uint64(0)
	if d := now.Sub(a.at); !a.at.IsZero() && d > 0 {
		rate = uint64(float64(bytes-a.bytes) * 8 / d.Seconds())
		rate = (rate + a.seconds[0].rate) / 2
	}
	a.at, a.bytes = now, bytes
	copy(a.seconds[1:], a.seconds[:])
	a.seconds[0] = span{rate: rate}
}

// expected is the rate that is or will be sent, in bits per second: what was measured before any promise that may not show yet, with
// all promises since.
func (a *admission) expected() uint64 {
	most, promised := uint64(0), uint64(0)
	for _, s := range a.seconds {
		promised += s.promised
		most = max(most, s.rate+promised)
	}
	return most
}

// promise notes that a viewer will be sent bits per second.
func (a *admission) promise(bits uint64) { a.seconds[0].promised += bits }

// wireRate returns the bits per second on the wire of a layer's payload rate.
func wireRate(payload uint64, video bool) uint64 {
	packets := uint64(audioPackets)
	if video {
		packets = payload/usualPayload + 1
	}
	return 8 * (payload + packets*headers)
}

// demand returns what one more viewer of st, or a child relay, would be sent, in bits per second.
func (st *stream) demand(child bool) uint64 {
	total := uint64(0)
	if f := st.audio.Load(); f != nil {
		for _, l := range f.layers {
			total += wireRate(l.rate.Load(), false)
		}
	}
	f := st.video.Load()
	if f == nil {
		return total
	}
	highest, all := uint64(0), uint64(0)
	for _, l := range f.layers {
		if rate := l.rate.Load(); rate > 0 {
			highest = max(highest, wireRate(rate, true))
			all += wireRate(rate, true)
		}
	}
	switch {
	case all == 0:
		return total + unknownRate
	case child:
		return total + all
	}
	return total + highest
}

// admitViewer says whether one more viewer of st may join: ErrFull, ErrOverloaded. The caller holds the relay's mutex.
func (r *Relay) admitViewer(st *stream, child bool, now time.Time) error {
	if err := r.crowded(st, child, now); err != nil {
		return r.refuse(now, err)
	}
	return nil
}

// Room says why one more viewer of a stream would not be admitted now: ErrFull, ErrOverloaded. It is nil if one would.
func (r *Relay) Room(stream string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.crowded(r.streams[stream], false, time.Now())
}

// crowded says why one more viewer of st may not join. St may be nil. The caller holds the relay's mutex.
func (r *Relay) crowded(st *stream, child bool, now time.Time) error {
	if most := r.o.MaxViewers; most > 0 && r.viewers >= most {
		return fmt.Errorf("%w: it serves %d viewers, as many as its operator allows; watch by another relay, or try again later", ErrFull, most)
	}
	if most := r.o.MaxBitrate; most > 0 && st != nil {
		is, more := r.admission.expected(), st.demand(child)
		if is+more > most {
			return fmt.Errorf("%w: it sends %s Mbit/s of %s, and this viewer needs %s; watch by another relay, or try again later",
				ErrOverloaded, mbit(is), mbit(most), mbit(more))
		}
	}
	if lag := r.lag(now); lag > r.maxLag() {
		return fmt.Errorf("%w: it is %v late, more than %v; watch by another relay, or try again later",
			ErrOverloaded, lag.Round(time.Millisecond), r.maxLag())
	}
	return nil
}

// admitSource says whether one more stream may begin, which s publishes or pulls: ErrFull. The caller holds the relay's mutex.
func (r *Relay) admitSource(s *Session, known bool, now time.Time) error {
	if most := r.o.MaxStreams; most > 0 && !known && len(r.streams) >= most {
		return r.refuse(now, fmt.Errorf("%w: it carries %d streams, as many as its operator allows; use another relay, or try again later", ErrFull, most))
	}
	if most := r.o.MaxPublishers; most > 0 && s.role == RolePublisher && r.publishers() >= most {
		return r.refuse(now, fmt.Errorf("%w: it has %d publishers, as many as its operator allows; use another relay, or try again later", ErrFull, most))
	}
	return nil
}

// refuse counts a refusal, and logs it if the last line about one is some time ago.
func (r *Relay) refuse(now time.Time, err error) error {
	a := &r.admission
	a.refused++
	if now.Sub(a.complained) >= complainEvery {
		a.complained = now
		r.log.Warn("session refused", "err", err, "refused", a.refused)
	}
	return err
}

// admitted counts a viewer in. The caller holds the relay's mutex.
func (r *Relay) admitted(st *stream, child bool) {
	r.viewers++
	r.admission.promise(st.demand(child))
}

// publishers counts them. The caller holds the relay's mutex.
func (r *Relay) publishers() int {
	n := 0
	for _, st := range r.streams {
		if st.source != nil && st.source.role == RolePublisher {
			n++
		}
	}
	return n
}

// lag returns how late the latest of the shards is whose viewers are the reason.
func (r *Relay) lag(now time.Time) time.Duration {
	var most time.Duration
	for _, s := range r.shards {
		if s.lag.Busy(now) >= leastBusy {
			most = max(most, s.lag.Lag(now))
		}
	}
	return most
}

func (r *Relay) maxLag() time.Duration {
	if r.o.MaxLag > 0 {
		return r.o.MaxLag
	}
	return defaultMaxLag
}

// sentBytes returns all that was sent from the media port, IPv4 and UDP headers included.
func (r *Relay) sentBytes() uint64 {
	c := r.port.sent.Counts()
	return c.Bytes + 28*c.Datagrams
}

// assess measures what admission goes by and looks at the publishers, once a second.
func (r *Relay) assess(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.admission.measure(now, r.sentBytes())
	r.advisePublishers(now)
}

func mbit(bits uint64) string { return fmt.Sprintf("%.1f", float64(bits)/1e6) }
