// Package clip holds a test clip of ten seconds: a test picture with a running clock and a frame counter, 640×360 at 30 frames a
// second with a key frame every second, beside a tone that beeps once a second. make.sh makes it.
package clip

import "embed"

// files are clip.webm (VP8 and Opus), clip.ivf (the same VP8), clip.ogg (the same Opus) and clip.h264 (H.264 constrained
// baseline, Annex-B).
//
//go:embed clip.webm clip.ivf clip.ogg clip.h264
var files embed.FS

// FS returns the clip's files: clip.webm (VP8 and Opus), clip.ivf (the same VP8), clip.ogg (the same Opus) and clip.h264 (H.264
// constrained baseline in Annex-B form).
func FS() embed.FS { return files }
