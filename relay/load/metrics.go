package load

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// maxMetrics bounds a page of metrics, in bytes.
const maxMetrics = 4 << 20

// metrics are what a page of Prometheus metrics tells of a Go process.
type metrics struct {
	goroutines int
	idleHeap   uint64 // bytes of memory that the heap does not use, and has not given back
}

// readMetrics reads a page of Prometheus metrics. It must have the number of goroutines; the heap may be missing.
func readMetrics(ctx context.Context, url string) (metrics, error) {
	m, err := fetchMetrics(ctx, url)
	if err != nil {
		return metrics{}, fmt.Errorf("read metrics at %s: %w", url, err)
	}
	return m, nil
}

func fetchMetrics(ctx context.Context, url string) (metrics, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return metrics{}, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return metrics{}, err
	}
	defer res.Body.Close()
	values := map[string]float64{}
	lines := bufio.NewScanner(io.LimitReader(res.Body, maxMetrics))
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if v, err := strconv.ParseFloat(value, 64); err == nil && strings.HasPrefix(name, "go_") {
			values[name] = v
		}
	}
	if _, ok := values["go_goroutines"]; !ok {
		return metrics{}, errNoMetric
	}
	idle := values["go_memstats_heap_idle_bytes"] - values["go_memstats_heap_released_bytes"]
	return metrics{goroutines: int(values["go_goroutines"]), idleHeap: uint64(max(idle, 0))}, nil
}

// errNoMetric: a page of metrics has not what is looked for.
var errNoMetric = errors.New("no go_goroutines in it")
