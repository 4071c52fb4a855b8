// Package relay forwards live WebRTC streams from one source to many viewers.
package relay
