package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/node"
)

func channelCommand() *cli.Command {
	refFlags := func(more ...cli.Flag) []cli.Flag {
		return append(append(chainFlags(), dataFlag(),
			&cli.Uint64Flag{Name: "nonce", Usage: "`N` of the channel, as channel list shows it"},
			stringFlag("signer", "", "`ADDRESS` that signs its vouchers (default: the hot key of --data)")), more...)
	}
	return &cli.Command{
		Name: "channel", Usage: "payment channels", Action: needsSubcommand,
		Subcommands: []*cli.Command{
			{Name: "open", Usage: "lock a deposit for a relay (a streamer's node does this by itself)", ArgsUsage: "RELAY",
				Flags:  append(chainFlags(), dataFlag(), stringFlag("deposit", "1", "`TOKENS` to lock"), stringFlag("signer", "", "`ADDRESS` that will sign vouchers (default: the hot key of --data)")),
				Action: withAccount(openChannel)},
			{Name: "list", Usage: "list the channels that the running node pays or earns on",
				Flags: []cli.Flag{adminFlag(), jsonFlag()}, Action: listChannels},
			{Name: "topup", Usage: "add to a channel's deposit; cancels a close that was started", ArgsUsage: "RELAY",
				Flags: refFlags(stringFlag("amount", "", "`TOKENS` to add")), Action: withAccount(topUpChannel)},
			{Name: "close", Usage: "start to close a channel as its payer, or finish it once the challenge period is over", ArgsUsage: "RELAY",
				Flags: refFlags(), Action: withAccount(closeChannel)},
			{Name: "redeem", Usage: "have the running node claim what its vouchers are worth", ArgsUsage: "[CHANNEL]",
				Flags: []cli.Flag{adminFlag(), dataFlag(), jsonFlag()}, Action: redeem},
		},
	}
}

// channelRef names a channel of the wallet's from the command line.
func channelRef(s session) (incentives.ChannelRef, error) {
	text, err := arg(s.Context, 0, "RELAY")
	if err != nil {
		return incentives.ChannelRef{}, err
	}
	payee, err := address("RELAY", text)
	if err != nil {
		return incentives.ChannelRef{}, err
	}
	signer, err := voucherSigner(s)
	return incentives.ChannelRef{Payer: s.wallet.Address(), Payee: payee, Signer: signer, Nonce: s.Uint64("nonce")}, err
}

// voucherSigner is --signer, or the hot key of the data folder.
func voucherSigner(s session) (incentives.Address, error) {
	if text := s.String("signer"); text != "" {
		return address("--signer", text)
	}
	return node.ReportKey(s.String("data"))
}

// channelResult is a channel as --json prints it.
type channelResult struct {
	Channel incentives.Hash         `json:"channel"`
	Ref     incentives.ChannelRef   `json:"ref"`
	State   incentives.ChannelState `json:"state"`
}

func (s session) printChannel(ref incentives.ChannelRef) error {
	state, err := s.client.Channel(s.Context.Context, ref)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("channel %s: deposit %s, claimed %s", ref, state.Deposit.Tokens(), state.Claimed.Tokens())
	if !state.CloseAt.IsZero() {
		line += ", closing; can be finished from " + state.CloseAt.Format(time.RFC3339)
	}
	return report(s.Context, channelResult{ref.Key(), ref, state}, line)
}

func openChannel(s session) error {
	text, err := arg(s.Context, 0, "RELAY")
	if err != nil {
		return err
	}
	payee, err := address("RELAY", text)
	if err != nil {
		return err
	}
	deposit, err := tokens(s.Context, "deposit")
	if err != nil {
		return err
	}
	signer, err := voucherSigner(s)
	if err != nil {
		return err
	}
	ref, err := s.account.OpenChannel(s.Context.Context, payee, signer, deposit)
	if err != nil {
		return fmt.Errorf("open a channel to %s: %w", payee, err)
	}
	return s.printChannel(ref)
}

func topUpChannel(s session) error {
	ref, err := channelRef(s)
	if err != nil {
		return err
	}
	amount, err := tokens(s.Context, "amount")
	if err != nil {
		return err
	}
	if amount.IsZero() {
		return usage("by how much? give --amount TOKENS")
	}
	if err := s.account.TopUp(s.Context.Context, ref, amount); err != nil {
		return fmt.Errorf("top up %s: %w", ref, err)
	}
	return s.printChannel(ref)
}

// closeChannel starts the close, or finishes it when its time has come.
func closeChannel(s session) error {
	ref, err := channelRef(s)
	if err != nil {
		return err
	}
	state, err := s.client.Channel(s.Context.Context, ref)
	if err != nil {
		return err
	}
	switch {
	case state.Deposit.IsZero():
		return fmt.Errorf("close %s: %w: check --nonce and --signer against `casto-node channel list`", ref, node.ErrUnknownChannel)
	case state.CloseAt.IsZero():
		err = s.account.StartClose(s.Context.Context, ref)
	default: // the chain's clock decides, not ours
		if err = s.account.FinishClose(s.Context.Context, ref); errors.Is(err, chain.ErrTooEarly) {
			return fmt.Errorf("close %s: started already; the relay may redeem until %s, finish it after that", ref, state.CloseAt.Format(time.RFC3339))
		}
	}
	if err != nil {
		return fmt.Errorf("close %s: %w", ref, err)
	}
	return s.printChannel(ref)
}

func listChannels(c *cli.Context) error {
	var list node.Channels
	if err := admin(c.Context, c.String("admin"), http.MethodGet, "/api/v1/channels", "", &list); err != nil {
		return err
	}
	var lines []string
	for _, e := range list.Earning {
		lines = append(lines, fmt.Sprintf("earns  %s  from %s  owed %s  voucher %s  claimed %s tokens  %s",
			e.Key.Hex(), e.Ref.Payer, e.Owed.Tokens(), e.Voucher.Tokens(), e.Claimed.Tokens(), e.Waiting))
	}
	for _, p := range list.Paying {
		lines = append(lines, fmt.Sprintf("pays   %s  to %s  nonce %d  deposit %s  promised %s tokens",
			p.Key.Hex(), p.Ref.Payee, p.Ref.Nonce, p.Deposit.Tokens(), p.Promised.Tokens()))
	}
	if lines == nil {
		lines = []string{"no channels"}
	}
	return report(c, list, lines...)
}

func redeem(c *cli.Context) error {
	token, err := node.AdminToken(c.String("data"))
	if err != nil {
		return err
	}
	path := "/api/v1/redeem"
	if c.NArg() > 0 {
		path += "?channel=" + url.QueryEscape(c.Args().First())
	}
	var paid []node.Redemption
	if err := admin(c.Context, c.String("admin"), http.MethodPost, path, token, &paid); err != nil {
		return err
	}
	lines := []string{"nothing to redeem"}
	for i, p := range paid {
		if i == 0 {
			lines = nil
		}
		lines = append(lines, fmt.Sprintf("%s  claimed %s tokens in all", p.Key.Hex(), p.Claimed.Tokens()))
	}
	return report(c, paid, lines...)
}

// admin asks the running node's operator API.
func admin(ctx context.Context, addr, method, path, token string, result any) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, "http://"+strings.TrimPrefix(addr, "http://")+path, nil)
	if err != nil {
		return usage("--admin %q: %w", addr, err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("no running node answers at %s (is it started, and is this its --admin address?): %w", addr, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		var problem struct{ Detail string }
		_ = json.NewDecoder(res.Body).Decode(&problem)
		return errors.New(res.Status + ": " + problem.Detail)
	}
	return json.NewDecoder(res.Body).Decode(result)
}
