package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// prSetChildSubreaper is PR_SET_CHILD_SUBREAPER of prctl(2).
const prSetChildSubreaper = 36

// adoptOrphans makes this process the parent of every descendant that loses its own, whatever session it moved to, so that
// nothing which a part started can hide from leftBehind.
func adoptOrphans() error {
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0); errno != 0 {
		return fmt.Errorf("prctl: %w", errno)
	}
	return nil
}

// process is one that is still there.
type process struct {
	pid     int
	command string
}

// leftBehind waits until no descendant of this process is left, for at most the given time, then ends and returns those that
// are. Call it only when no command of this process runs.
func leftBehind(patience time.Duration) []process {
	left := await(patience)
	for _, p := range left {
		_ = syscall.Kill(p.pid, syscall.SIGKILL) // it may have ended by itself meanwhile
	}
	if len(left) > 0 {
		await(patience)
	}
	return left
}

// await waits until no descendant is left, or for as long as it may, and returns those that are.
func await(patience time.Duration) []process {
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		reap()
		left := descendants(os.Getpid())
		if len(left) == 0 || time.Now().After(deadline) {
			return left
		}
	}
}

// reap collects the children that have ended.
func reap() {
	for {
		if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
			return
		}
	}
}

// descendants are the living processes below pid.
func descendants(pid int) []process {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	children := make(map[int][]int)
	for _, e := range entries {
		child, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if parent, state, ok := parentOf(child); ok && state != "Z" {
			children[parent] = append(children[parent], child)
		}
	}
	var found []process
	for todo := children[pid]; len(todo) > 0; todo = todo[1:] {
		found = append(found, process{todo[0], commandOf(todo[0])})
		todo = append(todo, children[todo[0]]...)
	}
	return found
}

// parentOf reads the parent and the state from proc_pid_stat(5). The command's name in it may hold spaces and brackets.
func parentOf(pid int) (parent int, state string, ok bool) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, "", false
	}
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) < 2 {
		return 0, "", false
	}
	parent, err = strconv.Atoi(fields[1])
	return parent, fields[0], err == nil
}

func commandOf(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return "it has ended"
	}
	return strings.TrimSpace(strings.ReplaceAll(string(b), "\x00", " "))
}
