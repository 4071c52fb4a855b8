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

// NewNamespace makes a namespace, for a lab of another form.
func NewNamespace() (*Namespace, error) { return nil, Supported() }

// Leave ends a namespace that NewNamespace has made.
func (n *Namespace) Leave() {}

// Run runs a program in the namespace to its end.
func (n *Namespace) Run(_, _ string, _ ...string) error { return Supported() }

func (n *Namespace) device(string, ...[]string) (*os.File, error) { return nil, Supported() }
