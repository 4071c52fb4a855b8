package whip_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/casto-network/casto/relay/whip"
)

func ExampleClient() {
	// A server that answers every viewer, as soon as the stream is live.
	live := false
	handler, err := whip.NewHandler(whip.Options{
		Subscribe: func(_ context.Context, stream, _ string, _ *http.Request) (whip.Session, error) {
			if !live {
				return nil, fmt.Errorf("watch %s: %w", stream, whip.ErrNoStream)
			}
			return newMemory(stream), nil
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()

	ctx := context.Background()
	client := &whip.Client{URL: server.URL + "/whep/live", HTTP: server.Client()}
	_, err = client.Exchange(ctx, "v=0\r\na=recvonly\r\n")
	var problem whip.Problem
	if errors.Is(err, whip.ErrNoStream) && errors.As(err, &problem) {
		fmt.Println("ask again in", problem.RetryAfter)
	}
	live = true
	answer, err := client.Exchange(ctx, "v=0\r\na=recvonly\r\n")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%q\n", answer)
	if err := client.Delete(ctx); err != nil {
		log.Fatal(err)
	}
	// Output:
	// ask again in 2s
	// "v=0\r\nanswer to live\r\n"
}
