package relay_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// A publisher that vanishes without a word, and comes back as another one, is let in whether the relay has missed it or not. Its viewers go on.
func TestVanishedPublisherComesBack(t *testing.T) {
	for _, gone := range []time.Duration{100 * time.Millisecond, 2 * time.Second, 5 * time.Second, 8 * time.Second} {
		t.Run(gone.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 10*time.Millisecond)
				defer w.end()
				r, _ := w.relay(relay.Options{MaxPublishers: 1, MaxStreams: 1})
				first, second := w.newPublisher(1000, 1<<31), w.newPublisher(40000, 77)
				v := w.newViewer(defaults(t))
				w.start()
				first.publish(t, r, "s")
				time.Sleep(500 * time.Millisecond)
				first.send(5)
				v.watch(t, r, "s", relay.SubscribeOptions{})
				first.send(40)
				w.lose(func(from, to string, _ []byte) bool { return from == first.ip || to == first.ip })
				time.Sleep(gone)
				second.publish(t, r, "s")
				time.Sleep(500 * time.Millisecond)
				second.send(40)
				time.Sleep(100 * time.Millisecond)

				video := v.received("video")
				contiguous(t, video)
				steady(t, video)
				if len(video) < (40+38)*packetsPerFrame {
					t.Errorf("%d video packets, want nearly all of %d", len(video), (45+40)*packetsPerFrame)
				}
				if s := r.Streams(); len(s) != 1 || !s[0].HasSource || s[0].Viewers != 1 {
					t.Errorf("%+v", s)
				}
				select {
				case <-first.Done():
				default:
					t.Error("the vanished session goes on")
				}
				select {
				case <-v.Done():
					t.Error("viewer was sent away")
				default:
				}
			})
		})
	}
}

// A publisher that sends keeps its stream, and who asks for the same name hears so without delay.
func TestPublisherThatSendsIsNotReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		first, second := w.newPublisher(1000, 1<<31), w.newPublisher(40000, 77)
		w.start()
		first.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		sent := make(chan struct{})
		go func() { first.send(90); close(sent) }()
		time.Sleep(time.Second)
		began := time.Now()
		if _, err := r.Publish(t.Context(), "s", offer(t, second.pc)); !errors.Is(err, relay.ErrBusy) {
			t.Errorf("got %v, want ErrBusy", err)
		}
		if took := time.Since(began); took > 200*time.Millisecond {
			t.Errorf("it took %v", took)
		}
		<-sent
		select {
		case <-first.Done():
			t.Error("the present publisher was ended")
		default:
		}
	})
}
