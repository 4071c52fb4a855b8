package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/casto-network/casto/incentives"
)

// ChannelView is what the ledger knows of a channel, for people and programs to look at.
type ChannelView struct {
	Channel  incentives.ChannelRef   `json:"channel"`
	Price    incentives.Price        `json:"price"`        // base units per GiB
	State    incentives.ChannelState `json:"state"`        // as the chain told last
	Bytes    uint64                  `json:"bytes,string"` // acknowledged by receipts
	Owed     incentives.Amount       `json:"owed"`         // cost of all receipts
	Voucher  incentives.Amount       `json:"voucher"`      // cumulative, of the latest voucher
	Unpaid   incentives.Amount       `json:"unpaid"`       // cost of what was sent beyond the voucher
	Credit   incentives.Amount       `json:"credit"`       // how far unpaid may go
	Lost     uint64                  `json:"lost"`         // bytes that ended sessions never acknowledged
	Sessions int                     `json:"sessions"`
	Level    string                  `json:"level"` // none, lowest or paused
	Waiting  string                  `json:"waiting"`
}

// Channels returns all channels in the order of their keys.
func (l *Ledger) Channels() []ChannelView {
	keys := slices.SortedFunc(maps.Keys(l.channels), incentives.Hash.Cmp)
	views := make([]ChannelView, 0, len(keys))
	for _, key := range keys {
		views = append(views, l.channels[key].view())
	}
	return views
}

// Channel returns one channel, and whether it is known.
func (l *Ledger) Channel(key incentives.Hash) (ChannelView, bool) {
	c := l.channels[key]
	if c == nil {
		return ChannelView{}, false
	}
	return c.view(), true
}

func (c *channel) view() ChannelView {
	return ChannelView{
		Channel: c.ref, Price: c.price, State: c.state, Bytes: c.owed.Bytes(), Owed: c.owed.Cost(), Voucher: c.voucher, Unpaid: c.unpaid(),
		Credit: c.credit(), Lost: c.lost, Sessions: len(c.sessions), Level: c.level.String(), Waiting: c.waiting(),
	}
}

// Explain says in a few lines how a session is served, and what it and its channel wait for.
func (l *Ledger) Explain(id SessionID) string {
	s := l.sessions[id]
	if s == nil {
		return fmt.Sprintf("session %s: unknown", id)
	}
	var b strings.Builder
	level, reason := s.judge()
	fmt.Fprintf(&b, "session %s: limit %s", id, level)
	if reason != "" {
		fmt.Fprintf(&b, " (%s)", reason)
	}
	c := s.channel
	fmt.Fprintf(&b, "\nsent %d bytes, acknowledged %d, written off %d", s.sent, s.acked, s.written)
	fmt.Fprintf(&b, "\nchannel: owed %s, voucher %s, unpaid %s of %s; waiting for %s", c.owed.Cost(), c.voucher, c.unpaid(), c.credit(), c.waiting())
	return b.String()
}
