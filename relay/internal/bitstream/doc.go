// Package bitstream reads from whole encoded frames what a container or a player asks before it decodes: picture size, key
// frame, profile, duration.
//
// Every parser is bounds-checked; a frame that cannot be read is ErrMalformed.
package bitstream
