package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// seen is what a viewer has seen.
type seen struct {
	Error   string       `json:"error,omitempty"`
	Route   client.Route `json:"route"`
	Connect float64      `json:"connectMs"` // from the offer that led to it
	Tried   string       `json:"tried,omitempty"`
	Frames  uint64       `json:"frames"`
}

const (
	enoughFrames = 15
	viewTimeout  = 60 * time.Second
)

// viewer is this program as a viewer: it watches a WHEP endpoint until some frames are there, and prints what it has seen.
func viewer(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("viewer", flag.ContinueOnError)
	url := flags.String("url", "", "WHEP endpoint")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, viewTimeout)
	defer cancel()
	s := watch(ctx, *url)
	return json.NewEncoder(os.Stdout).Encode(s)
}

// watch tries until there is a stream. When the relay cannot be reached as it is, it uses the servers that its answer has named.
func watch(ctx context.Context, url string) seen {
	var servers []client.ICEServer
	tried := ""
	for {
		begun := time.Now()
		exchange := &whip.Client{URL: url}
		w, err := client.Watch(ctx, exchange.Exchange, client.WatchOptions{Network: client.Network{ICEServers: servers}})
		switch {
		case err == nil:
			s := look(ctx, w)
			s.Connect = float64(time.Since(begun).Milliseconds()) - s.Connect
			s.Tried = tried
			return s
		case errors.Is(err, client.ErrUnreachable) && servers == nil:
			servers = iceServers(exchange.ICEServers())
			tried = fmt.Sprintf("after %.0f s without TURN", time.Since(begun).Seconds())
		case errors.Is(err, whip.ErrNoStream):
		case ctx.Err() != nil || !errors.Is(err, whip.ErrFull):
			return seen{Error: err.Error()}
		}
		select {
		case <-ctx.Done():
			return seen{Error: err.Error()}
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func iceServers(from []whip.ICEServer) []client.ICEServer {
	servers := []client.ICEServer{} // not nil: they have been asked for
	for _, s := range from {
		servers = append(servers, client.ICEServer{URL: s.URL, Username: s.Username, Credential: s.Credential})
	}
	return servers
}

// look counts frames. Connect is the time that it took itself.
func look(ctx context.Context, w *client.Watcher) seen {
	begun := time.Now()
	s := seen{Route: w.Route()}
	for s.Frames < enoughFrames && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
		s.Frames = w.Stats().Video.Frames
	}
	s.Route, s.Connect = w.Route(), float64(time.Since(begun).Milliseconds())
	_ = w.Close()
	_ = w.Wait()
	return s
}

// view runs a viewer on a host.
func (t *trial) view(ctx context.Context, h host, url string) (seen, error) {
	var out strings.Builder
	cmd := exec.CommandContext(ctx, t.self, "viewer", "--url", url)
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := h.start(cmd); err != nil {
		return seen{}, err
	}
	if err := cmd.Wait(); err != nil {
		return seen{}, fmt.Errorf("viewer: %w", err)
	}
	var s seen
	return s, json.Unmarshal([]byte(out.String()), &s)
}

// get is this program as a reader of a URL.
func get(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("get wants one URL")
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, args[0], nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	_, err = io.Copy(os.Stdout, res.Body)
	return err
}
