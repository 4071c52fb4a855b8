package chain

import (
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
)

// EventKind is what happened to a channel.
type EventKind string

// The kinds of events, named as in the contract.
const (
	Opened         EventKind = "Opened"
	ToppedUp       EventKind = "ToppedUp"
	Redeemed       EventKind = "Redeemed"
	Closing        EventKind = "Closing"
	CloseCancelled EventKind = "CloseCancelled"
	Closed         EventKind = "Closed"
)

// Event is something that happened to a channel.
type Event struct {
	Kind    EventKind
	Channel incentives.Hash // the channel's key
	Payee   incentives.Address
	Ref     *incentives.ChannelRef // of Opened; the other events carry the key alone
	// Amount is the deposit in all (Opened, ToppedUp), the voucher's sum (Redeemed), or what the payee got in all (Closed), base units.
	Amount  incentives.Amount
	CloseAt time.Time // of Closing: when the payer may finish
	Removed bool      // a reorganisation undid it: it did not happen
	Block   Block
	TxHash  incentives.Hash
	Index   uint // among the logs of its block
}

// errNoEvent reports a log that tells of no channel.
var errNoEvent = errors.New("no event of a channel")

// event reads a log.
func (c *Client) event(log *types.Log) (Event, error) {
	if log.Address != c.opts.Contracts.PaymentChannels || len(log.Topics) == 0 {
		return Event{}, errNoEvent
	}
	e := Event{Block: Block{log.BlockNumber, log.BlockHash}, TxHash: log.TxHash, Index: log.Index}
	contract := c.channels.GetABI()
	known, err := contract.EventByID(log.Topics[0])
	if err != nil {
		return Event{}, errNoEvent
	}
	number := new(big.Int)
	switch e.Kind = EventKind(known.Name); e.Kind {
	case Opened:
		var o *abi.PaymentChannelsOpened
		if o, err = c.channels.UnpackOpenedEvent(log); err == nil {
			e.Ref = &incentives.ChannelRef{Payer: o.Payer, Payee: o.Payee, Signer: o.Signer, Nonce: o.Nonce}
			e.Channel, e.Payee, number = e.Ref.Key(), o.Payee, o.Deposit
		}
	case ToppedUp:
		var o *abi.PaymentChannelsToppedUp
		if o, err = c.channels.UnpackToppedUpEvent(log); err == nil {
			e.Channel, e.Payee, number = o.Key, o.Payee, o.Deposit
		}
	case Redeemed:
		var o *abi.PaymentChannelsRedeemed
		if o, err = c.channels.UnpackRedeemedEvent(log); err == nil {
			e.Channel, e.Payee, number = o.Key, o.Payee, o.Cumulative
		}
	case Closing:
		var o *abi.PaymentChannelsClosing
		if o, err = c.channels.UnpackClosingEvent(log); err == nil {
			e.Channel, e.Payee = o.Key, o.Payee
			e.CloseAt, err = moment(o.CloseAt)
		}
	case CloseCancelled:
		var o *abi.PaymentChannelsCloseCancelled
		if o, err = c.channels.UnpackCloseCancelledEvent(log); err == nil {
			e.Channel, e.Payee = o.Key, o.Payee
		}
	case Closed:
		var o *abi.PaymentChannelsClosed
		if o, err = c.channels.UnpackClosedEvent(log); err == nil {
			e.Channel, e.Payee, number = o.Key, o.Payee, o.Claimed
		}
	default:
		return Event{}, errNoEvent
	}
	if err == nil {
		e.Amount, err = baseUnits96(number)
	}
	if err != nil {
		return Event{}, fmt.Errorf("event %s in block %d: %w: %w", e.Kind, log.BlockNumber, ErrAnswer, err)
	}
	return e, nil
}
