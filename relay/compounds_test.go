package relay

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

func TestCompoundsArriveWholeAndInOrder(t *testing.T) {
	var c compounds
	const n = 5000
	var wg sync.WaitGroup
	got := byte(0)
	taken := 0
	take := func() {
		c.each(func(b []byte) {
			if len(b) != 1+int(b[0]) || b[0] != got {
				t.Errorf("compound %d: % x", taken, b)
			}
			got++
			taken++
		})
	}
	room := make(chan struct{}, 8) // so that none is dropped
	wg.Go(func() {
		for i := range n {
			room <- struct{}{}
			c.put(bytes.Repeat([]byte{byte(i)}, 1+i%256))
		}
	})
	for taken < n {
		before := taken
		take()
		for range taken - before {
			<-room
		}
	}
	wg.Wait()
}

func TestCompoundsAreBounded(t *testing.T) {
	var c compounds
	b := make([]byte, 1000)
	for range 100 {
		c.put(b)
	}
	n := 0
	c.each(func([]byte) { n++ })
	if n != maxCompounds/1002 {
		t.Errorf("%d compounds of 1000 bytes wait, want %d", n, maxCompounds/1002)
	}
	c.put(b)
	c.each(func([]byte) { n++ })
	if n != maxCompounds/1002+1 {
		t.Error("nothing is taken after what was dropped")
	}
}

// A viewer's feedback is read, waits and is reckoned with for no allocation, and wakes nobody.
func TestFeedbackOnThePathAllocatesNothing(t *testing.T) {
	b := newBench(t, 1)
	now := time.Unix(1e9, 0)
	b.shard.serve(now)
	for len(b.shard.woken) > 0 {
		<-b.shard.woken
	}
	v := b.viewers[0]
	v.shard = b.shard
	v.bandwidth = &bandwidth{epoch: now, numbered: true}
	r := twcc.NewRecorder(1)
	for i := range uint16(40) {
		r.Record(7, i, int64(i)*9000)
	}
	report, err := rtcp.Marshal(append([]rtcp.Packet{&rtcp.ReceiverReport{SSRC: 1, Reports: []rtcp.ReceptionReport{{SSRC: v.tracks[0].ssrc}}}}, r.BuildFeedbackPacket()...))
	if err != nil {
		t.Fatal(err)
	}
	turn := &b.shard.turn
	step := func() {
		now = now.Add(100 * time.Millisecond)
		turn.now = now
		for i := range uint16(40) {
			v.bandwidth.Sent(i, 1200, now.Sub(v.bandwidth.epoch))
		}
		v.feedback(report, nil, now)
		v.bandwidth.refill(v, turn)
	}
	step()
	if n := testing.AllocsPerRun(100, step); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if v.bandwidth.Acknowledged() == 0 {
		t.Error("nothing is known to have arrived")
	}
	if len(b.shard.woken) > 0 {
		t.Error("the shard was woken")
	}
}
