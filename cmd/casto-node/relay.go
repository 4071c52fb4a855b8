package main

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/node"
)

func relayCommand() *cli.Command {
	return &cli.Command{
		Name: "relay", Usage: "a relay's entry and stake in the registry on the chain", Action: needsSubcommand,
		Subcommands: []*cli.Command{
			{Name: "register", Usage: "register the wallet as a relay",
				Flags: append(chainFlags(), dataFlag(), stringFlag("stake", "100", "`TOKENS` of stake"),
					stringFlag("endpoint", "", "`URL` or multiaddr where the relay is reached, for others to see")),
				Action: withAccount(registerRelay)},
			{Name: "status", Usage: "print what the registry says of a relay, and what the court wants of it", ArgsUsage: "[ADDRESS]", Flags: chainFlags(), Action: relayStatus},
			{Name: "update", Usage: "change the endpoint that the registry shows",
				Flags: append(chainFlags(), dataFlag(), stringFlag("endpoint", "", "`URL` or multiaddr where the relay is reached"),
					boolFlag("rotate-key", "register the report key of --data in place of the old one")),
				Action: withAccount(updateRelay)},
			{Name: "unbond", Usage: "begin to take the stake back", Flags: chainFlags(), Action: withAccount(unbondRelay)},
			{Name: "withdraw", Usage: "take the stake back, after the unbonding period", Flags: chainFlags(), Action: withAccount(withdrawStake)},
		},
	}
}

// session is what a command that sends transactions works with.
type session struct {
	*cli.Context
	client  *chain.Client
	account *chain.Account
	wallet  incentives.KeySigner
}

// withAccount opens the wallet and the chain for f.
func withAccount(f func(session) error) cli.ActionFunc {
	return func(c *cli.Context) error {
		client, err := dial(c.Context, c)
		if err != nil {
			return err
		}
		defer client.Close()
		key, err := openWallet(c)
		if err != nil {
			return err
		}
		return f(session{c, client, client.Account(key), key})
	}
}

func registerRelay(s session) error {
	stake, err := tokens(s.Context, "stake")
	if err != nil {
		return err
	}
	key, err := node.ReportKey(s.String("data"))
	if err != nil {
		return err
	}
	err = s.account.Register(s.Context.Context, chain.Registration{Stake: stake, ReportKey: key, Endpoint: s.String("endpoint")})
	if err != nil {
		return fmt.Errorf("register %s: %w", s.wallet.Address(), err)
	}
	return s.printRelay(s.wallet.Address())
}

func updateRelay(s session) error {
	if !s.Bool("rotate-key") && s.String("endpoint") == "" {
		return usage("what is to change? give --endpoint or --rotate-key")
	}
	if s.Bool("rotate-key") {
		key, err := node.ReportKey(s.String("data"))
		if err != nil {
			return err
		}
		if err := s.account.RotateReportKey(s.Context.Context, key); err != nil {
			return fmt.Errorf("rotate the report key of %s: %w", s.wallet.Address(), err)
		}
	}
	if endpoint := s.String("endpoint"); endpoint != "" {
		if err := s.account.UpdateRelay(s.Context.Context, endpoint, nil); err != nil {
			return fmt.Errorf("update %s: %w", s.wallet.Address(), err)
		}
	}
	return s.printRelay(s.wallet.Address())
}

func unbondRelay(s session) error {
	if err := s.account.Unbond(s.Context.Context); err != nil {
		return fmt.Errorf("unbond %s: %w", s.wallet.Address(), err)
	}
	return s.printRelay(s.wallet.Address())
}

func withdrawStake(s session) error {
	if err := s.account.WithdrawStake(s.Context.Context); err != nil {
		return fmt.Errorf("withdraw the stake of %s: %w", s.wallet.Address(), err)
	}
	return s.printRelay(s.wallet.Address())
}

// relayStatus needs no password: it reads an address only.
func relayStatus(c *cli.Context) error {
	who, err := addressOrWallet(c, 0)
	if err != nil {
		return err
	}
	client, err := dial(c.Context, c)
	if err != nil {
		return err
	}
	defer client.Close()
	return session{Context: c, client: client}.printRelay(who)
}

// relayView is a registry entry as --json prints it.
type relayView struct {
	Relay     incentives.Address `json:"relay"`
	Status    string             `json:"status"` // none, active, unbonding
	Stake     string             `json:"stake"`  // tokens
	ReportKey incentives.Address `json:"reportKey"`
	UnbondAt  *time.Time         `json:"unbondAt,omitempty"`
	// Challenges are the receipts that the court wants to see and has not been shown.
	Challenges []court.Challenge `json:"challenges"`
}

func (s session) printRelay(who incentives.Address) error {
	state, err := s.client.Relay(s.Context.Context, who)
	if err != nil {
		return err
	}
	view := relayView{Relay: who, Status: "none", Stake: state.Stake.Tokens(), ReportKey: state.ReportKey, Challenges: []court.Challenge{}}
	line := fmt.Sprintf("%s is not registered", who)
	switch {
	case state.Active():
		view.Status = "active"
		line = fmt.Sprintf("%s is registered with a stake of %s", who, view.Stake)
	case state.Registered():
		view.Status, view.UnbondAt = "unbonding", &state.UnbondAt
		line = fmt.Sprintf("%s is unbonding: its stake of %s can be withdrawn from %s", who, view.Stake, state.UnbondAt.Format(time.RFC3339))
	}
	lines := []string{line}
	if state.Registered() {
		if view.Challenges, err = s.openChallenges(who); err != nil {
			return err
		}
		for _, ch := range view.Challenges {
			lines = append(lines, fmt.Sprintf("the court wants to see session %d of its report %s by %s: its node answers by itself while it runs",
				ch.Index, ch.Report.Hex(), ch.Deadline.Format(time.RFC3339)))
		}
	}
	return report(s.Context, view, lines...)
}

// openChallenges returns what a relay has still to show.
func (s session) openChallenges(who incentives.Address) ([]court.Challenge, error) {
	open := []court.Challenge{}
	terms, err := s.client.CourtTerms(s.Context.Context)
	if err != nil {
		return nil, err
	}
	from, err := s.client.BlockAgo(s.Context.Context, terms.UnbondPeriod+terms.AnswerPeriod)
	if err != nil {
		return nil, err
	}
	made, _, err := s.client.Challenges(s.Context.Context, who, from)
	if err != nil {
		return nil, err
	}
	for _, ch := range made {
		if ch, err = s.client.Challenge(s.Context.Context, ch.Report, ch.Index); err != nil {
			return nil, err
		}
		if ch.Open() {
			open = append(open, ch)
		}
	}
	return open, nil
}
