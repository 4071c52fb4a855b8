package incentives

const reportType = "UsageReport(bytes32 streamId,address relay,uint64 epoch,uint64 bytesTotal,uint32 sessions,bytes32 sumRoot)"

// UsageReport is a relay's account of one stream and epoch: BytesTotal newly acknowledged bytes over Sessions receipts, bound
// by the root of their Merkle-sum tree. Two different reports of one epoch are provable fraud. It is signed by the relay's
// report key.
type UsageReport struct {
	StreamID   StreamID `json:"streamId"`
	Relay      Address  `json:"relay"`
	Epoch      uint64   `json:"epoch,string"`      // rises from one report to the next
	BytesTotal uint64   `json:"bytesTotal,string"` // sum of the leaves: bytes acknowledged since the previous report
	Sessions   uint32   `json:"sessions"`          // number of leaves
	SumRoot    Hash     `json:"sumRoot"`           // SumRoot of the leaves
}

// Digest implements Message.
func (r UsageReport) Digest(d Domain) Hash { return typedDigest(d, reportType, r.words()) }

// StructHash returns the EIP-712 struct hash, by which the court names a report.
func (r UsageReport) StructHash() Hash { return structHash(reportType, r.words()) }

// Validate implements Message; every value of the Go type is in range.
func (r UsageReport) Validate() error { return nil }

// Sign signs r in domain d, with the report key.
func (r UsageReport) Sign(signer Signer, d Domain) (SignedReport, error) { return Sign(r, signer, d) }

func (r UsageReport) words() []word {
	return []word{word(r.StreamID), addressWord(r.Relay), uintWord(r.Epoch), uintWord(r.BytesTotal), uintWord(uint64(r.Sessions)), word(r.SumRoot)}
}

// AppendBinary implements encoding.BinaryAppender; the form has 192 bytes.
func (r UsageReport) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, r.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (r *UsageReport) UnmarshalBinary(b []byte) error {
	in := wordReader{rest: b}
	*r = UsageReport{StreamID: StreamID(in.next(32)), Relay: in.address(), Epoch: in.uint64(), BytesTotal: in.uint64(),
		Sessions: in.uint32(), SumRoot: Hash(in.next(32))}
	return in.end()
}
