package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/pion/logging"
	"github.com/pion/transport/v5/vnet"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/client"
)

// world is a virtual network with one relay, within a synctest bubble.
type world struct {
	t      *testing.T
	router *vnet.Router
	relay  *relay.Relay
	hosts  byte
	stop   []func()

	mu   sync.Mutex
	drop func(to string, b []byte) bool
}

const relayIP = "10.0.0.5"

// newWorld makes a network whose links each add delay, for as many clients as said.
func newWorld(t *testing.T, delay time.Duration) *world {
	t.Helper()
	quiet := logging.NewDefaultLoggerFactory()
	quiet.Writer, quiet.DefaultLogLevel = io.Discard, logging.LogLevelDisabled
	router, err := vnet.NewRouter(&vnet.RouterConfig{CIDR: "10.0.0.0/24", MinDelay: delay, LoggerFactory: quiet})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, router: router, hosts: 10}
	router.AddChunkFilter(func(c vnet.Chunk) bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		to, _, _ := net.SplitHostPort(c.DestinationAddr().String())
		return w.drop == nil || !w.drop(to, c.UserData())
	})
	if w.relay, err = relay.New(relay.Options{MediaAddr: relayIP + ":5000", Net: w.host(relayIP)}); err != nil {
		t.Fatal(err)
	}
	return w
}

// host adds a host to the network, before start.
func (w *world) host(ip string) *vnet.Net {
	w.t.Helper()
	n, err := vnet.NewNet(&vnet.NetConfig{StaticIPs: []string{ip}})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.router.AddNet(n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// client adds a host for a client, before start.
func (w *world) client() (client.Network, string) {
	ip := fmt.Sprintf("10.0.0.%d", w.hosts)
	w.hosts++
	return client.Network{Net: w.host(ip)}, ip
}

// start runs network and relay until end.
func (w *world) start() {
	w.t.Helper()
	if err := w.router.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.run(w.relay.Run)
}

// run runs f until end.
func (w *world) run(f func(context.Context) error) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	})
	w.stop = append(w.stop, stop)
	return stop
}

// end stops what was started, last first.
func (w *world) end() {
	for i := len(w.stop) - 1; i >= 0; i-- {
		w.stop[i]()
	}
	if err := w.router.Stop(); err != nil {
		w.t.Error(err)
	}
}

// lose drops what f says; nil drops nothing.
func (w *world) lose(f func(to string, b []byte) bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop = f
}

// losing drops a share of the SRTP packets to a host, retransmissions too.
func losing(host string, share float64) func(string, []byte) bool {
	random := rand.New(rand.NewPCG(1, 2))
	return func(to string, b []byte) bool {
		return to == host && isMedia(b) && random.Float64() < share
	}
}

// isMedia tells SRTP from SRTCP, DTLS and STUN (RFC 7983, RFC 5761).
func isMedia(b []byte) bool { return len(b) > 12 && b[0]>>6 == 2 && (b[1]&0x7f < 64 || b[1]&0x7f > 95) }

// publishing and watching are the exchanges with the world's relay.
func (w *world) publishing(stream string) client.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		s, err := w.relay.Publish(ctx, stream, offer)
		if err != nil {
			return "", err
		}
		return s.AnswerSDP(), nil
	}
}

func (w *world) watching(stream string, control relay.ControlHandler, session **relay.Session) client.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		s, err := w.relay.Subscribe(ctx, stream, offer, relay.SubscribeOptions{Control: control})
		if err != nil {
			return "", err
		}
		if session != nil {
			*session = s
		}
		return s.AnswerSDP(), nil
	}
}

// publish sends files of the test clip until end, until the returned function is called, or until the relay ends.
func (w *world) publish(n client.Network, files ...string) (stop func()) {
	w.t.Helper()
	src := open(w.t, false, files...)
	return w.run(func(ctx context.Context) error {
		err := client.Publish(ctx, w.publishing("live"), src, client.PublishOptions{Network: n})
		if errors.Is(err, client.ErrEnded) {
			return nil
		}
		return err
	})
}

// watch joins the stream, until end.
func (w *world) watch(o client.WatchOptions, exchange client.Exchange) *client.Watcher {
	w.t.Helper()
	v, err := client.Watch(w.t.Context(), exchange, o)
	if err != nil {
		w.t.Fatal(err)
	}
	w.stop = append(w.stop, func() { _ = v.Close() })
	return v
}
