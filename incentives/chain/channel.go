package chain

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/core/types"

	"github.com/casto-network/casto/incentives"
)

// contract calls PaymentChannels and returns the receipt.
func (a *Account) contract(ctx context.Context, data []byte) (*types.Receipt, error) {
	to := a.client.opts.Contracts.PaymentChannels
	return a.transact(ctx, call{to: &to, data: data})
}

// uint96 fails when an amount does not fit the contracts' type.
func uint96(amount incentives.Amount) error {
	if !amount.Fits96() {
		return fmt.Errorf("%s base units: %w: the contracts count in 96 bits", amount, incentives.ErrOverflow)
	}
	return nil
}

// OpenChannel locks amount, base units, for payee. Vouchers signed by signer draw on it. What the account holds free inside the
// contract is used first if it is enough; else the tokens are pulled, by permit in one transaction where the token has permits, else
// after an approval. One channel is opened at a time.
func (a *Account) OpenChannel(ctx context.Context, payee, signer incentives.Address, amount incentives.Amount) (incentives.ChannelRef, error) {
	ref, err := a.openChannel(ctx, payee, signer, amount)
	if err != nil {
		return incentives.ChannelRef{}, fmt.Errorf("open channel to %s: %w", payee, err)
	}
	return ref, nil
}

func (a *Account) openChannel(ctx context.Context, payee, signer incentives.Address, amount incentives.Amount) (incentives.ChannelRef, error) {
	if err := uint96(amount); err != nil {
		return incentives.ChannelRef{}, err
	}
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return incentives.ChannelRef{}, err
	}
	defer release()
	c, spender := a.client, a.client.opts.Contracts.PaymentChannels
	inside, err := view(ctx, c, spender, c.channels.PackAccountOf(a.Address()), c.channels.UnpackAccountOf)
	if err != nil {
		return incentives.ChannelRef{}, fmt.Errorf("account of %s: %w", a.Address(), err)
	}
	free, err := baseUnits96(inside.Free)
	if err != nil {
		return incentives.ChannelRef{}, err
	}
	data := c.channels.PackOpen(payee, signer, amount.Big())
	if missing := amount.Beyond(free); !missing.IsZero() {
		if err := a.holds(ctx, missing); err != nil {
			return incentives.ChannelRef{}, err
		}
		ready, err := a.allowed(ctx, spender, missing)
		if err != nil {
			return incentives.ChannelRef{}, err
		}
		if !ready {
			// A permit opens with pulled tokens alone: what is free stays free.
			p, has, err := a.permit(ctx, spender, amount)
			if err == nil && has && a.holds(ctx, amount) == nil {
				data = c.channels.PackOpenWithPermit(payee, signer, inside.NextNonce, amount.Big(), incentives.NewAmount(p.deadline).Big(), p.v, p.r, p.s)
			} else if err == nil {
				err = a.approve(ctx, spender, missing)
			}
			if err != nil {
				return incentives.ChannelRef{}, err
			}
		}
	}
	receipt, err := a.contract(ctx, data)
	if err != nil {
		return incentives.ChannelRef{}, err
	}
	return c.opened(receipt, a.Address())
}

// opened finds the channel that a receipt tells of.
func (c *Client) opened(receipt *types.Receipt, payer incentives.Address) (incentives.ChannelRef, error) {
	for _, log := range receipt.Logs {
		e, err := c.event(log)
		if err == nil && e.Kind == Opened && e.Ref.Payer == payer {
			return *e.Ref, nil
		}
	}
	return incentives.ChannelRef{}, fmt.Errorf("transaction %s: %w: it tells of no channel", receipt.TxHash, ErrAnswer)
}

// TopUp adds amount, base units, to a channel's deposit, and cancels a close that was started.
func (a *Account) TopUp(ctx context.Context, ref incentives.ChannelRef, amount incentives.Amount) error {
	err := a.topUp(ctx, ref, amount)
	if err != nil {
		return fmt.Errorf("top up channel %s: %w", ref, err)
	}
	return nil
}

func (a *Account) topUp(ctx context.Context, ref incentives.ChannelRef, amount incentives.Amount) error {
	if err := uint96(amount); err != nil {
		return err
	}
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return err
	}
	defer release()
	free, err := a.client.FreeBalance(ctx, a.Address())
	if err != nil {
		return err
	}
	if missing := amount.Beyond(free); !missing.IsZero() {
		if err := a.holds(ctx, missing); err != nil {
			return err
		}
		if err := a.approve(ctx, a.client.opts.Contracts.PaymentChannels, missing); err != nil {
			return err
		}
	}
	_, err = a.contract(ctx, a.client.channels.PackTopUp(ref.Payee, ref.Signer, ref.Nonce, amount.Big()))
	return err
}

// StartClose begins to close a channel of the account as its payer: the payee may redeem until the challenge period is over.
func (a *Account) StartClose(ctx context.Context, ref incentives.ChannelRef) error {
	if _, err := a.contract(ctx, a.client.channels.PackStartClose(ref.Payee, ref.Signer, ref.Nonce)); err != nil {
		return fmt.Errorf("start to close channel %s: %w", ref, err)
	}
	return nil
}

// FinishClose ends a channel of the account as its payer after the challenge period, and takes what is left, in tokens.
func (a *Account) FinishClose(ctx context.Context, ref incentives.ChannelRef) error {
	if _, err := a.contract(ctx, a.client.channels.PackFinishClose(ref.Payee, ref.Signer, ref.Nonce, a.Address())); err != nil {
		return fmt.Errorf("finish the close of channel %s: %w", ref, err)
	}
	return nil
}

// Close ends a channel at once as its payee: it pays the claim, in tokens, and gives the payer the rest.
func (a *Account) Close(ctx context.Context, claim incentives.Claim) error {
	v := claim.Voucher.Message
	r, vs := halves(claim.Voucher.Signature)
	_, err := a.contract(ctx, a.client.channels.PackClose(v.Payer, v.Nonce, v.Cumulative.Big(), r, vs, a.Address()))
	if err != nil {
		return fmt.Errorf("close channel %s: %w", claim.Channel, err)
	}
	return nil
}

// Release ends a channel at once as its payee, without a voucher: it waives all that it has not redeemed.
func (a *Account) Release(ctx context.Context, ref incentives.ChannelRef) error {
	if _, err := a.contract(ctx, a.client.channels.PackRelease(ref.Payer, ref.Signer, ref.Nonce)); err != nil {
		return fmt.Errorf("release channel %s: %w", ref, err)
	}
	return nil
}

// Redeem claims what a voucher adds, in tokens, as the channel's payee. It survives no crash: a relay settles by Build, Broadcast and
// Status.
func (a *Account) Redeem(ctx context.Context, claim incentives.Claim) error {
	data, err := a.redemption(claim)
	if err == nil {
		_, err = a.contract(ctx, data)
	}
	if err != nil {
		return fmt.Errorf("redeem channel %s: %w", claim.Channel, err)
	}
	return nil
}

// redemption is the call that redeems a claim.
func (a *Account) redemption(claim incentives.Claim) ([]byte, error) {
	v := claim.Voucher.Message
	if v.Payee != a.Address() {
		return nil, fmt.Errorf("the payee is %s, not this wallet, %s", v.Payee, a.Address())
	}
	if err := uint96(v.Cumulative); err != nil {
		return nil, err
	}
	r, vs := halves(claim.Voucher.Signature)
	return a.client.channels.PackRedeem(v.Payer, v.Nonce, v.Cumulative.Big(), r, vs, a.Address()), nil
}

// halves splits a signature as the contracts take it (EIP-2098).
func halves(signature incentives.Signature) (r, vs [32]byte) {
	compact := signature.Compact()
	return [32]byte(compact[:32]), [32]byte(compact[32:])
}

// WithdrawFree takes amount, base units, of what the account holds free inside PaymentChannels.
func (a *Account) WithdrawFree(ctx context.Context, amount incentives.Amount) error {
	err := uint96(amount)
	if err == nil {
		_, err = a.contract(ctx, a.client.channels.PackWithdraw(a.Address(), amount.Big()))
	}
	if err != nil {
		return fmt.Errorf("withdraw free tokens: %w", err)
	}
	return nil
}
