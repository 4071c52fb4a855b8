// Package congestion estimates what a path to a receiver carries, from when the packets sent on it arrive.
//
// The sender notes each packet by its transport-wide sequence number (Controller.Sent) and hands over what the receiver reports
// (Controller.Received, Controller.Lost, Controller.Reported). Three things then bound the estimate, after Google Congestion Control
// (draft-ietf-rmcat-gcc-02; S. Holmer et al., 2016):
//
//   - A queue that stands in front of the path, and grows. The growth is the trend of the delay, as libwebrtc finds it (trendline,
//     adaptive threshold). It alone says too much: layered video comes in bursts, wireless paths stand still for a moment. So the least
//     delay within a quarter of a second has to be above the path's own too, as in CoDel (RFC 8289). What arrives while the queue
//     stands is what the path carries.
//   - Loss above ten percent, unless sending less has shown that the path loses all the same, and less than forty.
//   - What is acknowledged, since a rate that nobody uses is not known to fit.
//
// Until something speaks against it, a path carries everything: Estimate is Unlimited. To find out whether more fits than is sent,
// the sender probes: for some 100 ms it sends up to twice the estimate (Controller.Probe). If that does not fit, it makes a queue of
// 100 ms once, and the next probe waits longer.
//
// A receiver without transport-wide feedback says how much it has lost, and when the sender's report reached it
// (Controller.ReceiverReport), perhaps its own estimate too (Controller.Remote). That, too, tells of a path that is full, though later.
// What else would fit is found out by sending it, ever more rarely where it did not (coarse).
//
// A Pacer spreads what is sent at the pace that the estimate allows, without a queue of its own.
//
// Nothing here has a clock or a goroutine. Times are durations since any moment that stays the same.
package congestion
