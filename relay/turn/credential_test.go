package turn

import (
	"strings"
	"testing"
	"time"
)

func TestCredentialsEnd(t *testing.T) {
	l, now := newLender(time.Minute), time.Unix(1_800_000_000, 0)
	c := l.lend("peer", now)
	for _, test := range []struct {
		after time.Duration
		stale bool
	}{{0, false}, {time.Minute, false}, {time.Minute + time.Second, true}, {time.Hour, true}} {
		_, password, stale, ok := l.check(c.Username, now.Add(test.after))
		if !ok || password != c.Password || stale != test.stale {
			t.Errorf("after %v: stale %v, ok %v, want stale %v", test.after, stale, ok, test.stale)
		}
	}
}

func TestCredentialsBelongToAnIdAndAServer(t *testing.T) {
	l, now := newLender(time.Minute), time.Unix(1_800_000_000, 0)
	a, again, b := l.lend("a", now), l.lend("a", now.Add(time.Second)), l.lend("b", now)
	idOf := func(c Credential) string {
		id, _, _, ok := l.check(c.Username, now)
		if !ok {
			t.Fatalf("%+v is not known", c)
		}
		return id
	}
	if idOf(a) != idOf(again) || idOf(a) == idOf(b) {
		t.Errorf("ids of a are %s and %s, of b %s", idOf(a), idOf(again), idOf(b))
	}
	if a.Password == again.Password || a.Password == b.Password {
		t.Error("two user names have one password")
	}
	if _, password, _, _ := newLender(time.Minute).check(a.Username, now); password == a.Password {
		t.Error("another server's password is the same")
	}
}

func FuzzCheck(f *testing.F) {
	l, now := newLender(time.Minute), time.Unix(1_800_000_000, 0)
	for _, name := range []string{l.lend("x", now).Username, "", ":", "1:2", "-1:0123456789abcdef", "99999999999999999999:0123456789abcdef", strings.Repeat("9", 100)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if id, password, _, ok := l.check(name, now); ok != (id != "" && password != "") {
			t.Errorf("%q: id %q, ok %v", name, id, ok)
		}
	})
}
