package ledger

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

const (
	// lossShare is the part of what a session acknowledges, one byte in lossShare, that may be written off besides.
	lossShare = 10
	// silenceShare is the part of MaxUnpaid, one in silenceShare, that one session may get without sending a receipt; as much
	// newly owed makes the ledger ask for a voucher.
	silenceShare = 4
	// debtShare is the part of MaxUnpaid, one in debtShare, that one session may leave unacknowledged in sum.
	debtShare = 2
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

	sent    uint64 // payload bytes delivered to all sessions since the start
	charged uint64 // of those, acknowledged and owed
	written uint64 // of those, written off
	lost    uint64 // of those, neither, and never to be acknowledged: their sessions have ended

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

// missing returns the bytes at risk: sent, and neither charged nor written off.
func (c *channel) missing() uint64 { return c.sent - c.charged - c.written }

// unpaid returns what is at risk: the cost of everything sent, but for what is written off, beyond the latest voucher.
func (c *channel) unpaid() incentives.Amount {
	atRisk := c.owed // a copy: what is missing is metered on top, so that it is rounded once
	if err := atRisk.Add(c.missing(), c.price); err != nil {
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

// own returns the level that bytes at risk in one session lead to, when it may use one in share of the credit.
func (c *channel) own(bytes, share uint64) Level {
	risk, err := c.price.Cost(bytes)
	switch {
	case err != nil:
		return Paused
	case risk.IsZero():
		return Full
	default:
		return step(risk, part(c.maxUnpaid, 1, share))
	}
}

// judge returns the level that all sessions of c get at best, and why it is not Full.
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
	switch {
	case level == Full:
		return Full, ""
	case credit.Cmp(c.maxUnpaid) < 0:
		return level, fmt.Sprintf("%s unpaid, and only %s are left of the deposit", unpaid, credit)
	default:
		return level, fmt.Sprintf("%s unpaid of at most %s", unpaid, credit)
	}
}

// explained returns the reason of the channel's level with what it waits for, or nothing at Full.
func (c *channel) explained() string {
	if c.level == Full {
		return ""
	}
	return c.reason + "; waiting for " + c.waiting()
}

// waiting answers "why do I earn nothing?": what has to happen before money moves.
func (c *channel) waiting() string {
	due, missing := c.due(), c.missing()
	switch {
	case c.gone:
		return "nothing: what was not redeemed is lost"
	case c.price.IsZero():
		return "nothing: the relay asks no price"
	case !due.IsZero() && c.credit().IsZero():
		return fmt.Sprintf("a top-up of the deposit, and a voucher for %s", due)
	case !due.IsZero():
		return fmt.Sprintf("a voucher for %s", due)
	case c.credit().IsZero():
		return "a top-up of the deposit"
	case !c.state.CloseAt.IsZero():
		return "the payer to finish the close, or to cancel it by a top-up"
	case c.level != Full && c.lost >= missing:
		return fmt.Sprintf("the loss of %d bytes, left unacknowledged by viewers who are gone, to be forgiven", c.lost)
	case c.level != Full:
		return fmt.Sprintf("receipts for %d bytes", missing)
	case c.owed.Bytes() == 0 && len(c.sessions) == 0:
		return "a viewer that the streamer admits to this relay"
	case c.owed.Bytes() == 0:
		return "a first receipt from a viewer"
	case c.voucher.Cmp(c.state.Claimed) > 0:
		return fmt.Sprintf("%s to be worth the gas of redeeming", c.voucher.Beyond(c.state.Claimed))
	default:
		return "more traffic: all of it is paid and redeemed"
	}
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
