package relay

import (
	"net/netip"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/stun/v4"
)

// consentShown is how often Pion is shown a viewer's check, by which it knows that the viewer is there: often enough for viewerUnreachable,
// even if they check every five seconds.
const consentShown = 8 * time.Second

// consent answers the checks by which a connected viewer renews its consent to be sent media (RFC 7675, section 5.1), on the goroutine
// that reads the port. On its way through Pion each would wake three goroutines, to the same answer. What is not such a check from where
// the viewer is, by the credentials it connected with, Pion is to have: first checks, other nominations, role conflicts, restarts.
type consent struct {
	username  string // of the viewer's checks
	integrity stun.MessageIntegrity
	shown     time.Time
}

// checks is what the goroutine that reads a port keeps from one check to the next.
type checks struct{ check, answer stun.Message }

// newConsent returns nil if the session's credentials are not known; Pion then answers.
func (s *Session) newConsent() *consent {
	ours, err := s.iceTransport().GetLocalParameters()
	if err != nil {
		return nil
	}
	theirs, err := s.iceTransport().GetRemoteParameters()
	if err != nil {
		return nil
	}
	return &consent{
		username:  ours.UsernameFragment + ":" + theirs.UsernameFragment,
		integrity: stun.NewShortTermIntegrity(ours.Password),
	}
}

// reply returns the answer to a check, which is valid until k is used again, or nil if Pion is to have it.
func (c *consent) reply(b []byte, from netip.AddrPort, now time.Time, k *checks) []byte {
	if c == nil || !stun.IsMessage(b) {
		return nil
	}
	m := &k.check
	m.Raw = append(m.Raw[:0], b...)
	if m.Decode() != nil || m.Type != stun.BindingRequest {
		return nil
	}
	name, err := m.Get(stun.AttrUsername)
	if err != nil || string(name) != c.username || m.Contains(stun.AttrICEControlled) || m.Contains(ice.DefaultNominationAttribute) ||
		c.integrity.Check(m) != nil {
		return nil
	}
	if now.Sub(c.shown) >= consentShown {
		c.shown = now
		return nil
	}
	if k.answer.Build(m, stun.BindingSuccess, &stun.XORMappedAddress{IP: from.Addr().AsSlice(), Port: int(from.Port())}, c.integrity, stun.Fingerprint) != nil {
		return nil
	}
	return k.answer.Raw
}
