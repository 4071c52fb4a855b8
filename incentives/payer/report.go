package payer

import (
	"errors"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

// Report answers a relay's request with the channel's voucher. It verifies the request from cheap to dear, commits the promise
// and signs it last. The same request again, or an older one, gets the latest voucher and costs nothing. When deposit or budget
// do not cover what is owed, the voucher pays what they do cover, and a later Report pays the rest.
//
// It fails with ErrNoChannel, ErrPrice, *Equivocation, and ErrReport for everything else that is the relay's fault; any other
// error is the disk's, and says that the promise may or may not be written.
func (p *Payer) Report(req incentives.PayRequest) (incentives.SignedVoucher, error) {
	id := req.Report.Message.StreamID
	c, reportKey, err := p.find(req)
	if err != nil {
		return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w", id, err)
	}
	if err := req.Report.Verify(p.opts.Domain, reportKey); err != nil {
		return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w: %w", id, ErrReport, err)
	}
	shown, err := p.shown(req)
	if err != nil {
		return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w", id, err)
	}
	c.commit.Lock()
	defer c.commit.Unlock()
	fresh, err := p.fresh(req.Report)
	if err != nil {
		return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w", id, err)
	}
	if fresh {
		if err := p.verify(req); err != nil {
			return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w: %w", id, ErrReport, &Unsound{req, err})
		}
	} else {
		req.Entries = nil // metered already
	}
	if err := p.promise(c, req, shown, fresh); err != nil {
		return incentives.SignedVoucher{}, fmt.Errorf("report %s: %w", id, err)
	}
	return p.voucher(c)
}

// find returns the channel of a request that is well-formed, and who must have signed it.
func (p *Payer) find(req incentives.PayRequest) (*channel, incentives.Address, error) {
	m := req.Report.Message
	if n := len(req.Entries); n == 0 || n > incentives.MaxReportEntries || uint64(n) != uint64(m.Sessions) {
		return nil, incentives.Address{}, fmt.Errorf("%w: %d entries for %d sessions", ErrReport, n, m.Sessions)
	}
	if m.Epoch == 0 {
		return nil, incentives.Address{}, fmt.Errorf("%w: epochs begin at 1", ErrReport)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.channels[req.Channel.Key()]
	switch {
	case c == nil:
		return nil, incentives.Address{}, fmt.Errorf("%w %s", ErrNoChannel, req.Channel)
	case m.Relay != c.record.Channel.Payee:
		return nil, incentives.Address{}, fmt.Errorf("%w: relay %s on the channel of %s", ErrReport, m.Relay.Hex(), c.record.Channel.Payee.Hex())
	case req.Price.Cmp(c.record.Price) > 0:
		return nil, incentives.Address{}, fmt.Errorf("%w: %s a GiB, agreed %s", ErrPrice, req.Price, c.record.Price)
	}
	return c, c.record.ReportKey, nil
}

// fresh reports whether r is later than all reports of its relay on its stream. A different one of the same epoch is an
// Equivocation.
func (p *Payer) fresh(r incentives.SignedReport) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := p.reports[keyOf(r.Message)]
	if r.Message.Epoch == last.Message.Epoch && r.Message != last.Message {
		return false, &Equivocation{First: last, Second: r}
	}
	return r.Message.Epoch > last.Message.Epoch, nil
}

// Equivocation is the error of a relay that signed two different reports of one epoch. The two prove it to anybody.
type Equivocation struct{ First, Second incentives.SignedReport }

// Error implements error.
func (e *Equivocation) Error() string {
	return fmt.Sprintf("relay %s signed two reports of epoch %d", e.First.Message.Relay.Hex(), e.First.Message.Epoch)
}

// Unsound is the cause of an ErrReport about what the relay's report key signed: it may be a fault that the court punishes.
type Unsound struct {
	Request incentives.PayRequest
	Cause   error
}

// Error implements error.
func (e *Unsound) Error() string { return e.Cause.Error() }

// Unwrap returns the cause.
func (e *Unsound) Unwrap() error { return e.Cause }

// shown returns the amount of the voucher that the relay holds, if it shows one. It must be our own signature.
func (p *Payer) shown(req incentives.PayRequest) (incentives.Amount, error) {
	v := req.Latest
	if v == nil {
		return incentives.Amount{}, nil
	}
	if v.Message.Channel(req.Channel.Signer) != req.Channel {
		return incentives.Amount{}, fmt.Errorf("%w: it shows a voucher of another channel", ErrReport)
	}
	if err := v.Verify(p.opts.Domain, req.Channel.Signer); err != nil {
		return incentives.Amount{}, fmt.Errorf("%w: it shows a voucher: %w", ErrReport, err)
	}
	return v.Message.Cumulative, nil
}

// verify checks what a report sums: every grant ours, every receipt the viewer's, sums and root right, sums and windows within
// bounds, no session twice.
func (p *Payer) verify(req incentives.PayRequest) error {
	m, now := req.Report.Message, p.opts.Now()
	seen := make(map[incentives.Hash]bool, len(req.Entries))
	for i, e := range req.Entries {
		if err := p.verifyEntry(m, e, now); err != nil {
			return fmt.Errorf("entry %d: %w", i, err)
		}
		if seen[e.Receipt.Message.GrantHash] {
			return fmt.Errorf("entry %d: session twice", i)
		}
		seen[e.Receipt.Message.GrantHash] = true
	}
	root, err := incentives.SumReport(req.Entries, p.opts.Domain)
	if err != nil {
		return err
	}
	if root.Bytes != m.BytesTotal || root.Hash != m.SumRoot {
		return errors.New("entries do not add up to the report")
	}
	for i, e := range req.Entries { // signatures last: they are a thousand times dearer than the rest
		if !p.ours(e.Receipt.Message.GrantHash) {
			if err := e.Grant.Verify(p.opts.Domain, p.opts.Signer.Address()); err != nil {
				return fmt.Errorf("entry %d: grant: %w", i, err)
			}
		}
		if err := e.Receipt.Verify(p.opts.Domain, e.Grant.Message.ViewerKey); err != nil {
			return fmt.Errorf("entry %d: receipt: %w", i, err)
		}
	}
	return nil
}

func (p *Payer) verifyEntry(m incentives.UsageReport, e incentives.ReportEntry, now time.Time) error {
	g, r := e.Grant.Message, e.Receipt.Message
	switch {
	case g.Digest(p.opts.Domain) != r.GrantHash:
		return errors.New("receipt is under another grant")
	case g.StreamID != m.StreamID || g.Relay != m.Relay || r.Relay != m.Relay:
		return errors.New("grant or receipt is for another stream or relay")
	case e.Bytes == 0 || e.Bytes > r.BytesTotal:
		return fmt.Errorf("charges %d of %d bytes", e.Bytes, r.BytesTotal)
	case r.BytesTotal > g.MaxBytes(now):
		return fmt.Errorf("%d bytes are beyond the granted %d kbit/s", r.BytesTotal, g.MaxKbps)
	case session{NotAfter: g.NotAfter}.expired(now):
		return errors.New("grant is over for too long")
	}
	return nil
}

// ours reports whether we signed the grant with this hash for sure.
func (p *Payer) ours(hash incentives.Hash) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, known := p.sessions[hash]
	return known
}

// promise meters what is new, raises the promise as far as deposit and budget go, and commits it all. The caller holds
// c.commit. Should the commit fail, memory stays as it was: the same report will promise no less.
func (p *Payer) promise(c *channel, req incentives.PayRequest, shown incentives.Amount, fresh bool) error {
	p.mu.Lock()
	plan, err := p.plan(c, req, shown)
	if err != nil || plan.record == c.record && !fresh {
		p.mu.Unlock()
		return err
	}
	before := p.promised
	p.promised = plan.promised
	ops := append(plan.ops, p.sweep(p.opts.Now())...)
	p.mu.Unlock()

	ops = append(ops, store.PutJSON(store.PayerChannels, c.key[:], plan.record))
	if fresh {
		ops = append(ops, store.PutJSON(store.PayerReports, keyOf(req.Report.Message).bytes(), req.Report))
	}
	err = p.opts.Store.Commit(ops...)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.promised = p.promised.Beyond(plan.promised.Beyond(before)) // nothing was signed, so nothing is promised
		return err
	}
	c.record = plan.record
	for hash, s := range plan.sessions {
		p.sessions[hash] = s
	}
	if fresh {
		p.reports[keyOf(req.Report.Message)] = req.Report
	}
	return nil
}

// plan is what a report is about to change.
type plan struct {
	record   channelRecord
	sessions map[incentives.Hash]session
	promised incentives.Amount // in sum over all channels
	ops      []store.Op        // of the sessions
}

// plan works out what req changes, without changing it. A voucher that we do not know of, and that we signed, shows that we were
// restored from an old backup: our own signature knows better. The caller holds mu.
func (p *Payer) plan(c *channel, req incentives.PayRequest, shown incentives.Amount) (plan, error) {
	to := plan{record: c.record, sessions: make(map[incentives.Hash]session, len(req.Entries))}
	adopt := shown.Cmp(to.record.Promised) > 0
	if adopt {
		to.record.Promised = shown
		if err := to.record.Meter.Adopt(shown); err != nil {
			return plan{}, err
		}
	}
	if err := p.charge(&to, req); err != nil {
		return plan{}, err
	}
	if adopt && !req.Owed.IsZero() && to.record.Meter.Cost().Cmp(req.Owed) > 0 {
		if err := to.record.Meter.Adopt(req.Owed); err != nil { // the voucher pays for some of the entries already
			return plan{}, err
		}
	}
	var err error
	if to.promised, err = p.promised.Add(to.record.Promised.Beyond(c.record.Promised)); err != nil {
		return plan{}, err
	}
	more := p.affordable(to)
	if to.record.Promised, err = to.record.Promised.Add(more); err != nil {
		return plan{}, err
	}
	to.promised, err = to.promised.Add(more)
	return to, err
}

// charge meters the new bytes of every entry: what the relay charges, but never what was paid before. The caller holds mu.
func (p *Payer) charge(to *plan, req incentives.PayRequest) error {
	for _, e := range req.Entries {
		hash, total, paid := e.Receipt.Message.GrantHash, e.Receipt.Message.BytesTotal, p.sessions[e.Receipt.Message.GrantHash].Paid
		if total <= paid {
			continue
		}
		if err := to.record.Meter.Add(min(e.Bytes, total-paid), req.Price); err != nil {
			return err
		}
		s := session{NotAfter: e.Grant.Message.NotAfter, Paid: total}
		to.sessions[hash] = s
		to.ops = append(to.ops, store.PutJSON(store.PayerSessions, hash[:], s))
	}
	return nil
}

// affordable returns how much more a channel may promise: what is owed on it, within its deposit and what is left of the
// budget. The caller holds mu.
func (p *Payer) affordable(to plan) incentives.Amount {
	owed := to.record.Meter.Cost()
	if owed.Cmp(to.record.State.Deposit) > 0 {
		owed = to.record.State.Deposit
	}
	more := owed.Beyond(to.record.Promised)
	if left := p.budget.Beyond(to.promised); !p.budget.IsZero() && more.Cmp(left) > 0 {
		return left
	}
	return more
}

// voucher signs what was promised on c. The caller holds c.commit.
func (p *Payer) voucher(c *channel) (incentives.SignedVoucher, error) {
	r := c.record
	return incentives.Voucher{Payer: r.Channel.Payer, Payee: r.Channel.Payee, Nonce: r.Channel.Nonce, Cumulative: r.Promised}.
		Sign(p.opts.Signer, p.opts.Domain)
}

// Voucher returns the latest voucher of a channel, for a relay that asks for it after it lost its own.
func (p *Payer) Voucher(key incentives.Hash) (incentives.SignedVoucher, error) {
	p.mu.Lock()
	c := p.channels[key]
	p.mu.Unlock()
	if c == nil {
		return incentives.SignedVoucher{}, fmt.Errorf("voucher %s: %w", key.Hex(), ErrNoChannel)
	}
	c.commit.Lock()
	defer c.commit.Unlock()
	return p.voucher(c)
}

// Acked notes that a relay says it has stored a voucher. It serves display only: nothing is decided by it.
func (p *Payer) Acked(key incentives.Hash, cumulative incentives.Amount) error {
	p.mu.Lock()
	c := p.channels[key]
	p.mu.Unlock()
	if c == nil {
		return fmt.Errorf("acknowledge %s: %w", key.Hex(), ErrNoChannel)
	}
	c.commit.Lock()
	defer c.commit.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if cumulative.Cmp(c.record.Promised) > 0 {
		return fmt.Errorf("acknowledge %s: %w: %s, promised %s", key.Hex(), ErrReport, cumulative, c.record.Promised)
	}
	if cumulative.Cmp(c.record.Acked) > 0 {
		c.record.Acked = cumulative
	}
	return nil
}
