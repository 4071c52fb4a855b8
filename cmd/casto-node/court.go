package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/court"
)

func courtCommand() *cli.Command {
	leaf := func() []cli.Flag {
		return append(chainFlags(), &cli.IntFlag{Name: "report", Usage: "`N` of the report in the file, from 0"},
			&cli.IntFlag{Name: "leaf", Usage: "`N` of the session in the report, from 0"})
	}
	return &cli.Command{
		Name: "court", Usage: "punish relays for what they signed", Action: needsSubcommand,
		Description: "FILE holds reports that a relay signed, as a JSON list. A streamer's node writes one to cases in its data folder\n" +
			"when it refuses a report that the court may punish, and gives the latest report of each relay at /api/v1/reports.",
		Subcommands: []*cli.Command{
			{Name: "examine", Usage: "say what the reports prove, and send nothing", ArgsUsage: "FILE", Flags: chainFlags(), Action: examineCase},
			{Name: "prove", Usage: "send what the reports prove: half of what is slashed is the wallet's", ArgsUsage: "FILE", Flags: chainFlags(), Action: withAccount(proveCase)},
			{Name: "challenge", Usage: "demand to see a session of a report, for the court's bond", ArgsUsage: "FILE", Flags: leaf(), Action: withAccount(challengeLeaf)},
			{Name: "judge", Usage: "punish a relay that did not show a challenged session in time", ArgsUsage: "FILE", Flags: leaf(), Action: withAccount(judgeLeaf)},
		},
	}
}

// caseFile reads the reports in the file that the command line names.
func caseFile(c *cli.Context) ([]court.Report, error) {
	path, err := arg(c, 0, "FILE")
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, court.MaxCase+1))
	if err != nil {
		return nil, err
	}
	if len(text) > court.MaxCase {
		return nil, fmt.Errorf("%s: %w: longer than %d bytes", path, incentives.ErrSyntax, court.MaxCase)
	}
	return court.ParseCase(text)
}

// faultView is a proof as --json prints it.
type faultView struct {
	Relay    incentives.Address  `json:"relay"`
	Stream   incentives.StreamID `json:"stream"`
	Epoch    uint64              `json:"epoch"`
	Fault    string              `json:"fault"`
	Punished bool                `json:"punished"` // whether the court has punished it
}

// faults compares proofs with what the court has punished already.
func faults(c *cli.Context, client *chain.Client, proofs []court.Proof) (views []faultView, lines []string, err error) {
	views = []faultView{}
	for _, p := range proofs {
		m := p.Against()
		v := faultView{Relay: m.Relay, Stream: m.StreamID, Epoch: m.Epoch, Fault: p.Fault()}
		if v.Punished, err = client.Punished(c.Context, m); err != nil {
			return nil, nil, err
		}
		line := fmt.Sprintf("%s: %s, stream %s, epoch %d", v.Relay, v.Fault, v.Stream, v.Epoch)
		if v.Punished {
			line += " (punished)"
		}
		views, lines = append(views, v), append(lines, line)
	}
	if len(lines) == 0 {
		lines = []string{"these reports prove nothing by themselves; a session that you doubt can be challenged"}
	}
	return views, lines, nil
}

// examineCase needs no wallet.
func examineCase(c *cli.Context) error {
	reports, err := caseFile(c)
	if err != nil {
		return err
	}
	client, err := dial(c.Context, c)
	if err != nil {
		return err
	}
	defer client.Close()
	views, lines, err := faults(c, client, court.Examine(client.Domain(), reports...))
	if err != nil {
		return err
	}
	return report(c, views, lines...)
}

func proveCase(s session) error {
	reports, err := caseFile(s.Context)
	if err != nil {
		return err
	}
	proofs := court.Examine(s.client.Domain(), reports...)
	for _, p := range proofs {
		punished, err := s.client.Punished(s.Context.Context, p.Against())
		if err != nil {
			return err
		}
		if punished {
			continue
		}
		if err := s.account.Prove(s.Context.Context, p); err != nil {
			return err
		}
	}
	views, lines, err := faults(s.Context, s.client, proofs)
	if err != nil {
		return err
	}
	return report(s.Context, views, lines...)
}

// chosen returns the report and leaf that the command line names.
func chosen(s session) (incentives.SignedReport, uint32, error) {
	reports, err := caseFile(s.Context)
	if err != nil {
		return incentives.SignedReport{}, 0, err
	}
	n, leaf := s.Int("report"), s.Int("leaf")
	if n < 0 || n >= len(reports) {
		return incentives.SignedReport{}, 0, usage("--report %d: the file has %d reports, counted from 0", n, len(reports))
	}
	r := reports[n].Signed
	if leaf < 0 || uint64(leaf) >= uint64(r.Message.Sessions) {
		return incentives.SignedReport{}, 0, usage("--leaf %d: the report has %d sessions, counted from 0", leaf, r.Message.Sessions)
	}
	return r, uint32(leaf), nil
}

func challengeLeaf(s session) error {
	r, leaf, err := chosen(s)
	if err != nil {
		return err
	}
	deadline, err := s.account.ChallengeLeaf(s.Context.Context, r, leaf)
	if err != nil {
		return err
	}
	return report(s.Context, map[string]any{"report": r.Message.StructHash(), "leaf": leaf, "deadline": deadline},
		fmt.Sprintf("session %d of report %s is challenged: unless %s shows it, it can be judged from %s", leaf, r.Message.StructHash().Hex(),
			r.Message.Relay, deadline.Format(time.RFC3339)))
}

func judgeLeaf(s session) error {
	r, leaf, err := chosen(s)
	if err != nil {
		return err
	}
	if err := s.account.JudgeLeaf(s.Context.Context, r.Message, leaf); err != nil {
		return err
	}
	return report(s.Context, map[string]any{"report": r.Message.StructHash(), "leaf": leaf, "punished": true},
		fmt.Sprintf("%s is punished for session %d of report %s", r.Message.Relay, leaf, r.Message.StructHash().Hex()))
}
