package payee

import (
	"errors"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

// receiptSkew is how far a receipt's time may be outside its grant's. The court slashes a relay for a receipt an hour outside; half
// of that leaves nothing to argue about.
const receiptSkew = 30 * time.Minute

// Grant admits a viewer: receipts of the connection id count under g from now on. Granting an open session again renews it;
// receipts under the older grant are taken until the first one under the newer. The same grant in a new connection, after the
// End of the one before, goes on from its latest receipt. It fails with ErrUnknownStream or ErrGrant.
func (p *Payee) Grant(id string, g incentives.SignedGrant) error {
	m, now := g.Message, p.opts.Now()
	var warrant incentives.StreamKey
	p.mu.Lock()
	st := p.streams[m.StreamID]
	known := st != nil && len(st.record.Warrants) > 0
	if known {
		warrant = st.record.Warrants[0].Key.Message
	}
	p.mu.Unlock()
	switch {
	case !known:
		return fmt.Errorf("grant %s: %w: %s", id, ErrUnknownStream, m.StreamID)
	case m.Relay != p.opts.Relay:
		return fmt.Errorf("grant %s: %w: for relay %s", id, ErrGrant, m.Relay.Hex())
	case !m.Covers(now):
		return fmt.Errorf("grant %s: %w: valid from %d to %d, now %d", id, ErrGrant, m.NotBefore, m.NotAfter, now.Unix())
	}
	if m.NotBefore > warrant.NotAfter {
		return fmt.Errorf("grant %s: %w: it begins at %d, when the stream key has expired, at %d", id, ErrGrant, m.NotBefore, warrant.NotAfter)
	}
	if err := g.Verify(p.opts.Domain, warrant.Key); err != nil {
		return fmt.Errorf("grant %s: %w: %w", id, ErrGrant, err)
	}

	hash := m.Digest(p.opts.Domain)
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.sessions[ledger.SessionID(id)]
	if s == nil {
		s = &session{id: ledger.SessionID(id), stream: m.StreamID}
	} else if s.stream != m.StreamID {
		return fmt.Errorf("grant %s: %w: the session is for stream %s", id, ErrGrant, s.stream)
	}
	held := p.grants[hash]
	if held == nil {
		held = &grant{hash: hash, signed: g, key: warrant.Key}
		p.grants[hash] = held
	}
	if held.session != nil && held.session != s {
		return fmt.Errorf("grant %s: %w: in use by another connection", id, ErrGrant)
	}
	held.session, p.sessions[s.id] = s, s
	p.apply(ledger.GrantSeen{Session: s.id, Stream: s.stream, Grant: hash, Latest: held.mark()})
	return nil
}

// Sent notes how many payload bytes the connection has delivered so far. Limits that follow come out of Next. Unknown
// sessions are ignored. Call it for every session several times a second, also while it is paused.
func (p *Payee) Sent(id string, total uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forgive()
	p.apply(ledger.Sent{Session: ledger.SessionID(id), Total: total})
}

// End forgets a connection. What it acknowledged stays and is billed.
func (p *Payee) End(id string) {
	p.mu.Lock()
	s := p.sessions[ledger.SessionID(id)]
	p.mu.Unlock()
	if s == nil {
		return
	}
	s.commit.Lock() // a receipt that is being committed comes first
	defer s.commit.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sessions, s.id)
	for hash, g := range p.grants {
		if g.session != s {
			continue
		}
		g.session = nil
		if g.receipt == nil {
			delete(p.grants, hash)
		}
	}
	p.apply(ledger.Ended{Session: s.id})
}

// Receipt judges a receipt frame from a viewer. With Accept the receipt is on disk, and ack is the frame that says so. With
// Ignore and Reject the error says why; with a failed disk it wraps the store's error and the verdict is Ignore, since the
// viewer is not at fault. Receipts of one session are handled in turn, those of different sessions at once.
func (p *Payee) Receipt(id string, frame []byte) (v Verdict, ack []byte, err error) {
	f, err := control.Decode(frame)
	switch {
	case errors.Is(err, control.ErrUnknownType):
		return Ignore, nil, fmt.Errorf("receipt of %s: %w", id, err)
	case err != nil:
		return Reject, nil, fmt.Errorf("receipt of %s: %w", id, err)
	}
	r, ok := f.(control.Receipt)
	if !ok {
		return Reject, nil, fmt.Errorf("receipt of %s: %w: a %T", id, control.ErrFrame, f)
	}
	p.mu.Lock()
	s := p.sessions[ledger.SessionID(id)]
	p.mu.Unlock()
	if s == nil {
		return Ignore, nil, fmt.Errorf("receipt of %s: unknown session", id)
	}
	s.commit.Lock()
	defer s.commit.Unlock()
	if v, err := p.takeReceipt(s, r.Receipt); v != Accept {
		return v, nil, fmt.Errorf("receipt of %s: %w", id, err)
	}
	ack, err = control.Encode(control.Ack{Seq: r.Receipt.Message.Seq})
	return Accept, ack, err
}

// takeReceipt checks, commits and applies a receipt. The caller holds s.commit.
func (p *Payee) takeReceipt(s *session, r incentives.SignedReceipt) (Verdict, error) {
	g, charge, v, err := p.checkReceipt(s, r.Message)
	if v != Accept {
		return v, err
	}
	if err := r.Verify(p.opts.Domain, g.signed.Message.ViewerKey); err != nil {
		return Reject, err
	}
	charged := g.charged + charge
	if err := p.opts.Store.Commit(store.PutJSON(store.PayeeSessions, g.hash[:], sessionRecord{g.signed, r, charged})); err != nil {
		return Ignore, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	g.receipt, g.charged = &r, charged
	p.apply(ledger.ReceiptAccepted{Session: s.id, Grant: g.hash, Mark: g.mark(), Charge: charge})
	return Accept, nil
}

// checkReceipt does what needs no signature. It returns the grant that the receipt is under, whose receipt and charged bytes
// only the holder of s.commit changes, and what the receipt adds to the charge.
func (p *Payee) checkReceipt(s *session, r incentives.Receipt) (*grant, uint64, Verdict, error) {
	now := p.opts.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.grants[r.GrantHash]
	if g == nil || g.session != s {
		return nil, 0, Ignore, errors.New("not the session's grant")
	}
	charge, v, why := p.ledger.CheckReceipt(s.id, r.GrantHash, ledger.Mark{Seq: r.Seq, Bytes: r.BytesTotal})
	if v != Accept {
		return nil, 0, v, errors.New(why)
	}
	admitted := g.signed.Message
	switch {
	case r.Relay != p.opts.Relay:
		return nil, 0, Reject, fmt.Errorf("for relay %s", r.Relay.Hex())
	case !admitted.Covers(now):
		return nil, 0, Ignore, errors.New("the grant is over")
	case !admitted.CoversMs(r.TimeMs, receiptSkew):
		return nil, 0, Ignore, fmt.Errorf("its time, %d ms, is more than %v outside the grant: is the viewer's clock right?", r.TimeMs, receiptSkew)
	case r.BytesTotal > admitted.MaxBytes(now):
		return nil, 0, Ignore, fmt.Errorf("%d bytes are beyond the granted %d kbit/s", r.BytesTotal, admitted.MaxKbps)
	}
	return g, charge, Accept, nil
}
