package sdpfrag

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name string
		in   string
		want Fragment
		err  error
	}{
		{
			"RFC 8840 example, shortened",
			"a=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=ice-ufrag:8hhY\r\nm=audio 9 RTP/AVP 0\r\na=mid:1\r\n" +
				"a=candidate:1 1 UDP 2130706432 2001:db8::1 5000 typ host\r\nm=audio 9 RTP/AVP 0\r\na=mid:2\r\n" +
				"a=candidate:2 1 UDP 1 192.0.2.3 6000 typ host\r\na=end-of-candidates\r\n",
			Fragment{
				Ufrag: "8hhY", Password: "asd88fgpdd777uzjYhagZg", End: true,
				Candidates: []Candidate{
					{"1", "candidate:1 1 UDP 2130706432 2001:db8::1 5000 typ host"},
					{"2", "candidate:2 1 UDP 1 192.0.2.3 6000 typ host"},
				},
			}, nil,
		},
		{"bare line feeds, unknown lines", "a=ice-ufrag:x\na=group:BUNDLE 0\nb=1\n", Fragment{Ufrag: "x"}, nil},
		{"candidate without section", "a=candidate:1\n", Fragment{Candidates: []Candidate{{"", "candidate:1"}}}, nil},
		{"empty", "", Fragment{}, ErrMalformed},
		{"nothing about ICE", "m=audio 9 RTP/AVP 0\na=sendonly\n", Fragment{}, ErrMalformed},
		{"no lines of SDP", "{}", Fragment{}, ErrMalformed},
		{"too long", strings.Repeat("a=ice-ufrag:x\n", 5000), Fragment{}, ErrMalformed},
		{"too many candidates", strings.Repeat("a=candidate:1\n", 51), Fragment{}, ErrMalformed},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Parse(test.in)
			if !errors.Is(err, test.err) || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, %v, want %+v, %v", got, err, test.want, test.err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a=ice-ufrag:8hhY\r\nm=audio 9 RTP/AVP 0\r\na=mid:1\r\na=candidate:1 1 UDP 1 192.0.2.3 6000 typ host\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		frag, err := Parse(in)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		for _, c := range frag.Candidates {
			if !strings.HasPrefix(c.Attribute, "candidate") || strings.ContainsAny(c.Attribute, "\n") {
				t.Fatalf("candidate %q", c.Attribute)
			}
		}
	})
}
