package control_test

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
)

func frames() map[string]control.Frame {
	grant := incentives.SignedGrant{Message: incentives.SessionGrant{StreamID: incentives.StreamID{1}, Relay: incentives.Address{2},
		ViewerKey: incentives.Address{3}, NotBefore: 4, NotAfter: 5, MaxKbps: 6}, Signature: incentives.Signature{7}}
	receipt := incentives.SignedReceipt{Message: incentives.Receipt{GrantHash: incentives.Hash{1}, Relay: incentives.Address{2}, Seq: 3,
		BytesTotal: 1 << 60, TimeMs: 5, MediaDigest: incentives.Hash{6}}, Signature: incentives.Signature{7}}
	return map[string]control.Frame{
		"hello":   control.Hello{Viewer: incentives.Address{0xab}},
		"grant":   control.Grant{Grant: grant, Domain: incentives.Domain{ChainID: 1337, Contract: incentives.Address{8}}},
		"free":    control.Free{Reason: "pool"},
		"receipt": control.Receipt{Receipt: receipt},
		"ack":     control.Ack{Seq: 1 << 63},
		"limit":   control.Limit{State: control.LimitPaused, Reason: "80 unpaid of at most 80; waiting for a voucher for 80"},
		"error":   control.Error{Code: "grant", Reason: "the stream has no channel with this relay"},
		"bye":     control.Bye{},

		"standby":      control.Standby{On: true},
		"awake":        control.Standby{},
		"layers":       control.Layers{RID: "h", Spatial: 2, Temporal: 1},
		"all-layers":   control.Layers{},
		"silent":       control.Silent{ForMs: 150},
		"source":       control.Source{State: control.SourceIdle},
		"alternatives": control.Alternatives{URLs: []string{"https://relay.example", "http://[2001:db8::1]:8787"}},
		"alone":        control.Alternatives{},
		"below":        control.Alternatives{URLs: []string{"https://relay.example"}, Above: []string{"https://parent.example"}},
		"move":         control.Move{DeadlineMs: 30_000, Reason: "the relay stops"},
	}
}

// TestFramesLookAsWritten compares with testdata/frames.txt, which is the protocol for those who write it in other languages.
func TestFramesLookAsWritten(t *testing.T) {
	golden, err := os.ReadFile("testdata/frames.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for line := range strings.Lines(string(golden)) {
		name, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		want[name] = text
	}
	for name, f := range frames() {
		b, err := control.Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		if string(b) != want[name] {
			t.Errorf("%s %s\nwant %s", name, b, want[name])
		}
		back, err := control.Decode([]byte(want[name]))
		if err != nil || !reflect.DeepEqual(back, f) {
			t.Errorf("%s comes back as %+v, %v", name, back, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":              {``, control.ErrFrame},
		"no object":            {`"hello"`, control.ErrFrame},
		"no type":              {`{}`, control.ErrUnknownType},
		"unknown type":         {`{"type":"dance"}`, control.ErrUnknownType},
		"two objects":          {`{"type":"bye"}{"type":"bye"}`, control.ErrFrame},
		"bytes after":          {`{"type":"bye"} x`, control.ErrFrame},
		"cut":                  {`{"type":"bye"`, control.ErrFrame},
		"hello of nobody":      {`{"type":"hello"}`, control.ErrFrame},
		"hello of zero":        {`{"type":"hello","viewer":"0x0000000000000000000000000000000000000000"}`, control.ErrFrame},
		"short address":        {`{"type":"hello","viewer":"0x00"}`, control.ErrFrame},
		"grant alone":          {`{"type":"grant","grant":{}}`, control.ErrFrame},
		"receipt unsigned":     {`{"type":"receipt","receipt":{}}`, control.ErrFrame},
		"number for seq":       {`{"type":"ack","seq":7}`, control.ErrFrame},
		"negative seq":         {`{"type":"ack","seq":"-7"}`, control.ErrFrame},
		"huge seq":             {`{"type":"ack","seq":"18446744073709551616"}`, control.ErrFrame},
		"no seq":               {`{"type":"ack"}`, control.ErrFrame},
		"unknown state":        {`{"type":"limit","state":"some"}`, control.ErrFrame},
		"error without a code": {`{"type":"error","reason":"x"}`, control.ErrFrame},
		"standby or not":       {`{"type":"standby"}`, control.ErrFrame},
		"half a layer":         {`{"type":"layers","spatial":0.5}`, control.ErrFrame},
		"too many layers":      {`{"type":"layers","temporal":256}`, control.ErrFrame},
		"long rid":             {`{"type":"layers","rid":"` + strings.Repeat("x", 33) + `"}`, control.ErrFrame},
		"silent for how long":  {`{"type":"silent"}`, control.ErrFrame},
		"silent in the future": {`{"type":"silent","forMs":-1}`, control.ErrFrame},
		"source of no state":   {`{"type":"source","state":"none"}`, control.ErrFrame},
		"many alternatives":    {`{"type":"alternatives","urls":["http://a"` + strings.Repeat(`,"http://a"`, 8) + `]}`, control.ErrFrame},
		"many above":           {`{"type":"alternatives","above":["http://a"` + strings.Repeat(`,"http://a"`, 8) + `]}`, control.ErrFrame},
		"script above":         {`{"type":"alternatives","above":["javascript:alert(1)"]}`, control.ErrFrame},
		"script":               {`{"type":"alternatives","urls":["javascript:alert(1)"]}`, control.ErrFrame},
		"move by when":         {`{"type":"move"}`, control.ErrFrame},
		"long text":            {`{"type":"free","reason":"` + strings.Repeat("x", 513) + `"}`, control.ErrFrame},
		"long frame":           {`{"type":"bye"}` + strings.Repeat(" ", 4096), control.ErrFrame},
		"deep frame":           {strings.Repeat(`{"type":`, 500), control.ErrFrame},
	} {
		if f, err := control.Decode([]byte(c.text)); !errors.Is(err, c.want) || f != nil {
			t.Errorf("%s: %+v, %v; want %v", name, f, err, c.want)
		}
	}
	if f, err := control.Decode([]byte(`{"type":"bye","tomorrow":{"a":[1]}}`)); err != nil || f != (control.Bye{}) {
		t.Errorf("an unknown field: %v, %v", f, err)
	}
}

func TestBaseURLs(t *testing.T) {
	for base, want := range map[string]bool{
		"https://relay.example": true, "http://127.0.0.1:8787": true, "https://[::1]/": true,
		"": false, "relay.example": false, "ftp://relay.example": false, "https://": false, "https://relay.example/whep": false,
		"https://relay.example?x": false, "https://relay.example?": false, "https://relay.example#x": false, "https://relay.example#": false,
		"https://user@relay.example": false, "https://relay.example:x": false, "https://" + strings.Repeat("x", 121): false,
	} {
		if err := control.CheckURL(base); (err == nil) != want {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestTextIsCutToFit(t *testing.T) {
	b, err := control.Encode(control.Error{Code: "x", Reason: strings.Repeat("ü", 1000)})
	if err != nil {
		t.Fatal(err)
	}
	f, err := control.Decode(b)
	if err != nil || f.(control.Error).Reason != strings.Repeat("ü", 256) {
		t.Errorf("%d bytes of reason, %v", len(f.(control.Error).Reason), err)
	}
	if b, err := control.Encode(control.Error{Code: strings.Repeat("\x00", 600), Reason: strings.Repeat("\x01", 600)}); !errors.Is(err, control.ErrFrame) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

// FuzzDecode shows that what is accepted comes back the same after encoding, and nothing makes it panic.
func FuzzDecode(f *testing.F) {
	for _, frame := range frames() {
		b, err := control.Encode(frame)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"type":"alternatives","urls":[]}`))
	f.Add([]byte(`{"type":"receipt","receipt":null,"signature":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		frame, err := control.Decode(b)
		if err != nil {
			return
		}
		again, err := control.Encode(frame)
		if errors.Is(err, control.ErrFrame) {
			return // text that needs more room escaped
		}
		if err != nil {
			t.Fatal(err)
		}
		back, err := control.Decode(again)
		if err != nil || !reflect.DeepEqual(back, frame) {
			t.Fatalf("%s\nbecomes %s\nbecomes %+v, %v", b, again, back, err)
		}
		if third, err := control.Encode(back); err != nil || !bytes.Equal(third, again) {
			t.Fatalf("%s\nbecomes %s, %v", again, third, err)
		}
	})
}
