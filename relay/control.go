package relay

import (
	"fmt"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"
)

const (
	controlLabel = "casto"
	// maxFrame bounds a control frame. A grant with its signature takes 900 bytes.
	maxFrame = 4 << 10
	// A peer may send burst frames at once and then frameRate a second. An honest one sends one every two seconds.
	frameRate = 20
	burst     = 64
	// signalRate is the same for signals, of which relays exchange some five a second.
	signalRate = 40
	// backlog bounds what waits for a channel to open or for a peer to read.
	backlog      = 64
	maxUnread    = 64 << 10
	controlQueue = 16
)

// ControlHandler receives what a session's peer says on the data channel "casto". Both methods are called from one
// goroutine per session; a slow handler slows only its own session.
type ControlHandler interface {
	// Open is called once, when the channel is open in both directions.
	Open(s *Session)
	// Frame is called for each frame of at most 4 KiB. The callee may keep frame.
	Frame(s *Session, frame []byte)
}

// SignalHandler is a ControlHandler that also receives signals: binary messages on the same channel, which relays' owners exchange with one
// another. The relay does not look into them. Where the handler is none, they are dropped.
type SignalHandler interface {
	// Signal is called for each signal of at most 4 KiB, from the goroutine that calls Open and Frame. The callee may keep it.
	Signal(s *Session, signal []byte)
}

// control is a session's data channel "casto".
type control struct {
	s       *Session
	handler ControlHandler
	signals SignalHandler // the same, if it takes them
	events  chan message  // the zero message: the channel is open

	mu      sync.Mutex // guards the fields below
	channel *webrtc.DataChannel
	open    bool
	refused bool // the peer has no channel, or misused it
	waiting []message

	// Of Pion's read goroutine.
	frames, binary allowance
}

// message is one frame, or one signal.
type message struct {
	bytes  []byte
	signal bool
}

// allowance bounds how many messages of a kind a peer may send.
type allowance struct {
	tokens  float64
	counted time.Time
}

// take is false if a message is one too many.
func (a *allowance) take(now time.Time, rate float64) bool {
	if a.counted.IsZero() {
		a.tokens = burst
	} else {
		a.tokens = min(burst, a.tokens+now.Sub(a.counted).Seconds()*rate)
	}
	a.counted = now
	if a.tokens < 1 {
		return false
	}
	a.tokens--
	return true
}

func newControl(s *Session, h ControlHandler) *control {
	c := &control{s: s, handler: h, events: make(chan message, controlQueue)}
	c.signals, _ = h.(SignalHandler)
	return c
}

// refuse makes send fail: there will be no channel.
func (c *control) refuse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused, c.waiting = true, nil
}

// adopt takes the session's data channel. Any but the first with our label is closed.
func (c *control) adopt(d *webrtc.DataChannel) {
	c.mu.Lock()
	if d.Label() != controlLabel || c.channel != nil {
		c.mu.Unlock()
		d.OnOpen(func() { _ = d.Close() })
		return
	}
	c.channel = d
	c.mu.Unlock()

	d.OnMessage(func(m webrtc.DataChannelMessage) { c.received(m.Data, !m.IsString) })
	d.OnClose(c.refuse)
	d.OnOpen(c.opened)
	if c.handler != nil {
		c.s.spawn(c.run)
	}
}

// run calls the handler.
func (c *control) run() {
	for {
		select {
		case <-c.s.closing:
			return
		case m := <-c.events:
			switch {
			case m.bytes == nil:
				c.handler.Open(c.s)
			case m.signal:
				c.signals.Signal(c.s, m.bytes)
			default:
				c.handler.Frame(c.s, m.bytes)
			}
		}
	}
}

func (c *control) opened() {
	c.mu.Lock()
	c.open = true
	for _, m := range c.waiting {
		_ = c.write(m)
	}
	c.waiting = nil
	c.mu.Unlock()
	c.post(message{})
}

// received takes one message from the peer. One that is too long, or one too many, ends the channel.
func (c *control) received(b []byte, signal bool) {
	kind, rate := &c.frames, float64(frameRate)
	if signal {
		kind, rate = &c.binary, signalRate
	}
	if len(b) > maxFrame || !kind.take(time.Now(), rate) {
		c.s.log.Debug("control channel closed", "bytes", len(b))
		c.refuse()
		_ = c.channel.Close()
		return
	}
	if b == nil {
		b = []byte{}
	}
	if signal {
		if c.signals != nil {
			c.post(message{b, true})
		}
		return
	}
	if c.s.cascaded(b) {
		return
	}
	c.post(message{bytes: b})
}

// post hands an event to run. It waits while the handler is busy, which in turn makes the peer wait.
func (c *control) post(m message) {
	if c.handler == nil {
		return
	}
	select {
	case c.events <- m:
	case <-c.s.closing:
	}
}

func (c *control) send(m message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case len(m.bytes) > maxFrame:
		return fmt.Errorf("%w: %d bytes, at most %d", ErrControl, len(m.bytes), maxFrame)
	case c.refused:
		return fmt.Errorf("%w: no data channel", ErrControl)
	case !c.open && len(c.waiting) == backlog, c.open && c.channel.BufferedAmount() > maxUnread:
		return fmt.Errorf("%w: peer does not read", ErrControl)
	case !c.open:
		c.waiting = append(c.waiting, message{append([]byte(nil), m.bytes...), m.signal})
		return nil
	}
	if err := c.write(m); err != nil {
		return fmt.Errorf("%w: %w", ErrControl, err)
	}
	return nil
}

// write sends a message on the open channel. The caller holds the mutex.
func (c *control) write(m message) error {
	if m.signal {
		return c.channel.Send(m.bytes)
	}
	return c.channel.SendText(string(m.bytes))
}
