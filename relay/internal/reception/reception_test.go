package reception

import (
	"testing"
	"time"
)

func TestReportCountsLossPerInterval(t *testing.T) {
	var s Statistics
	now := time.Unix(1e9, 0)
	if _, ok := s.Report(1, now); ok {
		t.Error("a report before the first packet")
	}
	const first = 1<<16 + 65000
	for i := range uint64(1000) {
		if i%4 != 3 { // a quarter is lost
			s.Received(first+i, i*3000, now.Add(time.Duration(i)*time.Second/30), 90000)
		}
	}
	s.Received(first+999, 999*3000, now, 90000)
	r, _ := s.Report(1, now)
	if r.FractionLost != 63 || r.TotalLost != 249 || r.LastSequenceNumber != uint32(first+999) {
		t.Errorf("got %+v", r)
	}
	if r.Jitter > 100 {
		t.Errorf("jitter of an even stream is %d ticks", r.Jitter)
	}
	for i := range uint64(100) {
		s.Received(first+1000+i, (1000+i)*3000, now, 90000)
	}
	if r, _ = s.Report(1, now); r.FractionLost != 0 || r.TotalLost != 249 {
		t.Errorf("after an interval without loss: %+v", r)
	}
	s.Received(first+3, 9000, now, 90000) // a retransmission
	if r, _ = s.Report(1, now); r.TotalLost != 248 {
		t.Errorf("after a retransmission: %+v", r)
	}
}

func TestJitterOfAnUnevenStream(t *testing.T) {
	var s Statistics
	now := time.Unix(1e9, 0)
	for i := range uint64(2000) {
		late := time.Duration(i%2) * 10 * time.Millisecond
		s.Received(1<<16+i, i*3000, now.Add(time.Duration(i)*time.Second/30+late), 90000)
	}
	if r, _ := s.Report(1, now); r.Jitter < 850 || r.Jitter > 950 { // 10 ms are 900 ticks
		t.Errorf("got %d ticks", r.Jitter)
	}
}

func TestReportQuotesTheSenderReport(t *testing.T) {
	var s Statistics
	now := time.Unix(1e9, 0)
	s.Received(1<<16, 0, now, 48000)
	s.SenderReport(0x1122334455667788, now)
	if r, _ := s.Report(1, now.Add(1500*time.Millisecond)); r.LastSenderReport != 0x33445566 || r.Delay != 65536*3/2 {
		t.Errorf("got %+v", r)
	}
}
