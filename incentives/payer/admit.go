package payer

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
)

// AdmitRequest asks to admit a viewer. Who may watch, and at which relay, the caller has decided.
type AdmitRequest struct {
	StreamID incentives.StreamID
	Relay    incentives.Address
	Viewer   incentives.Address // the viewer's session key
	MaxKbps  uint32             // most payload paid for, kilobits (1000 bits) per second; not zero
}

// Admit returns a grant for one viewer at one relay. Asked again, it returns the same grant as long as three quarters of the
// window are not over, and a renewal after that. Grants are not stored: they carry the payer's own signature, by which a
// report is checked after a restart. It fails with ErrNoChannel when nothing can be paid to the relay, and with ErrBudget when
// nothing is left to pay.
func (p *Payer) Admit(r AdmitRequest) (incentives.SignedGrant, error) {
	if r.Viewer == (incentives.Address{}) || r.MaxKbps == 0 {
		return incentives.SignedGrant{}, fmt.Errorf("admit %s: %w: no viewer key or bitrate", r.Viewer.Hex(), incentives.ErrSyntax)
	}
	now := p.opts.Now()
	who := admission{r.StreamID, r.Relay, r.Viewer}
	p.mu.Lock()
	last, admitted := p.admitted[who]
	payable, spent := p.payable(r.Relay), !p.budget.IsZero() && p.promised.Cmp(p.budget) >= 0
	p.mu.Unlock()
	switch {
	case admitted && now.Before(p.renewal(last.Message)) && last.Message.MaxKbps >= r.MaxKbps:
		return last, nil
	case !payable:
		return incentives.SignedGrant{}, fmt.Errorf("admit %s: %w with relay %s", r.Viewer.Hex(), ErrNoChannel, r.Relay.Hex())
	case spent:
		return incentives.SignedGrant{}, fmt.Errorf("admit %s: %w", r.Viewer.Hex(), ErrBudget)
	}
	grant, err := incentives.SessionGrant{
		StreamID: r.StreamID, Relay: r.Relay, ViewerKey: r.Viewer, MaxKbps: r.MaxKbps,
		NotBefore: uint64(max(now.Unix(), 0)), NotAfter: uint64(max(now.Add(p.opts.GrantWindow).Unix(), 0)),
	}.Sign(p.opts.Signer, p.opts.Domain)
	if err != nil {
		return incentives.SignedGrant{}, fmt.Errorf("admit %s: %w", r.Viewer.Hex(), err)
	}
	hash := grant.Message.Digest(p.opts.Domain)
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.sessions[hash]; !known {
		p.sessions[hash] = session{NotAfter: grant.Message.NotAfter}
	}
	p.admitted[who] = grant
	return grant, nil
}

// renewal returns when a viewer gets a new grant: after three quarters of the window.
func (p *Payer) renewal(g incentives.SessionGrant) time.Time {
	return time.Unix(int64(g.NotBefore), 0).Add(p.opts.GrantWindow * 3 / 4)
}

// payable reports whether some channel can still pay the relay. The caller holds mu.
func (p *Payer) payable(relay incentives.Address) bool {
	for _, c := range p.channels {
		r := c.record
		if r.Channel.Payee == relay && r.State.CloseAt.IsZero() && r.Promised.Cmp(r.State.Deposit) < 0 {
			return true
		}
	}
	return false
}
