package client

import (
	"errors"
	"fmt"
	"sync"

	"github.com/pion/webrtc/v4"
)

const (
	controlLabel = "casto"
	maxControl   = 4 << 10
	backlog      = 64       // frames that wait for the channel to open
	maxUnsent    = 64 << 10 // bytes that wait for the relay to read
)

// ErrControl: the control channel cannot take the frame: it is too long, or the channel has closed, or the relay does not read.
var ErrControl = errors.New("control frame not sent")

// control is the data channel "casto".
type control struct {
	mu      sync.Mutex // guards the fields below, and makes frames keep their order
	channel *webrtc.DataChannel
	open    bool
	closed  bool
	waiting [][]byte
}

// adopt connects the channel with hello and the frames' handler.
func (c *control) adopt(d *webrtc.DataChannel, hello []byte, handle func([]byte) []byte) {
	c.channel = d
	if hello != nil {
		c.waiting = append(c.waiting, hello)
	}
	d.OnOpen(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open = true
		for _, frame := range c.waiting {
			_ = d.SendText(string(frame)) // fails only when the session is ending
		}
		c.waiting = nil
	})
	d.OnClose(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.closed, c.waiting = true, nil
	})
	if handle == nil {
		return
	}
	d.OnMessage(func(m webrtc.DataChannelMessage) {
		if len(m.Data) > maxControl {
			return
		}
		if reply := handle(m.Data); reply != nil {
			_ = c.send(reply) // the session is ending
		}
	})
}

func (c *control) send(frame []byte) error {
	if len(frame) == 0 || len(frame) > maxControl {
		return fmt.Errorf("%w: %d bytes", ErrControl, len(frame))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return fmt.Errorf("%w: channel closed", ErrControl)
	case !c.open && len(c.waiting) == backlog:
		return fmt.Errorf("%w: channel does not open", ErrControl)
	case !c.open:
		c.waiting = append(c.waiting, append([]byte(nil), frame...))
		return nil
	case c.channel.BufferedAmount() > maxUnsent:
		return fmt.Errorf("%w: relay does not read", ErrControl)
	}
	if err := c.channel.SendText(string(frame)); err != nil {
		return fmt.Errorf("%w: %w", ErrControl, err)
	}
	return nil
}
