package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the built casto-node, made once by TestMain for the tests that need real processes.
var binary struct {
	once sync.Once
	dir  string
	path string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if binary.dir != "" {
		_ = os.RemoveAll(binary.dir)
	}
	os.Exit(code)
}

// castoNode returns the path of a freshly built casto-node.
func castoNode(t *testing.T) string {
	t.Helper()
	binary.once.Do(func() {
		if binary.dir, binary.err = os.MkdirTemp("", "casto-bin-"); binary.err != nil {
			return
		}
		binary.path = filepath.Join(binary.dir, "casto-node")
		out, err := exec.Command("go", "build", "-o", binary.path, ".").CombinedOutput()
		if err != nil {
			binary.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if binary.err != nil {
		t.Fatal(binary.err)
	}
	return binary.path
}

// process is a casto-node that runs during a test. It is ended by its pid, and waited for, when the test ends.
type process struct {
	cmd    *exec.Cmd
	lines  chan string // standard output
	stderr *lockedBuffer
	done   chan struct{}
	err    error // of Wait, after done
}

// start runs casto-node with args, without the environment's CASTO_ variables.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	return startEnv(t, nil, args...)
}

// startEnv is start with some environment variables.
func startEnv(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(castoNode(t), args...), lines: make(chan string, 1024), stderr: &lockedBuffer{}, done: make(chan struct{})}
	p.cmd.Stderr = p.stderr
	p.cmd.Env = append(cleanEnv(), env...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.done)
		scanner := bufio.NewScanner(out)
		for scanner.Scan() {
			select {
			case p.lines <- scanner.Text():
			default: // nobody reads any more
			}
		}
		close(p.lines)
		p.err = p.cmd.Wait()
	}()
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("casto-node %s:\n%s", strings.Join(args, " "), p.stderr)
		}
	})
	return p
}

// cleanEnv is the environment without the options that casto-node reads from it.
func cleanEnv() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "CASTO_") {
			env = append(env, e)
		}
	}
	return env
}

// logs waits until the process has logged text.
func (p *process) logs(t *testing.T, text string) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range 250 {
		if strings.Contains(p.stderr.String(), text) {
			return
		}
		<-tick.C
	}
	t.Errorf("the log does not say %q", text)
}

// stop asks the process to end and kills it if it does not.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		p.kill()
	}
}

// kill ends the process with SIGKILL, as a crash would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// line returns the next line of standard output.
func (p *process) line(t *testing.T) string {
	t.Helper()
	select {
	case l, ok := <-p.lines:
		if !ok {
			t.Fatalf("%v ended without a line: %v\n%s", p.cmd.Args, p.err, p.stderr)
		}
		return l
	case <-time.After(90 * time.Second):
		t.Fatalf("%v printed no line in time\n%s", p.cmd.Args, p.stderr)
	}
	return ""
}

// json decodes the next line into v.
func (p *process) json(t *testing.T, v any) {
	t.Helper()
	l := p.line(t)
	if err := json.Unmarshal([]byte(l), v); err != nil {
		t.Fatalf("%v: %v in %q", p.cmd.Args, err, l)
	}
}

// run runs casto-node to its end and returns standard output, standard error and the exit code.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, castoNode(t), args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &errOut, cleanEnv()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
}

// must is run for commands that have to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := run(t, args...)
	if code != 0 {
		t.Fatalf("casto-node %s: exit code %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// lockedBuffer collects what a process prints while the test may read it.
type lockedBuffer struct {
	mu sync.Mutex // guards b
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
