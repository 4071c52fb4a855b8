package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// TestMain is also the processes that the bench starts of itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && slices.Contains([]string{"stock", "floor", "sink"}, os.Args[1]) {
		if err := run(context.Background(), os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// On a busy machine the receivers' buffers may overflow, so how many packets arrive is measured, and not asserted.
func TestFloorMeasuresEveryWay(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("Linux only")
	}
	rows, err := measureFloor(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, r := range rows {
		names[r.Name] = true
		if r.Micros <= 0 || r.Arrived <= 0 || r.Arrived > 1 {
			t.Errorf("%s: got %v µs, %v arrived", r.Name, r.Micros, r.Arrived)
		}
	}
	if len(names) != 7 || !names[floorName] {
		t.Errorf("got rows %v", names)
	}
}

// A bench of few viewers over both servers, from the processes to the JSON.
func TestBenchFromEndToEnd(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("Linux only")
	}
	node := filepath.Join(t.TempDir(), "casto-node")
	if out, err := exec.Command("go", "build", "-o", node, "../../cmd/casto-node").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b := bench{out: io.Discard, progress: io.Discard, node: node, measure: 500 * time.Millisecond}
	for _, row := range []*row{{Name: "stock", Stock: true, Viewers: 2}, {Name: "node", Viewers: 2, Paced: true, Feedback: true, Flags: []string{"--hold", "10ms"}}} {
		r, err := b.once(t.Context(), row)
		if err != nil {
			t.Fatalf("%s: %v", row.Name, err)
		}
		if r.Viewers != 2 || r.MicrosPerPacket <= 0 || r.After.Goroutines <= r.Before.Goroutines || r.After.Memory() == 0 || r.Counts.Damaged != 0 {
			t.Errorf("%s: got %+v", row.Name, r)
		}
	}
}

func TestGoalsAreHeldAgainstTheRun(t *testing.T) {
	report := func(micros, p99 float64, rss uint64) load.Report {
		return load.Report{MicrosPerPacket: micros, Latency: load.Quantiles{P50: 1, P99: p99}, After: load.Sample{RSS: rss, Goroutines: 7, Viewers: 100}}
	}
	r := &result{Turns: 3, Rows: []*row{
		{Name: stockBursts, Runs: []load.Report{report(20, 1, 0), report(18, 1, 0), report(19, 1, 0)}},
		{Name: nodeBursts, Runs: []load.Report{report(4.1, 16, 199<<20), report(3.9, 14, 199<<20), report(3.8, 13, 199<<20)}},
		{Name: nodeOne, Runs: []load.Report{report(50, 1, 100<<20)}},
	}, Floor: [][]floorRow{{{Name: floorName, Micros: 2}}, {{Name: floorName, Micros: 3}}, {{Name: floorName, Micros: 2.4}}},
		Holding: &holding{Viewers: 400}}
	want := map[string]string{
		"CPU per delivered packet, 100 viewers, bursts": "3.90 pass",
		"stock Pion ÷ casto-node":                       "4.87 pass",
		"casto-node ÷ floor":                            "1.62 MISS",
		"forward latency p99, 100 viewers":              "14.00 pass",
		"memory per viewer, from 1 to 100":              "1024.00 MISS",
		"viewers held without loss, generator beside":   "400.00 MISS",
		"CPU per delivered packet, evenly paced":        "not measured",
	}
	var out bytes.Buffer
	r.print(&out)
	for what, verdict := range want {
		found := false
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(line, what) {
				found = true
				if got := strings.Join(strings.Fields(line), " "); !strings.HasSuffix(got, verdict) {
					t.Errorf("got %q, want it to end in %q", got, verdict)
				}
			}
		}
		if !found {
			t.Errorf("no line of %q in\n%s", what, &out)
		}
	}
}

func TestSoakTellsGrowth(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(i int, s *load.Sample)
		report load.Report
		want   bool
	}{
		{"steady", func(int, *load.Sample) {}, load.Report{}, true},
		{"memory", func(i int, s *load.Sample) { s.RSS += uint64(i) << 20 }, load.Report{}, false},
		{"goroutines", func(i int, s *load.Sample) { s.Goroutines += 10 * i }, load.Report{}, false},
		{"descriptors", func(i int, s *load.Sample) { s.Descriptors += i }, load.Report{}, false},
		{"lost packets", func(int, *load.Sample) {}, load.Report{Counts: load.Counts{Lost: 1}}, false},
		{"viewers refused", func(int, *load.Sample) {}, load.Report{Refused: 1}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range 40 {
				s := load.Sample{RSS: 100 << 20, Goroutines: 1000, Descriptors: 20}
				c.change(i, &s)
				c.report.Samples = append(c.report.Samples, s)
			}
			if got := soaked(io.Discard, c.report); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if soaked(io.Discard, load.Report{}) {
		t.Error("nothing measured, and all is well")
	}
}

func TestTimeIsSharedOutByTheStack(t *testing.T) {
	traces := `File: casto-node
Type: cpu
-----------+-------------------------------------------------------
      30ms   internal/runtime/syscall/linux.Syscall6
             github.com/casto-network/casto/relay/internal/udp.(*gso).call
             github.com/casto-network/casto/relay.(*shard).run
-----------+-------------------------------------------------------
      10ms   crypto/internal/fips140/aes/gcm.gcmAesEnc
             github.com/casto-network/casto/relay/internal/seal.(*Sealer).Seal
             github.com/casto-network/casto/relay.(*sender).Send
-----------+-------------------------------------------------------
      20ms   main.main
-----------+-------------------------------------------------------
`
	var out bytes.Buffer
	printShares(&out, traces, 1, load.Report{Counts: load.Counts{Packets: 10_000}, Seconds: 1, MicrosPerPacket: 8})
	for _, want := range []string{"sealing: AES-GCM 1.00 17 %", "sending: sendmmsg, in the kernel 3.00 50 %", "the rest 2.00 33 %", "all that was sampled 6.00 100 %"} {
		if got := strings.Join(strings.Fields(out.String()), " "); !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestHeldMeansEverythingInTime(t *testing.T) {
	good := load.Report{Viewers: 100, Latency: load.Quantiles{P99: 20}}
	if !held(good, 100) {
		t.Error("nothing is wrong, and it does not count")
	}
	for name, change := range map[string]func(*load.Report){
		"lost":     func(r *load.Report) { r.Counts.Lost = 1 },
		"repaired": func(r *load.Report) { r.Counts.Repaired = 1 },
		"late":     func(r *load.Report) { r.Latency.P99 = 301 },
		"fewer":    func(r *load.Report) { r.Viewers = 99 },
		"refused":  func(r *load.Report) { r.Refused = 1 },
		"dropped":  func(r *load.Report) { r.Dropped = 1 },
		"waiting":  func(r *load.Report) { r.Waiting = 1 },
	} {
		r := good
		if change(&r); held(r, 100) {
			t.Errorf("%s: it counts all the same", name)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		in   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{1, 2, 3, 100, 0}, 2}} {
		if got := median(c.in); got != c.want {
			t.Errorf("of %v: got %v, want %v", c.in, got, c.want)
		}
	}
}

func TestUnknownPartsAreRefused(t *testing.T) {
	for _, args := range [][]string{{"dance"}, {"floor"}, {"floor", "x"}, {"sink"}, {"sink", "0"}, {"--nonsense"}, {"soak", "--nonsense"}, {"profile", "--nonsense"}} {
		if err := run(t.Context(), args); err == nil {
			t.Errorf("%v: got no error", args)
		}
	}
}
