//go:build !linux

package main

import (
	"errors"
	"os/exec"
)

func supported() error { return errors.New("it needs Linux") }

type space struct{ path string }

func newSpace() (*space, error) { return nil, supported() }

func (s *space) leave() {}

func (s *space) start(*exec.Cmd) error { return supported() }

func (s *space) run(_, _ string, _ ...string) error { return supported() }
