package seal

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
	"sync"

	"github.com/pion/dtls/v3"
	"github.com/pion/dtls/v3/pkg/crypto/prf"
	"github.com/pion/dtls/v3/pkg/protocol/extension"
	"github.com/pion/dtls/v3/pkg/protocol/handshake"
	"github.com/pion/srtp/v3"
)

// ErrNoKeys: the handshake has not come so far, or is not of a kind whose keys are known here (DTLS 1.2 with AEAD_AES_128_GCM or
// AEAD_AES_256_GCM; RFC 7714).
var ErrNoKeys = errors.New("no SRTP keys")

// Keys are the SRTP master key and salt of one direction.
type Keys struct {
	Profile   srtp.ProtectionProfile
	Key, Salt []byte
}

// Handshake overhears one DTLS handshake, by ServerHello where this side is the server, by Overhear where it is the client. Its methods
// are safe for concurrent use.
type Handshake struct {
	mu           sync.Mutex // guards all
	clientRandom []byte
	serverRandom []byte
	master       []byte
	hash         func() hash.Hash
	profile      srtp.ProtectionProfile
	chosen       bool
	client       bool // this side is the client
}

// Write takes a line of the key log (the NSS format). It always succeeds.
func (h *Handshake) Write(line []byte) (int, error) {
	f := strings.Fields(string(line))
	if len(f) != 3 || f[0] != "CLIENT_RANDOM" {
		return len(line), nil
	}
	client, err1 := hex.DecodeString(f[1])
	master, err2 := hex.DecodeString(f[2])
	if err1 == nil && err2 == nil {
		h.mu.Lock()
		h.clientRandom, h.master = client, master
		h.mu.Unlock()
	}
	return len(line), nil
}

// ServerHello is the hook for the ServerHello; it changes nothing.
func (h *Handshake) ServerHello(m handshake.MessageServerHello) handshake.Message {
	h.hello(&m, false)
	return &m
}

// Overhear looks for the ServerHello in a datagram that the server sent. Nobody has authenticated it; keys from a forged one open
// nothing.
func (h *Handshake) Overhear(datagram []byte) {
	const (
		recordHeader, messageHeader = 13, 12
		contentHandshake            = 22
		typeServerHello             = 2
	)
	for b := datagram; len(b) >= recordHeader; {
		size := int(binary.BigEndian.Uint16(b[11:]))
		if recordHeader+size > len(b) {
			return
		}
		record, epoch := b[recordHeader:recordHeader+size], binary.BigEndian.Uint16(b[3:])
		if b[0] == contentHandshake && epoch == 0 && size >= messageHeader && record[0] == typeServerHello {
			length := int(record[1])<<16 | int(record[2])<<8 | int(record[3])
			var m handshake.MessageServerHello
			// A ServerHello in fragments is left to Pion, and with it the session's media.
			if messageHeader+length == size && m.Unmarshal(record[messageHeader:]) == nil {
				h.hello(&m, true)
			}
		}
		b = b[recordHeader+size:]
	}
}

func (h *Handshake) hello(m *handshake.MessageServerHello, client bool) {
	random := m.Random.MarshalFixed()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.client = client
	h.serverRandom = append([]byte(nil), random[:]...)
	h.hash, h.chosen = nil, false
	if m.CipherSuiteID != nil {
		h.hash = prfHash(dtls.CipherSuiteID(*m.CipherSuiteID))
	}
	for _, e := range m.Extensions {
		u, ok := e.(*extension.UseSRTP)
		if !ok || len(u.ProtectionProfiles) != 1 {
			continue
		}
		switch u.ProtectionProfiles[0] {
		case dtls.SRTP_AEAD_AES_128_GCM:
			h.profile, h.chosen = srtp.ProtectionProfileAeadAes128Gcm, true
		case dtls.SRTP_AEAD_AES_256_GCM:
			h.profile, h.chosen = srtp.ProtectionProfileAeadAes256Gcm, true
		}
	}
}

// prfHash returns the hash of a cipher suite's pseudorandom function (RFC 5246, section 5), nil if the suite is not known here.
func prfHash(suite dtls.CipherSuiteID) func() hash.Hash {
	switch suite {
	case dtls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, dtls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
		dtls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, dtls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
		dtls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, dtls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256:
		return sha256.New
	case dtls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, dtls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384:
		return sha512.New384
	}
	return nil
}

// SRTP returns the keys to send and to receive with (RFC 5764, section 4.2). Error: ErrNoKeys.
func (h *Handshake) SRTP() (send, receive Keys, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.clientRandom == nil || h.serverRandom == nil || h.hash == nil || !h.chosen {
		return Keys{}, Keys{}, ErrNoKeys
	}
	k, err := h.profile.KeyLen()
	if err != nil {
		return Keys{}, Keys{}, err
	}
	s, err := h.profile.SaltLen()
	if err != nil {
		return Keys{}, Keys{}, err
	}
	seed := append([]byte("EXTRACTOR-dtls_srtp"), h.clientRandom...)
	seed = append(seed, h.serverRandom...)
	m, err := prf.PHash(h.master, seed, 2*(k+s), h.hash)
	if err != nil {
		return Keys{}, Keys{}, err
	}
	receive = Keys{h.profile, m[:k], m[2*k : 2*k+s]}
	send = Keys{h.profile, m[k : 2*k], m[2*k+s:]}
	if h.client {
		send, receive = receive, send
	}
	return send, receive, nil
}
