// Package court builds what the contract Court judges: proofs of a relay's faults, from the reports that it signed, and the
// answers that clear a relay whose leaf is challenged.
//
// A report's leaves are the entries of a PayRequest in their order; incentives.SumRoot tells how they make a tree. Covers and
// Holds are the court's own rules, so that a relay never signs what it could not defend, and nobody pays gas for a proof that
// the court would refuse. Package chain sends what is built here.
package court
