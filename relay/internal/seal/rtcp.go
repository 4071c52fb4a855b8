package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrUnauthentic: a packet was not sealed with these keys, or has been received before.
var ErrUnauthentic = errors.New("unauthentic SRTCP packet")

// Labels of the key derivation for RTCP (RFC 3711, section 4.3.2).
const (
	labelRTCPKey  = 3
	labelRTCPSalt = 5
)

// maxSenders is how many SSRCs a peer may send RTCP from. A receiver has one; Pion's interceptors have one each.
const maxSenders = 8

// RTCPOpener decrypts the RTCP packets of one direction of a session (RFC 7714, section 9). It belongs to one goroutine.
type RTCPOpener struct {
	aead    cipher.AEAD
	salt    [12]byte
	iv      [12]byte
	aad     [rtcpHeader + rtcpIndex]byte
	senders []rtcpSender
}

type rtcpSender struct {
	ssrc uint32
	used Window
}

// NewRTCPOpener returns an RTCPOpener.
func NewRTCPOpener(k Keys) (*RTCPOpener, error) {
	o := &RTCPOpener{}
	var err error
	o.aead, o.salt, err = rtcpCipher(k)
	return o, err
}

// rtcpCipher returns the cipher of a direction's RTCP, and the salt of its nonces.
func rtcpCipher(k Keys) (aead cipher.AEAD, salt [12]byte, err error) {
	key, err := derive(labelRTCPKey, k, len(k.Key))
	if err != nil {
		return nil, salt, fmt.Errorf("derive SRTCP key: %w", err)
	}
	derived, err := derive(labelRTCPSalt, k, len(salt))
	if err != nil {
		return nil, salt, fmt.Errorf("derive SRTCP salt: %w", err)
	}
	copy(salt[:], derived)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, salt, fmt.Errorf("SRTCP key: %w", err)
	}
	if aead, err = cipher.NewGCM(block); err != nil {
		return nil, salt, fmt.Errorf("SRTCP cipher: %w", err)
	}
	return aead, salt, nil
}

// rtcpNonce is the nonce of a packet (RFC 7714, section 9.1).
func rtcpNonce(salt [12]byte, ssrc, index uint32) [12]byte {
	binary.BigEndian.PutUint32(salt[2:], binary.BigEndian.Uint32(salt[2:])^ssrc)
	binary.BigEndian.PutUint32(salt[8:], binary.BigEndian.Uint32(salt[8:])^index)
	return salt
}

const (
	rtcpHeader    = 8       // what of a compound stays in clear
	rtcpIndex     = 4       // bytes of the index behind it
	rtcpEncrypted = 1 << 31 // the index's highest bit says so
)

// RTCPOverhead is what sealing adds to an RTCP compound, in bytes.
const RTCPOverhead = Overhead + rtcpIndex

// RTCPSealer encrypts the RTCP packets of one direction of a session (RFC 7714, section 9). It belongs to one goroutine. Its indices are the
// upper half of what there are, so that none is one that Pion has used for the same keys.
type RTCPSealer struct {
	aead  cipher.AEAD
	salt  [12]byte
	iv    [12]byte
	aad   [rtcpHeader + rtcpIndex]byte
	index uint32
}

// NewRTCPSealer returns an RTCPSealer.
func NewRTCPSealer(k Keys) (*RTCPSealer, error) {
	s := &RTCPSealer{index: rtcpEncrypted / 2}
	var err error
	s.aead, s.salt, err = rtcpCipher(k)
	return s, err
}

// Seal completes a packet: dst has room for compound, of a header at least, and RTCPOverhead exactly. It is false, and dst
// zero, when all indices are used.
func (s *RTCPSealer) Seal(dst, compound []byte) bool {
	if s.index == rtcpEncrypted {
		clear(dst)
		return false
	}
	copy(s.aad[:], compound[:rtcpHeader])
	copy(dst, s.aad[:rtcpHeader])
	binary.BigEndian.PutUint32(s.aad[rtcpHeader:], rtcpEncrypted|s.index)
	s.iv = rtcpNonce(s.salt, binary.BigEndian.Uint32(compound[4:]), s.index)
	s.aead.Seal(dst[rtcpHeader:rtcpHeader], s.iv[:], compound[rtcpHeader:], s.aad[:])
	copy(dst[len(dst)-rtcpIndex:], s.aad[rtcpHeader:])
	s.index++
	return true
}

// Open decrypts a packet in place and returns the compound. Error: ErrUnauthentic, also for one that was opened before.
func (o *RTCPOpener) Open(b []byte) ([]byte, error) {
	if len(b) < rtcpHeader+RTCPOverhead {
		return nil, ErrUnauthentic
	}
	trailer := b[len(b)-rtcpIndex:]
	word := binary.BigEndian.Uint32(trailer)
	if word&rtcpEncrypted == 0 { // authenticated only, which no WebRTC peer sends
		return nil, ErrUnauthentic
	}
	ssrc, index := binary.BigEndian.Uint32(b[4:]), word&^rtcpEncrypted
	o.iv = rtcpNonce(o.salt, ssrc, index)
	copy(o.aad[:], b[:rtcpHeader])
	copy(o.aad[rtcpHeader:], trailer)
	sealed := b[rtcpHeader : len(b)-rtcpIndex]
	out, err := o.aead.Open(sealed[:0], o.iv[:], sealed, o.aad[:])
	if err != nil || !o.fresh(ssrc, index) {
		return nil, ErrUnauthentic
	}
	return b[:rtcpHeader+len(out)], nil
}

// fresh notes the index of an authentic packet, and says whether it is new.
func (o *RTCPOpener) fresh(ssrc, index uint32) bool {
	for i := range o.senders {
		if o.senders[i].ssrc == ssrc {
			return o.senders[i].used.Use(uint64(index))
		}
	}
	if len(o.senders) == maxSenders {
		return false
	}
	o.senders = append(o.senders, rtcpSender{ssrc: ssrc})
	return o.senders[len(o.senders)-1].used.Use(uint64(index))
}
