// Package record writes a live stream to a WebM or Matroska file.
//
// A file begins at a key frame, can be played while it grows, and is complete after Close: with its duration, and an index to seek
// by. After a crash it lacks these two and at most the last two seconds.
package record
