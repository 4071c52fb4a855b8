// Package evidence keeps what a relay must show when the court asks: for each report that its report key signed, the receipts in
// it with their signatures, the grants, and the warrants of the keys that signed the grants.
//
// The court takes challenges of a report for ever, until an unbond period after its key was retired; so all is kept by report
// key, and dropped with the key. What a report adds is about 160 bytes a receipt. It is best kept in a folder of its own, opened
// unchecked: it grows, and a damaged part of it is no reason to lose a ledger.
package evidence
