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
	aad     [12]byte
	senders []rtcpSender
}

type rtcpSender struct {
	ssrc uint32
	used Window
}

// NewRTCPOpener returns an RTCPOpener.
func NewRTCPOpener(k Keys) (*RTCPOpener, error) {
	key, err := derive(labelRTCPKey, k, len(k.Key))
	if err != nil {
		return nil, fmt.Errorf("derive SRTCP key: %w", err)
	}
	salt, err := derive(labelRTCPSalt, k, 12)
	if err != nil {
		return nil, fmt.Errorf("derive SRTCP salt: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("SRTCP key: %w", err)
	}
	o := &RTCPOpener{}
	if o.aead, err = cipher.NewGCM(block); err != nil {
		return nil, fmt.Errorf("SRTCP cipher: %w", err)
	}
	copy(o.salt[:], salt)
	return o, nil
}

// Open decrypts a packet in place and returns the compound. Error: ErrUnauthentic, also for one that was opened before.
func (o *RTCPOpener) Open(b []byte) ([]byte, error) {
	const header, indexSize, encrypted = 8, 4, 1 << 31
	if len(b) < header+Overhead+indexSize {
		return nil, ErrUnauthentic
	}
	trailer := b[len(b)-indexSize:]
	word := binary.BigEndian.Uint32(trailer)
	if word&encrypted == 0 { // authenticated only, which no WebRTC peer sends
		return nil, ErrUnauthentic
	}
	ssrc, index := binary.BigEndian.Uint32(b[4:]), word&^encrypted
	o.iv = o.salt
	binary.BigEndian.PutUint32(o.iv[2:], binary.BigEndian.Uint32(o.iv[2:])^ssrc)
	binary.BigEndian.PutUint32(o.iv[8:], binary.BigEndian.Uint32(o.iv[8:])^index)
	copy(o.aad[:], b[:header])
	copy(o.aad[header:], trailer)
	sealed := b[header : len(b)-indexSize]
	out, err := o.aead.Open(sealed[:0], o.iv[:], sealed, o.aad[:])
	if err != nil || !o.fresh(ssrc, index) {
		return nil, ErrUnauthentic
	}
	return b[:header+len(out)], nil
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
