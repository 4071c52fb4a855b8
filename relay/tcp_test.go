package relay_test

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

func dialMedia(t *testing.T, r *relay.Relay) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(r.MediaAddr().Port()))))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// hangsUp waits for the relay to end a connection.
func hangsUp(t *testing.T, c net.Conn) bool {
	t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	_, err := c.Read(make([]byte, 1))
	return err != nil && !errors.Is(err, os.ErrDeadlineExceeded)
}

// A connection that is none of a session's is not kept: neither one that says nothing, nor one that talks nonsense.
func TestStrangersOnTheTCPPort(t *testing.T) {
	t.Parallel()
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0"})
	for name, says := range map[string]string{
		"nothing":          "",
		"half a length":    "\x00",
		"no STUN":          "\x00\x05hello",
		"too long for us":  "\xff\xff" + strings.Repeat("x", 600),
		"HTTP":             "GET / HTTP/1.1\r\nHost: relay\r\n\r\n" + strings.Repeat("x", 0x4745),
		"STUN, no user":    "\x00\x14\x00\x01\x00\x00\x21\x12\xa4\x42abcdefghijkl",
		"STUN, other kind": "\x00\x14\x00\x03\x00\x00\x21\x12\xa4\x42abcdefghijkl",
		"STUN, cut":        "\x00\x14\x00\x01\x00\x20\x21\x12\xa4\x42abcdefghijkl",
		"unknown session":  "\x00\x20\x00\x01\x00\x0c\x21\x12\xa4\x42abcdefghijkl\x00\x06\x00\x07abc:def\x00",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dialMedia(t, r)
			if _, err := io.WriteString(c, says); err != nil {
				t.Fatal(err)
			}
			if !hangsUp(t, c) {
				t.Error("the connection is still there")
			}
		})
	}
}

func TestOneAddressHasOnlySoManyTCPConnections(t *testing.T) {
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0"})
	const most = 64
	for range most {
		dialMedia(t, r)
	}
	c, err := net.Dial("tcp4", r.MediaAddr().String())
	if err != nil {
		return // refused so soon that the dial fails
	}
	defer func() { _ = c.Close() }()
	if !hangsUp(t, c) {
		t.Errorf("connection %d is not refused", most+1)
	}
}

// publishedAnswer publishes and returns the relay's answer.
func publishedAnswer(t *testing.T, r *relay.Relay) string {
	t.Helper()
	pc := real(t, webrtc.NetworkTypeUDP4)
	track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pc.AddTrack(track); err != nil {
		t.Fatal(err)
	}
	s, err := r.Publish(t.Context(), "s", offer(t, pc))
	if err != nil {
		t.Fatal(err)
	}
	return s.AnswerSDP()
}

// candidatesOf returns the protocols among the relay's candidates.
func candidatesOf(t *testing.T, r *relay.Relay) map[string]bool {
	t.Helper()
	kinds := map[string]bool{}
	for _, l := range lines(publishedAnswer(t, r)) {
		if c, ok := strings.CutPrefix(l, "a=candidate:"); ok {
			f := strings.Fields(c)
			if _, err := netip.ParseAddr(f[4]); err != nil {
				t.Errorf("candidate %q: %v", c, err)
			}
			kinds[strings.ToLower(f[2])] = true
			if f[2] == "tcp" && !strings.Contains(c, "tcptype passive") {
				t.Errorf("candidate %q is not passive", c)
			}
		}
	}
	return kinds
}

func TestTCPCanBeSwitchedOff(t *testing.T) {
	if got := candidatesOf(t, running(t, relay.Options{MediaAddr: "127.0.0.1:0"})); !got["udp"] || !got["tcp"] {
		t.Errorf("candidates over %v, want udp and tcp", got)
	}
	off := running(t, relay.Options{MediaAddr: "127.0.0.1:0", NoTCP: true})
	if got := candidatesOf(t, off); !got["udp"] || got["tcp"] {
		t.Errorf("without TCP: candidates over %v, want udp", got)
	}
	if c, err := net.Dial("tcp4", off.MediaAddr().String()); err == nil {
		_ = c.Close()
		t.Error("the port takes TCP connections")
	}
}

// An offer's own passive candidates would have the relay connect to wherever they say.
func TestTheRelayDialsNobody(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dialled := make(chan struct{})
	go func() {
		if c, err := l.Accept(); err == nil {
			_ = c.Close()
			close(dialled)
		}
	}()
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0"})
	pc := real(t, webrtc.NetworkTypeUDP4)
	track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pc.AddTrack(track); err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	lure := "a=candidate:1 1 tcp 1671430143 127.0.0.1 " + strconv.Itoa(port) + " typ host tcptype passive\r\na=end-of-candidates"
	text := offer(t, pc)
	if !strings.Contains(text, "a=end-of-candidates") {
		t.Fatal("the offer has no place for another candidate")
	}
	s, err := r.Publish(t.Context(), "s", strings.Replace(text, "a=end-of-candidates", lure, 1))
	if err != nil {
		t.Fatal(err)
	}
	connected := make(chan struct{})
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			close(connected)
		}
	})
	accept(t, pc, s.AnswerSDP())
	select {
	case <-dialled:
	case <-connected:
	}
	_ = l.Close()
	select {
	case <-dialled:
		t.Error("the relay connected to a candidate of the offer")
	default:
	}
}
