package load

import "time"

// Counts are of packets, summed up over viewers. Hostile viewers are left out.
type Counts struct {
	Packets       uint64 `json:"packets"` // of media, each once per viewer
	Bytes         uint64 `json:"bytes"`   // of these as UDP payload
	Lost          uint64 `json:"lost"`    // that never came, by their sequence numbers
	Repaired      uint64 `json:"repaired"`
	Retransmitted uint64 `json:"retransmitted"`
	Duplicates    uint64 `json:"duplicates"`
	Unknown       uint64 `json:"unknown"`    // of a payload type that was not negotiated
	Unreadable    uint64 `json:"unreadable"` // that could not be decrypted
	Checked       uint64 `json:"checked"`    // synthetic ones by the checking viewers
	Damaged       uint64 `json:"damaged"`    // of these, with another content than was sent
	Gaps          uint64 `json:"gaps"`       // in the numbering of these
	NACKs         uint64 `json:"nacks"`      // numbers asked for
	PLIs          uint64 `json:"plis"`
	Feedbacks     uint64 `json:"feedbacks"`
}

// plus adds o up, minus takes it off.
func (c Counts) plus(o Counts) Counts {
	for i, n := range o.fields() {
		*c.fields()[i] += *n
	}
	return c
}

func (c Counts) minus(o Counts) Counts {
	for i, n := range o.fields() {
		*c.fields()[i] -= min(*n, *c.fields()[i])
	}
	return c
}

func (c *Counts) fields() []*uint64 {
	return []*uint64{&c.Packets, &c.Bytes, &c.Lost, &c.Repaired, &c.Retransmitted, &c.Duplicates, &c.Unknown, &c.Unreadable,
		&c.Checked, &c.Damaged, &c.Gaps, &c.NACKs, &c.PLIs, &c.Feedbacks}
}

// Quantiles of durations in milliseconds.
type Quantiles struct {
	Count uint64  `json:"count"`
	P50   float64 `json:"p50_ms"`
	P95   float64 `json:"p95_ms"`
	P99   float64 `json:"p99_ms"`
	P999  float64 `json:"p999_ms"`
	Max   float64 `json:"max_ms"`
}

// Report is what a run has measured.
type Report struct {
	Viewers  int     `json:"viewers"`  // at the end of the measurement
	Joined   int     `json:"joined"`   // in the whole run
	Refused  int     `json:"refused"`  // joins that came to nothing
	Refusal  string  `json:"refusal"`  // why, of the last of these
	Dropped  int     `json:"dropped"`  // viewers whose session the server ended
	Left     int     `json:"left"`     // by churn
	Seconds  float64 `json:"seconds"`  // of the measurement
	Sent     uint64  `json:"sent"`     // packets published during the measurement
	KeyAsked uint64  `json:"keyAsked"` // key frames that the server asked of the publisher

	Counts  Counts    `json:"counts"`  // of the measurement
	Latency Quantiles `json:"latency"` // of the last packet of each frame, from before sending to the kernel's receipt
	// Joins, of all viewers: from before the offer was posted.
	Connected Quantiles `json:"joinConnected"`
	First     Quantiles `json:"joinFirstPacket"`
	Whole     Quantiles `json:"joinWholeKeyFrame"`
	Waiting   int       `json:"waiting"` // viewers present without a whole key frame at the end

	// Of the server's process, if Options.PID was given: MicrosPerPacket is its CPU during the measurement by Counts.Packets.
	MicrosPerPacket float64  `json:"microsPerPacket"`
	CPUShare        float64  `json:"cpuShare"` // of one core
	GeneratorShare  float64  `json:"generatorShare"`
	Before          Sample   `json:"before"`  // before the first viewer joined
	Samples         []Sample `json:"samples"` // during the measurement, its beginning and end included
	After           Sample   `json:"after"`   // after the measurement, the viewers still there
}

// CPU returns what the server's process has used in the measurement, zero if it was not measured.
func (r Report) CPU() time.Duration {
	if len(r.Samples) < 2 {
		return 0
	}
	return r.Samples[len(r.Samples)-1].CPU - r.Samples[0].CPU
}
