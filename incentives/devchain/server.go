package devchain

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
)

const (
	headerTimeout   = 10 * time.Second
	shutdownTimeout = 5 * time.Second
)

// server answers JSON-RPC on one listener, over HTTP and WebSocket.
type server struct {
	rpc      *rpc.Server
	http     *http.Server
	requests sync.WaitGroup // WebSockets too, which http.Server does not wait for
}

func newServer(b *backend, s *sealer) (*server, error) {
	apis := append(b.apis,
		rpc.API{Namespace: "evm", Service: &evmAPI{s}},
		rpc.API{Namespace: "web3", Service: &web3API{b.eth.BlockChain().Config().ChainID.Uint64()}})
	// Not admin, debug and miner, which write files and rewind the chain.
	open := []string{"eth", "net", "txpool", "evm", "web3"}
	srv := &server{rpc: rpc.NewServer()}
	for _, api := range apis {
		if !slices.Contains(open, api.Namespace) {
			continue
		}
		if err := srv.rpc.RegisterName(api.Namespace, api.Service); err != nil {
			return nil, fmt.Errorf("register namespace %s: %w", api.Namespace, err)
		}
	}
	websocket := srv.rpc.WebsocketHandler(nil) // no web pages but those of localhost
	srv.http = &http.Server{
		ReadHeaderTimeout: headerTimeout,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			srv.requests.Add(1)
			defer srv.requests.Done()
			switch {
			case !loopbackHost(r.Host):
				// A web page whose name was made to point here (DNS rebinding) betrays itself by that name.
				http.Error(w, "this chain answers on loopback only", http.StatusForbidden)
			case strings.EqualFold(r.Header.Get("Upgrade"), "websocket"):
				websocket.ServeHTTP(w, r)
			default:
				srv.rpc.ServeHTTP(w, r)
			}
		}),
	}
	return srv, nil
}

// run serves until ctx ends, and returns when no request is left.
func (s *server) run(ctx context.Context, l net.Listener) error {
	served := make(chan error, 1)
	go func() { served <- s.http.Serve(l) }()
	var err error
	select {
	case <-ctx.Done():
	case err = <-served:
		served <- err
	}
	s.rpc.Stop()
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if s.http.Shutdown(deadline) != nil {
		_ = s.http.Close() // cuts what is left
	}
	if err = <-served; errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	s.requests.Wait()
	return err
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	return isLoopback(host)
}
