package chain_test

import (
	"context"
	"fmt"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/devchain"
)

// A streamer locks 5 tokens for a relay, and the relay redeems a voucher of 2.
func Example() {
	d, err := devchain.New(devchain.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	defer func() { cancel(); <-ended }()

	keys := d.Accounts()
	contracts, err := chain.Deploy(ctx, d.URL(), keys[0], chain.DeployOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	client, err := chain.Dial(ctx, d.URL(), contracts)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()
	streamer, relay := client.Account(keys[0]), client.Account(keys[1])

	five, _ := incentives.ParseTokens("5")
	two, _ := incentives.ParseTokens("2")
	ref, err := streamer.OpenChannel(ctx, relay.Address(), keys[0].Address(), five)
	if err != nil {
		fmt.Println(err)
		return
	}
	voucher, err := incentives.Voucher{Payer: ref.Payer, Payee: ref.Payee, Nonce: ref.Nonce, Cumulative: two}.Sign(keys[0], client.Domain())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := relay.Redeem(ctx, incentives.Claim{Channel: ref, Voucher: voucher}); err != nil {
		fmt.Println(err)
		return
	}
	state, err := client.Channel(ctx, ref)
	fmt.Println(state.Deposit.Tokens(), state.Claimed.Tokens(), err)
	balance, err := client.TokenBalance(ctx, relay.Address())
	fmt.Println(balance.Tokens(), err)
	// Output:
	// 5 2 <nil>
	// 2 <nil>
}
