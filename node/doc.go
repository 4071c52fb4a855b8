// Package node composes one CASTO process out of the media plane (package relay), the payments (package incentives) and the
// peer-to-peer network (package node/p2p).
//
// A node is every role at once, each only when asked for:
//
//   - streamer's node: takes a stream in by WHIP, is the root of its tree, announces it, admits viewers by signing session
//     grants, answers usage reports with vouchers (publish.go, admit.go);
//   - relay: pulls a stream from a parent once however many want it, forwards it, collects receipts, reports them and gathers
//     vouchers (carry.go, viewers.go, reports.go);
//   - gateway: answers WHIP, WHEP, the pages and the SDK over HTTP (http.go), with a second listener on loopback for the
//     operator (admin.go).
//
// New validates the options and binds the ports; Run serves until its context ends, then returns after all that it started
// has ended.
package node
