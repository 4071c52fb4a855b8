package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// readPassword takes the password from --password-file (its first line), else from CASTO_PASSWORD, else from the terminal.
// With repeat the terminal is asked twice.
func readPassword(c *cli.Context, repeat bool) (string, error) {
	if path := c.String("password-file"); path != "" {
		f, err := os.Open(path)
		if err != nil {
			return "", usage("password file: %w", err)
		}
		defer f.Close()
		line, err := bufio.NewReader(f).ReadString('\n')
		if err != nil && line == "" {
			return "", usage("password file %s is empty", path)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	if password, ok := os.LookupEnv("CASTO_PASSWORD"); ok {
		return password, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", usage("no password given and no terminal to ask: pass --password-file FILE")
	}
	password, err := ask("Password of the wallet: ")
	if err != nil || !repeat {
		return password, err
	}
	again, err := ask("Once more: ")
	if err == nil && again != password {
		return "", usage("the two passwords differ")
	}
	return password, err
}

func ask(prompt string) (string, error) {
	fmt.Fprint(os.Stderr, prompt)
	b, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(b), err
}
