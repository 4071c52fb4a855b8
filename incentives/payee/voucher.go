package payee

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

// Voucher judges a voucher that no report asked for, such as one that a payer repeats after a reconnection. With Accept it
// is on disk. Otherwise the error says why; with a failed disk it wraps the store's error and the verdict is Ignore.
func (p *Payee) Voucher(v incentives.SignedVoucher) (Verdict, error) { return p.take(v, nil) }

// Answer judges the voucher that answers req, as Voucher does. Once vouchers cover the stream's latest report, its bytes count
// as billed; as long as the payer pays less (no deposit or no budget is left), Report repeats them.
func (p *Payee) Answer(req incentives.PayRequest, v incentives.SignedVoucher) (Verdict, error) {
	p.mu.Lock()
	st := p.streams[req.Report.Message.StreamID]
	p.mu.Unlock()
	if st == nil {
		return Ignore, fmt.Errorf("answer: %w: %s", ErrUnknownStream, req.Report.Message.StreamID)
	}
	st.commit.Lock()
	defer st.commit.Unlock()
	if st.pending == nil || st.pending.req.Report != req.Report {
		return p.take(v, nil) // a later report repeats what this one asked for
	}
	return p.take(v, st)
}

// take judges a voucher. The caller holds the commit lock of the stream whose pending report it answers, if any.
func (p *Payee) take(v incentives.SignedVoucher, answers *stream) (Verdict, error) {
	signer, err := v.Recover(p.opts.Domain)
	if err != nil {
		return Reject, fmt.Errorf("voucher: %w", err)
	}
	key := v.Message.Channel(signer).Key() // as the contract does: a wrong signature leads to a channel that nobody funded
	p.mu.Lock()
	c := p.channels[key]
	p.mu.Unlock()
	if c == nil {
		return Reject, fmt.Errorf("voucher by %s: %w", signer.Hex(), ErrUnknownChannel)
	}
	c.commit.Lock()
	defer c.commit.Unlock()

	p.mu.Lock()
	verdict, why := p.ledger.CheckVoucher(key, v.Message.Cumulative)
	record := c.record
	if verdict == Accept {
		record.Voucher = &v
	}
	bills := p.bills(&record, answers)
	p.mu.Unlock()
	if verdict == Accept || len(bills) > 0 {
		ops := []store.Op{store.PutJSON(store.PayeeChannels, key[:], record)}
		for _, b := range bills {
			ops = append(ops, store.PutJSON(store.PayeeBilled, b.grant.hash[:], b.billed))
		}
		if err := p.opts.Store.Commit(ops...); err != nil {
			return Ignore, fmt.Errorf("voucher on %s: %w", record.Channel, err)
		}
		p.settle(c, record, bills)
	}
	if len(bills) > 0 {
		answers.pending = nil
	}
	if verdict != Accept {
		return verdict, fmt.Errorf("voucher on %s: %s", record.Channel, why)
	}
	return Accept, nil
}

// bill is a session's charge that vouchers cover.
type bill struct {
	grant  *grant
	billed uint64 // bytes, from now on
}

// bills returns what becomes billed now that record's voucher covers the pending report of st, and meters it in record. It is
// nothing when the voucher pays less than the report asks, give or take the one unit by which the rounding of a restored payer
// may differ. The caller holds mu, c.commit and st.commit.
func (p *Payee) bills(record *channelRecord, st *stream) []bill {
	if st == nil || st.pending.req.Channel != record.Channel {
		return nil
	}
	meter := record.Billed
	var bills []bill
	for i, e := range st.pending.req.Entries {
		g := p.grants[e.Receipt.Message.GrantHash]
		charged := st.pending.charged[i]
		if g == nil || charged <= g.billed {
			continue
		}
		if err := meter.Add(charged-g.billed, record.Price); err != nil {
			return nil
		}
		bills = append(bills, bill{g, charged})
	}
	if meter.Cost().Beyond(record.held()).Cmp(incentives.NewAmount(1)) > 0 {
		return nil
	}
	record.Billed = meter
	return bills
}

// payer returns the key of the channel that pays for what g admits, or the zero hash. The caller holds mu.
func (p *Payee) payer(g *grant) incentives.Hash {
	if st := p.streams[g.signed.Message.StreamID]; st != nil {
		return st.record.Channel
	}
	return incentives.Hash{}
}

// settle applies what was committed. The caller holds c.commit.
func (p *Payee) settle(c *channel, record channelRecord, bills []bill) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c.record.Voucher, c.record.Billed = record.Voucher, record.Billed
	for _, b := range bills {
		b.grant.billed = b.billed
	}
	p.apply(ledger.VoucherAccepted{Channel: c.key, Cumulative: record.held()})
}
