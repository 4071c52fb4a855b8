// Package wire is the format of what nodes say to one another.
//
// The messages are those of casto.proto; on a stream each follows its length ([Write], [Read]).
// Every message has a Validate method that holds each field against its bounds (lengths, counts, ranges, what must be there)
// and looks at no signature, clock or state: it is the cheap check that comes first. [Read] calls it, so that nothing
// malformed gets past the stream it came on; [Decode] does the same for a gossip payload. Signatures cover the bytes that the
// SigningBytes methods return; who makes and checks them is the business of the caller.
//
// The rules:
//
//   - no message is encoded inside another: amounts, accounts and addresses are bytes, everything else is a field;
//   - unknown fields are kept, since a signature of a newer sender covers them, and unknown enum values are refused;
//   - a length above the limit is refused before any memory is set aside for it.
package wire
