package relay_test

import (
	"math/rand/v2"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay"
)

// scene is a relay with a publisher, viewers who behave and one who may not.
type scene struct {
	*world
	relay     *relay.Relay
	relayIP   string
	publisher *publisher
	good      []*viewer
	bad       *viewer
	garbage   net.PacketConn // of a host that is no peer
	sent      map[int]time.Time
}

// measured is what those who behave got while the attack lasted.
type measured struct {
	latencies []time.Duration // of video packets, sorted
	missing   int             // packets that never came
	plis      int             // at the publisher
	seconds   float64
	load      relay.Load
}

func (m measured) at(percent int) time.Duration {
	return m.latencies[min(len(m.latencies)-1, len(m.latencies)*percent/100)]
}

const attackFrames = 200

// suffer plays a scene of some seconds, with an attack that lasts until stop is closed. The attack of nobody is nil.
func suffer(t *testing.T, attack func(s *scene, stop <-chan struct{})) (m measured) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &scene{world: newWorld(t, 10*time.Millisecond), sent: map[int]time.Time{}}
		defer s.end()
		s.relay, s.relayIP = s.world.relay(relay.Options{})
		s.publisher = s.newPublisher(1000, 1<<31)
		for range 3 {
			s.good = append(s.good, s.newViewer(quickNACK(t, true)))
		}
		s.bad = s.newViewer(quickNACK(t, true))
		n, ip := s.net()
		s.start()
		var err error
		if s.garbage, err = n.ListenPacket("udp4", ip+":6000"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.garbage.Close() }()

		s.publisher.publish(t, s.relay, "s")
		time.Sleep(500 * time.Millisecond)
		s.publisher.send(5)
		for _, v := range append(s.good, s.bad) {
			v.watch(t, s.relay, "s", relay.SubscribeOptions{})
		}
		s.publisher.send(60)
		for _, v := range s.good {
			v.reset()
		}
		first, plis, began := s.publisher.frame, s.publisher.plis.Load(), time.Now()
		stop, stopped := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(stopped)
			if attack != nil {
				attack(s, stop)
			}
		}()
		for range attackFrames {
			s.sent[s.publisher.frame] = time.Now()
			s.publisher.send(1)
		}
		m.plis, m.seconds = int(s.publisher.plis.Load()-plis), time.Since(began).Seconds()
		m.load = s.relay.Load()
		close(stop)
		<-stopped
		s.lose(nil)
		s.publisher.send(5)
		time.Sleep(300 * time.Millisecond)
		m.take(s.good, first, s.sent)
	})
	return m
}

// take notes what viewers got of the frames that were sent from first on.
func (m *measured) take(viewers []*viewer, first int, sent map[int]time.Time) {
	for _, v := range viewers {
		got := map[[2]int]bool{}
		for _, g := range v.received("video") {
			at, ok := sent[g.frame]
			if key := [2]int{g.frame, g.index}; ok && !got[key] {
				got[key] = true
				m.latencies = append(m.latencies, g.at.Sub(at))
			}
		}
		m.missing += attackFrames*packetsPerFrame - len(got)
	}
	slices.Sort(m.latencies)
}

// flood sends what a viewer may send, far too often: 1,000 PLIs a second, and as many NACKs of everything that it ever got.
func flood(s *scene, stop <-chan struct{}) {
	random := rand.New(rand.NewPCG(1, 2))
	s.lose(func(_, to string, b []byte) bool { return to == s.bad.ip && rtpOnly(b) && random.IntN(10) > 0 })
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for n := uint16(0); ; n++ {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		s.bad.mu.Lock()
		ssrc := s.bad.ssrc["video"]
		s.bad.mu.Unlock()
		nack := &rtcp.TransportLayerNack{MediaSSRC: ssrc}
		for pair := range uint16(64) { // 1088 numbers, and next time the 1088 after those
			nack.Nacks = append(nack.Nacks, rtcp.NackPair{PacketID: n*1088 + pair*17, LostPackets: 0xffff})
		}
		_ = s.bad.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: ssrc}})
		_ = s.bad.pc.WriteRTCP([]rtcp.Packet{nack})
	}
}

// deaf takes nothing any more, and says nothing.
func deaf(s *scene, stop <-chan struct{}) {
	s.lose(func(from, to string, _ []byte) bool { return from == s.bad.ip || to == s.bad.ip })
	<-stop
}

// garbage sends thousands of datagrams that look like STUN, DTLS, RTP and RTCP from a stranger, and spoils the hostile viewer's own.
func garbage(s *scene, stop <-chan struct{}) {
	random, spoiling := rand.New(rand.NewPCG(3, 4)), rand.New(rand.NewPCG(5, 6))
	s.lose(func(from, _ string, b []byte) bool {
		if from == s.bad.ip && len(b) > 0 {
			b[spoiling.IntN(len(b))] ^= byte(1 + spoiling.IntN(255))
		}
		return false
	})
	to := &net.UDPAddr{IP: net.ParseIP(s.relayIP), Port: 5000}
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		for _, first := range []byte{0, 1, 20, 22, 64, 128, 144, 191, 255} {
			b := make([]byte, random.IntN(1400))
			for i := range b {
				b[i] = byte(random.Uint32())
			}
			if len(b) > 1 {
				b[0], b[1] = first, [...]byte{0, 1, 96, 200, 201, 205, 206, b[1]}[random.IntN(8)]
			}
			if len(b) > 8 && random.IntN(2) == 0 {
				copy(b[4:], []byte{0x21, 0x12, 0xa4, 0x42}) // STUN's cookie
			}
			if _, err := s.garbage.WriteTo(b, to); err != nil {
				return
			}
		}
	}
}

func TestHostileViewersHarmNobody(t *testing.T) {
	calm := suffer(t, nil)
	if calm.missing > 0 || len(calm.latencies) == 0 {
		t.Fatalf("%d packets missing without any attack", calm.missing)
	}
	t.Logf("nobody: median %v, 99 %% %v, last %v, %d PLIs in %.1f s", calm.at(50), calm.at(99), calm.at(100), calm.plis, calm.seconds)
	for name, attack := range map[string]func(*scene, <-chan struct{}){"flood": flood, "deaf": deaf, "garbage": garbage} {
		t.Run(name, func(t *testing.T) {
			m := suffer(t, attack)
			t.Logf("median %v, 99 %% %v, last %v, %d PLIs in %.1f s", m.at(50), m.at(99), m.at(100), m.plis, m.seconds)
			if m.missing > 0 {
				t.Errorf("%d packets did not reach those who behave", m.missing)
			}
			for _, percent := range []int{50, 99, 100} {
				if got, want := m.at(percent), calm.at(percent); got > want*110/100 {
					t.Errorf("%d %% of the packets take up to %v, without the attack %v", percent, got, want)
				}
			}
			if name == "flood" && m.plis == 0 {
				t.Error("no PLI reached the publisher: the flood was none")
			}
			if m.load.Viewers != calm.load.Viewers || m.load.Streams != 1 || m.load.Publishers != 1 {
				t.Errorf("load is %+v", m.load)
			}
			if most := int(2*m.seconds) + 1; m.plis > most {
				t.Errorf("%d PLIs reached the publisher in %.1f s, want at most two a second", m.plis, m.seconds)
			}
		})
	}
}

// A crowd costs the publisher no more than two key frames.
func TestHundredJoinsInASecond(t *testing.T) {
	const crowd = 100
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p := w.newPublisher(1000, 1<<31)
		var vs []*viewer
		for range crowd {
			vs = append(vs, w.newViewer(quickNACK(t, true)))
		}
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(130) // the last key frame is too old to begin with
		plis := p.plis.Load()
		done := make(chan struct{})
		go func() { p.send(90); close(done) }()
		for _, v := range vs {
			v.watch(t, r, "s", relay.SubscribeOptions{})
			time.Sleep(time.Second / crowd)
		}
		<-done
		if got := p.plis.Load() - plis; got < 1 || got > 2 {
			t.Errorf("%d PLIs for %d joins", got, crowd)
		}
		for i, v := range vs {
			if video := v.received("video"); len(video) == 0 || !video[0].key {
				t.Errorf("viewer %d of %d does not begin with a key frame", i, crowd)
			}
		}
	})
}
