package load

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// clockTick is the unit of the times in /proc/PID/stat: USER_HZ is 100 on every architecture that Go knows.
const clockTick = 10 * time.Millisecond

// ReadProcess samples a process of this machine, without its goroutines.
func ReadProcess(pid int) (Sample, error) {
	s := Sample{At: time.Now()}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, fmt.Errorf("read process %d: %w", pid, err)
	}
	_, rest, _ := strings.Cut(string(b), ") ") // the name may hold spaces
	f := strings.Fields(rest)
	if len(f) < 22 {
		return s, fmt.Errorf("read process %d: unknown format", pid)
	}
	number := func(i int) uint64 {
		n, _ := strconv.ParseUint(f[i], 10, 64)
		return n
	}
	s.User, s.System = time.Duration(number(11))*clockTick, time.Duration(number(12))*clockTick
	s.RSS = number(21) * uint64(os.Getpagesize())
	s.CPU = s.User + s.System
	if exact := runTime(pid); exact > 0 {
		s.CPU = exact
	}
	if fds, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid)); err == nil {
		s.Descriptors = len(fds)
	}
	return s, nil
}

// runTime sums up what the scheduler has given the threads of a process. Threads of the Go runtime hardly ever end, so the sum grows
// as the process' CPU does.
func runTime(pid int) (sum time.Duration) {
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return 0
	}
	for _, t := range threads {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, t.Name()))
		if err != nil {
			continue
		}
		ran, _, _ := strings.Cut(string(b), " ")
		n, _ := strconv.ParseInt(ran, 10, 64)
		sum += time.Duration(n)
	}
	return sum
}
