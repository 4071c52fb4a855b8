// Package payer is the streamer's side of payment: it admits viewers and answers relays' reports with vouchers.
//
// A promise is on disk before it is signed, and signed before it is sent: whatever a relay holds, the streamer knows of. The
// signature is deterministic, so a restarted payer repeats the same bytes. Nothing is paid but bytes which an admitted viewer
// acknowledged, within the grant's window and bitrate, once, at the agreed price, up to the channel's deposit and the budget.
//
// A receipt shows that an admitted key acknowledged bytes, and no more than that. Against relays that invent viewers the payer
// has the choice of relays, the caps in grants, and the budget.
package payer
