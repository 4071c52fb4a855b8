package incentives_test

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

func ExampleParseStreamURI() {
	link, err := incentives.ParseStreamURI("casto://0x70997970C51812dc3A010C7d01b50e0d17dc79C8/talk?via=/dns4/relay.example/tcp/4001")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(link.Name, link.Via)
	fmt.Println(link.ID())
	// Output:
	// talk [/dns4/relay.example/tcp/4001]
	// 0xb5bd9af05446e656f2ad6c6503f789166b77ad4cd71464f1e923e511e55a2e2d
}

func ExampleMeter() {
	tokens, err := incentives.ParseTokens("0.05")
	if err != nil {
		fmt.Println(err)
		return
	}
	var meter incentives.Meter
	for range 3 { // three sessions of 100 MiB at 0.05 tokens a GiB, rounded once
		if err := meter.Add(100<<20, incentives.Price(tokens)); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(meter.Cost().Tokens(), "tokens for", meter.Bytes(), "bytes")
	// Output: 0.0146484375 tokens for 314572800 bytes
}
