// Command sim simulates trees of up to a million viewers:
//
//	make sim                                # 10,000, 100,000 and 1,000,000 viewers, several seeds each, and the charts of docs/img
//	make sim ARGS='--viewers 10000'         # one size
//	make sim ARGS='--viewers 10000 --json -'
//
// Relays decide by the very code of the node, package node/tree; what is simulated is the world around it: where nodes are, how long
// messages and media take, who comes, goes, crashes and lies. docs/simulation.md says what the model holds, what it leaves out, and what
// came of it. A run is a function of its size, its policy and its seed: it uses no clock, no map order and one thread.
package main
