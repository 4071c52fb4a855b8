package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	startTimeout = 30 * time.Second
	stopTimeout  = 40 * time.Second // a drain takes up to thirty
)

// process is a casto-node. It keeps its keys and ports over restarts.
type process struct {
	name string
	bin  string
	dir  string
	log  string // file, or empty
	args []string

	cmd  *exec.Cmd
	done chan struct{}
	said status
}

// status is what a node says on its first line.
type status struct {
	Account string   `json:"account"`
	Peer    string   `json:"peer"`
	Addrs   []string `json:"addrs"`
	HTTP    string   `json:"http"`
	Admin   string   `json:"admin"`
	Media   string   `json:"media"`
	WHIP    string   `json:"whip"`
}

// newProcess chooses ports, and starts nothing.
func newProcess(b bench, name, dir string, flags ...string) (*process, error) {
	ports, err := freePorts(4)
	if err != nil {
		return nil, err
	}
	p := &process{name: name, bin: b.node, dir: filepath.Join(dir, name)}
	if b.log != "" {
		p.log = filepath.Join(b.log, name+".log")
	}
	p.args = append([]string{"--pool", "--json", "--data", p.dir, "--http", "127.0.0.1:" + ports[0], "--admin", "127.0.0.1:" + ports[1],
		"--media", "127.0.0.1:" + ports[2], "--listen", "/ip4/127.0.0.1/tcp/" + ports[3], "--no-mdns", "--no-dht", "--no-nat", "--join-rate", "-1"}, flags...)
	return p, nil
}

// freePorts returns ports that are free for TCP and UDP now.
func freePorts(n int) ([]string, error) {
	var ports []string
	var held []io.Closer
	defer func() {
		for _, c := range held {
			_ = c.Close()
		}
	}()
	for tries := 0; len(ports) < n && tries < 10*n; tries++ {
		tcp, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		held = append(held, tcp)
		udp, err := net.ListenPacket("udp", tcp.Addr().String())
		if err != nil {
			continue
		}
		held = append(held, udp)
		_, port, err := net.SplitHostPort(tcp.Addr().String())
		if err != nil {
			return nil, err
		}
		ports = append(ports, port)
	}
	if len(ports) < n {
		return nil, errors.New("no free ports")
	}
	return ports, nil
}

// start runs the node and returns once it is ready.
func (p *process) start(ctx context.Context) error {
	p.cmd, p.done = exec.Command(p.bin, p.args...), make(chan struct{})
	var errs strings.Builder
	p.cmd.Stderr = &errs
	if p.log != "" {
		file, err := os.OpenFile(p.log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		defer file.Close()
		p.cmd.Stderr = file
		p.cmd.Args = append(p.cmd.Args, "--verbose")
	}
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("start %s: %w; make build makes it", p.bin, err)
	}
	first, cmd, done := make(chan string, 1), p.cmd, p.done
	go func() {
		defer close(done)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		if lines.Scan() {
			first <- lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	}()
	select {
	case line := <-first:
		return json.Unmarshal([]byte(line), &p.said)
	case <-p.done:
		return fmt.Errorf("%s ended: %s", p.name, errs.String())
	case <-time.After(startTimeout):
		return fmt.Errorf("%s says nothing", p.name)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// signal sends a signal to the node.
func (p *process) signal(s syscall.Signal) { _ = p.cmd.Process.Signal(s) }

// kill ends the node at once, stopped or not, and waits for it.
func (p *process) kill() {
	if p.cmd == nil || p.cmd.Process == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	<-p.done
}

// addr is the multiaddr that others join the network by.
func (p *process) addr() string {
	if len(p.said.Addrs) == 0 {
		return ""
	}
	return p.said.Addrs[0]
}

// carried is what a node tells of a stream.
type carried struct {
	Stream   string            `json:"stream"`
	Own      bool              `json:"own"`
	Live     bool              `json:"live"`
	Viewers  int               `json:"viewers"`
	Parent   string            `json:"parent"` // peer id
	Depth    int               `json:"depth"`
	Standbys []json.RawMessage `json:"standbys"`
}

// stream asks the node's operator API for the one stream of the cell.
func (p *process) stream(ctx context.Context) (carried, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.said.Admin+"/api/v1/streams", nil)
	if err != nil {
		return carried{}, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return carried{}, err
	}
	defer res.Body.Close()
	var list []carried
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil {
		return carried{}, err
	}
	for _, s := range list {
		if s.Live {
			return s, nil
		}
	}
	return carried{}, errors.New("no live stream")
}
