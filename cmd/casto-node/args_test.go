package main

import (
	"io"
	"slices"
	"strings"
	"testing"
)

func TestFlagsMayFollowArguments(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no arguments", "casto-node", "casto-node"},
		{"flag after argument", "casto-node watch URI -o FILE", "casto-node watch -o FILE URI"},
		{"flags on both sides", "casto-node watch --json URI --for 5s", "casto-node watch --json --for 5s URI"},
		{"value with equals sign", "casto-node watch URI --for=5s", "casto-node watch --for=5s URI"},
		{"nested command", "casto-node channel open 0xabc --deposit 3 --json", "casto-node channel open --deposit 3 --json 0xabc"},
		{"value that looks like a command", "casto-node --data demo devchain", "casto-node --data demo devchain"},
		{"after a double dash nothing moves", "casto-node watch -- -o", "casto-node watch -- -o"},
		{"root flags alone", "casto-node --pool --http 127.0.0.1:0", "casto-node --pool --http 127.0.0.1:0"},
		{"global flag before the command", "casto-node --verbose publish a.ivf --to URL", "casto-node --verbose publish --to URL a.ivf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := flagsFirst(newApp(io.Discard, io.Discard), strings.Fields(c.in))
			if !slices.Equal(got, strings.Fields(c.want)) {
				t.Errorf("got %q, want %q", strings.Join(got, " "), c.want)
			}
		})
	}
}

func TestWatchTakesLinksPagesAndEndpoints(t *testing.T) {
	const at, streamer = "http://127.0.0.1:8787", "0x00000000000000000000000000000000000000aa"
	for _, test := range []struct{ uri, want string }{
		{"casto://" + streamer + "/live", at + "/whep/" + streamer + "/live"},
		{"http://relay.example:8787/watch/" + streamer + "/live", "http://relay.example:8787/whep/" + streamer + "/live"},
		{"https://relay.example/watch/" + streamer + "/live?via=a,b", "https://relay.example/whep/" + streamer + "/live?via=a,b"},
		{"https://other.example/whep/x", "https://other.example/whep/x"},
	} {
		if got, err := whepURL(test.uri, at); err != nil || !strings.EqualFold(got, test.want) {
			t.Errorf("%s: got %s, %v, want %s", test.uri, got, err, test.want)
		}
	}
	for _, uri := range []string{"casto://nobody", "live", "http://a b/watch/"} {
		if got, err := whepURL(uri, at); err == nil {
			t.Errorf("%s: taken as %s", uri, got)
		}
	}
}
