package node

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/whip"
)

// publicHandler serves WHIP, WHEP, the SDK and the pages.
func (n *Node) publicHandler() (http.Handler, error) {
	ice, err := iceServers(n.opts.ICEServers)
	if err != nil {
		return nil, err
	}
	signalling, err := whip.NewHandler(whip.Options{Publish: n.publish, Subscribe: n.subscribe, Resolve: n.resolve,
		Authorize: n.authorize, Translate: translate, Links: n.links, Alternatives: n.alternativesOf, ICEServers: ice, Lend: n.lend, Rate: n.opts.JoinRate, Logger: n.log})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, pattern := range []string{"/whip/", "/whep/", "/session/"} {
		mux.Handle(pattern, signalling)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("ok\n"))
	})
	pages(mux)
	return mux, nil
}

// resolve turns the path of a WHIP or WHEP endpoint into a stream: without a streamer, one of this node's own.
func (n *Node) resolve(role whip.Role, streamer, name string) (string, error) {
	if err := incentives.CheckStreamName(name); err != nil {
		return "", whip.Problem{Status: http.StatusBadRequest, Detail: err.Error()}
	}
	if role == whip.Publisher {
		return name, nil
	}
	owner := n.identity
	if streamer != "" {
		var err error
		if owner, err = incentives.ParseAddress(streamer); err != nil {
			return "", whip.Problem{Status: http.StatusBadRequest, Detail: err.Error()}
		}
	}
	return incentives.NewStreamID(owner, name).String(), nil
}

// links tells a publisher the stream's link, with which its audience finds it: <casto://…>; rel="alternate".
func (n *Node) links(role whip.Role, name string) []string {
	if role != whip.Publisher {
		return nil
	}
	link := incentives.StreamURI{Streamer: n.identity, Name: name, Via: n.host.Addrs()}
	link.Via = link.Via[:min(len(link.Via), 4)]
	return []string{"<" + link.String() + `>; rel="alternate"`}
}

// alternativesOf names other relays to a viewer that asks for a stream.
func (n *Node) alternativesOf(r *http.Request, stream string) []string {
	id, err := incentives.ParseStreamID(stream)
	if err != nil {
		return nil
	}
	return n.alternatives(id, viewerAddr(r), r.RemoteAddr)
}

// authorize lets anybody watch. Publishing needs the token of the data folder, except on loopback in pool mode.
func (n *Node) authorize(r *http.Request, role whip.Role, _ string) error {
	if role != whip.Publisher || n.opts.Pool && fromLoopback(r) || hasBearer(r, n.publishToken) {
		return nil
	}
	return fmt.Errorf("%w: publishing needs the token in %s of the node's data folder, sent as Authorization: Bearer TOKEN",
		whip.ErrUnauthorized, publishTokenFile)
}

// fromLoopback tells whether a request came from this machine and not through a page of another site, which the Origin header
// of a browser gives away.
func fromLoopback(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	if err != nil || ip == nil || !ip.IsLoopback() {
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" || loopbackOrigin(origin)
}

func loopbackOrigin(origin string) bool {
	_, hostport, ok := strings.Cut(origin, "://")
	if !ok {
		return false
	}
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (n *Node) publish(ctx context.Context, name, offer string, _ *http.Request) (whip.Session, error) {
	s, err := n.own.publish(ctx, name, offer)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// subscribeWait bounds the search for a parent before a viewer is told to ask again.
const subscribeWait = 12 * time.Second

// subscribe serves a viewer; ?via=MULTIADDR names nodes to ask for the stream, as an invite link does, and ?standby=1 asks for a session
// on standby.
func (n *Node) subscribe(ctx context.Context, stream, offer string, r *http.Request) (whip.Session, error) {
	id, err := incentives.ParseStreamID(stream)
	if err != nil {
		return nil, err
	}
	served := n.viewers.handler(id, "")
	served.addr = viewerAddr(r)
	standby := r.URL.Query().Get("standby") == "1"
	switch {
	case n.viewers.moving.Load():
		return nil, fmt.Errorf("%w: this relay stops; watch by another", whip.ErrFull)
	case standby && !n.viewers.mayStandBy(served.addr):
		return nil, fmt.Errorf("%w: as many connections of your address are on standby here as may be; use another relay", whip.ErrFull)
	}
	if err := n.room(stream, standby); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, subscribeWait)
	defer cancel()
	if err := n.carrier.ensure(ctx, id, viaOf(r)...); err != nil {
		return nil, err
	}
	s, err := n.relay.Subscribe(ctx, stream, offer, relay.SubscribeOptions{Control: served, Standby: standby})
	if err != nil {
		return nil, err
	}
	n.viewers.add(served, s)
	return s, nil
}

// viaOf returns at most 8 addresses of ?via=a,b.
func viaOf(r *http.Request) []string {
	var via []string
	for _, list := range r.URL.Query()["via"] {
		for addr := range strings.SplitSeq(list, ",") {
			if addr != "" && len(via) < 8 {
				via = append(via, addr)
			}
		}
	}
	return via
}

// translate gives the errors of relay and node the HTTP answers they stand for.
func translate(err error) error {
	for _, t := range []struct{ from, to error }{
		{relay.ErrFull, whip.ErrFull}, // before the errors of a search for a parent that ends in them
		{relay.ErrOverloaded, whip.ErrOverloaded},
		{relay.ErrNoStream, whip.ErrNoStream},
		{ErrUnknownStream, whip.ErrNoStream},
		{ErrNoParent, whip.ErrNoStream},
		{context.DeadlineExceeded, whip.ErrNoStream},
		{relay.ErrBusy, whip.ErrBusy},
		{relay.ErrNoCodec, whip.ErrNoCodec},
		{relay.ErrUnsupported, whip.ErrUnsupported},
		{relay.ErrBadSDP, whip.ErrBadSDP},
		{relay.ErrClosed, whip.ErrFull},
	} {
		if errors.Is(err, t.from) {
			return fmt.Errorf("%w: %w", t.to, err)
		}
	}
	return err
}
