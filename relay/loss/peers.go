package loss

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// Publish sends stamped frames to the WHIP endpoint until ctx ends, and calls connected when they begin to flow.
func Publish(ctx context.Context, endpoint string, connected func()) error {
	c := &whip.Client{URL: endpoint}
	if err := client.Publish(ctx, c.Exchange, &source{}, client.PublishOptions{Connected: connected}); err != nil {
		return fmt.Errorf("loss: %w", err)
	}
	return nil
}

// WatchOptions say how Watch and WatchStock watch.
type WatchOptions struct {
	// Endpoint is the WHEP endpoint's URL.
	Endpoint string
	// Lasting is how long to watch, from the connection on.
	Lasting time.Duration
	// Connected is called when that time begins.
	Connected func()
}

// Watch watches with package client, and reports what came.
func Watch(ctx context.Context, o WatchOptions) (Report, error) {
	c, t := &whip.Client{URL: o.Endpoint}, newTally()
	w, err := client.Watch(ctx, c.Exchange, client.WatchOptions{Packet: t.packet})
	if err != nil {
		return Report{}, fmt.Errorf("loss: %w", err)
	}
	begin := time.Now()
	o.Connected()
	enough := time.AfterFunc(o.Lasting, func() { _ = w.Close() })
	defer enough.Stop()
	if err := w.Wait(); err != nil {
		return Report{}, fmt.Errorf("loss: %w", err)
	}
	return t.report(begin, time.Now()), nil
}

// WatchStock is Watch by Pion with its default codecs and interceptors.
func WatchStock(ctx context.Context, o WatchOptions) (Report, error) {
	r, err := watchStock(ctx, o)
	if err != nil {
		return Report{}, fmt.Errorf("loss: %w", err)
	}
	return r, nil
}

func watchStock(ctx context.Context, o WatchOptions) (r Report, err error) {
	pc, err := newStockPeer()
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, pc.GracefulClose()) }()
	t, up := newTally(), make(chan struct{})
	var once sync.Once // a connection that was lost for a while comes back
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(up) })
		}
	})
	pc.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		for {
			p, _, err := track.ReadRTP()
			if err != nil {
				return
			}
			t.packet(time.Now(), p.Payload)
		}
	})
	if err := offerStock(ctx, pc, o.Endpoint); err != nil {
		return Report{}, err
	}
	select {
	case <-up:
	case <-ctx.Done():
		return Report{}, ctx.Err()
	}
	begin := time.Now()
	o.Connected()
	select {
	case <-time.After(o.Lasting):
	case <-ctx.Done():
	}
	return t.report(begin, time.Now()), nil
}

// offerStock offers to receive video, and takes the answer.
func offerStock(ctx context.Context, pc *webrtc.PeerConnection, endpoint string) error {
	_, err := pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
	if err != nil {
		return err
	}
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		return err
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		return err
	}
	<-gathered
	c := &whip.Client{URL: endpoint}
	answer, err := c.Exchange(ctx, pc.LocalDescription().SDP)
	if err != nil {
		return err
	}
	return pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer})
}
