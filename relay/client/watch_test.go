package client_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/record"
)

// frames keeps what a Watcher hands on.
type frames struct {
	got  []record.Frame
	fail error
}

func (s *frames) WriteFrame(f record.Frame) error {
	if s.fail != nil && len(s.got) > 10 {
		return s.fail
	}
	s.got = append(s.got, f)
	return nil
}

// open opens files of the test clip, or small ones of package clip's tests.
func open(t *testing.T, once bool, files ...string) *clip.Source {
	t.Helper()
	o := clip.Options{Paths: files, Once: once, FS: testclip.FS()}
	if _, err := fs.Stat(testclip.FS(), files[0]); err != nil {
		o.FS = os.DirFS("../clip/testdata")
	}
	src, err := clip.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestEveryCodec(t *testing.T) {
	for _, files := range [][]string{{"clip.webm"}, {"clip.h264", "clip.ogg"}, {"vp9.ivf"}, {"av1.ivf"}, {"high.mkv"}, {"slices.h264"}} {
		t.Run(strings.Join(files, " "), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { throughRelay(t, files...) })
		})
	}
}

// throughRelay publishes a clip, joins after three seconds, and compares for five seconds what comes with what was sent.
func throughRelay(t *testing.T, files ...string) {
	w := newWorld(t, 10*time.Millisecond)
	pub, _ := w.client()
	sub, _ := w.client()
	w.start()
	defer w.end()
	src := open(t, false, files...)
	w.publish(pub, files...)
	time.Sleep(3200 * time.Millisecond)
	sink := &frames{}
	var session *relay.Session
	var told atomic.Uint64
	packet := func(_ time.Time, payload []byte) { told.Add(uint64(len(payload))) }
	v := w.watch(client.WatchOptions{Network: sub, Sink: sink, Packet: packet}, w.watching("live", nil, &session))
	time.Sleep(5 * time.Second)
	s := v.Stats()
	if told, got := told.Load(), v.PayloadBytes(); told != got {
		t.Errorf("told of packets of %d bytes, received %d", told, got)
	}
	tracks := src.Tracks()
	if s.Video.MIME != tracks[0].MIME || s.Video.Width != tracks[0].Width || s.Video.Height != tracks[0].Height {
		t.Errorf("received %s of %dx%d, want %+v", s.Video.MIME, s.Video.Width, s.Video.Height, tracks[0])
	}
	if s.Video.Frames < 120 || s.Video.KeyFrames < 5 || !s.Video.Decodable() {
		t.Errorf("received too little: %+v", s.Video)
	}
	if len(tracks) == 2 && (s.Audio.MIME != clip.MIMEOpus || s.Audio.Frames < 240) {
		t.Errorf("received too little: %+v", s.Audio)
	}
	if s.Video.Lost+s.Audio.Lost+s.Video.Dropped+s.Video.Undecodable+s.Video.PLIs > 0 {
		t.Errorf("on a good network: %+v", s)
	}
	if s.Video.MIME == clip.MIMEVP8 && s.Video.Decoded+1 < s.Video.KeyFrames {
		t.Errorf("%d of %d key frames decoded", s.Video.Decoded, s.Video.KeyFrames)
	}
	if s.FirstFrame <= 0 || s.FirstFrame > time.Second || s.FirstPacket > s.FirstFrame || s.Connected > s.FirstPacket+100*time.Millisecond {
		t.Errorf("connected after %v, first packet after %v, first frame after %v", s.Connected, s.FirstPacket, s.FirstFrame)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	// What was in flight when the session ended was sent and not received.
	if got, sent := v.PayloadBytes(), session.PayloadBytes(); got > sent || got < sent*98/100 {
		t.Errorf("received %d payload bytes, the relay sent %d", got, sent)
	}
	checkFrames(t, sink.got, files...)
}

// past is how much time a relay shows the pictures in that were sent before the viewer joined, since its key frame.
const past = 100 * time.Millisecond

// checkFrames compares what came with what the clip holds: content, order, and that sound and picture are as far apart as in
// the clip, although the relay begins with a picture of up to a second ago.
func checkFrames(t *testing.T, got []record.Frame, files ...string) {
	t.Helper()
	src := open(t, true, files...)
	type known struct {
		pts time.Duration
		key bool
	}
	clips := map[string]known{} // by content; sound repeats itself
	tracks := src.Tracks()
	for {
		f, err := src.Next()
		if err != nil {
			break
		}
		key := tracks[f.Track].MIME + string(f.Data)
		if _, twice := clips[key]; twice {
			clips[key] = known{-1, f.KeyFrame}
		} else {
			clips[key] = known{f.PTS, f.KeyFrame}
		}
	}
	var offset [2]time.Duration // of video, of audio
	var seen [2]bool
	for i, f := range got {
		k, ok := clips[f.MIME+string(f.Data)]
		if !ok || k.key != f.KeyFrame {
			t.Fatalf("frame %d, %s at %v of %d bytes, is not in the clip", i, f.MIME, f.PTS, len(f.Data))
		}
		if k.pts < 0 || f.PTS < past {
			continue
		}
		kind := 0
		if f.MIME == clip.MIMEOpus {
			kind = 1
		}
		d := f.PTS - k.pts
		turns := (d - offset[kind] + src.Length()/2) / src.Length() * src.Length() // of the loop
		if seen[kind] && (d-offset[kind]-turns).Abs() > 20*time.Millisecond {
			t.Fatalf("frame %d, %s, is shifted by %v, earlier ones by %v", i, f.MIME, d, offset[kind])
		}
		if !seen[kind] {
			offset[kind], seen[kind] = d, true
		}
	}
	if !seen[0] || seen[1] != (len(tracks) == 2) {
		t.Fatalf("%d frames, video %v, audio %v", len(got), seen[0], seen[1])
	}
	turns := (offset[0] - offset[1] + src.Length()/2) / src.Length() * src.Length()
	if skew := (offset[0] - offset[1] - turns).Abs(); len(tracks) == 2 && skew > 5*time.Millisecond { // both were sent from one clock
		t.Errorf("sound and picture are %v apart", skew)
	}
}

// TestLossIsRepaired loses packets on the way to the viewer, and retransmissions like others.
func TestLossIsRepaired(t *testing.T) {
	for _, share := range []float64{0.02, 0.10} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 20*time.Millisecond)
			pub, _ := w.client()
			sub, ip := w.client()
			w.start()
			defer w.end()
			w.publish(pub, "clip.webm")
			time.Sleep(2 * time.Second)
			sink := &frames{}
			v := w.watch(client.WatchOptions{Network: sub, Sink: sink}, w.watching("live", nil, nil))
			w.lose(losing(ip, share))
			time.Sleep(20 * time.Second)
			w.lose(nil)
			time.Sleep(time.Second)
			s := v.Stats()
			t.Logf("at %.0f %% loss: %+v", 100*share, s)
			total := s.Video.Packets + s.Audio.Packets
			if s.Video.Recovered+s.Audio.Recovered < uint64(float64(total)*share/2) {
				t.Errorf("%d packets were recovered, of %d", s.Video.Recovered+s.Audio.Recovered, total)
			}
			if lost := s.Video.Lost + s.Audio.Lost; float64(lost) > 0.001*float64(total)+1 {
				t.Errorf("%d packets of %d never came", lost, total)
			}
			if s.Video.Frames < 600 || !s.Video.Decodable() {
				t.Errorf("received too little: %+v", s.Video)
			}
			if err := v.Close(); err != nil {
				t.Error(err)
			}
			checkFrames(t, sink.got, "clip.webm")
		})
	}
}

// TestLossPastRepair cuts a viewer off for 20 s, longer than it can ask for packets. It must go on at a key frame.
func TestLossPastRepair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		pub, _ := w.client()
		sub, ip := w.client()
		w.start()
		defer w.end()
		w.publish(pub, "clip.webm")
		time.Sleep(2 * time.Second)
		sink := &frames{}
		v := w.watch(client.WatchOptions{Network: sub, Sink: sink}, w.watching("live", nil, nil))
		time.Sleep(3 * time.Second)
		w.lose(func(to string, b []byte) bool { return to == ip && isMedia(b) })
		time.Sleep(20 * time.Second)
		before := v.Stats()
		w.lose(nil)
		time.Sleep(4 * time.Second)
		s := v.Stats()
		if s.Video.Lost == 0 || s.Video.Frames < before.Video.Frames+60 || !s.Video.Decodable() {
			t.Errorf("after: %+v\nbefore: %+v", s.Video, before.Video)
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		checkFrames(t, sink.got, "clip.webm")
	})
}

func TestRecordingThroughRelay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.webm")
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		pub, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		w.publish(pub, "clip.webm")
		time.Sleep(1700 * time.Millisecond)
		sink, err := record.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		v := w.watch(client.WatchOptions{Network: sub, Sink: sink}, w.watching("live", nil, nil))
		time.Sleep(5 * time.Second)
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		if err := sink.Close(); err != nil {
			t.Error(err)
		}
	})
	src, err := clip.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(src.Tracks()); n != 2 || src.Length() < 5*time.Second || src.Length() > 6*time.Second || src.KeyFrameInterval() > 1100*time.Millisecond {
		t.Errorf("%d tracks of %v with a key frame every %v", n, src.Length(), src.KeyFrameInterval())
	}
}

func TestSinkErrorEndsTheWatcher(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		pub, _ := w.client()
		sub, _ := w.client()
		w.start()
		defer w.end()
		w.publish(pub, "clip.webm")
		time.Sleep(time.Second)
		full := errors.New("disk full")
		v := w.watch(client.WatchOptions{Network: sub, Sink: &frames{fail: full}}, w.watching("live", nil, nil))
		if err := v.Wait(); !errors.Is(err, full) {
			t.Errorf("the watcher ends by %v", err)
		}
	})
}
