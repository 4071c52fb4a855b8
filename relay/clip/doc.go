// Package clip plays media files as if they were live.
//
// A Source yields encoded frames with the time at which each is due, endlessly: at the end of the file it begins again, with
// timestamps that go on. It reads IVF (VP8, VP9, AV1), H.264 in Annex-B form, Ogg with Opus, and WebM or Matroska with any of these. It
// knows a file by its content, not its name. It decodes nothing, so what viewers get is what the file holds: a viewer who joins waits
// for the file's next key frame.
package clip
