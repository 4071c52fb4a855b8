package court

import (
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/casto-network/casto/incentives"
)

// skew is how far a receipt's time may be outside its grant's, and the end of a stream key before the grants that it signed.
const skew = time.Hour

// ErrFault reports an entry for which the court would punish the relay.
var ErrFault = errors.New("the court would punish this")

// Covers fails with ErrFault unless the entry's grant covers what the entry charges in a report: the court's rule for a leaf,
// signatures aside.
func Covers(m incentives.UsageReport, e incentives.ReportEntry) error {
	g, r := e.Grant.Message, e.Receipt.Message
	switch {
	case g.Relay != m.Relay || r.Relay != m.Relay:
		return fmt.Errorf("%w: grant for relay %s, receipt for %s", ErrFault, g.Relay.Hex(), r.Relay.Hex())
	case g.StreamID != m.StreamID:
		return fmt.Errorf("%w: grant for stream %s", ErrFault, g.StreamID)
	case e.Bytes == 0 || e.Bytes > r.BytesTotal:
		return fmt.Errorf("%w: %d bytes charged of %d", ErrFault, e.Bytes, r.BytesTotal)
	case g.NotAfter <= g.NotBefore:
		return fmt.Errorf("%w: the grant holds from %d to %d", ErrFault, g.NotBefore, g.NotAfter)
	case outside(r.TimeMs, g.NotBefore, g.NotAfter):
		return fmt.Errorf("%w: receipt of %d ms, under a grant from %d to %d s", ErrFault, r.TimeMs, g.NotBefore, g.NotAfter)
	case beyond(r.BytesTotal, g):
		return fmt.Errorf("%w: %d bytes are more than %d kbit/s from %d to %d s", ErrFault, r.BytesTotal, g.MaxKbps, g.NotBefore, g.NotAfter)
	}
	return nil
}

// outside reports whether a time in milliseconds is more than skew before begin or after end, both in seconds. Nothing wraps.
func outside(ms, begin, end uint64) bool {
	const hour = uint64(skew / time.Second)
	second, part := ms/1000, ms%1000
	early := second < begin && begin-second > hour
	late := second > end && (second-end > hour || second-end == hour && part > 0)
	return early || late
}

// beyond reports whether bytes are more than a grant allows over the whole of its window, with a tenth on top: 11/80 of a byte a
// millisecond for each kbit/s.
func beyond(bytes uint64, g incentives.SessionGrant) bool {
	most := new(big.Int).SetUint64(g.NotAfter - g.NotBefore)
	most.Mul(most, big.NewInt(1000*11))
	most.Div(most, big.NewInt(80))
	most.Mul(most, new(big.Int).SetUint64(uint64(g.MaxKbps)))
	return new(big.Int).SetUint64(bytes).Cmp(most) > 0
}

// Check fails with ErrFault unless the court would take the entry as evidence, provided that the signatures are whose they should
// be: Covers, and a warrant that fits.
func Check(d incentives.Domain, m incentives.UsageReport, e incentives.ReportEntry, w incentives.Warrant) error {
	if err := Covers(m, e); err != nil {
		return err
	}
	g, k := e.Grant.Message, w.Key.Message
	switch {
	case g.Digest(d) != e.Receipt.Message.GrantHash:
		return fmt.Errorf("%w: receipt under another grant", ErrFault)
	case k.StreamID != m.StreamID || incentives.NewStreamID(k.Streamer, w.Name) != k.StreamID:
		return fmt.Errorf("%w: warrant for %q, stream %s", ErrFault, w.Name, k.StreamID)
	case k.NotAfter < g.NotBefore && g.NotBefore-k.NotAfter > uint64(skew/time.Second):
		return fmt.Errorf("%w: grant from %d, of a key until %d", ErrFault, g.NotBefore, k.NotAfter)
	}
	return nil
}

// Holds fails with ErrFault unless a relay can show the entry to the court: Check, and viewer, stream key and streamer have signed
// what they had to in domain d.
func Holds(d incentives.Domain, m incentives.UsageReport, e incentives.ReportEntry, w incentives.Warrant) error {
	if err := Check(d, m, e, w); err != nil {
		return err
	}
	if err := w.Verify(d); err != nil {
		return fmt.Errorf("%w: %w", ErrFault, err)
	}
	if err := e.Grant.Verify(d, w.Key.Message.Key); err != nil {
		return fmt.Errorf("%w: grant: %w", ErrFault, err)
	}
	if err := e.Receipt.Verify(d, e.Grant.Message.ViewerKey); err != nil {
		return fmt.Errorf("%w: receipt: %w", ErrFault, err)
	}
	return nil
}
