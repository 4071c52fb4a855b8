// Package ledger decides what a relay serves on credit, whom it asks to pay and when it claims, as a pure state machine.
//
// Facts go in by Apply: a channel seen on the chain, bytes sent, a receipt or voucher committed to disk. Effects come out: limit
// a session, ask for a voucher, redeem a channel. There is no clock, no randomness and no I/O, so equal facts in equal order
// give equal effects; the transcripts in testdata are the ledger's behaviour in full sentences.
//
// The rule: a channel's unpaid amount is the cost of what was sent and not written off, minus the latest voucher. It may reach
// the channel's credit: MaxUnpaid, or what is left of the deposit if that is less. From three quarters of the credit on every
// session of the channel gets the lowest layer only, at the whole of it nothing.
//
// One session alone is limited in the same two steps, before it can use up what the others need: by silence, when it gets a
// quarter of MaxUnpaid without sending a receipt, and by debt, when half of MaxUnpaid is not acknowledged. Packets get lost: what
// one receipt still lacks of the bytes sent before the previous one is written off, up to a tenth of what the session
// acknowledges, and is never charged; likewise what is under way when a session ends. More than that stays on the channel's
// account until it is forgiven.
package ledger
