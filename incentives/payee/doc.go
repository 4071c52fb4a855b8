// Package payee is the relay's side of payment: it turns viewers' receipts into reports and streamers' vouchers into credit.
//
// Everything a peer sends gets a verdict, after checks that go from cheap to dear: length, form, known session, rising numbers,
// no more bytes than were sent, the grant's window and bitrate, and only then the signature. What is accepted is on disk before
// the caller can acknowledge it. What follows from it comes out of Next as the effects of package ledger.
//
// The bytes that count are unique media payload bytes. A session's count is what its connection delivered; call Sent with the
// connection's current counter right before Receipt, or an honest receipt may seem to be ahead of the relay.
package payee
