//go:build !linux

package losslab

import (
	"fmt"
	"os"
	"os/exec"
)

// Supported says why there can be no lab here.
func Supported() error { return fmt.Errorf("%w: it needs Linux", ErrUnsupported) }

// Namespace is a network namespace.
type Namespace struct {
	// Path is the namespace for nsenter(1).
	Path string
}

func newNamespace() (*Namespace, error) { return nil, Supported() }

// Start starts a command in the namespace.
func (n *Namespace) Start(*exec.Cmd) error { return Supported() }

func (n *Namespace) leave() {}

func (n *Namespace) device(string, ...[]string) (*os.File, error) { return nil, Supported() }
