package ledger

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

// session is one viewer's connection. Every byte sent is charged, written off, or at risk: charged + written <= sent.
type session struct {
	id      SessionID
	stream  *stream
	channel *channel
	grants  []grant // usually one; two while a renewal waits for its first receipt
	sent    uint64  // payload bytes delivered in this connection
	heard   uint64  // what sent stood at when the last receipt came
	acked   uint64  // of sent, acknowledged under any grant
	charged uint64  // of acked, to be paid; less only when what was written off arrived after all
	written uint64  // of sent, lost for good, and not charged even if it arrives after all
	level   Level
	reason  string
}

// missing returns the bytes at risk: sent, and neither charged nor written off.
func (s *session) missing() uint64 { return s.sent - s.charged - s.written }

// grant is one of a session's grants and how far it is acknowledged, earlier connections included.
type grant struct {
	hash   incentives.Hash
	latest Mark
}

// maxGrants bounds the grants that wait in one session.
const maxGrants = 4

// admit adds a grant, unless it is known. Of too many the oldest goes.
func (s *session) admit(hash incentives.Hash, latest Mark) {
	if s.find(hash) >= 0 {
		return
	}
	if len(s.grants) == maxGrants {
		s.grants = s.grants[1:]
	}
	s.grants = append(s.grants, grant{hash, latest})
}

// find returns the position of a grant, or -1.
func (s *session) find(hash incentives.Hash) int {
	for i, g := range s.grants {
		if g.hash == hash {
			return i
		}
	}
	return -1
}

// acknowledge takes an accepted receipt and returns the bytes that it adds to what is owed, and those that are now written
// off: what was sent before the previous receipt came, and is not in this one, will not arrive any more. A session may lose one
// byte in lossShare of what it acknowledges. Older grants of the session are over.
func (s *session) acknowledge(hash incentives.Hash, m Mark, charge uint64) (charged, written uint64) {
	i := s.find(hash)
	s.acked += m.Bytes - s.grants[i].latest.Bytes
	s.grants = s.grants[i:]
	s.grants[0].latest = m

	charged = min(charge, s.missing())
	s.charged += charged
	lost, room := beyond(s.heard, s.acked+s.written), beyond(s.acked/lossShare, s.written)
	written = min(lost, room, s.missing())
	s.written += written
	s.heard = s.sent
	return charged, written
}

// beyond returns how far a is above b, and nought when it is not.
func beyond(a, b uint64) uint64 { return a - min(a, b) }

// judge returns the session's level: the channel's, or a worse one of its own for silence or debt.
func (s *session) judge() (Level, string) {
	c := s.channel
	if c.level == Paused || c.price.IsZero() {
		return c.level, c.explained()
	}
	silence, debt := s.sent-s.heard, s.missing()
	if own := c.own(silence, silenceShare); own > c.level {
		return own, fmt.Sprintf("%d bytes sent since the last receipt; waiting for a receipt", silence)
	}
	if own := c.own(debt, debtShare); own > c.level {
		return own, fmt.Sprintf("%d of %d bytes sent were never acknowledged; waiting for better receipts or a new session", debt, s.sent)
	}
	return c.level, c.explained()
}

// CheckReceipt judges a receipt by what is cheap to know, before its signature is looked at: the grant is the session's, the
// number and the bytes rise, and no more is acknowledged than was sent. With Accept it returns the bytes to charge, otherwise
// the reason.
func (l *Ledger) CheckReceipt(id SessionID, hash incentives.Hash, m Mark) (charge uint64, v Verdict, reason string) {
	s := l.sessions[id]
	if s == nil {
		return 0, Ignore, "unknown session"
	}
	i := s.find(hash)
	if i < 0 {
		return 0, Ignore, "not the session's grant"
	}
	latest := s.grants[i].latest
	switch {
	case m.Seq <= latest.Seq:
		return 0, Ignore, fmt.Sprintf("receipt %d is not after %d", m.Seq, latest.Seq)
	case m.Bytes <= latest.Bytes: // also of a viewer that has reconnected and missed an acknowledgement
		return 0, Ignore, fmt.Sprintf("%d bytes are no more than %d", m.Bytes, latest.Bytes)
	case m.Bytes-latest.Bytes > s.sent-s.acked:
		return 0, Reject, fmt.Sprintf("acknowledges %d bytes more than were sent", m.Bytes-latest.Bytes-(s.sent-s.acked))
	}
	return min(m.Bytes-latest.Bytes, s.missing()), Accept, ""
}

// CheckVoucher judges a voucher's amount: it must rise, and the deposit must cover it.
func (l *Ledger) CheckVoucher(channel incentives.Hash, cumulative incentives.Amount) (Verdict, string) {
	c := l.channels[channel]
	switch {
	case c == nil:
		return Ignore, "unknown channel"
	case cumulative.Cmp(c.voucher) <= 0:
		return Ignore, fmt.Sprintf("voucher of %s is not above %s", cumulative, c.voucher)
	case cumulative.Cmp(c.state.Deposit) > 0:
		return Ignore, fmt.Sprintf("voucher of %s is beyond the deposit of %s that the chain shows", cumulative, c.state.Deposit)
	}
	return Accept, ""
}
