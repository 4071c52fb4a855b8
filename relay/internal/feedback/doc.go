// Package feedback reads what receivers say of a stream in RTCP: what they miss, that they lost the picture, when they heard
// of the sender last.
//
// A hundred viewers send a thousand RTCP packets a second, most of them congestion reports that are not for this reader.
// So it skips by the headers and allocates nothing.
package feedback
