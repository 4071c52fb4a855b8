package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
)

// Reporter hears how the economy goes.
type Reporter interface {
	// Ready is called once, when everybody watches.
	Ready(Ready)
	// Progress is called every second from then on.
	Progress(Snapshot)
	// Settling is called once, when the time is over: the last vouchers and the redemptions take some seconds.
	Settling()
}

// Run builds the economy, lets it run, settles it and returns the result. Whatever the result, Summary.Err tells whether the
// economy held. An error means that it could not be built or settled. When ctx ends early the economy is settled all the
// same; Run returns after everything it started has ended.
func Run(ctx context.Context, o Options, report Reporter) (Summary, error) {
	if err := o.defaults(); err != nil {
		return Summary{}, err
	}
	dir, remove, err := dataDir(o.Dir)
	if err != nil {
		return Summary{}, fmt.Errorf("demo data: %w", err)
	}
	defer remove()
	living, end := context.WithCancel(context.WithoutCancel(ctx)) // outlives ctx, so that it can settle
	group, living := errgroup.WithContext(living)
	defer func() {
		end()
		_ = group.Wait()
	}()
	e, err := build(living, group, o, dir)
	if err != nil {
		return Summary{}, err
	}
	defer e.close()
	began := time.Now()
	publishing, stopPublishing := context.WithCancel(living)
	defer stopPublishing()
	if err := e.publish(publishing); err != nil {
		return Summary{}, err
	}
	if err := e.join(ctx, living); err != nil {
		return Summary{}, err
	}
	report.Ready(e.ready())
	e.live(ctx, living, report)
	stopPublishing()
	report.Settling()
	s, err := e.settle(living)
	s.Seconds = time.Since(began).Seconds()
	return s, err
}

// join has the first tier pull the stream, then starts the viewers at the second, and waits until all have video.
func (e *economy) join(ctx, living context.Context) error {
	id := incentives.NewStreamID(e.streamer.key.Address(), streamName)
	for _, r := range e.relays {
		if r.tier == 1 {
			if err := r.node.Carry(ctx, id); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
	}
	second := e.secondTier()
	for i := range e.opts.Viewers {
		w := newWatcher(fmt.Sprintf("viewer %d", i+1), e.whep(second[i%len(second)]))
		e.watchers = append(e.watchers, w)
		e.group.Go(func() error { return w.run(living) })
	}
	deadline, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, w := range e.watchers {
		if err := w.decodable(deadline); err != nil {
			return fmt.Errorf("%s: no decodable video: %w", w.name, errors.Join(err, w.lastError()))
		}
	}
	return nil
}

// live reports each second until the time is over or the economy breaks.
func (e *economy) live(ctx, living context.Context, report Reporter) {
	end := time.After(e.opts.For)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-living.Done():
			return
		case <-end:
			return
		case <-tick.C:
			report.Progress(e.snapshot(living))
		}
	}
}

// secondTier lists the relays that viewers watch through.
func (e *economy) secondTier() []*member {
	var list []*member
	for _, r := range e.relays {
		if r.tier == 2 {
			list = append(list, r)
		}
	}
	return list
}

// whep is the stream's WHEP endpoint at a relay.
func (e *economy) whep(r *member) string {
	return r.status.HTTP + "/whep/" + e.streamer.key.Address().Hex() + "/" + streamName
}

func (e *economy) ready() Ready {
	second := e.secondTier()
	r := Ready{Ready: true, WHIP: e.streamer.status.WHIP + streamName, Studio: e.streamer.node.StudioLink(), RPC: e.chain.URL(), Data: e.dir,
		Watch: second[0].status.HTTP + "/watch/" + e.streamer.key.Address().Hex() + "/" + streamName,
		Contracts: map[string]string{"token": e.contracts.Token.Hex(), "paymentChannels": e.contracts.PaymentChannels.Hex(),
			"relayRegistry": e.contracts.RelayRegistry.Hex(), "court": e.contracts.Court.Hex()}}
	for _, m := range second {
		r.WHEP = append(r.WHEP, e.whep(m))
	}
	for _, m := range append([]*member{e.streamer}, e.relays...) {
		r.Admin = append(r.Admin, m.status.Admin)
	}
	return r
}
