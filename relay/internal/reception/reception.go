package reception

import (
	"time"

	"github.com/pion/rtcp"
)

// Statistics count one stream. The zero value is ready, for one goroutine.
type Statistics struct {
	started  bool
	base     uint64 // the first extended sequence number
	highest  uint64
	received uint64
	jitter   float64 // in ticks
	transit  float64

	priorExpected, priorReceived uint64

	senderReport   uint32 // middle bits of the last one's NTP time
	senderReportAt time.Time
}

// Received counts a packet by its extended sequence number. Timestamp and arrival give the jitter, in ticks of clockRate Hz.
func (s *Statistics) Received(seq, timestamp uint64, arrival time.Time, clockRate uint32) {
	transit := float64(arrival.UnixMicro())*float64(clockRate)/1e6 - float64(timestamp)
	if !s.started {
		s.started, s.base, s.highest, s.transit = true, seq, seq, transit
	}
	s.received++
	s.base = min(s.base, seq)
	if seq <= s.highest {
		return // a retransmission says nothing about jitter
	}
	s.highest = seq
	d := transit - s.transit
	s.transit = transit
	if d < 0 {
		d = -d
	}
	if d < float64(clockRate) { // more than a second is a source that paused or restarted
		s.jitter += (d - s.jitter) / 16
	}
}

// SenderReport notes a sender report by its 64-bit NTP time.
func (s *Statistics) SenderReport(ntp uint64, at time.Time) {
	s.senderReport, s.senderReportAt = uint32(ntp>>16), at
}

// Report returns the report block about ssrc since the last Report. It is false before the first packet.
func (s *Statistics) Report(ssrc uint32, now time.Time) (rtcp.ReceptionReport, bool) {
	if !s.started {
		return rtcp.ReceptionReport{}, false
	}
	expected := s.highest - s.base + 1
	r := rtcp.ReceptionReport{
		SSRC:               ssrc,
		LastSequenceNumber: uint32(s.highest),
		Jitter:             uint32(s.jitter),
	}
	if expected > s.received {
		r.TotalLost = uint32(min(expected-s.received, 1<<23-1))
	}
	if interval := expected - s.priorExpected; expected > s.priorExpected {
		if got := s.received - s.priorReceived; got < interval {
			r.FractionLost = uint8(min((interval-got)*256/interval, 255))
		}
	}
	s.priorExpected, s.priorReceived = expected, s.received
	if !s.senderReportAt.IsZero() {
		r.LastSenderReport = s.senderReport
		r.Delay = uint32(now.Sub(s.senderReportAt) * 65536 / time.Second)
	}
	return r, true
}
