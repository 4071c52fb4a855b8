package ledger

import (
	"fmt"

	"github.com/casto-network/casto/incentives"
)

// session is one viewer's connection.
type session struct {
	id      SessionID
	stream  *stream
	channel *channel
	grants  []grant // usually one; two while a renewal waits for its first receipt
	sent    uint64  // payload bytes delivered in this connection
	acked   uint64  // of those, acknowledged under any grant
	heard   uint64  // what sent stood at when the last receipt came
	level   Level
	reason  string
}

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

// acknowledge takes an accepted receipt and returns the bytes that it adds. Older grants of the session are over.
func (s *session) acknowledge(hash incentives.Hash, m Mark) uint64 {
	i := s.find(hash)
	delta := m.Bytes - s.grants[i].latest.Bytes
	s.grants = s.grants[i:]
	s.grants[0].latest = m
	s.acked, s.heard = s.acked+delta, s.sent
	return delta
}

// judge returns the session's level: the channel's, or a worse one of its own for silence or debt.
func (s *session) judge() (Level, string) {
	c := s.channel
	if c.level == Paused || c.price.IsZero() {
		return c.level, c.explained()
	}
	silence, debt := s.sent-s.heard, outstanding(s.sent, s.acked)
	if own := c.own(silence, silenceShare); own > c.level {
		return own, fmt.Sprintf("%d bytes sent since the last receipt; waiting for a receipt", silence)
	}
	if own := c.own(debt, debtShare); own > c.level {
		return own, fmt.Sprintf("%d of %d bytes sent were never acknowledged; waiting for better receipts or a new session", s.sent-s.acked, s.sent)
	}
	return c.level, c.explained()
}

// CheckReceipt judges a receipt by what is cheap to know, before its signature is looked at: the grant is the session's, the
// number and the bytes rise, and no more is acknowledged than was sent. The reason says what is wrong.
func (l *Ledger) CheckReceipt(id SessionID, hash incentives.Hash, m Mark) (Verdict, string) {
	s := l.sessions[id]
	if s == nil {
		return Ignore, "unknown session"
	}
	i := s.find(hash)
	if i < 0 {
		return Ignore, "not the session's grant"
	}
	latest := s.grants[i].latest
	switch {
	case m.Seq <= latest.Seq:
		return Ignore, fmt.Sprintf("receipt %d is not after %d", m.Seq, latest.Seq)
	case m.Bytes < latest.Bytes:
		return Reject, fmt.Sprintf("total falls from %d to %d bytes", latest.Bytes, m.Bytes)
	case m.Bytes == latest.Bytes:
		return Ignore, "no new bytes"
	case m.Bytes-latest.Bytes > s.sent-s.acked:
		return Reject, fmt.Sprintf("acknowledges %d bytes more than were sent", m.Bytes-latest.Bytes-(s.sent-s.acked))
	}
	return Accept, ""
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
