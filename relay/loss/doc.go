// Package loss measures what share of a stream's packets reaches a viewer in time.
//
// Publish sends a stream in which each packet carries the time when it was sent; Watch and WatchStock compare that with the time
// when it arrives, so sender and viewer have to be on one machine. Serve is the relay between them, or, for comparison, the
// fan-out that everybody writes first with Pion: default interceptors, one TrackLocalStaticRTP for all viewers.
//
// The package measures and knows nothing of the network that loses packets; tools/losslab makes one.
package loss
