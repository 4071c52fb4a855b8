package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func measureBrowser(ctx context.Context, b bench, _ row) (result, error) {
	return inBrowser(ctx, b, b.kills, true)
}

func measureBrowserCold(ctx context.Context, b bench, _ row) (result, error) {
	return inBrowser(ctx, b, max(1, b.kills/4), false)
}

// inBrowser has the SDK's bench watch in Chromium. It asks this process, over HTTP on loopback, to kill the relay that it watches at.
func inBrowser(ctx context.Context, b bench, trials int, warm bool) (result, error) {
	for _, program := range []string{"npm", "chromium"} {
		if _, err := exec.LookPath(program); err != nil {
			return result{}, fmt.Errorf("%w: %w", errSkip, err)
		}
	}
	if _, err := os.Stat("sdk/node_modules"); err != nil {
		return result{}, fmt.Errorf("%w: %w", errSkip, err)
	}
	c, err := newCell(ctx, b, 3)
	if err != nil {
		return result{}, err
	}
	defer c.close()
	for _, p := range c.relays {
		if err := c.carries(p); err != nil {
			return result{}, err
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return result{}, err
	}
	server := &http.Server{Handler: c.remote(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()

	file := filepath.Join(c.dir, "browser.json")
	first := c.relays[0]
	cmd := exec.CommandContext(ctx, "npm", "--silent", "--prefix", "sdk", "run", "bench:failover")
	cmd.Env = append(os.Environ(), "FAILOVER_CONTROL=http://"+listener.Addr().String(), "FAILOVER_OUT="+file, fmt.Sprintf("FAILOVER_TRIALS=%d", trials),
		fmt.Sprintf("FAILOVER_WARM=%t", warm), "FAILOVER_NODE="+first.said.HTTP, "FAILOVER_WATCH="+first.said.HTTP+"/watch/"+c.streamer.said.Account+"/"+streamName)
	if out, err := cmd.CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("%w: %s", err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return result{}, err
	}
	res := result{Trials: trials}
	return res, json.Unmarshal(text, &res)
}

// remote lets the browser's bench kill relays: POST /kill?node=URL answers at once, POST /back?node=URL once it carries the stream again.
func (c *cell) remote() http.Handler {
	mux := http.NewServeMux()
	find := func(w http.ResponseWriter, r *http.Request) *process {
		for _, p := range c.relays {
			if strings.TrimSuffix(r.FormValue("node"), "/") == p.said.HTTP {
				return p
			}
		}
		http.Error(w, "no relay of this cell", http.StatusNotFound)
		return nil
	}
	mux.HandleFunc("POST /kill", func(w http.ResponseWriter, r *http.Request) {
		if p := find(w, r); p != nil {
			p.signal(syscall.SIGKILL)
		}
	})
	mux.HandleFunc("POST /back", func(w http.ResponseWriter, r *http.Request) {
		if p := find(w, r); p != nil {
			if err := c.back(p); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		}
	})
	return mux
}
