package ledger

import (
	"maps"
	"slices"
	"strings"

	"github.com/casto-network/casto/incentives"
)

// Ledger is the state. The zero value is not usable; see New. It is not safe for concurrent use.
type Ledger struct {
	channels map[incentives.Hash]*channel
	streams  map[incentives.StreamID]*stream
	sessions map[SessionID]*session
	effects  []Effect // of the fact being applied
}

// stream is a stream and who pays for it.
type stream struct {
	id       incentives.StreamID
	channel  *channel
	receipts bool // some acknowledged bytes stand in no report yet
}

// New returns an empty ledger.
func New() *Ledger {
	return &Ledger{
		channels: make(map[incentives.Hash]*channel),
		streams:  make(map[incentives.StreamID]*stream),
		sessions: make(map[SessionID]*session),
	}
}

// Apply takes one fact and returns what is to be done now, in order.
func (l *Ledger) Apply(f Fact) []Effect {
	l.effects = nil
	f.apply(l)
	return l.effects
}

func (f ChannelSeen) apply(l *Ledger) {
	key := f.Channel.Key()
	c := l.channels[key]
	if c == nil {
		c = &channel{key: key, ref: f.Channel, price: f.Price, maxUnpaid: f.MaxUnpaid, sessions: make(map[SessionID]*session)}
		l.channels[key] = c
	}
	c.state, c.gone = f.State, false
	l.redeemClosing(c)
	l.settle(c)
}

func (f ChannelRestored) apply(l *Ledger) {
	c := l.channels[f.Channel]
	if c == nil {
		return
	}
	if f.Owed.Cost().Cmp(c.owed.Cost()) > 0 {
		c.owed = f.Owed
	}
	c.raise(f.Voucher)
	l.redeemClosing(c)
	l.settle(c)
}

func (f ChannelGone) apply(l *Ledger) {
	if c := l.channels[f.Channel]; c != nil {
		c.gone = true
		l.settle(c)
	}
}

func (f StreamSeen) apply(l *Ledger) {
	c := l.channels[f.Channel]
	if c == nil {
		return
	}
	s := l.streams[f.Stream]
	if s == nil {
		s = &stream{id: f.Stream}
		l.streams[f.Stream] = s
	}
	s.channel = c
}

func (f GrantSeen) apply(l *Ledger) {
	s := l.sessions[f.Session]
	if s == nil {
		st := l.streams[f.Stream]
		if st == nil {
			return
		}
		s = &session{id: f.Session, stream: st, channel: st.channel}
		l.sessions[f.Session] = s
		s.channel.sessions[f.Session] = s
	}
	s.admit(f.Grant, f.Latest)
	l.limit(s)
}

func (f Sent) apply(l *Ledger) {
	s := l.sessions[f.Session]
	if s == nil || f.Total <= s.sent {
		return
	}
	s.channel.sent += f.Total - s.sent
	s.sent = f.Total
	l.settleSession(s)
}

func (f ReceiptAccepted) apply(l *Ledger) {
	s := l.sessions[f.Session]
	if s == nil {
		return
	}
	if _, v, _ := l.CheckReceipt(f.Session, f.Grant, f.Mark); v != Accept {
		return
	}
	c := s.channel
	charged, written := s.acknowledge(f.Grant, f.Mark, f.Charge)
	if err := c.owed.Add(charged, c.price); err != nil {
		return // beyond 2^256: no price that fits 96 bits gets here
	}
	c.charged, c.written = c.charged+charged, c.written+written
	s.stream.receipts = true
	if due := c.due().Beyond(c.asked); !due.IsZero() && due.Cmp(part(c.maxUnpaid, 1, silenceShare)) >= 0 {
		l.ask(c)
	}
	l.settleSession(s)
}

func (f Reported) apply(l *Ledger) {
	if s := l.streams[f.Stream]; s != nil {
		s.receipts = false
	}
}

func (f VoucherAccepted) apply(l *Ledger) {
	c := l.channels[f.Channel]
	if c == nil || f.Cumulative.Cmp(c.voucher) <= 0 {
		return
	}
	c.raise(f.Cumulative)
	l.redeemClosing(c)
	l.settle(c)
}

func (f Forgiven) apply(l *Ledger) {
	c := l.channels[f.Channel]
	if c == nil {
		return
	}
	c.written, c.lost = c.written+c.lost, 0
	l.settle(c)
}

func (f Ended) apply(l *Ledger) {
	s := l.sessions[f.Session]
	if s == nil {
		return
	}
	covered := min(s.missing(), beyond(s.acked/lossShare, s.written)) // what was under way when it left
	s.channel.written, s.channel.lost = s.channel.written+covered, s.channel.lost+s.missing()-covered
	delete(l.sessions, f.Session)
	delete(s.channel.sessions, f.Session)
	l.settle(s.channel)
}

// ask asks for a voucher for every stream of c that has something to report, in the order of their identities.
func (l *Ledger) ask(c *channel) {
	c.asked = c.due()
	ids := slices.SortedFunc(maps.Keys(l.streams), func(a, b incentives.StreamID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range ids {
		if s := l.streams[id]; s.channel == c && s.receipts && !slices.Contains(l.effects, Effect(AskVoucher{id})) {
			l.effects = append(l.effects, AskVoucher{id})
		}
	}
}

// redeemClosing claims what is left when the payer has begun to close: after the close nothing can be claimed.
func (l *Ledger) redeemClosing(c *channel) {
	if !c.state.CloseAt.IsZero() && c.voucher.Cmp(c.state.Claimed) > 0 {
		l.effects = append(l.effects, Redeem{c.key, "the payer is closing the channel"})
	}
}

// settle recomputes the channel's level and tells every session that it changes.
func (l *Ledger) settle(c *channel) {
	before := c.level
	c.level, c.reason = c.judge()
	if c.level > before && c.level >= Lowest && !c.due().IsZero() {
		l.ask(c)
	}
	for _, id := range slices.SortedFunc(maps.Keys(c.sessions), func(a, b SessionID) int { return strings.Compare(string(a), string(b)) }) {
		l.limit(c.sessions[id])
	}
}

// settleSession does what settle does, but looks at one session only when the channel's level has not changed.
func (l *Ledger) settleSession(s *session) {
	if level, _ := s.channel.judge(); level != s.channel.level {
		l.settle(s.channel)
		return
	}
	l.limit(s)
}

// limit tells s its level if that has changed.
func (l *Ledger) limit(s *session) {
	level, reason := s.judge()
	if level != s.level {
		s.level, s.reason = level, reason
		l.effects = append(l.effects, Limit{s.id, level, reason})
	}
}
