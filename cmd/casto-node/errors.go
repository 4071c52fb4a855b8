package main

import (
	"errors"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/devchain"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/wallet"
	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

// Exit codes, so that scripts can tell what went wrong.
const (
	exitFailed  = 1 // anything not below
	exitUsage   = 2 // command line, environment or config file
	exitWallet  = 3 // key file or password
	exitChain   = 4 // RPC not reachable, wrong chain, no contract there
	exitBusy    = 5 // a port or the data folder is in use
	exitMedia   = 6 // clip not readable or not usable
	exitUnknown = 7 // no such stream or channel
)

// exitCode chooses the code for an error that ended a command.
func exitCode(err error) int {
	is := func(targets ...error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
	var wrongUse usageError
	switch {
	case errors.As(err, &wrongUse), is(incentives.ErrSyntax):
		return exitUsage
	case is(wallet.ErrPassword, wallet.ErrFile):
		return exitWallet
	case is(chain.ErrUnreachable, chain.ErrWrongChain, chain.ErrNoContract, chain.ErrContractsFile):
		return exitChain
	case is(node.ErrPortBusy, node.ErrDataBusy, relay.ErrAddrInUse, store.ErrLocked, devchain.ErrAddrInUse):
		return exitBusy
	case is(clip.ErrUnsupported):
		return exitMedia
	case is(node.ErrUnknownStream, node.ErrUnknownChannel, whip.ErrNoStream):
		return exitUnknown
	}
	return exitFailed
}
