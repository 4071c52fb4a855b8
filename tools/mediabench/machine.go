package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine is where a run took place, and what else went on there.
type machine struct {
	CPU    string  `json:"cpu"`
	Cores  int     `json:"cores"`
	Kernel string  `json:"kernel"`
	Go     string  `json:"go"`
	Began  string  `json:"began"`
	Took   string  `json:"took"`
	Load0  string  `json:"loadBefore"` // load averages
	Load1  string  `json:"loadAfter"`
	Stolen float64 `json:"stolen"` // share of the machine's time that its host took

	began  time.Time
	stolen uint64
	total  uint64
}

func readMachine() machine {
	m := machine{CPU: "unknown", Cores: runtime.NumCPU(), Kernel: firstLine("/proc/sys/kernel/osrelease"), Go: runtime.Version(),
		Load0: firstLine("/proc/loadavg"), began: time.Now()}
	m.Began = m.began.UTC().Format(time.RFC3339)
	b, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
			m.CPU = strings.TrimSpace(v)
		}
	}
	m.stolen, m.total = stolen()
	return m
}

func (m *machine) finish() {
	m.Took, m.Load1 = time.Since(m.began).Round(time.Second).String(), firstLine("/proc/loadavg")
	if s, t := stolen(); t > m.total {
		m.Stolen = float64(s-m.stolen) / float64(t-m.total)
	}
}

// stolen reads the time that the host took from this machine, and all time, in clock ticks.
func stolen() (steal, total uint64) {
	for i, f := range strings.Fields(firstLine("/proc/stat")) {
		n, _ := strconv.ParseUint(f, 10, 64)
		if i == 8 {
			steal = n
		}
		if i <= 8 { // guests are counted in user time already
			total += n
		}
	}
	return steal, total
}

func firstLine(path string) string {
	b, _ := os.ReadFile(path)
	line, _, _ := strings.Cut(string(b), "\n")
	return line
}
