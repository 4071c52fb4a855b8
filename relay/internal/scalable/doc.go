// Package scalable decides which packets of a scalable video stream one viewer gets.
//
// A stream may be made of spatial layers (picture sizes) and temporal layers (frame rates), each refining those below. A
// Selector is told the layers wanted, and judges packet by packet. It goes down at once, at the next picture; it goes up only where a
// decoder can follow: at a key frame, where the payload or its dependency descriptor says so, and what the frame refers
// to has been sent. It reads no clock and sends nothing.
package scalable
