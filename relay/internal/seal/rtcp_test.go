package seal

import (
	"bytes"
	"errors"
	"testing"

	"github.com/pion/rtcp"
	"github.com/pion/srtp/v3"
)

func TestOpensWhatPionSeals(t *testing.T) {
	for _, p := range []srtp.ProtectionProfile{srtp.ProtectionProfileAeadAes128Gcm, srtp.ProtectionProfileAeadAes256Gcm} {
		k := keys(p)
		c, err := srtp.CreateContext(k.Key, k.Salt, p)
		if err != nil {
			t.Fatal(err)
		}
		o, err := NewRTCPOpener(k)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 200 {
			plain, err := rtcp.Marshal([]rtcp.Packet{
				&rtcp.ReceiverReport{SSRC: uint32(i % maxSenders), Reports: []rtcp.ReceptionReport{{SSRC: 9, Delay: uint32(i)}}},
				&rtcp.PictureLossIndication{SenderSSRC: 1, MediaSSRC: 9},
			})
			if err != nil {
				t.Fatal(err)
			}
			sealed, err := c.EncryptRTCP(nil, plain, nil)
			if err != nil {
				t.Fatal(err)
			}
			again, forged := bytes.Clone(sealed), bytes.Clone(sealed)
			forged[9] ^= 1
			if _, err := o.Open(forged); !errors.Is(err, ErrUnauthentic) {
				t.Errorf("a forged packet gives %v", err)
			}
			got, err := o.Open(sealed)
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%v: packet %d: %v", p, i, err)
			}
			if _, err := o.Open(again); !errors.Is(err, ErrUnauthentic) {
				t.Errorf("a replayed packet gives %v", err)
			}
		}
	}
}

func TestPionOpensReportsThatAreSealed(t *testing.T) {
	for _, p := range []srtp.ProtectionProfile{srtp.ProtectionProfileAeadAes128Gcm, srtp.ProtectionProfileAeadAes256Gcm} {
		k := keys(p)
		c, err := srtp.CreateContext(k.Key, k.Salt, p, srtp.SRTCPReplayProtection(64))
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewRTCPSealer(k)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 200 {
			plain, err := rtcp.Marshal([]rtcp.Packet{&rtcp.SenderReport{SSRC: uint32(i % 3), PacketCount: uint32(i)}})
			if err != nil {
				t.Fatal(err)
			}
			sealed := make([]byte, len(plain)+RTCPOverhead)
			if !s.Seal(sealed, plain) {
				t.Fatal("no index is left")
			}
			got, err := c.DecryptRTCP(nil, sealed, nil)
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%v: packet %d: %v", p, i, err)
			}
		}
	}
}

// Two packets under one index would give the key away.
func TestSealingEndsWithTheIndices(t *testing.T) {
	s, err := NewRTCPSealer(keys(srtp.ProtectionProfileAeadAes128Gcm))
	if err != nil {
		t.Fatal(err)
	}
	plain := []byte{0x81, 201, 0, 1, 0, 0, 0, 1}
	s.index = rtcpEncrypted - 1
	sealed := make([]byte, len(plain)+RTCPOverhead)
	if first, second := s.Seal(sealed, plain), s.Seal(sealed, plain); !first || second {
		t.Errorf("the last index is taken: %v, one more: %v", first, second)
	}
}

func TestOpeningAllocatesNothing(t *testing.T) {
	k := keys(srtp.ProtectionProfileAeadAes128Gcm)
	c, err := srtp.CreateContext(k.Key, k.Salt, k.Profile)
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewRTCPOpener(k)
	if err != nil {
		t.Fatal(err)
	}
	var sealed [][]byte
	for range 200 {
		b, err := c.EncryptRTCP(nil, []byte{0x81, 201, 0, 1, 0, 0, 0, 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		sealed = append(sealed, b)
	}
	i := 0
	if n := testing.AllocsPerRun(100, func() {
		if _, err := o.Open(sealed[i]); err != nil {
			t.Fatal(err)
		}
		i++
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzOpen(f *testing.F) {
	k := keys(srtp.ProtectionProfileAeadAes128Gcm)
	c, err := srtp.CreateContext(k.Key, k.Salt, k.Profile)
	if err != nil {
		f.Fatal(err)
	}
	b, err := c.EncryptRTCP(nil, []byte{0x81, 201, 0, 1, 0, 0, 0, 1}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(make([]byte, 28))
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := NewRTCPOpener(k)
		if err != nil {
			t.Fatal(err)
		}
		if out, err := o.Open(b); err == nil && len(out) < 8 {
			t.Fatal("opened to less than a header")
		}
	})
}
