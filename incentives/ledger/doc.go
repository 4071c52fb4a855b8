// Package ledger decides what a relay serves on credit, whom it asks to pay and when it claims, as a pure state machine.
//
// Facts go in by Apply: a channel seen on the chain, bytes sent, a receipt or voucher committed to disk. Effects come out: limit
// a session, ask for a voucher, redeem a channel. There is no clock, no randomness and no I/O, so equal facts in equal order
// give equal effects; the transcripts in testdata are the ledger's behaviour in full sentences.
//
// The rule: a channel's unpaid amount is the cost of what receipts acknowledge, plus the cost of what was sent and not
// acknowledged, minus the latest voucher. It may reach the channel's credit: MaxUnpaid, or what is left of the deposit if that
// is less. From three quarters of the credit on every session of the channel gets the lowest layer only, at the whole of it
// nothing. One session that does not acknowledge what it gets is limited in the same two steps at a quarter of MaxUnpaid, before
// it can use up what the others need. A tenth of what was acknowledged may stay unacknowledged for good: packets get lost.
package ledger
