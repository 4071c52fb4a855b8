package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// inChromium has the SDK's bench watch over lossy links, which asks this command for a lab of its own.
func inChromium(ctx context.Context, lasting time.Duration) ([]frameResult, error) {
	for _, name := range []string{"npm", "chromium", "nsenter"} {
		if _, err := exec.LookPath(name); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat("sdk/node_modules"); err != nil {
		return nil, err
	}
	wanted, err := json.Marshal(conditions())
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "losslab-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "frames.json")
	cmd := exec.CommandContext(ctx, "npm", "--silent", "--prefix", "sdk", "run", "bench:loss")
	cmd.Env = append(os.Environ(), "LOSSLAB_CONDITIONS="+string(wanted), "LOSSLAB_OUT="+file, fmt.Sprintf("LOSSLAB_MS=%d", lasting.Milliseconds()))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var results []frameResult
	if err := json.Unmarshal(b, &results); err != nil {
		return nil, err
	}
	for i, c := range conditions() {
		if i < len(results) {
			results[i].Target = freezes(c)
		}
	}
	return results, nil
}

// freezes is the share of time that the picture may stand still.
func freezes(c condition) float64 {
	switch {
	case c.Shape.Enter > 0:
		return 0.02
	case c.Shape.Loss >= 0.2:
		return 0.03
	case c.Shape.Loss >= 0.1:
		return 0.01
	case c.Shape.Loss > 0:
		return 0.005
	}
	return 0
}
