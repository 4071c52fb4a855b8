package devchain

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/common/math"
)

// maxJump bounds how far the clock can be put forward at once; a block's time must fit the contracts' 40 bits for long.
const maxJump = 100 * 365 * 24 * time.Hour

// evmAPI is the namespace evm: the calls that development chains have in common. Its methods are named as JSON-RPC wants them.
type evmAPI struct{ sealer *sealer }

// IncreaseTime is evm_increaseTime: the next block is that many seconds later. It returns by how many
// seconds the clock was put forward in all.
func (a *evmAPI) IncreaseTime(seconds math.HexOrDecimal64) (int64, error) {
	if uint64(seconds) > uint64(maxJump/time.Second) {
		return 0, errors.New("the clock cannot be put forward by more than 100 years")
	}
	return int64(a.sealer.increaseTime(time.Duration(seconds)*time.Second) / time.Second), nil
}

// Mine is evm_mine: it seals a block now, at the given time (Unix seconds) if there is one.
func (a *evmAPI) Mine(timestamp *math.HexOrDecimal64) (string, error) {
	var at uint64
	if timestamp != nil {
		at = uint64(*timestamp)
	}
	return "0x0", a.sealer.mine(at)
}

// Snapshot is evm_snapshot: it names the present state.
func (a *evmAPI) Snapshot() hexutil.Uint64 { return hexutil.Uint64(a.sealer.snapshot()) }

// Revert is evm_revert: it goes back to a snapshot of at most 128 blocks ago, which is forgotten. False means that there is none.
func (a *evmAPI) Revert(id math.HexOrDecimal64) (bool, error) { return a.sealer.revert(uint64(id)) }

// web3API is the namespace web3.
type web3API struct{ chainID uint64 }

// ClientVersion is web3_clientVersion.
func (a *web3API) ClientVersion() string { return fmt.Sprintf("casto-devchain/%d", a.chainID) }
