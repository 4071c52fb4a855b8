package chain

import "errors"

// Errors that callers decide by. Each comes wrapped, with the subject and what to do about it.
var (
	// ErrUnreachable reports an RPC endpoint that does not answer, or not in JSON-RPC.
	ErrUnreachable = errors.New("chain is not reachable")
	// ErrWrongChain reports an endpoint of another chain than the contracts file is for.
	ErrWrongChain = errors.New("wrong chain")
	// ErrNoContract reports an address without code, or with another contract than it should have.
	ErrNoContract = errors.New("no such contract")
	// ErrContractsFile reports a contracts file that is missing or malformed.
	ErrContractsFile = errors.New("no usable contracts file")
	// ErrAnswer reports an answer that no chain can give.
	ErrAnswer = errors.New("the chain's answer makes no sense")

	// ErrEther reports an account that cannot pay the gas.
	ErrEther = errors.New("not enough ether")
	// ErrTokens reports an account with fewer tokens than the call takes.
	ErrTokens = errors.New("not enough tokens")
	// ErrReplaced reports that another transaction with the same nonce was mined instead.
	ErrReplaced = errors.New("another transaction took the nonce")

	// ErrReverted reports a call that a contract refused. The ones below are cases of it.
	ErrReverted = errors.New("refused by the contract")
	// ErrNoChannel reports that no open channel has these parties, signer and nonce; a voucher signed by somebody else leads here too.
	ErrNoChannel = errors.New("no open channel has this payer, payee, signer and nonce")
	// ErrStaleVoucher reports a voucher that adds nothing to what was claimed.
	ErrStaleVoucher = errors.New("voucher is not above what was claimed")
	// ErrExceedsDeposit reports a voucher above the channel's deposit.
	ErrExceedsDeposit = errors.New("voucher is above the deposit")
	// ErrTooEarly reports that the challenge or unbond period is not over.
	ErrTooEarly = errors.New("too early")
	// ErrAlreadyClosing reports a close that was started before.
	ErrAlreadyClosing = errors.New("close was started before")
	// ErrNotClosing reports the finish of a close that was not started.
	ErrNotClosing = errors.New("no close was started")
	// ErrRegistered reports a relay that is registered already.
	ErrRegistered = errors.New("relay is registered already")
	// ErrNotRegistered reports an address that is no relay.
	ErrNotRegistered = errors.New("relay is not registered")
	// ErrStakeTooLow reports a stake below the registry's least.
	ErrStakeTooLow = errors.New("stake is too low")
	// ErrNotUnbonding reports a withdrawal before the unbonding was started.
	ErrNotUnbonding = errors.New("relay is not unbonding")
)
