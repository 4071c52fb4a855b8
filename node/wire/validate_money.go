package wire

// Validate holds every field against its bounds.
func (m *AdmitRequest) Validate() error {
	c := check{message: "AdmitRequest"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.exactly("viewer_key", m.GetViewerKey(), AccountSize)
	must(&c, "binding", m.GetBinding())
	may(&c, "terms", m.GetTerms())
	c.atMost("max_kbps", uint64(m.GetMaxKbps()), maxKbps)
	return c.err
}

// Validate holds the result, which has to be there, against its bounds.
func (m *AdmitReply) Validate() error {
	c := check{message: "AdmitReply"}
	switch r := m.GetResult().(type) {
	case *AdmitReply_Admission:
		must(&c, "admission", r.Admission)
	case *AdmitReply_Free:
		must(&c, "free", r.Free)
	case *AdmitReply_Error:
		must(&c, "error", r.Error)
	default:
		c.fail("result", "missing")
	}
	return c.err
}

// Validate holds every field against its bounds.
func (m *Admission) Validate() error {
	c := check{message: "Admission"}
	must(&c, "grant", m.GetGrant())
	must(&c, "stream_key", m.GetStreamKey())
	must(&c, "domain", m.GetDomain())
	must(&c, "channel", m.GetChannel())
	return c.err
}

// Validate holds every field against its bounds.
func (m *Free) Validate() error {
	c := check{message: "Free"}
	c.token("reason", m.GetReason(), 64)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Channel) Validate() error {
	c := check{message: "Channel"}
	c.exactly("payer", m.GetPayer(), AccountSize)
	c.exactly("payee", m.GetPayee(), AccountSize)
	c.exactly("signer", m.GetSigner(), AccountSize)
	c.amount("deposit", m.GetDeposit())
	return c.err
}

// Validate holds every field against its bounds. Whether the sessions are the report's leaves is for the payer to see.
func (m *PayRequest) Validate() error {
	c := check{message: "PayRequest"}
	must(&c, "report", m.GetReport())
	each(&c, "sessions", m.GetSessions(), 1, MaxSessions)
	must(&c, "channel", m.GetChannel())
	c.amount("price_per_gib", m.GetPricePerGib())
	may(&c, "latest", m.GetLatest())
	c.amount("owed", m.GetOwed())
	return c.err
}

// Validate holds both parts, which have to be there, against their bounds.
func (m *Acknowledged) Validate() error {
	c := check{message: "Acknowledged"}
	must(&c, "receipt", m.GetReceipt())
	must(&c, "grant", m.GetGrant())
	return c.err
}

// Validate holds the result, which has to be there, against its bounds.
func (m *PayReply) Validate() error {
	c := check{message: "PayReply"}
	switch r := m.GetResult().(type) {
	case *PayReply_Voucher:
		must(&c, "voucher", r.Voucher)
	case *PayReply_Error:
		must(&c, "error", r.Error)
	default:
		c.fail("result", "missing")
	}
	return c.err
}

// Validate holds the amount against its bounds.
func (m *PayAck) Validate() error {
	c := check{message: "PayAck"}
	c.amount("cumulative", m.GetCumulative())
	return c.err
}

// Validate holds every field against its bounds.
func (m *SessionGrant) Validate() error {
	c := check{message: "SessionGrant"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.exactly("relay", m.GetRelay(), AccountSize)
	c.exactly("viewer_key", m.GetViewerKey(), AccountSize)
	if m.GetNotAfterS() < m.GetNotBeforeS() {
		c.fail("not_after_s", "%d, before not_before_s %d", m.GetNotAfterS(), m.GetNotBeforeS())
	}
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedGrant) Validate() error {
	c := check{message: "SignedGrant"}
	must(&c, "grant", m.GetGrant())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Receipt) Validate() error {
	c := check{message: "Receipt"}
	c.exactly("grant_hash", m.GetGrantHash(), HashSize)
	c.exactly("relay", m.GetRelay(), AccountSize)
	c.exactly("media_digest", m.GetMediaDigest(), HashSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedReceipt) Validate() error {
	c := check{message: "SignedReceipt"}
	must(&c, "receipt", m.GetReceipt())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *UsageReport) Validate() error {
	c := check{message: "UsageReport"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.exactly("relay", m.GetRelay(), AccountSize)
	c.exactly("sum_root", m.GetSumRoot(), HashSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedReport) Validate() error {
	c := check{message: "SignedReport"}
	must(&c, "report", m.GetReport())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Voucher) Validate() error {
	c := check{message: "Voucher"}
	c.exactly("payer", m.GetPayer(), AccountSize)
	c.exactly("payee", m.GetPayee(), AccountSize)
	c.amount("cumulative", m.GetCumulative())
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedVoucher) Validate() error {
	c := check{message: "SignedVoucher"}
	must(&c, "voucher", m.GetVoucher())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *RelayTerms) Validate() error {
	c := check{message: "RelayTerms"}
	c.exactly("relay", m.GetRelay(), AccountSize)
	c.amount("price_per_gib", m.GetPricePerGib())
	c.amount("max_unpaid", m.GetMaxUnpaid())
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedTerms) Validate() error {
	c := check{message: "SignedTerms"}
	must(&c, "terms", m.GetTerms())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *StreamKey) Validate() error {
	c := check{message: "StreamKey"}
	c.exactly("streamer", m.GetStreamer(), AccountSize)
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.exactly("key", m.GetKey(), AccountSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *SignedStreamKey) Validate() error {
	c := check{message: "SignedStreamKey"}
	must(&c, "key", m.GetKey())
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}
