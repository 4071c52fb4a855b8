package chain

import (
	"context"
	"fmt"

	"github.com/casto-network/casto/incentives"
)

// Registration is what a relay tells the registry.
type Registration struct {
	Stake     incentives.Amount  // base units, at least MinStake
	ReportKey incentives.Address // signs usage reports
	// Endpoint is where the relay is found, at most 255 bytes: a multiaddr that ends in /p2p/<peer id>, by which nodes find the network
	// when they know nobody. The registry wants one; empty becomes "-".
	Endpoint string
	Terms    []byte // as the relay publishes them, at most 1024 bytes; the contract does not read them
}

// noEndpoint stands for an endpoint that is not told.
const noEndpoint = "-"

// Register bonds the stake and enters the account as a relay. The tokens are pulled as by OpenChannel.
func (a *Account) Register(ctx context.Context, r Registration) error {
	if err := a.register(ctx, r); err != nil {
		return fmt.Errorf("register relay %s: %w", a.Address(), err)
	}
	return nil
}

func (a *Account) register(ctx context.Context, r Registration) error {
	if err := uint96(r.Stake); err != nil {
		return err
	}
	if r.Endpoint == "" {
		r.Endpoint = noEndpoint
	}
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return err
	}
	defer release()
	if err := a.holds(ctx, r.Stake); err != nil {
		return err
	}
	registry, spender := a.client.registry, a.client.opts.Contracts.RelayRegistry
	ready, err := a.allowed(ctx, spender, r.Stake)
	if err != nil {
		return err
	}
	data := registry.PackRegister(r.Stake.Big(), r.ReportKey, r.Endpoint, r.Terms)
	if !ready {
		p, has, err := a.permit(ctx, spender, r.Stake)
		if err == nil && has {
			data = registry.PackRegisterWithPermit(r.Stake.Big(), r.ReportKey, r.Endpoint, r.Terms, incentives.NewAmount(p.deadline).Big(), p.v, p.r, p.s)
		} else if err == nil {
			err = a.approve(ctx, spender, r.Stake)
		}
		if err != nil {
			return err
		}
	}
	return a.registry(ctx, data)
}

// registry calls RelayRegistry.
func (a *Account) registry(ctx context.Context, data []byte) error {
	to := a.client.opts.Contracts.RelayRegistry
	_, err := a.transact(ctx, call{to: &to, data: data})
	return err
}

// AddStake adds amount, base units, to the stake. It does not stop an unbonding.
func (a *Account) AddStake(ctx context.Context, amount incentives.Amount) error {
	err := a.addStake(ctx, amount)
	if err != nil {
		return fmt.Errorf("add stake of relay %s: %w", a.Address(), err)
	}
	return nil
}

func (a *Account) addStake(ctx context.Context, amount incentives.Amount) error {
	if err := uint96(amount); err != nil {
		return err
	}
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return err
	}
	defer release()
	if err := a.holds(ctx, amount); err != nil {
		return err
	}
	if err := a.approve(ctx, a.client.opts.Contracts.RelayRegistry, amount); err != nil {
		return err
	}
	return a.registry(ctx, a.client.registry.PackAddStake(amount.Big()))
}

// UpdateRelay publishes a new endpoint and new terms, with the rules of Registration.
func (a *Account) UpdateRelay(ctx context.Context, endpoint string, terms []byte) error {
	if endpoint == "" {
		endpoint = noEndpoint
	}
	if err := a.registry(ctx, a.client.registry.PackUpdate(endpoint, terms)); err != nil {
		return fmt.Errorf("update relay %s: %w", a.Address(), err)
	}
	return nil
}

// RotateReportKey replaces the key that signs usage reports by one that was never the relay's before.
func (a *Account) RotateReportKey(ctx context.Context, key incentives.Address) error {
	if err := a.registry(ctx, a.client.registry.PackRotateReportKey(key)); err != nil {
		return fmt.Errorf("rotate report key of relay %s: %w", a.Address(), err)
	}
	return nil
}

// Unbond starts to take the stake back: the relay is not active any more, and can withdraw after the unbond period.
func (a *Account) Unbond(ctx context.Context) error {
	if err := a.registry(ctx, a.client.registry.PackStartUnbond()); err != nil {
		return fmt.Errorf("unbond relay %s: %w", a.Address(), err)
	}
	return nil
}

// CancelUnbond stops an unbonding.
func (a *Account) CancelUnbond(ctx context.Context) error {
	if err := a.registry(ctx, a.client.registry.PackCancelUnbond()); err != nil {
		return fmt.Errorf("cancel unbonding of relay %s: %w", a.Address(), err)
	}
	return nil
}

// WithdrawStake takes the stake back after the unbond period, and ends the registration.
func (a *Account) WithdrawStake(ctx context.Context) error {
	if err := a.registry(ctx, a.client.registry.PackWithdraw(a.Address())); err != nil {
		return fmt.Errorf("withdraw stake of relay %s: %w", a.Address(), err)
	}
	return nil
}
