package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
)

// world drives a ledger as a relay does: it obeys the limits, and bytes are base units. It knows what is true, to compare.
type world struct {
	t      *testing.T
	ledger *ledger.Ledger
	ref    incentives.ChannelRef
	config ledger.ChannelSeen

	sessions map[ledger.SessionID]*truth
	owed     uint64 // bytes charged
	signed   uint64 // highest voucher
	sent     uint64 // bytes sent
	log      []ledger.Effect
}

type truth struct {
	sent, acked, seq, under uint64 // under: acknowledged under the current grant
	grant                   incentives.Hash
	level                   ledger.Level
}

const maxStep = 50 // bytes sent at once

func newWorld(t *testing.T, deposit, maxUnpaid uint64) *world {
	w := &world{t: t, ledger: ledger.New(), sessions: make(map[ledger.SessionID]*truth), ref: incentives.ChannelRef{Nonce: 1}}
	w.config = ledger.ChannelSeen{Channel: w.ref, Price: incentives.Price(incentives.NewAmount(incentives.GiB)), MaxUnpaid: incentives.NewAmount(maxUnpaid),
		State: incentives.ChannelState{Deposit: incentives.NewAmount(deposit)}}
	w.apply(w.config)
	w.apply(ledger.StreamSeen{Stream: streamOf("talk"), Channel: w.ref.Key()})
	return w
}

func (w *world) apply(f ledger.Fact) {
	effects := w.ledger.Apply(f)
	w.log = append(w.log, effects...)
	for _, e := range effects {
		if limit, ok := e.(ledger.Limit); ok {
			s := w.sessions[limit.Session]
			if s == nil {
				w.t.Fatalf("limit for unknown session %s", limit.Session)
			}
			if s.level == limit.Level {
				w.t.Fatalf("session %s is told %s twice", limit.Session, limit.Level)
			}
			s.level = limit.Level
		}
	}
}

// step does one of everything that can happen, chosen by op, to the session and with the amount that a and b give.
func (w *world) step(op, a, b byte) {
	id := ledger.SessionID(fmt.Sprint(a % 5))
	s := w.sessions[id]
	if s == nil && op%8 < 6 {
		s = &truth{grant: named("grant", fmt.Sprint(len(w.log), id, b))}
		w.sessions[id] = s
		w.apply(ledger.GrantSeen{Session: id, Stream: streamOf("talk"), Grant: s.grant})
		return
	}
	switch op % 8 {
	case 0, 1, 2: // send, unless paused
		if s.level != ledger.Paused {
			n := 1 + uint64(b)%maxStep
			s.sent, w.sent = s.sent+n, w.sent+n
			w.apply(ledger.Sent{Session: id, Total: s.sent})
		}
	case 3, 4: // an honest receipt, or one for a part
		w.receipt(id, s, s.sent-s.acked-(s.sent-s.acked)*uint64(b%4)/8)
	case 5: // a lie
		if w.receipt(id, s, s.sent-s.acked+1+uint64(b)) {
			w.t.Fatal("a receipt for more than was sent is accepted")
		}
	case 6: // the payer signs for some of what is owed, or repeats an old voucher
		w.voucher(w.signed + (w.owed-min(w.signed, w.owed))*uint64(b)/255)
	case 7:
		switch {
		case s != nil && b%4 == 0:
			delete(w.sessions, id)
			w.apply(ledger.Ended{Session: id})
		case b%16 == 1:
			w.apply(ledger.Forgiven{Channel: w.ref.Key()})
		default:
			w.apply(w.config)
		}
	}
}

func (w *world) receipt(id ledger.SessionID, s *truth, more uint64) bool {
	m := ledger.Mark{Seq: s.seq + 1, Bytes: s.under + more}
	charge, v, _ := w.ledger.CheckReceipt(id, s.grant, m)
	if v != ledger.Accept {
		return false
	}
	if charge > more {
		w.t.Fatalf("charges %d of %d bytes", charge, more)
	}
	s.seq, s.under, s.acked = m.Seq, m.Bytes, s.acked+more
	w.owed += charge
	w.apply(ledger.ReceiptAccepted{Session: id, Grant: s.grant, Mark: m, Charge: charge})
	return true
}

func (w *world) voucher(cumulative uint64) {
	if v, _ := w.ledger.CheckVoucher(w.ref.Key(), incentives.NewAmount(cumulative)); v == ledger.Accept {
		w.signed = max(w.signed, cumulative)
		w.apply(ledger.VoucherAccepted{Channel: w.ref.Key(), Cumulative: incentives.NewAmount(cumulative)})
	}
}

// check holds the money rules.
func (w *world) check(before ledger.ChannelView) ledger.ChannelView {
	v, ok := w.ledger.Channel(w.ref.Key())
	if !ok {
		w.t.Fatal("channel is gone")
	}
	deposit, limit := w.config.State.Deposit, w.config.MaxUnpaid
	stepped, _ := limit.Add(incentives.NewAmount(maxStep))
	total, _ := v.Voucher.Add(v.Unpaid)
	most, _ := deposit.Add(incentives.NewAmount(maxStep))
	switch {
	case v.Voucher != incentives.NewAmount(w.signed):
		w.t.Fatalf("voucher %s, signed %d", v.Voucher, w.signed)
	case v.Owed != incentives.NewAmount(w.owed):
		w.t.Fatalf("owed %s, acknowledged %d", v.Owed, w.owed)
	case v.Voucher.Cmp(before.Voucher) < 0 || v.Owed.Cmp(before.Owed) < 0:
		w.t.Fatalf("amounts fell: %+v, then %+v", before, v)
	case v.Owed.Cmp(incentives.NewAmount(w.sent)) > 0:
		w.t.Fatalf("owed %s for %d bytes sent", v.Owed, w.sent)
	case v.Voucher.Cmp(deposit) > 0:
		w.t.Fatalf("voucher %s beyond the deposit %s", v.Voucher, deposit)
	case v.Unpaid.Cmp(stepped) > 0:
		w.t.Fatalf("unpaid %s is more than a step above %s", v.Unpaid, limit)
	case total.Cmp(most) > 0:
		w.t.Fatalf("served for %s on a deposit of %s", total, deposit)
	}
	for id, s := range w.sessions {
		if v.Unpaid.Cmp(v.Credit) >= 0 && s.level != ledger.Paused {
			w.t.Fatalf("session %s is served although %s of %s is unpaid", id, v.Unpaid, v.Credit)
		}
	}
	return v
}

// FuzzMoney holds the money rules against any course of events: vouchers are never above what was signed or deposited, amounts
// only rise, what is unpaid is never above the credit by more than one step, and nobody is served beyond it.
func FuzzMoney(f *testing.F) {
	f.Add(uint16(1000), uint16(200), []byte("sssrrrvvvsssrrrvvv"))
	f.Add(uint16(50), uint16(60000), []byte{0, 1, 40, 3, 1, 0, 6, 0, 255, 7, 1, 4, 0, 2, 9})
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 7))
		ops := make([]byte, 3000)
		for i := range ops {
			ops[i] = byte(rng.Uint32())
		}
		f.Add(uint16(rng.Uint32()), uint16(rng.Uint32N(2000)+1), ops)
	}
	f.Fuzz(func(t *testing.T, deposit, maxUnpaid uint16, ops []byte) {
		if deposit == 0 || maxUnpaid == 0 {
			return
		}
		w := newWorld(t, uint64(deposit), uint64(maxUnpaid))
		var view ledger.ChannelView
		for ; len(ops) >= 3; ops = ops[3:] {
			w.step(ops[0], ops[1], ops[2])
			view = w.check(view)
		}
	})
}

// TestEqualFactsGiveEqualEffects runs one course twice.
func TestEqualFactsGiveEqualEffects(t *testing.T) {
	run := func() []ledger.Effect {
		rng := rand.New(rand.NewPCG(3, 4))
		w := newWorld(t, 60000, 700)
		for range 2000 {
			w.step(byte(rng.Uint32()), byte(rng.Uint32()), byte(rng.Uint32()))
		}
		return w.log
	}
	first, second := run(), run()
	if len(first) < 100 {
		t.Fatalf("only %d effects: the course does nothing", len(first))
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("equal facts gave different effects")
	}
}

// TestUnknownFactsChangeNothing applies facts about what nobody has seen.
func TestUnknownFactsChangeNothing(t *testing.T) {
	l := ledger.New()
	for _, f := range []ledger.Fact{
		ledger.ChannelRestored{}, ledger.ChannelGone{}, ledger.StreamSeen{}, ledger.GrantSeen{Session: "s"}, ledger.Sent{Session: "s", Total: 1},
		ledger.ReceiptAccepted{Session: "s"}, ledger.Reported{}, ledger.VoucherAccepted{}, ledger.Forgiven{}, ledger.Ended{Session: "s"},
	} {
		if effects := l.Apply(f); len(effects) != 0 || len(l.Channels()) != 0 {
			t.Errorf("%T: %v, %v", f, effects, l.Channels())
		}
	}
}

// TestChargeIsBoundedByWhatIsMissing applies facts that no relay should make up.
func TestChargeIsBoundedByWhatIsMissing(t *testing.T) {
	w := newWorld(t, 60000, 1000)
	s := &truth{grant: named("grant", "g")}
	w.sessions["s"] = s
	w.apply(ledger.GrantSeen{Session: "s", Stream: streamOf("talk"), Grant: s.grant})
	w.apply(ledger.Sent{Session: "s", Total: 100})
	w.apply(ledger.ReceiptAccepted{Session: "s", Grant: s.grant, Mark: ledger.Mark{Seq: 1, Bytes: 101}, Charge: 101}) // would be refused
	w.apply(ledger.ReceiptAccepted{Session: "s", Grant: s.grant, Mark: ledger.Mark{Seq: 1, Bytes: 60}, Charge: 1 << 40})
	if v, _ := w.ledger.Channel(w.ref.Key()); v.Owed.Cmp(incentives.NewAmount(100)) > 0 {
		t.Errorf("owed %s for 100 bytes sent", v.Owed)
	}
}
