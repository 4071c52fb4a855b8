package payee_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/store"
)

const (
	crashEnv    = "CASTO_PAYEE_CRASH_DIR"    // set in the child: the folder to keep
	crashRounds = "CASTO_PAYEE_CRASH_ROUNDS" // how often the parent kills; default 30
)

func openDisk(dir string) (*store.Store, *payee.Payee, error) {
	s, err := store.Open(store.Options{Dir: dir, Domain: domain()})
	if err != nil {
		return nil, nil, err
	}
	p, err := payee.New(options(s))
	return s, p, err
}

// crashChild is a relay that takes ever higher vouchers and says on standard output which ones it acknowledges.
func crashChild() int {
	_, p, err := openDisk(os.Getenv(crashEnv))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := p.Open(payee.Stream{Warrant: talk(), Channel: channel(),
		State: incentives.ChannelState{Deposit: incentives.NewAmount(1 << 40)}}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cumulative := p.Channels()[0].Voucher.Big().Uint64()
	for {
		cumulative++
		v, err := incentives.Voucher{Payer: channel().Payer, Payee: channel().Payee, Nonce: 1, Cumulative: incentives.NewAmount(cumulative)}.Sign(key(streamKey), domain())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		if verdict, err := p.Voucher(v); verdict != payee.Accept {
			fmt.Fprintln(os.Stderr, verdict, err)
			return 1
		}
		fmt.Println(cumulative)
	}
}

// TestKilledRelayLosesNoAcknowledgedVoucher kills a relay at random again and again. Every voucher that it acknowledged must be
// in its folder afterwards, with a signature that verifies.
func TestKilledRelayLosesNoAcknowledgedVoucher(t *testing.T) {
	rounds := 30
	if s := os.Getenv(crashRounds); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		rounds = n
	}
	dir := t.TempDir()
	var acked uint64
	for round := range rounds {
		before := acked
		acked = max(acked, killRelay(t, dir))
		s, p, err := openDisk(dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if r := s.Recovered(); r != nil {
			t.Fatalf("round %d: needed repair: %v", round, r.Cause)
		}
		claims := p.Claims()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if acked == before {
			t.Fatalf("round %d: nothing was acknowledged; the child is killed before it works", round)
		}
		if len(claims) != 1 || claims[0].Voucher.Message.Cumulative.Cmp(incentives.NewAmount(acked)) < 0 {
			t.Fatalf("round %d: %d was acknowledged, the folder holds %+v", round, acked, claims)
		}
	}
	t.Logf("%d kills, %d acknowledged vouchers, none lost", rounds, acked)
}

// killRelay runs the child until it has acknowledged a few vouchers, kills it, and returns the last one acknowledged.
func killRelay(t *testing.T, dir string) (acked uint64) {
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
	enough := 1 + rand.IntN(5)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, err := strconv.ParseUint(lines.Text(), 10, 64)
		if err != nil {
			continue // a line cut by the kill was not seen by anybody
		}
		acked = n
		if enough--; enough == 0 {
			// Somewhere within the next group's wait, its sync, or the writing of the second copy.
			time.AfterFunc(time.Duration(rand.IntN(30000))*time.Microsecond, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait()
	return acked
}
