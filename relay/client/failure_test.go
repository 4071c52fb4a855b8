package client_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
)

// both runs a failure with a publisher and with a viewer. The viewer's stream is live.
func both(t *testing.T, run func(t *testing.T, w *world, n client.Network, ip string, attempt func(ctx context.Context, ex client.Exchange) error, ex client.Exchange)) {
	t.Helper()
	for _, role := range []string{"publisher", "viewer"} {
		t.Run(role, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 10*time.Millisecond)
				pub, _ := w.client()
				n, ip := w.client()
				w.start()
				defer w.end()
				w.publish(pub, "clip.webm")
				time.Sleep(time.Second)
				if role == "viewer" {
					run(t, w, n, ip, func(ctx context.Context, ex client.Exchange) error {
						v, err := client.Watch(ctx, ex, client.WatchOptions{Network: n})
						if err != nil {
							return err
						}
						return v.Wait()
					}, w.watching("live", nil, nil))
					return
				}
				src, err := clip.OpenFS(testclip.FS(), "clip.webm")
				if err != nil {
					t.Fatal(err)
				}
				run(t, w, n, ip, func(ctx context.Context, ex client.Exchange) error {
					return client.Publish(ctx, ex, src, client.PublishOptions{Network: n})
				}, w.publishing("second"))
			})
		})
	}
}

type attempt = func(ctx context.Context, ex client.Exchange) error

func TestContextEndsWithoutError(t *testing.T) {
	both(t, func(t *testing.T, _ *world, _ client.Network, _ string, try attempt, ex client.Exchange) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if err := try(ctx, ex); err != nil {
			t.Error(err)
		}
	})
}

func TestErrorOfTheExchange(t *testing.T) {
	both(t, func(t *testing.T, _ *world, _ client.Network, _ string, try attempt, _ client.Exchange) {
		if err := try(t.Context(), func(context.Context, string) (string, error) { return "", io.ErrNoProgress }); !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("got %v", err)
		}
	})
}

func TestUnusableAnswer(t *testing.T) {
	both(t, func(t *testing.T, _ *world, _ client.Network, _ string, try attempt, _ client.Exchange) {
		for _, answer := range []string{"", "hello", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"} {
			if err := try(t.Context(), func(context.Context, string) (string, error) { return answer, nil }); !errors.Is(err, client.ErrAnswer) {
				t.Errorf("%q gives %v", answer, err)
			}
		}
	})
}

func TestUnreachableRelay(t *testing.T) {
	both(t, func(t *testing.T, w *world, _ client.Network, ip string, try attempt, ex client.Exchange) {
		w.lose(func(to string, _ []byte) bool { return to == ip })
		begun := time.Now()
		if err := try(t.Context(), ex); !errors.Is(err, client.ErrUnreachable) {
			t.Errorf("got %v", err)
		}
		if d := time.Since(begun); d > 20*time.Second {
			t.Errorf("it took %v", d)
		}
	})
}

func TestRelayFallsSilent(t *testing.T) {
	both(t, func(t *testing.T, w *world, _ client.Network, ip string, try attempt, ex client.Exchange) {
		begun := time.Now()
		time.AfterFunc(3*time.Second, func() { w.lose(func(to string, _ []byte) bool { return to == ip }) })
		if err := try(t.Context(), ex); !errors.Is(err, client.ErrLost) {
			t.Errorf("got %v", err)
		}
		if d := time.Since(begun); d < 4*time.Second || d > 15*time.Second {
			t.Errorf("it took %v", d)
		}
		w.lose(nil)
	})
}

func TestRelayEndsTheSession(t *testing.T) {
	both(t, func(t *testing.T, w *world, _ client.Network, _ string, try attempt, ex client.Exchange) {
		time.AfterFunc(3*time.Second, w.stop[0]) // the relay's
		if err := try(t.Context(), ex); !errors.Is(err, client.ErrEnded) {
			t.Errorf("got %v", err)
		}
	})
}
