package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/clip"
)

// Source yields frames in the order in which they are due. *clip.Source is one. After io.EOF there are none.
type Source interface {
	Tracks() []clip.Track
	Next() (clip.Frame, error)
}

// PublishOptions configure Publish.
type PublishOptions struct {
	Network
	// Connected is called once, when the relay receives media. Nil is fine.
	Connected func()
}

// maxLate is how far behind its clock a publisher may fall before it goes on from where it is: the machine was asleep.
const maxLate = time.Second

// Publish sends source to a relay, each frame when it is due, until ctx or the source ends, which is no error. It answers NACKs
// from what it sent lately, and PLIs by the next key frame of the source. Otherwise it returns why it ended: an error of exchange,
// ErrUnreachable, ErrLost, ErrEnded, ErrAnswer, or an error of the source.
func Publish(ctx context.Context, exchange Exchange, source Source, o PublishOptions) error {
	if err := publish(ctx, exchange, source, o); err != nil && ctx.Err() == nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

func publish(ctx context.Context, exchange Exchange, source Source, o PublishOptions) error {
	tracks := source.Tracks()
	if len(tracks) == 0 {
		return errors.New("source has no tracks")
	}
	me, registry := &webrtc.MediaEngine{}, &interceptor.Registry{}
	for i, t := range tracks {
		if err := me.RegisterCodec(sendCodec(t, i), kindOf(t.MIME)); err != nil {
			return fmt.Errorf("codec %s: %w", t.MIME, err)
		}
	}
	responder, err := nack.NewResponderInterceptor(nack.ResponderSize(1024))
	if err != nil {
		return err
	}
	reports, err := report.NewSenderInterceptor()
	if err != nil {
		return err
	}
	registry.Add(responder)
	registry.Add(reports)
	p, err := o.newPeer(me, registry, false)
	if err != nil {
		return err
	}
	defer p.close()
	senders := make([]*sender, len(tracks))
	for i, t := range tracks {
		if senders[i], err = p.addSender(t, i); err != nil {
			return fmt.Errorf("track %s: %w", t.MIME, err)
		}
	}
	if err := p.connect(ctx, exchange); err != nil {
		return err
	}
	if o.Connected != nil {
		o.Connected()
	}
	return p.play(ctx, source, senders)
}

// play sends each frame when it is due.
func (p *peer) play(ctx context.Context, source Source, senders []*sender) error {
	wake := time.NewTimer(0)
	defer wake.Stop()
	var start time.Time // when a frame of PTS zero would be due
	for {
		f, err := source.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if f.Track < 0 || f.Track >= len(senders) {
			return fmt.Errorf("source yields a frame of track %d of %d", f.Track, len(senders))
		}
		now := time.Now()
		if start.IsZero() || now.Sub(start.Add(f.PTS)) > maxLate {
			start = now.Add(-f.PTS)
		}
		wake.Reset(start.Add(f.PTS).Sub(now))
		select {
		case <-wake.C:
		case <-ctx.Done():
			return ctx.Err()
		case <-p.down:
			return p.why
		}
		if err := senders[f.Track].send(f); err != nil {
			select {
			case <-p.down:
				return p.why
			default:
				return fmt.Errorf("send: %w", err)
			}
		}
	}
}
