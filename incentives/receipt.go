package incentives

const receiptType = "Receipt(bytes32 grantHash,address relay,uint64 seq,uint64 bytesTotal,uint64 timeMs,bytes32 mediaDigest)"

// Receipt is a viewer's word that it has received BytesTotal payload bytes in the session that GrantHash names. Receipts are
// cumulative: only the latest of a session matters. They are signed by the viewer's session key.
type Receipt struct {
	GrantHash   Hash    `json:"grantHash"`         // digest of the SessionGrant
	Relay       Address `json:"relay"`             // who served
	Seq         uint64  `json:"seq,string"`        // rises from one receipt to the next
	BytesTotal  uint64  `json:"bytesTotal,string"` // unique media payload bytes since the session began
	TimeMs      uint64  `json:"timeMs,string"`     // the viewer's clock, Unix milliseconds
	MediaDigest Hash    `json:"mediaDigest"`       // digest of sampled packets; zero when none is made
}

// Digest implements Message.
func (r Receipt) Digest(d Domain) Hash { return typedDigest(d, receiptType, r.words()) }

// Validate implements Message; every value of the Go type is in range.
func (r Receipt) Validate() error { return nil }

// Sign signs r in domain d, with the session key.
func (r Receipt) Sign(signer Signer, d Domain) (SignedReceipt, error) { return Sign(r, signer, d) }

func (r Receipt) words() []word {
	return []word{word(r.GrantHash), addressWord(r.Relay), uintWord(r.Seq), uintWord(r.BytesTotal), uintWord(r.TimeMs), word(r.MediaDigest)}
}

// AppendBinary implements encoding.BinaryAppender; the form has 192 bytes.
func (r Receipt) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, r.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (r *Receipt) UnmarshalBinary(b []byte) error {
	in := wordReader{rest: b}
	*r = Receipt{GrantHash: Hash(in.next(32)), Relay: in.address(), Seq: in.uint64(), BytesTotal: in.uint64(),
		TimeMs: in.uint64(), MediaDigest: Hash(in.next(32))}
	return in.end()
}
