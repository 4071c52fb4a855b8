package main

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/devchain"
)

func devchainCommand() *cli.Command {
	return &cli.Command{
		Name: "devchain", Usage: "run an Ethereum chain for tests, in memory, with funded accounts whose keys everybody knows",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8545", Usage: "`ADDR` of HTTP and WebSocket JSON-RPC", EnvVars: env("devchain-listen")},
			stringFlag("fork", "osaka", "`FORK` whose rules and gas prices hold: osaka or amsterdam"),
			intFlag("accounts", 10, "`N` funded accounts"),
			&cli.DurationFlag{Name: "period", Usage: "`TIME` between blocks; without it a block is sealed for each transaction"},
			jsonFlag(),
		},
		Action: runDevchain,
	}
}

func runDevchain(c *cli.Context) error {
	if err := noMore(c, 0); err != nil {
		return err
	}
	d, err := devchain.New(devchain.Options{Listen: c.String("listen"), Fork: devchain.Fork(c.String("fork")),
		Accounts: c.Int("accounts"), Period: c.Duration("period")})
	if err != nil {
		return err
	}
	lines := []string{"rpc       " + d.URL(), "websocket " + d.WSURL(), "Accounts, each with 10,000 ether (use --dev-account N):"}
	var accounts []incentives.Address
	for i, a := range d.Accounts() {
		accounts = append(accounts, a.Address())
		lines = append(lines, fmt.Sprintf("  %d  %s", i, a.Address()))
	}
	if err := report(c, map[string]any{"ready": true, "rpc": d.URL(), "ws": d.WSURL(), "accounts": accounts}, lines...); err != nil {
		return err
	}
	return ignoreCancel(d.Run(c.Context))
}

func deployCommand() *cli.Command {
	return &cli.Command{
		Name: "deploy", Usage: "deploy the contracts and write their addresses to a file",
		Description: "The account that deploys is --wallet, or on a test chain --dev-account N. Without --token a test token is deployed\n" +
			"and its whole supply is the deployer's; --fund hands some of it, with ether for gas, to others. Where the chain has the\n" +
			"deterministic deployment proxy, the same token and options always give the same addresses, and contracts that are there\n" +
			"already are not deployed again: the file is written anew.",
		Flags: append(chainFlags(),
			&cli.IntFlag{Name: "dev-account", Usage: "deploy as the `N`-th well-known account of a test chain", Value: -1},
			stringFlag("token", "", "`ADDRESS` of the ERC-20 token to pay in (default: deploy a test token)"),
			&cli.DurationFlag{Name: "challenge", Usage: "`TIME` between the start of a close by the payer and its end", Value: 24 * time.Hour},
			&cli.DurationFlag{Name: "unbond", Usage: "`TIME` that a relay's stake stays bound after it leaves", Value: 7 * 24 * time.Hour},
			stringFlag("min-stake", "100", "least `TOKENS` a relay must stake"),
			stringFlag("penalty", "", "`TOKENS` that the court slashes for a fault (default: half of --min-stake)"),
			stringFlag("bond", "1", "`TOKENS` that a challenge of a relay's receipt costs who makes it, if it is answered"),
			&cli.DurationFlag{Name: "answer", Usage: "`TIME` that a relay has to answer a challenge (default: 24h, or half of --unbond if that is less)"},
			&cli.StringSliceFlag{Name: "fund", Usage: "`ADDRESS` to give 1,000 test tokens and 10 ether; repeatable"}),
		Action: deploy,
	}
}

func deploy(c *cli.Context) error {
	if err := noMore(c, 0); err != nil {
		return err
	}
	key, err := deployer(c)
	if err != nil {
		return err
	}
	minStake, err := tokens(c, "min-stake")
	if err != nil {
		return err
	}
	penalty, err := tokens(c, "penalty")
	if err != nil {
		return err
	}
	bond, err := tokens(c, "bond")
	if err != nil {
		return err
	}
	opts := chain.DeployOptions{Challenge: c.Duration("challenge"), UnbondPeriod: c.Duration("unbond"), MinStake: minStake, Penalty: penalty,
		Bond: bond, AnswerPeriod: c.Duration("answer")}
	if text := c.String("token"); text != "" {
		if opts.Token, err = address("--token", text); err != nil {
			return err
		}
	}
	var fund []incentives.Address
	for _, text := range c.StringSlice("fund") {
		a, err := address("--fund", text)
		if err != nil {
			return err
		}
		fund = append(fund, a)
	}
	contracts, err := chain.Deploy(c.Context, c.String("rpc"), key, opts)
	if err != nil {
		return err
	}
	if err := contracts.Save(c.String("contracts")); err != nil {
		return err
	}
	if err := fundAll(c, key, contracts, fund); err != nil {
		return err
	}
	return report(c, contracts,
		"chain            "+fmt.Sprint(contracts.ChainID),
		"token            "+contracts.Token.Hex(),
		"PaymentChannels  "+contracts.PaymentChannels.Hex(),
		"RelayRegistry    "+contracts.RelayRegistry.Hex(),
		"Court            "+contracts.Court.Hex(),
		"written to       "+c.String("contracts"))
}

// fundAll hands out test tokens and ether.
func fundAll(c *cli.Context, key incentives.KeySigner, contracts chain.Contracts, to []incentives.Address) error {
	if len(to) == 0 {
		return nil
	}
	client, err := chain.Dial(c.Context, c.String("rpc"), contracts)
	if err != nil {
		return err
	}
	defer client.Close()
	coins, _ := incentives.ParseTokens("1000")
	ether, _ := incentives.ParseTokens("10")
	account := client.Account(key)
	for _, a := range to {
		if err := account.TransferToken(c.Context, a, coins); err != nil {
			return fmt.Errorf("fund %s with tokens: %w", a, err)
		}
		if err := account.TransferEther(c.Context, a, ether); err != nil {
			return fmt.Errorf("fund %s with ether: %w", a, err)
		}
	}
	return nil
}

// deployer is --dev-account, or the wallet.
func deployer(c *cli.Context) (incentives.KeySigner, error) {
	n := c.Int("dev-account")
	if n < 0 {
		return openWallet(c)
	}
	keys, err := devchain.Keys(n + 1)
	if err != nil {
		return incentives.KeySigner{}, usage("--dev-account: %w", err)
	}
	return keys[n], nil
}
