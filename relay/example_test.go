package relay_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/casto-network/casto/relay"
)

// A relay refuses viewers of a stream that nobody sends it.
func ExampleRelay() {
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- r.Run(ctx) }()

	_, err = r.Subscribe(ctx, "concert", receivingOffer, relay.SubscribeOptions{})
	fmt.Println(err)
	fmt.Println(errors.Is(err, relay.ErrNoStream), len(r.Streams()))

	stop()
	fmt.Println(<-ended)
	// Output:
	// subscribe to "concert": no such stream
	// true 0
	// <nil>
}
