// Package congestion estimates what a path to a receiver carries, from when the packets sent on it arrive.
//
// The sender notes each packet by its transport-wide sequence number (Controller.Sent) and hands over what the receiver reports
// (Controller.Received, Controller.Reported). Three things then bound the estimate, after Google Congestion Control
// (draft-ietf-rmcat-gcc-02; S. Holmer et al., 2016):
//
//   - the trend of the delay: packets that arrive further apart than they were sent fill a queue (trendline);
//   - loss above ten percent, unless sending less has shown that the path loses all the same;
//   - what is acknowledged, since a rate that nobody uses is not known to fit.
//
// Until something speaks against it, a path carries everything: Estimate is Unlimited. To find out whether more fits than is sent,
// the sender probes: it sends for a moment at the rate in question (Controller.Probe).
//
// A Controller has neither clock nor goroutine. It takes times as durations since any moment that stays the same.
package congestion
