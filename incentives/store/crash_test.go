package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives/store"
)

const (
	crashEnv    = "CASTO_STORE_CRASH_DIR"    // set in the child: the folder to write to
	crashRounds = "CASTO_STORE_CRASH_ROUNDS" // how often the parent kills; default 10
)

// crashChild commits numbered values on eight goroutines, one key each, and prints every number once it is durable.
func crashChild() int {
	s, err := store.Open(store.Options{Dir: os.Getenv(crashEnv), Domain: domain()})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if r := s.Recovered(); r != nil {
		fmt.Fprintf(os.Stderr, "needed repair: %v\n", r.Cause)
		return 1
	}
	last := make(map[string]int)
	if err := s.Each(store.PayeeChannels, func(k, v []byte) error {
		n, err := strconv.Atoi(string(v))
		last[string(k)] = n
		return err
	}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var out sync.Mutex
	var wg sync.WaitGroup
	for w := range 8 {
		key := fmt.Sprintf("w%d", w)
		wg.Go(func() {
			for n := last[key] + 1; ; n++ {
				commit := s.Commit
				if n%16 == 0 {
					commit = s.CommitNow
				}
				if err := commit(put(store.PayeeChannels, key, strconv.Itoa(n))); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				out.Lock()
				fmt.Printf("%s %d\n", key, n)
				out.Unlock()
			}
		})
	}
	wg.Wait()
	return 1
}

// TestKilledProcessLosesNothingAcknowledged kills a writing process at random again and again. What it acknowledged before
// must be there afterwards, and the folder must open without repair.
func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	rounds := 10
	if s := os.Getenv(crashRounds); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		rounds = n
	}
	dir := t.TempDir()
	acked := make(map[string]int)
	total := 0
	for round := range rounds {
		n := killOnce(t, dir, acked)
		total += n
		s := open(t, dir)
		if r := s.Recovered(); r != nil {
			t.Fatalf("round %d: needed repair: %v", round, r.Cause)
		}
		got := content(t, s, store.PayeeChannels)
		for key, want := range acked {
			if n, _ := strconv.Atoi(got[key]); n < want {
				t.Fatalf("round %d: %s is at %d, but %d was acknowledged", round, key, n, want)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if total < rounds {
		t.Fatalf("only %d commits in %d rounds: the child is killed before it works", total, rounds)
	}
	t.Logf("%d kills, %d acknowledged commits, none lost", rounds, total)
}

// killOnce runs the child until it has acknowledged a random number of commits, and kills it. It notes what was acknowledged.
func killOnce(t *testing.T, dir string, acked map[string]int) int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashEnv+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	n, enough := 0, 1+rand.IntN(200)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var key string
		var value int
		if _, err := fmt.Sscanf(lines.Text(), "%s %d", &key, &value); err != nil {
			continue // a line cut by the kill was not seen by anybody
		}
		acked[key] = value
		if n++; n == enough {
			// Somewhere within the next group, its sync or the second copy.
			time.AfterFunc(time.Duration(rand.IntN(25000))*time.Microsecond, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait()
	return n
}
