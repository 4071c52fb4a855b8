// Package reception counts what arrives of one RTP stream, as receiver reports have it (RFC 3550, appendix A.3 and A.8).
package reception
