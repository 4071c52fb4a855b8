package viewer

import (
	"cmp"

	"github.com/casto-network/casto/relay/client"
)

// sum adds what a later connection has received to what those before have. Times are those of the first.
func sum(a, b client.Stats) client.Stats {
	return client.Stats{
		Connected: cmp.Or(a.Connected, b.Connected), FirstPacket: cmp.Or(a.FirstPacket, b.FirstPacket),
		FirstFrame: cmp.Or(a.FirstFrame, b.FirstFrame), Video: sumTrack(a.Video, b.Video), Audio: sumTrack(a.Audio, b.Audio),
	}
}

func sumTrack(a, b client.TrackStats) client.TrackStats {
	return client.TrackStats{
		MIME: cmp.Or(b.MIME, a.MIME), Packets: a.Packets + b.Packets, PayloadBytes: a.PayloadBytes + b.PayloadBytes,
		Duplicates: a.Duplicates + b.Duplicates, Lost: a.Lost + b.Lost, Recovered: a.Recovered + b.Recovered, Frames: a.Frames + b.Frames,
		KeyFrames: a.KeyFrames + b.KeyFrames, Decoded: a.Decoded + b.Decoded, Undecodable: a.Undecodable + b.Undecodable,
		Dropped: a.Dropped + b.Dropped, Skipped: a.Skipped + b.Skipped, PLIs: a.PLIs + b.PLIs, Width: cmp.Or(b.Width, a.Width),
		Height: cmp.Or(b.Height, a.Height), FirstFrame: cmp.Or(a.FirstFrame, b.FirstFrame),
	}
}
