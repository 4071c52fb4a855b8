package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const startTimeout = 30 * time.Second

// node is a process of casto-node on a host.
type node struct {
	host host
	cmd  *exec.Cmd
	done chan struct{}
	said struct {
		Account string   `json:"account"`
		Peer    string   `json:"peer"`
		Addrs   []string `json:"addrs"`
	}
}

// startNode runs casto-node with all its ports open to the lab, and returns once it is ready.
func (t *trial) startNode(ctx context.Context, h host, flags ...string) (*node, error) {
	t.nodes++
	name := fmt.Sprintf("node%d", t.nodes)
	args := append([]string{"--pool", "--json", "--data", filepath.Join(t.dir, name), "--http", "0.0.0.0:8787", "--media", "0.0.0.0:8786",
		"--url", "http://" + h.addr + ":8787"}, flags...)
	n := &node{host: h, cmd: exec.Command(t.bin, args...), done: make(chan struct{})}
	var errs bytes.Buffer
	n.cmd.Stderr = &errs
	if t.logs != "" {
		file, err := os.Create(filepath.Join(t.logs, t.file+"-"+name+".log"))
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		n.cmd.Stderr = file
		n.cmd.Args = append(n.cmd.Args, "--verbose")
	}
	out, err := n.cmd.StdoutPipe()
	if err == nil {
		err = h.start(n.cmd)
	}
	if err != nil {
		return nil, fmt.Errorf("start %s: %w; make build makes it", t.bin, err)
	}
	t.ends = append(t.ends, n.stop)
	first := make(chan string, 1)
	go func() {
		defer close(n.done)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		if lines.Scan() {
			first <- lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
		_ = n.cmd.Wait()
	}()
	select {
	case line := <-first:
		return n, json.Unmarshal([]byte(line), &n.said)
	case <-n.done:
		return nil, fmt.Errorf("%s ended: %s", name, strings.TrimSpace(errs.String()))
	case <-time.After(startTimeout):
		return nil, fmt.Errorf("%s says nothing", name)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// stop ends the node, by force if it takes long.
func (n *node) stop() {
	_ = n.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-n.done:
	case <-time.After(3 * time.Second):
		_ = n.cmd.Process.Kill()
		<-n.done
	}
}

// peerFlags have another node join by this one.
func (n *node) peerFlags() []string {
	return []string{"--peer", "/ip4/" + n.host.addr + "/tcp/8785/p2p/" + n.said.Peer, "--peer", "/ip4/" + n.host.addr + "/udp/8785/quic-v1/p2p/" + n.said.Peer}
}

// publish sends the built-in picture to the node as stream "live", until the trial ends.
func (t *trial) publish(n *node) error {
	cmd := exec.Command(t.bin, "publish", "--data", filepath.Join(t.dir, "publisher"), "--to", "http://127.0.0.1:8787/whip/live")
	if err := n.host.start(cmd); err != nil {
		return err
	}
	t.ends = append(t.ends, func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return nil
}

// get reads JSON from a node's operator's API.
func (t *trial) get(n *node, path string, into any) error {
	var out bytes.Buffer
	cmd := exec.Command(t.self, "get", "http://127.0.0.1:8788"+path)
	cmd.Stdout = &out
	if err := n.host.start(cmd); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("get %s: %w", path, err)
	}
	return json.Unmarshal(out.Bytes(), into)
}
