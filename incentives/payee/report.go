package payee

import (
	"fmt"
	"maps"
	"slices"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

// report is a request to pay with what it bills.
type report struct {
	req      incentives.PayRequest
	charged  []uint64             // of every entry's grant, when the report was made
	warrants []incentives.Warrant // of every entry's grant
}

// Report returns what to ask the stream's payer to pay: a signed report over the sessions with charged bytes that no voucher
// covers, at most incentives.MaxReportEntries of them; call again after an answer for the rest. It returns false when there is
// nothing to report. As long as no receipt is new and no answer came, it returns the same report. The report's epoch is on disk
// before it is signed, so that no two reports of one epoch can ever differ, and so is the evidence of every entry, so that each can be
// shown to the court. What could not be shown is not billed.
func (p *Payee) Report(id incentives.StreamID) (incentives.PayRequest, bool, error) {
	p.mu.Lock()
	st := p.streams[id]
	p.mu.Unlock()
	if st == nil {
		return incentives.PayRequest{}, false, fmt.Errorf("report %s: %w", id, ErrUnknownStream)
	}
	st.commit.Lock()
	defer st.commit.Unlock()
	next, epoch, err := p.gather(st)
	switch {
	case err != nil:
		return incentives.PayRequest{}, false, fmt.Errorf("report %s: %w", id, err)
	case len(next.req.Entries) == 0:
		return incentives.PayRequest{}, false, nil
	case st.pending != nil && slices.Equal(st.pending.req.Entries, next.req.Entries):
		next.req.Report = st.pending.req.Report
	default:
		if err := p.sign(st, &next, epoch); err != nil {
			return incentives.PayRequest{}, false, fmt.Errorf("report %s: %w", id, err)
		}
		st.pending = &next
	}
	return next.req, true, nil
}

// gather collects what a stream's next report bills, in the order of the grants' hashes, and its epoch. Epochs are Unix
// seconds, or one more than the last: they rise even if an old backup is restored.
func (p *Payee) gather(st *stream) (report, uint64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.channels[st.record.Channel]
	if c == nil {
		return report{}, 0, ErrUnknownChannel
	}
	view, _ := p.ledger.Channel(c.key)
	r := report{req: incentives.PayRequest{Channel: c.record.Channel, Price: c.record.Price, Owed: view.Owed, Latest: c.record.Voucher}}
	about := incentives.UsageReport{StreamID: st.id, Relay: p.opts.Relay}
	for _, hash := range slices.SortedFunc(maps.Keys(p.grants), incentives.Hash.Cmp) {
		g := p.grants[hash]
		if g.signed.Message.StreamID != st.id || g.charged == g.billed || len(r.charged) == incentives.MaxReportEntries {
			continue
		}
		e, w := incentives.ReportEntry{Grant: g.signed, Receipt: *g.receipt, Bytes: g.charged - g.billed}, st.record.by(g.key)
		if w == nil || court.Check(p.opts.Domain, about, e, *w) != nil {
			continue // taken by an older version, or under a stream key long replaced: the stake is worth more
		}
		r.req.Entries, r.charged, r.warrants = append(r.req.Entries, e), append(r.charged, g.charged), append(r.warrants, *w)
	}
	return r, max(st.record.Epoch+1, uint64(max(p.opts.Now().Unix(), 0))), nil
}

// sign commits the epoch and the evidence, then signs the report. The caller holds st.commit.
func (p *Payee) sign(st *stream, r *report, epoch uint64) error {
	root, err := incentives.SumReport(r.req.Entries, p.opts.Domain)
	if err != nil {
		return err
	}
	p.mu.Lock()
	st.record.Epoch = epoch
	ops := append(p.sweep(), store.PutJSON(store.PayeeStreams, st.id[:], st.record))
	p.mu.Unlock()
	if err := p.opts.Store.Commit(ops...); err != nil {
		return err
	}
	m := incentives.UsageReport{StreamID: st.id, Relay: p.opts.Relay, Epoch: epoch, BytesTotal: root.Bytes,
		Sessions: uint32(len(r.req.Entries)), SumRoot: root.Hash}
	if err := p.opts.Evidence.Keep(p.opts.ReportKey.Address(), court.Kept{Report: m, Entries: r.req.Entries, Warrants: r.warrants}); err != nil {
		return err
	}
	if r.req.Report, err = m.Sign(p.opts.ReportKey, p.opts.Domain); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.apply(ledger.Reported{Stream: st.id})
	return nil
}
