package incentives

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
)

// ChannelRef names one payment channel: who pays, who is paid, whose signature on vouchers counts, and a nonce that never
// comes back. The contract stores none of it; the hash of all four is the channel's key.
type ChannelRef struct {
	Payer  Address `json:"payer"`
	Payee  Address `json:"payee"`
	Signer Address `json:"signer"`
	Nonce  uint64  `json:"nonce,string"`
}

// Key returns keccak256(abi.encode(payer, payee, signer, nonce)), the channel's key in PaymentChannels.
func (c ChannelRef) Key() Hash {
	var b []byte
	for _, w := range []word{addressWord(c.Payer), addressWord(c.Payee), addressWord(c.Signer), uintWord(c.Nonce)} {
		b = append(b, w[:]...)
	}
	return crypto.Keccak256Hash(b)
}

// String returns a short form for logs: payer → payee with the nonce.
func (c ChannelRef) String() string {
	return fmt.Sprintf("%s→%s#%d", c.Payer.Hex(), c.Payee.Hex(), c.Nonce)
}

// ChannelState is what the chain says of a channel.
type ChannelState struct {
	Deposit Amount    `json:"deposit"` // locked in total, base units
	Claimed Amount    `json:"claimed"` // paid out of it so far, base units
	CloseAt time.Time `json:"closeAt"` // when a started close may finish; zero while the channel is open
}

// Available returns what vouchers can still draw: deposit minus claimed.
func (s ChannelState) Available() Amount { return s.Deposit.Beyond(s.Claimed) }
