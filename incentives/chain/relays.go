package chain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
)

// maxEndpoint bounds what is kept of an endpoint; the registry takes no longer one.
const maxEndpoint = 255

// Endpoints maps relays to where the registry says they are found. Relays that told nothing, or that left, are not in it.
type Endpoints map[incentives.Address]string

// Endpoints reads the registry's events after block from and changes known by them. It returns the block up to which it has read, to
// go on from another time; a zero from begins where the contracts were deployed. A reorganisation may leave an endpoint behind that was
// never published, which costs who dials it an attempt.
func (c *Client) Endpoints(ctx context.Context, from Block, known Endpoints) (Block, error) {
	head, err := c.head(ctx)
	if err != nil {
		return from, fmt.Errorf("read the registry: %w", err)
	}
	next := from.Number + 1
	if from == (Block{}) {
		next = c.opts.Contracts.Block
	}
	for last := uint64(head.Number); next <= last; {
		to := min(next+rangeSize-1, last)
		query := ethereum.FilterQuery{FromBlock: new(big.Int).SetUint64(next), ToBlock: new(big.Int).SetUint64(to),
			Addresses: []incentives.Address{c.opts.Contracts.RelayRegistry}}
		logs, err := c.eth.FilterLogs(ctx, query)
		if err != nil {
			return from, fmt.Errorf("read the registry: %w", plain(err))
		}
		slices.SortStableFunc(logs, func(a, b types.Log) int {
			return cmp.Or(cmp.Compare(a.BlockNumber, b.BlockNumber), cmp.Compare(a.Index, b.Index))
		})
		for i := range logs {
			if err := c.endpoint(&logs[i], known); err != nil {
				return from, fmt.Errorf("read the registry: %w", err)
			}
		}
		end, err := c.headerAt(ctx, to)
		if err != nil {
			return from, fmt.Errorf("read the registry: %w", err)
		}
		from, next = end.block(), to+1
	}
	return from, nil
}

// endpoint applies one event; those that tell of no endpoint change nothing.
func (c *Client) endpoint(log *types.Log, known Endpoints) error {
	if log.Address != c.opts.Contracts.RelayRegistry || len(log.Topics) == 0 {
		return nil
	}
	contract := c.registry.GetABI()
	event, err := contract.EventByID(log.Topics[0])
	if err != nil {
		return nil // of a registry that says more
	}
	switch event.Name {
	case "Registered":
		var e *abi.RelayRegistryRegistered
		if e, err = c.registry.UnpackRegisteredEvent(log); err == nil {
			known.set(e.Relay, e.Endpoint)
		}
	case "Updated":
		var e *abi.RelayRegistryUpdated
		if e, err = c.registry.UnpackUpdatedEvent(log); err == nil {
			known.set(e.Relay, e.Endpoint)
		}
	case "Withdrawn":
		var e *abi.RelayRegistryWithdrawn
		if e, err = c.registry.UnpackWithdrawnEvent(log); err == nil {
			known.set(e.Relay, "")
		}
	}
	if err != nil {
		return errors.Join(ErrAnswer, fmt.Errorf("event %s in block %d: %w", event.Name, log.BlockNumber, err))
	}
	return nil
}

// set notes a relay's endpoint if it tells anything.
func (e Endpoints) set(relay incentives.Address, endpoint string) {
	if endpoint == "" || endpoint == noEndpoint || len(endpoint) > maxEndpoint || strings.ContainsAny(endpoint, "\x00\n") {
		delete(e, relay)
		return
	}
	e[relay] = endpoint
}

// List returns the endpoints in the order of the relays' addresses.
func (e Endpoints) List() (out []string) {
	for _, relay := range slices.SortedFunc(maps.Keys(e), func(a, b incentives.Address) int { return a.Cmp(b) }) {
		out = append(out, e[relay])
	}
	return out
}
