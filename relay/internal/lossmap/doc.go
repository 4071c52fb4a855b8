// Package lossmap knows which sequence numbers of a stream are missing, and when to ask for each.
package lossmap
