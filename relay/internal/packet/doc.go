// Package packet holds received RTP packets, immutable from the moment they are parsed, in a ring that readers follow
// by position.
//
// One ring, one cursor: a reader at the head forwards live, a reader set to the last key frame joins, a look-up of an
// earlier sequence number retransmits, a reader that the ring has overtaken sees so and jumps. The ring has one writer
// and any number of readers, none of whom waits for another.
package packet
