package relay_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/cascade"
)

func TestParentThatContradictsItselfIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		layer := `{"mid":"0","kind":"video","mime":"video/VP8","seq":"70000","ts":"5"}`
		for _, test := range []struct {
			name, layers string
			want         error
		}{
			{"no JSON", `{`, relay.ErrUnsupported}, // then the answer is a viewer's, with four video tracks
			{"a section that is not there", strings.Replace(layer, `"0"`, `"9"`, 1), relay.ErrBadSDP},
			{"another kind", strings.Replace(layer, `"kind":"video"`, `"kind":"audio"`, 1), relay.ErrBadSDP},
			{"another codec", strings.Replace(layer, "VP8", "AV1", 1), relay.ErrBadSDP},
			{"a number near overflow", strings.Replace(layer, "70000", "18446744073709551615", 1), relay.ErrBadSDP},
		} {
			ex := func(ctx context.Context, offer string) (string, error) {
				answer, err := exchange(parent, "s", asChild)(ctx, offer)
				was := string(cascade.Find(answer))
				return strings.Replace(answer, was, `{"v":1,"n":"1","epoch":"e","layers":[`+test.layers+`]}`, 1), err
			}
			if _, err := child.Pull(t.Context(), "s", ex, relay.PullOptions{}); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
			if got := child.Streams(); len(got) != 0 {
				t.Errorf("%s: leaves %+v", test.name, got)
			}
		}
	})
}

func TestFramesOfTheCascadeAreNotTheOwners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newPublisher(1, 1)
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		above, below := &recorder{}, &recorder{}
		var down *relay.Session
		up, err := child.Pull(t.Context(), "s", func(ctx context.Context, offer string) (string, error) {
			s, err := parent.Subscribe(ctx, "s", offer, relay.SubscribeOptions{Control: above, Child: true})
			if err != nil {
				return "", err
			}
			down = s
			return s.AnswerSDP(), nil
		}, relay.PullOptions{Control: below, Keep: relay.KeepAll})
		if err != nil {
			t.Fatal(err)
		}
		p.send(60)
		for _, frame := range []string{`{"type":"cascade-demand","rids":7}`, `{"type":"cascade-layers","epoch":"x"}`, `{"type":"hello"}`} {
			if err := up.SendControl([]byte(frame)); err != nil {
				t.Fatal(err)
			}
		}
		if err := down.SendControl([]byte(`{"type":"grant"}`)); err != nil {
			t.Fatal(err)
		}
		p.send(60)
		// A malformed demand changes nothing, and what a child says of layers is nothing to its parent.
		if got := slices.Sorted(slices.Values(above.all())); !slices.Equal(got, []string{"open", "welcome", `{"type":"hello"}`}) {
			t.Errorf("parent's owner heard %q", got)
		}
		if got := slices.Sorted(slices.Values(below.all())); !slices.Equal(got, []string{"open", "welcome", `{"type":"grant"}`}) {
			t.Errorf("child's owner heard %q", got)
		}
		if n := relay.HeldOf(child, "s")[""].Ring.Head(); n < 100*packetsPerFrame {
			t.Errorf("%d packets reached the child", n)
		}
		if err := down.SendControl([]byte(`{"type":"cascade-layers","n":"9","epoch":"e","layers":[{"mid":"9","kind":"video","seq":"1","ts":"1"}]}`)); err != nil {
			t.Fatal(err)
		}
		select {
		case <-up.Done():
		case <-time.After(time.Second):
			t.Error("child stays with a parent that contradicts itself")
		}
	})
}
