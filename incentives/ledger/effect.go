package ledger

import "github.com/casto-network/casto/incentives"

// Effect is something the relay must do, one of Limit, AskVoucher and Redeem. Doing one twice does no harm.
type Effect interface{ effect() }

// Limit tells how a session is served from now on, and why.
type Limit struct {
	Session SessionID
	Level   Level
	Reason  string
}

// AskVoucher tells to report the stream's receipts to the streamer and ask for a voucher.
type AskVoucher struct{ Stream incentives.StreamID }

// Redeem tells to claim the channel's latest voucher now, whatever the gas costs.
type Redeem struct {
	Channel incentives.Hash
	Reason  string
}

func (Limit) effect()      {}
func (AskVoucher) effect() {}
func (Redeem) effect()     {}

// Level is how much of a stream a session gets.
type Level uint8

// The levels, from the best to the worst.
const (
	Full   Level = iota // everything
	Lowest              // the lowest layer only
	Paused              // nothing
)

// String returns the level as the protocol writes it: none (no limit), lowest or paused.
func (l Level) String() string {
	switch l {
	case Full:
		return "none"
	case Lowest:
		return "lowest"
	default:
		return "paused"
	}
}

// Verdict is what becomes of something a peer sent.
type Verdict uint8

// The verdicts, after libp2p's pubsub.
const (
	Accept Verdict = iota // good: commit it
	Ignore                // of no use, and nobody's fault: old, double, or too early to tell
	Reject                // wrong, and the sender's fault: leave that peer
)

// String returns accept, ignore or reject.
func (v Verdict) String() string {
	switch v {
	case Accept:
		return "accept"
	case Ignore:
		return "ignore"
	default:
		return "reject"
	}
}
