package incentives

import "fmt"

// MaxReportEntries bounds the sessions in one report, so that a PayRequest of 522 bytes an entry fits a 64 KiB message.
const MaxReportEntries = 100

// ReportEntry is one session in a report: the streamer's grant, the viewer's latest receipt, and what is newly charged.
type ReportEntry struct {
	Grant   SignedGrant   `json:"grant"`
	Receipt SignedReceipt `json:"receipt"`
	Bytes   uint64        `json:"bytes,string"` // acknowledged since the session's previous report
}

// PayRequest is what a relay asks the streamer to pay: a signed report with the receipts it sums.
type PayRequest struct {
	Channel ChannelRef    `json:"channel"`
	Price   Price         `json:"price"` // agreed when the channel was first used, base units per GiB
	Report  SignedReport  `json:"report"`
	Entries []ReportEntry `json:"entries"` // 1 to MaxReportEntries
	Owed    Amount        `json:"owed"`    // cost of all receipts on the channel so far, base units; see Latest
	// Latest is the best voucher the relay holds, nil when it has none. A payer that does not know of it was restored from an
	// old backup; it adopts the voucher, and Owed tells it how much of the entries the voucher pays for already.
	Latest *SignedVoucher `json:"latest,omitempty"`
}

// SumReport returns the root of the Merkle-sum tree over entries in domain d, as a UsageReport binds it.
func SumReport(entries []ReportEntry, d Domain) (SumNode, error) {
	leaves := make([]SumNode, len(entries))
	for i, e := range entries {
		leaves[i] = SumLeaf(e.Receipt.Message.Digest(d), e.Bytes)
	}
	root, err := SumRoot(leaves)
	if err != nil {
		return SumNode{}, fmt.Errorf("sum report: %w", err)
	}
	return root, nil
}
