package incentives_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
)

func TestParseStreamURI(t *testing.T) {
	const streamer = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
	good := map[string][]string{
		"casto://" + streamer + "/talk":                                         nil,
		"casto://0x70997970C51812dc3A010C7d01b50e0d17dc79C8/talk":               nil,
		"casto://" + streamer + "/talk?via=/ip4/1.2.3.4/tcp/1/p2p/x":            {"/ip4/1.2.3.4/tcp/1/p2p/x"},
		"casto://" + streamer + "/talk?via=/ip4/1.2.3.4/tcp/1,/dns/a.b/udp/2":   {"/ip4/1.2.3.4/tcp/1", "/dns/a.b/udp/2"},
		"casto://" + streamer + "/talk?via=%2Fip4%2F1.2.3.4&via=/dns/a&other=1": {"/ip4/1.2.3.4", "/dns/a"},
	}
	want, err := incentives.ParseAddress(streamer)
	if err != nil {
		t.Fatal(err)
	}
	for link, via := range good {
		u, err := incentives.ParseStreamURI(link)
		if err != nil || u.Streamer != want || u.Name != "talk" || !reflect.DeepEqual(u.Via, via) {
			t.Errorf("%s: %+v, %v", link, u, err)
		}
		if u.ID() != incentives.NewStreamID(want, "talk") {
			t.Errorf("%s: id %s", link, u.ID())
		}
	}
	for name, link := range map[string]string{
		"scheme":         "http://" + streamer + "/talk",
		"no name":        "casto://" + streamer,
		"empty name":     "casto://" + streamer + "/",
		"two names":      "casto://" + streamer + "/a/b",
		"upper case":     "casto://" + streamer + "/Talk",
		"leading dash":   "casto://" + streamer + "/-talk",
		"long name":      "casto://" + streamer + "/" + strings.Repeat("a", 65),
		"short address":  "casto://0x7099/talk",
		"no prefix":      "casto://" + streamer[2:] + "/talk",
		"wrong checksum": "casto://0x70997970C51812dc3A010C7d01b50e0d17dc79c8/talk",
		"user":           "casto://me@" + streamer + "/talk",
		"port":           "casto://" + streamer + ":1/talk",
		"fragment":       "casto://" + streamer + "/talk#x",
		"too long":       "casto://" + streamer + "/talk?via=" + strings.Repeat("a", 5000),
		"too many":       "casto://" + streamer + "/talk?via=" + strings.Repeat("a,", 17),
	} {
		if u, err := incentives.ParseStreamURI(link); !errors.Is(err, incentives.ErrSyntax) {
			t.Errorf("%s: %+v, %v", name, u, err)
		}
	}
}

func FuzzParseStreamURI(f *testing.F) {
	f.Add("casto://0x70997970c51812dc3a010c7d01b50e0d17dc79c8/talk?via=/ip4/1.2.3.4/tcp/1,/dns/a%2Cb")
	f.Add("casto://0x70997970C51812dc3A010C7d01b50e0d17dc79C8/a.b-c_d")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := incentives.ParseStreamURI(s)
		if err != nil {
			return
		}
		link := u.String()
		if len(link) > 4096 {
			return // escaping made it longer than a link may be
		}
		back, err := incentives.ParseStreamURI(link)
		if err != nil || !reflect.DeepEqual(back, u) {
			t.Fatalf("%q becomes %q becomes %+v, %v; want %+v", s, link, back, err, u)
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	f.Add("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := incentives.ParseAddress(s); err == nil && !strings.EqualFold(a.Hex(), s) {
			t.Fatalf("%q becomes %s", s, a.Hex())
		}
		if id, err := incentives.ParseStreamID(s); err == nil && !strings.EqualFold(id.String(), s) {
			t.Fatalf("%q becomes %s", s, id)
		}
	})
}
