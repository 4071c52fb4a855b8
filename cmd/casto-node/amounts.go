package main

import (
	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/wallet"
)

// tokens reads a flag that holds a number of whole tokens; an empty one is nought.
func tokens(c *cli.Context, name string) (incentives.Amount, error) {
	text := c.String(name)
	if text == "" {
		return incentives.Amount{}, nil
	}
	amount, err := incentives.ParseTokens(text)
	if err != nil {
		return incentives.Amount{}, usage("--%s: %w", name, err)
	}
	return amount, nil
}

// address reads a flag or argument that holds an address.
func address(what, text string) (incentives.Address, error) {
	a, err := incentives.ParseAddress(text)
	if err != nil {
		return incentives.Address{}, usage("%s: %w", what, err)
	}
	return a, nil
}

// addressOrWallet reads the i-th argument as an address, or takes that of --wallet.
func addressOrWallet(c *cli.Context, i int) (incentives.Address, error) {
	if c.NArg() > i {
		return address("ADDRESS", c.Args().Get(i))
	}
	if path := c.String("wallet"); path != "" {
		return wallet.Address(path)
	}
	return incentives.Address{}, usage("whose? give an ADDRESS or --wallet FILE")
}
