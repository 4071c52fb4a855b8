package whip

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

const (
	// defaultRate lets a class room behind one address join within a second or two.
	defaultRate = 20
	// burstSeconds is for how many seconds' worth a bucket has room.
	burstSeconds = 5
	// maxBuckets bounds the addresses remembered. Those beyond share one bucket.
	maxBuckets = 4096
)

// limiter has a token bucket for each remote address that has asked for a session of late.
type limiter struct {
	rate float64 // tokens a second; zero or less means no bound

	mu      sync.Mutex // guards the fields below
	buckets map[netip.Addr]bucket
	others  bucket
	swept   time.Time
}

// bucket was filled up to tokens at a time.
type bucket struct {
	tokens float64
	at     time.Time
}

// take takes a token, and else says after how long there will be one.
func (l *limiter) take(from netip.Addr, now time.Time) (wait time.Duration, ok bool) {
	if l.rate <= 0 || from.IsLoopback() {
		return 0, true
	}
	if from.Is6() && !from.Is4In6() { // a subscriber has a whole /64
		if p, err := from.WithZone("").Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[from]
	if !known && len(l.buckets) >= maxBuckets {
		l.sweep(now)
		if len(l.buckets) >= maxBuckets {
			return l.draw(&l.others, now)
		}
	}
	wait, ok = l.draw(&b, now)
	l.buckets[from] = b
	return wait, ok
}

// draw takes a token from a bucket, which is full at first.
func (l *limiter) draw(b *bucket, now time.Time) (wait time.Duration, ok bool) {
	most := l.rate * burstSeconds
	if b.at.IsZero() {
		b.tokens = most
	} else {
		b.tokens = min(most, b.tokens+l.rate*now.Sub(b.at).Seconds())
	}
	b.at = now
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) / l.rate * float64(time.Second)), false
	}
	b.tokens--
	return 0, true
}

// sweep forgets the addresses whose buckets are full again, at most once a second.
func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Second {
		return
	}
	l.swept = now
	for a, b := range l.buckets {
		if now.Sub(b.at) >= burstSeconds*time.Second {
			delete(l.buckets, a)
		}
	}
}

// remote returns the address that a request came from; of a proxy's requests that is the proxy's.
func remote(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap()
}
