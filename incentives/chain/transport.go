package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
)

const (
	// maxAnswer bounds one answer; the largest we ask for are the events of a few thousand blocks.
	maxAnswer = 32 << 20
	// requestTimeout bounds one request over HTTP, so that a caller without a deadline is not stuck for ever.
	requestTimeout = 30 * time.Second
)

// boundedTransport cuts off answers that are too long to be true.
type boundedTransport struct{ *http.Transport }

func (t boundedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := t.Transport.RoundTrip(r)
	if err == nil {
		response.Body = http.MaxBytesReader(nil, response.Body, maxAnswer)
	}
	return response, err
}

// connect prepares JSON-RPC by HTTP or WebSocket. Over HTTP nothing is sent yet.
func connect(ctx context.Context, rawURL string) (*rpc.Client, func(), error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" {
		return nil, nil, fmt.Errorf("%w: the RPC address is no URL, such as http://127.0.0.1:8545", ErrUnreachable)
	}
	switch u.Scheme {
	case "http", "https", "ws", "wss":
	default:
		return nil, nil, fmt.Errorf("%w: the RPC address begins with %.20q: use http://, https://, ws:// or wss://", ErrUnreachable, u.Scheme)
	}
	// Its own connections, so that closing the client closes them.
	transport := boundedTransport{&http.Transport{Proxy: http.ProxyFromEnvironment, IdleConnTimeout: 90 * time.Second, MaxIdleConnsPerHost: 4}}
	client, err := rpc.DialOptions(ctx, rawURL, rpc.WithHTTPClient(&http.Client{Transport: transport, Timeout: requestTimeout}),
		rpc.WithWebsocketMessageSizeLimit(maxAnswer))
	if err != nil {
		return nil, nil, fmt.Errorf("%w at %s: %w", ErrUnreachable, place(u), plain(err))
	}
	return client, func() { client.Close(); transport.CloseIdleConnections() }, nil
}

// place is the part of a URL that may be shown: paths and queries often hold an API key.
func place(u *url.URL) string { return u.Scheme + "://" + u.Host }

// plain rewrites the errors of the RPC library: failures of transport become ErrUnreachable, senseless answers ErrAnswer, and the
// endpoint's URL, which may hold an API key, is left out. Errors that the chain itself reports stay what they are.
func plain(err error) error {
	var (
		inURL    *url.Error
		status   rpc.HTTPError
		reported rpc.Error
		syntax   *json.SyntaxError
		typed    *json.UnmarshalTypeError
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &inURL):
		return fmt.Errorf("%w: %w", ErrUnreachable, inURL.Err)
	case errors.As(err, &status):
		return fmt.Errorf("%w: it answers %d %s", ErrUnreachable, status.StatusCode, http.StatusText(status.StatusCode))
	case errors.Is(err, rpc.ErrClientQuit), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	case errors.As(err, &reported):
		return err
	case errors.As(err, &syntax), errors.As(err, &typed), errors.Is(err, rpc.ErrNoResult):
		return fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return err
}
