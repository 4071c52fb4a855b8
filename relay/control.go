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

// control is a session's data channel "casto".
type control struct {
	s       *Session
	handler ControlHandler
	events  chan []byte // nil: the channel is open

	mu      sync.Mutex // guards the fields below
	channel *webrtc.DataChannel
	open    bool
	refused bool // the peer has no channel, or misused it
	waiting [][]byte

	// Of Pion's read goroutine.
	tokens  float64
	counted time.Time
}

func newControl(s *Session, h ControlHandler) *control {
	return &control{s: s, handler: h, events: make(chan []byte, controlQueue), tokens: burst}
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

	d.OnMessage(func(m webrtc.DataChannelMessage) { c.received(m.Data) })
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
		case frame := <-c.events:
			if frame == nil {
				c.handler.Open(c.s)
			} else {
				c.handler.Frame(c.s, frame)
			}
		}
	}
}

func (c *control) opened() {
	c.mu.Lock()
	c.open = true
	for _, frame := range c.waiting {
		_ = c.channel.SendText(string(frame))
	}
	c.waiting = nil
	c.mu.Unlock()
	c.post(nil)
}

// received takes one frame from the peer. One that is too long, or one too many, ends the channel.
func (c *control) received(frame []byte) {
	now := time.Now()
	if !c.counted.IsZero() {
		c.tokens = min(burst, c.tokens+now.Sub(c.counted).Seconds()*frameRate)
	}
	c.counted = now
	if len(frame) > maxFrame || c.tokens < 1 {
		c.s.log.Debug("control channel closed", "bytes", len(frame))
		c.refuse()
		_ = c.channel.Close()
		return
	}
	c.tokens--
	if frame == nil {
		frame = []byte{}
	}
	if c.s.cascaded(frame) {
		return
	}
	c.post(frame)
}

// post hands an event to run. It waits while the handler is busy, which in turn makes the peer wait.
func (c *control) post(frame []byte) {
	if c.handler == nil {
		return
	}
	select {
	case c.events <- frame:
	case <-c.s.closing:
	}
}

func (c *control) send(frame []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case len(frame) > maxFrame:
		return fmt.Errorf("%w: %d bytes, at most %d", ErrControl, len(frame), maxFrame)
	case c.refused:
		return fmt.Errorf("%w: no data channel", ErrControl)
	case !c.open && len(c.waiting) == backlog, c.open && c.channel.BufferedAmount() > maxUnread:
		return fmt.Errorf("%w: peer does not read", ErrControl)
	case !c.open:
		c.waiting = append(c.waiting, append([]byte(nil), frame...))
		return nil
	}
	if err := c.channel.SendText(string(frame)); err != nil {
		return fmt.Errorf("%w: %w", ErrControl, err)
	}
	return nil
}
