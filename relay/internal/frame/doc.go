// Package frame puts received RTP packets back into the frames they were cut from.
//
// An Order gives one stream's packets in sequence, each once, and waits for late ones; a Builder makes frames of what the Order gives.
// Neither has a clock, a goroutine or a lock.
package frame
