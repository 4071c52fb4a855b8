package devchain_test

import (
	"context"
	"testing"

	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/casto-network/casto/incentives/devchain"
)

// BenchmarkStart measures a chain from New to its first answer.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		c, err := devchain.New(devchain.Options{Listen: "127.0.0.1:0"})
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- c.Run(ctx) }()
		client, err := ethclient.Dial(c.URL())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := client.ChainID(ctx); err != nil {
			b.Fatal(err)
		}
		client.Close()
		b.StopTimer()
		cancel()
		if err := <-ended; err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
