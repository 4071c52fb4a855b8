package whip

import (
	"slices"
	"strings"
	"testing"
)

func TestICEServersComeAcross(t *testing.T) {
	for name, s := range map[string]ICEServer{
		"stun":          {URL: "stun:stun.example:3478"},
		"turn":          {URL: "turn:turn.example:3478?transport=tcp", Username: "1700000000:anna", Credential: "bm8gc2VjcmV0IGhlcmU="},
		"odd passwords": {URL: "turn:[2001:db8::1]:3478", Username: `a"b;c=d`, Credential: `e\f, <g>; rel="h"`},
	} {
		if got := iceServersOf([]string{`<https://relay.example>; rel="alternate"`, s.link()}); !slices.Equal(got, []ICEServer{s}) {
			t.Errorf("%s: got %+v, want %+v", name, got, s)
		}
	}
	for name, l := range map[string]string{
		"other relation": `<turn:turn.example>; rel="next"`,
		"no relation":    `<turn:turn.example>`,
		"other scheme":   `<https://turn.example>; rel="ice-server"`,
		"cut":            `<turn:turn.example; rel="ice-server"`,
		"open quotes":    `<turn:turn.example>; username="a; rel="ice-server"`,
	} {
		if got := iceServersOf([]string{l}); got != nil {
			t.Errorf("%s: got %+v, want none", name, got)
		}
	}
}

func FuzzICEServerLinks(f *testing.F) {
	f.Add(`<turn:a>; rel="ice-server"; username="b"; credential="c\"d"`)
	f.Add(`<stun:a>;rel=ice-server`)
	f.Fuzz(func(t *testing.T, l string) {
		for _, s := range iceServersOf([]string{l}) {
			clean := strings.Map(func(r rune) rune {
				if r < ' ' || r == 0x7f {
					return -1
				}
				return r
			}, s.Username+s.Credential)
			if clean != s.Username+s.Credential {
				continue // a header cannot hold it
			}
			if again := iceServersOf([]string{s.link()}); !slices.Equal(again, []ICEServer{s}) {
				t.Errorf("%q: got %+v, which reads back as %+v", l, s, again)
			}
		}
	})
}
