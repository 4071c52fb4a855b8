package incentives

// Claim is a voucher with the channel that it draws on: all that a redemption needs.
type Claim struct {
	Channel ChannelRef    `json:"channel"`
	Voucher SignedVoucher `json:"voucher"`
}
