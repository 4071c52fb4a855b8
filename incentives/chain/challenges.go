package chain

import (
	"context"
	"fmt"
	"math/big"
	"sort"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

// Challenge reads the challenge of a leaf; without a challenger when there was none.
func (c *Client) Challenge(ctx context.Context, report incentives.Hash, index uint32) (court.Challenge, error) {
	raw, err := view(ctx, c, c.opts.Contracts.Court, c.court.PackChallengeOf(report, index), c.court.UnpackChallengeOf)
	ch := court.Challenge{Report: report, Index: index, Challenger: raw.Challenger, Settled: raw.Settled}
	if err == nil {
		ch.Deadline, err = moment(raw.Deadline)
	}
	if err != nil {
		return court.Challenge{}, fmt.Errorf("read challenge of leaf %d of report %s: %w", index, report, err)
	}
	return ch, nil
}

// Challenges returns the challenges of a relay's leaves that were made in the blocks after from, and the number of the last block that
// was looked at. Whether each still stands is for Challenge to tell. A zero from begins where the contracts were deployed.
func (c *Client) Challenges(ctx context.Context, relay incentives.Address, from uint64) ([]court.Challenge, uint64, error) {
	found, last, err := c.challenges(ctx, relay, from)
	if err != nil {
		return nil, from, fmt.Errorf("read challenges of relay %s: %w", relay, err)
	}
	return found, last, nil
}

func (c *Client) challenges(ctx context.Context, relay incentives.Address, from uint64) (found []court.Challenge, last uint64, err error) {
	if last, err = c.eth.BlockNumber(ctx); err != nil {
		return nil, 0, plain(err)
	}
	event := c.court.GetABI().Events["Challenged"].ID
	for next := max(from+1, c.opts.Contracts.Block); next <= last; next += rangeSize {
		query := ethereum.FilterQuery{FromBlock: new(big.Int).SetUint64(next), ToBlock: new(big.Int).SetUint64(min(next+rangeSize-1, last)),
			Addresses: []incentives.Address{c.opts.Contracts.Court}, Topics: [][]common.Hash{{event}, {common.BytesToHash(relay[:])}}}
		logs, err := c.eth.FilterLogs(ctx, query)
		if err != nil {
			return nil, 0, plain(err)
		}
		for i := range logs {
			e, err := c.court.UnpackChallengedEvent(&logs[i])
			if err != nil {
				return nil, 0, fmt.Errorf("%w: %w", ErrAnswer, err)
			}
			if e.Relay != relay || logs[i].Address != c.opts.Contracts.Court {
				continue
			}
			ch := court.Challenge{Report: e.Report, Index: e.Index, Challenger: e.Challenger}
			if ch.Deadline, err = moment(e.Deadline); err != nil {
				return nil, 0, err
			}
			found = append(found, ch)
		}
	}
	return found, last, nil
}

// BlockAgo returns the number of the last block that is older than the latest one by more than age, or 0.
func (c *Client) BlockAgo(ctx context.Context, age time.Duration) (uint64, error) {
	head, err := c.head(ctx)
	if err != nil {
		return 0, fmt.Errorf("find a block of %v ago: %w", age, err)
	}
	since := int64(head.Time) - int64(age/time.Second)
	var failed error
	first := sort.Search(int(head.Number)+1, func(n int) bool {
		if failed != nil {
			return true
		}
		h, err := c.headerAt(ctx, uint64(n))
		failed = err
		return err != nil || int64(h.Time) >= since
	})
	if failed != nil {
		return 0, fmt.Errorf("find a block of %v ago: %w", age, failed)
	}
	return uint64(max(first-1, 0)), nil
}
