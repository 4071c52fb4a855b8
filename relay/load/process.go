package load

import "time"

// Sample is a process at one moment. What cannot be read is zero.
type Sample struct {
	At          time.Time     `json:"at"`
	User        time.Duration `json:"user_ns"`   // CPU so far, in clock ticks of the kernel, 10 ms as a rule
	System      time.Duration `json:"system_ns"` // likewise
	CPU         time.Duration `json:"cpu_ns"`    // both, to the nanosecond where the kernel keeps that
	RSS         uint64        `json:"rss_bytes"`
	Descriptors int           `json:"descriptors"`
	Goroutines  int           `json:"goroutines"`
	Viewers     int           `json:"viewers"` // of the run
}
