// Package incentives is the payment protocol of CASTO: who owes what for which bytes.
//
// # Parties
//
// The streamer pays. Its wallet opens one channel with each relay in the contract PaymentChannels, and warrants a hot stream key
// (StreamKey) that admits viewers and signs vouchers. A relay is paid for the bytes it delivers, to viewers and to relays below
// it alike. A viewer has a session key made for one viewing, pays nothing, and says what it received.
//
// # Messages
//
// All are EIP-712 messages under one Domain, cumulative, and worth only more when repeated later:
//
//	RelayTerms     relay → streamer    what I ask per GiB, and how much I serve on credit
//	SessionGrant   streamer → viewer   this key may watch at this relay, in this window, up to this bitrate, at my expense
//	Receipt        viewer → relay      I have received so many bytes under this grant
//	UsageReport    relay → streamer    so many bytes are newly acknowledged, by these receipts (PayRequest)
//	Voucher        streamer → relay    you may draw so much from our channel, in total
//
// The quantity that is priced is unique media payload: every (SSRC, extended sequence number) once, without headers, padding,
// probes or retransmitted duplicates. Its cost is floor(sum of bytes*price / 2^30); see Meter.
//
// # Course
//
//	hello  ─▶ relay asks the streamer ─▶ payer.Admit ─▶ SessionGrant ─▶ payee.Grant, session.Viewer
//	receipt every 2 s ─▶ payee.Receipt: check, commit, acknowledge ─▶ ledger: limits, when to ask
//	payee.Report: commit the epoch, sign ─▶ payer.Report: verify, commit the promise, sign ─▶ payee.Voucher: check, commit, give credit
//	settle: plan, sign, commit, broadcast, follow to depth ─▶ PaymentChannels.redeem
//
// # Invariants
//
// I1. Amounts of a channel only rise: claimed <= voucher <= promised <= deposit.
//
// I2. What is promised is never more than admitted viewers signed for, at the agreed price, nor than the budget.
//
// I3. A relay serves at most its credit, MaxUnpaid or what is left of the deposit, beyond the latest voucher. What packets and
// viewers it loses on top is bounded too: one byte in ten of what a session acknowledges, and MaxUnpaid in ten minutes.
//
// I4. Nothing is sent before it is on disk. What was acknowledged, promised or signed survives a crash, and is repeated after
// it with the same bytes.
//
// I5. A peer's bad message changes nothing but the peer's standing. Signatures are looked at after everything cheaper.
//
// I6. An old message is never toxic: an older receipt, report or voucher is ignored, and a restored backup loses nothing but
// what happened since, most of which the other side repeats.
//
// Receipts show that an admitted key acknowledged bytes, and no more than that. A relay that runs viewers of its own is bounded
// by the streamer, who chooses the relay of every viewer, caps every grant and sets the budget; it cannot be found out by
// signatures.
//
// # Packages
//
// Package control is the codec of the data channel, session the viewer, payee the relay, payer the streamer, ledger the relay's
// decisions as a pure state machine, store what must not be forgotten, settle the redemption; chain, devchain and wallet deal
// with Ethereum.
package incentives
