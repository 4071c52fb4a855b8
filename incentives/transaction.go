package incentives

// Transaction is a signed Ethereum transaction. It is put on disk before it is broadcast, so that a restarted process knows
// which of its nonces may be spent.
type Transaction struct {
	Nonce uint64 `json:"nonce,string"` // of the sending account
	Hash  Hash   `json:"hash"`
	Raw   []byte `json:"raw"` // as eth_sendRawTransaction takes it
}

// TxState is what the chain says of a transaction. It is read from the chain's state, never from the text of an error.
type TxState uint8

// The states of a transaction. A reorganisation can take one back from TxMined, but not from TxFinal or TxFailed.
const (
	TxUnknown TxState = iota // neither mined nor in the pool, and its nonce is free: broadcast it again
	TxPending                // in the pool
	TxMined                  // in a block, with success, but not yet deep enough
	TxFinal                  // in a block, with success, deep enough
	TxFailed                 // in a block deep enough, reverted
	TxDropped                // another transaction used the nonce, deep enough: this one can never be mined
)

// String returns the state's name in lower case.
func (s TxState) String() string {
	names := [...]string{"unknown", "pending", "mined", "final", "failed", "dropped"}
	if int(s) >= len(names) {
		return "invalid"
	}
	return names[s]
}
