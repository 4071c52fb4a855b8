package ledger

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

const (
	// lossShare is the part of the acknowledged bytes, one in lossShare, that may stay unacknowledged for good.
	lossShare = 10
	// sessionShare is the part of MaxUnpaid, one in sessionShare, that one session may leave unacknowledged; as much newly
	// owed makes the ledger ask for a voucher.
	sessionShare = 4
)

// channel is what the ledger knows of one payment channel.
type channel struct {
	key       incentives.Hash
	ref       incentives.ChannelRef
	price     incentives.Price
	maxUnpaid incentives.Amount
	state     incentives.ChannelState
	gone      bool // closed on the chain

	owed    incentives.Meter  // cost of all receipts, over the channel's life
	voucher incentives.Amount // cumulative, of the latest voucher
	asked   incentives.Amount // what was due when a voucher was last asked for

	sent  uint64 // payload bytes delivered to all sessions since the start
	acked uint64 // of those, acknowledged
	lost  uint64 // of those, never to be acknowledged: their sessions have ended

	sessions map[SessionID]*session
	level    Level
	reason   string
}

// raise takes a voucher that is not lower than the one known.
func (c *channel) raise(cumulative incentives.Amount) {
	if cumulative.Cmp(c.voucher) > 0 {
		c.voucher, c.asked = cumulative, incentives.Amount{}
	}
}

// due returns what receipts acknowledge beyond the latest voucher.
func (c *channel) due() incentives.Amount { return c.owed.Cost().Beyond(c.voucher) }

// unpaid returns what is at risk: the cost of everything sent, less what may get lost, beyond the latest voucher.
func (c *channel) unpaid() incentives.Amount {
	atRisk := c.owed // a copy: what is outstanding is metered on top, so that it is rounded once
	if err := atRisk.Add(outstanding(c.sent, c.acked), c.price); err != nil {
		return c.maxUnpaid
	}
	return atRisk.Cost().Beyond(c.voucher)
}

// credit returns how far unpaid may go: maxUnpaid, or what is left of the deposit beyond the latest voucher.
func (c *channel) credit() incentives.Amount {
	if left := c.state.Deposit.Beyond(c.voucher); left.Cmp(c.maxUnpaid) < 0 {
		return left
	}
	return c.maxUnpaid
}

// share returns a session's part of the credit.
func (c *channel) share() incentives.Amount { return part(c.maxUnpaid, 1, sessionShare) }

// judge returns the level that all sessions of c get at best.
func (c *channel) judge() (Level, string) {
	switch {
	case c.gone:
		return Paused, "the channel is closed"
	case !c.state.CloseAt.IsZero():
		return Paused, "the payer is closing the channel"
	case c.price.IsZero():
		return Full, ""
	}
	credit, unpaid := c.credit(), c.unpaid()
	level := step(unpaid, credit)
	if level == Full {
		return Full, ""
	}
	if credit.Cmp(c.maxUnpaid) < 0 {
		return level, fmt.Sprintf("the deposit runs out: %s unpaid of %s left", unpaid, credit)
	}
	return level, fmt.Sprintf("%s unpaid of at most %s; waiting for a voucher", unpaid, credit)
}

// step turns used credit into a level: lowest from three quarters on, paused at the whole.
func step(used, credit incentives.Amount) Level {
	switch {
	case used.Cmp(credit) >= 0:
		return Paused
	case used.Cmp(part(credit, 3, 4)) >= 0:
		return Lowest
	default:
		return Full
	}
}

// part returns a*num/den for num <= den, which cannot overflow.
func part(a incentives.Amount, num, den uint64) incentives.Amount {
	p, err := a.MulDiv(num, den)
	if err != nil {
		return incentives.Amount{}
	}
	return p
}

// outstanding returns the bytes sent and not acknowledged, less those that may get lost.
func outstanding(sent, acked uint64) uint64 {
	missing := sent - acked
	return missing - min(missing, acked/lossShare)
}
