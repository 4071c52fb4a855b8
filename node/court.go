package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/defend"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/payer"
)

const (
	// forgetEvery is how often evidence that nobody can ask for any more is looked for.
	forgetEvery = 24 * time.Hour
	// maxCases is how many case files are written; whoever does not use them needs no more.
	maxCases = 256
)

// newDefence makes what answers when this relay's receipts are challenged.
func (b *bank) newDefence(ctx context.Context) error {
	terms, err := b.node.opts.Chain.CourtTerms(ctx)
	if err != nil {
		return err
	}
	// A challenge made in the last moment can be judged later than its deadline; as long again is time for that.
	b.retired = terms.UnbondPeriod + 2*terms.AnswerPeriod
	b.defence, err = defend.New(defend.Options{Domain: b.node.domain, Relay: b.node.identity, Chain: b.node.opts.Chain, Find: b.keeper.Find,
		Answer: b.account.AnswerLeaf, Since: terms.UnbondPeriod + terms.AnswerPeriod, Logger: b.node.log})
	return err
}

// Challenges lists the receipts of this relay that the court wanted to see, and how their defence goes.
func (n *Node) Challenges() []defend.View {
	if n.bank == nil {
		return []defend.View{}
	}
	return n.bank.defence.Challenges()
}

// Reports lists the latest report of each relay that serves this streamer's streams: what a session can be challenged by.
func (n *Node) Reports() []court.Report {
	reports := []court.Report{}
	if n.bank == nil {
		return reports
	}
	for _, r := range n.bank.payer.Reports() {
		reports = append(reports, court.Report{Signed: r})
	}
	return reports
}

// forgetEvidence drops now and then what the court takes no challenges of any more, until ctx ends.
func (b *bank) forgetEvidence(ctx context.Context) error {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		if err := dropRetired(ctx, b.keeper, b.node.opts.Chain, b.node.identity, b.retired); err != nil && ctx.Err() == nil {
			b.node.log.Warn("old evidence is not dropped; trying again in a day", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// retirements is what the chain tells of report keys.
type retirements interface {
	RetiredAt(ctx context.Context, relay, key incentives.Address) (time.Time, error)
	Now(ctx context.Context) (time.Time, error)
}

// dropRetired drops the evidence of the report keys that were retired longer ago than after, on the chain's clock.
func dropRetired(ctx context.Context, k *evidence.Keeper, chain retirements, relay incentives.Address, after time.Duration) error {
	keys, err := k.Keys()
	if err != nil {
		return err
	}
	for _, key := range keys {
		at, err := chain.RetiredAt(ctx, relay, key)
		if err != nil {
			return err
		}
		now, err := chain.Now(ctx)
		if err != nil {
			return err
		}
		if at.IsZero() || now.Sub(at) <= after {
			continue
		}
		if err := k.Drop(key); err != nil {
			return err
		}
	}
	return nil
}

// accuse writes down what a relay's report key signed, when a report was refused for something that the court may punish.
func (n *Node) accuse(refused error) {
	var reports []court.Report
	var two *payer.Equivocation
	var one *payer.Unsound
	switch {
	case errors.As(refused, &two):
		reports = []court.Report{{Signed: two.First}, {Signed: two.Second}}
	case errors.As(refused, &one):
		reports = []court.Report{{Signed: one.Request.Report, Entries: one.Request.Entries}}
		if len(court.Examine(n.domain, reports...)) == 0 && reports[0].Sums(n.domain) == nil {
			return // a fault, but none that the court knows of
		}
	default:
		return
	}
	path, err := writeCase(filepath.Join(n.opts.DataDir, casesDir), reports)
	if err != nil {
		n.log.Warn("case against a relay is not written", "err", err)
		return
	}
	if path != "" {
		n.log.Warn("the court may punish this relay: see casto-node court examine", "relay", reports[0].Signed.Message.Relay, "file", path)
	}
}

// writeCase writes reports to a new file of a folder. It returns no path for a case that is written already, or beyond maxCases.
func writeCase(dir string, reports []court.Report) (string, error) {
	m := reports[0].Signed.Message
	path := filepath.Join(dir, fmt.Sprintf("%s-%x-%d.json", m.Relay.Hex(), m.StreamID[:4], m.Epoch))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) >= maxCases {
		return "", err
	}
	text, err := json.MarshalIndent(reports, "", "  ")
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	_, err = f.Write(append(text, '\n'))
	return path, errors.Join(err, f.Sync(), f.Close())
}
