package chaintest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives/devchain"
)

const (
	// startTimeout bounds the start of a program; Ganache takes two seconds on an idle machine.
	startTimeout = time.Minute
	// stopTimeout is how long a program may take to end when it is asked to, before it is killed.
	stopTimeout = 5 * time.Second
	// ready begins the line in which a program tells its address.
	ready = "Listening on "

	mnemonic = "test test test test test test test test test test test junk"
)

// ganacheScript runs Ganache with a port that the system chooses, which its command line refuses. It ends with its standard input.
const ganacheScript = `
const server = require("ganache").server({
  chain: { chainId: Number(process.argv[1]), networkId: Number(process.argv[1]), hardfork: "shanghai" },
  wallet: { mnemonic: process.argv[2], totalAccounts: Number(process.argv[3]), defaultBalance: 1000000 },
  logging: { quiet: true },
});
process.stdin.on("end", () => process.exit(0)).resume();
server.listen(0, "127.0.0.1").then(() => console.log("Listening on 127.0.0.1:" + server.address().port));
`

// Anvil starts Foundry's chain.
func Anvil(t testing.TB) *Chain {
	t.Helper()
	program := installed(t, "node_modules", ".bin", "anvil")
	return start(t, "anvil", exec.Command(program, "--host", "127.0.0.1", "--port", "0", "--chain-id", strconv.Itoa(ChainID),
		"--mnemonic", mnemonic, "--accounts", strconv.Itoa(accounts), "--balance", "1000000"))
}

// Ganache starts Truffle's chain, whose last fork is Shanghai.
func Ganache(t testing.TB) *Chain {
	t.Helper()
	folder := filepath.Dir(filepath.Dir(installed(t, "node_modules", "ganache")))
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "Node.js is not installed")
	}
	command := exec.Command(node, "-e", ganacheScript, strconv.Itoa(ChainID), mnemonic, strconv.Itoa(accounts))
	command.Dir = folder
	return start(t, "ganache", command)
}

// installed returns the path of something under contracts, or ends the test when it is not there.
func installed(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{root(t), "contracts"}, parts...)...)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		missing(t, filepath.Join(append([]string{"contracts"}, parts...)...)+" is not installed: run npm ci in contracts")
	} else if err != nil {
		t.Fatal(err)
	}
	return path
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CASTO_REQUIRE_NODE") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// root is the folder of go.mod, above the one that tests run in.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory")
		}
	}
}

// start runs a program until the test ends, and waits until it serves.
func start(t testing.TB, name string, command *exec.Cmd) *Chain {
	t.Helper()
	stdin, err := command.StdinPipe() // stays open while the test runs
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	command.Stderr = &stderr
	if err := command.Start(); err != nil {
		t.Fatalf("start %s: %v", name, err)
	}
	address, drained := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(drained)
		findAddress(stdout, address)
	}()
	stopped := false
	stop := func() {
		if stopped {
			return
		}
		stopped = true
		_ = stdin.Close()
		_ = command.Process.Signal(os.Interrupt)
		kill := time.AfterFunc(stopTimeout, func() { _ = command.Process.Kill() })
		<-drained
		_ = command.Wait() // it ends by our signal, which counts as a failure
		kill.Stop()
	}
	t.Cleanup(stop)
	select {
	case at, ok := <-address:
		if !ok {
			stop()
			t.Fatalf("%s ended at its start: %s", name, stderr.String())
		}
		keys, err := devchain.Keys(accounts)
		if err != nil {
			t.Fatal(err)
		}
		return &Chain{Name: name, URL: "http://" + at, Accounts: keys}
	case <-time.After(startTimeout):
		stop()
		t.Fatalf("%s did not serve within %s: %s", name, startTimeout, stderr.String())
		return nil
	}
}

// findAddress reads a program's output to its end, and sends the address that it says it listens on. It closes the channel if there
// was none.
func findAddress(output io.Reader, address chan<- string) {
	found := false
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), ready); ok && !found {
			found = true
			address <- strings.TrimSpace(at)
		}
	}
	_, _ = io.Copy(io.Discard, output) // what is left after a line that is too long
	if !found {
		close(address)
	}
}

// RunNode runs a script of ECMAScript modules in the folder contracts, where viem and the Solidity compiler are, and returns what it
// writes for an input.
func RunNode(t testing.TB, script string, input []byte) []byte {
	t.Helper()
	folder := filepath.Dir(filepath.Dir(installed(t, "node_modules", "viem")))
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "Node.js is not installed")
	}
	command := exec.Command(node, "--input-type=module", "-e", script)
	var stderr strings.Builder
	command.Dir, command.Stdin, command.Stderr = folder, bytes.NewReader(input), &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("Node.js: %v: %s", err, stderr.String())
	}
	return output
}
