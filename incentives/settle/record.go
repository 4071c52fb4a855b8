package settle

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

// Step is how far a settlement has come.
type Step string

// The steps of a settlement. A reorganisation takes one back from Mined to Signed.
const (
	Planned Step = "planned" // the voucher is chosen
	Signed  Step = "signed"  // a transaction exists, and may have been broadcast
	Mined   Step = "mined"   // it is in a block
	Final   Step = "final"   // it is in a block that stays
	Failed  Step = "failed"  // it cannot be: the channel is closed
)

// record is a settlement on disk, by channel key: the one under way or the last one.
type record struct {
	Claim        incentives.Claim         `json:"claim"`
	Step         Step                     `json:"step"`
	Transactions []incentives.Transaction `json:"transactions,omitempty"` // all of one nonce, oldest first
}

// done reports whether nothing is under way.
func (r record) done() bool { return r.Step == Final || r.Step == Failed || r.Step == "" }

// latest returns the newest transaction.
func (r record) latest() incentives.Transaction { return r.Transactions[len(r.Transactions)-1] }

// View is what a Settler knows of a channel's latest settlement.
type View struct {
	Channel    incentives.ChannelRef `json:"channel"`
	Cumulative incentives.Amount     `json:"cumulative"` // of the voucher being redeemed
	Step       Step                  `json:"step"`
	Tx         incentives.Hash       `json:"tx"`              // the newest transaction; zero when there is none
	Error      string                `json:"error,omitempty"` // why it does not get on
}

// Settlements returns the latest settlement of every channel that has one, in the order of their keys.
func (s *Settler) Settlements() []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	var views []View
	for _, key := range slices.SortedFunc(maps.Keys(s.records), incentives.Hash.Cmp) {
		r := s.records[key]
		v := View{Channel: r.Claim.Channel, Cumulative: r.Claim.Voucher.Message.Cumulative, Step: r.Step}
		if len(r.Transactions) > 0 {
			v.Tx = r.latest().Hash
		}
		if err := s.progress[key].err; err != nil {
			v.Error = err.Error()
		}
		views = append(views, v)
	}
	return views
}

func (s *Settler) restore() error {
	return s.opts.Store.Each(store.Settlements, func(k, v []byte) error {
		var r record
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("settlement %x: %w", k, err)
		}
		key := incentives.Hash(k)
		if r.Claim.Channel.Key() != key || (r.Step == Signed || r.Step == Mined) && len(r.Transactions) == 0 {
			return fmt.Errorf("settlement %x: does not fit its channel or step", k)
		}
		s.records[key] = r
		return nil
	})
}

// commit puts a settlement on disk, then in memory.
func (s *Settler) commit(key incentives.Hash, r record) error {
	if err := s.opts.Store.CommitNow(store.PutJSON(store.Settlements, key[:], r)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records[key] = r
	return nil
}
