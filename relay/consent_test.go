package relay

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/stun/v4"
)

const consentPassword = "a password of the relay"

var consentFrom = netip.MustParseAddrPort("192.0.2.7:4000")

func testConsent() *consent {
	return &consent{username: "ours:theirs", integrity: stun.NewShortTermIntegrity(consentPassword)}
}

func checkOf(t testing.TB, username, password string, more ...stun.Setter) []byte {
	t.Helper()
	setters := append([]stun.Setter{stun.TransactionID, stun.BindingRequest, stun.NewUsername(username)}, more...)
	m, err := stun.Build(append(setters, stun.NewShortTermIntegrity(password), stun.Fingerprint)...)
	if err != nil {
		t.Fatal(err)
	}
	return m.Raw
}

func TestChecksOfConsentAreAnsweredAndSomeAreShown(t *testing.T) {
	c, now := testConsent(), time.Unix(1000, 0)
	shown := 0
	for range 40 { // two a second
		check := checkOf(t, "ours:theirs", consentPassword, ice.AttrControlling(7), ice.UseCandidate())
		answer := c.reply(check, consentFrom, now, &checks{})
		if now = now.Add(500 * time.Millisecond); answer == nil {
			shown++
			continue
		}
		m := &stun.Message{Raw: answer}
		var mapped stun.XORMappedAddress
		if err := m.Decode(); err != nil || m.Type != stun.BindingSuccess || m.TransactionID != [stun.TransactionIDSize]byte(check[8:20]) {
			t.Fatalf("answered with %v, %v", m, err)
		}
		if err := mapped.GetFrom(m); err != nil || !mapped.IP.Equal(net.IPv4(192, 0, 2, 7)) || mapped.Port != 4000 {
			t.Errorf("answered with the address %v, %v", mapped, err)
		}
		if err := stun.NewShortTermIntegrity(consentPassword).Check(m); err != nil {
			t.Error(err)
		}
		if err := stun.Fingerprint.Check(m); err != nil {
			t.Error(err)
		}
	}
	if shown != 3 {
		t.Errorf("Pion is shown %d of the checks of twenty seconds, want one in eight seconds", shown)
	}
}

func TestWhatIsNoCheckOfConsentIsLeftToPion(t *testing.T) {
	request, err := stun.Build(stun.TransactionID, stun.BindingRequest, stun.NewUsername("ours:theirs"))
	if err != nil {
		t.Fatal(err)
	}
	indication, err := stun.Build(stun.TransactionID, stun.NewType(stun.MethodBinding, stun.ClassIndication))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"another password":  checkOf(t, "ours:theirs", "a guess"),
		"another user":      checkOf(t, "ours:restarted", consentPassword),
		"in the same role":  checkOf(t, "ours:theirs", consentPassword, ice.AttrControlled(7)),
		"a renomination":    checkOf(t, "ours:theirs", consentPassword, ice.NominationAttribute{Value: 2}),
		"without integrity": request.Raw,
		"an indication":     indication.Raw,
		"no STUN":           make([]byte, 100),
		"nothing":           nil,
		"cut off":           checkOf(t, "ours:theirs", consentPassword)[:30],
	} {
		c := testConsent()
		c.shown = time.Unix(1000, 0)
		if answer := c.reply(b, consentFrom, c.shown, &checks{}); answer != nil {
			t.Errorf("%s: answered", name)
		}
	}
	var none *consent
	if none.reply(checkOf(t, "ours:theirs", consentPassword), consentFrom, time.Unix(1000, 0), &checks{}) != nil {
		t.Error("answered without credentials")
	}
}

func FuzzConsent(f *testing.F) {
	f.Add(checkOf(f, "ours:theirs", consentPassword))
	f.Add(checkOf(f, "ours:theirs", consentPassword)[:40])
	f.Fuzz(func(t *testing.T, b []byte) {
		c := testConsent()
		c.shown = time.Unix(1000, 0)
		if c.reply(b, consentFrom, c.shown, &checks{}) == nil {
			return
		}
		m := &stun.Message{Raw: b}
		if m.Decode() != nil || stun.NewShortTermIntegrity(consentPassword).Check(m) != nil {
			t.Error("answered what is not authentic")
		}
	})
}

func BenchmarkConsent(b *testing.B) {
	c, check := testConsent(), checkOf(b, "ours:theirs", consentPassword)
	c.shown = time.Unix(1000, 0)
	b.ReportAllocs()
	for b.Loop() {
		if c.reply(check, consentFrom, c.shown, &checks{}) == nil {
			b.Fatal("not answered")
		}
	}
}
