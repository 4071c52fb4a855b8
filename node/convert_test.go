package node

import (
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
)

func testKey(t testing.TB) incentives.KeySigner {
	t.Helper()
	k, err := incentives.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func testAmount(t testing.TB, s string) incentives.Amount {
	t.Helper()
	a, err := incentives.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestMessagesSurviveTheWire(t *testing.T) {
	key := testKey(t)
	d := incentives.Domain{ChainID: 1337, Contract: incentives.Address{1}}
	id := incentives.NewStreamID(key.Address(), "live")
	grant, err := incentives.SessionGrant{StreamID: id, Relay: incentives.Address{2}, ViewerKey: incentives.Address{3}, NotBefore: 4, NotAfter: 5, MaxKbps: 6}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := incentives.Receipt{GrantHash: grant.Message.Digest(d), Relay: incentives.Address{2}, Seq: 7, BytesTotal: 1 << 60, TimeMs: 8, MediaDigest: incentives.Hash{9}}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	voucher, err := incentives.Voucher{Payer: key.Address(), Payee: incentives.Address{2}, Nonce: 1 << 63, Cumulative: testAmount(t, "79228162514264337593543950335")}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	report, err := incentives.UsageReport{StreamID: id, Relay: incentives.Address{2}, Epoch: 10, BytesTotal: 11, Sessions: 1, SumRoot: incentives.Hash{12}}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	want := incentives.PayRequest{Channel: incentives.ChannelRef{Payer: key.Address(), Payee: incentives.Address{2}, Signer: incentives.Address{13}, Nonce: 14},
		Price: incentives.Price(testAmount(t, "15")), Owed: testAmount(t, "17"), Report: report, Latest: &voucher,
		Entries: []incentives.ReportEntry{{Grant: grant, Receipt: receipt, Bytes: 16}}}
	w := payRequestToWire(want)
	if err := w.Validate(); err != nil {
		t.Fatal(err)
	}
	got, err := payRequestFromWire(w)
	if err != nil {
		t.Fatal(err)
	}
	if got.Channel != want.Channel || got.Price != want.Price || got.Owed != want.Owed || got.Report != want.Report || *got.Latest != *want.Latest || got.Entries[0] != want.Entries[0] {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := got.Entries[0].Receipt.Verify(d, key.Address()); err != nil {
		t.Errorf("signature after the wire: %v", err)
	}

	terms, err := incentives.RelayTerms{Relay: key.Address(), PricePerGiB: testAmount(t, "1"), MaxUnpaid: testAmount(t, "2"), ValidUntil: 3}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := termsFromWire(termsToWire(terms)); err != nil || got != terms {
		t.Errorf("terms: got %+v, %v, want %+v", got, err, terms)
	}
	warrant, err := incentives.StreamKey{Streamer: key.Address(), StreamID: id, Key: incentives.Address{4}, NotAfter: 5}.Sign(key, d)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := streamKeyFromWire(streamKeyToWire(warrant)); err != nil || got != warrant {
		t.Errorf("stream key: got %+v, %v, want %+v", got, err, warrant)
	}
	if got := domainFromWire(domainToWire(d)); got != d {
		t.Errorf("domain: got %v, want %v", got, d)
	}
}

// FuzzPayRequestFromWire feeds what a peer may send after wire.Validate: conversion must not panic, and what converts must
// convert back to the same.
func FuzzPayRequestFromWire(f *testing.F) {
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		var w wire.PayRequest
		if wire.Decode(b, &w, wire.MaxMessage) != nil {
			return
		}
		req, err := payRequestFromWire(&w)
		if err != nil {
			return
		}
		again, err := payRequestFromWire(payRequestToWire(req))
		if err != nil || len(again.Entries) != len(req.Entries) || again.Report != req.Report || again.Channel != req.Channel {
			t.Errorf("got %+v, %v, want %+v", again, err, req)
		}
	})
}
