package ledger

import "github.com/casto-network/casto/incentives"

// SessionID names one viewer's connection.
type SessionID string

// Fact is something that has happened, one of the fact types of this package. Facts about unknown channels, streams or
// sessions change nothing; so do facts that are already known.
type Fact interface{ apply(*Ledger) }

// ChannelSeen tells the state of a channel on the chain. The first one fixes price and MaxUnpaid for the channel's life.
type ChannelSeen struct {
	Channel   incentives.ChannelRef
	Price     incentives.Price
	MaxUnpaid incentives.Amount // base units that are served on credit at most
	State     incentives.ChannelState
}

// ChannelRestored tells what was on disk about a channel seen before: the cost of all receipts, and the latest voucher.
type ChannelRestored struct {
	Channel incentives.Hash
	Owed    incentives.Meter
	Voucher incentives.Amount
}

// ChannelGone tells that a channel exists no more; its sessions are paused for good.
type ChannelGone struct{ Channel incentives.Hash }

// StreamSeen tells which channel pays for a stream. Sessions that began before keep their channel.
type StreamSeen struct {
	Stream  incentives.StreamID
	Channel incentives.Hash
}

// GrantSeen begins a session, or adds a renewed grant to it. Latest is what was acknowledged under the grant before, in an
// earlier connection.
type GrantSeen struct {
	Session SessionID
	Stream  incentives.StreamID
	Grant   incentives.Hash
	Latest  Mark
}

// Sent tells how many payload bytes were delivered to a session since it began, in total.
type Sent struct {
	Session SessionID
	Total   uint64
}

// ReceiptAccepted tells that a receipt for which CheckReceipt says Accept was verified and committed.
type ReceiptAccepted struct {
	Session SessionID
	Grant   incentives.Hash
	Mark    Mark
	Charge  uint64 // as CheckReceipt returned it
}

// Reported tells that everything acknowledged for a stream so far stands in a report.
type Reported struct{ Stream incentives.StreamID }

// VoucherAccepted tells that a voucher for which CheckVoucher says Accept was verified and committed.
type VoucherAccepted struct {
	Channel    incentives.Hash
	Cumulative incentives.Amount
}

// Forgiven writes off what sessions that have ended left unacknowledged on a channel, so that the others can go on.
type Forgiven struct{ Channel incentives.Hash }

// Ended tells that a session is over.
type Ended struct{ Session SessionID }

// Mark is how far a grant is acknowledged: the number of the latest receipt and its total bytes.
type Mark struct{ Seq, Bytes uint64 }
