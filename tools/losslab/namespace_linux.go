package losslab

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

// Supported says why there can be no lab here, or nil. The error is ErrUnsupported.
func Supported() error {
	if os.Geteuid() != 0 {
		return fmt.Errorf("%w: it needs root, for namespaces and TUN devices", ErrUnsupported)
	}
	if _, err := exec.LookPath("ip"); err != nil {
		return fmt.Errorf("%w: ip is missing: apt-get install iproute2", ErrUnsupported)
	}
	f, err := os.OpenFile(tunDevice, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return f.Close()
}

// Namespace is a network namespace: a thread of this process that is in it, and runs there what it is given.
type Namespace struct {
	// Path is the namespace for nsenter(1) and setns(2), while the lab is open.
	Path string

	work chan func()
}

func newNamespace() (*Namespace, error) {
	n := &Namespace{work: make(chan func())}
	entered := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: a thread that has been elsewhere must not serve other goroutines, and ends with this one
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			entered <- fmt.Errorf("new namespace: %w", err)
			return
		}
		// IPv4 is enough, and IPv6 speaks unasked, which would blur what is counted. Without it there is no such file.
		_ = os.WriteFile("/proc/sys/net/ipv6/conf/all/disable_ipv6", []byte("1"), 0)
		n.Path = fmt.Sprintf("/proc/%d/task/%d/ns/net", os.Getpid(), syscall.Gettid())
		entered <- nil
		for f := range n.work {
			f()
		}
	}()
	if err := <-entered; err != nil {
		return nil, err
	}
	if err := n.ip("link", "set", "lo", "up"); err != nil {
		n.leave()
		return nil, err
	}
	return n, nil
}

// do runs f on the thread that is in the namespace.
func (n *Namespace) do(f func() error) error {
	done := make(chan error)
	n.work <- func() { done <- f() }
	return <-done
}

// Start starts a command in the namespace. It is killed when the lab closes or this process ends.
func (n *Namespace) Start(cmd *exec.Cmd) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL // of the thread that starts it
	return n.do(cmd.Start)
}

func (n *Namespace) leave() { close(n.work) }

// ip runs ip(8) in the namespace.
func (n *Namespace) ip(args ...string) error {
	cmd := exec.Command("ip", args...)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := n.Start(cmd); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("ip %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(out.String()))
	}
	return nil
}

const (
	tunDevice = "/dev/net/tun"
	// backlog is how many packets a device holds while this process does not read: frames come in bursts.
	backlog = "5000"
)

// ifreq is struct ifreq of netdevice(7), as far as TUNSETIFF reads it.
type ifreq struct {
	name  [syscall.IFNAMSIZ]byte
	flags uint16
	_     [22]byte
}

// device makes a TUN interface in the namespace, up and with what ip(8) is told besides, and returns what reads the packets sent
// to it and writes those it receives.
func (n *Namespace) device(name string, ways ...[]string) (*os.File, error) {
	fd := -1
	err := n.do(func() (err error) {
		if fd, err = syscall.Open(tunDevice, syscall.O_RDWR|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0); err != nil {
			return fmt.Errorf("open %s: %w", tunDevice, err)
		}
		req := ifreq{flags: syscall.IFF_TUN | syscall.IFF_NO_PI}
		copy(req.name[:], name)
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&req))); errno != 0 {
			return errors.Join(fmt.Errorf("make %s: %w", name, errno), syscall.Close(fd))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), name)
	steps := append([][]string{{"link", "set", name, "txqueuelen", backlog, "mtu", "1500", "up"}}, ways...)
	for _, step := range steps {
		if err := n.ip(step...); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}
