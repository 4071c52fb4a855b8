package incentives

const voucherType = "Voucher(address payer,address payee,uint64 nonce,uint96 cumulative)"

// Voucher is the payer's order that Payee may draw Cumulative base units in total from a channel. A later voucher contains
// every earlier one, so an old voucher is only worth less. It is signed by the channel's signer.
type Voucher struct {
	Payer      Address `json:"payer"`
	Payee      Address `json:"payee"`
	Nonce      uint64  `json:"nonce,string"`
	Cumulative Amount  `json:"cumulative"` // token base units since the channel opened, at most 96 bits
}

// Digest implements Message.
func (v Voucher) Digest(d Domain) Hash { return typedDigest(d, voucherType, v.words()) }

// Validate implements Message: the cumulative amount must fit uint96.
func (v Voucher) Validate() error { return check96("cumulative", v.Cumulative) }

// Sign signs v in domain d, with the channel's signer.
func (v Voucher) Sign(signer Signer, d Domain) (SignedVoucher, error) { return Sign(v, signer, d) }

// Channel returns the channel that v draws on if signer signed it.
func (v Voucher) Channel(signer Address) ChannelRef {
	return ChannelRef{Payer: v.Payer, Payee: v.Payee, Signer: signer, Nonce: v.Nonce}
}

func (v Voucher) words() []word {
	return []word{addressWord(v.Payer), addressWord(v.Payee), uintWord(v.Nonce), amountWord(v.Cumulative)}
}

// AppendBinary implements encoding.BinaryAppender; the form has 128 bytes.
func (v Voucher) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, v.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (v *Voucher) UnmarshalBinary(b []byte) error {
	r := wordReader{rest: b}
	*v = Voucher{Payer: r.address(), Payee: r.address(), Nonce: r.uint64(), Cumulative: r.uint96()}
	return r.end()
}
