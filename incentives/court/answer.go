package court

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
)

// Kept is what a relay keeps of a report that it signed: all that a challenge of one of its leaves may ask for.
type Kept struct {
	Report   incentives.UsageReport
	Entries  []incentives.ReportEntry
	Warrants []incentives.Warrant // of each entry's grant
}

// Answer shows a challenged leaf.
type Answer struct {
	Report  incentives.UsageReport
	Leaf    Leaf
	Receipt incentives.Signature // the viewer's, of Leaf.Receipt
	Grant   incentives.SignedGrant
	Warrant incentives.Warrant
}

// Answer shows the leaf at index. It fails with ErrNoLeaf, ErrTree, or ErrFault for a leaf that the court would not take.
func (k Kept) Answer(index uint32, d incentives.Domain) (Answer, error) {
	l, err := leaf(k.Report, k.Entries, int(index), d)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	e, w := k.Entries[index], k.Warrants[index]
	if err := Holds(d, k.Report, e, w); err != nil {
		return Answer{}, fmt.Errorf("answer leaf %d: %w", index, err)
	}
	return Answer{Report: k.Report, Leaf: l, Receipt: e.Receipt.Signature, Grant: e.Grant, Warrant: w}, nil
}

// Challenge is a demand to see a leaf of a relay's report.
type Challenge struct {
	Report     incentives.Hash    `json:"report"` // struct hash
	Index      uint32             `json:"index"`
	Challenger incentives.Address `json:"challenger"` // zero when there is no challenge
	Deadline   time.Time          `json:"deadline"`   // from when on a leaf that was not shown is a fault
	Settled    bool               `json:"settled"`    // whether it was shown, or judged
}

// Open reports whether the leaf is still to be shown.
func (ch Challenge) Open() bool { return ch.Challenger != (incentives.Address{}) && !ch.Settled }
