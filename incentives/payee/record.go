package payee

import (
	"encoding/json"
	"fmt"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

// minSweep is how many grants are kept before those that are over are looked for.
const minSweep = 1024

// channelRecord is a channel on disk. What is owed is Billed plus the receipts that stand in no answered report.
type channelRecord struct {
	Channel   incentives.ChannelRef     `json:"channel"`
	Price     incentives.Price          `json:"price"`
	MaxUnpaid incentives.Amount         `json:"maxUnpaid"`
	State     incentives.ChannelState   `json:"state"`
	Billed    incentives.Meter          `json:"billed"`
	Voucher   *incentives.SignedVoucher `json:"voucher,omitempty"`
}

// held returns the cumulative amount of the latest voucher.
func (r channelRecord) held() incentives.Amount {
	if r.Voucher == nil {
		return incentives.Amount{}
	}
	return r.Voucher.Message.Cumulative
}

// maxWarrants is how many stream keys of one stream are remembered. Grants of an older one that are not billed yet are lost.
const maxWarrants = 8

// streamRecord is a stream on disk.
type streamRecord struct {
	Channel  incentives.Hash      `json:"channel"`
	Warrants []incentives.Warrant `json:"warrants"`     // one a key; the one that signs grants now first
	Epoch    uint64               `json:"epoch,string"` // of the last report
}

// warrant notes what the stream's grants are signed by from now on. Of two warrants of one key the later stays: grants were taken
// under it.
func (r *streamRecord) warrant(w incentives.Warrant) {
	if held := r.by(w.Key.Message.Key); held != nil && held.Key.Message.NotAfter > w.Key.Message.NotAfter {
		w = *held
	}
	list := []incentives.Warrant{w}
	for _, old := range r.Warrants {
		if old.Key.Message.Key != w.Key.Message.Key && len(list) < maxWarrants {
			list = append(list, old)
		}
	}
	r.Warrants = list
}

// by returns the warrant of a stream key, or nil.
func (r *streamRecord) by(key incentives.Address) *incentives.Warrant {
	for i := range r.Warrants {
		if r.Warrants[i].Key.Message.Key == key {
			return &r.Warrants[i]
		}
	}
	return nil
}

// sessionRecord is a grant with its latest receipt on disk. It is kept until everything is billed and the grant is over: a
// receipt from before must not count twice. The billed bytes stand apart, in store.PayeeBilled, so that receipts and answers
// are written without waiting for each other.
type sessionRecord struct {
	Grant   incentives.SignedGrant   `json:"grant"`
	Receipt incentives.SignedReceipt `json:"receipt"`
	Charged uint64                   `json:"charged,string"` // bytes
}

// restore reads all tables and tells the ledger.
func (p *Payee) restore() error {
	if err := p.restoreChannels(); err != nil {
		return err
	}
	if err := p.opts.Store.Each(store.PayeeStreams, func(k, v []byte) error {
		s := &stream{id: incentives.StreamID(k)}
		if err := json.Unmarshal(v, &s.record); err != nil {
			return fmt.Errorf("stream %x: %w: %w", k, ErrDamaged, err)
		}
		p.streams[s.id] = s
		p.apply(ledger.StreamSeen{Stream: s.id, Channel: s.record.Channel})
		return nil
	}); err != nil {
		return err
	}
	owed, err := p.restoreGrants()
	if err != nil {
		return err
	}
	for key, c := range p.channels {
		meter := c.record.Billed
		if err := meter.Add(owed[key], c.record.Price); err != nil {
			return fmt.Errorf("channel %s: %w: %w", key.Hex(), ErrDamaged, err)
		}
		p.apply(ledger.ChannelRestored{Channel: key, Owed: meter, Voucher: c.record.held()})
	}
	if old := p.sweep(); len(old) > 0 {
		return p.opts.Store.Commit(old...)
	}
	return nil
}

func (p *Payee) restoreChannels() error {
	return p.opts.Store.Each(store.PayeeChannels, func(k, v []byte) error {
		c := &channel{key: incentives.Hash(k)}
		if err := json.Unmarshal(v, &c.record); err != nil {
			return fmt.Errorf("channel %x: %w: %w", k, ErrDamaged, err)
		}
		r := c.record
		if r.Channel.Key() != c.key || r.Channel.Payee != p.opts.Relay {
			return fmt.Errorf("channel %x: %w: it pays %s", k, ErrDamaged, r.Channel.Payee.Hex())
		}
		if r.Voucher != nil {
			if err := r.Voucher.Verify(p.opts.Domain, r.Channel.Signer); err != nil {
				return fmt.Errorf("voucher of channel %x: %w: %w", k, ErrDamaged, err)
			}
		}
		p.channels[c.key] = c
		p.apply(ledger.ChannelSeen{Channel: r.Channel, Price: r.Price, MaxUnpaid: r.MaxUnpaid, State: r.State})
		if r.State.Deposit.IsZero() {
			p.apply(ledger.ChannelGone{Channel: c.key})
		}
		return nil
	})
}

// restoreGrants returns the bytes of every channel that are charged and not billed.
func (p *Payee) restoreGrants() (map[incentives.Hash]uint64, error) {
	if err := p.opts.Store.Each(store.PayeeSessions, func(k, v []byte) error {
		var r sessionRecord
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("receipt %x: %w: %w", k, ErrDamaged, err)
		}
		g := &grant{hash: incentives.Hash(k), signed: r.Grant, receipt: &r.Receipt, charged: r.Charged}
		var err error
		if g.key, err = r.Grant.Recover(p.opts.Domain); err != nil {
			return fmt.Errorf("receipt %x: %w: its grant: %w", k, ErrDamaged, err)
		}
		if r.Grant.Message.Digest(p.opts.Domain) != g.hash || r.Receipt.Message.GrantHash != g.hash || r.Charged > r.Receipt.Message.BytesTotal {
			return fmt.Errorf("receipt %x: %w: not under its grant", k, ErrDamaged)
		}
		if err := r.Receipt.Verify(p.opts.Domain, r.Grant.Message.ViewerKey); err != nil {
			return fmt.Errorf("receipt %x: %w: %w", k, ErrDamaged, err)
		}
		p.grants[g.hash] = g
		return nil
	}); err != nil {
		return nil, err
	}
	if err := p.opts.Store.Each(store.PayeeBilled, func(k, v []byte) error {
		g := p.grants[incentives.Hash(k)]
		if g == nil {
			return nil
		}
		if err := json.Unmarshal(v, &g.billed); err != nil || g.billed > g.charged {
			return fmt.Errorf("billed bytes %x: %w", k, ErrDamaged)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	owed := make(map[incentives.Hash]uint64)
	for _, g := range p.grants {
		owed[p.payer(g)] += g.charged - g.billed
	}
	return owed, nil
}

// sweep forgets grants that are over and billed, once enough have gathered, and returns what to delete on disk. The caller
// holds mu.
func (p *Payee) sweep() []store.Op {
	if len(p.grants) < p.sweepAt {
		return nil
	}
	var ops []store.Op
	now := p.opts.Now()
	for hash, g := range p.grants {
		if g.session == nil && g.charged == g.billed && !g.signed.Message.Covers(now) {
			delete(p.grants, hash)
			ops = append(ops, store.Delete(store.PayeeSessions, hash[:]), store.Delete(store.PayeeBilled, hash[:]))
		}
	}
	p.sweepAt = max(minSweep, 2*len(p.grants))
	return ops
}
