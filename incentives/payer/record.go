package payer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

const (
	// retention is how long after a grant's end a receipt under it is still paid: relays may be off line for a day.
	retention = 24 * time.Hour
	// minSweep is how many sessions are kept before expired ones are looked for.
	minSweep = 1024
)

// channelRecord is a channel on disk. The voucher is not stored: it follows from Promised.
type channelRecord struct {
	Channel   incentives.ChannelRef   `json:"channel"`
	Price     incentives.Price        `json:"price"`
	ReportKey incentives.Address      `json:"reportKey"`
	State     incentives.ChannelState `json:"state"`
	Meter     incentives.Meter        `json:"meter"` // all that was reported and verified
	Promised  incentives.Amount       `json:"promised"`
	Acked     incentives.Amount       `json:"acked"`
}

// restore reads all tables.
func (p *Payer) restore() error {
	if err := p.opts.Store.Each(store.PayerChannels, func(k, v []byte) error {
		c := &channel{key: incentives.Hash(k)}
		if err := json.Unmarshal(v, &c.record); err != nil {
			return fmt.Errorf("channel %x: %w: %w", k, ErrDamaged, err)
		}
		if c.record.Channel.Key() != c.key || c.record.Channel.Payer != p.opts.Payer {
			return fmt.Errorf("channel %x: %w: it is paid by %s", k, ErrDamaged, c.record.Channel.Payer.Hex())
		}
		sum, err := p.promised.Add(c.record.Promised)
		if err != nil {
			return fmt.Errorf("channel %x: %w: %w", k, ErrDamaged, err)
		}
		p.promised, p.channels[c.key] = sum, c
		return nil
	}); err != nil {
		return err
	}
	if err := p.opts.Store.Each(store.PayerReports, func(k, v []byte) error {
		var r incentives.SignedReport
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("report %x: %w: %w", k, ErrDamaged, err)
		}
		p.reports[keyOf(r.Message)] = r
		return nil
	}); err != nil {
		return err
	}
	return p.restoreSessions()
}

// restoreSessions reads what was paid under each grant, and drops grants that nothing is paid under any more.
func (p *Payer) restoreSessions() error {
	var old []store.Op
	if err := p.opts.Store.Each(store.PayerSessions, func(k, v []byte) error {
		var s session
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("grant %x: %w: %w", k, ErrDamaged, err)
		}
		if s.expired(p.opts.Now()) {
			old = append(old, store.Delete(store.PayerSessions, bytes.Clone(k)))
			return nil
		}
		p.sessions[incentives.Hash(k)] = s
		return nil
	}); err != nil {
		return err
	}
	if len(old) == 0 {
		return nil
	}
	return p.opts.Store.Commit(old...)
}

// expired reports whether receipts under the grant are no longer paid.
func (s session) expired(now time.Time) bool {
	return uint64(max(now.Add(-retention).Unix(), 0)) > s.NotAfter
}

// sweep drops what is expired once enough has gathered, and returns what to delete on disk. The caller holds mu.
func (p *Payer) sweep(now time.Time) []store.Op {
	if len(p.sessions) < p.sweepAt {
		return nil
	}
	var ops []store.Op
	for hash, s := range p.sessions {
		if s.expired(now) {
			delete(p.sessions, hash)
			ops = append(ops, store.Delete(store.PayerSessions, hash[:]))
		}
	}
	for who, g := range p.admitted {
		if !g.Message.Covers(now) {
			delete(p.admitted, who)
		}
	}
	p.sweepAt = max(minSweep, 2*len(p.sessions))
	return ops
}
