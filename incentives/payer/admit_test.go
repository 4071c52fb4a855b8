package payer_test

import (
	"errors"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/store"
)

func TestAdmissionIsRepeatedAndRenewed(t *testing.T) {
	s := newStreamer(t, 0)
	g := s.admit(relayKey, 100)
	if err := g.Verify(domain(), key(streamKey).Address()); err != nil {
		t.Fatal(err)
	}
	if m := g.Message; m.Relay != key(relayKey).Address() || m.ViewerKey != key(100).Address() || m.NotAfter-m.NotBefore != 600 || !m.Covers(s.now) {
		t.Fatalf("grant = %+v", m)
	}
	s.now = s.now.Add(7 * time.Minute)
	if s.admit(relayKey, 100) != g {
		t.Error("asked again, the grant differs")
	}
	if s.admit(otherRelayKey, 100) == g || s.admit(relayKey, 101) == g {
		t.Error("another relay or viewer has the same grant")
	}
	s.now = s.now.Add(time.Minute)
	if renewed := s.admit(relayKey, 100); renewed == g || !renewed.Message.Covers(s.now.Add(9*time.Minute)) {
		t.Errorf("after three quarters: %+v", renewed.Message)
	}
}

func TestAdmissionNeedsMoney(t *testing.T) {
	s := newStreamer(t, 500)
	ask := payer.AdmitRequest{StreamID: streamID(), Relay: key(9).Address(), Viewer: key(100).Address(), MaxKbps: kbps}
	if _, err := s.Admit(ask); !errors.Is(err, payer.ErrNoChannel) {
		t.Errorf("a relay without channel: %v", err)
	}
	ask.Relay, ask.MaxKbps = key(relayKey).Address(), 0
	if _, err := s.Admit(ask); !errors.Is(err, incentives.ErrSyntax) {
		t.Errorf("no bitrate: %v", err)
	}
	s.want(request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, s.admit(relayKey, 100), 500, 500)}), 500)
	ask.MaxKbps, ask.Viewer = kbps, key(101).Address()
	if _, err := s.Admit(ask); !errors.Is(err, payer.ErrBudget) {
		t.Errorf("no budget left: %v", err)
	}
	s.SetBudget(incentives.NewAmount(501))
	if _, err := s.Admit(ask); err != nil {
		t.Error(err)
	}
	s.open(relayKey, 500)
	ask.Viewer = key(102).Address()
	if _, err := s.Admit(ask); !errors.Is(err, payer.ErrNoChannel) {
		t.Errorf("the deposit is used up: %v", err)
	}
}

func TestOldGrantsArePaidForADay(t *testing.T) {
	s := newStreamer(t, 0)
	a := s.admit(relayKey, 100)
	s.now = s.now.Add(24 * time.Hour)
	s.restart()
	s.want(request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)}), 1000)
	s.now = s.now.Add(11 * time.Minute)
	s.restart()
	if _, err := s.Report(request(t, relayKey, 2, []incentives.ReportEntry{entry(t, 100, a, 2000, 1000)})); !errors.Is(err, payer.ErrReport) {
		t.Errorf("after a day: %v", err)
	}
	if err := s.store.Each(store.PayerSessions, func(k, _ []byte) error { return errors.New("kept") }); err != nil {
		t.Errorf("an expired grant is %v", err)
	}
}
