// Package load puts a WHIP and WHEP server under load, and measures what its viewers get.
//
// A run has one publisher, unless the stream is there already, and many viewers:
//
//	Publisher ──WHIP──▶ server ──WHEP──▶ viewers, one socket each ──▶ one reader (epoll, recvmmsg, the kernel's time of arrival)
//	                                        ▲
//	                                        └─ one ticker: receiver reports, NACKs, PLIs, transport-wide feedback
//
// A viewer is as little as will pass for one. ICE and DTLS are Pion's; what comes after is counted by its RTP header, which is not
// encrypted: sequence numbers, losses, duplicates, retransmissions. Until a viewer has its first whole key frame it decrypts
// everything, after that only the last packet of each frame, which tells the frame's latency by the clock that the publisher put
// into it. A few viewers, Options.Checked, go on to decrypt and check every packet. So that a viewer costs its machine less than
// it costs the server, and the two can share one.
//
// Latency is measured against the publisher of the same run, on the same clock: by a stamp at the end of each synthetic payload
// or, for a clip, by recognising the end of the payload. A stream that somebody else publishes has no latency here.
//
// The command casto-node load is this package; tools/mediabench runs it over several servers side by side:
//
//	go run ./cmd/casto-node --pool --data /tmp/casto-load
//	go run ./cmd/casto-node load --viewers 100 --whip http://127.0.0.1:8787/whip/load \
//	    --whep http://127.0.0.1:8787/whep/load --pid PID --for 10s
//
// The last line's µs per packet is the CPU of process PID, user and system, by the packets that its viewers have received.
package load
