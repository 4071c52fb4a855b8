package payer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/incentives/store/storetest"
)

const (
	simSeeds  = "CASTO_SIM_SEEDS" // how many seeds; default 25
	simCredit = 20_000
	simStep   = 1000 // bytes sent at once
)

// sim is a streamer, a relay and viewers on disks that fail and a network that loses, doubles and delays. Bytes are money.
type sim struct {
	*streamer
	rng     *rand.Rand
	relay   *payee.Payee
	disk    *storetest.Memory
	viewers []*simViewer
	reports []incentives.PayRequest // sent at some time, to be sent again
	answers []simAnswer             // received at some time, to be received again
	backup  *storetest.Memory       // of the streamer
	held    incentives.Amount       // highest voucher the relay acknowledged
	signed  uint64                  // bytes that viewers signed for
	step    int
}

type simAnswer struct {
	req     incentives.PayRequest
	voucher incentives.SignedVoucher
}

type simViewer struct {
	key        byte
	state      *session.Viewer
	id         string
	sent, got  uint64 // in this connection
	paused     bool
	acked      uint64 // highest total signed under the grant
	underGrant incentives.Hash
}

func newSim(t *testing.T, seed uint64) *sim {
	s := &sim{streamer: newStreamer(t, 0), rng: rand.New(rand.NewPCG(seed, 1)), disk: storetest.New()}
	s.backup = s.store.Clone()
	s.restartRelay()
	for n := range byte(4) {
		v := &simViewer{key: 100 + n}
		s.viewers = append(s.viewers, v)
		s.connect(v)
	}
	return s
}

// warrant lets the stream key speak for the stream.
func warrant() incentives.Warrant {
	k, err := incentives.StreamKey{Streamer: key(streamerKey).Address(), StreamID: streamID(), Key: key(streamKey).Address(),
		NotAfter: 2_000_000_000}.Sign(key(streamerKey), domain())
	if err != nil {
		panic(err)
	}
	return incentives.Warrant{Key: k, Name: "talk"}
}

func (s *sim) restartRelay() {
	p, err := payee.New(payee.Options{Domain: domain(), Relay: key(relayKey).Address(), ReportKey: key(relayKey), Price: unit(),
		MaxUnpaid: incentives.NewAmount(simCredit), Store: s.disk, Evidence: evidence.New(s.disk, domain()), Now: func() time.Time { return s.now }})
	if err != nil {
		s.t.Fatal(err)
	}
	for p.Open(payee.Stream{Warrant: warrant(), Channel: channel(relayKey),
		State: incentives.ChannelState{Deposit: incentives.NewAmount(100_000)}}) != nil {
	}
	s.relay = p
	for _, v := range s.viewers {
		s.connect(v)
	}
}

// connect opens a new connection with a new key, or now and then with the old one.
func (s *sim) connect(v *simViewer) {
	s.step++
	if v.id != "" {
		s.relay.End(v.id)
	}
	v.id = fmt.Sprintf("%d/%d", v.key, s.step)
	if v.state == nil || s.rng.IntN(2) == 0 {
		k, err := incentives.KeyFromBytes(append(make([]byte, 28), 1, v.key, byte(s.step>>8), byte(s.step)))
		if err != nil {
			s.t.Fatal(err)
		}
		v.state = session.New(k)
	}
	v.sent, v.got, v.paused = 0, 0, false
	s.grant(v, v.state.Hello())
}

// grant takes a hello to the streamer and the grant to the viewer.
func (s *sim) grant(v *simViewer, hello []byte) {
	f, err := control.Decode(hello)
	if err != nil {
		s.t.Fatal(err)
	}
	g, err := s.Admit(payer.AdmitRequest{StreamID: streamID(), Relay: key(relayKey).Address(), Viewer: f.(control.Hello).Viewer, MaxKbps: kbps})
	if err != nil {
		return // the deposit is promised away
	}
	if err := s.relay.Grant(v.id, g); err != nil {
		s.t.Fatal(err)
	}
	frame, err := control.Encode(control.Grant{Grant: g, Domain: domain()})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := v.state.Handle(frame); err != nil {
		s.t.Fatal(err)
	}
}

// chance is true once in n times.
func (s *sim) chance(n int) bool { return s.rng.IntN(n) == 0 }

func (s *sim) act() {
	v := s.viewers[s.rng.IntN(len(s.viewers))]
	switch s.rng.IntN(40) {
	default:
		if !v.paused {
			n := 1 + s.rng.Uint64N(simStep)
			v.sent += n
			v.got += n - s.rng.Uint64N(n)*uint64(s.rng.IntN(2))/20 // up to a twentieth is lost now and then
		}
		s.relay.Sent(v.id, v.sent)
	case 20, 21, 22, 23, 24, 25, 26:
		s.receipt(v)
	case 27, 28, 29:
		s.report()
	case 30:
		s.replay()
	case 31:
		s.disk.Fail(0)
		s.restartRelay()
	case 32:
		s.store.Fail(0)
		s.restart()
	case 33:
		s.disk.Fail(storetest.Failure(1 + s.rng.IntN(2)))
	case 34:
		s.store.Fail(storetest.Failure(1 + s.rng.IntN(2)))
	case 35:
		s.backup = s.store.Clone()
	case 36:
		if s.chance(4) { // the streamer loses everything since the backup
			s.store = s.backup.Clone()
			s.restart()
		}
	case 37:
		s.connect(v)
	case 38:
		s.now = s.now.Add(time.Duration(s.rng.IntN(60)) * time.Second)
	}
	s.effects()
	s.check()
}

// receipt takes a receipt from a viewer to the relay, sometimes twice, sometimes without the acknowledgement.
func (s *sim) receipt(v *simViewer) {
	frame, ok := v.state.Receipt(v.got, s.now)
	if !ok {
		return
	}
	f, err := control.Decode(frame)
	if err != nil {
		s.t.Fatal(err)
	}
	m := f.(control.Receipt).Receipt.Message
	if m.GrantHash != v.underGrant {
		v.acked, v.underGrant = 0, m.GrantHash
	}
	s.signed, v.acked = s.signed+m.BytesTotal-min(v.acked, m.BytesTotal), max(v.acked, m.BytesTotal)
	s.relay.Sent(v.id, v.sent)
	for range 1 + s.rng.IntN(2) {
		verdict, ack, err := s.relay.Receipt(v.id, frame)
		if verdict == payee.Reject {
			s.t.Fatalf("an honest viewer is rejected: %v", err)
		}
		if ack != nil && !s.chance(5) {
			if _, err := v.state.Handle(ack); err != nil {
				s.t.Fatal(err)
			}
		}
	}
}

// report takes a report to the streamer and the voucher back, or loses one of them.
func (s *sim) report() {
	req, ok, err := s.relay.Report(streamID())
	if err != nil || !ok {
		return
	}
	s.reports = append(s.reports, req)
	if s.chance(6) {
		return
	}
	v, err := s.Report(req)
	if err != nil {
		return
	}
	s.answers = append(s.answers, simAnswer{req, v})
	if !s.chance(6) {
		s.answer(req, v)
	}
}

func (s *sim) answer(req incentives.PayRequest, v incentives.SignedVoucher) {
	verdict, err := s.relay.Answer(req, v)
	if verdict == payee.Reject {
		s.t.Fatalf("an honest voucher is rejected: %v", err)
	}
	if verdict == payee.Accept && v.Message.Cumulative.Cmp(s.held) > 0 {
		s.held = v.Message.Cumulative
	}
}

// replay delivers something old again.
func (s *sim) replay() {
	if len(s.reports) > 0 && s.chance(2) {
		req := s.reports[s.rng.IntN(len(s.reports))]
		if v, err := s.Report(req); err == nil {
			s.answer(req, v)
		}
	}
	if len(s.answers) > 0 {
		a := s.answers[s.rng.IntN(len(s.answers))]
		s.answer(a.req, a.voucher)
	}
}

// effects obeys the relay's limits.
func (s *sim) effects() {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	effects, err := s.relay.Next(ended)
	if err != nil {
		return // there are none
	}
	for _, e := range effects {
		if limit, ok := e.(ledger.Limit); ok {
			for _, v := range s.viewers {
				if v.id == string(limit.Session) {
					v.paused = limit.Level == ledger.Paused
				}
			}
		}
	}
}

// check holds the rules of money that no failure may break.
func (s *sim) check() {
	view := s.relay.Channels()[0]
	most, _ := incentives.NewAmount(simCredit).Add(incentives.NewAmount(simStep))
	switch signed := incentives.NewAmount(s.signed); {
	case view.Voucher.Cmp(s.held) < 0:
		s.t.Fatalf("the relay holds %s after it acknowledged %s", view.Voucher, s.held)
	case view.Voucher.Cmp(view.State.Deposit) > 0:
		s.t.Fatalf("voucher %s beyond the deposit", view.Voucher)
	case view.Voucher.Cmp(signed) > 0 || s.Promised().Cmp(signed) > 0:
		s.t.Fatalf("voucher %s, promised %s, but viewers signed for %s", view.Voucher, s.Promised(), signed)
	case view.Owed.Cmp(signed) > 0:
		s.t.Fatalf("owed %s, but viewers signed for %s", view.Owed, signed)
	case view.Unpaid.Cmp(most) > 0:
		s.t.Fatalf("unpaid %s is more than a step above %d", view.Unpaid, simCredit)
	}
}

// settleDown lets everything through, and holds that in the end all is paid that the deposit allows.
func (s *sim) settleDown() {
	s.disk.Fail(0)
	s.store.Fail(0)
	for range 20 {
		if req, ok, err := s.relay.Report(streamID()); err != nil {
			s.t.Fatal(err)
		} else if ok {
			v, err := s.Report(req)
			if err != nil {
				s.t.Fatal(err)
			}
			s.answer(req, v)
		}
	}
	view := s.relay.Channels()[0]
	due := view.Owed
	if due.Cmp(view.State.Deposit) > 0 {
		due = view.State.Deposit
	}
	if due.Beyond(view.Voucher).Cmp(incentives.NewAmount(1)) > 0 {
		s.t.Fatalf("owed %s, and only %s is paid", due, view.Voucher)
	}
}

// TestMoneyIsKeptThroughFailures runs streamer, relay and viewers through random crashes, failing disks, lost and repeated
// messages and restored backups. A seed that fails, fails again.
func TestMoneyIsKeptThroughFailures(t *testing.T) {
	seeds := 25
	if n, err := strconv.Atoi(os.Getenv(simSeeds)); err == nil {
		seeds = n
	}
	var paid uint64
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newSim(t, seed)
			for range 600 {
				s.act()
			}
			s.settleDown()
			paid += s.held.Big().Uint64()
		})
	}
	if paid < uint64(seeds)*10_000 {
		t.Errorf("only %d bytes were paid in %d runs: the simulation does nothing", paid, seeds)
	}
}
