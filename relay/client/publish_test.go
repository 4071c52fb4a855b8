package client_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
)

// counted is a source that knows when its frames are taken.
type counted struct {
	*clip.Source
	begun time.Time
	late  time.Duration // the most that a frame was taken after the one before it was due
	last  time.Duration
	fail  error
	n     int
}

func (c *counted) Next() (clip.Frame, error) {
	if c.begun.IsZero() {
		c.begun = time.Now()
	}
	c.late = max(c.late, (time.Since(c.begun) - c.last).Abs())
	if c.n++; c.fail != nil && c.n > 100 {
		return clip.Frame{}, c.fail
	}
	f, err := c.Source.Next()
	c.last = f.PTS
	return f, err
}

func TestPublishKeepsThePaceOfItsSource(t *testing.T) {
	for _, fail := range []error{nil, errors.New("camera unplugged")} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 10*time.Millisecond)
			pub, _ := w.client()
			w.start()
			defer w.end()
			src, err := clip.New(clip.Options{FS: testclip.FS(), Paths: []string{"clip.webm"}, Once: true})
			if err != nil {
				t.Fatal(err)
			}
			c := &counted{Source: src, fail: fail}
			live := time.Time{}
			err = client.Publish(t.Context(), w.publishing("live"), c, client.PublishOptions{Network: pub, Connected: func() { live = time.Now() }})
			if !errors.Is(err, fail) {
				t.Errorf("the end of the source gives %v, want %v", err, fail)
			}
			if c.late > time.Millisecond {
				t.Errorf("a frame was sent %v off its time", c.late)
			}
			if fail == nil && (time.Since(live)-src.Length()).Abs() > 50*time.Millisecond {
				t.Errorf("%v of video took %v", src.Length(), time.Since(live))
			}
		})
	}
}

// TestLossOnTheWayIn loses packets from the publisher to the relay, which asks for them.
func TestLossOnTheWayIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 20*time.Millisecond)
		pub, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		w.lose(losing(relayIP, 0.05))
		w.publish(pub, "clip.webm")
		time.Sleep(2 * time.Second)
		v := w.watch(client.WatchOptions{Network: sub}, w.watching("live", nil, nil))
		time.Sleep(10 * time.Second)
		s := v.Stats()
		t.Logf("%+v", s)
		if total := s.Video.Packets + s.Audio.Packets; s.Video.Lost+s.Audio.Lost > total/500 {
			t.Errorf("%d packets of %d never came", s.Video.Lost+s.Audio.Lost, total)
		}
		if s.Video.Frames < 290 || !s.Video.Decodable() {
			t.Errorf("received too little: %+v", s.Video)
		}
	})
}

// TestPublisherComesBack: a stream whose publisher is replaced goes on for its viewers.
func TestPublisherComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		first, _ := w.client()
		second, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		stop := w.publish(first, "clip.webm")
		time.Sleep(2 * time.Second)
		v := w.watch(client.WatchOptions{Network: sub}, w.watching("live", nil, nil))
		time.Sleep(2 * time.Second)
		stop()
		time.Sleep(time.Second)
		before := v.Stats()
		w.publish(second, "clip.webm")
		time.Sleep(4 * time.Second)
		after := v.Stats()
		if after.Video.Frames < before.Video.Frames+60 || after.Audio.Frames < before.Audio.Frames+100 || !after.Video.Decodable() {
			t.Errorf("after: %+v\nbefore: %+v", after, before)
		}
	})
}

// TestSourceWithoutUse refuses what cannot be sent before it asks the relay.
func TestSourceWithoutUse(t *testing.T) {
	err := client.Publish(t.Context(), nil, noTracks{[]clip.Track{{MIME: "video/H265", ClockRate: 90000}}}, client.PublishOptions{})
	if err == nil {
		t.Error("an unknown codec is sent")
	}
	if err := client.Publish(t.Context(), nil, noTracks{}, client.PublishOptions{}); err == nil {
		t.Error("nothing is sent")
	}
}

type noTracks struct{ tracks []clip.Track }

func (n noTracks) Tracks() []clip.Track    { return n.tracks }
func (noTracks) Next() (clip.Frame, error) { return clip.Frame{}, errors.New("not asked for") }
