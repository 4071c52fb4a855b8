// Package whip carries SDP offers and answers over HTTP.
//
// Handler is the server of WHIP (RFC 9725), by which a publisher sends a stream, and of WHEP (draft-ietf-wish-whep), by which a
// viewer receives one. Client is the other end. Neither knows what a session is made of: the handler asks its Options to make one from
// an offer, and keeps the URL under which the peer may trickle candidates to it or end it.
package whip
