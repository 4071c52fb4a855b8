package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/casto-network/casto/incentives"
)

// Block names a block.
type Block struct {
	Number uint64          `json:"number,string"`
	Hash   incentives.Hash `json:"hash"`
}

// header is what is needed of a block's header. Its hash is what the chain says, not what the fields hash to: chains have fields that
// go-ethereum does not know.
type header struct {
	Number  hexutil.Uint64  `json:"number"`
	Hash    incentives.Hash `json:"hash"`
	Parent  incentives.Hash `json:"parentHash"`
	Time    hexutil.Uint64  `json:"timestamp"`
	BaseFee *hexutil.Big    `json:"baseFeePerGas"`
}

func (h header) block() Block { return Block{uint64(h.Number), h.Hash} }

// head returns the latest block.
func (c *Client) head(ctx context.Context) (header, error) { return c.header(ctx, "latest") }

// headerAt returns the block of a number.
func (c *Client) headerAt(ctx context.Context, number uint64) (header, error) {
	h, err := c.header(ctx, hexutil.EncodeUint64(number))
	if err == nil && uint64(h.Number) != number {
		return header{}, fmt.Errorf("%w: block %d instead of %d", ErrAnswer, h.Number, number)
	}
	return h, err
}

func (c *Client) header(ctx context.Context, tag string) (header, error) {
	var h *header
	if err := c.rpc.CallContext(ctx, &h, "eth_getBlockByNumber", tag, false); err != nil {
		return header{}, fmt.Errorf("block %s: %w", tag, plain(err))
	}
	if h == nil || h.Hash == (incentives.Hash{}) || h.Time>>40 != 0 {
		return header{}, fmt.Errorf("block %s: %w: there is no such block", tag, ErrAnswer)
	}
	return *h, nil
}

// deepBlock returns the number of the newest block that is deep enough to stay.
func (c *Client) deepBlock(ctx context.Context) (*big.Int, error) {
	head, err := c.eth.BlockNumber(ctx)
	if err != nil {
		return nil, fmt.Errorf("latest block: %w", plain(err))
	}
	return new(big.Int).SetUint64(head - min(c.opts.Depth-1, head)), nil
}

// Now returns the time of the latest block: the contracts' clock, which on a development chain may be far ahead of this machine's.
func (c *Client) Now(ctx context.Context) (time.Time, error) {
	h, err := c.head(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(int64(h.Time), 0), nil
}
