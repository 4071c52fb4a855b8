package p2p

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/multiformats/go-multiaddr"
	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/node/wire"
)

// How lost peers are dialled again.
const (
	firstPause  = 250 * time.Millisecond
	lastPause   = time.Minute
	maxAttempts = 10  // in a row, for peers that were met by chance
	maxLinks    = 256 // peers kept, those that the operator named not counted
	maxDials    = 8   // at a time
	linkTag     = "casto"
)

// links keeps connections to peers: those that the operator named for ever, those met on the local network or connected on
// request until they fail too often.
type links struct {
	host host.Host
	log  *slog.Logger
	wake chan struct{}

	mu   sync.Mutex // guards kept and the links in it
	kept map[peer.ID]*link
}

// link is a peer to stay connected with.
type link struct {
	info     peer.AddrInfo
	forever  bool
	attempts int // failed in a row
	next     time.Time
	dialling bool
}

func newLinks(h host.Host, log *slog.Logger) *links {
	return &links{host: h, log: log, wake: make(chan struct{}, 1), kept: make(map[peer.ID]*link)}
}

// keep adds a peer, or the addresses of one that is kept.
func (l *links) keep(info peer.AddrInfo, forever bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.kept[info.ID]
	switch {
	case info.ID == l.host.ID():
		return
	case k == nil && len(l.kept) >= maxLinks && !forever:
		return
	case k == nil:
		k = &link{info: info, forever: forever, next: time.Now()}
		l.kept[info.ID] = k
	default:
		// The newest first, and not for ever: one by TCP must not push out one by QUIC, or the other way round.
		addrs := multiaddr.Unique(slices.Concat(info.Addrs, k.info.Addrs))
		k.info.Addrs = addrs[:min(len(addrs), wire.MaxAddrs)]
		k.forever = k.forever || forever
		k.attempts, k.next = 0, time.Now()
	}
	if k.forever {
		l.host.ConnManager().Protect(info.ID, linkTag)
	}
	l.nudge()
}

// lost makes a kept peer that has just disconnected due.
func (l *links) lost(p peer.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if k := l.kept[p]; k != nil {
		k.attempts, k.next = 0, time.Now().Add(jitter(firstPause))
		l.nudge()
	}
}

func (l *links) nudge() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// run dials until ctx ends.
func (l *links) run(ctx context.Context) error {
	var dials errgroup.Group
	dials.SetLimit(maxDials)
	defer dials.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-l.wake:
		}
		due, wait := l.due(time.Now())
		for _, info := range due {
			dials.Go(func() error {
				l.dial(ctx, info)
				return nil
			})
		}
		timer.Reset(wait)
	}
}

// due returns the peers to dial now, and the time until the next ones.
func (l *links) due(now time.Time) (due []peer.AddrInfo, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	wait = lastPause
	for p, k := range l.kept {
		switch {
		case k.dialling || l.host.Network().Connectedness(p) == network.Connected:
		case k.next.After(now):
			wait = min(wait, k.next.Sub(now))
		default:
			k.dialling = true
			due = append(due, k.info)
		}
	}
	return due, wait
}

// dial tries once and notes how it went.
func (l *links) dial(ctx context.Context, info peer.AddrInfo) {
	attempt, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	l.forgive(info.ID)
	err := l.host.Connect(attempt, info)
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.kept[info.ID]
	if k == nil {
		return
	}
	k.dialling = false
	if err == nil {
		k.attempts = 0
		l.log.Info("peer connected", "peer", info.ID)
		return
	}
	if ctx.Err() != nil {
		return
	}
	k.attempts++
	k.next = time.Now().Add(pause(k.attempts))
	if k.attempts == 1 {
		l.log.Info("peer not reached, will try again", "peer", info.ID, "error", err)
	}
	if !k.forever && k.attempts >= maxAttempts {
		delete(l.kept, info.ID)
	}
	l.nudge()
}

// forgive lets a peer be dialled although it failed a moment ago: the pauses here and the caller's are what counts, where those of
// libp2p grow to five minutes.
func (l *links) forgive(p peer.ID) {
	if s, ok := l.host.Network().(*swarm.Swarm); ok {
		s.Backoff().Clear(p)
	}
}

// pause is the time to wait after so many failed attempts: it doubles from firstPause to lastPause, with jitter, so that nodes
// that lost the same peer do not come back in step.
func pause(attempts int) time.Duration {
	p := lastPause
	if attempts < 9 {
		p = min(p, firstPause<<attempts)
	}
	return jitter(p)
}

// jitter returns between half and all of d.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d/2+1) }
