package load

import (
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
)

func TestWindowCountsEachNumberOnce(t *testing.T) {
	span := func(from, n int) (out []uint16) {
		for i := range n {
			out = append(out, uint16(from+i))
		}
		return out
	}
	for _, c := range []struct {
		name             string
		in               []uint16
		unique, expected uint64
	}{
		{"in order", span(10, 100), 100, 100},
		{"through the rollover", span(65500, 100), 100, 100},
		{"a gap", append(span(1, 10), span(21, 10)...), 20, 30},
		{"a gap that is filled", []uint16{1, 2, 5, 4, 3}, 5, 5},
		{"duplicates", []uint16{1, 1, 2, 2, 1}, 2, 2},
		{"late ones before the first", []uint16{100, 99, 98}, 3, 3},
		{"late ones before the first, through the rollover", []uint16{0, 65535}, 2, 2},
		{"a gap wider than the window", []uint16{1, windowSize + 2, windowSize + 2}, 2, windowSize + 2},
		{"older than the window", []uint16{2, windowSize + 10, 3}, 2, windowSize + 9},
		{"every number many times over", append(span(0, 65536), span(0, 65536)...), 131072, 131072},
	} {
		t.Run(c.name, func(t *testing.T) {
			var w window
			fresh := uint64(0)
			for _, v := range c.in {
				if _, ok := w.add(v); ok {
					fresh++
				}
			}
			if w.unique != c.unique || fresh != c.unique || w.expected() != c.expected {
				t.Errorf("got %d unique of %d, want %d of %d", w.unique, w.expected(), c.unique, c.expected)
			}
		})
	}
}

func TestQuantilesAreNeverBelowAndHardlyAbove(t *testing.T) {
	var h histogram
	for i := 1; i <= 100_000; i++ {
		h.add(time.Duration(i) * 7 * time.Microsecond)
	}
	for _, q := range []float64{0.001, 0.01, 0.5, 0.95, 0.99, 0.999, 1} {
		want := time.Duration(q*100_000) * 7 * time.Microsecond
		if got := h.quantile(q); got < want || got > want+want/16+2*time.Microsecond {
			t.Errorf("quantile %v: got %v, want %v", q, got, want)
		}
	}
	var empty histogram
	if got := empty.quantiles(); got != (Quantiles{}) {
		t.Errorf("of nothing: got %+v", got)
	}
	h.add(-time.Second)
	h.add(100 * time.Hour)
	if got := h.quantile(1); got <= time.Second {
		t.Errorf("got %v for the longest", got)
	}
	for d := time.Duration(0); d < time.Hour; d = d*5/4 + 1 {
		if u := upper(bucket(d)); u <= d || u > d+d/16+2*time.Microsecond {
			t.Fatalf("%v lies in a bucket that ends at %v", d, u)
		}
	}
}

func TestStampsShowWhatChanged(t *testing.T) {
	payload := make([]byte, 200)
	for i := range payload {
		payload[i] = byte(i)
	}
	want := stamp{number: 7, sent: time.Unix(12, 34), frame: 3, index: 1, count: 9}
	want.put(payload)
	if got, ok := readStamp(payload); !ok || got.number != 7 || !got.sent.Equal(want.sent) || got.frame != 3 || got.index != 1 || got.count != 9 {
		t.Errorf("got %+v, %v", got, ok)
	}
	if !intact(payload) {
		t.Error("damaged as it was sent")
	}
	payload[0] ^= 1 // what servers rewrite
	if !intact(payload) {
		t.Error("damaged by another head")
	}
	for i := headSize; i < len(payload)-stampSize; i++ {
		payload[i] ^= 1
		if intact(payload) {
			t.Fatalf("intact with another byte %d", i)
		}
		payload[i] ^= 1
	}
}

func TestSyntheticFramesLookLikeVideo(t *testing.T) {
	f := newSynthetic(Synthetic{KeyFrames: time.Second}.withDefaults())
	keys := 0
	for i := range 61 {
		p, err := f.next(i == 10)
		if err != nil {
			t.Fatal(err)
		}
		for k, b := range p.payloads {
			f.sending(b, time.Now())
			if key := codec.Inspect(codec.VP8, b).KeyFrame; key != (k == 0 && (i == 0 || i == 10 || i == 40)) {
				t.Errorf("frame %d, packet %d: key frame %v", i, k, key)
			} else if key {
				keys++
			}
			if !intact(b) {
				t.Errorf("frame %d, packet %d is damaged", i, k)
			}
		}
	}
	if keys != 3 {
		t.Errorf("got %d key frames, want 3: at the beginning, when asked for, a second later", keys)
	}
}

func TestCountsAddUp(t *testing.T) {
	a, b := Counts{Packets: 5, Lost: 1, Feedbacks: 2}, Counts{Packets: 3, Lost: 4}
	if got := a.plus(b); got != (Counts{Packets: 8, Lost: 5, Feedbacks: 2}) {
		t.Errorf("sum: got %+v", got)
	}
	if got := a.minus(b); got != (Counts{Packets: 2, Feedbacks: 2}) {
		t.Errorf("difference: got %+v", got)
	}
	if a.Packets != 5 || b.Packets != 3 {
		t.Error("the operands have changed")
	}
}
