package court

import "github.com/casto-network/casto/incentives"

// Proof is a relay's fault, ready for the court: Equivocation, Sum, Ungranted or Duplicate.
type Proof interface {
	// Against returns the report that is punished; of two that differ, the first.
	Against() incentives.UsageReport
	// Fault says in a few words what the relay did.
	Fault() string
}

// Equivocation proves two different reports of one stream and epoch.
type Equivocation struct{ First, Second incentives.SignedReport }

// Sum proves a tree that does not add up.
type Sum struct {
	Report incentives.SignedReport
	// Nodes are preimages from the root down, incentives.SumInnerPreimage or at last SumLeafPreimage; the last is the one that
	// holds other bytes than it is said to. None are needed for a report of fewer bytes than leaves, or of bytes without leaves.
	Nodes []byte
	// Path tells for each step down whether it goes right; bit 0 is the step from the root.
	Path uint64
}

// Ungranted proves a leaf that its grant does not cover.
type Ungranted struct {
	Report incentives.SignedReport
	Leaf   Leaf
	Grant  incentives.SessionGrant
}

// Duplicate proves two leaves under one grant in one report.
type Duplicate struct {
	Report incentives.SignedReport
	A, B   Leaf
}

// Against implements Proof.
func (p Equivocation) Against() incentives.UsageReport { return p.First.Message }

// Against implements Proof.
func (p Sum) Against() incentives.UsageReport { return p.Report.Message }

// Against implements Proof.
func (p Ungranted) Against() incentives.UsageReport { return p.Report.Message }

// Against implements Proof.
func (p Duplicate) Against() incentives.UsageReport { return p.Report.Message }

// Fault implements Proof.
func (Equivocation) Fault() string { return "two different reports of one epoch" }

// Fault implements Proof.
func (Sum) Fault() string { return "a report that does not add up" }

// Fault implements Proof.
func (Ungranted) Fault() string { return "a receipt that its grant does not cover" }

// Fault implements Proof.
func (Duplicate) Fault() string { return "a session charged twice in one report" }
