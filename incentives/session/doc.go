// Package session is the viewer's side of a paid session as a pure state machine: frames in, receipts out.
//
// The caller moves frames over the data channel, counts unique media payload bytes, and asks for a receipt every Interval. A
// viewer proves nothing by its receipts but that the key which the streamer admitted acknowledges so many bytes.
package session
