package losslab

import (
	"io"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	maxPacket = 65535
	// underway bounds the packets in one direction: 200 ms of 1 Gbit/s.
	underway = 16384
)

// Counters are of one direction of a link, since it was made. Packets = Passed + Lost + Spilt + those on their way.
type Counters struct {
	Packets uint64 `json:"packets"` // that went in
	Bytes   uint64 `json:"bytes"`   // of these
	Passed  uint64 `json:"passed"`  // came out
	Lost    uint64 `json:"lost"`    // at random or in a burst
	Spilt   uint64 `json:"spilt"`   // over the queue's brim
}

// line is one direction of a link.
type line struct {
	mu       sync.Mutex // guards shaper and counters
	shaper   shaper
	counters Counters
	parcels  chan parcel
}

type parcel struct {
	at   time.Time
	data []byte
}

// newLine makes a line whose losses are the same in every run with one seed.
func newLine(s Shape, seed uint64) *line {
	return &line{shaper: shaper{shape: s, rng: rand.New(rand.NewPCG(seed, 0))}, parcels: make(chan parcel, underway)}
}

// carry reads packets from one device and writes them to the other when they are due, until reading fails: the device is
// closed. Errors of writing lose a packet, as when the interface is down.
func (l *line) carry(from io.Reader, to io.Writer) {
	var delivery sync.WaitGroup
	delivery.Go(func() { l.deliver(to) })
	defer delivery.Wait()
	defer close(l.parcels)
	buf := make([]byte, maxPacket)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		if at, ok := l.admit(time.Now(), n); ok {
			l.parcels <- parcel{at, append([]byte(nil), buf[:n]...)}
		}
	}
}

func (l *line) admit(now time.Time, bytes int) (time.Time, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counters.Packets++
	l.counters.Bytes += uint64(bytes)
	at, v := l.shaper.arrive(now, bytes)
	switch {
	case v == lost:
		l.counters.Lost++
	case v == spilt, len(l.parcels) == cap(l.parcels):
		l.counters.Spilt++
	default:
		return at, true
	}
	return time.Time{}, false
}

func (l *line) deliver(to io.Writer) {
	for p := range l.parcels {
		if wait := time.Until(p.at); wait > 0 {
			time.Sleep(wait)
		}
		_, _ = to.Write(p.data)
		l.mu.Lock()
		l.counters.Passed++
		l.mu.Unlock()
	}
}

func (l *line) become(s Shape) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shaper.become(s)
}

func (l *line) count() Counters {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counters
}
