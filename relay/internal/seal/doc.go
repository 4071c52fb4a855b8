// Package seal encrypts RTP with the keys that a DTLS handshake agreed on, straight from where the payload lies into where it is
// sent from: the encryption is the copy.
//
// Pion keeps the keys of its SRTP sessions to itself. Handshake takes them, through public hooks, from the DTLS side: the key log
// names the secrets, the ServerHello the rest, and the exporter of RFC 5764 makes the SRTP master keys of them.
//
// Under AES-GCM, two different packets under one index (SSRC, rollover counter, sequence number) give the key away. Whoever seals
// an SSRC must be the only one to do so, and must never use an index twice.
package seal
