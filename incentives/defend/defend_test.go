package defend_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
	"github.com/casto-network/casto/incentives/defend"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

var errDown = errors.New("no answer")

// chain is a court in memory, where a block comes every second.
type chain struct {
	began time.Time

	mu         sync.Mutex
	challenges []made
	answers    []uint32      // leaves, in the order of their answers
	down       bool          // nothing is answered
	refuse     int           // so many answers are lost
	slow       time.Duration // how long an answer takes to be in a block
}

type made struct {
	block uint64
	court.Challenge
}

func (c *chain) block() uint64 { return 1000 + uint64(time.Since(c.began)/time.Second) }

// challenge demands to see a leaf within an hour.
func (c *chain) challenge(r incentives.UsageReport, index uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.challenges = append(c.challenges, made{c.block(), court.Challenge{Report: r.StructHash(), Index: index, Challenger: incentives.Address{9}, Deadline: time.Now().Add(time.Hour)}})
}

// change does f to the challenges of a leaf.
func (c *chain) change(index uint32, f func(*made)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.challenges {
		if c.challenges[i].Index == index {
			f(&c.challenges[i])
		}
	}
}

func (c *chain) Challenges(_ context.Context, _ incentives.Address, from uint64) (found []court.Challenge, last uint64, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return nil, 0, errDown
	}
	for _, m := range c.challenges {
		if m.block > from && m.Challenger != (incentives.Address{}) {
			found = append(found, court.Challenge{Report: m.Report, Index: m.Index, Challenger: m.Challenger, Deadline: m.Deadline}) // as events tell
		}
	}
	return found, c.block(), nil
}

func (c *chain) Challenge(_ context.Context, report incentives.Hash, index uint32) (court.Challenge, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return court.Challenge{}, errDown
	}
	for _, m := range c.challenges {
		if m.Report == report && m.Index == index {
			return m.Challenge, nil
		}
	}
	return court.Challenge{Report: report, Index: index}, nil
}

func (c *chain) BlockAgo(_ context.Context, age time.Duration) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return 0, errDown
	}
	return c.block() - min(c.block(), uint64(age/time.Second)), nil
}

func (c *chain) answer(ctx context.Context, a court.Answer) error {
	c.mu.Lock()
	slow := c.slow
	c.mu.Unlock()
	select {
	case <-time.After(slow):
	case <-ctx.Done():
		return ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refuse > 0 {
		c.refuse--
		return errDown
	}
	for i, m := range c.challenges {
		if m.Report == a.Report.StructHash() && m.Index == a.Leaf.Index && m.Open() {
			c.challenges[i].Settled = true
			c.answers = append(c.answers, m.Index)
			return nil
		}
	}
	return errors.New("NoChallenge")
}

func (c *chain) answered() []uint32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(slices.Values(c.answers))
}

// world is a relay that has signed one report of five leaves, in virtual time.
type world struct {
	*chain
	t      *testing.T
	report court.Kept
}

func scene(t *testing.T, f func(*world)) {
	synctest.Test(t, func(t *testing.T) {
		f(&world{t: t, chain: &chain{began: time.Now()}, report: courttest.New(t, domain(), courttest.Key(1).Address(), courttest.Key(2), 5).Kept()})
	})
}

// start runs a defender until the test, or stop, ends it.
func (w *world) start() (d *defend.Defender, stop func()) {
	w.t.Helper()
	d, err := defend.New(defend.Options{Domain: domain(), Relay: w.report.Report.Relay, Chain: w.chain, Answer: w.answer, Since: time.Hour,
		Find: func(h incentives.Hash) (court.Kept, error) {
			if h != w.report.Report.StructHash() {
				return court.Kept{}, errors.New("unknown report")
			}
			return w.report, nil
		}})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	})
	w.t.Cleanup(stop)
	return d, stop
}

func (w *world) want(leaves ...uint32) {
	w.t.Helper()
	if got := w.answered(); !slices.Equal(got, leaves) {
		w.t.Fatalf("answered %v, want %v", got, leaves)
	}
}

func TestEveryChallengeIsAnsweredOnce(t *testing.T) {
	scene(t, func(w *world) {
		w.challenge(w.report.Report, 3)
		d, _ := w.start()
		time.Sleep(time.Second)
		w.want(3)
		for i := range uint32(3) {
			w.challenge(w.report.Report, i)
		}
		time.Sleep(11 * time.Second)
		w.want(0, 1, 2, 3)
		time.Sleep(time.Hour)
		w.want(0, 1, 2, 3)
		if d.Answered() != 4 || len(d.Challenges()) != 4 || d.Challenges()[0].Open() {
			t.Errorf("answered %d, %+v", d.Answered(), d.Challenges())
		}
	})
}

func TestAnswersAreTriedUntilTheCourtHasThem(t *testing.T) {
	scene(t, func(w *world) {
		w.refuse = 8
		w.challenge(w.report.Report, 4)
		d, _ := w.start()
		time.Sleep(5 * time.Minute)
		w.want()
		if v := d.Challenges(); len(v) != 1 || !v[0].Open() || v[0].Error == "" {
			t.Errorf("while answers are lost: %+v", v)
		}
		time.Sleep(25 * time.Minute)
		w.want(4)
		if v := d.Challenges(); v[0].Open() || v[0].Error != "" {
			t.Errorf("after the answer: %+v", v)
		}
	})
}

func TestAnAnswerThatHangsIsGivenUpAndTriedAgain(t *testing.T) {
	scene(t, func(w *world) {
		slow := func(d time.Duration) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.slow = d
		}
		slow(time.Hour)
		w.challenge(w.report.Report, 1)
		w.start()
		time.Sleep(4 * time.Minute) // the second attempt is under way
		w.want()
		slow(time.Second)
		time.Sleep(4 * time.Minute)
		w.want(1)
	})
}

func TestOneThatCannotBeAnsweredHoldsUpNoOther(t *testing.T) {
	scene(t, func(w *world) {
		unknown := w.report.Report
		unknown.Epoch++
		w.challenge(unknown, 0)
		for i := range uint32(5) {
			w.challenge(w.report.Report, i)
		}
		d, _ := w.start()
		time.Sleep(time.Minute)
		w.want(0, 1, 2, 3, 4)
		open := 0
		for _, v := range d.Challenges() {
			if v.Open() {
				open++
				if v.Error != "unknown report" {
					t.Errorf("%+v", v)
				}
			}
		}
		if open != 1 {
			t.Errorf("%d open", open)
		}
	})
}

func TestBlocksThatAreTakenBackAreFollowed(t *testing.T) {
	scene(t, func(w *world) {
		w.challenge(w.report.Report, 2)
		w.start()
		time.Sleep(time.Second)
		w.want(2)
		w.change(2, func(m *made) { m.Settled = false }) // the answer was in a block that is no more
		time.Sleep(11 * time.Second)
		w.want(2, 2)

		w.refuse = 1
		w.challenge(w.report.Report, 0)
		time.Sleep(10 * time.Second)
		w.change(0, func(m *made) { m.Challenger = incentives.Address{} }) // and here the challenge was
		time.Sleep(time.Minute)
		w.want(2, 2)
		w.change(0, func(m *made) { m.Challenger, m.block = incentives.Address{9}, w.block() })
		time.Sleep(time.Minute)
		w.want(0, 2, 2)
	})
}

func TestARestartFindsWhatIsOpen(t *testing.T) {
	scene(t, func(w *world) {
		w.challenge(w.report.Report, 0)
		_, stop := w.start()
		time.Sleep(time.Second)
		stop()
		w.challenge(w.report.Report, 1)
		w.down = true
		time.Sleep(10 * time.Minute)
		w.start()
		time.Sleep(10 * time.Minute)
		w.mu.Lock()
		w.down = false
		w.mu.Unlock()
		time.Sleep(11 * time.Second)
		w.want(0, 1)
	})
}

func TestOptionsAreChecked(t *testing.T) {
	if _, err := defend.New(defend.Options{}); err == nil {
		t.Error("nothing given, and taken")
	}
}
