package cascade_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/internal/cascade"
)

const description = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=video 9 RTP/AVP 96\r\na=mid:0\r\n"

func TestMessagesSurviveADescription(t *testing.T) {
	want := cascade.Offer{
		Version: cascade.Version, Epoch: "e", Demand: cascade.Demand{Audio: true, RIDs: []string{"", "h"}},
		Resume: []cascade.Resume{{Kind: "video", RID: "h", Seq: 1<<63 + 5}},
	}
	b, err := cascade.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{description, strings.ReplaceAll(description, "\r\n", "\n"), "v=0\r\n"} {
		with := cascade.Put(text, b)
		got, err := cascade.DecodeOffer(cascade.Find(with))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if cascade.Find(text) != nil {
			t.Errorf("%q has a message", text)
		}
	}
	if cascade.Find("v=0\r\nm=video 9\r\na=casto-cascade:{}\r\n") != nil {
		t.Error("a message within a section was found")
	}
}

func TestFramesAreToldFromOthers(t *testing.T) {
	for frame, want := range map[string]string{
		`{"type":"cascade-layers","n":"1","epoch":"e","layers":[]}`: cascade.TypeLayers,
		`{"type":"cascade-demand"}`:                                 cascade.TypeDemand,
		`{"type":"cascade-dance"}`:                                  "",
		`{"type":"hello","viewer":"\"cascade-demand\""}`:            "",
		`"cascade-demand"`:                                          "",
		``:                                                          "",
		`{"type":"cascade-demand","x":"` + strings.Repeat("x", cascade.MaxFrame) + `"}`: "",
	} {
		if got := cascade.Type([]byte(frame)); got != want {
			t.Errorf("%.60s: %q, want %q", frame, got, want)
		}
	}
}

func TestMalformedMessagesAreRefused(t *testing.T) {
	offer := func(b []byte) error { _, err := cascade.DecodeOffer(b); return err }
	layers := func(b []byte) error { _, err := cascade.DecodeLayers(b); return err }
	demand := func(b []byte) error { _, err := cascade.DecodeDemand(b); return err }
	for _, test := range []struct {
		name   string
		decode func([]byte) error
		text   string
	}{
		{"empty", offer, ``},
		{"another version", offer, `{"v":2,"demand":{}}`},
		{"long", demand, `{"rids":["` + strings.Repeat("x", cascade.MaxFrame) + `"]}`},
		{"too many RIDs", demand, `{"rids":[` + strings.Repeat(`"x",`, 40) + `"x"]}`},
		{"too much to take over", demand, `{"take":"1","resume":[` + strings.Repeat(`{"kind":"video","seq":"1"},`, 16) + `{"kind":"video","seq":"1"}]}`},
		{"takeover of a long epoch", demand, `{"take":"1","epoch":"` + strings.Repeat("e", 257) + `"}`},
		{"takeover without a number", demand, `{"take":"1","resume":[{"kind":"video","seq":1}]}`},
		{"number as a number", layers, `{"n":1,"epoch":"e"}`},
		{"no epoch", layers, `{"n":"1","layers":[]}`},
		{"unknown kind", layers, `{"n":"1","epoch":"e","layers":[{"mid":"0","kind":"text","seq":"1","ts":"1"}]}`},
		{"two in a slot", layers, `{"n":"1","epoch":"e","layers":[{"mid":"0","kind":"audio","seq":"1","ts":"1"},{"mid":"0","kind":"video","seq":"1","ts":"1"}]}`},
	} {
		if err := test.decode([]byte(test.text)); !errors.Is(err, cascade.ErrMalformed) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestEqualDemands(t *testing.T) {
	a := cascade.Demand{Audio: true, RIDs: []string{"f", "q"}, Seen: 1}
	b := cascade.Demand{Audio: true, RIDs: []string{"f", "q"}, Seen: 2, Type: cascade.TypeDemand}
	if !a.Equal(b) || a.Equal(cascade.Demand{Audio: true, RIDs: []string{"f"}}) || a.Equal(cascade.Demand{RIDs: a.RIDs}) {
		t.Error("demands compare wrongly")
	}
}

func TestTakeoverSaysWhereEachLayerGoesOn(t *testing.T) {
	d, err := cascade.DecodeDemand([]byte(`{"take":"2","epoch":"e","resume":[{"kind":"audio","seq":"7"},{"kind":"video","rid":"f","serial":1,"seq":"65600"}]}`))
	if err != nil || d.Take != 2 || d.Epoch != "e" {
		t.Fatalf("%+v, %v", d, err)
	}
	for _, test := range []struct {
		kind, rid string
		serial    uint32
		want      uint64
	}{{"audio", "", 0, 7}, {"video", "f", 1, 65600}, {"video", "f", 0, 0}, {"video", "", 1, 0}} {
		if got := cascade.ResumeOf(d.Resume, test.kind, test.rid, test.serial); got != test.want {
			t.Errorf("%s %q %d: %d, want %d", test.kind, test.rid, test.serial, got, test.want)
		}
	}
	if !d.Equal(cascade.Demand{}) {
		t.Error("a takeover asks for layers")
	}
}
