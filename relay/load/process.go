package load

import "time"

// Sample is a process at one moment. What cannot be read is zero; goroutines and idle heap are from Options.Metrics.
type Sample struct {
	At          time.Time     `json:"at"`
	User        time.Duration `json:"user_ns"`   // CPU so far, in clock ticks of the kernel, 10 ms as a rule
	System      time.Duration `json:"system_ns"` // likewise
	CPU         time.Duration `json:"cpu_ns"`    // both, to the nanosecond where the kernel keeps that
	RSS         uint64        `json:"rss_bytes"`
	Descriptors int           `json:"descriptors"`
	Goroutines  int           `json:"goroutines"`
	IdleHeap    uint64        `json:"idle_heap_bytes"` // of RSS: what a Go process keeps for garbage to come
	Viewers     int           `json:"viewers"`         // of the run
}

// Memory is what the process needs, in bytes: RSS without the idle heap, which is what remains when Go gives that back.
func (s Sample) Memory() uint64 { return s.RSS - min(s.IdleHeap, s.RSS) }
