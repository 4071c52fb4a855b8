package main

import (
	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives/wallet"
)

func walletCommand() *cli.Command {
	return &cli.Command{
		Name: "wallet", Usage: "make and read key files (Web3 Secret Storage v3)", Action: needsSubcommand,
		Subcommands: []*cli.Command{
			{
				Name: "new", Usage: "make a wallet with a new key", ArgsUsage: "FILE",
				Flags: []cli.Flag{passwordFlag(), jsonFlag(),
					boolFlag("light", "encrypt with little memory and time (4 MiB instead of 256 MiB): for tests and small machines")},
				Action: newWallet,
			},
			{
				Name: "address", Usage: "print a wallet's address; needs no password", ArgsUsage: "FILE",
				Flags: []cli.Flag{jsonFlag()}, Action: walletAddress,
			},
		},
	}
}

func newWallet(c *cli.Context) error {
	path, err := arg(c, 0, "FILE")
	if err != nil {
		return err
	}
	if err := noMore(c, 1); err != nil {
		return err
	}
	password, err := readPassword(c, true)
	if err != nil {
		return err
	}
	key, err := wallet.Create(path, password, c.Bool("light"))
	if err != nil {
		return err
	}
	return report(c, map[string]string{"address": key.Address().Hex(), "file": path}, key.Address().Hex())
}

func walletAddress(c *cli.Context) error {
	path, err := arg(c, 0, "FILE")
	if err != nil {
		return err
	}
	address, err := wallet.Address(path)
	if err != nil {
		return err
	}
	return report(c, map[string]string{"address": address.Hex()}, address.Hex())
}
