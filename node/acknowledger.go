package node

import (
	"context"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/relay"
)

// acknowledger signs receipts to a parent as any viewer does: with a fresh session key, over the data channel.
type acknowledger struct {
	mu     sync.Mutex // guards viewer, which the control channel and the ticker share
	viewer *session.Viewer
}

func newAcknowledger() *acknowledger {
	key, err := incentives.GenerateKey()
	if err != nil {
		return &acknowledger{} // no entropy: stay silent, the parent will treat this node as a viewer without receipts
	}
	return &acknowledger{viewer: session.New(key)}
}

// Open implements relay.ControlHandler.
func (a *acknowledger) Open(s *relay.Session) {
	if a.viewer == nil {
		return
	}
	a.mu.Lock()
	hello := a.viewer.Hello()
	a.mu.Unlock()
	_ = s.SendControl(hello)
}

// Frame implements relay.ControlHandler.
func (a *acknowledger) Frame(s *relay.Session, frame []byte) {
	if a.viewer == nil {
		return
	}
	a.mu.Lock()
	_, err := a.viewer.Handle(frame)
	a.mu.Unlock()
	if err != nil {
		_ = s.Close() // a parent that breaks the protocol; another one will be found
	}
}

// run sends a receipt at the session protocol's interval until the session ends.
func (a *acknowledger) run(ctx context.Context, s *relay.Session) {
	if a.viewer == nil {
		return
	}
	tick := time.NewTicker(session.Interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.Done():
			return
		case now := <-tick.C:
			a.mu.Lock()
			frame, ok := a.viewer.Receipt(s.PayloadBytes(), now)
			a.mu.Unlock()
			if ok {
				_ = s.SendControl(frame)
			}
		}
	}
}
