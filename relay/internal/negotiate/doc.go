// Package negotiate reads an SDP offer and decides which of the offered codecs carries a stream (RFC 3264, RFC 8829).
package negotiate
