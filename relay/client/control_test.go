package client_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/client"
)

// echo answers each control frame with the same in capitals, after a greeting.
type echo struct {
	mu  sync.Mutex
	got []string
}

func (e *echo) Open(s *relay.Session) { _ = s.SendControl([]byte("welcome")) }

func (e *echo) Frame(s *relay.Session, frame []byte) {
	e.mu.Lock()
	e.got = append(e.got, string(frame))
	e.mu.Unlock()
	_ = s.SendControl([]byte(strings.ToUpper(string(frame))))
}

func TestControlChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		pub, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		w.publish(pub, "clip.webm")
		time.Sleep(time.Second)
		relaySide, viewerSide := &echo{}, []string{}
		v := w.watch(client.WatchOptions{
			Network: sub,
			Hello:   []byte("hello"),
			Control: func(frame []byte) []byte {
				viewerSide = append(viewerSide, string(frame))
				if string(frame) == "FIRST" {
					return []byte("third")
				}
				return nil
			},
		}, w.watching("live", relaySide, nil))
		for _, frame := range []string{"first", "second"} { // before the channel is open
			if err := v.SendControl([]byte(frame)); err != nil {
				t.Error(err)
			}
		}
		time.Sleep(time.Second)
		for _, n := range []int{0, 4097} {
			if err := v.SendControl(make([]byte, n)); !errors.Is(err, client.ErrControl) {
				t.Errorf("a frame of %d bytes gives %v", n, err)
			}
		}
		if err := v.SendControl(make([]byte, 4096)); err != nil {
			t.Error(err)
		}
		time.Sleep(100 * time.Millisecond)
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		if err := v.SendControl([]byte("late")); !errors.Is(err, client.ErrControl) {
			t.Errorf("a frame after the end gives %v", err)
		}
		if want := []string{"hello", "first", "second", "third", string(make([]byte, 4096))}; !slices.Equal(relaySide.got, want) {
			t.Errorf("the relay got %.60q, want %.60q", relaySide.got, want)
		}
		if want := []string{"welcome", "HELLO", "FIRST", "SECOND", "THIRD"}; !slices.Equal(viewerSide[:min(5, len(viewerSide))], want) {
			t.Errorf("the viewer got %.60q, want %.60q", viewerSide, want)
		}
	})
}

// TestControlBeforeAnyChannel fills what waits for a channel that never opens.
func TestControlBeforeAnyChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		pub, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		w.publish(pub, "clip.webm")
		time.Sleep(time.Second)
		v := w.watch(client.WatchOptions{Network: sub}, w.watching("live", nil, nil))
		var err error
		for range 200 { // without a pause, so that nothing is sent in between
			if err = v.SendControl([]byte("x")); err != nil {
				break
			}
		}
		if !errors.Is(err, client.ErrControl) {
			t.Errorf("200 frames wait: %v", err)
		}
	})
}
