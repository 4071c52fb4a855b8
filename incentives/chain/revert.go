package chain

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	ethabi "github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"
)

// Refusal is what a contract said when it refused a call: one of its custom errors, or a text. It is an ErrReverted, and the more
// particular error of this package if there is one.
type Refusal struct {
	Name   string   // of the custom error; empty when there was none
	Values []string // what the error carries, as "name value"
	Text   string   // for errors without a name
}

// Error tells the reason and the values that broke the rule.
func (r *Refusal) Error() string {
	reason := r.Text
	if r.Name != "" {
		reason = r.Name
		if cause := r.cause(); cause != nil {
			reason = cause.Error()
		}
		if len(r.Values) > 0 {
			reason += " (" + strings.Join(r.Values, ", ") + ")"
		}
	}
	if reason == "" {
		return ErrReverted.Error() + " without a reason"
	}
	return ErrReverted.Error() + ": " + reason
}

// Is makes errors.Is find ErrReverted and the particular error.
func (r *Refusal) Is(target error) bool { return target == ErrReverted || target == r.cause() }

// cause is the error of this package for a custom error, nil if there is none.
func (r *Refusal) cause() error {
	switch r.Name {
	case "NoChannel":
		return ErrNoChannel
	case "StaleVoucher":
		return ErrStaleVoucher
	case "ExceedsDeposit":
		return ErrExceedsDeposit
	case "TooEarly":
		return ErrTooEarly
	case "AlreadyClosing":
		return ErrAlreadyClosing
	case "NotClosing":
		return ErrNotClosing
	case "AlreadyRegistered":
		return ErrRegistered
	case "NotRegistered":
		return ErrNotRegistered
	case "StakeTooLow":
		return ErrStakeTooLow
	case "NotUnbonding":
		return ErrNotUnbonding
	case "ERC20InsufficientBalance", "ERC20InsufficientAllowance", "InsufficientFree":
		return ErrTokens
	}
	return nil
}

// refusals are the interfaces whose custom errors are known.
type refusals []ethabi.ABI

// decode reads the data of a revert, whatever it is.
func (rs refusals) decode(data []byte) *Refusal {
	if len(data) < 4 {
		return &Refusal{}
	}
	for _, contract := range rs {
		known, err := contract.ErrorByID([4]byte(data[:4]))
		if err != nil {
			continue
		}
		values, err := known.Inputs.Unpack(data[4:])
		if err != nil {
			continue
		}
		r := &Refusal{Name: known.Name}
		for i, value := range values {
			name := known.Inputs[i].Name
			if r.Name == "TooEarly" {
				name = "possible from" // both contracts have this error, each with its own name for the time
			}
			r.Values = append(r.Values, describe(name, value))
		}
		return r
	}
	if text, err := ethabi.UnpackRevert(data); err == nil {
		return &Refusal{Text: text}
	}
	return &Refusal{Text: "unknown error " + hexutil.Encode(data[:4])}
}

// describe writes one value of a custom error for people.
func describe(name string, value any) string {
	switch v := value.(type) {
	case [32]byte:
		return name + " " + hexutil.Encode(v[:])
	case common.Address:
		return name + " " + v.Hex()
	case *big.Int:
		if (strings.HasSuffix(name, "At") || name == "possible from") && v.IsInt64() {
			return name + " " + time.Unix(v.Int64(), 0).UTC().Format(time.RFC3339)
		}
	}
	return fmt.Sprintf("%s %v", name, value)
}

// refusal turns the error of a call or an estimation into a Refusal if it is a revert. Clients report one with code 3 (Geth, Anvil)
// or -32000 (Ganache), and its data as hex text, alone or in an object.
func (c *Client) refusal(err error) error {
	var (
		reported rpc.Error
		carrying rpc.DataError
	)
	if !errors.As(err, &reported) {
		return plain(err)
	}
	if errors.As(err, &carrying) {
		if data, ok := revertData(carrying.ErrorData()); ok {
			return c.refusals.decode(data)
		}
	}
	if code := reported.ErrorCode(); code == 3 {
		return &Refusal{Text: "no reason given"}
	}
	return plain(err)
}

func revertData(data any) ([]byte, bool) {
	switch d := data.(type) {
	case string:
		b, err := hexutil.Decode(d)
		return b, err == nil
	case map[string]any:
		for _, key := range []string{"result", "data", "return"} {
			if text, ok := d[key].(string); ok {
				return revertData(text)
			}
		}
	}
	return nil, false
}
