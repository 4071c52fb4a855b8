package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
	"github.com/urfave/cli/v2/altsrc"
)

// newApp builds the command line. Results go to out, progress and errors to errOut.
func newApp(out, errOut io.Writer) *cli.App {
	flags := nodeFlags()
	commands := []*cli.Command{
		walletCommand(), devchainCommand(), deployCommand(), relayCommand(), courtCommand(),
		publishCommand(), watchCommand(), channelCommand(), treeCommand(), demoCommand(), loadCommand(),
	}
	explainUsage(commands)
	return &cli.App{
		Name:      "casto-node",
		Usage:     "live video from one streamer to many viewers over other people's relays",
		UsageText: "casto-node --wallet key.json [options]      run a node (a relay by default)\ncasto-node --pool [options]                 run a node without payments\ncasto-node COMMAND [options]",
		Version:   version(),
		Writer:    out,
		ErrWriter: errOut,
		Flags:     flags,
		Before: func(c *cli.Context) error {
			source, err := yamlSource(c)
			if err != nil {
				return err
			}
			return altsrc.ApplyInputSourceValues(c, source, flags)
		},
		Action:                 runNode,
		Commands:               commands,
		HideHelpCommand:        false,
		UseShortOptionHandling: false,
		ExitErrHandler:         func(*cli.Context, error) {}, // main prints the error and chooses the exit code
		OnUsageError:           usageMistake,
		CommandNotFound:        nil,
	}
}

// explainUsage has every command answer a mistake on its command line as the top level does: by one line and exit code 2.
func explainUsage(commands []*cli.Command) {
	for _, c := range commands {
		c.OnUsageError = usageMistake
		explainUsage(c.Subcommands)
	}
}

func usageMistake(_ *cli.Context, err error, _ bool) error { return usage("%w", err) }

// yamlSource reads --config, or nothing.
func yamlSource(c *cli.Context) (altsrc.InputSourceContext, error) {
	path := c.String("config")
	if path == "" {
		return altsrc.NewMapInputSource("", map[any]any{}), nil
	}
	source, err := altsrc.NewYamlSourceFromFile(path)
	if err != nil {
		return nil, usage("config file %s: %w", path, err)
	}
	if err := knownKeys(path); err != nil {
		return nil, err
	}
	return source, nil
}

// usageError is a mistake on the command line, in the environment or in the config file.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// needsSubcommand is the action of a command that does nothing by itself.
func needsSubcommand(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage("casto-node %s %s is no command; casto-node %s --help lists them", c.Command.Name, c.Args().First(), c.Command.Name)
	}
	return usage("casto-node %s does nothing by itself; casto-node %s --help lists its commands", c.Command.Name, c.Command.Name)
}
