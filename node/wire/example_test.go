package wire_test

import (
	"bufio"
	"bytes"
	"fmt"

	"github.com/casto-network/casto/node/wire"
)

func Example() {
	var stream bytes.Buffer
	request := &wire.ViewRequest{StreamId: make([]byte, wire.StreamIDSize), Want: 4}
	if err := wire.Write(&stream, request); err != nil {
		fmt.Println(err)
	}
	var got wire.ViewRequest
	if err := wire.Read(bufio.NewReader(&stream), &got); err != nil {
		fmt.Println(err)
	}
	fmt.Println("wants", got.GetWant())

	got.StreamId = got.StreamId[:31]
	fmt.Println(got.Validate())
	// Output:
	// wants 4
	// invalid message: ViewRequest.stream_id: 31 bytes, want 32
}
