package courttest

import (
	"bytes"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

// The window of every grant, Unix seconds, and its rate: 1.1 MB of payload a second at most.
const (
	Begin = 1_790_000_000
	End   = Begin + 600
	Kbps  = 8000
)

// Case is a relay that reports what its viewers acknowledged. Change what is to be wrong before Sign.
type Case struct {
	t testing.TB

	Domain         incentives.Domain
	Relay          incentives.Address
	Report, Stream incentives.Signer // report key and stream key
	Streamer       incentives.Signer
	Viewers        []incentives.Signer
	Warrant        incentives.Warrant
	Grants         []incentives.SessionGrant // one a viewer
	Receipts       []incentives.Receipt      // one a viewer
	Charged        []uint64                  // bytes, one a receipt
	BytesTotal     *uint64                   // of the report, if not the leaves' sum
	Root           *incentives.Hash          // of the report, if not the leaves'
	Epoch          uint64
}

// Key returns a key for tests, by a number from 1 to 254.
func Key(n byte) incentives.KeySigner {
	k, _ := incentives.KeyFromBytes(bytes.Repeat([]byte{n}, 32)) // every such number is within the curve's order
	return k
}

// New returns an honest case of n viewers: viewer i acknowledged (i+2)*1000 bytes, of which 1000 fewer are charged.
func New(t testing.TB, d incentives.Domain, relay incentives.Address, report incentives.Signer, n int) *Case {
	c := &Case{t: t, Domain: d, Relay: relay, Report: report, Stream: Key(201), Streamer: Key(200), Epoch: Begin}
	id := incentives.NewStreamID(c.Streamer.Address(), "talk")
	t.Helper()
	k := sign(t, incentives.StreamKey{Streamer: c.Streamer.Address(), StreamID: id, Key: c.Stream.Address(), NotAfter: End}, c.Streamer, d)
	c.Warrant = incentives.Warrant{Key: k, Name: "talk"}
	for i := range n {
		viewer := Key(byte(100 + i))
		c.Viewers = append(c.Viewers, viewer)
		c.Grants = append(c.Grants, incentives.SessionGrant{StreamID: id, Relay: relay, ViewerKey: viewer.Address(), NotBefore: Begin, NotAfter: End, MaxKbps: Kbps})
		c.Receipts = append(c.Receipts, incentives.Receipt{Relay: relay, Seq: 7, BytesTotal: uint64(i+2) * 1000, TimeMs: (Begin + 300) * 1000})
		c.Charged = append(c.Charged, uint64(i+1)*1000)
	}
	return c
}

// Again charges a viewer twice: a second leaf under its grant.
func (c *Case) Again(viewer int) {
	c.Viewers, c.Grants = append(c.Viewers, c.Viewers[viewer]), append(c.Grants, c.Grants[viewer])
	c.Receipts, c.Charged = append(c.Receipts, c.Receipts[viewer]), append(c.Charged, c.Charged[viewer])
}

// Kept returns the report as the relay would keep it, with everything signed by whom it should be.
func (c *Case) Kept() court.Kept {
	c.t.Helper()
	var k court.Kept
	for i, g := range c.Grants {
		r := c.Receipts[i]
		r.GrantHash = g.Digest(c.Domain)
		k.Entries = append(k.Entries, incentives.ReportEntry{Grant: sign(c.t, g, c.Stream, c.Domain), Receipt: sign(c.t, r, c.Viewers[i], c.Domain), Bytes: c.Charged[i]})
		k.Warrants = append(k.Warrants, c.Warrant)
	}
	root, err := incentives.SumReport(k.Entries, c.Domain)
	if err != nil {
		c.t.Fatal(err)
	}
	k.Report = incentives.UsageReport{StreamID: c.Warrant.Key.Message.StreamID, Relay: c.Relay, Epoch: c.Epoch, BytesTotal: root.Bytes,
		Sessions: uint32(len(k.Entries)), SumRoot: root.Hash}
	if c.BytesTotal != nil {
		k.Report.BytesTotal = *c.BytesTotal
	}
	if c.Root != nil {
		k.Report.SumRoot = *c.Root
	}
	return k
}

// Sign returns the report, signed by the relay's report key.
func (c *Case) Sign() court.Report {
	c.t.Helper()
	k := c.Kept()
	return court.Report{Signed: sign(c.t, k.Report, c.Report, c.Domain), Entries: k.Entries}
}

// sign signs what is in range by construction.
func sign[M incentives.Message](t testing.TB, m M, key incentives.Signer, d incentives.Domain) incentives.Signed[M] {
	t.Helper()
	s, err := incentives.Sign(m, key, d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Lie returns a report, signed, in whose tree one node is said to hold extra bytes more than it does: the node at index of a level,
// the leaves being level 0.
func (c *Case) Lie(level, index int, extra uint64) court.Report {
	c.t.Helper()
	k := c.Kept()
	var nodes []incentives.SumNode
	for _, e := range k.Entries {
		nodes = append(nodes, incentives.SumLeaf(e.Receipt.Message.Digest(c.Domain), e.Bytes))
	}
	for at := 0; ; at++ {
		if at == level {
			nodes[index].Bytes += extra
		}
		if len(nodes) == 1 {
			break
		}
		var above []incentives.SumNode
		for i := 0; i+1 < len(nodes); i += 2 {
			above = append(above, incentives.SumNode{Hash: crypto.Keccak256Hash(incentives.SumInnerPreimage(nodes[i], nodes[i+1])), Bytes: nodes[i].Bytes + nodes[i+1].Bytes})
		}
		if len(nodes)%2 == 1 {
			above = append(above, nodes[len(nodes)-1])
		}
		nodes = above
	}
	c.Root, c.BytesTotal = &nodes[0].Hash, &nodes[0].Bytes
	return c.Sign()
}
