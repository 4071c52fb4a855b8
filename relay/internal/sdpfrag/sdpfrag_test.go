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

const description = "v=0\r\no=- 1 2 IN IP4 0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=candidate:1 1 udp 9 192.0.2.1 5000 typ host\r\n" +
	"a=ice-ufrag:old\r\na=ice-pwd:oldpassword\r\na=mid:x\r\na=sendonly\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:y\r\na=ice-ufrag:old\r\na=ice-pwd:oldpassword\r\n" +
	"a=candidate:2 1 udp 9 192.0.2.1 5001 typ host\r\na=end-of-candidates\r\n"

func TestFragmentOfADescription(t *testing.T) {
	want := Fragment{Ufrag: "old", Password: "oldpassword", End: true, Candidates: []Candidate{
		{"x", "candidate:1 1 udp 9 192.0.2.1 5000 typ host"}, {"y", "candidate:2 1 udp 9 192.0.2.1 5001 typ host"},
	}}
	got := Of(description)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if back, err := Parse(got.String()); err != nil || !reflect.DeepEqual(back, want) {
		t.Errorf("written and read again: %+v, %v", back, err)
	}
}

func TestApplyReplacesCredentialsAndCandidates(t *testing.T) {
	f := Fragment{Ufrag: "new", Password: "newpassword", Candidates: []Candidate{{"y", "candidate:3 1 udp 9 192.0.2.3 6000 typ host"}}}
	got := f.Apply(description)
	if strings.Contains(got, "old") || strings.Count(got, "a=ice-ufrag:new\r\n") != 2 || strings.Count(got, "a=ice-pwd:newpassword\r\n") != 2 {
		t.Errorf("credentials not replaced:\n%s", got)
	}
	if strings.Count(got, "a=candidate:") != 1 || !strings.Contains(got, "a=sendonly\r\na=candidate:3 1 udp 9 192.0.2.3 6000 typ host\r\nm=video") {
		t.Errorf("candidates not replaced:\n%s", got)
	}
	if kept := strings.Count(got, "\r\n"); kept != 14 {
		t.Errorf("%d lines:\n%s", kept, got)
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
		if back, err := Parse(frag.String()); err != nil || len(back.Candidates) != len(frag.Candidates) {
			t.Fatalf("written and read again: %+v, %v", back, err)
		}
		for _, c := range frag.Candidates {
			if !strings.HasPrefix(c.Attribute, "candidate") || strings.ContainsAny(c.Attribute, "\n") {
				t.Fatalf("candidate %q", c.Attribute)
			}
		}
	})
}
