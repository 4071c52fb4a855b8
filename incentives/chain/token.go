package chain

import (
	"context"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
)

const (
	permitType = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
	// permitLife is how long a permit holds, on the chain's clock.
	permitLife = time.Hour
)

// permit lets a contract pull tokens, by signature (ERC-2612).
type permit struct {
	deadline uint64 // Unix seconds
	v        uint8
	r, s     [32]byte
}

// permit signs a permit for spender. It reports false when the token has none.
func (a *Account) permit(ctx context.Context, spender incentives.Address, value incentives.Amount) (permit, bool, error) {
	c, token := a.client, a.client.opts.Contracts.Token
	separator, err := view(ctx, c, token, c.token.PackDOMAINSEPARATOR(), c.token.UnpackDOMAINSEPARATOR)
	if notThatContract(err) {
		return permit{}, false, nil
	}
	if err != nil {
		return permit{}, false, fmt.Errorf("domain of token %s: %w", token, err)
	}
	nonce, err := view(ctx, c, token, c.token.PackNonces(a.Address()), c.token.UnpackNonces)
	if notThatContract(err) {
		return permit{}, false, nil
	}
	if err != nil {
		return permit{}, false, fmt.Errorf("permit nonce of %s: %w", a.Address(), err)
	}
	now, err := c.Now(ctx)
	if err != nil {
		return permit{}, false, err
	}
	p := permit{deadline: uint64(now.Add(permitLife).Unix())}
	var words []byte
	words = append(words, crypto.Keccak256([]byte(permitType))...)
	words = append(words, common.LeftPadBytes(a.Address().Bytes(), 32)...)
	words = append(words, common.LeftPadBytes(spender.Bytes(), 32)...)
	words = append(words, common.LeftPadBytes(value.Big().Bytes(), 32)...)
	words = append(words, common.LeftPadBytes(nonce.Bytes(), 32)...)
	words = append(words, uint64Word(p.deadline)...)
	digest := crypto.Keccak256Hash([]byte("\x19\x01"), separator[:], crypto.Keccak256(words))
	signature, err := a.key.SignDigest(digest)
	if err != nil {
		return permit{}, false, fmt.Errorf("sign permit: %w", err)
	}
	p.r, p.s, p.v = [32]byte(signature[:32]), [32]byte(signature[32:64]), signature[64]+27
	return p, true, nil
}

func uint64Word(n uint64) []byte {
	word := incentives.NewAmount(n).Big().Bytes()
	return common.LeftPadBytes(word, 32)
}

// holds fails with ErrTokens when the account has fewer tokens than amount.
func (a *Account) holds(ctx context.Context, amount incentives.Amount) error {
	has, err := a.client.TokenBalance(ctx, a.Address())
	if err != nil {
		return err
	}
	if has.Cmp(amount) < 0 {
		return fmt.Errorf("%w: %s has %s of token %s and this takes %s", ErrTokens, a.Address(), has.Tokens(), a.client.opts.Contracts.Token, amount.Tokens())
	}
	return nil
}

// allowed reports whether spender may pull amount already.
func (a *Account) allowed(ctx context.Context, spender incentives.Address, amount incentives.Amount) (bool, error) {
	c := a.client
	has, err := c.viewAmount(ctx, c.opts.Contracts.Token, c.token.PackAllowance(a.Address(), spender), c.token.UnpackAllowance)
	if err != nil {
		return false, fmt.Errorf("allowance of %s: %w", a.Address(), err)
	}
	return has.Cmp(amount) >= 0, nil
}

// approve lets spender pull amount, which takes a transaction unless it may already.
func (a *Account) approve(ctx context.Context, spender incentives.Address, amount incentives.Amount) error {
	ok, err := a.allowed(ctx, spender, amount)
	if ok || err != nil {
		return err
	}
	token := a.client.opts.Contracts.Token
	if _, err := a.transact(ctx, call{to: &token, data: a.client.token.PackApprove(spender, amount.Big())}); err != nil {
		return fmt.Errorf("approve %s: %w", spender, err)
	}
	return nil
}

// TransferToken sends tokens, base units.
func (a *Account) TransferToken(ctx context.Context, to incentives.Address, amount incentives.Amount) error {
	release, err := take(ctx, a.sequence.pulling)
	if err != nil {
		return err
	}
	defer release()
	if err := a.holds(ctx, amount); err != nil {
		return fmt.Errorf("transfer tokens to %s: %w", to, err)
	}
	token := a.client.opts.Contracts.Token
	if _, err := a.transact(ctx, call{to: &token, data: a.client.token.PackTransfer(to, amount.Big())}); err != nil {
		return fmt.Errorf("transfer tokens to %s: %w", to, err)
	}
	return nil
}

// TransferEther sends ether, in wei.
func (a *Account) TransferEther(ctx context.Context, to incentives.Address, wei incentives.Amount) error {
	if _, err := a.transact(ctx, call{to: &to, value: wei.Big()}); err != nil {
		return fmt.Errorf("transfer ether to %s: %w", to, err)
	}
	return nil
}
