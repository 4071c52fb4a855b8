package relay_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/transport/v5/vnet"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// world is a virtual network with relays and Pion peers, all within one synctest bubble.
type world struct {
	t      *testing.T
	router *vnet.Router
	next   byte
	close  []func()
	// profiles are the SRTP profiles of peers made from now on; nil means Pion's.
	profiles []dtls.SRTPProtectionProfile
	// homes is how many addresses a host made from now on has; zero means one.
	homes int

	mu   sync.Mutex
	drop func(from, to string, b []byte) bool
}

// newWorld makes a network whose links each add delay.
func newWorld(t *testing.T, delay time.Duration) *world {
	t.Helper()
	router, err := vnet.NewRouter(&vnet.RouterConfig{
		CIDR: "10.0.0.0/24", MinDelay: delay, LoggerFactory: quiet(),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, router: router, next: 10}
	router.AddChunkFilter(func(c vnet.Chunk) bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.drop == nil || !w.drop(host(c.SourceAddr()), host(c.DestinationAddr()), c.UserData())
	})
	return w
}

func host(a net.Addr) string {
	h, _, _ := net.SplitHostPort(a.String())
	return h
}

func quiet() *logging.DefaultLoggerFactory {
	f := logging.NewDefaultLoggerFactory()
	f.Writer, f.DefaultLogLevel = io.Discard, logging.LogLevelDisabled
	return f
}

// lose drops the datagrams that f says.
func (w *world) lose(f func(from, to string, b []byte) bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop = f
}

func (w *world) net() (*vnet.Net, string) {
	w.t.Helper()
	ip := fmt.Sprintf("10.0.0.%d", w.next)
	w.next++
	ips := []string{ip}
	for range w.homes - 1 {
		ips = append(ips, fmt.Sprintf("10.0.0.%d", w.next))
		w.next++
	}
	n, err := vnet.NewNet(&vnet.NetConfig{StaticIPs: ips})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.router.AddNet(n); err != nil {
		w.t.Fatal(err)
	}
	return n, ip
}

// start begins the network, after all hosts are there.
func (w *world) start() {
	w.t.Helper()
	if err := w.router.Start(); err != nil {
		w.t.Fatal(err)
	}
}

// end closes everything, peers before relays.
func (w *world) end() {
	for i := len(w.close) - 1; i >= 0; i-- {
		w.close[i]()
	}
	if err := w.router.Stop(); err != nil {
		w.t.Error(err)
	}
}

// relay runs a relay on a host of its own.
func (w *world) relay(o relay.Options) (*relay.Relay, string) {
	w.t.Helper()
	n, ip := w.net()
	o.Net, o.MediaAddr = n, ip+":5000"
	if o.Shards == 0 {
		o.Shards = 2
	}
	r, err := relay.New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	w.close = append(w.close, func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error("relay run:", err)
		}
	})
	return r, ip
}

// peer makes a Pion peer connection on a host of its own, with Pion's default codecs.
func (w *world) peer(configure func(*webrtc.MediaEngine, *interceptor.Registry)) (*webrtc.PeerConnection, string) {
	w.t.Helper()
	n, ip := w.net()
	me, reg := &webrtc.MediaEngine{}, &interceptor.Registry{}
	configure(me, reg)
	se := webrtc.SettingEngine{LoggerFactory: quiet()}
	se.SetNet(n)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	// Pion's close for DTLS can wait for a timer while another of its goroutines waits for a mutex, which stops a bubble's clock.
	se.DisableCloseByDTLS(true)
	if w.profiles != nil {
		se.SetSRTPProtectionProfiles(w.profiles...)
	}
	se.SetICETimeouts(2*time.Second, 2*time.Second, 500*time.Millisecond)
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(reg), webrtc.WithSettingEngine(se)).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.close = append(w.close, func() { _ = pc.GracefulClose() })
	return pc, ip
}

func defaults(t *testing.T) func(*webrtc.MediaEngine, *interceptor.Registry) {
	return func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
		if err := me.RegisterDefaultCodecs(); err != nil {
			t.Fatal(err)
		}
		if err := webrtc.RegisterDefaultInterceptors(me, reg); err != nil {
			t.Fatal(err)
		}
	}
}

// offer returns a complete offer of pc.
func offer(t *testing.T, pc *webrtc.PeerConnection) string {
	t.Helper()
	o, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	done := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(o); err != nil {
		t.Fatal(err)
	}
	<-done
	return pc.LocalDescription().SDP
}

func accept(t *testing.T, pc *webrtc.PeerConnection, answer string) {
	t.Helper()
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		t.Fatal(err)
	}
}

// exchange subscribes to stream on parent.
func exchange(parent *relay.Relay, stream string, o relay.SubscribeOptions) relay.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		s, err := parent.Subscribe(ctx, stream, offer, o)
		if err != nil {
			return "", err
		}
		return s.AnswerSDP(), nil
	}
}

// pull makes child pull stream from parent.
func pull(t *testing.T, child, parent *relay.Relay, stream string) *relay.Session {
	t.Helper()
	s, err := child.Pull(t.Context(), stream, exchange(parent, stream, relay.SubscribeOptions{}), relay.PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func lines(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

// cutCandidate returns the address of an SDP candidate line of the first component.
func cutCandidate(line string) (string, bool) {
	f := strings.Fields(line)
	if len(f) < 6 || !strings.HasPrefix(f[0], "a=candidate:") || f[1] != "1" {
		return "", false
	}
	return net.JoinHostPort(f[4], f[5]), true
}
