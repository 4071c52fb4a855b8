package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// isolate runs a copy of this process in a network namespace that has nothing but loopback, and ends with it.
func isolate() (isolation, error) {
	if os.Getenv(insideEnv) != "" {
		return inside, command("ip", "link", "set", "lo", "up")
	}
	for _, program := range []string{"ip", "nft"} {
		if _, err := exec.LookPath(program); err != nil || os.Geteuid() != 0 {
			return outside, nil
		}
	}
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), insideEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGTERM}
	return handedOver, cmd.Run()
}

// command runs a program and returns what it complains of.
func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// dropUDPFrom drops UDP packets from a local port that match, in this namespace, until it is undone.
func dropUDPFrom(port, match string) (undo func(), err error) {
	if os.Getenv(insideEnv) == "" {
		return nil, errSkip
	}
	rules := fmt.Sprintf("table inet failover {\n chain out {\n  type filter hook output priority 0;\n  udp sport %s %s drop\n }\n}\n", port, match)
	cmd := exec.Command("nft", "-f", "-")
	cmd.Stdin = strings.NewReader(rules)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("nft: %w: %s", err, out)
	}
	return func() { _ = command("nft", "delete", "table", "inet", "failover") }, nil
}
