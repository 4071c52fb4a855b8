package chain_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
)

// manyValues is how many random values of each message are compared.
const manyValues = 1000

// hashScript compiles the contracts' TypedData as a contract of its own, and hashes what it is given by viem.
const hashScript = `
import { readFileSync } from "node:fs";
import solc from "solc";
import { hashTypedData } from "viem";

const harness = [["SessionGrant", "grant"], ["Receipt", "receipt"], ["UsageReport", "report"], ["RelayTerms", "terms"], ["StreamKey", "key"]];
const source = 'pragma solidity 0.8.37; import { TypedData } from "src/libraries/TypedData.sol"; contract Hashes {' +
  harness.map(([type, name]) => 'function ' + name + '(bytes32 d, TypedData.' + type +
    ' memory m) external pure returns (bytes32) { return TypedData.digest(d, TypedData.hash(m)); }').join(" ") +
  'function voucher(bytes32 d, address a, address b, uint64 n, uint96 c) external pure returns (bytes32) ' +
  '{ return TypedData.digest(d, TypedData.hashVoucher(a, b, n, c)); } }';
const compiled = JSON.parse(solc.compile(JSON.stringify({
  language: "Solidity",
  sources: { "Hashes.sol": { content: source } },
  settings: { evmVersion: "shanghai", viaIR: true, optimizer: { enabled: true }, outputSelection: { "*": { Hashes: ["evm.deployedBytecode.object", "evm.methodIdentifiers"] } } },
}), { import: (path) => ({ contents: readFileSync(path.startsWith("@") ? "node_modules/" + path : path, "utf8") }) }));
const contract = compiled.contracts?.["Hashes.sol"]?.Hashes;
if (!contract) throw new Error(JSON.stringify(compiled.errors));
const { types, domain, messages } = JSON.parse(readFileSync(0, "utf8"));
domain.chainId = Number(domain.chainId);
process.stdout.write(JSON.stringify({
  code: "0x" + contract.evm.deployedBytecode.object,
  selectors: Object.fromEntries(Object.entries(contract.evm.methodIdentifiers).map(([name, id]) => [name.split("(")[0], "0x" + id])),
  digests: messages.map(({ type, message }) => hashTypedData({
    domain: { name: "CASTO PaymentChannels", version: "1", ...domain }, types: { [type]: types[type] }, primaryType: type, message,
  })),
}));
`

// sampleMessage is a random message as it is compared.
type sampleMessage struct {
	Type    string `json:"type"`
	Message any    `json:"message"`

	method string // of the harness
	words  []byte // the message as a contract takes it
	digest incentives.Hash
}

func newSample[M incentives.Message](t *testing.T, typ, method string, m M, d incentives.Domain) sampleMessage {
	t.Helper()
	words, err := m.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return sampleMessage{typ, m, method, words, m.Digest(d)}
}

// randomMessages makes values of all messages, of which every bit can be anything, and some fields are nought or all ones.
func randomMessages(t *testing.T, d incentives.Domain) (list []sampleMessage) {
	t.Helper()
	random := rand.New(rand.NewPCG(20, 26))
	fill := func(b []byte) {
		edge := random.IntN(8)
		for i := range b {
			switch edge {
			case 0:
				b[i] = 0
			case 1:
				b[i] = 0xff
			default:
				b[i] = byte(random.Uint32())
			}
		}
	}
	number := func() (n uint64) {
		var b [8]byte
		fill(b[:])
		for _, x := range b {
			n = n<<8 | uint64(x)
		}
		return n
	}
	address := func() (a incentives.Address) { fill(a[:]); return a }
	hash := func() (h incentives.Hash) { fill(h[:]); return h }
	amount := func() incentives.Amount {
		high, err := incentives.NewAmount(number()).MulDiv(1<<32, 1)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := high.Add(incentives.NewAmount(number() >> 32))
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	for range manyValues {
		list = append(list,
			newSample(t, "SessionGrant", "grant", incentives.SessionGrant{StreamID: incentives.StreamID(hash()), Relay: address(), ViewerKey: address(), NotBefore: number(), NotAfter: number(), MaxKbps: uint32(number())}, d),
			newSample(t, "Receipt", "receipt", incentives.Receipt{GrantHash: hash(), Relay: address(), Seq: number(), BytesTotal: number(), TimeMs: number(), MediaDigest: hash()}, d),
			newSample(t, "UsageReport", "report", incentives.UsageReport{StreamID: incentives.StreamID(hash()), Relay: address(), Epoch: number(), BytesTotal: number(), Sessions: uint32(number()), SumRoot: hash()}, d),
			newSample(t, "Voucher", "voucher", incentives.Voucher{Payer: address(), Payee: address(), Nonce: number(), Cumulative: amount()}, d),
			newSample(t, "RelayTerms", "terms", incentives.RelayTerms{Relay: address(), PricePerGiB: amount(), MaxUnpaid: amount(), ValidUntil: number()}, d),
			newSample(t, "StreamKey", "key", incentives.StreamKey{Streamer: address(), StreamID: incentives.StreamID(hash()), Key: address(), NotAfter: number()}, d))
	}
	return list
}

// TestGoSolidityAndViemHashAlike compares a thousand random values of each message: this module's encoder, the contracts' library and
// hashVoucher on the embedded chain, and viem.
func TestGoSolidityAndViemHashAlike(t *testing.T) {
	ctx := t.Context()
	e := newEconomy(t, ctx, chaintest.Embedded(t, devchain.Options{}))
	d := e.client.Domain()
	samples := randomMessages(t, d)

	types, err := json.Marshal(viemTypes())
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(map[string]any{"types": json.RawMessage(types), "domain": d, "messages": samples})
	if err != nil {
		t.Fatal(err)
	}
	var made struct {
		Code      hexutil.Bytes
		Selectors map[string]hexutil.Bytes
		Digests   []incentives.Hash
	}
	if err := json.Unmarshal(chaintest.RunNode(t, hashScript, input), &made); err != nil || len(made.Digests) != len(samples) {
		t.Fatalf("%d digests of viem, %v", len(made.Digests), err)
	}
	client, err := rpc.DialContext(ctx, e.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	at, separator, bind := incentives.Address{0x77}, d.Separator(), abi.NewPaymentChannels()
	for i, s := range samples {
		if s.digest != made.Digests[i] {
			t.Fatalf("%s %+v: Go %s, viem %s", s.Type, s.Message, s.digest, made.Digests[i])
		}
		data := append(append(append([]byte{}, made.Selectors[s.method]...), separator[:]...), s.words...)
		if got := callCode(t, ctx, client, at, data, made.Code); got != s.digest {
			t.Fatalf("%s %+v: Go %s, Solidity %s", s.Type, s.Message, s.digest, got)
		}
		if v, ok := s.Message.(incentives.Voucher); ok {
			if got := callCode(t, ctx, client, d.Contract, bind.PackHashVoucher(v.Payer, v.Payee, v.Nonce, v.Cumulative.Big()), nil); got != s.digest {
				t.Fatalf("%+v: Go %s, hashVoucher %s", v, s.digest, got)
			}
		}
	}
}

// callCode calls what is at an address, or code as if it were there, and returns the one word that comes back.
func callCode(t *testing.T, ctx context.Context, client *rpc.Client, at incentives.Address, data []byte, code []byte) incentives.Hash {
	t.Helper()
	args := []any{map[string]any{"to": at, "data": hexutil.Bytes(data)}, "latest"}
	if code != nil {
		args = append(args, map[string]any{at.Hex(): map[string]any{"code": hexutil.Bytes(code)}})
	}
	var answer hexutil.Bytes
	if err := client.CallContext(ctx, &answer, "eth_call", args...); err != nil || len(answer) != 32 {
		t.Fatalf("call %x: %x, %v", data, answer, err)
	}
	return incentives.Hash(answer)
}

// viemTypes are the messages as their EIP-712 strings have them, written down once more by hand.
func viemTypes() map[string][]map[string]string {
	fields := func(list ...string) (out []map[string]string) {
		for i := 0; i < len(list); i += 2 {
			out = append(out, map[string]string{"type": list[i], "name": list[i+1]})
		}
		return out
	}
	return map[string][]map[string]string{
		"SessionGrant": fields("bytes32", "streamId", "address", "relay", "address", "viewerKey", "uint64", "notBefore", "uint64", "notAfter", "uint32", "maxKbps"),
		"Receipt":      fields("bytes32", "grantHash", "address", "relay", "uint64", "seq", "uint64", "bytesTotal", "uint64", "timeMs", "bytes32", "mediaDigest"),
		"UsageReport":  fields("bytes32", "streamId", "address", "relay", "uint64", "epoch", "uint64", "bytesTotal", "uint32", "sessions", "bytes32", "sumRoot"),
		"Voucher":      fields("address", "payer", "address", "payee", "uint64", "nonce", "uint96", "cumulative"),
		"RelayTerms":   fields("address", "relay", "uint96", "pricePerGiB", "uint96", "maxUnpaid", "uint64", "validUntil"),
		"StreamKey":    fields("address", "streamer", "bytes32", "streamId", "address", "key", "uint64", "notAfter"),
	}
}
