package relay

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/lag"
)

// maxInbox bounds the viewers' requests that wait for a shard; those beyond it are dropped, as the network might have.
const maxInbox = 4096

// shard is one goroutine that owns a disjoint set of viewers. There is one per core.
type shard struct {
	egress  egress
	viewers atomic.Int32
	woken   chan struct{}
	ended   chan struct{}
	index   int
	lag     lag.Estimator

	mu    sync.Mutex // guards inbox
	inbox []func(*turn)

	// Of run.
	groups []*group
	turn   turn
}

// group are a shard's viewers of one stream.
type group struct {
	stream  *stream
	news    *atomic.Bool // set by the stream's wake
	more    bool         // a viewer has more to get
	viewers []*viewer
	first   int // who is served first next; it rotates
	high    *layer
}

// turn is the state of one round over a shard's viewers.
type turn struct {
	now              time.Time
	egress           egress
	audio, high, low *layer   // of the present group
	video            []*layer // of the present group, being sent, in the order of their rates
	wanted           []*layer // that need a key frame
	sent             uint64   // payload bytes to the present group

	out     outgoing
	buffers extensionBuffers
	scratch [maxPacket]byte
	// elements are the header extensions of out.
	elements []byte
	number   [2]byte
	rtx      [maxPacket + 2]byte
}

func newShard(index int, e egress) *shard {
	return &shard{index: index, egress: e, woken: make(chan struct{}, 1), ended: make(chan struct{})}
}

// nudge makes run take a turn. It never blocks.
func (s *shard) nudge() {
	s.lag.Woken(time.Now)
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// post has f called within run.
func (s *shard) post(f func(*turn)) {
	s.mu.Lock()
	s.inbox = append(s.inbox, f)
	s.mu.Unlock()
	s.nudge()
}

// request is post for what a viewer asks: it may be dropped.
func (s *shard) request(f func(*turn)) {
	if s.note(f) {
		s.nudge()
	}
}

// note is request for what can wait for the next turn. It is false if f was dropped.
func (s *shard) note(f func(*turn)) bool {
	s.mu.Lock()
	full := len(s.inbox) >= maxInbox
	if !full {
		s.inbox = append(s.inbox, f)
	}
	s.mu.Unlock()
	return !full
}

// run serves the shard's viewers until stop is closed.
func (s *shard) run(stop <-chan struct{}) {
	defer close(s.ended)
	s.turn.egress = s.egress
	again := time.NewTimer(time.Hour)
	defer again.Stop()
	for {
		select {
		case <-stop:
			return
		case <-s.woken:
		case <-again.C:
		}
		now := time.Now()
		s.lag.Began(now)
		if s.serve(now) {
			again.Reset(hold)
		}
		s.lag.Ended(time.Now())
	}
}

// serve takes one turn. It is true if a viewer has more to get than the turn allowed.
func (s *shard) serve(now time.Time) (more bool) {
	t := &s.turn
	t.now = now
	s.mu.Lock()
	inbox := s.inbox
	s.inbox = nil
	s.mu.Unlock()
	for _, f := range inbox {
		f(t)
	}
	for _, g := range s.groups {
		if news := g.news.Swap(false); news || g.more {
			g.more = g.serve(t)
		}
		more = more || g.more
	}
	_ = t.egress.Flush() // packets that cannot be sent are lost, as on any path
	for _, l := range t.wanted {
		l.need(now)
		l.requestKeyFrame(now)
	}
	clear(t.wanted)
	t.wanted = t.wanted[:0]
	return more
}

func (g *group) serve(t *turn) (more bool) {
	t.audio, _ = g.stream.audio.Load().choose(t.now, nil)
	t.high, t.low = g.stream.video.Load().choose(t.now, g.high)
	g.high = t.high
	t.video = g.stream.video.Load().sent(t.now, t.video[:0])
	t.sent = 0
	n := len(g.viewers)
	for i := range n {
		if g.viewers[(g.first+i)%n].turn(t) {
			more = true
		}
	}
	g.first++
	g.stream.bytesOut.Add(t.sent)
	return more
}

// wantKeyFrame notes that a viewer cannot go on without a key frame of l.
func (t *turn) wantKeyFrame(l *layer) {
	if !slices.Contains(t.wanted, l) {
		t.wanted = append(t.wanted, l)
	}
}

// attach adds a viewer.
func (s *shard) attach(v *viewer) {
	s.viewers.Add(1)
	v.session.st.shares[s.index].viewers.Add(1)
	s.post(func(*turn) {
		st := v.session.st
		i := slices.IndexFunc(s.groups, func(g *group) bool { return g.stream == st })
		if i < 0 {
			i = len(s.groups)
			s.groups = append(s.groups, &group{stream: st, news: &st.shares[s.index].news})
		}
		s.groups[i].viewers = append(s.groups[i].viewers, v)
		s.groups[i].news.Store(true)
	})
}

// detach removes a viewer, and returns when it is no longer served.
func (s *shard) detach(v *viewer) {
	s.viewers.Add(-1)
	v.session.st.shares[s.index].viewers.Add(-1)
	gone := make(chan struct{})
	s.post(func(*turn) {
		defer close(gone)
		for i, g := range s.groups {
			if g.stream != v.session.st {
				continue
			}
			g.viewers = slices.DeleteFunc(g.viewers, func(o *viewer) bool { return o == v })
			if len(g.viewers) == 0 {
				s.groups = slices.Delete(s.groups, i, i+1)
			}
			return
		}
	})
	select {
	case <-gone:
	case <-s.ended:
	}
}
