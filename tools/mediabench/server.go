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
	"net/http/pprof"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/casto-network/casto/relay/loss"
)

const (
	startTimeout = 30 * time.Second
	stopTimeout  = 10 * time.Second
	// streamName is what the bench publishes.
	streamName = "bench"
)

// server is a process under load.
type server struct {
	cmd     *exec.Cmd
	dir     string
	whip    string
	whep    string
	metrics string
	profile string // URL of the profiler's folder
	token   string // for the profiler
	errs    strings.Builder
	done    chan struct{}
}

// ready is what a server says on its first line.
type ready struct {
	HTTP    string `json:"http"`
	Admin   string `json:"admin"`
	DataDir string `json:"dataDir"`
}

// startNode starts casto-node --pool with a data folder of its own.
func startNode(ctx context.Context, node string, flags ...string) (*server, error) {
	dir, err := os.MkdirTemp("", "casto-bench-")
	if err != nil {
		return nil, err
	}
	s, err := start(ctx, exec.Command(node, append(flags, "--pool", "--json", "--data", dir, "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0",
		"--media", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--no-dht", "--no-nat", "--max-viewers", "10000")...), dir)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w; make build makes it", node, err)
	}
	token, err := os.ReadFile(filepath.Join(dir, "admin.token"))
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	s.token = strings.TrimSpace(string(token))
	return s, nil
}

// startStock starts Pion's fan-out.
func startStock(ctx context.Context) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(ctx, exec.Command(self, "stock"), "")
}

// start starts a server that says where it answers.
func start(ctx context.Context, cmd *exec.Cmd, dir string) (*server, error) {
	s := &server{cmd: cmd, dir: dir, done: make(chan struct{})}
	cmd.Stderr = &s.errs
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	first := make(chan string, 1)
	go func() {
		defer close(s.done)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		if lines.Scan() {
			first <- lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	}()
	var r ready
	select {
	case line := <-first:
		err = json.Unmarshal([]byte(line), &r)
	case <-s.done:
		err = fmt.Errorf("it ended: %s", s.errs.String())
	case <-time.After(startTimeout):
		err = errors.New("it says nothing")
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	s.whip, s.whep = r.HTTP+"/whip/"+streamName, r.HTTP+"/whep/"+streamName
	s.metrics, s.profile = r.Admin+"/metrics", r.Admin+"/debug/pprof/"
	return s, nil
}

// stop ends the server and waits for it.
func (s *server) stop() error {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(stopTimeout):
		_ = s.cmd.Process.Kill()
		<-s.done
	}
	if s.dir == "" {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// collect has the server collect its garbage.
func (s *server) collect(ctx context.Context) error {
	return s.fetch(ctx, "heap?gc=1", io.Discard)
}

// fetch writes a profile to w.
func (s *server) fetch(ctx context.Context, what string, w io.Writer) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.profile+what, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("profile %s: %s", what, res.Status)
	}
	_, err = io.Copy(w, res.Body)
	return err
}

// serveStock is the process that startStock starts.
func serveStock(ctx context.Context) error {
	media, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	admin, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Fprintf(w, "go_goroutines %d\ngo_memstats_heap_idle_bytes %d\ngo_memstats_heap_released_bytes %d\n", runtime.NumGoroutine(), m.HeapIdle, m.HeapReleased)
	})
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	operator := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = operator.Serve(admin) }()
	defer operator.Close()
	err = json.NewEncoder(os.Stdout).Encode(ready{HTTP: "http://" + media.Addr().String(), Admin: "http://" + admin.Addr().String()})
	if err != nil {
		return err
	}
	return loss.Serve(ctx, loss.ServeOptions{Listener: media, Stock: true})
}
