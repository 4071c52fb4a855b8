// Package extension carries RTP header extensions (RFC 8285) from one session to another.
//
// Each session negotiates ids of its own. So what a source sends is kept under canonical ids, those of Kind, and written to
// each receiver under the receiver's ids, without what it has not negotiated. Elements that end at the relay, such as
// transport-wide sequence numbers, are not among them.
package extension
