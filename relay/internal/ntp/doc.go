// Package ntp relates wall-clock time to RTP timestamps, as sender reports do (RFC 3550, section 6.4.1).
package ntp
