package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves the flags that follow positional arguments in front of them, so that `watch URI -o FILE` works: the
// parser of the flag package stops at the first positional argument. What follows "--" stays as it is.
func flagsFirst(app *cli.App, args []string) []string {
	if len(args) == 0 {
		return args
	}
	out := []string{args[0]}
	rest := args[1:]
	commands, known := app.Commands, app.Flags
	for {
		var flags, positional []string
		var next *cli.Command
		i := 0
		for ; i < len(rest) && next == nil; i++ {
			arg := rest[i]
			switch {
			case arg == "--":
				positional = append(positional, rest[i:]...)
				i = len(rest)
			case strings.HasPrefix(arg, "-") && arg != "-":
				flags = append(flags, arg)
				if !strings.Contains(arg, "=") && takesValue(known, strings.TrimLeft(arg, "-")) && i+1 < len(rest) {
					i++
					flags = append(flags, rest[i])
				}
			case len(positional) == 0 && find(commands, arg) != nil:
				next = find(commands, arg)
			default:
				positional = append(positional, arg)
			}
		}
		out = append(out, flags...)
		if next == nil {
			return append(out, positional...)
		}
		out = append(out, next.Name)
		rest = rest[i:]
		commands, known = next.Subcommands, next.Flags
	}
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

func takesValue(flags []cli.Flag, name string) bool {
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				v, ok := f.(cli.DocGenerationFlag)
				return ok && v.TakesValue()
			}
		}
	}
	return false
}
