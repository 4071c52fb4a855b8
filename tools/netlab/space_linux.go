package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
)

// supported says why there can be no lab here, or nil.
func supported() error {
	if os.Geteuid() != 0 {
		return errors.New("it needs root, for network namespaces")
	}
	for program, pkg := range map[string]string{"ip": "iproute2", "nft": "nftables"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%s is missing: apt-get install %s", program, pkg)
		}
	}
	s, err := newSpace()
	if err != nil {
		return err
	}
	s.leave()
	return nil
}

// space is a network namespace: a thread of this process that is in it, and starts there what it is given. It has no name.
type space struct {
	path string // for ip-link(8)
	work chan func()
}

func newSpace() (*space, error) {
	s := &space{work: make(chan func())}
	entered := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: a thread that has been elsewhere must not serve other goroutines, and ends with this one
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			entered <- fmt.Errorf("new namespace: %w", err)
			return
		}
		s.path = fmt.Sprintf("/proc/%d/task/%d/ns/net", os.Getpid(), syscall.Gettid())
		entered <- nil
		for f := range s.work {
			f()
		}
	}()
	if err := <-entered; err != nil {
		return nil, err
	}
	if err := s.run("", "ip", "link", "set", "lo", "up"); err != nil {
		s.leave()
		return nil, err
	}
	return s, nil
}

func (s *space) leave() { close(s.work) }

// start starts a command in the namespace. It is killed when the namespace is left or this process ends.
func (s *space) start(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // of the thread that starts it
	done := make(chan error)
	s.work <- func() { done <- cmd.Start() }
	return <-done
}

// run runs a program to its end, with input as its standard input, and returns what it complains of.
func (s *space) run(input, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	var out strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &out
	if err := s.start(cmd); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(out.String()))
	}
	return nil
}
