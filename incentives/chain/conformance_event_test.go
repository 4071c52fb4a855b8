package chain_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

// follow collects events until there are n.
func follow(t *testing.T, ctx context.Context, client *chain.Client, opts chain.FollowOptions, n int) []chain.Event {
	t.Helper()
	var events []chain.Event
	enough := errors.New("enough")
	err := client.Follow(ctx, opts, func(_ context.Context, e chain.Event) error {
		if events = append(events, e); len(events) == n {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Fatalf("follow: %v after %d of %d events", err, len(events), n)
	}
	return events
}

// brief writes events in a line each.
func brief(events []chain.Event) (lines []string) {
	for _, e := range events {
		line := fmt.Sprintf("%s %s", e.Kind, e.Amount.Tokens())
		if e.Removed {
			line = "removed " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func testEvents(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	if _, err := e.payer.OpenChannel(ctx, e.Accounts[5].Address(), e.signer.Address(), tokens("1")); err != nil { // of another payee
		t.Fatal(err)
	}
	must(t,
		e.payee.Redeem(ctx, e.claim(t, ref, "4", e.signer)),
		e.payer.StartClose(ctx, ref),
		e.payer.TopUp(ctx, ref, tokens("2")),
		e.payee.Close(ctx, e.claim(t, ref, "5", e.signer)),
	)
	events := follow(t, ctx, e.client, chain.FollowOptions{Payee: e.payee.Address()}, 6)
	want := []string{"Opened 10", "Redeemed 4", "Closing 0", "CloseCancelled 0", "ToppedUp 12", "Closed 5"}
	if got := brief(events); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, event := range events {
		if event.Channel != ref.Key() || event.Payee != e.payee.Address() || event.Block.Hash == (incentives.Hash{}) || event.TxHash == (incentives.Hash{}) {
			t.Errorf("%s: got %+v", event.Kind, event)
		}
		if closing := event.Kind == chain.Closing; event.CloseAt.IsZero() == closing {
			t.Errorf("%s: close at %v", event.Kind, event.CloseAt)
		}
	}
	if events[0].Ref == nil || *events[0].Ref != ref {
		t.Errorf("opened: got %v, want %v", events[0].Ref, ref)
	}
	everybody := follow(t, ctx, e.client, chain.FollowOptions{}, 7)
	if got := brief(everybody[1:2]); !slices.Equal(got, []string{"Opened 1"}) {
		t.Errorf("the other payee's event: got %q", got)
	}
}

func testEventsFromCursor(t *testing.T, ctx context.Context, e *economy) {
	var cursor chain.Block
	opts := chain.FollowOptions{Payee: e.payee.Address(), Progress: func(b chain.Block) error { cursor = b; return nil }}
	ref := e.open(t, ctx, "10")
	must(t, e.payee.Redeem(ctx, e.claim(t, ref, "1", e.signer)))
	e.Mine(t, 150) // past what is asked for block by block
	must(t, e.payee.Redeem(ctx, e.claim(t, ref, "2", e.signer)))
	e.Mine(t, 2)
	if got, want := brief(follow(t, ctx, e.client, opts, 3)), []string{"Opened 10", "Redeemed 1", "Redeemed 2"}; !slices.Equal(got, want) {
		t.Errorf("from the beginning: got %q, want %q", got, want)
	}
	// The third event's block is not done, for handling it failed on purpose: it comes again.
	opts.From = cursor
	if got, want := brief(follow(t, ctx, e.client, opts, 1)), []string{"Redeemed 2"}; !slices.Equal(got, want) {
		t.Errorf("from the cursor: got %q, want %q", got, want)
	}
	// A cursor of a block that never was begins anew.
	opts.From = chain.Block{Number: cursor.Number, Hash: incentives.Hash{1}}
	if got, want := brief(follow(t, ctx, e.client, opts, 1)), []string{"Opened 10"}; !slices.Equal(got, want) {
		t.Errorf("from a block that never was: got %q, want %q", got, want)
	}
}

func testReorganisation(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	snapshot := e.Snapshot(t)
	events := make(chan chain.Event, 16)
	following, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- e.client.Follow(following, chain.FollowOptions{Payee: e.payee.Address()}, func(_ context.Context, e chain.Event) error {
			events <- e
			return nil
		})
	}()
	defer func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("follow: %v", err)
		}
	}()
	next := func(want string) {
		t.Helper()
		select {
		case event := <-events:
			if got := brief([]chain.Event{event})[0]; got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
		case <-ctx.Done():
			t.Fatalf("no event came, want %q", want)
		}
	}
	must(t, e.payee.Redeem(ctx, e.claim(t, ref, "1", e.signer)), e.payee.Redeem(ctx, e.claim(t, ref, "2", e.signer)))
	next("Opened 10")
	next("Redeemed 1")
	next("Redeemed 2")

	e.Revert(t, snapshot)
	e.Travel(t, time.Minute) // so that no block is like the one it replaces
	fresh := e.dial(t, ctx, chain.Options{}).Account(e.Accounts[2])
	must(t, fresh.Redeem(ctx, e.claim(t, ref, "3", e.signer)))
	next("removed Redeemed 2")
	next("removed Redeemed 1")
	next("Redeemed 3")
}
