package seal

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/dtls/v3/pkg/crypto/selfsign"
	"github.com/pion/dtls/v3/pkg/protocol/handshake"
	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

func keys(p srtp.ProtectionProfile) Keys {
	k := Keys{Profile: p, Key: make([]byte, 16), Salt: make([]byte, 12)}
	if p == srtp.ProtectionProfileAeadAes256Gcm {
		k.Key = make([]byte, 32)
	}
	for i := range k.Key {
		k.Key[i] = byte(i * 7)
	}
	for i := range k.Salt {
		k.Salt[i] = byte(i * 31)
	}
	return k
}

// packet seals one packet.
func (s *Sealer) packet(t testing.TB, index uint64, ssrc uint32, payload []byte) []byte {
	t.Helper()
	h := rtp.Header{Version: 2, PayloadType: 96, SequenceNumber: uint16(index), SSRC: ssrc, Timestamp: uint32(index) * 3000}
	n := h.MarshalSize()
	b := make([]byte, n+len(payload)+Overhead)
	if _, err := h.MarshalTo(b); err != nil {
		t.Fatal(err)
	}
	s.Seal(b, n, payload, ssrc, index)
	return b
}

// Pion decrypts days of what is sealed here: over several rollovers, with packets in and out of order about each.
func TestPionOpensWhatIsSealed(t *testing.T) {
	for _, p := range []srtp.ProtectionProfile{srtp.ProtectionProfileAeadAes128Gcm, srtp.ProtectionProfileAeadAes256Gcm} {
		k := keys(p)
		s, err := New(k)
		if err != nil {
			t.Fatal(err)
		}
		c, err := srtp.CreateContext(k.Key, k.Salt, p, srtp.SRTPReplayProtection(1024))
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(3, 4))
		payload, out := make([]byte, 100), make([]byte, 0, 2048)
		const first, packets = 65000, 4 << 16
		order := make([]uint64, packets)
		for i := range order {
			order[i] = first + uint64(i)
		}
		for i := 0; i+40 < packets; i += 40 { // late by up to 40 packets
			if random.IntN(4) == 0 {
				j := i + 1 + random.IntN(39)
				order[i], order[j] = order[j], order[i]
			}
		}
		order[0], order[1] = first, first+1 // the receiver takes the first it sees for the zeroth cycle
		for _, index := range order {
			payload[0] = byte(index)
			got, err := c.DecryptRTP(out[:0], s.packet(t, index, 77, payload), nil)
			if err != nil {
				t.Fatalf("%v: index %d: %v", p, index, err)
			}
			if !bytes.Equal(got[12:], payload) {
				t.Fatalf("%v: index %d: wrong payload", p, index)
			}
		}
	}
}

func TestSealingAllocatesNothing(t *testing.T) {
	s, err := New(keys(srtp.ProtectionProfileAeadAes128Gcm))
	if err != nil {
		t.Fatal(err)
	}
	dst, payload := make([]byte, 12+1200+Overhead), make([]byte, 1200)
	index := uint64(0)
	if n := testing.AllocsPerRun(100, func() {
		s.Seal(dst, 12, payload, 1, index)
		index++
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestUnusableKeys(t *testing.T) {
	if _, err := New(Keys{Key: []byte("short"), Salt: make([]byte, 12)}); err == nil {
		t.Error("a key of five bytes is taken")
	}
	if _, _, err := new(Handshake).SRTP(); !errors.Is(err, ErrNoKeys) {
		t.Errorf("before the handshake: %v", err)
	}
}

// TestHandshakeYieldsTheSessionsKeys compares with the exporter of the DTLS connection itself.
func TestHandshakeYieldsTheSessionsKeys(t *testing.T) {
	for _, test := range []struct {
		suite   dtls.CipherSuiteID
		profile dtls.SRTPProtectionProfile
		known   bool
	}{
		{dtls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, dtls.SRTP_AEAD_AES_128_GCM, true},
		{dtls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, dtls.SRTP_AEAD_AES_256_GCM, true},
		{dtls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, dtls.SRTP_AES128_CM_HMAC_SHA1_80, false},
	} {
		h := &Handshake{}
		client := &Handshake{}
		want := exported(t, h, client, test.suite, test.profile)
		send, receive, err := h.SRTP()
		if !test.known {
			if !errors.Is(err, ErrNoKeys) {
				t.Errorf("%v: got %v", test.profile, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if send2, receive2, err := client.SRTP(); err != nil || !bytes.Equal(send2.Key, receive.Key) || !bytes.Equal(receive2.Salt, send.Salt) {
			t.Errorf("%v: the client's keys are not the server's: %v", test.profile, err)
		}
		got := append(append(append(append([]byte(nil), receive.Key...), send.Key...), receive.Salt...), send.Salt...)
		if !bytes.Equal(got, want[:len(got)]) {
			t.Errorf("%v, %v: keys differ from the connection's", test.suite, test.profile)
		}
	}
}

// overheard is a socket whose datagrams a Handshake sees.
type overheard struct {
	net.PacketConn
	h *Handshake
}

func (o overheard) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := o.PacketConn.ReadFrom(b)
	o.h.Overhear(b[:n])
	return n, from, err
}

func FuzzOverhear(f *testing.F) {
	random := make([]byte, 32)
	body := append(append([]byte{254, 253}, random...), 0, 0xc0, 0x2b, 0, 0, 9, 0, 14, 0, 5, 0, 2, 0, 7, 0)
	message := append([]byte{2, 0, 0, byte(len(body)), 0, 0, 0, 0, 0, 0, 0, byte(len(body))}, body...)
	f.Add(append([]byte{22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte(len(message))}, message...))
	f.Fuzz(func(_ *testing.T, b []byte) {
		h := &Handshake{}
		h.Overhear(b)
		_, _, _ = h.SRTP()
	})
}

// exported runs a handshake that h overhears and returns what the server's connection exports.
func exported(t *testing.T, h, overhearing *Handshake, suite dtls.CipherSuiteID, profile dtls.SRTPProtectionProfile) []byte {
	t.Helper()
	cert, err := selfsign.GenerateSelfSigned()
	if err != nil {
		t.Fatal(err)
	}
	a, b := listen(t), listen(t)
	config := func() *dtls.Config {
		return &dtls.Config{
			Certificates: []tls.Certificate{cert}, InsecureSkipVerify: true,
			CipherSuites: []dtls.CipherSuiteID{suite}, SRTPProtectionProfiles: []dtls.SRTPProtectionProfile{profile},
		}
	}
	server := config()
	server.KeyLogWriter = h
	server.ServerHelloMessageHook = func(m handshake.MessageServerHello) handshake.Message { return h.ServerHello(m) }
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	clientConfig := config()
	clientConfig.KeyLogWriter = overhearing
	client, err := dtls.Client(overheard{b, overhearing}, a.LocalAddr(), clientConfig)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- client.HandshakeContext(ctx) }()
	s, err := dtls.Server(a, b.LocalAddr(), server)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.HandshakeContext(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	state, ok := s.ConnectionState()
	if !ok {
		t.Fatal("no connection state")
	}
	want, err := state.ExportKeyingMaterial("EXTRACTOR-dtls_srtp", nil, 88)
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
	_ = s.Close()
	return want
}

func listen(t *testing.T) net.PacketConn {
	t.Helper()
	c, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func BenchmarkSeal(b *testing.B) {
	s, err := New(keys(srtp.ProtectionProfileAeadAes128Gcm))
	if err != nil {
		b.Fatal(err)
	}
	dst, payload := make([]byte, 12+1200+Overhead), make([]byte, 1200)
	b.SetBytes(1200)
	for i := uint64(0); b.Loop(); i++ {
		s.Seal(dst, 12, payload, 1, i)
	}
}
