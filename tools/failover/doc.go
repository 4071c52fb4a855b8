// Command failover measures how long pictures stand still when a relay fails:
//
//	make bench-failover                    # 200 kills at a relay, 200 at a browser, and the other faults
//	make bench-failover ARGS='--quick'     # a tenth of it: a first look
//	make bench-failover ARGS='--only drain'
//
// A cell is a streamer's node, three relays that carry its stream, and one more node below them, all processes of casto-node
// --pool. A trial does something to the relay that this node has for its parent, and looks at the frames that its viewers
// go on to get:
//
//	          publish            ┌── relay ──┐ ✗
//	clip ─────────────▶ streamer ┼── relay ──┼──▶ child ──▶ viewers: when did each frame come?
//	                             └── relay ──┘
//
// Frozen is the longest time between two frames, from shortly before the fault on; the frame interval of the clip is in it. The
// relay then returns, under the same keys and ports, and the next trial begins once the child has a standby again.
//
// Where it can, as root on Linux, the command runs in a network namespace of its own, so that packet filters can make a relay
// deaf or dumb without its process noticing. Elsewhere those rows are skipped, by name.
package main
