// Package sdpfrag reads the SDP fragments by which ICE candidates trickle over HTTP (RFC 8840, section 9).
package sdpfrag
