package wire

import (
	"bytes"
	"strings"
)

// fill returns n bytes that differ from those of other fields.
func fill(n int, b byte) []byte { return bytes.Repeat([]byte{b}, n) }

func sampleBinding() *Binding {
	return &Binding{PeerId: fill(38, 1), Wallet: fill(20, 2), ChainId: 1337, NotAfterS: 2e9, WalletSignature: fill(65, 3), PeerSignature: fill(64, 4)}
}

func samplePeer() *Peer { return &Peer{PeerId: fill(38, 1), Addrs: [][]byte{fill(8, 5), fill(11, 6)}} }

func sampleCarrier() *Carrier {
	return &Carrier{PeerId: fill(38, 1), Addrs: [][]byte{fill(8, 5)}, LagMs: 80, LoadBucket: 3, Seen: 1.7e12,
		Path: [][]byte{fill(8, 33), fill(8, 34)}}
}

func sampleStreamKey() *SignedStreamKey {
	return &SignedStreamKey{Key: &StreamKey{Streamer: fill(20, 7), StreamId: fill(32, 8), Key: fill(20, 9), NotAfterS: 2e9}, Signature: fill(65, 10)}
}

func sampleGrant() *SignedGrant {
	return &SignedGrant{Signature: fill(65, 11), Grant: &SessionGrant{StreamId: fill(32, 8), Relay: fill(20, 12), ViewerKey: fill(20, 13),
		NotBeforeS: 1.7e9, NotAfterS: 1.8e9, MaxKbps: 20_000}}
}

func sampleReceipt() *SignedReceipt {
	return &SignedReceipt{Signature: fill(65, 14), Receipt: &Receipt{GrantHash: fill(32, 15), Relay: fill(20, 12), Seq: 7, BytesTotal: 1 << 40,
		TimeMs: 1.7e12, MediaDigest: fill(32, 0)}}
}

func sampleReport() *SignedReport {
	return &SignedReport{Signature: fill(65, 16), Report: &UsageReport{StreamId: fill(32, 8), Relay: fill(20, 12), Epoch: 3, BytesTotal: 1 << 30,
		Sessions: 1, SumRoot: fill(32, 17)}}
}

func sampleVoucher() *SignedVoucher {
	return &SignedVoucher{Signature: fill(65, 18), Voucher: &Voucher{Payer: fill(20, 7), Payee: fill(20, 12), Nonce: 1, Cumulative: fill(12, 19)}}
}

func sampleTerms() *SignedTerms {
	return &SignedTerms{Signature: fill(65, 20), Terms: &RelayTerms{Relay: fill(20, 12), PricePerGib: fill(8, 21), MaxUnpaid: fill(8, 22), ValidUntilS: 2e9}}
}

func sampleDomain() *Domain { return &Domain{ChainId: 1337, VerifyingContract: fill(20, 23)} }

func sampleAnnounce() *StreamAnnounce {
	return &StreamAnnounce{
		StreamId: fill(32, 8), Streamer: fill(20, 7), Name: "demo", StreamKey: sampleStreamKey(), Domain: sampleDomain(),
		Seq: 1, Issued: 1.7e12, TtlS: 60,
		Tracks: []*Track{{Id: 1, Codec: "VP8", Layers: []*Layer{{Id: 1, Width: 640, Height: 360, Kbps: 800}}}},
		Origin: samplePeer(), EntryRelays: []*Peer{samplePeer()}, PriceCeiling: fill(8, 24), Title: "Demo", Signature: fill(65, 25),
	}
}

func sampleAdvert() *RelayAdvert {
	return &RelayAdvert{
		Binding: sampleBinding(), Seq: 1, Issued: 1.7e12, TtlS: 60, Addrs: [][]byte{fill(8, 5)}, MediaAddrs: [][]byte{fill(6, 26), fill(18, 27)},
		DtlsFingerprint: fill(32, 28), HttpUrl: "https://relay.example", Region: "world", Slots: 100, LoadBucket: 2, Terms: sampleTerms(),
		Signature: fill(64, 29), Attestations: []*Attestation{sampleAttestation()}, TurnAddrs: [][]byte{fill(6, 54)},
	}
}

func sampleAttestation() *Attestation {
	return &Attestation{PeerId: fill(38, 51), Addr: fill(8, 5), From: fill(4, 52), Issued: 1.7e12, Signature: fill(64, 53)}
}

func sampleTurnServers() *TurnServers {
	return &TurnServers{Addrs: [][]byte{fill(6, 55), fill(18, 56)}, Username: "1800000000:0123456789abcdef", Password: "c2VjcmV0", Until: 1.8e12}
}

func sampleError() *Error { return &Error{Code: ErrorCode_ERROR_CODE_FUNDS, Text: "deposit used up"} }

func sampleAdmission() *Admission {
	return &Admission{Grant: sampleGrant(), StreamKey: sampleStreamKey(), Domain: sampleDomain(),
		Channel: &Channel{Payer: fill(20, 7), Payee: fill(20, 12), Signer: fill(20, 9), Nonce: 1, Deposit: fill(9, 30)}}
}

func samplePay() *PayRequest {
	return &PayRequest{Report: sampleReport(), Sessions: []*Acknowledged{{Receipt: sampleReceipt(), Grant: sampleGrant(), Bytes: 1 << 30}},
		Channel: &Channel{Payer: fill(20, 7), Payee: fill(20, 12), Signer: fill(20, 9), Nonce: 1}, PricePerGib: fill(8, 21), Latest: sampleVoucher()}
}

func sampleJoin() *Join {
	return &Join{StreamId: fill(32, 8), Offer: "v=0\r\n", PathId: fill(8, 31), Binding: sampleBinding(), Nonce: fill(16, 32),
		Role: Role_ROLE_STANDBY_WARM, Avoid: [][]byte{fill(8, 35)}}
}

// samples are well-formed messages of every kind that stands alone in a frame or a gossip payload, each with all its fields.
func samples() []Message {
	return []Message{
		sampleAnnounce(),
		sampleAdvert(),
		&DirectoryRequest{Streams: 24, AfterStream: fill(32, 8), Relays: 24, AfterRelay: fill(38, 1), Peers: [][]byte{fill(38, 2)}},
		&DirectoryReply{Announces: []*StreamAnnounce{sampleAnnounce()}, Adverts: []*RelayAdvert{sampleAdvert()}, Error: sampleError()},
		&ViewRequest{StreamId: fill(32, 8), Want: 16, Carries: true},
		&ViewReply{Carriers: []*Carrier{sampleCarrier()}, Announce: sampleAnnounce(), Error: sampleError()},
		&DialbackRequest{Addrs: [][]byte{fill(8, 5)}},
		&DialbackReply{Result: &DialbackReply_Attestation{Attestation: sampleAttestation()}},
		&DialbackReply{Result: &DialbackReply_Error{Error: sampleError()}},
		sampleJoin(),
		&JoinReply{Result: &JoinReply_Accept{Accept: &JoinAccept{Answer: "v=0\r\n", Path: [][]byte{fill(8, 33), fill(8, 34)}, LagMs: 40, Session: "5f",
			LeaseMs: 10_000}}},
		&JoinReply{Result: &JoinReply_Reject{Reject: &JoinReject{Reason: RejectReason_REJECT_REASON_FULL, Text: "full",
			Alternatives: []*Carrier{sampleCarrier()}, RetryMs: 1000}}},
		&Signal{Message: &Signal_Keepalive{Keepalive: &Keepalive{BeaconSeq: 9, LagMs: 40, LoadBucket: 3, Path: [][]byte{fill(8, 33)}, Role: Role_ROLE_PRIMARY}}},
		&Signal{Message: &Signal_Repairing{Repairing: &Repairing{EtaMs: 200}}},
		&Signal{Message: &Signal_Move{Move: &Move{Alternatives: []*Carrier{sampleCarrier()}, DeadlineMs: 30_000}}},
		&Signal{Message: &Signal_Leave{Leave: &Leave{Text: "better parent"}}},
		&Signal{Message: &Signal_Beacon{Beacon: &Beacon{StreamId: fill(32, 8), Seq: 9, SourceTimeUs: 1.7e15, Signature: fill(65, 36)}}},
		&AdmitRequest{StreamId: fill(32, 8), ViewerKey: fill(20, 13), Binding: sampleBinding(), Terms: sampleTerms(), MaxKbps: 8000},
		&AdmitReply{Result: &AdmitReply_Admission{Admission: sampleAdmission()}},
		&AdmitReply{Result: &AdmitReply_Free{Free: &Free{Reason: "pool"}}},
		&AdmitReply{Result: &AdmitReply_Error{Error: sampleError()}},
		&TurnRequest{StreamId: fill(32, 8)},
		&TurnReply{Result: &TurnReply_Servers{Servers: sampleTurnServers()}},
		&TurnReply{Result: &TurnReply_Error{Error: sampleError()}},
		samplePay(),
		&PayReply{Result: &PayReply_Voucher{Voucher: sampleVoucher()}},
		&PayReply{Result: &PayReply_Error{Error: sampleError()}},
		&PayAck{Cumulative: fill(12, 19)},
	}
}

// largest is a PayRequest and a DirectoryReply as large as the counts allow.
func largest() []Message {
	pay := samplePay()
	pay.Sessions = nil
	for range MaxSessions {
		a := &Acknowledged{Receipt: sampleReceipt(), Grant: sampleGrant(), Bytes: 1<<64 - 1}
		a.Receipt.Receipt.Seq, a.Receipt.Receipt.BytesTotal, a.Receipt.Receipt.TimeMs = 1<<64-1, 1<<64-1, 1<<64-1
		a.Grant.Grant.NotBeforeS, a.Grant.Grant.NotAfterS, a.Grant.Grant.MaxKbps = 1<<64-1, 1<<64-1, 1<<32-1
		pay.Sessions = append(pay.Sessions, a)
	}
	dir := &DirectoryReply{Error: &Error{Code: ErrorCode_ERROR_CODE_BAD, Text: strings.Repeat("x", MaxText)}}
	for range MaxDirectoryPage {
		a := sampleAnnounce()
		for len(a.EntryRelays) < MaxEntryRelays {
			a.EntryRelays = append(a.EntryRelays, &Peer{PeerId: fill(38, 1), Addrs: [][]byte{fill(12, 1), fill(12, 2)}})
		}
		a.Title = strings.Repeat("t", MaxTitle)
		a.Fit()
		r := sampleAdvert()
		for len(r.Addrs) < MaxAddrs {
			r.Addrs = append(r.Addrs, fill(40, 1))
		}
		dir.Announces, dir.Adverts = append(dir.Announces, a), append(dir.Adverts, r)
	}
	return []Message{pay, dir}
}
