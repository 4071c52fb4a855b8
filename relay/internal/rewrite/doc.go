// Package rewrite numbers packets for one receiver.
//
// A receiver expects one RTP stream: sequence numbers and picture ids without gaps, timestamps that rise. What it is sent
// may come from one simulcast layer, then another, then a returned source, each with numbers of its own. A Map holds
// the last such segments; it turns a source's number into the receiver's, and, for a NACK, back.
//
// The first segment changes nothing: a receiver that never meets a switch gets the source's own numbers, so that relays
// in a chain agree on them.
package rewrite
