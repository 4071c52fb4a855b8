package frame_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/frame"
	"github.com/casto-network/casto/relay/internal/packet"
)

// line is a stream in a test: packets pushed at their time, and what comes out.
type line struct {
	*frame.Order
	now time.Time
	out []string // sequence numbers as on the wire, "+" before those that follow a gap
}

func newLine() *line {
	return &line{Order: frame.NewOrder(100 * time.Millisecond), now: time.Unix(0, 0)}
}

func (l *line) push(seq uint16) bool {
	ok := l.Push(l.now, packet.Header{Seq: seq, Timestamp: uint32(seq) * 10}, []byte{byte(seq)})
	l.pop()
	return ok
}

func (l *line) pop() {
	for {
		p, gap, ok := l.Pop(l.now)
		if !ok {
			return
		}
		s := fmt.Sprint(uint16(p.Seq))
		if gap {
			s = "+" + s
		}
		l.out = append(l.out, s)
	}
}

func (l *line) wait(d time.Duration) { l.now = l.now.Add(d); l.pop() }

func TestOrder(t *testing.T) {
	const short, long = 50 * time.Millisecond, 101 * time.Millisecond
	for _, c := range []struct {
		name            string
		do              func(l *line)
		want            []string
		lost, recovered uint64
	}{
		{"in order", func(l *line) { l.push(1); l.push(2); l.push(3) }, []string{"1", "2", "3"}, 0, 0},
		{"swapped", func(l *line) { l.push(1); l.push(3); l.push(2) }, []string{"1", "2", "3"}, 0, 1},
		{"around the wrap", func(l *line) { l.push(65535); l.push(1); l.push(0); l.push(2) }, []string{"65535", "0", "1", "2"}, 0, 1},
		{"retransmitted in time", func(l *line) { l.push(1); l.push(3); l.wait(short); l.push(2) }, []string{"1", "2", "3"}, 0, 1},
		{"never came", func(l *line) { l.push(1); l.push(3); l.push(4); l.wait(long) }, []string{"1", "+3", "4"}, 1, 0},
		{"not given up too early", func(l *line) { l.push(1); l.push(3); l.wait(short) }, []string{"1"}, 0, 0},
		{"too late", func(l *line) { l.push(1); l.push(3); l.wait(long); l.push(2); l.push(4) }, []string{"1", "+3", "4"}, 1, 0},
		{"duplicate", func(l *line) { l.push(1); l.push(1); l.push(2); l.push(1) }, []string{"1", "2"}, 0, 0},
		{"two gaps wait each for itself", func(l *line) {
			l.push(1)
			l.push(3)
			l.wait(short)
			l.push(5)
			l.wait(short + 1)
			l.wait(short)
			l.push(6)
		},
			[]string{"1", "+3"}, 1, 0},
		{"from before the first", func(l *line) { l.push(5); l.push(4); l.push(6) }, []string{"5", "6"}, 0, 0},
		{"stray", func(l *line) { l.push(1); l.push(30000); l.push(2) }, []string{"1", "2"}, 0, 0},
		{"sender began anew", func(l *line) { l.push(1); l.push(30000); l.push(30001); l.push(30002) }, []string{"1", "30001", "30002"}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLine()
			c.do(l)
			if !slices.Equal(l.out, c.want) || l.Lost() != c.lost || l.Recovered() != c.recovered {
				t.Errorf("got %v, %d lost, %d recovered; want %v, %d, %d", l.out, l.Lost(), l.Recovered(), c.want, c.lost, c.recovered)
			}
		})
	}
}

func TestEachPacketCountsOnce(t *testing.T) {
	l := newLine()
	fresh := 0
	for _, seq := range []uint16{10, 11, 11, 13, 12, 12, 13, 10, 14} {
		if l.push(seq) {
			fresh++
		}
	}
	if fresh != 5 {
		t.Errorf("%d packets count, want 5", fresh)
	}
	l.push(20)
	l.wait(time.Second) // 15 to 19 are given up
	if !l.push(17) || l.push(17) {
		t.Error("a packet that comes too late for its frame must count, once")
	}
}

// TestOrderIsBounded loses one packet of a fast stream and never pops in time.
func TestOrderIsBounded(t *testing.T) {
	l := newLine()
	l.push(0)
	for seq := uint16(2); seq < 10_000; seq++ {
		l.Push(l.now, packet.Header{Seq: seq}, nil)
	}
	l.wait(time.Second)
	if n := len(l.out); n < 1000 || n > 2049 {
		t.Errorf("%d packets came out", n)
	}
	if got := l.Lost() + uint64(len(l.out)); got != 10_000 {
		t.Errorf("%d packets lost or here, want 10000", got)
	}
}
