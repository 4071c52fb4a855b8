package cascade_test

import (
	"reflect"
	"testing"

	"github.com/casto-network/casto/relay/internal/cascade"
)

// What can be decoded can be encoded, and comes back the same; no bytes make a decoder panic.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"v":1,"epoch":"e","resume":[{"kind":"video","rid":"f","seq":"70000"}],"demand":{"audio":true,"all":true}}`))
	f.Add([]byte(`{"type":"cascade-layers","n":"2","epoch":"e","layers":[{"mid":"1","kind":"video","rid":"f","mime":"video/VP8","seq":"9","ts":"8","live":true}]}`))
	f.Add([]byte(`{"type":"cascade-demand","seen":"2","rids":["q"]}`))
	f.Add([]byte(`{"type":"cascade-demand","audio":true,"rids":[""],"take":"1","epoch":"e","resume":[{"kind":"audio","seq":"65537"},{"kind":"video","serial":1,"seq":"9"}]}`))
	f.Add([]byte(`{"type":"cascade-layers","n":"2","epoch":"e","layers":[{"mid":"1","kind":"video","mime":"video/VP8","seq":"9","ts":"8","live":true,"quiet":true}]}`))
	f.Add([]byte(`{"type":"cascade-demand","no":"7","audio":true}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		cascade.Type(b)
		_ = cascade.Find(string(b))
		if o, err := cascade.DecodeOffer(b); err == nil {
			same(t, o, cascade.DecodeOffer)
		}
		if l, err := cascade.DecodeLayers(b); err == nil {
			same(t, l, cascade.DecodeLayers)
		}
		if d, err := cascade.DecodeDemand(b); err == nil {
			same(t, d, cascade.DecodeDemand)
		}
	})
}

func same[M any](t *testing.T, m M, decode func([]byte) (M, error)) {
	t.Helper()
	b, err := cascade.Encode(m)
	if err != nil {
		return // grown beyond a frame: what was omitted or short is written out
	}
	again, err := decode(b)
	if err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	c, err := cascade.Encode(again)
	if err != nil || !reflect.DeepEqual(b, c) {
		t.Fatalf("%s became %s, %v", b, c, err)
	}
}
