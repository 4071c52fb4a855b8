package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// isolate runs a copy of this process in a network namespace of its own, and ends with it.
func isolate() (isolation, error) {
	if os.Getenv(insideEnv) != "" {
		return inside, furnish()
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

// furnish gives the namespace loopback, and a network card with a default route: a browser that finds none has no UDP candidates, and
// connects by TCP if at all.
func furnish() error {
	for _, args := range []string{"link set lo up", "link add eth0 type veth peer name far", "address add 10.77.0.1/24 dev eth0", "link set far up",
		"link set eth0 up", "route add default via 10.77.0.2"} {
		if err := command("ip", strings.Fields(args)...); err != nil {
			return err
		}
	}
	return nil
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
