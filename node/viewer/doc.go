// Package viewer watches a stream at a node by WHEP, as a browser does with the SDK: it receives the media, and acknowledges
// it with receipts that a fresh session key signs.
package viewer
