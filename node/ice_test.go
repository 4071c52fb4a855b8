package node

import (
	"errors"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/relay/whip"
)

func TestICEServersAreReadOrRefused(t *testing.T) {
	for text, want := range map[string]whip.ICEServer{
		"stun:stun.example:3478":                        {URL: "stun:stun.example:3478"},
		"turn:anna:secret@turn.example:3478":            {URL: "turn:turn.example:3478", Username: "anna", Credential: "secret"},
		"turns:anna:a:b@turn.example:443?transport=tcp": {URL: "turns:turn.example:443?transport=tcp", Username: "anna", Credential: "a:b"},
		"turn:turn.example:3478":                        {},
		"turn:anna@turn.example:3478":                   {},
		"turn:anna:@turn.example":                       {},
		"http://stun.example":                           {},
		"stun:":                                         {},
		"":                                              {},
	} {
		got, err := iceServers([]string{text})
		if want == (whip.ICEServer{}) {
			if !errors.Is(err, incentives.ErrSyntax) {
				t.Errorf("%q: got %v, %v, want an error", text, got, err)
			}
			continue
		}
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%q: got %+v, %v, want %+v", text, got, err, want)
		}
	}
}

func FuzzICEServers(f *testing.F) {
	f.Add("stun:a")
	f.Add("turn:a:b@c")
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := iceServers([]string{text}); err == nil && (len(got) != 1 || got[0].URL == "") {
			t.Errorf("%q: got %+v without an error", text, got)
		}
	})
}
