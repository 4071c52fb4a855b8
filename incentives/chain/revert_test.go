package chain

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/casto-network/casto/abi"
)

// reported is an error as an RPC endpoint reports it.
type reported struct {
	code int
	data any
}

func (r reported) Error() string  { return "something went wrong" }
func (r reported) ErrorCode() int { return r.code }
func (r reported) ErrorData() any { return r.data }

// custom encodes a custom error of PaymentChannels.
func custom(t *testing.T, name string, values ...any) string {
	t.Helper()
	contract, err := abi.PaymentChannelsMetaData.ParseABI()
	if err != nil {
		t.Fatal(err)
	}
	known := contract.Errors[name]
	packed, err := known.Inputs.Pack(values...)
	if err != nil {
		t.Fatal(err)
	}
	return common.Bytes2Hex(append(known.ID[:4], packed...))
}

func TestRefusals(t *testing.T) {
	c := newClient(nil, func() {})
	stale := "0x" + custom(t, "StaleVoucher", big.NewInt(3), big.NewInt(4))
	for name, test := range map[string]struct {
		err  error
		want error
		says string
	}{
		"geth":           {reported{3, stale}, ErrStaleVoucher, "voucher is not above what was claimed (cumulative 3, claimed 4)"},
		"ganache":        {reported{-32000, stale}, ErrStaleVoucher, "claimed 4"},
		"in an object":   {reported{-32000, map[string]any{"hash": "0x01", "result": stale}}, ErrStaleVoucher, "claimed 4"},
		"time":           {reported{3, "0x" + custom(t, "TooEarly", big.NewInt(1_700_000_000))}, ErrTooEarly, "possible from 2023-11-14T22:13:20Z"},
		"absurd time":    {reported{3, "0x" + custom(t, "TooEarly", new(big.Int).Lsh(big.NewInt(1), 200))}, ErrTooEarly, "possible from 1606938044258990275541962092341162602522202993782792835301376"},
		"no counterpart": {reported{3, "0x" + custom(t, "InvalidBatch", big.NewInt(5))}, ErrReverted, "InvalidBatch (length 5)"},
		"text": {reported{3, "0x08c379a0" + "0000000000000000000000000000000000000000000000000000000000000020" +
			"0000000000000000000000000000000000000000000000000000000000000003" + "6e6f210000000000000000000000000000000000000000000000000000000000"}, ErrReverted, "no!"},
		"unknown":         {reported{3, "0xdeadbeef"}, ErrReverted, "unknown error 0xdeadbeef"},
		"cut off":         {reported{3, stale[:40]}, ErrReverted, "unknown error"},
		"too short":       {reported{3, "0xde"}, ErrReverted, "without a reason"},
		"nothing":         {reported{3, nil}, ErrReverted, "no reason given"},
		"data of no kind": {reported{3, 7}, ErrReverted, "no reason given"},
	} {
		err := c.refusal(test.err)
		if !errors.Is(err, test.want) || !errors.Is(err, ErrReverted) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want %v that says %q", name, err, test.want, test.says)
		}
	}
	other := reported{-32000, nil}
	if err := c.refusal(other); errors.Is(err, ErrReverted) || !errors.Is(err, other) {
		t.Errorf("another error: got %v", err)
	}
}

// FuzzRefusal looks for revert data that cannot be decoded.
func FuzzRefusal(f *testing.F) {
	c := newClient(nil, func() {})
	for _, contract := range c.refusals {
		for _, known := range contract.Errors {
			f.Add(append(known.ID[:4:4], make([]byte, 96)...))
		}
	}
	f.Add(common.FromHex("0x08c379a0"))
	f.Add(common.FromHex("0x4e487b710000000000000000000000000000000000000000000000000000000000000011"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := c.refusals.decode(data)
		if !errors.Is(r, ErrReverted) || r.Error() == "" {
			t.Errorf("got %q", r.Error())
		}
	})
}

// FuzzEvent looks for logs that cannot be read.
func FuzzEvent(f *testing.F) {
	c := newClient(nil, func() {})
	contract := c.channels.GetABI()
	for _, known := range contract.Events {
		topics := append(known.ID.Bytes(), make([]byte, 64)...)
		f.Add(topics, make([]byte, 96))
	}
	f.Fuzz(func(t *testing.T, topics, data []byte) {
		log := &types.Log{Data: data}
		for ; len(topics) >= 32 && len(log.Topics) < 5; topics = topics[32:] {
			log.Topics = append(log.Topics, common.BytesToHash(topics[:32]))
		}
		e, err := c.event(log)
		if err == nil && (e.Kind == "" || !e.Amount.Fits96() || e.Kind == Opened && e.Ref == nil) {
			t.Errorf("got %+v", e)
		}
	})
}
