// Package turn is the STUN and TURN server (RFC 8489, RFC 8656) that a publicly reachable node has built in, over UDP and TCP.
//
// It serves peers of the network and is no proxy for anything else. Credentials are lent for ten minutes at most, in the form that coturn
// calls REST API: the user name is a time and an id, the password its HMAC. Each bears a few allocations of a bounded rate. What is
// relayed goes to the node's own media port, and to the addresses of relays that the owner knows; addresses that mean something else
// to this machine than to the peer, from loopback to the many forms of IPv4 within IPv6, are refused whoever asks.
package turn
