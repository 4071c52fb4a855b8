// Package codec reads from an RTP payload what forwarding depends on: whether a key frame begins here, where the
// picture numbers stand that a receiver expects to be continuous, to which layer of a scalable stream the packet belongs.
// It never looks past the codec's payload descriptor, except for the few bits that name a frame type.
//
// Every parser is bounds-checked: a payload it cannot read yields the zero Info, which forwards as an ordinary packet.
package codec
