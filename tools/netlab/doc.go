// Command netlab sees whether nodes and viewers reach each other through address translators and firewalls, and by which way.
//
//	         the internet: 11.0.0.0/8, one bridge
//	──────┬──────────────────┬─────────────────┬──────
//	  11.0.0.10          11.0.1.1          11.0.2.1
//	 public node      router of house 1  router of house 2     nft: full cone, port-restricted, symmetric, no UDP
//	                   10.1.0.1          10.2.0.1
//	                      │                 │
//	                  10.1.0.2          10.2.0.2               nodes and viewers
//
// Each box is a network namespace without a name, which ends with this process; the machine's own network is not touched. The
// addresses of the internet are ones that libp2p takes for public, which those for documentation are not; nothing leaves the lab.
// What runs in it are processes of casto-node, and viewers that are this program once more.
//
// Every row says which way was expected and which was taken, how long it took to connect, and whether media flowed. The exit code is 1
// when a row is not as expected. It needs Linux, root, iproute2 and nft; rows that cannot be run are named.
package main
