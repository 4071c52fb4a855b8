// Package dependency reads and edits the dependency descriptor, the RTP header extension by which an encoder tells which frames
// each combination of layers needs (AV1 RTP specification, appendix A). It serves every codec that carries it.
//
// A key frame brings a Structure: templates of frames, and the decode targets that a receiver may choose among. Later
// descriptors refer to a template, and say what differs. A Parser follows them for one stream; a Descriptor, like its
// Structure, is immutable and may be shared.
package dependency
