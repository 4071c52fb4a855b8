//go:build !linux

package main

import "time"

// process is one that is still there.
type process struct {
	pid     int
	command string
}

// adoptOrphans does nothing: only Linux lets a process adopt its orphaned descendants.
func adoptOrphans() error { return nil }

// leftBehind sees nothing here.
func leftBehind(time.Duration) []process { return nil }
