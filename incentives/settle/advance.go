package settle

import (
	"context"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
)

// advance moves one settlement by one step, or leaves it where it waits.
func (s *Settler) advance(ctx context.Context, key incentives.Hash) error {
	s.mu.Lock()
	r := s.records[key]
	s.mu.Unlock()
	switch r.Step {
	case Planned:
		return s.sign(ctx, key, r)
	case Signed, Mined:
		return s.follow(ctx, key, r)
	default:
		return nil
	}
}

// sign checks that the voucher is still worth something, and makes, commits and broadcasts its transaction. While another
// settlement's transaction is not in a block, it waits.
func (s *Settler) sign(ctx context.Context, key incentives.Hash, r record) error {
	if s.mustWait(key) {
		return nil
	}
	state, err := s.state(ctx, r.Claim.Channel)
	switch cumulative := r.Claim.Voucher.Message.Cumulative; {
	case err != nil:
		return err
	case state.Deposit.IsZero():
		return s.finish(key, r, Failed, ErrClosed)
	case cumulative.Cmp(state.Claimed) <= 0:
		return s.finish(key, r, Final, nil)
	}
	tx, err := s.opts.Redeemer.Build(ctx, r.Claim, nil)
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	r.Step, r.Transactions = Signed, []incentives.Transaction{tx}
	return s.send(ctx, key, r)
}

// mustWait reports whether key's settlement may not make a transaction yet: after a revert, or because another settlement's
// transaction is in no block.
func (s *Settler) mustWait(key incentives.Hash) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for other, r := range s.records {
		if other != key && r.Step == Signed {
			return true
		}
	}
	return time.Now().Before(s.progress[key].signAt)
}

// send commits r, whose newest transaction is new, and only then broadcasts it.
func (s *Settler) send(ctx context.Context, key incentives.Hash, r record) error {
	if err := s.commit(key, r); err != nil {
		return err
	}
	s.mu.Lock()
	p := s.progress[key]
	p.signedAt = time.Now()
	s.progress[key] = p
	s.mu.Unlock()
	s.broadcast(ctx, r)
	return nil
}

// broadcast sends the newest transaction. Whether it arrived is for the next pass to see.
func (s *Settler) broadcast(ctx context.Context, r record) {
	if err := s.opts.Redeemer.Broadcast(ctx, r.latest()); err != nil {
		s.opts.Logger.Info("broadcast reported an error; the chain will tell", "tx", r.latest().Hash.Hex(), "err", err)
	}
}

// follow asks the chain about every transaction of the nonce, and acts on the best answer.
func (s *Settler) follow(ctx context.Context, key incentives.Hash, r record) error {
	best := incentives.TxDropped
	for _, tx := range r.Transactions {
		state, err := s.opts.Redeemer.Status(ctx, tx)
		if err != nil {
			return fmt.Errorf("status of %s: %w", tx.Hash.Hex(), err)
		}
		if rank(state) > rank(best) {
			best = state
		}
	}
	switch best {
	case incentives.TxFinal:
		return s.finish(key, r, Final, nil)
	case incentives.TxMined:
		return s.mined(ctx, key, r)
	case incentives.TxFailed, incentives.TxDropped:
		return s.replan(key, r, best)
	}
	if r.Step == Mined { // a reorganisation took it back
		r.Step = Signed
		if err := s.commit(key, r); err != nil {
			return err
		}
	}
	if best == incentives.TxUnknown {
		s.broadcast(ctx, r)
		return nil
	}
	return s.replaceStuck(ctx, key, r)
}

// mined notes that a transaction is in a block, which is what a Redeem call waits for.
func (s *Settler) mined(ctx context.Context, key incentives.Hash, r record) error {
	first := r.Step != Mined
	if first {
		r.Step = Mined
		if err := s.commit(key, r); err != nil {
			return err
		}
	}
	s.answerCovered(key, r)
	if !first {
		return nil
	}
	_, err := s.state(ctx, r.Claim.Channel)
	return err
}

// rank orders the states by how near they bring a settlement to its end.
func rank(t incentives.TxState) int {
	switch t {
	case incentives.TxFinal:
		return 5
	case incentives.TxMined:
		return 4
	case incentives.TxPending:
		return 3
	case incentives.TxUnknown:
		return 2
	case incentives.TxFailed:
		return 1
	default:
		return 0
	}
}

// replaceStuck bids more for a transaction that has been pending for too long. Every time it waits twice as long: bids grow
// without bound otherwise, and a transaction that waits behind somebody else's gains nothing by them.
func (s *Settler) replaceStuck(ctx context.Context, key incentives.Hash, r record) error {
	s.mu.Lock()
	p := s.progress[key]
	if p.signedAt.IsZero() { // it was sent by an earlier process: count from now
		p.signedAt = time.Now()
		s.progress[key] = p
	}
	s.mu.Unlock()
	patience := min(s.opts.ReplaceAfter<<min(len(r.Transactions)-1, 20), max(s.opts.ReplaceAfter, longestPatience))
	if time.Since(p.signedAt) < patience {
		return nil
	}
	last := r.latest()
	tx, err := s.opts.Redeemer.Build(ctx, r.Claim, &last)
	if err != nil {
		return fmt.Errorf("replace %s: %w", last.Hash.Hex(), err)
	}
	r.Transactions = append(r.Transactions[:len(r.Transactions):len(r.Transactions)], tx)
	return s.send(ctx, key, r)
}

// replan begins anew: none of the transactions can be mined with success any more. Should the channel have been redeemed or
// closed by somebody else meanwhile, sign will see it. A revert costs gas, so the pauses after reverts grow to an hour.
func (s *Settler) replan(key incentives.Hash, r record, found incentives.TxState) error {
	tx := r.latest().Hash.Hex()
	r.Step, r.Transactions = Planned, nil
	if err := s.commit(key, r); err != nil {
		return err
	}
	if found == incentives.TxDropped {
		s.opts.Logger.Warn("another transaction took the nonce; planning anew", "channel", r.Claim.Channel.String(), "tx", tx)
		return nil
	}
	s.mu.Lock()
	p := s.progress[key]
	p.afterRevert = min(max(2*p.afterRevert, shortestPause), longestPause)
	p.signAt = time.Now().Add(p.afterRevert)
	s.progress[key] = p
	s.mu.Unlock()
	return fmt.Errorf("transaction %s was reverted; the next one in %v", tx, p.afterRevert)
}

// finish ends a settlement and tells who waits for it.
func (s *Settler) finish(key incentives.Hash, r record, step Step, outcome error) error {
	r.Step = step
	if err := s.commit(key, r); err != nil {
		return err
	}
	s.mu.Lock()
	delete(s.progress, key)
	s.mu.Unlock()
	s.opts.Logger.Info("settlement ended", "channel", r.Claim.Channel.String(), "step", step, "cumulative", r.Claim.Voucher.Message.Cumulative.String())
	if outcome != nil {
		s.answer(key, outcome)
	} else {
		s.answerCovered(key, r)
	}
	return nil
}

// answerCovered tells who waits for a channel that its latest voucher is redeemed, if r redeems the latest.
func (s *Settler) answerCovered(key incentives.Hash, r record) {
	for _, c := range s.opts.Claims() {
		if c.Channel.Key() == key && c.Voucher.Message.Cumulative.Cmp(r.Claim.Voucher.Message.Cumulative) > 0 {
			return // the demand stands for the later voucher
		}
	}
	s.answer(key, nil)
}
