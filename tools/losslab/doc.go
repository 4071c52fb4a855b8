// Package losslab makes bad networks on one machine: namespaces joined by links that delay, lose and hold back packets.
//
// A Lab is a star. Its hub and each far end is a network namespace of its own, and a Link joins the hub with one far end: two
// TUN devices, between which this process carries packets and does to them what a Shape says, in each direction another.
// Delay, loss at random, loss in bursts and a rate with a bounded queue can be changed while packets are under way.
//
//	        hub                 link 1                far end 1
//	┌──────────────────┐   Shape ────────▶    ┌────────────────────┐
//	│ 10.78.0.1  tun1  │◀────────────────────▶│ tun0  10.78.1.2    │
//	│            tun2  │    ◀──────── Shape   └────────────────────┘
//	└──────────────────┘
//
// The namespaces have no names and end with the process, killed or not: nothing is left behind on the machine. Programs enter
// one by Namespace.Start, or from another process by nsenter and Namespace.Path. There is no way out of a lab.
//
// It needs Linux, root, /dev/net/tun and iproute2; Supported says what is missing. The kernel does not have to know netem.
package losslab
