package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

// Prove sends a proof of a relay's fault to the court, which slashes the relay and gives the account half of what it takes.
func (a *Account) Prove(ctx context.Context, proof court.Proof) error {
	c := a.client.court
	var data []byte
	switch p := proof.(type) {
	case court.Equivocation:
		data = c.PackProveEquivocation(signedReport(p.First), signedReport(p.Second))
	case court.Sum:
		data = c.PackProveSum(signedReport(p.Report), p.Nodes, new(big.Int).SetUint64(p.Path))
	case court.Ungranted:
		data = c.PackProveUngranted(signedReport(p.Report), leafOf(p.Leaf), grantOf(p.Grant))
	case court.Duplicate:
		data = c.PackProveDuplicate(signedReport(p.Report), leafOf(p.A), leafOf(p.B))
	default:
		return fmt.Errorf("prove: %T is no proof", proof)
	}
	if err := a.toCourt(ctx, data); err != nil {
		m := proof.Against()
		return fmt.Errorf("prove %s of relay %s, stream %s, epoch %d: %w", proof.Fault(), m.Relay, m.StreamID, m.Epoch, err)
	}
	return nil
}

// ChallengeLeaf demands to see one leaf of a report, for the court's bond, and returns until when the relay can show it. Tokens are
// pulled as by AddStake.
func (a *Account) ChallengeLeaf(ctx context.Context, report incentives.SignedReport, index uint32) (time.Time, error) {
	deadline, err := a.challenge(ctx, report, index)
	if err != nil {
		return time.Time{}, fmt.Errorf("challenge leaf %d of report %s: %w", index, report.Message.StructHash(), err)
	}
	return deadline, nil
}

func (a *Account) challenge(ctx context.Context, report incentives.SignedReport, index uint32) (time.Time, error) {
	terms, err := a.client.CourtTerms(ctx)
	if err != nil {
		return time.Time{}, err
	}
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return time.Time{}, err
	}
	defer release()
	if err := a.holds(ctx, terms.Bond); err != nil {
		return time.Time{}, err
	}
	if err := a.approve(ctx, a.client.opts.Contracts.Court, terms.Bond); err != nil {
		return time.Time{}, err
	}
	if err := a.toCourt(ctx, a.client.court.PackChallengeLeaf(signedReport(report), index)); err != nil {
		return time.Time{}, err
	}
	made, err := a.client.Challenge(ctx, report.Message.StructHash(), index)
	return made.Deadline, err
}

// AnswerLeaf shows a challenged leaf. The bond is the relay's then, whoever answers.
func (a *Account) AnswerLeaf(ctx context.Context, answer court.Answer) error {
	e := abi.ICourtEvidence{Grant: grantOf(answer.Grant.Message), Name: answer.Warrant.Name}
	k := answer.Warrant.Key
	e.StreamKey = abi.TypedDataStreamKey{Streamer: k.Message.Streamer, StreamId: k.Message.StreamID, Key: k.Message.Key, NotAfter: k.Message.NotAfter}
	e.ReceiptR, e.ReceiptVs = halves(answer.Receipt)
	e.GrantR, e.GrantVs = halves(answer.Grant.Signature)
	e.StreamKeyR, e.StreamKeyVs = halves(k.Signature)
	if err := a.toCourt(ctx, a.client.court.PackAnswerLeaf(reportOf(answer.Report), leafOf(answer.Leaf), e)); err != nil {
		return fmt.Errorf("answer for leaf %d of report %s: %w", answer.Leaf.Index, answer.Report.StructHash(), err)
	}
	return nil
}

// JudgeLeaf punishes a relay that did not show a challenged leaf in time. Anybody can; reward and bond are the challenger's.
func (a *Account) JudgeLeaf(ctx context.Context, report incentives.UsageReport, index uint32) error {
	if err := a.toCourt(ctx, a.client.court.PackJudgeLeaf(reportOf(report), index)); err != nil {
		return fmt.Errorf("judge leaf %d of report %s: %w", index, report.StructHash(), err)
	}
	return nil
}

// toCourt calls the court.
func (a *Account) toCourt(ctx context.Context, data []byte) error {
	to := a.client.opts.Contracts.Court
	_, err := a.transact(ctx, call{to: &to, data: data})
	return err
}

// CourtTerms are what the court was deployed with.
type CourtTerms struct {
	Penalty      incentives.Amount // base units slashed for a fault
	Bond         incentives.Amount // base units that a challenge costs if it is answered
	AnswerPeriod time.Duration     // how long a relay has to show a leaf
	UnbondPeriod time.Duration     // of the registry: how long after its retirement a report key can be challenged
}

// CourtTerms reads them.
func (c *Client) CourtTerms(ctx context.Context) (CourtTerms, error) {
	at := c.opts.Contracts
	var t CourtTerms
	err := func() (err error) {
		if t.Penalty, err = c.viewAmount(ctx, at.Court, c.court.PackPenalty(), c.court.UnpackPenalty); err != nil {
			return err
		}
		if t.Bond, err = c.viewAmount(ctx, at.Court, c.court.PackBond(), c.court.UnpackBond); err != nil {
			return err
		}
		if t.AnswerPeriod, err = c.viewPeriod(ctx, at.Court, c.court.PackAnswerPeriod(), c.court.UnpackAnswerPeriod); err != nil {
			return err
		}
		t.UnbondPeriod, err = c.viewPeriod(ctx, at.RelayRegistry, c.registry.PackUnbondPeriod(), c.registry.UnpackUnbondPeriod)
		return err
	}()
	if err != nil {
		return CourtTerms{}, fmt.Errorf("read the court's terms: %w", err)
	}
	return t, nil
}

// viewPeriod calls a function that returns seconds.
func (c *Client) viewPeriod(ctx context.Context, to incentives.Address, question []byte, unpack func([]byte) (*big.Int, error)) (time.Duration, error) {
	n, err := view(ctx, c, to, question, unpack)
	if err != nil {
		return 0, err
	}
	if n.Sign() < 0 || n.BitLen() > 32 {
		return 0, fmt.Errorf("%w: %d s", ErrAnswer, n)
	}
	return time.Duration(n.Int64()) * time.Second, nil
}

// RetiredAt returns when a relay replaced one of its report keys, or the zero time.
func (c *Client) RetiredAt(ctx context.Context, relay, key incentives.Address) (time.Time, error) {
	n, err := view(ctx, c, c.opts.Contracts.RelayRegistry, c.registry.PackRetiredAt(relay, key), c.registry.UnpackRetiredAt)
	if err != nil {
		return time.Time{}, fmt.Errorf("read report key %s of relay %s: %w", key, relay, err)
	}
	return moment(n)
}

// Punished reports whether a relay was punished for a stream and epoch.
func (c *Client) Punished(ctx context.Context, m incentives.UsageReport) (bool, error) {
	punished, err := view(ctx, c, c.opts.Contracts.Court, c.court.PackIsPunished(m.Relay, m.StreamID, m.Epoch), c.court.UnpackIsPunished)
	if err != nil {
		return false, fmt.Errorf("read whether relay %s was punished: %w", m.Relay, err)
	}
	return punished, nil
}

func signedReport(s incentives.SignedReport) abi.ICourtSignedReport {
	r, vs := halves(s.Signature)
	return abi.ICourtSignedReport{Report: reportOf(s.Message), R: r, Vs: vs}
}

func reportOf(m incentives.UsageReport) abi.TypedDataUsageReport {
	return abi.TypedDataUsageReport{StreamId: m.StreamID, Relay: m.Relay, Epoch: m.Epoch, BytesTotal: m.BytesTotal, Sessions: m.Sessions, SumRoot: m.SumRoot}
}

func leafOf(l court.Leaf) abi.ICourtLeaf {
	m := l.Receipt
	return abi.ICourtLeaf{Charged: l.Charged, Index: l.Index, Siblings: l.SiblingBytes(), Receipt: abi.TypedDataReceipt{GrantHash: m.GrantHash,
		Relay: m.Relay, Seq: m.Seq, BytesTotal: m.BytesTotal, TimeMs: m.TimeMs, MediaDigest: m.MediaDigest}}
}

func grantOf(g incentives.SessionGrant) abi.TypedDataSessionGrant {
	return abi.TypedDataSessionGrant{StreamId: g.StreamID, Relay: g.Relay, ViewerKey: g.ViewerKey, NotBefore: g.NotBefore, NotAfter: g.NotAfter, MaxKbps: g.MaxKbps}
}
