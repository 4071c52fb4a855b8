package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

// Sizes of what is stored, in bytes.
const (
	reportSize  = 6 * 32                     // incentives.UsageReport
	entrySize   = 32 + 3*8 + 32 + 65 + 8     // grant hash; seq, bytes, time; media digest; signature; charged
	warrantSize = 4*32 + 65                  // incentives.SignedStreamKey; the name follows
	mostSize    = reportSize + entrySize*100 // incentives.MaxReportEntries
)

// encodeReport writes a report and its receipts, big-endian: what every receipt has in common with its report is left out, and
// grants and warrants are stored apart, since many reports share them.
func encodeReport(r court.Kept) ([]byte, error) {
	b, err := r.Report.AppendBinary(make([]byte, 0, reportSize+entrySize*len(r.Entries)))
	if err != nil {
		return nil, err
	}
	for i, e := range r.Entries {
		m := e.Receipt.Message
		if m.Relay != r.Report.Relay {
			return nil, fmt.Errorf("entry %d: for relay %s", i, m.Relay.Hex())
		}
		b = append(b, m.GrantHash[:]...)
		b = binary.BigEndian.AppendUint64(b, m.Seq)
		b = binary.BigEndian.AppendUint64(b, m.BytesTotal)
		b = binary.BigEndian.AppendUint64(b, m.TimeMs)
		b = append(b, m.MediaDigest[:]...)
		b = append(b, e.Receipt.Signature[:]...)
		b = binary.BigEndian.AppendUint64(b, e.Bytes)
	}
	return b, nil
}

// decodeReport reads what encodeReport wrote; the entries have no grants.
func decodeReport(b []byte) (court.Kept, error) {
	if len(b) < reportSize || len(b) > mostSize || (len(b)-reportSize)%entrySize != 0 {
		return court.Kept{}, fmt.Errorf("%d bytes", len(b))
	}
	var r court.Kept
	if err := r.Report.UnmarshalBinary(b[:reportSize]); err != nil {
		return court.Kept{}, err
	}
	for part := range slices.Chunk(b[reportSize:], entrySize) {
		number := func(at int) uint64 { return binary.BigEndian.Uint64(part[at:]) }
		r.Entries = append(r.Entries, incentives.ReportEntry{Bytes: number(153), Receipt: incentives.SignedReceipt{
			Message: incentives.Receipt{GrantHash: incentives.Hash(part[:32]), Relay: r.Report.Relay, Seq: number(32), BytesTotal: number(40),
				TimeMs: number(48), MediaDigest: incentives.Hash(part[56:88])},
			Signature: incentives.Signature(part[88:153])}})
	}
	if uint64(len(r.Entries)) != uint64(r.Report.Sessions) {
		return court.Kept{}, errors.New("entries missing")
	}
	return r, nil
}
