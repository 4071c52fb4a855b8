package payer_test

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/incentives/store/storetest"
)

// Example shows one turn of the money: a viewer is admitted, acknowledges what it got, and the relay holds a voucher for it.
func Example() {
	streamer, relay, err := openBoth()
	if err != nil {
		fmt.Println(err)
		return
	}
	stream := incentives.NewStreamID(key(streamerKey).Address(), "talk")

	// A viewer says hello to the relay, which asks the streamer to admit it.
	viewer := session.New(key(100))
	viewer.Hello()
	grant, err := streamer.Admit(payer.AdmitRequest{StreamID: stream, Relay: key(relayKey).Address(), Viewer: key(100).Address(), MaxKbps: 6000})
	if err != nil {
		fmt.Println(err)
		return
	}
	frame, err := control.Encode(control.Grant{Grant: grant, Domain: domain()})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := viewer.Handle(frame); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("granted:", relay.Grant("connection 1", grant) == nil)

	// The relay delivers, the viewer acknowledges.
	relay.Sent("connection 1", 1<<20)
	receipt, _ := viewer.Receipt(1<<20, time.Now())
	verdict, ack, err := relay.Receipt("connection 1", receipt)
	fmt.Printf("receipt: %s, %s, %v\n", verdict, ack, err)

	// The relay reports, the streamer answers with a voucher.
	request, _, err := relay.Report(stream)
	if err != nil {
		fmt.Println(err)
		return
	}
	voucher, err := streamer.Report(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict, err = relay.Answer(request, voucher)
	fmt.Printf("voucher of %s tokens: %s, %v\n", voucher.Message.Cumulative.Tokens(), verdict, err)
	// Output:
	// granted: true
	// receipt: accept, {"type":"ack","seq":"1"}, <nil>
	// voucher of 0.00009765625 tokens: accept, <nil>
}

// openBoth returns a streamer and a relay with a channel of ten tokens between them, at 0.1 tokens a GiB.
func openBoth() (*payer.Payer, *payee.Payee, error) {
	price, err := incentives.ParseTokens("0.1")
	if err != nil {
		return nil, nil, err
	}
	deposit, err := incentives.ParseTokens("10")
	if err != nil {
		return nil, nil, err
	}
	streamer, err := payer.New(payer.Options{Domain: domain(), Payer: key(streamerKey).Address(), Signer: key(streamKey),
		PriceCeiling: incentives.Price(price), Store: storetest.New()})
	if err != nil {
		return nil, nil, err
	}
	relay, err := payee.New(payee.Options{Domain: domain(), Relay: key(relayKey).Address(), ReportKey: key(relayKey),
		Price: incentives.Price(price), MaxUnpaid: price, Store: storetest.New(), Evidence: evidence.New(storetest.New(), domain())})
	if err != nil {
		return nil, nil, err
	}
	state := incentives.ChannelState{Deposit: deposit}
	if err := streamer.Open(payer.Channel{Ref: channel(relayKey), State: state, Price: incentives.Price(price)}); err != nil {
		return nil, nil, err
	}
	stream := payee.Stream{Warrant: warrant(), Channel: channel(relayKey), State: state}
	return streamer, relay, relay.Open(stream)
}
