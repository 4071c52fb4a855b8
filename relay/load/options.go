package load

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/casto-network/casto/relay/client"
)

// Options describe a load. WHEP and Viewers are enough if somebody else publishes.
type Options struct {
	// WHEP is the URL of the endpoint that viewers post to, and Token the bearer token they send, if any.
	WHEP  string
	Token string
	// WHIP is the endpoint to publish at, and WHIPToken its bearer token. Empty publishes nothing.
	WHIP      string
	WHIPToken string
	// Source is what is published, as *clip.Source yields it. Nil publishes packets made by Synthetic.
	Source    client.Source
	Synthetic Synthetic

	// Viewers is how many there are during the measurement.
	Viewers int
	// JoinRate is how many viewers join a second; zero means 50. Churn is how many a second leave during the measurement, each
	// replaced by another.
	JoinRate, Churn float64
	// Checked is how many of the viewers decrypt and check every packet. Zero means one.
	Checked int
	// Feedback has viewers send congestion control feedback ten times a second: transport-wide where the server negotiates it, else
	// receiver reports.
	Feedback bool
	// Hostile is how many viewers are added that lose 90 % of what they get, ask for all of it again and again without waiting, and
	// ask for 1,000 key frames a second. They count in no figure.
	Hostile int

	// Settle is how long after the last join the measurement begins; zero means 1.5 s. Duration is how long it takes; zero lasts
	// until the context ends.
	Settle, Duration time.Duration
	// Nap is how long the reader lets packets gather after a round of reading. Zero reads on at once, so that the server pays for
	// waking it as it would pay for the network; with more viewers, a millisecond or two leaves the machine to the server. Latency
	// is by the kernel's clock all the same.
	Nap time.Duration

	// PID is the server's process, if it runs on this machine: its CPU, memory and descriptors are measured. Zero measures none.
	PID int
	// Metrics is the URL of the server's Prometheus metrics, for the number of its goroutines. Empty reads none.
	Metrics string
	// Collect is called before the samples Report.Before and Report.After, to have the server collect its garbage, if it can be told to.
	// Nil is fine.
	Collect func(ctx context.Context) error
	// SampleEvery is the time between two samples of the process in Report.Samples. Zero takes one at the beginning and one at the
	// end of the measurement.
	SampleEvery time.Duration
	// Progress is told, from one goroutine at a time, what the run is doing. Nil is fine.
	Progress func(string)
}

// Synthetic describes a stream of made-up VP8 packets. The zero value is 30 frames a second of nine packets of 1200 bytes, 2.6
// Mbit/s, with a key frame of 20 packets every two seconds.
type Synthetic struct {
	FrameRate   float64       // frames a second; zero means 30
	Packets     int           // per frame; zero means 9
	PayloadSize int           // bytes of each RTP payload; zero means 1200
	KeyFrames   time.Duration // from one key frame to the next; zero means 2 s. A PLI makes one earlier.
	KeyPackets  int           // per key frame; zero means 20
	// Paced spreads the packets of a frame evenly over its time. Otherwise they are sent at once, as encoders do.
	Paced bool
}

// Limits of Synthetic.
const (
	minPayload = 64
	maxPayload = 1400
	maxPackets = 2000
)

func orElse[T comparable](v, other T) T {
	var zero T
	if v == zero {
		return other
	}
	return v
}

// withDefaults returns s with its zero values replaced.
func (s Synthetic) withDefaults() Synthetic {
	s.FrameRate = orElse(s.FrameRate, 30)
	s.Packets = orElse(s.Packets, 9)
	s.PayloadSize = orElse(s.PayloadSize, 1200)
	s.KeyFrames = orElse(s.KeyFrames, 2*time.Second)
	s.KeyPackets = orElse(s.KeyPackets, 20)
	return s
}

func (s Synthetic) validate() error {
	if s.FrameRate < 0.1 || s.FrameRate > 1000 {
		return fmt.Errorf("frame rate %v: it lies between 0.1 and 1000", s.FrameRate)
	}
	if s.Packets < 1 || s.Packets > maxPackets || s.KeyPackets < 1 || s.KeyPackets > maxPackets {
		return fmt.Errorf("%d packets a frame, %d a key frame: both lie between 1 and %d", s.Packets, s.KeyPackets, maxPackets)
	}
	if s.PayloadSize < minPayload || s.PayloadSize > maxPayload {
		return fmt.Errorf("payload of %d bytes: it lies between %d and %d", s.PayloadSize, minPayload, maxPayload)
	}
	return nil
}

// withDefaults returns o with its zero values replaced.
func (o Options) withDefaults() Options {
	o.Synthetic = o.Synthetic.withDefaults()
	o.JoinRate = orElse(o.JoinRate, 50)
	o.Checked = min(orElse(o.Checked, 1), o.Viewers)
	o.Settle = orElse(o.Settle, 1500*time.Millisecond)
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return o
}

// Validate says what is wrong with o.
func (o Options) Validate() error {
	o = o.withDefaults()
	if err := endpoint("WHEP", o.WHEP); err != nil {
		return err
	}
	if o.WHIP != "" {
		if err := endpoint("WHIP", o.WHIP); err != nil {
			return err
		}
	}
	if o.Viewers < 1 {
		return errors.New("no viewers: there must be at least one")
	}
	if o.JoinRate < 0 || o.Churn < 0 || o.Duration < 0 || o.Nap < 0 || o.Hostile < 0 || o.PID < 0 || o.Checked < 0 {
		return errors.New("rates, times and numbers cannot be negative")
	}
	if o.PID > 0 {
		if _, err := ReadProcess(o.PID); err != nil {
			return fmt.Errorf("process %d cannot be measured: %w", o.PID, err)
		}
	}
	return o.Synthetic.validate()
}

// endpoint checks the URL of an endpoint.
func endpoint(name, s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%s endpoint %q: want a URL such as http://127.0.0.1:8787/%s/live", name, s, map[string]string{"WHEP": "whep", "WHIP": "whip"}[name])
	}
	return nil
}
