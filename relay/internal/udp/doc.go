// Package udp moves datagrams in batches: many per system call on Linux, with the kernel cutting a run of equal datagrams for one
// destination (UDP_SEGMENT, "GSO"), one per call elsewhere.
//
// GSO is where the gain is: it spares each datagram but the first of a run its way through the network stack. A run is what a
// viewer gets of one frame, so a Writer is filled viewer by viewer. Kernels and network cards that refuse GSO say so only when
// asked to send; the refused run then goes out one by one, and its destination gets no more of them.
package udp
