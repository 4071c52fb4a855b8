// Package keyframe merges the key frame requests of many viewers into few.
package keyframe
