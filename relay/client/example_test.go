package client_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

// liveServer is a relay behind WHIP and WHEP, on which the test clip is live.
func liveServer(ctx context.Context) (url string, wait func()) {
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		log.Fatal(err)
	}
	h, err := whip.NewHandler(whip.Options{
		Publish: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Publish(ctx, stream, offer))
		},
		Subscribe: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Subscribe(ctx, stream, offer, relay.SubscribeOptions{}))
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	source, err := clip.OpenFS(testclip.FS(), "clip.webm")
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(h)
	live := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() { _ = r.Run(ctx) })
	running.Go(func() {
		c := &whip.Client{URL: server.URL + "/whip/live"}
		_ = client.Publish(ctx, c.Exchange, source, client.PublishOptions{Connected: func() { close(live) }})
	})
	<-live
	return server.URL, func() {
		running.Wait()
		http.DefaultClient.CloseIdleConnections()
		server.Close()
	}
}

func ExampleWatch() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	url, wait := liveServer(ctx)

	endpoint := &whip.Client{URL: url + "/whep/live"}
	w, err := client.Watch(ctx, endpoint.Exchange, client.WatchOptions{})
	if err != nil {
		log.Fatal(err)
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for w.Stats().Video.Decoded == 0 {
		<-tick.C
	}
	video := w.Stats().Video
	fmt.Println(video.MIME, video.Width, video.Height, video.Decodable())

	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	cancel()
	wait()
	// Output: video/VP8 640 360 true
}
