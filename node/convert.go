package node

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
)

// The wire's messages carry the EIP-712 messages field by field. wire.Validate has checked every length before these run.

func signature(b []byte) (incentives.Signature, error) {
	var s incentives.Signature
	if len(b) != len(s) {
		return s, fmt.Errorf("signature of %d bytes: %w", len(b), incentives.ErrSyntax)
	}
	copy(s[:], b)
	return s, nil
}

func amount(b []byte) incentives.Amount {
	a, err := incentives.AmountFromBig(new(big.Int).SetBytes(b))
	if err != nil {
		return incentives.Amount{} // beyond 256 bits: the wire allows 96
	}
	return a
}

func addressOf(b []byte) (a incentives.Address) { copy(a[:], b); return a }

func hashOf(b []byte) (h incentives.Hash) { copy(h[:], b); return h }

func streamIDOf(b []byte) (id incentives.StreamID) { copy(id[:], b); return id }

func grantToWire(g incentives.SignedGrant) *wire.SignedGrant {
	m := g.Message
	return &wire.SignedGrant{Signature: g.Signature[:], Grant: &wire.SessionGrant{StreamId: m.StreamID[:], Relay: m.Relay[:],
		ViewerKey: m.ViewerKey[:], NotBeforeS: m.NotBefore, NotAfterS: m.NotAfter, MaxKbps: m.MaxKbps}}
}

func grantFromWire(w *wire.SignedGrant) (incentives.SignedGrant, error) {
	sig, err := signature(w.GetSignature())
	g := w.GetGrant()
	return incentives.SignedGrant{Signature: sig, Message: incentives.SessionGrant{StreamID: streamIDOf(g.GetStreamId()),
		Relay: addressOf(g.GetRelay()), ViewerKey: addressOf(g.GetViewerKey()), NotBefore: g.GetNotBeforeS(),
		NotAfter: g.GetNotAfterS(), MaxKbps: g.GetMaxKbps()}}, err
}

func receiptToWire(r incentives.SignedReceipt) *wire.SignedReceipt {
	m := r.Message
	return &wire.SignedReceipt{Signature: r.Signature[:], Receipt: &wire.Receipt{GrantHash: m.GrantHash[:], Relay: m.Relay[:],
		Seq: m.Seq, BytesTotal: m.BytesTotal, TimeMs: m.TimeMs, MediaDigest: m.MediaDigest[:]}}
}

func receiptFromWire(w *wire.SignedReceipt) (incentives.SignedReceipt, error) {
	sig, err := signature(w.GetSignature())
	r := w.GetReceipt()
	return incentives.SignedReceipt{Signature: sig, Message: incentives.Receipt{GrantHash: hashOf(r.GetGrantHash()),
		Relay: addressOf(r.GetRelay()), Seq: r.GetSeq(), BytesTotal: r.GetBytesTotal(), TimeMs: r.GetTimeMs(),
		MediaDigest: hashOf(r.GetMediaDigest())}}, err
}

func voucherToWire(v incentives.SignedVoucher) *wire.SignedVoucher {
	m := v.Message
	return &wire.SignedVoucher{Signature: v.Signature[:], Voucher: &wire.Voucher{Payer: m.Payer[:], Payee: m.Payee[:],
		Nonce: m.Nonce, Cumulative: m.Cumulative.Big().Bytes()}}
}

func voucherFromWire(w *wire.SignedVoucher) (incentives.SignedVoucher, error) {
	sig, err := signature(w.GetSignature())
	v := w.GetVoucher()
	return incentives.SignedVoucher{Signature: sig, Message: incentives.Voucher{Payer: addressOf(v.GetPayer()),
		Payee: addressOf(v.GetPayee()), Nonce: v.GetNonce(), Cumulative: amount(v.GetCumulative())}}, err
}

func reportToWire(r incentives.SignedReport) *wire.SignedReport {
	m := r.Message
	return &wire.SignedReport{Signature: r.Signature[:], Report: &wire.UsageReport{StreamId: m.StreamID[:], Relay: m.Relay[:],
		Epoch: m.Epoch, BytesTotal: m.BytesTotal, Sessions: m.Sessions, SumRoot: m.SumRoot[:]}}
}

func reportFromWire(w *wire.SignedReport) (incentives.SignedReport, error) {
	sig, err := signature(w.GetSignature())
	r := w.GetReport()
	return incentives.SignedReport{Signature: sig, Message: incentives.UsageReport{StreamID: streamIDOf(r.GetStreamId()),
		Relay: addressOf(r.GetRelay()), Epoch: r.GetEpoch(), BytesTotal: r.GetBytesTotal(), Sessions: r.GetSessions(),
		SumRoot: hashOf(r.GetSumRoot())}}, err
}

func termsToWire(t incentives.SignedTerms) *wire.SignedTerms {
	m := t.Message
	return &wire.SignedTerms{Signature: t.Signature[:], Terms: &wire.RelayTerms{Relay: m.Relay[:],
		PricePerGib: m.PricePerGiB.Big().Bytes(), MaxUnpaid: m.MaxUnpaid.Big().Bytes(), ValidUntilS: m.ValidUntil}}
}

func termsFromWire(w *wire.SignedTerms) (incentives.SignedTerms, error) {
	sig, err := signature(w.GetSignature())
	t := w.GetTerms()
	return incentives.SignedTerms{Signature: sig, Message: incentives.RelayTerms{Relay: addressOf(t.GetRelay()),
		PricePerGiB: amount(t.GetPricePerGib()), MaxUnpaid: amount(t.GetMaxUnpaid()), ValidUntil: t.GetValidUntilS()}}, err
}

func streamKeyToWire(k incentives.SignedStreamKey) *wire.SignedStreamKey {
	m := k.Message
	return &wire.SignedStreamKey{Signature: k.Signature[:], Key: &wire.StreamKey{Streamer: m.Streamer[:], StreamId: m.StreamID[:],
		Key: m.Key[:], NotAfterS: m.NotAfter}}
}

func streamKeyFromWire(w *wire.SignedStreamKey) (incentives.SignedStreamKey, error) {
	sig, err := signature(w.GetSignature())
	k := w.GetKey()
	return incentives.SignedStreamKey{Signature: sig, Message: incentives.StreamKey{Streamer: addressOf(k.GetStreamer()),
		StreamID: streamIDOf(k.GetStreamId()), Key: addressOf(k.GetKey()), NotAfter: k.GetNotAfterS()}}, err
}

func channelToWire(c incentives.ChannelRef, deposit incentives.Amount) *wire.Channel {
	return &wire.Channel{Payer: c.Payer[:], Payee: c.Payee[:], Signer: c.Signer[:], Nonce: c.Nonce, Deposit: deposit.Big().Bytes()}
}

func channelFromWire(w *wire.Channel) incentives.ChannelRef {
	return incentives.ChannelRef{Payer: addressOf(w.GetPayer()), Payee: addressOf(w.GetPayee()), Signer: addressOf(w.GetSigner()), Nonce: w.GetNonce()}
}

func domainToWire(d incentives.Domain) *wire.Domain {
	if d == (incentives.Domain{}) {
		return &wire.Domain{}
	}
	return &wire.Domain{ChainId: d.ChainID, VerifyingContract: d.Contract[:]}
}

func domainFromWire(w *wire.Domain) incentives.Domain {
	return incentives.Domain{ChainID: w.GetChainId(), Contract: addressOf(w.GetVerifyingContract())}
}

// clip cuts a text for people to what the wire allows, 256 bytes of valid UTF-8.
func clip(text string) string { return strings.ToValidUTF8(text[:min(len(text), 256)], "") }

func payRequestToWire(r incentives.PayRequest) *wire.PayRequest {
	w := &wire.PayRequest{Report: reportToWire(r.Report), Channel: channelToWire(r.Channel, incentives.Amount{}),
		PricePerGib: incentives.Amount(r.Price).Big().Bytes(), Owed: r.Owed.Big().Bytes()}
	for _, e := range r.Entries {
		w.Sessions = append(w.Sessions, &wire.Acknowledged{Receipt: receiptToWire(e.Receipt), Grant: grantToWire(e.Grant), Bytes: e.Bytes})
	}
	if r.Latest != nil {
		w.Latest = voucherToWire(*r.Latest)
	}
	return w
}

func payRequestFromWire(w *wire.PayRequest) (incentives.PayRequest, error) {
	report, err := reportFromWire(w.GetReport())
	r := incentives.PayRequest{Channel: channelFromWire(w.GetChannel()), Price: incentives.Price(amount(w.GetPricePerGib())), Owed: amount(w.GetOwed()), Report: report}
	errs := []error{err}
	for _, s := range w.GetSessions() {
		receipt, err := receiptFromWire(s.GetReceipt())
		errs = append(errs, err)
		grant, err := grantFromWire(s.GetGrant())
		errs = append(errs, err)
		r.Entries = append(r.Entries, incentives.ReportEntry{Grant: grant, Receipt: receipt, Bytes: s.GetBytes()})
	}
	if w.GetLatest() != nil {
		v, err := voucherFromWire(w.GetLatest())
		errs = append(errs, err)
		r.Latest = &v
	}
	return r, errors.Join(errs...)
}
