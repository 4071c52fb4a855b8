package chain_test

import (
	"context"
	"errors"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
)

// trial is a registered relay, the payee, with a stake of 500, and the payer, who accuses it. Cases have one epoch each, since the
// court punishes once for an epoch.
type trial struct {
	*economy
	t     *testing.T
	ctx   context.Context
	cases uint64
}

func newTrial(t *testing.T, ctx context.Context, e *economy) *trial {
	t.Helper()
	if err := e.payee.Register(ctx, chain.Registration{Stake: tokens("500"), ReportKey: courttest.Key(2).Address()}); err != nil {
		t.Fatal(err)
	}
	return &trial{economy: e, t: t, ctx: ctx}
}

// honest returns an honest case of n viewers, of an epoch of its own.
func (tr *trial) honest(n int, change ...func(*courttest.Case)) *courttest.Case {
	tr.t.Helper()
	c := courttest.New(tr.t, tr.client.Domain(), tr.payee.Address(), courttest.Key(2), n)
	tr.cases++
	c.Epoch += tr.cases
	for _, f := range change {
		f(c)
	}
	return c
}

// stake returns the relay's stake.
func (tr *trial) stake() incentives.Amount {
	tr.t.Helper()
	r, err := tr.client.Relay(tr.ctx, tr.payee.Address())
	if err != nil {
		tr.t.Fatal(err)
	}
	return r.Stake
}

// slashed does what must slash the relay by the penalty of 2, half of it for the payer.
func (tr *trial) slashed(name string, report incentives.UsageReport, do func() error) {
	tr.t.Helper()
	stake := tr.stake()
	tokensBefore, _ := tr.client.TokenBalance(tr.ctx, tr.payer.Address())
	if err := do(); err != nil {
		tr.t.Errorf("%s: %v", name, err)
		return
	}
	left, reward := tr.stake(), tokens("0")
	if now, err := tr.client.TokenBalance(tr.ctx, tr.payer.Address()); err == nil {
		reward = now.Beyond(tokensBefore)
	}
	if stake.Beyond(left) != tokens("2") || reward != tokens("1") {
		tr.t.Errorf("%s: slashed %s, rewarded %s", name, stake.Beyond(left).Tokens(), reward.Tokens())
	}
	if punished, err := tr.client.Punished(tr.ctx, report); err != nil || !punished {
		tr.t.Errorf("%s: punished %v, %v", name, punished, err)
	}
}

// refused does what the court must refuse with a custom error, and costs the relay nothing.
func (tr *trial) refused(name, want string, do func() error) {
	tr.t.Helper()
	stake := tr.stake()
	var refusal *chain.Refusal
	if err := do(); !errors.As(err, &refusal) || refusal.Name != want {
		tr.t.Errorf("%s: got %v, want %s", name, err, want)
	}
	if left := tr.stake(); left != stake {
		tr.t.Errorf("%s: slashed %s", name, stake.Beyond(left).Tokens())
	}
}

func (tr *trial) prove(p court.Proof) func() error {
	return func() error { return tr.payer.Prove(tr.ctx, p) }
}

// convicts examines reports, finds one proof, and slashes with it. A second time the court refuses.
func (tr *trial) convicts(name string, reports ...court.Report) {
	tr.t.Helper()
	proofs := court.Examine(tr.client.Domain(), reports...)
	if len(proofs) != 1 {
		tr.t.Errorf("%s: %d proofs", name, len(proofs))
		return
	}
	tr.slashed(name, reports[0].Signed.Message, tr.prove(proofs[0]))
	tr.refused(name+", again", "AlreadyPunished", tr.prove(proofs[0]))
}

func testEquivocation(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	a := tr.honest(3)
	first := a.Sign()
	a.Charged[2]--
	second := a.Sign()
	a.Epoch++
	nextEpoch := a.Sign()
	a.Epoch--
	a.Report = courttest.Key(3)
	forged := a.Sign()

	pair := func(x, y court.Report) func() error {
		return tr.prove(court.Equivocation{First: x.Signed, Second: y.Signed})
	}
	tr.refused("one report twice", "NoEquivocation", pair(first, first))
	tr.refused("two epochs", "NoEquivocation", pair(first, nextEpoch))
	tr.refused("another signer", "NotSignedByRelay", pair(first, forged))
	tr.convicts("two reports of one epoch", first, second)
}

func testUngranted(t *testing.T, ctx context.Context, e *economy) {
	const begin, end, hour = uint64(courttest.Begin) * 1000, uint64(courttest.End) * 1000, uint64(3600 * 1000)
	const most = 600_000 * 11 / 80 * courttest.Kbps
	tr := newTrial(t, ctx, e)
	for _, row := range []struct {
		name   string
		fault  bool
		change func(g *incentives.SessionGrant, r *incentives.Receipt, charged *uint64)
	}{
		{"in order", false, func(*incentives.SessionGrant, *incentives.Receipt, *uint64) {}},
		{"grant of another relay", true, func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.Relay[0]++ }},
		{"receipt of another relay", true, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.Relay[0]++ }},
		{"grant of another stream", true, func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.StreamID[0]++ }},
		{"nothing charged", true, func(_ *incentives.SessionGrant, _ *incentives.Receipt, c *uint64) { *c = 0 }},
		{"all charged", false, func(_ *incentives.SessionGrant, r *incentives.Receipt, c *uint64) { *c = r.BytesTotal }},
		{"a byte too many charged", true, func(_ *incentives.SessionGrant, r *incentives.Receipt, c *uint64) { *c = r.BytesTotal + 1 }},
		{"an hour early", false, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = begin - hour }},
		{"a millisecond earlier", true, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = begin - hour - 1 }},
		{"an hour late", false, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = end + hour }},
		{"a millisecond later", true, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.TimeMs = end + hour + 1 }},
		{"at the granted rate", false, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.BytesTotal = most }},
		{"a byte beyond it", true, func(_ *incentives.SessionGrant, r *incentives.Receipt, _ *uint64) { r.BytesTotal = most + 1 }},
		{"a grant of no time", true, func(g *incentives.SessionGrant, _ *incentives.Receipt, _ *uint64) { g.NotAfter = g.NotBefore }},
	} {
		report := tr.honest(3, func(c *courttest.Case) { row.change(&c.Grants[1], &c.Receipts[1], &c.Charged[1]) }).Sign()
		if row.fault {
			tr.convicts(row.name, report)
			continue
		}
		proof, err := court.NewUngranted(report, 1, tr.client.Domain())
		if err != nil {
			t.Fatal(err)
		}
		tr.refused(row.name, "NoFault", tr.prove(proof))
	}
	honest := tr.honest(3).Sign()
	proof, err := court.NewUngranted(honest, 1, tr.client.Domain())
	if err != nil {
		t.Fatal(err)
	}
	proof.Grant = honest.Entries[0].Grant.Message
	tr.refused("another session's grant", "WrongGrant", tr.prove(proof))
	proof.Leaf.Charged++
	tr.refused("another charge", "NotInTree", tr.prove(proof))
}

func testSums(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	for name, at := range map[string][2]int{"root": {3, 0}, "inner node": {1, 1}, "risen node": {2, 1}, "leaf": {0, 3}, "risen leaf": {0, 4}} {
		tr.convicts("a lie at the "+name, tr.honest(5).Lie(at[0], at[1], 1))
	}
	tr.convicts("a lie at the only leaf", tr.honest(1).Lie(0, 0, 1))
	four := uint64(4)
	tr.convicts("fewer bytes than leaves", tr.honest(5, func(c *courttest.Case) { c.BytesTotal = &four }).Sign())

	honest := tr.honest(2).Sign()
	entries := honest.Entries
	left := incentives.SumLeaf(entries[0].Receipt.Message.Digest(tr.client.Domain()), entries[0].Bytes)
	right := incentives.SumLeaf(entries[1].Receipt.Message.Digest(tr.client.Domain()), entries[1].Bytes)
	root := incentives.SumInnerPreimage(left, right)
	leaf := incentives.SumLeafPreimage(entries[1].Receipt.Message.Digest(tr.client.Domain()), entries[1].Bytes)
	tr.refused("no nodes of an honest report", "NoFault", tr.prove(court.Sum{Report: honest.Signed}))
	tr.refused("an honest root", "NoFault", tr.prove(court.Sum{Report: honest.Signed, Nodes: root}))
	tr.refused("an honest leaf", "NoFault", tr.prove(court.Sum{Report: honest.Signed, Nodes: append(root, leaf...), Path: 1}))
	tr.refused("a node elsewhere", "NotInTree", tr.prove(court.Sum{Report: honest.Signed, Nodes: append(root, leaf...), Path: 0}))
	tr.refused("a node cut short", "InvalidProof", tr.prove(court.Sum{Report: honest.Signed, Nodes: root[:80]}))
	five := uint64(5)
	tr.refused("as few bytes as leaves", "NoFault", tr.prove(court.Sum{Report: tr.honest(5, func(c *courttest.Case) { c.BytesTotal = &five }).Sign().Signed}))
}

func testDuplicates(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	twice := tr.honest(3, func(c *courttest.Case) { c.Again(1); c.Receipts[3].Seq++ })
	tr.convicts("a session twice", twice.Sign())

	honest := tr.honest(3).Sign()
	a, err := court.NewUngranted(honest, 0, tr.client.Domain())
	if err != nil {
		t.Fatal(err)
	}
	b, err := court.NewUngranted(honest, 1, tr.client.Domain())
	if err != nil {
		t.Fatal(err)
	}
	tr.refused("one leaf twice", "NoFault", tr.prove(court.Duplicate{Report: honest.Signed, A: a.Leaf, B: a.Leaf}))
	tr.refused("two sessions", "NoFault", tr.prove(court.Duplicate{Report: honest.Signed, A: a.Leaf, B: b.Leaf}))
	moved := a.Leaf
	moved.Index = 1
	tr.refused("one leaf at two places", "NotInTree", tr.prove(court.Duplicate{Report: honest.Signed, A: a.Leaf, B: moved}))
}
