package court

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

// Examine returns what can be proven from reports in domain d: one proof for each relay, stream and epoch, as the court punishes
// once, in the order of the reports. Signatures are not looked at: that a relay's report key signed is for the court to check.
// What cannot be proven may still be a fraud, whose leaves the relay cannot show when they are challenged.
func Examine(d incentives.Domain, reports ...Report) []Proof {
	type key struct {
		relay  incentives.Address
		stream incentives.StreamID
		epoch  uint64
	}
	var proofs []Proof
	first, proven := map[key]incentives.SignedReport{}, map[key]bool{}
	for _, r := range reports {
		m := r.Signed.Message
		k := key{m.Relay, m.StreamID, m.Epoch}
		if proven[k] {
			continue
		}
		var proof Proof
		if earlier, seen := first[k]; !seen {
			first[k] = r.Signed
			proof = r.examine(d)
		} else if earlier.Message != m {
			proof = Equivocation{earlier, r.Signed}
		}
		if proof != nil {
			proofs, proven[k] = append(proofs, proof), true
		}
	}
	return proofs
}

// examine returns what one report alone proves, or nil.
func (r Report) examine(d incentives.Domain) Proof {
	m := r.Signed.Message
	if m.BytesTotal < uint64(m.Sessions) || m.Sessions == 0 && m.BytesTotal != 0 {
		return Sum{Report: r.Signed}
	}
	if uint64(len(r.Entries)) != uint64(m.Sessions) || len(r.Entries) == 0 {
		return nil
	}
	if p, found := r.lie(d); found {
		return p
	}
	seen := map[incentives.Hash]int{}
	for i, e := range r.Entries {
		l, err := leaf(m, r.Entries, i, d)
		if err != nil {
			return nil // not this tree: nothing about its leaves can be proven
		}
		if at, twice := seen[l.Receipt.GrantHash]; twice {
			other, err := leaf(m, r.Entries, at, d)
			if err != nil {
				return nil
			}
			return Duplicate{r.Signed, other, l}
		}
		seen[l.Receipt.GrantHash] = i
		if e.Grant.Message.Digest(d) == l.Receipt.GrantHash && Covers(m, e) != nil {
			return Ungranted{r.Signed, l, e.Grant.Message}
		}
	}
	return nil
}

// NewUngranted proves that a leaf is not covered by its grant. It fails when it is, and with ErrTree or ErrNoLeaf.
func NewUngranted(r Report, index int, d incentives.Domain) (Ungranted, error) {
	l, err := leaf(r.Signed.Message, r.Entries, index, d)
	if err != nil {
		return Ungranted{}, fmt.Errorf("prove: %w", err)
	}
	return Ungranted{r.Signed, l, r.Entries[index].Grant.Message}, nil
}
