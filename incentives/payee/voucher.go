package payee

import (
	"fmt"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

// Voucher judges a voucher that no report asked for, such as one that a payer repeats after a reconnection. With Accept it
// is on disk. Otherwise the error says why; with a failed disk it wraps the store's error and the verdict is Ignore.
func (p *Payee) Voucher(v incentives.SignedVoucher) (Verdict, error) { return p.take(v, nil) }

// Answer judges the voucher that answers req. Once vouchers cover the report, its receipts count as billed; as long as the
// payer pays less (no deposit or no budget is left), Report repeats them.
func (p *Payee) Answer(req incentives.PayRequest, v incentives.SignedVoucher) (Verdict, error) {
	return p.take(v, req.Entries)
}

func (p *Payee) take(v incentives.SignedVoucher, answers []incentives.ReportEntry) (Verdict, error) {
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
	bills := p.bills(&record, key, answers)
	p.mu.Unlock()
	if verdict == Accept || len(bills) > 0 {
		ops := []store.Op{store.PutJSON(store.PayeeChannels, key[:], record)}
		for _, b := range bills {
			ops = append(ops, b.ops(p.opts.Now())...)
		}
		if err := p.opts.Store.Commit(ops...); err != nil {
			return Ignore, fmt.Errorf("voucher on %s: %w", record.Channel, err)
		}
		p.settleBills(c, record, bills)
	}
	if verdict != Accept {
		return verdict, fmt.Errorf("voucher on %s: %s", record.Channel, why)
	}
	return Accept, nil
}

// bill is a session's receipt that a voucher pays for.
type bill struct {
	grant    *grant
	upTo     uint64 // bytes of the receipt
	complete bool   // nothing more can come under the grant once upTo is billed, but for its end
}

// bills returns what becomes billed now that record's voucher covers it, and meters it in record. It is nothing when the
// voucher pays less than the answered report asks, give or take the one unit by which a restored payer's rounding may differ.
// The caller holds mu.
func (p *Payee) bills(record *channelRecord, key incentives.Hash, answers []incentives.ReportEntry) []bill {
	meter := record.Billed
	var bills []bill
	for _, e := range answers {
		g := p.grants[e.Receipt.Message.GrantHash]
		upTo := e.Receipt.Message.BytesTotal
		if g == nil || upTo <= g.billed || upTo > g.mark().Bytes || p.payer(g) != key {
			continue
		}
		if slices.ContainsFunc(bills, func(b bill) bool { return b.grant == g }) {
			continue
		}
		if err := meter.Add(upTo-g.billed, record.Price); err != nil {
			return nil
		}
		bills = append(bills, bill{g, upTo, g.session == nil && upTo == g.mark().Bytes})
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

// ops returns what to write for a bill. A session that is over and paid is forgotten with its grant.
func (b bill) ops(now time.Time) []store.Op {
	if b.over(now) {
		return []store.Op{store.Delete(store.PayeeSessions, b.grant.hash[:]), store.Delete(store.PayeeBilled, b.grant.hash[:])}
	}
	return []store.Op{store.PutJSON(store.PayeeBilled, b.grant.hash[:], b.upTo)}
}

// over reports whether nothing can come under the grant any more.
func (b bill) over(now time.Time) bool { return b.complete && !b.grant.signed.Message.Covers(now) }

// settleBills applies what was committed. The caller holds c.commit.
func (p *Payee) settleBills(c *channel, record channelRecord, bills []bill) {
	now := p.opts.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	c.record.Voucher, c.record.Billed = record.Voucher, record.Billed
	for _, b := range bills {
		b.grant.billed = b.upTo
		if b.over(now) {
			delete(p.grants, b.grant.hash)
		}
	}
	p.apply(ledger.VoucherAccepted{Channel: c.key, Cumulative: record.held()})
}
