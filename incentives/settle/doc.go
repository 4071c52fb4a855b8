// Package settle turns vouchers into tokens: it decides when a voucher is redeemed, and sees the redemption through.
//
// A voucher is redeemed when it is worth several times the gas, when its channel is being closed, or when somebody asks. Every
// step is on disk before the next one: PLANNED, SIGNED with the raw transaction, then the broadcast, MINED, FINAL. After a crash
// a settlement goes on where it stood, by what the chain says of its transactions, never by the text of an error. A transaction
// that is stuck is replaced under the same nonce, and all of that nonce are watched. One transaction is under way at a time,
// so a nonce is never contended; a block can take one back, and it is then broadcast again.
package settle
