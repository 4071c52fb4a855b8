package chain_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
)

func (tr *trial) challenge(r court.Report, index uint32) time.Time {
	tr.t.Helper()
	deadline, err := tr.payer.ChallengeLeaf(tr.ctx, r.Signed, index)
	if err != nil {
		tr.t.Fatal(err)
	}
	return deadline
}

// answer shows a leaf of what was kept, changed if need be.
func (tr *trial) answer(k court.Kept, index uint32, change ...func(*court.Answer)) func() error {
	tr.t.Helper()
	a, err := k.Answer(index, tr.client.Domain())
	if err != nil {
		tr.t.Fatal(err)
	}
	for _, f := range change {
		f(&a)
	}
	return func() error { return tr.payee.AnswerLeaf(tr.ctx, a) }
}

func testAnswers(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	terms, err := tr.client.CourtTerms(ctx)
	if err != nil || terms != (chain.CourtTerms{Penalty: tokens("2"), Bond: tokens("1"), AnswerPeriod: time.Hour, UnbondPeriod: 2 * time.Hour}) {
		t.Fatalf("terms: %+v, %v", terms, err)
	}
	c := tr.honest(5)
	kept, report := c.Kept(), c.Sign()
	tr.refused("an answer without a challenge", "NoChallenge", tr.answer(kept, 4))
	now, err := tr.client.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	deadline := tr.challenge(report, 4)
	if late := deadline.Sub(now) - time.Hour; late < 0 || late > time.Minute {
		t.Errorf("deadline %v after the challenge", deadline.Sub(now))
	}
	again := func() error { _, err := tr.payer.ChallengeLeaf(ctx, report.Signed, 4); return err }
	tr.refused("a second challenge", "AlreadyChallenged", again)
	tr.refused("a leaf too many", "NoLeaf", func() error { _, err := tr.payer.ChallengeLeaf(ctx, report.Signed, 5); return err })
	tr.refused("another signature", "BadEvidence", tr.answer(kept, 4, func(a *court.Answer) { a.Receipt = kept.Entries[3].Receipt.Signature }))
	tr.refused("another name", "BadEvidence", tr.answer(kept, 4, func(a *court.Answer) { a.Warrant.Name = "walk" }))
	tr.refused("another leaf", "NoChallenge", tr.answer(kept, 3))
	tr.refused("another place", "WrongSiblings", tr.answer(kept, 3, func(a *court.Answer) { a.Leaf.Index = 4 }))
	tr.refused("a judgement before the time", "TooEarly", func() error { return tr.payer.JudgeLeaf(ctx, report.Signed.Message, 4) })
	tr.checkTokens(t, ctx, tr.payer.Address(), "999")
	if err := tr.answer(kept, 4)(); err != nil {
		t.Fatal(err)
	}
	tr.checkTokens(t, ctx, tr.payee.Address(), "501") // it staked 500, and has the bond
	tr.refused("a second answer", "NoChallenge", tr.answer(kept, 4))
	tr.refused("a judgement after the answer", "NoChallenge", func() error { return tr.payer.JudgeLeaf(ctx, report.Signed.Message, 4) })
	tr.refused("a challenge after the answer", "AlreadyChallenged", again)

	tr.challenge(report, 0)
	e.Travel(t, 3*time.Hour) // too late, but nobody judges
	if err := tr.answer(kept, 0)(); err != nil {
		t.Errorf("a late answer: %v", err)
	}
	tr.checkChallenges(report.Signed.Message, map[uint32]bool{4: false, 0: false})
}

// checkChallenges compares the relay's challenges, by leaf, and whether they are open.
func (tr *trial) checkChallenges(m incentives.UsageReport, want map[uint32]bool) {
	tr.t.Helper()
	list, last, err := tr.client.Challenges(tr.ctx, tr.payee.Address(), 0)
	if err != nil || len(list) != len(want) || last == 0 {
		tr.t.Fatalf("challenges up to block %d: %+v, %v", last, list, err)
	}
	for _, ch := range list {
		now, err := tr.client.Challenge(tr.ctx, ch.Report, ch.Index)
		if err != nil || now.Challenger != tr.payer.Address() || now.Deadline != ch.Deadline || ch.Report != m.StructHash() {
			tr.t.Errorf("challenge %+v: %+v, %v", ch, now, err)
		}
		if open, known := want[ch.Index]; !known || now.Open() != open {
			tr.t.Errorf("challenge %+v: open %v", ch, now.Open())
		}
	}
	if rest, _, err := tr.client.Challenges(tr.ctx, tr.payee.Address(), last); err != nil || len(rest) != 0 {
		tr.t.Errorf("challenges after block %d: %+v, %v", last, rest, err)
	}
	if others, _, err := tr.client.Challenges(tr.ctx, tr.payer.Address(), 0); err != nil || len(others) != 0 {
		tr.t.Errorf("challenges of somebody else: %+v, %v", others, err)
	}
}

func testJudgements(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	report := tr.honest(3).Sign()
	e.Travel(t, time.Minute)
	tr.challenge(report, 1)
	tr.checkChallenges(report.Signed.Message, map[uint32]bool{1: true})
	block, err := tr.client.BlockAgo(ctx, 30*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if found, _, err := tr.client.Challenges(ctx, tr.payee.Address(), block); err != nil || len(found) != 1 {
		t.Errorf("challenges after block %d: %+v, %v", block, found, err)
	}
	if first, err := tr.client.BlockAgo(ctx, 1<<62); err != nil || first != 0 {
		t.Errorf("block of long ago: %d, %v", first, err)
	}
	judge := func() error { return tr.payee.JudgeLeaf(ctx, report.Signed.Message, 1) } // anybody can
	tr.refused("before the deadline", "TooEarly", judge)
	e.Travel(t, time.Hour)
	stake := tr.stake()
	if err := judge(); err != nil {
		t.Fatal(err)
	}
	if taken := stake.Beyond(tr.stake()); taken != tokens("2") {
		t.Errorf("slashed %s", taken.Tokens())
	}
	tr.checkTokens(t, ctx, tr.payer.Address(), "1001") // bond back, and half of the penalty
	tr.refused("again", "NoChallenge", judge)

	poor := e.client.Account(e.Accounts[7])
	if _, err := poor.ChallengeLeaf(ctx, report.Signed, 2); !errors.Is(err, chain.ErrTokens) {
		t.Errorf("a challenge without a bond: %v", err)
	}
}

func testRetiredKeys(t *testing.T, ctx context.Context, e *economy) {
	tr := newTrial(t, ctx, e)
	report, lie := tr.honest(3).Sign(), tr.honest(3).Lie(1, 0, 9)
	key := courttest.Key(2).Address()
	if at, err := tr.client.RetiredAt(ctx, tr.payee.Address(), key); err != nil || !at.IsZero() {
		t.Errorf("retired at %v, %v", at, err)
	}
	if err := tr.payee.RotateReportKey(ctx, courttest.Key(3).Address()); err != nil {
		t.Fatal(err)
	}
	at, err := tr.client.RetiredAt(ctx, tr.payee.Address(), key)
	now, err2 := tr.client.Now(ctx)
	if err != nil || err2 != nil || at.IsZero() || at.After(now) {
		t.Errorf("retired at %v, %v", at, err)
	}
	e.Travel(t, 2*time.Hour-time.Minute)
	tr.challenge(report, 0)
	e.Travel(t, time.Minute)
	tr.refused("a challenge an unbond period later", "TooLate", func() error { _, err := tr.payer.ChallengeLeaf(ctx, report.Signed, 1); return err })
	tr.convicts("a proof against a retired key", lie)
}
