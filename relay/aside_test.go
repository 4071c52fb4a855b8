package relay_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

func TestStandbyIsSentNothingAndThenPlaysAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		done := make(chan struct{})
		go func() { p.send(150); close(done) }()
		v.watch(t, r, "s", relay.SubscribeOptions{Standby: true})
		time.Sleep(time.Second)
		if n := len(v.received("video")) + len(v.received("audio")); n > 0 || v.PayloadBytes() > 0 || !v.Standby() {
			t.Fatalf("%d packets came on standby, %d bytes are counted", n, v.PayloadBytes())
		}
		p.wantKey.Store(true)
		time.Sleep(100 * time.Millisecond)
		began := time.Now()
		if err := v.SetStandby(false); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond)
		video := v.received("video")
		if len(video) == 0 || !video[0].key || video[0].at.Sub(began) > 15*time.Millisecond {
			t.Fatalf("of %d packets the first is not that of the key frame in memory, half a round trip later", len(video))
		}
		contiguous(t, video)
		sent := v.PayloadBytes()
		if err := v.SetStandby(true); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond)
		if more := v.PayloadBytes() - sent; more > packetsPerFrame*payloadSize {
			t.Errorf("%d bytes were sent after it went back to standby", more)
		}
		<-done
	})
}

func TestStandbysAreCountedApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{MaxViewers: 1})
		p, a, b, c := w.newPublisher(1, 1), w.newViewer(defaults(t)), w.newViewer(defaults(t)), w.newViewer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		a.watch(t, r, "s", relay.SubscribeOptions{})
		b.watch(t, r, "s", relay.SubscribeOptions{Standby: true})
		if l := r.Load(); l.Viewers != 1 || l.Standbys != 1 {
			t.Errorf("load is %+v", l)
		}
		spare := offer(t, c.pc)
		for _, standby := range []bool{false, true} {
			if _, err := r.Subscribe(t.Context(), "s", spare, relay.SubscribeOptions{Standby: standby}); !errors.Is(err, relay.ErrFull) {
				t.Errorf("one more, standby %v: %v", standby, err)
			}
		}
		if err := b.SetStandby(false); !errors.Is(err, relay.ErrFull) || !b.Standby() {
			t.Errorf("a standby becomes a viewer too many: %v", err)
		}
		_ = a.Close()
		<-a.Done()
		if err := b.SetStandby(false); err != nil {
			t.Error(err)
		}
		if l := r.Load(); l.Viewers != 1 || l.Standbys != 0 {
			t.Errorf("load is %+v", l)
		}
		_ = b.Close()
		<-b.Done()
		if l := r.Load(); l.Viewers != 0 || l.Standbys != 0 {
			t.Errorf("load is %+v", l)
		}
		_ = b.SetStandby(true) // which has ended
		if l := r.Load(); l.Viewers != 0 || l.Standbys != 0 {
			t.Errorf("load is %+v", l)
		}
	})
}

func TestFlowsTellsWhetherTheSourceSends(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		for _, step := range []struct {
			after  time.Duration
			within time.Duration
			want   relay.Flow
		}{{0, 100 * time.Millisecond, relay.FlowLive}, {time.Second, 100 * time.Millisecond, relay.FlowNone}, {0, 2 * time.Second, relay.FlowLive}} {
			time.Sleep(step.after)
			if got := r.Flows("s", step.within); got != step.want {
				t.Errorf("within %v: %v", step.within, got)
			}
		}
		_ = p.Close()
		<-p.Done()
		if r.Flows("s", time.Hour) != relay.FlowNone || r.Flows("other", time.Hour) != relay.FlowNone {
			t.Error("a stream flows without a source")
		}
	})
}
